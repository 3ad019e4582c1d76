"""An editor corrects a story: splits, moves, merges, pins, and takes it back. Never cached; each step is confirmed.

The story's own page is the same for everyone and kept for everyone, so that the editor's controls stand here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jarida.archive import queries
from jarida.archive.models import CorrectionKind, StoryCorrection
from jarida.archive.stories import corrections, tellers, whole
from jarida.archive.stories.corrections import CorrectionRefused
from jarida.archive.stories.whole import Emptied, Merged, StoryHead
from jarida.core.search.build import story_number
from jarida.website import formats
from jarida.website.caching import never_cached
from jarida.website.lines import shown as shown_lines
from jarida.website.rendering import in_language, page
from jarida.website.stories import shown
from jarida.website.views.stories import gone

PERMISSION: Final = "archive.change_story"
MOST_ARTICLES: Final = 300  # that one page offers
MOST_SAID: Final = 2_000  # corrections that the log looks at
MOST_GROUPS: Final = 50
LONGEST_NOTE: Final = 300
ACTIONS: Final = ("split", "move", "merge", "pin", "undo")


class Refused(Exception):
    """What was asked makes no sense; the text says why, in the editor's language."""


@dataclass(frozen=True, slots=True)
class Order:
    """What an editor asks for. `said` names corrections that were made at once: their kind and moment."""

    action: str
    articles: tuple[int, ...]
    target: int | None
    note: str
    said: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class SaidAtOnce:
    """Corrections that were made at once, as the log shows them; `key` names them."""

    kind: str
    key: str
    when: str
    editor: str
    note: str
    count: str
    examples: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@in_language
def edit(request: HttpRequest, ui: str, story_id: int) -> HttpResponseBase:
    """The page of an editor; POST asks to confirm, and with `confirmed` does it."""
    user: Any = request.user
    if not user.is_authenticated:
        return _private(redirect_to_login(request.get_full_path(), reverse("admin:login")))
    if not (user.is_staff and user.has_perm(PERMISSION)):
        return _private(_forbidden(ui, story_id))
    found = whole.story(int(story_id))
    if found is None:
        raise Http404
    if isinstance(found, Emptied):
        return _private(gone(ui, found))
    if isinstance(found, Merged):
        return _private(redirect("story-edit", ui=ui, story_id=found.into))
    return _private(_answered(request, ui, found))


def _private(response: Any) -> HttpResponseBase:
    return never_cached(response)


def _answered(request: HttpRequest, ui: str, head: StoryHead) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request, ui, head)
    try:
        order = _order(request, head)
        if request.POST.get("confirmed") != "1":
            return _confirm(request, ui, head, order)
        done = _do(order, head, request.user)
    except Refused as error:
        return _page(request, ui, head, problem=str(error), status=400)
    except CorrectionRefused as error:
        return _page(request, ui, head, problem=_refusal(error), status=409)
    return HttpResponse(status=303, headers={"Location": f"{_address(ui, done)}?done={order.action}"})


def _address(ui: str, story_id: int) -> str:
    return reverse("story-edit", kwargs={"ui": ui, "story_id": story_id})


# --- what is asked for ------------------------------------------------------------------------------


def _order(request: HttpRequest, head: StoryHead) -> Order:
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        raise Refused(_("Choose what to do."))
    members = {member.id for member in tellers.members(head.id)}
    chosen = [int(each) for each in request.POST.getlist("article")[:MOST_ARTICLES] if each.isdecimal()]
    articles = tuple(dict.fromkeys(each for each in chosen if each in members))
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    kind, _comma, moment = request.POST.get("said", "").partition(",")
    order = Order(action, articles, _target(request, action), note, (kind, moment))
    _check(order, len(members), head.id)
    return order


def _target(request: HttpRequest, action: str) -> int | None:
    if action not in ("move", "merge"):
        return None
    number = story_number(request.POST.get("target", "")[:500])
    standing = whole.standing(number) if number is not None else None
    if standing is None:
        raise Refused(_("Give the other story by its number or the address of its page."))
    return standing.id


def _check(order: Order, members: int, story_id: int) -> None:
    if order.action in ("split", "move", "pin") and not order.articles:
        raise Refused(_("Choose at least one article."))
    if order.action == "split" and len(order.articles) >= members:
        raise Refused(_("Some articles must stay in this story."))
    if order.target == story_id:
        raise Refused(_("These are one story already."))
    if order.action == "undo" and not _moment(order.said[1]):
        raise Refused(_("Choose what to take back."))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _refusal(error: CorrectionRefused) -> str:
    return _("This cannot be done: %(reason)s.") % {"reason": str(error)}


# --- what is done -----------------------------------------------------------------------------------


def _do(order: Order, head: StoryHead, user: Any) -> int:
    """Do it; the story whose page is shown then."""
    with transaction.atomic():
        return _DOERS[order.action](order, head, user)


def _split(order: Order, head: StoryHead, user: Any) -> int:
    return int(corrections.split(head.id, order.articles, user, order.note).pk)


def _move(order: Order, head: StoryHead, user: Any) -> int:
    for article in order.articles:
        corrections.move(article, order.target or 0, user, order.note)
    return order.target or head.id


def _merge(order: Order, head: StoryHead, user: Any) -> int:
    return int(corrections.merge(head.id, order.target or 0, user, order.note).pk)


def _pin(order: Order, head: StoryHead, user: Any) -> int:
    for article in order.articles:
        corrections.pin(article, user, order.note)
    return head.id


def _undo(order: Order, head: StoryHead, user: Any) -> int:
    corrections.undo(list(_said_at_once(head, *order.said).values_list("pk", flat=True)))
    return head.id


_DOERS: dict[str, Callable[[Order, StoryHead, Any], int]] = {
    "split": _split, "move": _move, "merge": _merge, "pin": _pin, "undo": _undo,
}  # fmt: skip


# --- the log ----------------------------------------------------------------------------------------


def _of_story(head: StoryHead) -> Any:
    ids = [member.id for member in tellers.members(head.id)]
    return StoryCorrection.objects.filter(Q(one_id__in=ids) | Q(other_id__in=ids))


def _said_at_once(head: StoryHead, kind: str, moment: str) -> Any:
    return _of_story(head).filter(kind=kind, made_at=_moment(moment))


def log(head: StoryHead, ui: str, zone: str) -> list[SaidAtOnce]:
    """What editors said of this story's articles, newest first; what was said at once is one line."""
    fields = ("kind", "made_at", "editor__username", "note", "one__title", "other__title")
    groups: dict[tuple[str, datetime], list[tuple[Any, ...]]] = {}
    for row in _of_story(head).order_by("-made_at", "-pk").values_list(*fields)[:MOST_SAID]:
        groups.setdefault((row[0], row[1]), []).append(row)
    return [_said(kind, at, rows, ui, zone) for (kind, at), rows in list(groups.items())[:MOST_GROUPS]]


def _said(kind: str, at: datetime, rows: Sequence[tuple[Any, ...]], ui: str, zone: str) -> SaidAtOnce:
    pairs = ngettext("%(number)s pair", "%(number)s pairs", len(rows)) % {"number": formats.number(len(rows), ui)}
    return SaidAtOnce(
        str(CorrectionKind(kind).label) if kind in CorrectionKind.values else kind, f"{kind},{at.isoformat()}",
        formats.date_and_time(at, zone, ui), rows[0][2] or "", rows[0][3], pairs,
        list(dict.fromkeys(title for row in rows[:3] for title in row[4:]))[:4],
    )  # fmt: skip


# --- pages ------------------------------------------------------------------------------------------


def _page(request: HttpRequest, ui: str, head: StoryHead, *, problem: str = "", status: int = 200) -> HttpResponse:
    facts, members = queries.site_facts(), tellers.members(head.id)
    lines = queries.lines([member.id for member in members[:MOST_ARTICLES]])
    chosen = {int(each) for each in request.POST.getlist("article")[:MOST_ARTICLES] if each.isdecimal()}
    return _made(
        request, ui, head, "story_edit.html", status=status, problem=problem, lines=lines, chosen=chosen,
        done=_done(request.GET.get("done", "")), log=log(head, ui, facts.time_zone), most=len(members) > len(lines),
        target=request.POST.get("target", "")[:500], note=request.POST.get("note", "")[:LONGEST_NOTE],
    )  # fmt: skip


def _done(action: str) -> str:
    sentences = {
        "split": _("The articles were split out; this is their own story."),
        "move": _("The articles were moved; this is the story in which they are now."),
        "merge": _("The stories are one now; the other one's address leads here."),
        "pin": _("The articles are pinned."),
        "undo": _("It was taken back; the articles stay where they are until the next grouping decides anew."),
    }
    return sentences.get(action, "")


def _confirm(request: HttpRequest, ui: str, head: StoryHead, order: Order) -> HttpResponse:
    sentences = {
        "split": _("Split these articles out into a story of their own?"),
        "move": _("Move these articles into the other story?"),
        "merge": _("Put all articles of the other story into this one?"),
        "pin": _("Pin these articles to this story?"),
        "undo": _("Take back what was said of these articles?"),
    }
    target = whole.standing(order.target) if order.target else None
    told = _said_at_once(head, *order.said) if order.action == "undo" else None
    articles = order.articles if told is None else dict.fromkeys(told.values_list("one_id", flat=True)[:MOST_ARTICLES])
    today = formats.local(datetime.now().astimezone(), queries.site_facts().time_zone).date()
    return _made(
        request, ui, head, "story_edit_confirm.html", sentence=sentences[order.action], order=order,
        lines=shown_lines(queries.lines(list(articles)), ui, today), said=",".join(order.said),
        target=target and _other(target, ui),
    )  # fmt: skip


def _other(target: StoryHead, ui: str) -> tuple[str, queries.ArticleLine, str, int]:
    return shown.address_of(target, ui), shown.headline(target, ui), shown.summed(target, ui), target.id


def _forbidden(ui: str, story_id: int) -> HttpResponse:
    return page(
        ui, "story_edit_refused.html", rest=f"/stories/{story_id}/edit", title=_("Not allowed"), status=403,
        noindex=True, story_id=story_id,
    )  # fmt: skip


def _made(request: HttpRequest, ui: str, head: StoryHead, template: str, **context: Any) -> HttpResponse:
    line = shown.headline(head, ui)
    return page(
        ui, template, rest=f"/stories/{head.id}/edit", nav="story", noindex=True, csrf=get_token(request), story=head,
        title=_("Correct: %(title)s") % {"title": line.title}, line=line, here=_address(ui, head.id),
        page_address=shown.address_of(head, ui), summed=shown.summed(head, ui), **context,
    )  # fmt: skip
