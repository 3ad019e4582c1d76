"""People, places and organisations: who is named most these days, and the page of each."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.models import NameKind
from jarida.archive.stories import front, names
from jarida.archive.stories.names import NameLine
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import DIRECTIONS
from jarida.website.maps.places import place_map
from jarida.website.moving import moved
from jarida.website.paging import write_cursor
from jarida.website.rendering import in_language, page
from jarida.website.search.chart import Chart, chart
from jarida.website.structured import SCHEMA_OF_NAMES
from jarida.website.views.lists import place

MOST: Final = 150  # names of an index page
MOST_PLACES: Final = 300
STORIES: Final = 6
OUTLETS: Final = 12
KINDS: Final = {plural: NameKind(kind) for kind, plural in addresses.NAME_PLURALS.items()}

NameView = Callable[..., HttpResponseBase]


def headings() -> dict[str, tuple[str, str]]:
    """Of each kind its heading, and a sentence that says what is listed."""
    return {
        "person": (_("People"), _("Who is named most in the articles of the last days.")),
        "place": (_("Places"), _("The places that the articles of the last days name most.")),
        "organisation": (_("Organisations"), _("What organisations the articles of the last days name most.")),
    }


@cached(max_age=120)
@in_language
def index(request: HttpRequest, ui: str, plural: str) -> HttpResponse:
    """Whom or what the last days named most; places on a map as well."""
    kind = KINDS[plural]
    found = names.most_named(kind, MOST_PLACES if kind == NameKind.PLACE else MOST)
    title, sentence = headings()[kind.value]
    return page(
        ui, "names.html", rest=f"/{plural}/", title=title, nav=plural, kind=kind.value, sentence=sentence,
        found=found.names[:MOST], since=found.since, days=names.RECENT_DAYS, feed_base="",
        others=[(addresses.names(ui, other), name) for other, (name, _) in headings().items() if other != kind.value],
        map=place_map(found.names, queries.edition_country(), ui) if kind == NameKind.PLACE else None,
    )  # fmt: skip


def of_name(view: NameView) -> NameView:
    """Give a view its name: 404 without one, 301 to the right slug."""

    @wraps(view)
    def wrapper(
        request: HttpRequest, ui: str, plural: str, name_id: int, slug: str = "", **named: Any
    ) -> HttpResponseBase:
        found = names.line(int(name_id), KINDS[plural])
        if found is None:
            raise Http404
        if slug != (found.slug or addresses.NO_SLUG):
            return moved(request, addresses.name(ui, found))
        return view(request, ui, found, **named)

    return wrapper


@cached(max_age=30)
@in_language
@of_name
def name(request: HttpRequest, ui: str, found: NameLine) -> HttpResponse:
    """A person, a place or an organisation: articles, stories, outlets, when, beside whom."""
    before = place(request)
    listed = names.articles(found.id, before=before)
    path = addresses.name(ui, found)
    title = found.name_in(ui)
    return page(
        ui, "name.html", rest=path.removeprefix(f"/{ui}"), title=title, nav=addresses.NAME_PLURALS[found.kind],
        name=found, others=found.others(ui), kind_heading=headings()[found.kind][0],
        lines=listed.articles, older=_older(path, listed), newest=path if before else "",
        noindex=before is not None or found.articles < 2, feed_base=f"{path}/",
        search_address=addresses.search_name(ui, found.kind, title), structured=structured(found, ui),
        **({} if before else _around(found, ui)),
    )  # fmt: skip


def _older(path: str, listed: names.MentionPage) -> str:
    return f"{path}?before={write_cursor(listed.older)}" if listed.older else ""


def _around(found: NameLine, ui: str) -> dict[str, Any]:
    """What stands beside the articles on the first page."""
    around = names.around(found.id)
    outlets = queries.outlet_lines(number for number, _ in around.outlets[:OUTLETS])
    return {
        "stories": front.among(around.stories[:40], front.Asked(ui, datetime.now(UTC)), STORIES),
        "outlets": [(outlets[number], times) for number, times in around.outlets[:OUTLETS] if number in outlets],
        "more_outlets": max(0, len(around.outlets) - OUTLETS),
        "beside": around.beside,
        "curve": _curve(found, around, ui),
        "counted_whole": around.whole,
        "counted": names.MOST_READ,
    }


def _curve(found: NameLine, around: names.Around, ui: str) -> Chart | None:
    if around.curve is None:
        return None
    searched = addresses.search_name(ui, found.kind, found.name_in(ui))
    return chart(around.curve, ui, lambda span: f"{searched}%20{span}", mirrored=DIRECTIONS[ui] == "rtl")


def structured(found: NameLine, ui: str) -> dict[str, Any]:
    """JSON-LD (schema.org): who or what the page is about."""
    about: dict[str, Any] = {"@type": SCHEMA_OF_NAMES[found.kind], "name": found.name_in(ui)}
    if others := found.others(ui):
        about["alternateName"] = list(others)
    if found.latitude is not None:
        about["geo"] = {"@type": "GeoCoordinates", "latitude": found.latitude, "longitude": found.longitude}
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": found.name_in(ui),
        "url": addresses.absolute(addresses.name(ui, found)),
        "inLanguage": ui,
        "about": about,
    }
