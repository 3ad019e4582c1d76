"""The Fever API, version 3, as FreshRSS and Miniflux offer it: what Reeder, ReadKit, Unread and Fluent Reader speak.

Source: https://feedafever.com/api (its text is kept in many places, among them
github.com/DigitalDJ/tinytinyrss-fever-plugin, fever-api.md).

The protocol is weak: its `api_key` is the MD5 of name and password without salt, the same for ever, and sent with
every call, so whoever sees one call has the account until the key is revoked. Hence the password is a random key and
nothing a person chose; only a hash of that MD5 is kept; and it gives no more than reading.
"""

import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jarida.api.readers import account, answers, arrivals, changes, contents, listing, numbers, states, streams
from jarida.api.readers.changes import Change
from jarida.api.readers.contents import Content
from jarida.api.readers.forms import BadForm, Form, read_form
from jarida.api.readers.listing import Asked, Desk
from jarida.api.readers.numbers import State, Stream
from jarida.api.readers.streams import Walk
from jarida.archive.models import DayCount, Revision

VERSION = 3
PAGE = 50
MOST_IDS = 10_000
FAVICON = 1
# one transparent point: outlets' icons are theirs, and clients show a letter instead
BLANK = "image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="
EVERYTHING = Stream(state=State.ALL)
CHANGES = {
    "read": Change(read=True), "unread": Change(read=False), "saved": Change(starred=True),
    "unsaved": Change(starred=False),
}  # fmt: skip

Answer = dict[str, Any]


# the key is in the body of each call, put there by the client: no cookie, so nothing that another site could use
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def fever(request: HttpRequest) -> HttpResponse:
    """Every call of the protocol has this one address."""
    try:
        form = read_form(request)
    except (BadForm, MultiPartParserError):
        return answers.fever(_head(auth=0), "", 400)
    output = form.text("api")
    if not form.text("api_key"):
        # clients look whether this is Fever at all before they sign in
        return answers.fever(_head(auth=0), output)
    try:
        reader = account.by_digest(request, form)
        return answers.fever(_answer(listing.desk(reader), form), output)
    except account.Refused as refused:
        answer = answers.fever(_head(auth=0), output, refused.status)
        if refused.wait:
            answer["Retry-After"] = str(refused.wait)
        return answer
    except (BadForm, states.TooMany):
        return answers.fever(_head(auth=1), output, 400)


def _head(auth: int) -> Answer:
    return {"api_version": VERSION, "auth": auth}


def _answer(desk: Desk, form: Form) -> Answer:
    """The common members first and in this order: Readrops counts them."""
    answer = {**_head(auth=1), "last_refreshed_on_time": _refreshed()}
    if form.text("mark"):
        _mark(desk, form)
    for name, part in PARTS.items():
        if name in form:
            answer.update(part(desk, form))
    return answer


def _refreshed() -> int:
    newest = Revision.objects.filter(article_id=arrivals.newest()).order_by("number").values_list("seen_at", flat=True)
    moment = newest.first()
    return int(moment.timestamp()) if moment else 0


# --- feeds ------------------------------------------------------------------------------------------


def _groups(desk: Desk, form: Form) -> Answer:
    folders = dict.fromkeys(feed.folder for feed in desk.feeds)
    groups = [{"id": group_of(folder), "title": folder} for folder in folders]
    return {"groups": groups, **_feeds_groups(desk)}


def group_of(folder: str) -> int:
    """A folder as a number, which the protocol wants: the same for the same name, and positive."""
    return (zlib.crc32(folder.encode()) >> 1) or 1


def _feeds(desk: Desk, form: Form) -> Answer:
    refreshed = _refreshed()
    feeds = [
        {
            "id": feed.number, "favicon_id": FAVICON, "title": feed.title, "url": feed.url, "site_url": feed.home,
            "is_spark": 0, "last_updated_on_time": refreshed,
        }
        for feed in desk.feeds
    ]  # fmt: skip
    return {"feeds": feeds, **_feeds_groups(desk)}


def _feeds_groups(desk: Desk) -> Answer:
    members: dict[str, list[str]] = {}
    for feed in desk.feeds:
        members.setdefault(feed.folder, []).append(str(feed.number))
    groups = [{"group_id": group_of(folder), "feed_ids": ",".join(ids)} for folder, ids in members.items()]
    return {"feeds_groups": groups}


def _favicons(desk: Desk, form: Form) -> Answer:
    return {"favicons": [{"id": FAVICON, "data": BLANK}]}


def _links(desk: Desk, form: Form) -> Answer:
    return {"links": []}


# --- items ------------------------------------------------------------------------------------------


def _items(desk: Desk, form: Form) -> Answer:
    held = contents.contents_of(desk, _chosen(desk, form))
    return {"total_items": _total(desk), "items": [_item(content) for content in held]}


def _chosen(desk: Desk, form: Form) -> list[int]:
    """Fifty items: those asked for, those after one in order, or those before one, newest first."""
    if form.text("with_ids"):
        sent = form.text("with_ids").split(",", PAGE)[:PAGE]
        return [item for text in sent if (item := numbers.read_item(text.strip())) is not None]
    since = form.number("since_id", 0, numbers.LARGEST)
    if "since_id" in form:
        where = Walk(above=since, newest_first=False)
    else:
        where = Walk(below=form.number("max_id", 0, numbers.LARGEST) or numbers.LARGEST)
    return [ref.item for ref in listing.listed(desk, Asked(EVERYTHING, count=PAGE, where=where)).refs]


def _total(desk: Desk) -> int:
    """How many items there are, by the counts that the archive keeps; searches are not counted."""
    selection = streams.selection_of(desk.feeds)
    since = (datetime.now(UTC) - arrivals.LISTED).date()
    rows = DayCount.objects.filter(day__gte=since).values_list("outlet_id", "language").annotate(total=Sum("articles"))
    return sum(
        total * ((outlet in selection.outlets) + (language in selection.languages) + selection.front)
        for outlet, language, total in rows
    )


def _item(content: Content) -> Answer:
    return {
        "id": content.item,
        "feed_id": content.feed.number,
        "title": content.title,
        "author": content.author,
        "html": content.html,
        "url": content.page,
        "is_saved": int(content.starred),
        "is_read": int(content.read),
        "created_on_time": int(content.published.timestamp()),
    }


def _unread(desk: Desk, form: Form) -> Answer:
    without = (Stream(state=State.READ),)
    refs = listing.listed(desk, Asked(EVERYTHING, without=without, count=MOST_IDS)).refs
    return {"unread_item_ids": ",".join(str(ref.item) for ref in reversed(refs))}


def _saved(desk: Desk, form: Form) -> Answer:
    refs = listing.listed(desk, Asked(Stream(state=State.STARRED), count=MOST_IDS)).refs
    return {"saved_item_ids": ",".join(str(ref.item) for ref in reversed(refs))}


PARTS: Mapping[str, Callable[[Desk, Form], Answer]] = {
    "groups": _groups,
    "feeds": _feeds,
    "favicons": _favicons,
    "items": _items,
    "links": _links,
    "unread_item_ids": _unread,
    "saved_item_ids": _saved,
}


# --- changes ----------------------------------------------------------------------------------------


def _mark(desk: Desk, form: Form) -> None:
    """`mark=item|feed|group`, `as=read|unread|saved|unsaved`, `id`, and for feeds and groups `before`."""
    what, becomes = form.text("mark"), form.text("as")
    if what == "item" and becomes in CHANGES:
        item = numbers.read_item(form.text("id").strip())
        changes.change_items(desk.account, [] if item is None else [item], CHANGES[becomes])
    elif what in ("feed", "group") and becomes == "read":
        before = form.moment("before")
        until = before - timedelta(microseconds=1) if before else None
        for stream in _streams(desk, what, form.text("id").strip()):
            changes.read_all(desk, stream, until)


def _streams(desk: Desk, what: str, number: str) -> list[Stream]:
    """A feed, a group, or all feeds: the group 0 ("Kindling"). There are no sparks, the group -1."""
    if what == "feed":
        return [Stream(feed=feed.number) for feed in desk.feeds if str(feed.number) == number]
    if number == "0":
        return [EVERYTHING]
    folders = dict.fromkeys(feed.folder for feed in desk.feeds)
    return [Stream(label=folder) for folder in folders if str(group_of(folder)) == number]
