"""Search. The address is the whole state of it: see `website.search.asked`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jarida.archive.models import Outlet, Story, StoryState
from jarida.archive.search import service
from jarida.archive.search.contract import Count, SearchTooSlow
from jarida.archive.search.service import SearchPage
from jarida.core.search.build import has_words
from jarida.core.search.editing import with_sort
from jarida.core.search.model import Query, Sort
from jarida.core.search.parse import parse
from jarida.website import formats, moving
from jarida.website.caching import cached
from jarida.website.languages import DIRECTIONS
from jarida.website.rendering import in_language, page
from jarida.website.search.asked import Asked, read
from jarida.website.search.chart import chart
from jarida.website.search.downloads import MOST_BIBTEX, MOST_CSV
from jarida.website.search.help import help_lines
from jarida.website.search.narrowing import Choice, chosen, shown_facets, ways_out, with_span, written
from jarida.website.search.problems import shown_problems

ROUND = 2  # digits of an estimate that mean something
LONGEST_COMPLETED = 80
RETRY = 10  # seconds


@dataclass(frozen=True, slots=True)
class Order:
    """A link to the same results in an order."""

    label: str
    address: str
    current: bool


@require_safe
@cached(max_age=30)
@in_language
def search(request: HttpRequest, ui: str) -> HttpResponse:
    """The results of a search; without one, how to search."""
    try:
        asked = read(request.GET)
    except service.BadPlace:
        return _bad_place(request, ui)
    if not asked.text:
        return _page(ui, asked, _("Search"))
    first = asked.after is None
    try:
        answer = service.search(asked.request(facets=first, histogram=first))
    except SearchTooSlow:
        return _too_slow(asked, ui)
    return _page(ui, asked, _title(asked, ui), **_answered(answer, asked, ui))


def moved(request: HttpRequest, ui: str) -> HttpResponseBase:
    """A search with a slash at its end is the one without."""
    return moving.moved(request, f"/{ui}/search")


def _page(ui: str, asked: Asked, title: str, **context: Any) -> HttpResponse:
    return page(
        ui, "search.html", rest=f"/search{asked.query()}", title=title, nav="search", noindex=True, asked=asked,
        help_lines=help_lines(ui, _some_outlet(), _some_story()), feed_base=f"/{ui}/search/" if asked.text else "",
        feed_query=asked.feed_query(),
        **context,
    )  # fmt: skip


def _bad_place(request: HttpRequest, ui: str) -> HttpResponse:
    """400: the place in the results was cut or changed on its way; the search itself is still there."""
    fields = request.GET.copy()
    fields.pop("after", None)
    first = read(fields).address(ui)
    sentence = _("There is no such place in the results. The address may have been cut or changed on its way.")
    link = Choice(_("The first page of this search"), first)
    return _failed(ui, 400, _("Bad request"), sentence, link)


def _too_slow(asked: Asked, ui: str) -> HttpResponse:
    """503: the database gave up; it may be busy now."""
    sentence = _("This search took too long. Rarer words, an outlet or a span of time make it faster.")
    link = Choice(_("Try again"), asked.address(ui, after=asked.after))
    response = _failed(ui, 503, _("The search took too long"), sentence, link)
    response["Retry-After"] = str(RETRY)
    return response


def _some_outlet() -> str:
    """An outlet for the example of the help: the first that the archive had."""
    return Outlet.objects.filter(active=True).order_by("pk").values_list("slug", flat=True).first() or ""


def _some_story() -> int:
    """A story for the example of the help: the one that was told last."""
    told = Story.objects.filter(state=StoryState.LIVE).order_by("-told_until", "-pk")
    return told.values_list("pk", flat=True).first() or 0


def _failed(ui: str, status: int, title: str, sentence: str, link: Choice) -> HttpResponse:
    return page(
        ui, "search_bad.html", rest="/search", title=title, status=status, code=status,
        sentence=sentence, link=link,
    )  # fmt: skip


def _title(asked: Asked, ui: str) -> str:
    return _("Search: %(query)s") % {"query": asked.text[:100]}


def _answered(answer: SearchPage, asked: Asked, ui: str) -> dict[str, Any]:
    downloads = replace(asked, after=None).query()
    return {
        "answer": answer,
        "count": _count(answer.count, ui),
        "found": answer.found,
        "problems": shown_problems(answer.problems, asked.text),
        "correction": _correction(answer, asked, ui),
        "widened": [spelling for each in answer.expansions for spelling in each.shown],
        "narrow_address": asked.address(ui, expand=False),
        "widen_address": asked.address(ui, expand=True),
        "orders": list(_orders(answer, asked, ui)) if has_words(answer.query) else [],
        "by_date": answer.sort is Sort.DATE,
        "window_from": _window(answer, ui),
        "first_page": asked.address(ui) if asked.after else "",
        "next_page": asked.address(ui, after=answer.next) if answer.next else "",
        "downloads": {form: f"/{ui}/search/results.{form}{downloads}" for form in ("csv", "bib")},
        "most": {"csv": MOST_CSV, "bib": MOST_BIBTEX},
        "completions": _completions(asked),
        **_narrowed(answer, asked, ui),
    }


def _narrowed(answer: SearchPage, asked: Asked, ui: str) -> dict[str, Any]:
    """What changes the query: facets, the chart, what it is narrowed to, and ways out of an empty answer."""

    def address(query: Query) -> str:
        return asked.address(ui, text=written(query, ui))

    narrowed = chosen(answer.query, ui, address)
    drawn = answer.histogram and chart(
        answer.histogram, ui, lambda span: address(with_span(answer.query, span)), mirrored=DIRECTIONS[ui] == "rtl"
    )
    return {
        "facets": shown_facets(answer.facets, answer.query, ui, address) if answer.facets and answer.found else None,
        "chart": drawn,
        "chosen": narrowed,
        "ways_out": [] if answer.found else list(ways_out(answer.query, narrowed, ui, address)),
    }


def _count(count: Count, ui: str) -> str:
    """How many were found; an estimate is rounded, and says that it is one."""
    if count.exact:
        words = ngettext("%(number)s result", "%(number)s results", count.number)
        return words % {"number": formats.number(count.number, ui)}
    about = rounded(count.number)
    words = ngettext("about %(number)s result", "about %(number)s results", about)
    return words % {"number": formats.number(about, ui)}


def rounded(number: int) -> int:
    """An estimate with as many digits as it deserves: 1,187,342 is about 1,200,000."""
    unit = int("1".ljust(len(str(number)) - ROUND + 1, "0"))
    return (number + unit // 2) // unit * unit


def _correction(answer: SearchPage, asked: Asked, ui: str) -> Choice | None:
    if not answer.corrected:
        return None
    meant = written(parse(answer.corrected), ui)
    return Choice(meant, asked.address(ui, text=meant))


def _orders(answer: SearchPage, asked: Asked, ui: str) -> Iterator[Order]:
    """The orders as links; the one that is shown is marked."""
    labels = {Sort.DATE: _("By date"), Sort.RELEVANCE: _("By relevance")}
    text = written(with_sort(answer.query, None), ui) if answer.query.sort else asked.text
    for sort, label in labels.items():
        yield Order(label, asked.address(ui, text=text, sort=sort), current=sort is answer.sort)


def _window(answer: SearchPage, ui: str) -> str:
    if not answer.window_from:
        return ""
    day = formats.long_date(date.fromisoformat(answer.window_from), ui)
    return _("Ranked are the articles since %(day)s; those before follow by date.") % {"day": day}


def _completions(asked: Asked) -> tuple[str, ...]:
    """What a reader without script may complete the query to; there is none for what is long already."""
    if len(asked.text) > LONGEST_COMPLETED:
        return ()
    return tuple(each for each in service.suggestions(asked.text) if each != asked.text)
