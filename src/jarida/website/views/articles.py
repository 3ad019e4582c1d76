"""An article, its versions and how to cite it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.queries import ArticleWhole, Scope, Withdrawn
from jarida.archive.stories import names
from jarida.website import addresses, citations, copying, differences, structured, topics
from jarida.website.caching import cached, never_cached
from jarida.website.languages import negotiate
from jarida.website.moving import moved, negotiated
from jarida.website.rendering import in_language, page
from jarida.website.stories import shown as story_shown
from jarida.website.views.errors import gone

OTHERS = 6
ArticleView = Callable[..., HttpResponseBase]


def of_article(suffix: str = "") -> Callable[[ArticleView], ArticleView]:
    """Give a view its article: 404 without one, 410 where it was withdrawn, 301 to the right slug."""

    def decorate(view: ArticleView) -> ArticleView:
        @wraps(view)
        def wrapper(request: HttpRequest, ui: str, article_id: int, slug: str = "", **named: Any) -> HttpResponseBase:
            found = queries.article(int(article_id))
            if found is None:
                raise Http404
            if isinstance(found, Withdrawn):
                return gone(ui, found)
            if slug != (found.line.slug or addresses.NO_SLUG):
                return moved(request, addresses.article(ui, found.line) + suffix.format(**named))
            return view(request, ui, found, **named)

        return wrapper

    return decorate


def permanent(request: HttpRequest, article_id: int) -> HttpResponseBase:
    """The language-free address of an article: leads to it in the visitor's language."""
    ui = negotiate(request)
    found = queries.article_line(article_id)
    if found is None:
        raise Http404
    with translation.override(ui):
        return negotiated(gone(ui, found) if isinstance(found, Withdrawn) else addresses.article(ui, found))


@cached(max_age=30)
@in_language
@of_article()
def article(request: HttpRequest, ui: str, found: ArticleWhole) -> HttpResponse:
    """An article."""
    named = names.of_article(found.line.id)
    response = page(
        ui, "article.html", rest=addresses.article("", found.line)[1:], title=found.line.title, nav="article",
        article=found, line=found.line, preview=structured.preview(found),
        structured=structured.news_article(found, named, ui), named=named,
        reported=request.GET.get("reported", "")[:64], others=_others(found),
        told_in=story_shown.told_in(found.line.id, ui), origin=copying.said(found.line.id, ui),
        about=topics.of_article(found.line.id, ui), same_day=_same_day(found), feed_base="",
    )  # fmt: skip
    return never_cached(response) if "reported" in request.GET else response


def _others(found: ArticleWhole) -> tuple[queries.ArticleLine, ...]:
    lines = queries.latest(Scope(outlet_id=found.outlet_id), limit=OTHERS + 1).articles
    return tuple(line for line in lines if line.id != found.line.id)[:OTHERS]


def _same_day(found: ArticleWhole) -> tuple[queries.ArticleLine, ...]:
    lines = queries.latest(Scope(day=found.day), limit=4 * OTHERS).articles
    return tuple(line for line in lines if line.outlet.slug != found.line.outlet.slug)[:OTHERS]


@cached(max_age=30)
@in_language
@of_article("/revisions")
def revisions(request: HttpRequest, ui: str, found: ArticleWhole) -> HttpResponse:
    """The versions of an article, and the difference between two of them.

    By default that of the outlet's last change; where it changed nothing, of the last two.
    """
    versions = queries.versions(found.line.id)
    old, new = _pair(request, versions)
    return page(
        ui, "revisions.html", rest=addresses.article("", found.line)[1:] + "/revisions", nav="article",
        title=_("Versions: %(title)s") % {"title": found.line.title}, article=found, line=found.line,
        versions=versions, old=old, new=new, compared=differences.compare(old, new) if old and new else None,
        compared_by_engine=_only_by_engine(versions, old, new),
    )  # fmt: skip


def _only_by_engine(
    versions: tuple[queries.Version, ...], old: queries.Version | None, new: queries.Version | None
) -> bool:
    """Whether all that lies between two versions is our reading."""
    if old is None or new is None:
        return False
    first, last = sorted((old.number, new.number))
    between = [version for version in versions if first < version.number <= last]
    return bool(between) and all(version.by_engine for version in between)


def _pair(
    request: HttpRequest, versions: tuple[queries.Version, ...]
) -> tuple[queries.Version | None, queries.Version | None]:
    by_number = {str(version.number): version for version in versions}
    usual = _last_change(versions)
    old = by_number.get(request.GET.get("from", "")) or usual[0]
    new = by_number.get(request.GET.get("to", "")) or usual[1]
    return old, new


def _last_change(
    versions: tuple[queries.Version, ...],
) -> tuple[queries.Version | None, queries.Version | None]:
    changes = [place for place, version in enumerate(versions) if place and not version.by_engine]
    place = changes[-1] if changes else len(versions) - 1
    return (versions[place - 1], versions[place]) if place > 0 else (None, None)


@cached(max_age=30)
@in_language
@of_article("/revisions/{number}")
def revision(request: HttpRequest, ui: str, found: ArticleWhole, number: int) -> HttpResponse:
    """One version of an article, whole."""
    version = next((each for each in queries.versions(found.line.id) if each.number == number), None)
    if version is None:
        raise Http404
    return page(
        ui, "revision.html", rest=f"{addresses.article('', found.line)[1:]}/revisions/{number}", nav="article",
        title=version.title, article=found, line=found.line, version=version,
    )  # fmt: skip


@cached(max_age=30)
@in_language
@of_article("/cite")
def cite(request: HttpRequest, ui: str, found: ArticleWhole) -> HttpResponse:
    """How to cite an article."""
    today = _today()
    return page(
        ui, "cite.html", rest=addresses.article("", found.line)[1:] + "/cite", nav="article",
        title=_("Cite: %(title)s") % {"title": found.line.title}, article=found, line=found.line,
        citation=citations.text(found, ui, today), bibtex=citations.bibtex(found, today),
        ris=citations.ris(found, today), permalink=addresses.absolute(addresses.permanent(found.line.id)),
    )  # fmt: skip


@cached(max_age=30)
@in_language
@of_article("/cite.{form}")
def citation_file(request: HttpRequest, ui: str, found: ArticleWhole, form: str) -> HttpResponse:
    """A citation as a file for a reference manager."""
    write, content_type = {
        "bib": (citations.bibtex, "application/x-bibtex; charset=utf-8"),
        "ris": (citations.ris, "application/x-research-info-systems; charset=utf-8"),
    }[form]
    response = HttpResponse(write(found, _today()), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="jarida-{found.line.id}.{form}"'
    return response


def _today() -> date:
    return datetime.now(UTC).date()
