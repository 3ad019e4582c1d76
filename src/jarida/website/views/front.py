"""The front page and its ticker: stories first, then what one outlet alone tells."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from jarida.archive import queries
from jarida.archive.queries import ArticleLine
from jarida.archive.stories import front as stories
from jarida.archive.stories.front import Chosen, Newest, StoryLine
from jarida.website import addresses, formats, structured
from jarida.website.caching import cached
from jarida.website.languages import DIRECTIONS
from jarida.website.layout import STORIES, TICKER, Drawn, Front, chosen, draw, lay_out
from jarida.website.lines import Told
from jarida.website.rendering import in_language, page
from jarida.website.storylines import outlets

SCAN = 180  # newest articles among which each story is told once
FRESH = timedelta(days=2)  # what leads was told within so long
RECENT_DAYS = 7
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


def wanted_language(request: HttpRequest) -> str:
    """The language that an address filters by, empty for all; what can be none is a bad request."""
    code = request.GET.get("lang", "")
    if code and not _LANGUAGE.fullmatch(code):
        raise BadRequest("no such language")
    return code


def language_choices(counts: Iterable[str], only: str) -> list[str]:
    """The languages that a page of stories may be filtered by, "" for all first."""
    return list(dict.fromkeys(("", *counts, only)))


@cached(max_age=15)
@in_language
def front(request: HttpRequest, ui: str) -> HttpResponse:
    """The front page: ticker, stories, the latest with pictures, by language and by outlet."""
    only = wanted_language(request)
    newest = stories.newest(SCAN, only)
    first = _leading(ui, only, newest)
    drawn = draw(stories.told_once(newest, ui), first.choices)
    lines = {line.id: line for line in queries.lines([*first.ids, *drawn.ids])}
    leading = first.stories(lines)
    laid_out = lay_out(chosen(drawn.rest, lines), ui, leading, chosen(drawn.ticker, lines))
    counts = queries.language_counts(datetime.now(UTC).date() - timedelta(days=RECENT_DAYS))
    return page(
        ui, "front.html", rest=addresses.front("", only)[1:], title="", nav="front", front=laid_out, only=only,
        told=_told(drawn, ui, leading), lead_caption=_caption(laid_out), counts=counts,
        choices=[(code, addresses.front(ui, code)) for code in language_choices(counts, only)],
        feed_base=addresses.language(ui, only) if only else f"/{ui}/", noindex=bool(only),
        structured=[structured.website(ui), structured.story_list(leading, ui)] if leading else structured.website(ui),
    )  # fmt: skip


@cached(max_age=5)
@in_language
def ticker(request: HttpRequest, ui: str) -> HttpResponse:
    """The ticker's list alone, for the page to refresh itself."""
    facts = queries.site_facts()
    today = formats.local(datetime.now(UTC), facts.time_zone).date()
    once = stories.told_once(stories.newest(SCAN, wanted_language(request)), ui)
    drawn = Drawn(once[:TICKER], ())
    lines = queries.lines(drawn.ids)
    context = {"ui": ui, "ui_dir": DIRECTIONS[ui], "today": today, "lines": lines, "told": _told(drawn, ui)}
    response = HttpResponse(get_template("ticker.html").render(context))
    response["X-Robots-Tag"] = "noindex"
    return response


def _leading(ui: str, only: str, newest: tuple[Newest, ...]) -> Chosen:
    asked = stories.Asked(ui, datetime.now(UTC), only)
    return stories.choose(STORIES if any(each.story for each in newest) else 0, asked, since=asked.now - FRESH)


def _told(drawn: Drawn, ui: str, leading: tuple[StoryLine, ...] = ()) -> dict[int, Told]:
    """By article, the story that it stands for: its address and how many outlets tell it."""
    known = {story.id: story.slug for story in leading}
    known |= stories.slugs({each.story for each in drawn.told.values()} - known.keys(), ui)
    return {
        article: Told(
            addresses.story(ui, each.story, known.get(each.story, "")), each.outlets, outlets(each.outlets, ui)
        )
        for article, each in drawn.told.items()
    }


def _caption(laid_out: Front) -> tuple[str, str]:
    """Caption and credit of the picture that leads."""
    lead: ArticleLine | None = laid_out.stories[0].pictured if laid_out.stories else laid_out.lead
    return queries.lead_caption(lead.id, lead.picture.digest) if lead and lead.picture else ("", "")
