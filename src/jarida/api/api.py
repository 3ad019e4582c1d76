"""The API put together. Importing this needs Django's settings, as django-ninja does."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

import jarida
from jarida.api import articles, finding, images, outlets, problems, schemas, stories
from jarida.api.problems import Kinds, Problem
from jarida.api.reading import Answer, reading
from jarida.archive import records

root = Router(tags=["Start"])


@root.get("/", response=schemas.Index, operation_id="index", summary="Where to begin")
@reading()
def index(request: HttpRequest) -> Answer:
    """What this archive holds, and where the rest of the API is."""
    base = f"{settings.OPTIONS.site_url}/api/v1"
    names = (
        "docs",
        "openapi.json",
        "articles",
        "search",
        "suggestions",
        "outlets",
        "feeds",
        "removals",
        "stories",
        "archive/days",
    )
    total, number = records.totals()
    links = {name.partition(".")[0].replace("/", "-"): f"{base}/{name}" for name in names}
    return Answer(
        {"name": settings.OPTIONS.site.name, "version": jarida.__version__, "articles": total, "outlets": number,
         "links": links}
    )  # fmt: skip


class Api(NinjaAPI):
    """django-ninja without its pages: they load scripts from elsewhere. Ours are in `reference`."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found: list[URLResolver | URLPattern] = []
        for bound in self._get_bound_routers():
            found.extend(bound.urls_paths(bound.prefix))
        return found


def made() -> Api:
    """The API with its operations and its answers to errors."""
    api = Api(title="Jarida", version="1", openapi_url=None, docs_url=None, urls_namespace="api")
    for router in (
        root,
        articles.router,
        finding.router,
        outlets.router,
        outlets.counts,
        images.router,
        stories.router,
    ):
        api.add_router("", router)
    handlers: dict[type[Exception], Any] = {
        Problem: lambda request, problem: problems.response(problem), ValidationError: _invalid,
        HttpError: _http_error, Http404: lambda request, error: problems.of_status(404), Exception: _raised,
    }  # fmt: skip
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
    return api


def _raised(request: HttpRequest, error: Exception) -> HttpResponse:
    """Django writes it into the log and answers (`errors.server_error`)."""
    raise error


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What django-ninja itself refuses: a body that is no JSON."""
    detail = "body: it is no JSON that can be read." if error.status_code == 400 else str(error)
    return problems.response(Problem(Kinds.BAD_REQUEST, detail), error.status_code)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [_wrong(each) for each in error.errors[:20]]
    first = errors[0] if errors else {"name": "request", "message": "it makes no sense"}
    return problems.response(Problem(Kinds.BAD_PARAMETER, f"{first['name']}: {first['message']}", {"errors": errors}))


def _wrong(error: dict[str, Any]) -> dict[str, str]:
    where, *names = error.get("loc", ("query",))
    return {"in": str(where), "name": _name(names), "message": _message(error)}


def _name(names: Iterable[Any]) -> str:
    # the first parts are the names of our own functions' arguments
    own = [str(name) for name in names if str(name) not in ("params", "body")]
    return ".".join(own)[:200] or "body"


def _message(error: dict[str, Any]) -> str:
    text = str(error.get("msg", "it makes no sense")).removeprefix("Value error, ")
    return text[:1].lower() + text[1:]


api = made()
