"""Every list as a feed: `feed.rss`, `feed.atom` and `feed.json` below its address."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jarida.archive import queries
from jarida.website import addresses
from jarida.website import formats as written
from jarida.website.caching import cached
from jarida.website.languages import site_name
from jarida.website.machines.formats import FORMATS, Channel
from jarida.website.machines.items import Item, latest, span_of


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list a feed is of, as its address says. `year`, `month` and `day` are 0 where they are not given."""

    slug: str = ""
    code: str = ""
    year: int = 0
    month: int = 0
    day: int = 0


@require_safe
@cached(max_age=60)
def feed(
    request: HttpRequest,
    ui: str,
    form: str,
    slug: str = "",
    code: str = "",
    year: int = 0,
    month: int = 0,
    day: int = 0,
) -> HttpResponse:
    """The feed of one list, in one format."""
    listed = Listed(slug, code, int(year), int(month), int(day))
    chosen = FORMATS[form]
    return HttpResponse(chosen.write(_channel(ui, form, listed)), content_type=chosen.content_type)


def _channel(ui: str, form: str, listed: Listed) -> Channel:
    outlet = queries.outlet(listed.slug) if listed.slug else None
    if listed.slug and outlet is None:
        raise Http404
    try:
        span = span_of(listed.year, listed.month or None, listed.day or None) if listed.year else None
    except ValueError as error:
        raise Http404 from error
    items = latest(outlet_id=outlet.pk if outlet else None, language=listed.code or None, span=span)
    path = _path(ui, listed)
    name = (outlet.names.get(ui) or outlet.name) if outlet else ""
    parts = [name, written.own_name(listed.code) if listed.code else "", _when(ui, listed)]
    title = " · ".join(part for part in (site_name(), *parts) if part)
    return Channel(
        title=title, description=" · ".join(part for part in parts if part) or title, home=addresses.absolute(path),
        self_url=addresses.absolute(f"{path}feed.{form}"), language=listed.code or ui, updated=updated(items),
        items=items,
    )  # fmt: skip


def updated(items: list[Item]) -> datetime:
    """When the newest of these articles changed; long ago where there are none."""
    return max((item.updated for item in items), default=datetime(1970, 1, 1, tzinfo=UTC))


def _path(ui: str, listed: Listed) -> str:
    if listed.code:
        return addresses.language(ui, listed.code)
    if listed.day:
        return addresses.archive_day(ui, date(listed.year, listed.month, listed.day), listed.slug)
    if listed.month:
        return addresses.archive_month(ui, listed.year, listed.month, listed.slug)
    if listed.year:
        return addresses.archive_year(ui, listed.year, listed.slug)
    return addresses.outlet(ui, listed.slug) if listed.slug else f"/{ui}/"


def _when(ui: str, listed: Listed) -> str:
    if listed.day:
        return written.long_date(date(listed.year, listed.month, listed.day), ui)
    if listed.month:
        return written.month_name(listed.year, listed.month, ui)
    return str(listed.year) if listed.year else ""
