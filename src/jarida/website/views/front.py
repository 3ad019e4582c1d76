"""The front page and its ticker."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from jarida.archive import queries
from jarida.archive.queries import ArticleLine
from jarida.website import formats, structured
from jarida.website.caching import cached
from jarida.website.languages import DIRECTIONS
from jarida.website.rendering import in_language, page

TICKER = 50
READ = 90
GRID = 9
LATEST = 18
SECTION = 4
RECENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Front:
    """The newest articles, laid out: each stands in one place only (the ticker aside)."""

    ticker: tuple[ArticleLine, ...]
    lead: ArticleLine | None
    grid: tuple[ArticleLine, ...]
    latest: tuple[ArticleLine, ...]
    languages: tuple[tuple[str, tuple[ArticleLine, ...]], ...]
    outlets: tuple[tuple[ArticleLine, ...], ...]


def lay_out(articles: tuple[ArticleLine, ...], ui: str) -> Front:
    """Give each of the newest articles (newest first) its place on the front page."""
    lead = _lead(articles, ui)
    used = {lead.id} if lead else set()
    grid = _varied(_each_picture_once(articles, lead), GRID)
    used |= {line.id for line in grid}
    latest = tuple(line for line in articles if line.id not in used)[:LATEST]
    used |= {line.id for line in latest}
    rest = [line for line in articles if line.id not in used]
    languages = _grouped(rest, lambda line: line.language)
    used |= {line.id for _name, lines in languages for line in lines}
    outlets = _grouped((line for line in rest if line.id not in used), lambda line: line.outlet.slug)
    return Front(articles[:TICKER], lead, grid, latest, languages, tuple(lines for _name, lines in outlets))


def _pictured(line: ArticleLine) -> bool:
    return line.picture is not None and not line.picture.blocked


def _each_picture_once(articles: tuple[ArticleLine, ...], lead: ArticleLine | None) -> Iterator[ArticleLine]:
    """The articles with pictures, one for each picture: reprints of a dispatch bring it several times."""
    seen = {lead.picture.digest} if lead and lead.picture else set()
    for line in articles:
        if line is not lead and line.picture and not line.picture.blocked and line.picture.digest not in seen:
            seen.add(line.picture.digest)
            yield line


def _lead(articles: tuple[ArticleLine, ...], ui: str) -> ArticleLine | None:
    """The newest with a picture, in the reader's language where one is among the newest fifty."""
    pictured = [line for line in articles[:TICKER] if _pictured(line)]
    own = [line for line in pictured if line.language == ui]
    return next(iter([*own, *pictured, *articles]), None)


def _varied(lines: Iterable[ArticleLine], wanted: int, per_outlet: int = 2) -> tuple[ArticleLine, ...]:
    """The first of `lines`, with no more than a few of one outlet unless there are too few others."""
    first: list[ArticleLine] = []
    spare: list[ArticleLine] = []
    taken: dict[str, int] = {}
    for line in lines:
        taken[line.outlet.slug] = taken.get(line.outlet.slug, 0) + 1
        (first if taken[line.outlet.slug] <= per_outlet else spare).append(line)
    return tuple((first + spare)[:wanted])


def _grouped(
    lines: Iterable[ArticleLine], key: Callable[[ArticleLine], str]
) -> tuple[tuple[str, tuple[ArticleLine, ...]], ...]:
    """The lines by a key, the largest groups first, with the first few of each."""
    groups: dict[str, list[ArticleLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple((name, tuple(group[:SECTION])) for name, group in ordered if name and len(group) > 1)[:6]


@cached(max_age=15)
@in_language
def front(request: HttpRequest, ui: str) -> HttpResponse:
    """The front page: ticker, lead, the latest with pictures, by language and by outlet."""
    laid_out = lay_out(queries.latest(limit=READ).articles, ui)
    lead = laid_out.lead
    caption = queries.lead_caption(lead.id, lead.picture.digest) if lead and lead.picture else ("", "")
    since = datetime.now(UTC).date() - timedelta(days=RECENT_DAYS)
    return page(
        ui, "front.html", rest="/", title="", nav="front", front=laid_out, lead_caption=caption,
        counts=queries.language_counts(since), feed_base=f"/{ui}/",
        structured=structured.website(ui),
    )  # fmt: skip


@cached(max_age=5)
@in_language
def ticker(request: HttpRequest, ui: str) -> HttpResponse:
    """The ticker's list alone, for the page to refresh itself."""
    facts = queries.site_facts()
    today = formats.local(datetime.now(UTC), facts.time_zone).date()
    context = {"ui": ui, "ui_dir": DIRECTIONS[ui], "today": today, "lines": queries.latest(limit=TICKER).articles}
    response = HttpResponse(get_template("ticker.html").render(context))
    response["X-Robots-Tag"] = "noindex"
    return response
