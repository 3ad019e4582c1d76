"""What goes wrong, as RFC 9457 problem documents. Each type leads to its paragraph in the reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

MEDIA_TYPE = "application/problem+json"
REFERENCE = "/api/v1/docs"
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of problem: its name in the reference, its status, what it is called, and what to do about it."""

    slug: str
    status: HTTPStatus
    title: str
    advice: str


class Kinds(Enum):
    """Every problem that the API may answer with."""

    BAD_PARAMETER = Kind(
        "bad-parameter",
        HTTPStatus.BAD_REQUEST,
        "A parameter makes no sense",
        "`detail` and `errors` name it and say what is allowed.",
    )
    BAD_CURSOR = Kind(
        "bad-cursor",
        HTTPStatus.BAD_REQUEST,
        "This is no cursor of this list",
        "Send `next` of the last answer unchanged, with the same filters; or begin again without a cursor.",
    )
    BAD_REQUEST = Kind(
        "bad-request",
        HTTPStatus.BAD_REQUEST,
        "The request cannot be read",
        "`detail` says what is wrong with it.",
    )
    BAD_KEY = Kind(
        "bad-key",
        HTTPStatus.UNAUTHORIZED,
        "The key is not valid",
        "It is unknown, expired or revoked. Send `Authorization: Bearer jarida_…`, or no key at all to read slowly.",
    )
    NO_KEY = Kind(
        "key-needed",
        HTTPStatus.UNAUTHORIZED,
        "This needs a key",
        "Ask the operator of this archive for one.",
    )
    MISSING_SCOPE = Kind(
        "missing-scope",
        HTTPStatus.FORBIDDEN,
        "The key may not do this",
        "Ask the operator of this archive for a key with the scope that `detail` names.",
    )
    FORBIDDEN = Kind("forbidden", HTTPStatus.FORBIDDEN, "This is not allowed", "`detail` says why.")
    NOT_FOUND = Kind(
        "not-found",
        HTTPStatus.NOT_FOUND,
        "There is no such thing here",
        "Look at the address: the reference lists those that there are.",
    )
    NOT_ALLOWED = Kind(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The address does not know this method",
        "The header `Allow` lists those that it knows.",
    )
    GONE = Kind(
        "withdrawn",
        HTTPStatus.GONE,
        "The article was withdrawn",
        "`reason` and `withdrawn_at` are what remains of it. Take it out of your copies.",
    )
    STORY_GONE = Kind(
        "story-gone",
        HTTPStatus.GONE,
        "The story has no articles any more",
        "Its articles were withdrawn, or went into other stories: `story` of each article says into which.",
    )
    MOVED = Kind(
        "story-merged",
        HTTPStatus.MOVED_PERMANENTLY,
        "The story went into another one",
        "`Location` and `story` say where it is now. Change the number in your copies.",
    )
    TOO_LARGE = Kind(
        "too-large",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The request is too large",
        "`detail` says how much is taken.",
    )
    NOT_JSON = Kind(
        "not-json",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The body is not JSON",
        "Send it with `Content-Type: application/json`.",
    )
    TOO_MANY = Kind(
        "too-many-requests",
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many requests",
        "Wait as many seconds as `Retry-After` says. A key has a rate of its own.",
    )
    TOO_SLOW = Kind(
        "search-too-slow",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The search takes too long",
        "Ask for more or rarer words, or narrow it by dates, outlet or language.",
    )
    BROKEN = Kind(
        "internal-error",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something is broken here",
        "It is not your request's fault, and the operator finds it in the log. Try again later.",
    )
    OTHER = Kind("other", HTTPStatus.BAD_REQUEST, "The request failed", "The status says how.")


@dataclass
class Problem(Exception):
    """Ends a request with a problem document. `detail` is one sentence; `more` are further members of it."""

    kind: Kinds
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def bad_parameter(name: str, message: str, where: str = "query") -> Problem:
    """One parameter that makes no sense."""
    errors = [{"in": where, "name": name, "message": message}]
    return Problem(Kinds.BAD_PARAMETER, f"{name}: {message}", {"errors": errors})


def shown(text: str) -> str:
    """What somebody sent, short enough to be said back."""
    cut = text[:LONGEST_SHOWN] + ("…" if len(text) > LONGEST_SHOWN else "")
    return repr(cut.encode("utf-8", "replace").decode())


def response(problem: Problem, status: int | None = None) -> HttpResponse:
    """The problem as an answer; `status` only where the kind's own is not the one."""
    kind: Kind = problem.kind.value
    status = status or kind.status.value
    content = {
        "type": f"{settings.OPTIONS.site_url}{REFERENCE}#{kind.slug}", "title": kind.title, "status": status,
        "detail": problem.detail, **problem.more,
    }  # fmt: skip
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(msgspec.json.encode(content), status=status, content_type=MEDIA_TYPE, headers=headers)


_BY_STATUS = {
    400: (Kinds.BAD_REQUEST, "The request cannot be read: its address, its headers or its body are malformed."),
    403: (Kinds.FORBIDDEN, "The server refuses this request."),
    404: (Kinds.NOT_FOUND, "Nothing has this address."),
    405: (Kinds.NOT_ALLOWED, "This address does not know the method of the request."),
    413: (Kinds.TOO_LARGE, "The request is larger than is taken."),
    500: (Kinds.BROKEN, "The request could not be answered because of an error here."),
}


def of_status(status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A problem of which only the status is known."""
    kind, detail = _BY_STATUS.get(status, (Kinds.OTHER, f"The request failed with status {status}."))
    return response(Problem(kind, detail, headers=headers or {}), status)


_SUSPICIOUS = {
    "TooManyFieldsSent": "more parameters were sent than are taken",
    "RequestDataTooBig": "the body is too large",
}


def of_exception(request: HttpRequest, status: int, exception: Exception | None) -> HttpResponse:
    """What Django's handlers answer below /api/. What a suspicious request did wrong is named if Django names it."""
    said = _SUSPICIOUS.get(type(exception).__name__)
    if said is None:
        return of_status(status)
    return response(Problem(Kinds.BAD_REQUEST, f"The request cannot be read: {said}."), status)


def is_problem(answer: HttpResponseBase) -> bool:
    """Whether an answer already is a problem document."""
    return answer.get("Content-Type", "").startswith(MEDIA_TYPE)
