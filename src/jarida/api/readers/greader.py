"""The Google Reader API as FreshRSS and Miniflux offer it: what NetNewsWire, Reeder, Newsboat and others speak.

Sources: https://github.com/theoldreader/api, https://www.inoreader.com/developers/, FreshRSS `p/api/greader.php`,
Miniflux `internal/googlereader`, and the clients' own code (see tests/api/readers/test_clients.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jarida.api.readers import account, answers, arrivals, atom, changes, contents, listing, numbers, states
from jarida.api.readers import subscriptions as feeds
from jarida.api.readers.changes import Change
from jarida.api.readers.contents import Content
from jarida.api.readers.forms import BadForm, Form, read_form
from jarida.api.readers.listing import Asked, Desk, Listed
from jarida.api.readers.models import ReaderAccount
from jarida.api.readers.numbers import State, Stream
from jarida.api.readers.streams import Walk
from jarida.api.readers.subscriptions import Subscription
from jarida.website import addresses, assets

# Read You asks for 10,000 identifiers and Readrops for 2,147,483,647, and neither asks for more after that
MOST_IDS = 10_000
MOST_CONTENTS = 1000
USER = "user/-/"
STATES = f"{USER}state/com.google/"
ALL, READ, STARRED = f"{STATES}reading-list", f"{STATES}read", f"{STATES}starred"
NOBODY = "Unauthorized"
# by these Google's own clients, and those made for FreshRSS, know that they must sign in again
BAD_TOKEN = {
    "X-Reader-Google-Bad-Token": "true", "Google-Bad-Token": "true", "WWW-Authenticate": "GoogleLogin",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who, what was sent, and what the path names below the call's own."""

    account: ReaderAccount
    form: Form
    host: str
    token: str
    rest: str = ""

    def desk(self) -> Desk:
        """All that is known of the account."""
        return listing.desk(self.account)


Handler = Callable[[Call], HttpResponse]


# --- the ways in ------------------------------------------------------------------------------------


# no session and no cookie: who has the token has it from the client's own memory, so no other site can send it
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def client_login(request: HttpRequest) -> HttpResponse:
    """Name and password for a token. The name may be any, the password is a key of the API."""
    try:
        form = read_form(request)
        account.by_password(request, form)
    except account.Refused as refused:
        return _refused(refused, "Error=BadAuthentication\n")
    except (BadForm, MultiPartParserError) as error:
        return answers.text(f"Error=BadRequest\n{error}\n", 400)
    token = form.text("Passwd").strip()
    if form.text("output") == "json":
        return answers.as_json({"SID": token, "LSID": token, "Auth": token})
    return answers.text(f"SID={token}\nLSID={token}\nAuth={token}\n")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, path: str) -> HttpResponse:
    """Any call below /reader/api/0/."""
    name, rest = _handler_of(path.strip("/"))
    return _answered(request, HANDLERS.get(name), rest)


@csrf_exempt
@require_http_methods(["GET", "HEAD"])
def atom_feed(request: HttpRequest, path: str) -> HttpResponse:
    """A stream as Atom, for Newsboat before 2.24 and other old clients."""
    return _answered(request, _atom, path)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def hello(request: HttpRequest) -> HttpResponse:
    """What FreshRSS says at its API's own address, by which clients see that they found it."""
    return answers.text("OK")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def compatibility(request: HttpRequest) -> HttpResponse:
    """FreshRSS's test of whether the Authorization header comes through."""
    return answers.text("PASS" if "Authorization" in request.headers else "FAIL get HTTP Authorization header!")


def _answered(request: HttpRequest, handler: Handler | None, rest: str) -> HttpResponse:
    try:
        form = read_form(request)
        reader, token = account.by_token(request, form)
        if handler is None:
            return answers.text("There is no such call here.", 404)
        return handler(Call(reader, form, request.get_host(), token, rest))
    except account.Refused as refused:
        return _refused(refused, NOBODY)
    except (BadForm, feeds.Refused, MultiPartParserError) as error:
        return answers.text(f"Bad Request: {error}", 400)
    except states.TooMany:
        return answers.text(f"Bad Request: an account may have {states.MOST_STARS} stars", 400)


def _refused(refused: account.Refused, said: str) -> HttpResponse:
    if refused.status == 429:
        return answers.text("Too Many Requests", 429, {"Retry-After": str(refused.wait)})
    if refused.status == 403:
        return answers.text("Forbidden: the key has no scope read", 403)
    return answers.text(said, 401, BAD_TOKEN)


def _handler_of(path: str) -> tuple[str, str]:
    """The longest call that the path begins with, and what stands behind it."""
    for name in ("stream/contents", path):
        if path == name or path.startswith(f"{name}/"):
            return name, path[len(name) + 1 :]
    return path, ""


# --- who, and which feeds ---------------------------------------------------------------------------


def _token(request: Call) -> HttpResponse:
    # clients send it as `T` beside the header; where the header is there it is not checked: FeedMe sends none,
    # Reeder an "x"
    return answers.text(request.token)


def _user_info(request: Call) -> HttpResponse:
    name = request.account.key.note or request.account.key.prefix
    number = str(request.account.pk)
    return answers.google(
        {"userId": number, "userName": name, "userProfileId": number, "userEmail": ""}, request.form.text("output")
    )


def _subscription_list(request: Call) -> HttpResponse:
    listed = [_subscription(feed) for feed in request.desk().feeds]
    return answers.google({"subscriptions": listed}, request.form.text("output"))


def _subscription(feed: Subscription) -> dict[str, Any]:
    return {
        "id": feed.stream,
        "title": feed.title,
        "categories": [{"id": _label(feed.folder), "label": feed.folder, "type": "folder"}],
        "url": feed.url,
        "htmlUrl": feed.home,
        "iconUrl": addresses.absolute(assets.address("favicon.svg")),
    }


def _label(folder: str) -> str:
    return f"{USER}label/{folder}"


def _tag_list(request: Call) -> HttpResponse:
    folders = dict.fromkeys(feed.folder for feed in request.desk().feeds)
    tags = [{"id": STARRED}, *({"id": _label(each), "label": each, "type": "folder"} for each in folders)]
    return answers.google({"tags": tags}, request.form.text("output"))


def _preferences(request: Call) -> HttpResponse:
    return answers.google({"prefs": []}, request.form.text("output"))


def _stream_preferences(request: Call) -> HttpResponse:
    return answers.google({"streamprefs": {}}, request.form.text("output"))


def _quickadd(request: Call) -> HttpResponse:
    sent = request.form.text("quickadd").strip().removeprefix("feed/")
    try:
        feed = feeds.add(request.account, sent, request.host)
    except feeds.Refused as refused:
        return answers.google(
            {"numResults": 0, "query": sent[:200], "error": str(refused)}, request.form.text("output")
        )
    said = {"numResults": 1, "query": sent, "streamId": feed.stream, "streamName": feed.title}
    return answers.google(said, request.form.text("output"))


def _subscription_edit(request: Call) -> HttpResponse:
    action = request.form.text("ac")
    if action not in ("subscribe", "unsubscribe", "edit"):
        raise BadForm("ac must be subscribe, unsubscribe or edit")
    streams = request.form.streams("s")
    if not streams:
        raise BadForm("s is missing")
    titles = request.form.values.get("t", ())
    for place, stream in enumerate(streams):
        title = titles[place] if place < len(titles) else ""
        _edit(request, action, stream, {"title": title, **_folder(request.form)})
    return answers.text("OK")


def _folder(form: Form) -> dict[str, str | None]:
    """The folder that a feed is put into; None where it is only taken out of one."""
    into = [stream.label for stream in form.streams("a") if stream.label]
    if into:
        return {"folder": into[0]}
    return {"folder": None} if any(stream.label for stream in form.streams("r")) else {}


def _edit(request: Call, action: str, stream: Stream, values: Mapping[str, str | None]) -> None:
    if action == "subscribe" and stream.address:
        feed = feeds.add(request.account, stream.address, request.host)
        feeds.change(request.account, feed.number, **values)
        return
    number = _number(request, stream)
    if action == "unsubscribe":
        feeds.change(request.account, number, hidden=True)
    elif action == "subscribe":
        feeds.change(request.account, number, hidden=False, **values)
    else:
        feeds.change(request.account, number, **values)


def _number(request: Call, stream: Stream) -> int:
    found = request.desk().feeds_in(stream) if stream.feed or stream.address else ()
    if not found:
        raise BadForm("s is none of these feeds")
    return found[0].number


def _rename_tag(request: Call) -> HttpResponse:
    old, new = _one_label(request.form, "s"), _one_label(request.form, "dest")
    if not feeds.rename_folder(request.account, old, new):
        return answers.text("There is no such folder.", 404)
    return answers.text("OK")


def _one_label(form: Form, name: str) -> str:
    labels = [stream.label for stream in form.streams(name) if stream.label]
    if not labels:
        raise BadForm(f"{name} is no label")
    return labels[0]


def _disable_tag(request: Call) -> HttpResponse:
    for stream in request.form.streams("s"):
        for feed in request.desk().feeds_in(stream) if stream.label else ():
            feeds.change(request.account, feed.number, folder=None)
    return answers.text("OK")


# --- streams ----------------------------------------------------------------------------------------


def _asked(request: Call, stream: Stream, count: int, most: int) -> Asked:
    form = request.form
    return Asked(
        stream=stream,
        only=form.streams("it"),
        without=form.streams("xt"),
        count=form.number("n", count, most) or count,
        where=_where(form),
    )


def _where(form: Form) -> Walk:
    """`ot` and `nt` bound when articles came; `c` is the last item of the page before."""
    first, last = form.moment("ot"), form.moment("nt")
    above = numbers.item_of(arrivals.first_since(first), 0) - 1 if first else 0
    below = numbers.item_of(arrivals.first_since(last), 0) if last else numbers.LARGEST
    where = Walk(above, below, newest_first=form.text("r") != "o")
    place = form.number("c", 0, numbers.LARGEST)
    if not place:
        return where
    return replace(where, below=min(below, place)) if where.newest_first else replace(where, above=max(above, place))


def _one_stream(request: Call, rest: str = "") -> Stream:
    streams = request.form.streams("s")
    if rest:
        found = numbers.read_stream(rest)
        if found is None:
            raise BadForm("this is no stream")
        return found
    return streams[0] if streams else Stream(state=State.ALL)


def _stream_ids(request: Call) -> HttpResponse:
    found = listing.listed(request.desk(), _asked(request, _one_stream(request), 1000, MOST_IDS))
    refs = [{"id": str(ref.item)} for ref in found.refs]
    return answers.google({"itemRefs": refs, **_continuation(found)}, request.form.text("output"))


def _continuation(found: Listed) -> dict[str, str]:
    return {"continuation": str(found.more)} if found.more else {}


def _stream_contents(request: Call) -> HttpResponse:
    desk, stream = request.desk(), _one_stream(request, request.rest)
    found = listing.listed(desk, _asked(request, stream, 20, MOST_CONTENTS))
    held = contents.contents_of(desk, (ref.item for ref in found.refs))
    head = _head(desk, stream)
    return answers.google(
        {**head, "items": [_item(each) for each in held], **_continuation(found)}, request.form.text("output")
    )


def _items_contents(request: Call) -> HttpResponse:
    asked = request.form.items("i")[:MOST_CONTENTS]
    desk = request.desk()
    held = contents.contents_of(desk, asked)
    if request.form.text("r") == "o":
        held.sort(key=lambda content: content.item)
    head = _head(desk, Stream(state=State.ALL))
    return answers.google({**head, "items": [_item(each) for each in held]}, request.form.text("output"))


def _head(desk: Desk, stream: Stream) -> dict[str, Any]:
    single = desk.feeds_in(stream) if stream.feed or stream.address else ()
    names = {State.READ: READ, State.STARRED: STARRED}
    if single:
        name, title = single[0].stream, single[0].title
    elif stream.label:
        name, title = _label(stream.label), stream.label
    else:
        name = names.get(stream.state or State.ALL, ALL)
        title = name.removeprefix(STATES)
    return {"direction": "ltr", "id": name, "title": title, "updated": int(datetime.now(UTC).timestamp())}


def _item(content: Content) -> dict[str, Any]:
    """An item. Some clients open `canonical`, others `alternate`: both are the article at its source."""
    microseconds = int(content.arrived.timestamp() * 1_000_000)
    marks = [READ] * content.read + [STARRED] * content.starred
    link = {"href": content.page}
    return {
        "id": numbers.long_form(content.item),
        "crawlTimeMsec": str(microseconds // 1000),
        "timestampUsec": str(microseconds),
        "published": int(content.published.timestamp()),
        "updated": int(content.updated.timestamp()),
        "title": content.title,
        "canonical": [link],
        "alternate": [{**link, "type": "text/html"}],
        "summary": {"content": content.html, "direction": content.direction},
        "author": content.author,
        "categories": [ALL, _label(content.feed.folder), *marks],
        "origin": {"streamId": content.feed.stream, "title": content.feed.title, "htmlUrl": content.feed.home},
    }


def _atom(request: Call) -> HttpResponse:
    desk, stream = request.desk(), _one_stream(request, request.rest)
    found = listing.listed(desk, _asked(request, stream, 20, MOST_CONTENTS))
    head = _head(desk, stream)
    held = contents.contents_of(desk, (ref.item for ref in found.refs))
    return atom.answer(head["id"], head["title"], held)


def _unread_count(request: Call) -> HttpResponse:
    desk = request.desk()
    unread = listing.listed(desk, Asked(Stream(state=State.ALL), without=(Stream(state=State.READ),), count=MOST_IDS))
    counts: dict[int, int] = {}
    latest: dict[int, int] = {}
    for ref in unread.refs:
        counts[ref.feed] = counts.get(ref.feed, 0) + 1
        latest.setdefault(ref.feed, numbers.article_of(ref.item))
    lines = _count_lines(desk, counts, latest)
    total = {"id": ALL, "count": len(unread.refs), "newestItemTimestampUsec": _newest(lines)}
    return answers.google({"max": MOST_IDS, "unreadcounts": [*lines, total]}, request.form.text("output"))


def _count_lines(desk: Desk, counts: Mapping[int, int], latest: Mapping[int, int]) -> list[dict[str, Any]]:
    came = arrivals.arrivals(set(latest.values()))
    lines: list[dict[str, Any]] = []
    folders: dict[str, list[dict[str, Any]]] = {}
    for feed in desk.feeds:
        moment = came.get(latest.get(feed.number, 0))
        usec = str(int(moment.timestamp() * 1_000_000)) if moment else "0"
        line = {"id": feed.stream, "count": counts.get(feed.number, 0), "newestItemTimestampUsec": usec}
        folders.setdefault(feed.folder, []).append(line)
        lines.append(line)
    for folder, members in folders.items():
        total = sum(line["count"] for line in members)
        lines.append({"id": _label(folder), "count": total, "newestItemTimestampUsec": _newest(members)})
    return lines


def _newest(lines: list[dict[str, Any]]) -> str:
    return str(max((int(line["newestItemTimestampUsec"]) for line in lines), default=0))


# --- changes ----------------------------------------------------------------------------------------


def _edit_tag(request: Call) -> HttpResponse:
    items = request.form.items("i")
    added, removed = request.form.streams("a"), request.form.streams("r")
    if items and any(stream.label for stream in (*added, *removed)):
        raise BadForm("labels are kept on feeds, not on items")
    change = Change(
        read=_wanted(added, removed, State.READ, State.KEPT_UNREAD), starred=_wanted(added, removed, State.STARRED)
    )
    changes.change_items(request.account, items, change)
    return answers.text("OK")


def _wanted(added: tuple[Stream, ...], removed: tuple[Stream, ...], yes: State, no: State | None = None) -> bool | None:
    """Whether a state is to be set; Newsboat sets one and removes its opposite in one call."""
    given, taken = (
        {stream.state for stream in added if stream.state},
        {stream.state for stream in removed if stream.state},
    )
    setting, unsetting = yes in given or no in taken, no in given or yes in taken
    if setting and unsetting:
        raise BadForm("a and r contradict each other")
    return setting if setting or unsetting else None


def _mark_all_as_read(request: Call) -> HttpResponse:
    streams, until = request.form.streams("s"), request.form.moment("ts")
    if not streams:
        raise BadForm("s is missing")
    for stream in streams:
        changes.read_all(request.desk(), stream, until)
    return answers.text("OK")


HANDLERS: Mapping[str, Handler] = {
    "token": _token,
    "user-info": _user_info,
    "subscription/list": _subscription_list,
    "subscription/quickadd": _quickadd,
    "subscription/edit": _subscription_edit,
    "tag/list": _tag_list,
    "rename-tag": _rename_tag,
    "disable-tag": _disable_tag,
    "preference/list": _preferences,
    "preference/stream/list": _stream_preferences,
    "stream/items/ids": _stream_ids,
    "stream/items/contents": _items_contents,
    "stream/contents": _stream_contents,
    "unread-count": _unread_count,
    "edit-tag": _edit_tag,
    "mark-all-as-read": _mark_all_as_read,
}
