"""Django's last answers: problem documents below /api/, the website's pages elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from jarida.api import problems
from jarida.website.views import errors

BELOW = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    if request.path_info.startswith(BELOW):
        return problems.of_exception(request, 400, exception)
    return errors.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if request.path_info.startswith(BELOW):
        return problems.of_status(404)
    return errors.not_found(request, exception)


def server_error(request: HttpRequest, *_: Any) -> HttpResponse:
    """500."""
    return problems.of_status(500) if request.path_info.startswith(BELOW) else errors.server_error(request)
