"""Pages for what is not there, no longer there, or went wrong."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from jarida.archive.queries import Withdrawn
from jarida.website import assets
from jarida.website.languages import CODES, negotiate
from jarida.website.rendering import page


def gone(ui: str, withdrawn: Withdrawn) -> HttpResponse:
    """410: an article was withdrawn; when and why (P1)."""
    rest = f"/articles/{withdrawn.id}"
    return page(ui, "gone.html", rest=rest, title=_("Article withdrawn"), status=410, withdrawn=withdrawn)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the language of the address."""
    return _failed(request, "missing.html", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the request makes no sense."""
    return _failed(request, "bad.html", 400)


def _failed(request: HttpRequest, template: str, status: int) -> HttpResponse:
    first = request.path_info.split("/", 2)[1]
    ui = first if first in CODES else negotiate(request)
    with translation.override(ui):
        title = _("Page not found") if status == 404 else _("Bad request")
        return page(ui, template, rest="/", title=title, status=status)


@lru_cache(maxsize=1)
def _broken() -> str:
    return (assets.TEMPLATES / "broken.html").read_text(encoding="utf-8")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a file as it is, for nothing else may be relied on now."""
    return HttpResponse(_broken(), status=500, headers={"Cache-Control": "no-store"})
