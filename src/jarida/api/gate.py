"""What every request to /api/v1/ passes: who asks, how often, from where in a browser; and how it fails.

A middleware, for it answers also what no view is reached by: unknown addresses, wrong methods, errors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from jarida.api import problems, ratetable
from jarida.api.keys import find_key
from jarida.api.models import ApiKey, Scope
from jarida.api.problems import REFERENCE, Kinds, Problem
from jarida.api.rates import WINDOW, Rate, Taken
from jarida.moderation import persons

View = Callable[[HttpRequest], HttpResponseBase]

ROOT = "/api/v1/"
# the same for everyone, kept by the page cache, and needed by whoever was refused
UNCOUNTED = frozenset({REFERENCE, "/api/v1/openapi.json"})
LARGEST_BODY = 10_000
EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate"
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request: a key, or None for an address without one; and the rate that counts for it."""

    key: ApiKey | None
    who: str
    policy: str
    rate: Rate

    def need(self, scope: Scope) -> ApiKey:
        """The key, if it has a scope; raises Problem."""
        if self.key is None:
            challenge = _challenge(f'scope="{scope.value}"')
            raise Problem(Kinds.NO_KEY, f"This needs a key with the scope {scope.value}.", headers=challenge)
        if not self.key.may(scope):
            challenge = _challenge(f'error="insufficient_scope", scope="{scope.value}"')
            raise Problem(Kinds.MISSING_SCOPE, f"The key has no scope {scope.value}.", headers=challenge)
        return self.key


def caller_of(request: HttpRequest) -> Caller:
    """The caller that the gate found."""
    caller: Caller = request.META["jarida.api.caller"]
    return caller


def gate(get_response: View) -> View:
    """The middleware."""
    packer = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        answer = packer.process_response(request, _with_common(request, _answer(request, get_response)))
        return _bodiless(answer) if head else answer

    return middleware


def _answer(request: HttpRequest, get_response: View) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": "GET, HEAD, OPTIONS", **PREFLIGHT})
    if request.path_info in UNCOUNTED:
        return _as_problem(get_response(request))
    caller, token_refused = _caller(request)
    taken = ratetable.table(settings.FOLDER).take(caller.who, caller.rate)
    answer = _counted(request, get_response, caller, taken, token_refused)
    return _with_rate(answer, caller, taken)


def _counted(
    request: HttpRequest, get_response: View, caller: Caller, taken: Taken, token_refused: bool
) -> HttpResponseBase:
    try:
        if not taken.allowed:
            raise _too_many(caller, taken)
        if token_refused:
            raise _bad_key()
        _check_body(request)
    except Problem as problem:
        return problems.response(problem)
    request.META["jarida.api.caller"] = caller
    return _as_problem(get_response(request))


def _caller(request: HttpRequest) -> tuple[Caller, bool]:
    """Who asks, and whether a key was sent that is none: such guesses count for their address."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    key = _key_of(header) if header else None
    if key is not None:
        return Caller(key, f"key:{key.pk}", "key", Rate(key.per_minute)), False
    rate = Rate(settings.OPTIONS.api.rate)
    return Caller(None, f"address:{persons.address_hash(request)}", "address", rate), bool(header)


def _key_of(header: str) -> ApiKey | None:
    scheme, _, token = header[:200].partition(" ")
    return find_key(token.strip()) if scheme.lower() == "bearer" else None


def _bad_key() -> Problem:
    detail = "The key of the Authorization header is unknown, expired or revoked, or is no Bearer token."
    return Problem(Kinds.BAD_KEY, detail, headers=_challenge('error="invalid_token"'))


def _challenge(more: str) -> dict[str, str]:
    """What RFC 6750 §3 asks for."""
    return {"WWW-Authenticate": f'Bearer realm="Jarida", {more}'}


def _too_many(caller: Caller, taken: Taken) -> Problem:
    wait = int(taken.wait) + 1
    whose = "this address without a key" if caller.key is None else "this key"
    detail = f"More than {caller.rate.per_minute} requests a minute by {whose}; try again in {wait} seconds."
    return Problem(Kinds.TOO_MANY, detail, headers={"Retry-After": str(wait)})


def _check_body(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isascii() and length.isdigit() and len(length) < 10 and int(length) <= LARGEST_BODY:
        return
    raise Problem(Kinds.TOO_LARGE, f"A body may have {LARGEST_BODY} bytes; this one says it has {length[:20]}.")


def _as_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """Every failure is a problem document, but for Django's own page of an error while debugging."""
    if answer.status_code < 400 or problems.is_problem(answer) or (settings.DEBUG and answer.status_code == 500):
        return answer
    return problems.of_status(answer.status_code, _allow(answer))


def _allow(answer: HttpResponseBase) -> dict[str, str]:
    known = {method.strip() for method in answer.get("Allow", "").split(",") if method.strip()}
    if not known:
        return {}
    more = {"HEAD"} if "GET" in known else set()
    return {"Allow": ", ".join(sorted({*known, *more, "OPTIONS"}))}


def _with_rate(answer: HttpResponseBase, caller: Caller, taken: Taken) -> HttpResponseBase:
    """What is left (IETF draft-ietf-httpapi-ratelimit-headers-10)."""
    name, number = caller.policy, caller.rate.per_minute
    answer["RateLimit-Policy"] = f'"{name}";q={number};w={WINDOW:.0f}'
    answer["RateLimit"] = f'"{name}";r={taken.remaining};t={taken.reset:.0f}'
    return answer


def _with_common(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    if request.path_info != REFERENCE:
        answer["X-Robots-Tag"] = "noindex"  # the pages are the same, for people
    if request.method in ("GET", "OPTIONS"):
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = EXPOSED
    return answer


def _bodiless(answer: HttpResponseBase) -> HttpResponseBase:
    """As to GET, without the body (RFC 9110 §9.3.2)."""
    if isinstance(answer, HttpResponse):
        length = len(answer.content)
        answer.content = b""
        answer["Content-Length"] = str(length)
    return answer
