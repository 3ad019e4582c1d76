"""The extractor playground: a page in, what was found and why, beside the page itself. For the staff.

The address is fetched as the pipeline would: guarded, paced, obeying robots.txt. The page is read in a
process of its own, which is killed when it takes too long; what is shown of it can run and ask for nothing.
"""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from jarida.archive import kept_files, kept_reading
from jarida.archive.models import Outlet, OutletTemplate, TemplateState
from jarida.core.addresses import clean_url, host_key
from jarida.core.errors import JaridaError, UsageError
from jarida.core.extraction.selectors import FIELDS, to_xpath
from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.client import HttpFetcher
from jarida.core.fetching.model import FetchRequest, FetchResponse, Purpose

SECONDS: Final = 20.0
MOST_SELECTORS: Final = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to be read, and what is known of its outlet."""

    body: bytes
    url: str = ""
    content_type: str = ""
    outlet: Outlet | None = None
    template: Any = field(default=None)


class PlaygroundForm(forms.Form):
    """One of an address, a stored page and a file; with the outlet's template or without; selectors to try."""

    url = forms.CharField(label="Address", required=False, max_length=2000, widget=forms.TextInput(
        attrs={"inputmode": "url", "dir": "ltr", "autocomplete": "off", "size": 80}))  # fmt: skip
    page = forms.IntegerField(label="or number of a stored page", required=False, min_value=1, max_value=2**62)
    file = forms.FileField(label="or a file", required=False)
    template = forms.BooleanField(label="with the outlet's template", required=False, initial=True)
    selectors = forms.CharField(
        label="CSS selectors to try", required=False, max_length=4000,
        help_text="a line each, as in an edition: body = div.story",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "dir": "ltr", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_selectors(self) -> dict[str, str]:
        """The selectors by field."""
        found = {}
        for line in self.cleaned_data["selectors"].splitlines()[:MOST_SELECTORS]:
            name, equals, selector = line.partition("=")
            if line.strip() and not equals:
                raise forms.ValidationError("write a line each: field = selector")
            if equals:
                found[name.strip()] = _checked(name.strip(), selector.strip().strip('"'))
        return found

    def clean(self) -> dict[str, Any]:
        """Exactly one page is asked for."""
        values = super().clean() or {}
        given = [name for name in ("url", "page", "file") if values.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError("give one of an address, a stored page and a file")
        return values


def _checked(name: str, selector: str) -> str:
    if name not in FIELDS:
        raise forms.ValidationError(f"{name!r} is none of {', '.join(FIELDS)}")
    try:
        to_xpath(selector)
    except JaridaError as error:
        raise forms.ValidationError(str(error)) from error
    return selector


@require_http_methods(["GET", "POST"])
def playground(request: HttpRequest) -> HttpResponse:
    """The page with the form, and below it what was found."""
    if not request.user.has_perm("archive.view_storedpage"):
        raise PermissionDenied
    first = {"template": True, "page": request.GET.get("page", "")[:19]}
    form = PlaygroundForm(request.POST, request.FILES) if request.method == "POST" else PlaygroundForm(initial=first)
    found: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        try:
            found = explain(form.cleaned_data)
        except (JaridaError, ValueError) as error:
            found = {"error": " ".join(str(error).split())}
    context = {**admin.site.each_context(request), "title": "Extractor", "form": form, "found": found}
    return TemplateResponse(request, "admin/archive/extractor.html", context)


def explain(values: dict[str, Any]) -> dict[str, Any]:
    """What is found in the page that the form asks for. Raises JaridaError."""
    subject = _subject(values)
    outlet = subject.outlet
    request = {
        "url": subject.url,
        "content_type": subject.content_type,
        "outlet": outlet.name if outlet else "",
        "time_zone": outlet.time_zone if outlet else "UTC",
        "languages": outlet.languages if outlet else [],
        "selectors": {**(outlet.selectors if outlet else {}), **values["selectors"]},
        "template": subject.template if values["template"] else None,
        "direction": "rtl" if translation.get_language_bidi() else "",
    }
    answer = in_child(request, subject.body)
    if "error" in answer:
        raise JaridaError(answer["error"])
    return {**answer, "subject": subject, "with_template": bool(request["template"])}


def _subject(values: dict[str, Any]) -> Subject:
    if values.get("file"):
        return _uploaded(values["file"])
    if values.get("page"):
        return _stored(values["page"])
    url = clean_url(values["url"].strip())
    if not url:
        raise UsageError("is no web address (http:// or https://)", subject=values["url"][:200])
    response = asyncio.run(_fetch(url))
    outlet = _outlet_of(response.final_url)
    return Subject(response.body, response.final_url, response.content_type, outlet, _template_of(outlet))


async def _fetch(url: str) -> FetchResponse:
    options = settings.OPTIONS
    bounds = FetchBounds.of(options.fetch, contact=options.site.contact or options.site.url)
    async with HttpFetcher(bounds) as fetcher:
        return await fetcher.fetch(FetchRequest(url, Purpose.PAGE))


def _uploaded(file: Any) -> Subject:
    most = settings.OPTIONS.fetch.max_page_bytes
    if file.size > most:
        raise UsageError(f"is larger than a page may be ({most} bytes)", subject=file.name)
    return Subject(file.read())


def _stored(page_id: int) -> Subject:
    page = kept_reading.kept_page(page_id)
    if page is None:
        raise UsageError("there is no such stored page", subject=str(page_id))
    body = kept_files.read(page.work.article_id or 0, page.digest, page.size)
    outlet = Outlet.objects.get(pk=page.work.outlet.id)
    return Subject(body, page.url, page.content_type, outlet, kept_reading.template_at(outlet.pk, page.fetched_at))


def _outlet_of(url: str) -> Outlet | None:
    """The outlet whose home has the host of an address."""
    host = host_key(url)
    return next((outlet for outlet in Outlet.objects.order_by("id") if host_key(outlet.homepage) == host), None)


def _template_of(outlet: Outlet | None) -> Any:
    if outlet is None:
        return None
    current = OutletTemplate.objects.filter(outlet=outlet, state=TemplateState.CURRENT)
    return current.order_by("-valid_from").values_list("template", flat=True).first()


def in_child(request: dict[str, Any], body: bytes, seconds: float = SECONDS) -> dict[str, Any]:
    """What `extractor_child` makes of a page, within `seconds`; `{"error": …}` where nothing."""
    command = [sys.executable, "-m", "jarida.archive.extractor_child"]
    sent = json.dumps(request).encode() + b"\n" + body
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own module
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"error": f"could not be read within {seconds:g} seconds"}
    except ValueError:
        return {"error": "its reading ended the process"}
    return answer
