"""A story: who tells it, when, how, and why an article is in it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.queries import ArticleWhole, Cursor
from jarida.archive.stories import additions, pictures, silence, tellers, whole
from jarida.archive.stories import why as reasons
from jarida.archive.stories.tellers import Member
from jarida.archive.stories.whole import Emptied, Merged, StoryHead
from jarida.website import addresses, formats
from jarida.website.caching import cached
from jarida.website.languages import CODES, DIRECTIONS, negotiate
from jarida.website.moving import moved, negotiated
from jarida.website.paging import BadCursor, read_cursor
from jarida.website.rendering import in_language, page
from jarida.website.stories import citing, shown, structured, why_said
from jarida.website.stories.timeline import timeline
from jarida.website.views.articles import of_article

StoryView = Callable[..., HttpResponseBase]


def of_story(suffix: str = "") -> Callable[[StoryView], StoryView]:
    """Give a view its story: 404 without one, 410 without articles, 301 to where it went or to the right slug."""

    def decorate(view: StoryView) -> StoryView:
        @wraps(view)
        def wrapper(request: HttpRequest, ui: str, story_id: int, slug: str = "", **named: Any) -> HttpResponseBase:
            found = whole.story(int(story_id))
            if found is None:
                raise Http404
            if isinstance(found, Emptied):
                return gone(ui, found)
            ending = suffix.format(**named)
            if isinstance(found, Merged):
                into = whole.standing(found.into)
                if into is None:
                    raise Http404
                return moved(request, shown.address_of(into, ui) + ending)
            address = shown.address_of(found, ui)
            if address != addresses.story(ui, found.id, slug):
                return moved(request, address + ending)
            return view(request, ui, found, **named)

        return wrapper

    return decorate


def gone(ui: str, found: Emptied) -> HttpResponse:
    """410: a story without articles; where they went, if they did."""
    into = [head for number in found.into if (head := whole.standing(number))]
    links = [(shown.address_of(head, ui), shown.headline(head, ui)) for head in into]
    return page(
        ui, "story_gone.html", rest=f"/stories/{found.id}", title=_("This story has no articles any more"), status=410,
        emptied=found, into=links,
    )  # fmt: skip


def permanent(request: HttpRequest, story_id: int) -> HttpResponseBase:
    """The language-free address of a story: leads to it in the visitor's language."""
    ui = negotiate(request)
    found = whole.story(story_id)
    if found is None:
        raise Http404
    if isinstance(found, Merged):
        return HttpResponsePermanentRedirect(addresses.permanent_story(found.into))
    with translation.override(ui):
        return negotiated(gone(ui, found) if isinstance(found, Emptied) else shown.address_of(found, ui))


@cached(max_age=30)
@in_language
@of_story()
def story(request: HttpRequest, ui: str, head: StoryHead) -> HttpResponse:
    """A story: on its first page with all that surrounds it, then page after page its outlets."""
    first, after = request.GET.get("order") == "first", _place(request)
    members = tellers.members(head.id)
    found = tellers.page(members, first=first, after=after)
    facts = queries.site_facts()
    zone, here = facts.time_zone, shown.address_of(head, ui)
    today = formats.local(datetime.now(UTC), zone).date()
    about = {} if after else _about(head, members, [teller.line for teller in found.tellers], ui, zone)
    return _page(
        ui, "story.html", head, "", after=after is not None, noindex=after is not None or first,
        title=shown.headline(head, ui).title, groups=shown.groups(found.tellers, head, ui, today, zone), order=first,
        zone=zone, following=shown.following(here, found.following, first=first),
        feed_base=f"/{ui}/stories/{head.id}/", search=addresses.search(ui, f"story:{head.id}"),
        sources=list(_sources(found.tellers)), **about,
    )  # fmt: skip


def _place(request: HttpRequest) -> Cursor | None:
    text = request.GET.get("after", "")
    try:
        return read_cursor(text) if text else None
    except BadCursor as error:
        raise BadRequest("no such place in this list") from error


def _about(
    head: StoryHead, members: tuple[Member, ...], lines: list[queries.ArticleLine], ui: str, zone: str
) -> dict[str, Any]:
    """What surrounds the outlets of a story."""
    first = tellers.first_told(members)
    telling = {member.outlet_id for member in members}
    split_from = whole.standing(head.split_from) if head.split_from else None
    return {
        "timeline": timeline((member.at for member in members), zone, ui, mirrored=DIRECTIONS[ui] == "rtl"),
        "first": first,
        "first_when": shown.first_when(first, ui, zone) if first else "",
        "doubts": shown.doubts(first, ui) if first else [],
        "additions": sorted(additions.additions(members), key=lambda each: (each.language != ui, each.language)),
        "number_in": shown.number_in,
        "silences": shown.silences(silence.silent(telling, head.told_since, head.told_until), ui),
        "pictures": pictures.pictures(lines),
        "split_from": split_from and (shown.address_of(split_from, ui), shown.headline(split_from, ui)),
        "structured": structured.story(head, lines, ui),
        "beyond": len(members) >= whole.MOST_ARTICLES,
    }


def _sources(found: tuple[tellers.Teller, ...]) -> Any:
    """The pages at their outlets, copies too."""
    for teller in found:
        yield teller
        yield from _sources(teller.copies)


def _page(ui: str, template: str, head: StoryHead, ending: str, **context: Any) -> HttpResponse:
    """A page of a story. Its slug is another one in each language, so that its addresses are made for each."""
    line = shown.headline(head, ui)
    here = addresses.story(ui, head.id, line.slug)
    return page(
        ui, template, rest=f"/stories/{head.id}{f'/-{ending}' if ending else ''}", nav="story", story=head, line=line,
        here=here, summed=shown.summed(head, ui), canonical=addresses.absolute(here + ending),
        alternates=[(code, addresses.absolute(shown.address_of(head, code) + ending)) for code in CODES], **context,
    )  # fmt: skip


@cached(max_age=30)
@in_language
@of_story("/cite")
def cite(request: HttpRequest, ui: str, head: StoryHead) -> HttpResponse:
    """How to cite a story."""
    today, cited = _today(), citing.cited(head, shown.headline(head, ui), queries.site_facts().time_zone)
    return _page(
        ui, "story_cite.html", head, "/cite", title=_("Cite: %(title)s") % {"title": cited.title},
        citation=citing.text(cited, ui, today, shown.summed(head, ui)), bibtex=citing.bibtex(cited, today),
        ris=citing.ris(cited, today), permalink=addresses.absolute(addresses.permanent_story(head.id)),
    )  # fmt: skip


@cached(max_age=30)
@in_language
@of_story("/cite.{form}")
def citation_file(request: HttpRequest, ui: str, head: StoryHead, form: str) -> HttpResponse:
    """A citation of a story as a file for a reference manager."""
    cited = citing.cited(head, shown.headline(head, ui), queries.site_facts().time_zone)
    write, content_type = {
        "bib": (citing.bibtex, "application/x-bibtex; charset=utf-8"),
        "ris": (citing.ris, "application/x-research-info-systems; charset=utf-8"),
    }[form]
    response = HttpResponse(write(cited, _today()), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="jarida-story-{head.id}.{form}"'
    return response


@cached(max_age=30)
@in_language
@of_article("/why")
def why(request: HttpRequest, ui: str, found: ArticleWhole) -> HttpResponse:
    """Why an article is in its story (P10)."""
    known = reasons.why(found.line.id)
    head = whole.standing(known.story) if known else None
    return page(
        ui, "story_why.html", rest=addresses.article("", found.line)[1:] + "/why", nav="article",
        title=_("Why here? %(title)s") % {"title": found.line.title}, line=found.line, why=known, story=head,
        story_address=shown.address_of(head, ui) if head else "", headline=shown.headline(head, ui) if head else None,
        reasons=why_said.sentences(known, ui) if known else [], said=why_said.said(known, ui) if known else [],
        noindex=True,
    )  # fmt: skip


def _today() -> date:
    return datetime.now(UTC).date()
