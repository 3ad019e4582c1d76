"""The cache policy of the pages, stated beside each view.

A page is a function of its address and of the archive's generation, never of a cookie, so one validator
does for all: a conditional request is answered with 304 before anything is read or rendered.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from jarida.archive import generation
from jarida.website import assets

View = Callable[..., HttpResponseBase]


def validator() -> str:
    """The entity tag of every page now; weak, for encodings differ. The hour is in it: pages name today."""
    return f'W/"{assets.release()}-{generation.current()}-{datetime.now(UTC):%m%d%H}"'


def cached(max_age: int = 0) -> Callable[[View], View]:
    """Let anyone keep the page for `max_age` seconds and ask again with its validator afterwards."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            tag = validator()
            if request.method in ("GET", "HEAD") and _has(request, tag):
                response: HttpResponseBase = HttpResponseNotModified()
            else:
                response = view(request, *arguments, **named)
            return _with_policy(response, tag, max_age)

        return wrapper

    return decorate


def _has(request: HttpRequest, tag: str) -> bool:
    held = [part.strip() for part in request.headers.get("If-None-Match", "")[:2000].split(",")]
    return tag in held or tag.removeprefix("W/") in held


def _with_policy(response: HttpResponseBase, tag: str, max_age: int) -> HttpResponseBase:
    if "Cache-Control" in response:
        return response
    if response.status_code in (200, 304):
        response["ETag"] = tag
        response["Cache-Control"] = f"public, max-age={max_age}, must-revalidate"
    else:
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def never_cached(response: HttpResponse) -> HttpResponse:
    """Mark a response as one reader's own."""
    response["Cache-Control"] = "no-store"
    return response
