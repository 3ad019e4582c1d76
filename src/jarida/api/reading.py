"""What every operation that reads has in common: strict parameters, parts on demand, validators, links.

A view gives back an `Answer`; it is made into JSON once, without another validation.
"""

import difflib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from pydantic import BaseModel

from jarida.api import cursors
from jarida.api.gate import caller_of
from jarida.api.models import Scope
from jarida.api.parameters import FieldsParams, ListParams, Params
from jarida.api.problems import bad_parameter, shown
from jarida.api.shapes import Json
from jarida.website import caching

# not "public": the page cache would keep it, and with it what is left to somebody else
POLICY = "private, max-age=0, must-revalidate"
MOST_IN_TAGS = 2000
# by module and name of a view: what may be asked for of its answers
SHAPES: dict[str, type[BaseModel]] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view found. What `fields` cuts: itself, or each of `items`, or of each the member `inner`."""

    content: Json
    items: str = ""
    inner: str = ""


View = Callable[..., Answer]


def reading(
    shape: type[BaseModel] | None = None, *, by_content: bool = False
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a view an operation. `shape` has the members that may be asked for with `fields`.

    The entity tag is that of the archive's generation, with which a conditional request is answered before
    anything is read; `by_content` for what changes without readers' pages changing.
    """

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        if shape is not None:
            SHAPES[f"{view.__module__}.{view.__name__}"] = shape

        @wraps(view)
        def operation(request: HttpRequest, **named: Any) -> HttpResponseBase:
            _may_read(request)
            params = next((value for value in named.values() if isinstance(value, Params)), None)
            _only_known(request, params)
            wanted = _wanted(params, shape)
            tag = "" if by_content else _tag()
            if tag and _has(request, tag):
                return _not_modified(tag)
            answer = view(request, **named)
            body = msgspec.json.encode(_cut(answer, wanted))
            tag = tag or f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            if by_content and _has(request, tag):
                return _not_modified(tag)
            return _response(request, answer, body, tag)

        return operation

    return decorate


def _may_read(request: HttpRequest) -> None:
    caller = caller_of(request)
    if caller.key is not None:
        caller.need(Scope.READ)


def _only_known(request: HttpRequest, params: Params | None) -> None:
    known = type(params).model_fields if params is not None else {}
    for name, values in request.GET.lists():
        if name not in known:
            near = difflib.get_close_matches(name[:80], known, n=1)
            meant = f"; did you mean {near[0]}?" if near else f"; known are: {', '.join(known) or 'none'}"
            raise bad_parameter(shown(name)[1:-1], f"there is no such parameter here{meant}")
        if len(values) > 1:
            raise bad_parameter(name, "it is given more than once")


def _wanted(params: Params | None, shape: type[BaseModel] | None) -> frozenset[str] | None:
    text = params.fields if isinstance(params, FieldsParams) else None
    if text is None or shape is None:
        return None
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in shape.model_fields:
            raise bad_parameter(
                "fields", f"there is no member {shown(name)}; known are: {', '.join(shape.model_fields)}"
            )
    return frozenset(names)


def _cut(answer: Answer, wanted: frozenset[str] | None) -> Json:
    if wanted is None:
        return answer.content
    if not answer.items:
        return _part(answer.content, wanted)
    rows = answer.content[answer.items]
    if answer.inner:
        rows = [{**row, answer.inner: _part(row[answer.inner], wanted)} for row in rows]
    else:
        rows = [_part(row, wanted) for row in rows]
    return {**answer.content, answer.items: rows}


def _part(content: Json, wanted: frozenset[str]) -> Json:
    return {name: value for name, value in content.items() if name in wanted}


def _tag() -> str:
    return f'{caching.validator()[:-1]}-{_release()}"'


@lru_cache(maxsize=1)
def _release() -> str:
    """Changes with this code: another version may say the same in another shape."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()[:8]


def _has(request: HttpRequest, tag: str) -> bool:
    """If-None-Match, compared weakly (RFC 9110 §13.1.2)."""
    header = request.headers.get("If-None-Match", "")[:MOST_IN_TAGS]
    held = [part.strip().removeprefix("W/") for part in header.split(",")]
    return tag.removeprefix("W/") in held or header.strip() == "*"


def _not_modified(tag: str) -> HttpResponse:
    return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": POLICY})


def _response(request: HttpRequest, answer: Answer, body: bytes, tag: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/json", headers={"ETag": tag, "Cache-Control": POLICY})
    if answer.content.get("next") and answer.content.get("more", True):
        given = {**request.GET.dict(), "cursor": answer.content["next"]}
        response["Link"] = f'<{settings.OPTIONS.site_url}{request.path}?{urlencode(given)}>; rel="next"'
    return response


def binding(request: HttpRequest) -> str:
    """What a cursor of a list is good for: its address and every filter, but not how much of it is asked for."""
    free = {"cursor", "limit", "fields", "facets", "histogram", "snippets"}
    filters = sorted((name, value) for name, value in request.GET.items() if name not in free)
    return f"{request.path}?{urlencode(filters)}"


def place_of(request: HttpRequest, params: ListParams) -> str:
    """The place at which a page begins, "" for the beginning; raises Problem."""
    return cursors.read(binding(request), params.cursor) if params.cursor is not None else ""


def cursor_to(request: HttpRequest, place: object) -> str | None:
    """The cursor of a place in this list, None for none."""
    return None if place is None else cursors.write(binding(request), str(place))
