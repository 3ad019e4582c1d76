"""A search for machines: as a feed, as a file, as suggestions, and how a browser may ask (OpenSearch)."""

import json
from collections.abc import Callable
from functools import wraps
from itertools import chain, islice
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from lxml import etree

from jarida.archive.search import service
from jarida.archive.search.contract import SearchTooSlow
from jarida.core.search.model import Sort
from jarida.core.text.clean import clean
from jarida.website import addresses, assets
from jarida.website.caching import cached
from jarida.website.languages import site_name
from jarida.website.machines.feeds import updated
from jarida.website.machines.formats import FORMATS, Channel
from jarida.website.machines.items import LENGTH, of_ids
from jarida.website.rendering import in_language
from jarida.website.search.asked import Asked, read
from jarida.website.search.downloads import DOWNLOADS, records

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
MOZILLA = "http://www.mozilla.org/2006/browser/search/"
LONGEST_BEGINNING = 100
SHORT_NAME = 16  # OpenSearch 1.1: what fits into a browser's menu
SearchView = Callable[..., HttpResponseBase]


def of_search(view: SearchView) -> SearchView:
    """Give a view what its address asks; what it answers is not for search engines."""

    @wraps(view)
    def wrapper(request: HttpRequest, ui: str, **named: Any) -> HttpResponseBase:
        try:
            asked = read(request.GET)
        except service.BadPlace as error:
            raise BadRequest("no such place in the results") from error
        try:
            response = view(request, ui, asked, **named)
        except SearchTooSlow as error:
            response = HttpResponse(f"{error}\n", status=503, content_type="text/plain; charset=utf-8")
            response["Retry-After"] = "10"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


@require_safe
@cached(max_age=60)
@of_search
def feed(request: HttpRequest, ui: str, asked: Asked, form: str) -> HttpResponse:
    """The newest results as a feed; near-duplicates are in it, each outlet's own."""
    chosen = FORMATS[form]
    return HttpResponse(chosen.write(_channel(ui, form, asked)), content_type=chosen.content_type)


def _channel(ui: str, form: str, asked: Asked) -> Channel:
    request = asked.request(sort=Sort.DATE, after=None, limit=LENGTH, fold=False, snippets=False, count=False)
    found = service.search(request).found if asked.text else ()
    items = of_ids([each.line.id for each in found])
    path = f"/{ui}/search"
    return Channel(
        title=f"{site_name()} · {asked.text}" if asked.text else site_name(), description=asked.text or site_name(),
        home=addresses.absolute(asked.address(ui)),
        self_url=addresses.absolute(f"{path}/feed.{form}{asked.feed_query()}"), language=ui, updated=updated(items),
        items=items,
    )  # fmt: skip


@require_safe
@of_search
def results(request: HttpRequest, ui: str, asked: Asked, form: str) -> HttpResponseBase:
    """The results as a file, from the first on, whatever page the reader was on."""
    chosen = DOWNLOADS[form]
    found = records(asked, chosen.most if request.method == "GET" and asked.text else 0)
    # the first search happens before anything is answered: what fails then has its status
    lines = chosen.write(chain(list(islice(found, 1)), found))
    response = StreamingHttpResponse(lines, content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="jarida-search.{form}"'
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@cached(max_age=120)
def suggest(request: HttpRequest, ui: str) -> HttpResponse:
    """Whole queries that begin as typed (OpenSearch Suggestions 1.1): the beginning, and the list."""
    beginning = clean(request.GET.get("q", "")[: LONGEST_BEGINNING * 4])[:LONGEST_BEGINNING]
    found = list(service.suggestions(beginning)) if beginning else []
    text = json.dumps([beginning, found], ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, content_type="application/x-suggestions+json; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cached(max_age=3600)
@in_language
def description(request: HttpRequest, ui: str) -> HttpResponse:
    """How a browser may search here (OpenSearch 1.1)."""
    namespaces: Any = {None: OPENSEARCH, "moz": MOZILLA}
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap=namespaces)
    _add(root, "ShortName", site_name()[:SHORT_NAME])
    _add(root, "Description", _("Search the archive of %(site)s") % {"site": site_name()})
    _add(root, "InputEncoding", "UTF-8")
    _add(root, "Language", ui)
    _add(root, "Image", addresses.absolute(assets.address("favicon.svg")), type="image/svg+xml")
    base = addresses.absolute(f"/{ui}/search")
    _add(root, "Url", type="text/html", template=f"{base}?q={{searchTerms}}")
    _add(root, "Url", type="application/rss+xml", template=f"{base}/feed.rss?q={{searchTerms}}")
    _add(root, "Url", type="application/x-suggestions+json", template=f"{base}/suggest?q={{searchTerms}}")
    own = addresses.absolute(f"/{ui}/opensearch.xml")
    _add(root, "Url", type="application/opensearchdescription+xml", rel="self", template=own)
    etree.SubElement(root, f"{{{MOZILLA}}}SearchForm").text = base
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> None:
    etree.SubElement(parent, f"{{{OPENSEARCH}}}{tag}", attributes).text = text or None
