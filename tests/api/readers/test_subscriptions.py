"""Which feeds an account has: what comes with its set, what is added by an address, and how much of it."""

from typing import Any
from urllib.parse import quote

import pytest

from jarida.api.readers import found, numbers, subscriptions
from jarida.api.readers.models import ReaderFeed
from jarida.archive.models import Feed, Outlet
from jarida.archive.search.service import Found, SearchPage, SearchRequest
from jarida.core.search.model import Query, Sort
from tests.api.readers.conftest import ALL, READ, Press, Reader
from tests.website.factories import make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def add(reader: Reader, address: str) -> dict[str, Any]:
    answer = reader.post("subscription/quickadd", f"quickadd={quote(address, safe='')}")
    assert answer.status_code == 200
    return dict(answer.json())


def listed(reader: Reader) -> dict[str, dict[str, Any]]:
    answer = reader.get("subscription/list?output=json").json()
    return {each["id"]: each for each in answer["subscriptions"]}


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("http://testserver/", "Jarida"),
        ("http://testserver/ar/feed.atom", "Jarida"),
        ("/fr/outlets/sawt/", "صوت الأطلس"),
        ("testserver/en/outlets/sawt/feed.rss", "صوت الأطلس"),
        ("http://testserver/fr/languages/ar/", "العربية"),
        ("https://sawt.example/some/page", "صوت الأطلس"),
        ("www.sawt.example", "صوت الأطلس"),
    ],
)
def test_by_an_address(press: Press, reader: Reader, address: str, title: str) -> None:
    added = add(reader, address)
    assert (added["numResults"], added["streamName"]) == (1, title)
    assert listed(reader)[added["streamId"]]["title"] == title


def test_by_the_address_of_an_outlets_own_feed(press: Press, reader: Reader) -> None:
    Feed.objects.create(outlet=press.sawt, url="https://feeds.elsewhere.example/sawt")
    assert add(reader, "https://feeds.elsewhere.example/sawt")["streamName"] == "صوت الأطلس"


@pytest.mark.parametrize(
    "address",
    [
        "", "nonsense", "http://testserver/fr/outlets/none/", "http://testserver/fr/languages/xx/",
        "https://nowhere.example/", "http://testserver/admin/", "http://testserver/fr/search", "\0", "x" * 5000,
        "https://example/", "https://%/", "https://ex_ample.example/%00",
    ],
)  # fmt: skip
def test_what_cannot_be_subscribed_to(press: Press, reader: Reader, address: str) -> None:
    before = listed(reader)
    added = add(reader, address)
    assert added["numResults"] == 0
    assert added["error"].endswith(".")
    assert listed(reader) == before


def test_feeds_come_and_go_with_the_edition(press: Press, reader: Reader) -> None:
    new = make_outlet("nouveau", name="Nouveau", languages=["fr"])
    assert f"feed/{new.pk * 64}" in listed(reader)
    Outlet.objects.filter(pk=new.pk).update(active=False)
    assert f"feed/{new.pk * 64}" not in listed(reader)


def test_a_feed_that_was_left_stays_left(press: Press, reader: Reader) -> None:
    stream = f"feed/{press.sawt.pk * 64}"
    assert reader.post("subscription/edit", f"s={stream}&ac=unsubscribe").content == b"OK"
    assert stream not in listed(reader)
    assert reader.ids(f"s={ALL}") == press.items(2, 0)
    assert reader.ids(f"s={stream}") == press.items(3, 1)  # it can still be read by itself
    assert reader.post("subscription/edit", f"s={stream}&ac=subscribe&t=Voix").content == b"OK"
    assert listed(reader)[stream]["title"] == "Voix"


def test_several_feeds_at_once(press: Press, reader: Reader) -> None:
    both = f"s=feed/{press.sawt.pk * 64}&s=feed/{press.courier.pk * 64}"
    assert reader.post("subscription/edit", f"{both}&t=Un&t=Deux&ac=edit&a=user/-/label/Ici").content == b"OK"
    assert {(each["title"], each["categories"][0]["label"]) for each in listed(reader).values()} == {
        ("Un", "Ici"), ("Deux", "Ici"),
    }  # fmt: skip
    assert reader.post("subscription/edit", f"{both}&ac=unsubscribe").content == b"OK"
    assert listed(reader) == {}


@pytest.mark.parametrize(
    "body",
    [
        "", "ac=edit", "ac=nonsense&s=feed/64", "ac=edit&s=feed/99999999", "ac=unsubscribe&s=user/-/label/x",
        "ac=subscribe&s=feed/https://nowhere.example/", "ac=edit&s=nonsense", "ac=edit&s=feed/5", "ac=edit&s=feed/63",
    ],
)  # fmt: skip
def test_edits_that_make_no_sense(press: Press, reader: Reader, body: str) -> None:
    answer = reader.post("subscription/edit", body)
    assert answer.status_code == 400
    assert answer.content.startswith(b"Bad Request: ")


def test_names_are_cleaned_and_bounded(press: Press, reader: Reader) -> None:
    stream = f"feed/{press.sawt.pk * 64}"
    name, folder = quote("a\u202eb " * 500), quote("d\0 " * 500)
    assert (
        reader.post("subscription/edit", f"s={stream}&ac=edit&t={name}&a=user/-/label/{folder[:250]}").status_code
        == 200
    )
    each = listed(reader)[stream]
    assert len(each["title"]) <= subscriptions.LONGEST_TITLE
    assert "\u202e" not in each["title"]
    assert len(each["categories"][0]["label"]) <= subscriptions.LONGEST_FOLDER


def test_as_many_rows_as_are_kept(press: Press, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MOST_ROWS", 1)
    assert reader.post("subscription/edit", f"s=feed/{press.sawt.pk * 64}&ac=unsubscribe").status_code == 200
    assert reader.post("subscription/edit", f"s=feed/{press.sawt.pk * 64}&ac=subscribe").status_code == 200
    refused = reader.post("subscription/edit", f"s=feed/{press.courier.pk * 64}&ac=unsubscribe")
    assert refused.status_code == 400
    assert add(reader, "http://testserver/")["numResults"] == 0
    assert ReaderFeed.objects.count() == 1


# --- searches ---------------------------------------------------------------------------------------


@pytest.fixture
def searching(monkeypatch: pytest.MonkeyPatch) -> list[SearchRequest]:
    """A search that finds what has the words in its title, newest first; the requests that it got."""
    from jarida.archive import queries
    from jarida.archive.search.contract import Place
    from jarida.core.text.marks import Snippet

    asked: list[SearchRequest] = []

    def search(request: SearchRequest) -> SearchPage:
        asked.append(request)
        lines = [line for line in queries.latest(limit=100).articles if request.text.lower() in line.title.lower()]
        lines = [line for line in lines if request.after is None or line.id < request.after.key][: request.limit + 1]
        hits = tuple(Found(line, (), Snippet(""), Place(line.id)) for line in lines[: request.limit])
        following = Place(hits[-1].line.id) if len(lines) > request.limit else None
        return SearchPage(Query(), request.text, Sort.DATE, hits, following)

    monkeypatch.setattr(found.service, "search", search)
    return asked


def test_a_search_is_a_feed(press: Press, reader: Reader, searching: list[SearchRequest]) -> None:
    added = add(reader, "http://testserver/fr/search?q=coupe&sort=relevance")
    each = listed(reader)[added["streamId"]]
    assert (added["streamId"], each["title"]) == ("feed/3", "coupe")
    assert each["htmlUrl"].endswith(":8000/search?q=coupe")
    assert each["url"].endswith("/fr/search/feed.rss?q=coupe")
    item = str(press.articles[2].pk * 64 + 3)
    assert reader.ids("s=feed/3") == [item]
    # the article stands in its outlet's feed and in the search: an item of each, read together
    assert reader.ids(f"s={ALL}") == [press.items(3)[0], item, *press.items(2, 1, 0)]
    content = reader.contents(item)[0]
    assert content["origin"] == {"streamId": "feed/3", "title": "coupe", "htmlUrl": each["htmlUrl"]}
    reader.post("edit-tag", f"i={item}&a={READ}")
    assert reader.unread() == press.items(3, 1, 0)
    assert reader.fever("&feeds").json()["feeds"][1]["id"] == 3
    assert str(reader.fever(f"&items&with_ids={item}").json()["items"][0]["feed_id"]) == "3"
    assert searching[0].sort is Sort.DATE
    assert not searching[0].facets


def test_a_search_is_asked_once_for_many_pages(press: Press, reader: Reader, searching: list[SearchRequest]) -> None:
    add(reader, "http://testserver/fr/search?q=a")
    for _ in range(3):
        reader.ids(f"s={ALL}")
    assert len(searching) == 1


def test_a_long_search_is_bounded(
    press: Press, reader: Reader, searching: list[SearchRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST", 3)
    monkeypatch.setattr(found.service, "MAX_PAGE", 2)
    assert len(found.found("l")) == 2  # Les barrages, La coupe
    monkeypatch.setattr(found.service, "MAX_PAGE", 1)
    found.forget()
    assert len(found.found("")) == 3


def test_the_same_search_is_one_feed_and_a_left_one_comes_back(
    press: Press, reader: Reader, searching: list[SearchRequest]
) -> None:
    first = add(reader, "/fr/search?q=coupe")["streamId"]
    assert add(reader, "/ar/search/feed.rss?q=coupe")["streamId"] == first
    assert add(reader, "/fr/search?q=barrages")["streamId"] == "feed/4"
    reader.post("subscription/edit", f"s={first}&ac=unsubscribe")
    assert first not in listed(reader)
    assert add(reader, "/fr/search?q=autre")["streamId"] == "feed/5"
    assert add(reader, "/fr/search?q=coupe")["streamId"] == first


def test_as_many_searches_as_there_may_be(
    press: Press, reader: Reader, searching: list[SearchRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "SEARCH_SLOTS", range(3, 6))
    monkeypatch.setattr(subscriptions, "MOST_SEARCHES", 2)
    add(reader, "/fr/search?q=a")
    add(reader, "/fr/search?q=b")
    assert "searches" in add(reader, "/fr/search?q=c")["error"]
    reader.post("subscription/edit", "s=feed/3&ac=unsubscribe")
    assert add(reader, "/fr/search?q=c")["streamId"] == "feed/5"
    reader.post("subscription/edit", "s=feed/4&ac=unsubscribe")
    # no slot is unused: one that was left is taken
    assert add(reader, "/fr/search?q=d")["streamId"] == "feed/3"
    assert listed(reader)["feed/3"]["title"] == "d"


def test_another_accounts_search_is_nobody_elses(
    press: Press, reader: Reader, searching: list[SearchRequest], make_reader: Any
) -> None:
    add(reader, "/fr/search?q=coupe")
    other = make_reader()
    assert other.ids("s=feed/3") == []
    content = other.contents(str(press.articles[2].pk * 64 + 3))[0]
    assert content["origin"]["streamId"] == f"feed/{press.courier.pk * 64}"


def test_what_a_search_found_and_was_withdrawn_has_no_content(
    press: Press, reader: Reader, searching: list[SearchRequest]
) -> None:
    add(reader, "/fr/search?q=coupe")
    assert len(reader.ids("s=feed/3")) == 1
    withdraw(press.articles[2])
    assert reader.get("stream/contents/feed/3").json()["items"] == []


def test_the_real_search_as_a_feed(press: Press, reader: Reader) -> None:
    """Against the index itself."""
    from jarida.archive.search import service

    for _ in service.engine().rebuild():
        pass
    add(reader, "http://testserver/fr/search?q=barrage")
    assert [item["title"] for item in reader.get("stream/contents/feed/3").json()["items"]] == ["Les barrages"]
    add(reader, "http://testserver/fr/search?q=%D8%B3%D8%AF")
    assert [item["title"] for item in reader.get("stream/contents/feed/4").json()["items"]] == ["السدود"]


def test_the_addresses_of_feeds_lead_to_their_pages(press: Press, reader: Reader) -> None:
    """`htmlUrl` in the browser's language, `url` as RSS; and either subscribes to the same feed."""
    for address in ("http://testserver/", "/fr/languages/ar/", "/fr/search?q=%D8%B3%D8%AF%20%26"):
        add(reader, address)
    for stream, each in listed(reader).items():
        page = reader.client.get(
            each["htmlUrl"].removeprefix("http://127.0.0.1:8000"), headers={"Accept-Language": "ar"}
        )
        assert page.status_code == 302
        assert page["Location"].startswith("/ar/")
        assert reader.client.get(page["Location"]).status_code == 200
        feed = reader.client.get(each["url"].removeprefix("http://127.0.0.1:8000"))
        assert (feed.status_code, feed["Content-Type"].split(";")[0]) == (200, "application/rss+xml")
        for address in (each["htmlUrl"], each["url"]):
            assert add(reader, address)["streamId"] == stream
