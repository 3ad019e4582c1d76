"""The calls of existing feed readers, replayed as their own code makes them, with what they need of the answers.

Each test names the client and where its code stands, as it was read in November 2026. Closed clients (Reeder,
ReadKit, Unread, FeedMe) are replayed from what servers and their makers wrote down of their calls.
"""

import hashlib
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree

from jarida.api.readers import numbers
from tests.api.readers.conftest import ALL, READ, STARRED, Press, Reader

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ATOM = "{http://www.w3.org/2005/Atom}"


def sign_in(reader: Reader, body: str, base: str = "") -> str:
    """ClientLogin with a form; the token of the answer."""
    answer = reader.client.post(
        f"{base or reader.base}/accounts/ClientLogin", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    # NetNewsWire keeps lines of exactly one `=`
    lines = dict(line.split("=") for line in answer.content.decode().split("\n") if line)
    return lines["Auth"]


def decimal(long_id: str) -> str:
    """The decimal form of a long one, as NetNewsWire, Fluent Reader and Read You make it."""
    return str(int(long_id.rsplit("/", 1)[-1], 16))


@pytest.mark.parametrize("base", ["/api/greader.php", "", "/api/greader"])
def test_netnewswire(press: Press, reader: Reader, base: str) -> None:
    """NetNewsWire (Ranchero-Software/NetNewsWire, Modules/Account/Sources/Account/ReaderAPI/ReaderAPICaller.swift).

    Accounts "FreshRSS" and "Reader API"; the order of a refresh is that of ReaderAPIAccountDelegate.refreshAll.
    """
    reader.base = base
    token = sign_in(reader, f"Email=any%40one&Passwd={reader.password}")
    assert token == reader.password
    tags = reader.get("tag/list?output=json").json()["tags"]
    assert all("id" in tag for tag in tags)
    subscriptions = reader.get("subscription/list?output=json").json()["subscriptions"]
    for each in subscriptions:  # what its Codable structs need
        assert isinstance(each["id"], str)
        assert all({"id", "label"} <= set(category) for category in each["categories"])
    assert [each["title"] for each in subscriptions] == ["Le Courrier", "صوت الأطلس"]
    ids = reader.ids(f"n=1000&output=json&ot=1600000000&s={ALL}")
    assert ids == press.items(3, 2, 1, 0)
    assert reader.ids(f"n=1000&output=json&s={ALL}&xt={READ}") == ids
    assert reader.ids(f"n=1000&output=json&s={STARRED}") == []

    edit_token = reader.get("token").content.decode()
    shortened = "&".join(f"i=tag:google.com,2005:reader/item/{int(each):x}" for each in ids)
    answer = reader.post("stream/items/contents", f"T={edit_token}&output=json&{shortened}").json()
    assert isinstance(answer["id"], str)
    assert isinstance(answer["updated"], int)
    assert [decimal(entry["id"]) for entry in answer["items"]] == ids
    for entry in answer["items"]:
        assert isinstance(entry["summary"]["content"], str)
        assert isinstance(entry["categories"], list)
        assert entry["origin"]["streamId"] in {each["id"] for each in subscriptions}
        assert entry["alternate"][0]["href"].startswith("https://")
        assert re.fullmatch("[0-9]{13}", entry["crawlTimeMsec"])

    padded = "&".join(f"i=tag:google.com,2005:reader/item/{int(each):016x}" for each in ids[:2])
    assert reader.post("edit-tag", f"T={edit_token}&{padded}&a={READ}").content == b"OK"
    assert reader.post("edit-tag", f"T={edit_token}&{padded}&a={STARRED}").content == b"OK"
    assert reader.ids(f"n=1000&output=json&s={ALL}&xt={READ}") == ids[2:]
    assert reader.ids(f"n=1000&output=json&s={STARRED}") == ids[:2]
    assert reader.post("edit-tag", f"T={edit_token}&{padded}&r={READ}").content == b"OK"
    assert reader.post("edit-tag", f"T={edit_token}&{padded}&r={STARRED}").content == b"OK"
    assert reader.ids(f"n=1000&output=json&s={ALL}&xt={READ}") == ids
    assert reader.ids(f"n=1000&output=json&s={STARRED}") == []


def test_netnewswire_changes_feeds_and_folders(press: Press, reader: Reader) -> None:
    """NetNewsWire: add, rename, move and remove a feed; rename and remove a folder (ReaderAPICaller.swift)."""
    token = reader.get("token").content.decode()
    added = reader.post("subscription/quickadd", f"T={token}&quickadd=http://testserver/fr/feed.rss").json()
    assert added["numResults"] == 1
    listed = {each["id"]: each for each in reader.get("subscription/list?output=json").json()["subscriptions"]}
    assert added["streamId"] in listed
    stream = added["streamId"]
    for changed in (
        "&t=Tout%20le%20pays",
        "&r=user/-/label/Jarida&a=user/-/label/%C3%80%20lire",
        "&a=user/-/label/Une",
        "&r=user/-/label/Une",
        "&a=user/-/label/Une",
    ):
        assert reader.post("subscription/edit", f"T={token}&s={stream}&ac=edit{changed}").content == b"OK"
    listed = {each["id"]: each for each in reader.get("subscription/list?output=json").json()["subscriptions"]}
    assert (listed[stream]["title"], listed[stream]["categories"][0]["label"]) == ("Tout le pays", "Une")
    assert reader.post("rename-tag", f"T={token}&s=user/-/label/Une&dest=user/-/label/Deux").content == b"OK"
    assert "user/-/label/Deux" in [tag["id"] for tag in reader.get("tag/list?output=json").json()["tags"]]
    assert reader.post("disable-tag", f"T={token}&s=user/-/label/Deux").content == b"OK"
    assert "user/-/label/Deux" not in [tag["id"] for tag in reader.get("tag/list?output=json").json()["tags"]]
    assert reader.post("subscription/edit", f"T={token}&s={stream}&ac=unsubscribe").content == b"OK"
    listed = {each["id"]: each for each in reader.get("subscription/list?output=json").json()["subscriptions"]}
    assert stream not in listed
    assert len(listed) == 2
    not_here = reader.post("subscription/quickadd", f"T={token}&quickadd=https://nowhere.example/feed").json()
    assert not_here["numResults"] == 0
    assert isinstance(not_here["error"], str)


def test_netnewswire_sends_a_thousand_states_at_once(press: Press, reader: Reader) -> None:
    """NetNewsWire: read states in chunks of 1,000 (ReaderAPIAccountDelegate.sendArticleStatuses)."""
    many = "&".join(f"i=tag:google.com,2005:reader/item/{number * 64:016x}" for number in range(1, 1001))
    assert reader.post("edit-tag", f"T=x&{many}&a={READ}").status_code == 200
    only = "&".join(f"i=tag:google.com,2005:reader/item/{int(item):016x}" for item in press.items(0))
    assert reader.post("edit-tag", f"T=x&{many}&{only}&a={READ}").content == b"OK"
    assert press.items(0)[0] not in reader.unread()


def test_newsboat_as_freshrss(press: Press, reader: Reader) -> None:
    """Newsboat 2.24 and later, `urls-source "freshrss"` (newsboat/newsboat, src/freshrssapi.cpp)."""
    sign_in(
        reader,
        f"service=reader&Email=me&Passwd={reader.password}&source=newsboat%2F2.38&accountType=HOSTED_OR_GOOGLE"
        "&continue=http://www.google.com/",
    )
    listed = reader.get("subscription/list?output=json").json()["subscriptions"]
    for each in listed:  # it reads these without asking whether they are there
        assert each["id"]
        assert each["title"]
        assert [category["label"] for category in each["categories"]]
    feed = reader.get(f"stream/contents/{quote(listed[0]['id'], safe='')}?n=20").json()
    assert [item["title"] for item in feed["items"]] == ["La coupe ＜b＞", "Les barrages"]
    for item in feed["items"]:
        # the first value of `summary` by name is the text; the link is `canonical`'s
        assert min(item["summary"]) == "content"
        assert item["canonical"][0]["href"].startswith("https://courrier.example/")
        assert isinstance(item["published"], int)
    guid = feed["items"][0]["id"]
    token = reader.get("token").content.decode()
    read = f"i={guid}&a={READ}&r=user/-/state/com.google/kept-unread&ac=edit&T={token}"
    assert reader.post("edit-tag", read).content == b"OK"
    assert (
        reader.get(f"stream/contents/{quote(listed[0]['id'], safe='')}?n=20").json()["items"][0]["categories"][-1]
        == READ
    )
    unread = (
        f"i={guid}&r={READ}&a=user/-/state/com.google/kept-unread&a=user/-/state/com.google/tracking-kept-unread"
        f"&ac=edit&T={token}"
    )
    assert reader.post("edit-tag", unread).content == b"OK"
    assert decimal(guid) in reader.unread()
    assert reader.post("edit-tag", f"i={guid}&a={STARRED}&ac=edit&T={token}").content == b"OK"
    assert reader.post("edit-tag", f"i={guid}&a=user/-/state/com.google/broadcast&ac=edit&T={token}").content == b"OK"
    assert reader.post("mark-all-as-read", f"s={listed[0]['id']}&T={token}").content == b"OK"
    assert reader.unread() == press.items(3, 1)


def test_newsboat_as_feedhq(press: Press, reader: Reader) -> None:
    """Newsboat up to 2.23, `urls-source "feedhq"` (newsboat/newsboat, src/feedhqapi.cpp, rss/atomparser.cpp)."""
    reader.base = ""
    listed = reader.get("subscription/list?output=json").json()["subscriptions"]
    address = f"/reader/atom/{quote(listed[1]['id'], safe='')}?n=20"
    feed = etree.fromstring(reader.client.get(address, headers=reader.header).content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["الكأس", "السدود"]
    labels = [category.get("label") for category in entries[0].findall(f"{ATOM}category")]
    assert labels == ["fresh"]
    assert entries[0].find(f"{ATOM}category").get("scheme") == "http://www.google.com/reader/"
    guid = entries[0].findtext(f"{ATOM}id")
    assert (
        reader.post("edit-tag", f"i={guid}&a={READ}&r=user/-/state/com.google/kept-unread&ac=edit&T=").content == b"OK"
    )
    again = etree.fromstring(reader.client.get(address, headers=reader.header).content)
    assert again.find(f"{ATOM}entry/{ATOM}category").get("label") == "read"


def test_readrops(press: Press, reader: Reader) -> None:
    """Readrops (readrops/Readrops, api/…/services/greader/GReaderService.kt and GReaderDataSource.kt)."""
    form = {"Email": "me", "Passwd": reader.password}  # a multipart body
    answer = reader.client.post(f"{reader.base}/accounts/ClientLogin", form)
    assert f"Auth={reader.password}" in answer.content.decode().splitlines()
    token = reader.get("token").content.decode()
    assert reader.get("user-info").json()["userName"]
    folders = [tag for tag in reader.get("tag/list?output=json").json()["tags"] if tag.get("type") == "folder"]
    assert [tag["id"].rsplit("/", 1)[-1] for tag in folders] == ["Français", "العربية"]
    feeds = reader.get("subscription/list?output=json").json()["subscriptions"]
    assert all(feed["title"] and feed["url"] and feed["id"] and feed["categories"][0]["id"] for feed in feeds)
    most = 2**31 - 1
    contents = f"stream/contents/{ALL}"
    first = reader.get(f"{contents}?xt={READ}&xt={STARRED}&n={most}").json()["items"]
    assert [decimal(item["id"]) for item in first] == press.items(3, 2, 1, 0)
    assert reader.get(f"stream/contents/{STARRED}?n={most}").json()["items"] == []
    assert reader.ids(f"xt={READ}&s={ALL}&n={most}") == press.items(3, 2, 1, 0)
    assert reader.ids(f"s={STARRED}&n={most}") == []

    # the next synchronisation; it keeps the long identifiers, and sends them
    read, starred = first[0]["id"], first[1]["id"]
    assert reader.post("edit-tag", f"T={token}&a={quote(READ)}&i={quote(read)}").content == b"OK"
    assert reader.post("edit-tag", f"T={token}&a={quote(STARRED)}&i={quote(starred)}").content == b"OK"
    since = int(first[1]["crawlTimeMsec"]) // 1000
    newer = reader.get(f"{contents}?n=2500&ot={since}").json()["items"]
    assert [decimal(item["id"]) for item in newer] == press.items(3, 2)
    assert [READ in item["categories"] for item in newer] == [True, False]
    assert [STARRED in item["categories"] for item in newer] == [False, True]
    assert reader.ids(f"xt={READ}&s={ALL}&n=2500") == press.items(2, 1, 0)
    assert reader.ids(f"xt=user/-/state/com.google/unread&s={ALL}&n=2500") == press.items(3)
    assert reader.ids(f"s={STARRED}&n=1000") == press.items(2)

    # feeds and folders: addresses, not numbers
    url = quote(feeds[0]["url"], safe="")
    assert reader.post("subscription/edit", f"T={token}&s=feed%2F{url}&ac=unsubscribe").content == b"OK"
    assert len(reader.get("subscription/list?output=json").json()["subscriptions"]) == 1
    assert reader.post("subscription/edit", f"T={token}&s=feed%2F{url}&ac=subscribe").content == b"OK"
    edit = f"T={token}&s=feed%2F{url}&t=Courrier&a=user%2F-%2Flabel%2FPresse&ac=edit"
    assert reader.post("subscription/edit", edit).content == b"OK"
    assert reader.post("edit-tag", f"T={token}&a=user%2F-%2Flabel%2FVide").content == b"OK"
    assert (
        reader.post("rename-tag", f"T={token}&s=user%2F-%2Flabel%2FPresse&dest=user%2F-%2Flabel%2FJournaux").content
        == b"OK"
    )
    renamed = reader.get("subscription/list?output=json").json()["subscriptions"]
    assert ("Courrier", "Journaux") in [(feed["title"], feed["categories"][0]["label"]) for feed in renamed]
    assert reader.post("disable-tag", f"T={token}&s=user%2F-%2Flabel%2FJournaux").content == b"OK"


def test_fluent_reader(press: Press, reader: Reader) -> None:
    """Fluent Reader (yang991178/fluent-reader, src/scripts/models/services/greader.ts)."""
    sign_in(reader, f"Email=me&Passwd={reader.password}")
    assert reader.get("user-info").status_code == 200
    sources = reader.get("subscription/list?output=json").json()["subscriptions"]
    refs = {source["id"] for source in sources}
    assert reader.ids(f"output=json&s={ALL}&xt={READ}&n=1000") == press.items(3, 2, 1, 0)
    assert reader.ids(f"output=json&s={STARRED}&n=1000") == []
    answer = reader.get("stream/contents?output=json&n=125").json()
    for item in answer["items"]:
        assert item["origin"]["streamId"] in refs
        assert item["canonical"][0]["href"]
        assert item["summary"]["content"]
        assert int(item["crawlTimeMsec"]) > item["published"] * 1000
    last = answer["items"][0]
    again = reader.get(f"stream/contents?output=json&n=125&ot={int(last['crawlTimeMsec']) // 1000}").json()["items"]
    assert [item["id"] for item in again] == [last["id"]]  # where it stops reading
    refs_of_two = "&i=".join(press.items(3, 2))
    assert reader.post("edit-tag", f"i={refs_of_two}&a={quote(READ)}").content == b"OK"
    assert reader.unread() == press.items(1, 0)
    assert reader.post("mark-all-as-read", f"s={quote(sources[0]['id'])}").content == b"OK"
    assert reader.unread() == press.items(1)


def test_read_you(press: Press, reader: Reader) -> None:
    """Read You (Ashinch/ReadYou, …/rss/provider/greader/GoogleReaderAPI.kt, …/service/GoogleReaderRssService.kt)."""
    login = f"output=json&Email=me&Passwd={reader.password}&client=ReadYou&accountType=HOSTED_OR_GOOGLE&service=reader"
    answer = reader.client.post(
        f"{reader.base}/accounts/ClientLogin", login, content_type="application/x-www-form-urlencoded"
    )
    assert answer.json()["Auth"] == reader.password
    reader.get("token")
    assert reader.get("user-info?output=json").json()["userName"]
    for feed in reader.get("subscription/list?output=json").json()["subscriptions"]:
        assert feed["categories"][0]["id"].startswith("user/-/label/")  # it fails where a feed has no folder
        assert feed["url"]
    unread = reader.ids(f"s={ALL}&xt={READ}&n=10000")
    assert unread == press.items(3, 2, 1, 0)
    reader.ids(f"s={STARRED}&n=10000")
    reader.ids(f"s={READ}&ot=1600000000&n=10000")
    body = "&".join(f"i={int(item):016x}" for item in unread) + f"&T={reader.password}"
    items = reader.post("stream/items/contents?output=json", body).json()["items"]
    assert [decimal(item["id"]) for item in items] == unread
    home = quote(f"http://testserver/fr/outlets/{press.sawt.slug}/", safe="")
    added = reader.post(f"subscription/quickadd?output=json&quickadd={home}", f"quickadd={home}&T=x").json()
    number = added["streamId"].removeprefix("feed/")
    edit = f"ac=edit&s=feed%2F{number}&a=user%2F-%2Flabel%2FPresse&t=Sawt&T=x"
    assert json.loads(f'"{reader.post("subscription/edit?output=json", edit).content.decode()}"') == "OK"
    assert reader.post("mark-all-as-read?output=json", f"s=feed%2F{number}&T=x").content == b"OK"
    assert reader.unread() == press.items(2, 0)


def test_capy_reader(press: Press, reader: Reader) -> None:
    """Capy Reader (jocmp/capyreader, readerclient/src/main/java/com/jocmp/readerclient/GoogleReader.kt)."""
    answer = reader.client.post(f"{reader.base}/accounts/ClientLogin?Email=me&Passwd={reader.password}")
    assert b"Auth=" in answer.content
    assert len(reader.get("subscription/list?output=json").json()["subscriptions"]) == 2
    first = reader.get(f"stream/items/ids?s={quote(ALL)}&n=3&xt={quote(READ)}&output=json").json()
    rest = reader.get(f"stream/items/ids?s={quote(ALL)}&c={first['continuation']}&n=3&xt={quote(READ)}&output=json")
    assert [ref["id"] for ref in (*first["itemRefs"], *rest.json()["itemRefs"])] == press.items(3, 2, 1, 0)
    assert "continuation" not in rest.json()
    for item in reader.contents(*press.items(0, 1)):  # what its data class needs
        assert {"id", "published", "title", "canonical", "summary", "origin"} <= set(item)
        assert {"streamId", "htmlUrl", "title"} <= set(item["origin"])
    refused = reader.client.get(f"{reader.base}/reader/api/0/token", headers={"Authorization": "GoogleLogin auth=old"})
    assert (refused.status_code, refused["X-Reader-Google-Bad-Token"]) == (401, "true")


@pytest.mark.parametrize("token", ["x", ""])
def test_reeder_and_feedme(press: Press, reader: Reader, token: str) -> None:
    """Reeder, ReadKit and FeedMe, as servers know them.

    Reeder sends `T=x`, FeedMe an empty one (FreshRSS/FreshRSS, p/api/greader.php, checkToken); the calls and their
    order are those logged from Reeder and ReadKit (passiomatic/coldsweat, wiki "FreshRSS implementation notes").
    """
    assert reader.client.get("/api/greader.php").content == b"OK"
    reader.get("tag/list?output=json")
    reader.get("subscription/list?output=json")
    unread = reader.ids(f"n=1000&output=json&s={ALL}&xt={READ}")
    body = f"T={token}&output=json&" + "&".join(f"i={item}" for item in unread)
    assert len(reader.post("stream/items/contents", body).json()["items"]) == 4
    assert reader.post("edit-tag", f"T={token}&i={unread[0]}&a={READ}").content == b"OK"
    counts = reader.get("unread-count?output=json").json()["unreadcounts"]
    assert counts[-1] == {"id": ALL, "count": 3, "newestItemTimestampUsec": counts[-1]["newestItemTimestampUsec"]}
    reader.get("preference/stream/list?output=json")


# --- Fever ------------------------------------------------------------------------------------------


def test_readrops_by_fever(press: Press, reader: Reader) -> None:
    """Readrops' Fever account (readrops/Readrops, api/…/services/fever/FeverService.kt and its adapters)."""
    digest = hashlib.md5(f"jarida:{reader.password}".encode(), usedforsecurity=False).hexdigest()

    def ask(query: str) -> Any:
        answer = reader.client.post(f"/api/fever.php/?{query}", {"api_key": digest})
        assert answer.status_code == 200
        return answer.json()

    assert ask("api")["auth"] == 1
    assert list(ask("feeds")) == ["api_version", "auth", "last_refreshed_on_time", "feeds", "feeds_groups"]
    assert list(ask("groups")) == ["api_version", "auth", "last_refreshed_on_time", "groups", "feeds_groups"]
    assert ask("favicons")["favicons"][0]["data"].startswith("image/")
    unread = ask("unread_item_ids")["unread_item_ids"].split(",")
    assert unread == press.items(0, 1, 2, 3)
    before = ask(f"items&max_id={unread[-1]}")
    # its adapter skips four members, whatever their names, and takes the fifth for the items
    assert list(before)[4] == "items"
    assert [str(item["id"]) for item in before["items"]] == press.items(2, 1, 0)
    after = ask(f"items&since_id={unread[0]}")["items"]
    assert [str(item["id"]) for item in after] == press.items(1, 2, 3)
    assert ask(f"items&since_id={unread[-1]}")["items"] == []
    ask(f"mark=item&as=read&id={unread[0]}")
    ask(f"mark=item&as=saved&id={unread[1]}")
    assert ask("unread_item_ids")["unread_item_ids"].split(",") == unread[1:]
    assert ask("saved_item_ids")["saved_item_ids"] == unread[1]


def test_fluent_reader_by_fever(press: Press, reader: Reader) -> None:
    """Fluent Reader (yang991178/fluent-reader, src/scripts/models/services/fever.ts)."""
    assert reader.fever().json()["auth"] == 1
    answer = reader.fever("&feeds").json()
    groups = {group["id"]: group["title"] for group in reader.fever("&groups").json()["groups"]}
    grouped = {
        int(feed): groups[group["group_id"]]
        for group in answer["feeds_groups"]
        for feed in group["feed_ids"].split(",")
    }
    assert [grouped[feed["id"]] for feed in answer["feeds"]] == ["Français", "العربية"]
    items = reader.fever("&items&max_id=9007199254740991").json()["items"]
    assert [str(item["id"]) for item in items] == press.items(3, 2, 1, 0)
    for item in items:
        assert item["feed_id"] in grouped
        assert item["url"].startswith("https://")
        assert item["is_read"] == item["is_saved"] == 0
    assert isinstance(reader.fever("&saved_item_ids").json()["saved_item_ids"], str)
    assert reader.fever("", f"&mark=item&as=read&id={items[0]['id']}").json()["auth"] == 1
    assert reader.fever("&unread_item_ids").json()["unread_item_ids"].split(",") == press.items(0, 1, 2)
    before = items[-1]["created_on_time"] + 100_000
    reader.fever("", f"&mark=feed&as=read&id={answer['feeds'][0]['id']}&before={before}")
    assert reader.fever("&unread_item_ids").json()["unread_item_ids"].split(",") == press.items(1)


def test_read_you_by_fever(press: Press, reader: Reader) -> None:
    """Read You (Ashinch/ReadYou, …/rss/provider/fever/FeverAPI.kt and FeverDTO.kt): every number fits an Int."""
    for query in ("", "&groups", "&feeds", "&favicons", "&items&since_id=0", "&links", "&unread_item_ids"):
        answer = reader.fever(f"={query}").json()
        assert answer["auth"] == 1
        small = [feed["id"] for feed in answer.get("feeds", [])] + [group["id"] for group in answer.get("groups", [])]
        assert all(0 < number < 2**31 for number in small)
    wanted = ",".join(press.items(2, 0))
    found = reader.fever(f"=&items&with_ids={wanted}").json()["items"]
    assert [str(item["id"]) for item in found] == press.items(2, 0)
    group = reader.fever("=&groups").json()["groups"][0]["id"]
    reader.fever(f"=&mark=group&as=read&id={group}&before=4000000000")
    assert reader.fever("=&unread_item_ids").json()["unread_item_ids"].split(",") == press.items(1, 3)
    reader.fever("=&mark=group&as=read&id=0&before=4000000000")
    assert reader.fever("=&unread_item_ids").json()["unread_item_ids"] == ""


@pytest.mark.parametrize("path", ["/fever/", "/fever", "/api/fever.php", "/api/fever.php/", "/api/fever"])
def test_reeder_readkit_and_unread_by_fever(reader: Reader, path: str) -> None:
    """Closed clients build the address with or without a slash (icefed/narr, doc/fever.md, lists what each takes)."""
    assert reader.client.get(f"{path}?api").json() == {"api_version": 3, "auth": 0}
    assert reader.fever("&items&since_id=0", path=path).json()["total_items"] == 4


def test_every_identifier_comes_back(press: Press, reader: Reader) -> None:
    """Whatever form an identifier was sent in, the same article answers."""
    item = int(press.items(0)[0])
    forms = [str(item), f"{item:016x}", f"{item:016X}", numbers.long_form(item), f"{numbers.ITEM_LEAD}{item:x}"]
    for form in forms:
        assert [decimal(each["id"]) for each in reader.contents(form)] == [str(item)]
