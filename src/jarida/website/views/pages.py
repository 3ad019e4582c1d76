"""Pages that say something about the site, the log of removals, and the way to a language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import negotiate
from jarida.website.moving import negotiated, with_query
from jarida.website.rendering import in_language, page
from jarida.website.views.lists import place


@cached(max_age=300)
@in_language
def about(request: HttpRequest, ui: str) -> HttpResponse:
    """What this site is."""
    return page(ui, "about.html", rest="/about/", title=_("About"), nav="about")


@cached(max_age=300)
@in_language
def publishers(request: HttpRequest, ui: str) -> HttpResponse:
    """For publishers: what is shown of their articles, and how to change that (P8)."""
    return page(
        ui, "publishers.html", rest="/publishers/", title=_("For publishers"), nav="publishers",
        contact=settings.OPTIONS.site.contact,
    )  # fmt: skip


@cached(max_age=30)
@in_language
def removals(request: HttpRequest, ui: str) -> HttpResponse:
    """The public log of what was withdrawn (P1)."""
    before = place(request)
    lines, older = queries.removals(before=before)
    path = f"/{ui}/removals/"
    return page(
        ui, "removals.html", rest="/removals/", title=_("Removals"), nav="removals", removals=lines,
        older=addresses.older(path, older), newest=path if before else "", noindex=before is not None,
    )  # fmt: skip


def to_language(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """An address without a language leads to the same in the visitor's language."""
    return negotiated(with_query(request, f"/{negotiate(request)}/{path}"))


def with_slash(request: HttpRequest, ui: str, path: str = "") -> HttpResponseBase:
    """An address that lacks only the slash at its end leads to the one with it."""
    wanted = f"{request.path_info}/"
    try:
        match = resolve(wanted)
    except Resolver404:
        raise Http404 from None
    if match.func is with_slash:
        raise Http404
    return HttpResponsePermanentRedirect(wanted)
