"""Where hubs reach us (WebSub §5.3, §7): they ask whether a subscription is ours, and send what is new.

The address is known to us and the hub alone. Nothing that is sent is believed without its signature.
"""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jarida.archive import store
from jarida.core.feeds.websub import DENIED_PAUSE, HubState, Mode, Standing

LONGEST_CHALLENGE = 4000
LONGEST_REASON = 300


@csrf_exempt  # a hub has no session; what it sends is signed
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, token: str) -> HttpResponse:
    """A hub asks back, refuses, or sends what is new. An address that is no longer used answers 410."""
    answer = _pushed(request, token) if request.method == "POST" else _asked(request, token)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _asked(request: HttpRequest, token: str) -> HttpResponse:
    said: Callable[[str], str] = partial(_said, request)
    mode, topic, challenge = said("hub.mode"), said("hub.topic"), said("hub.challenge")
    if mode == Mode.DENIED:
        problem = f"the hub refuses: {said('hub.reason')[:LONGEST_REASON] or 'it does not say why'}"
        standing = Standing(HubState.DENIED, timezone.now() + DENIED_PAUSE, problem=problem)
        return _line(HTTPStatus.OK if store.deny(token, topic, standing) else HTTPStatus.NOT_FOUND)
    if not challenge or len(challenge) > LONGEST_CHALLENGE:
        return _line(HTTPStatus.BAD_REQUEST, "hub.challenge is missing or too long")
    if not store.verify(token, mode, topic, said("hub.lease_seconds"), timezone.now()):
        return _line(HTTPStatus.NOT_FOUND, "no such subscription is wanted here")
    return _line(HTTPStatus.OK, challenge)


def _said(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")


def _pushed(request: HttpRequest, token: str) -> HttpResponse:
    if not store.known_token(token):
        return _line(HTTPStatus.GONE, "this subscription has ended")
    largest = settings.OPTIONS.fetch.max_feed_bytes
    try:
        body = request.read(largest + 1)
    except (OSError, UnreadablePostError):
        return _line(HTTPStatus.BAD_REQUEST, "the body was cut off")
    too_large = len(body) > largest
    taken = store.take_push(
        token,
        None if too_large else body,
        request.headers.get("Content-Type", ""),
        request.headers.get("X-Hub-Signature", ""),
        timezone.now(),
    )
    if taken is store.Taken.UNKNOWN:
        return _line(HTTPStatus.GONE, "this subscription has ended")
    if too_large:
        return _line(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {largest} bytes; the feed will be asked instead")
    return _line(HTTPStatus.ACCEPTED)


def _line(status: HTTPStatus, text: str = "") -> HttpResponse:
    # nosniff and plain text: a challenge is whatever a stranger wrote
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
