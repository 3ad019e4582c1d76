"""A reader reports an image: with fetch (JSON) or, without JavaScript, with an ordinary form."""

import re
from functools import wraps
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from jarida.archive.models import Article, Image
from jarida.moderation import persons
from jarida.moderation.forget import forget_daily
from jarida.moderation.origin import is_own
from jarida.moderation.reports import Taken, seconds_to_wait, take_report

_IDENTIFIER = re.compile(r"[0-9]{1,18}", re.ASCII)
NO_SLUG = "-"


class ReportView(Protocol):
    """A view of one image in one language."""

    def __call__(self, request: HttpRequest, ui: str, digest: str) -> HttpResponse:
        """Answer the request."""


def in_language(view: ReportView) -> ReportView:
    """Answer in the interface's language, and let nobody keep the answer."""

    @wraps(view)
    def wrapper(request: HttpRequest, ui: str, digest: str) -> HttpResponse:
        with translation.override(ui):
            response = view(request, ui, digest)
        response["Cache-Control"] = "no-store"
        response["Content-Language"] = ui
        return response

    return wrapper


@csrf_exempt  # see moderation.origin
@require_POST
@in_language
def report(request: HttpRequest, ui: str, digest: str) -> HttpResponse:
    """Take the report of an image: no login, one person counts once, so many an hour."""
    if not is_own(request.headers, _own_hosts(request)):
        return _refusal(request, ui, HTTPStatus.FORBIDDEN, _("Reports are accepted only from the pages of this site."))
    if not Image.objects.filter(digest=digest).exists():
        return _refusal(request, ui, HTTPStatus.NOT_FOUND, _("There is no such image."))
    sender = persons.sender_of(request)
    wait = seconds_to_wait(sender.reporter.address)
    if wait:
        return _too_many(request, ui, wait)
    article_id = _article_id(request)
    taken = take_report(digest, sender.reporter, article_id)
    response = _thanks(request, ui, digest, article_id, taken)
    if sender.fresh:
        persons.remember(response, sender.person)
    forget_daily()
    return response


def _own_hosts(request: HttpRequest) -> frozenset[str]:
    return frozenset({request.get_host().lower(), urlsplit(settings.OPTIONS.site_url).netloc.lower()})


def _article_id(request: HttpRequest) -> int | None:
    text = request.POST.get("article", "")
    return int(text) if _IDENTIFIER.fullmatch(text) else None


def _thanks(request: HttpRequest, ui: str, digest: str, article_id: int | None, taken: Taken) -> HttpResponse:
    if _wants_json(request):
        message = _(
            "Thank you for reporting! This image will be blocked automatically once several people have reported it."
        )
        return _json({"message": message, "blocked": taken.blocked})
    back = f"{_back(ui, article_id)}?reported={digest}#image-{digest}"
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": back})


def _back(ui: str, article_id: int | None) -> str:
    slugs = Article.objects.filter(pk=article_id).values_list("slug", flat=True) if article_id else ()
    for slug in slugs:
        return reverse("article", kwargs={"ui": ui, "article_id": article_id, "slug": slug or NO_SLUG})
    return f"/{ui}/"


def _too_many(request: HttpRequest, ui: str, wait: int) -> HttpResponse:
    message = _("You have sent many reports within an hour. Please try again later.")
    response = _refusal(request, ui, HTTPStatus.TOO_MANY_REQUESTS, message)
    response["Retry-After"] = str(wait)
    return response


def _refusal(request: HttpRequest, ui: str, status: HTTPStatus, message: str) -> HttpResponse:
    if _wants_json(request):
        return _json({"error": message}, status)
    bidi = translation.get_language_bidi()
    page = render_to_string(
        "moderation/refusal.html", {"ui": ui, "direction": "rtl" if bidi else "ltr", "message": message}
    )
    return HttpResponse(page, status=status)


def _json(content: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
