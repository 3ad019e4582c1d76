"""From what a view read to a page: what every page has in common."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import get_template
from django.utils import translation

from jarida.archive import queries
from jarida.website import addresses, formats
from jarida.website.languages import CODES, DIRECTIONS, site_name

View = Callable[..., HttpResponseBase]


def in_language(view: View) -> View:
    """Call a view with its `ui` as the active language."""

    @wraps(view)
    def wrapper(request: HttpRequest, ui: str, **named: Any) -> HttpResponseBase:
        with translation.override(ui):
            return view(request, ui, **named)

    return wrapper


def page(
    ui: str, template: str, *, rest: str, title: str, nav: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the site. `rest` is its path after the interface's language, `nav` its place in the menu."""
    facts = queries.site_facts()
    today = formats.local(datetime.now(UTC), facts.time_zone).date()
    common = {
        "ui": ui, "ui_dir": DIRECTIONS[ui], "rest": rest, "page_title": title, "nav": nav,
        "facts": facts, "today": today, "site_name": site_name(),
        "canonical": addresses.absolute(f"/{ui}{rest}"),
        "alternates": [(code, addresses.absolute(f"/{code}{rest}")) for code in CODES],
    }  # fmt: skip
    text = get_template(template).render({**common, **context})
    return HttpResponse(text, status=status, headers={"Content-Language": ui})
