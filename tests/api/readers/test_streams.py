"""Streams: which items, in which order, page by page; and the index each walk goes along."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jarida.api.readers import arrivals, listing, numbers, streams
from jarida.api.readers.listing import Asked
from jarida.api.readers.models import FeedSet, ReaderAccount
from jarida.api.readers.numbers import Stream
from jarida.api.readers.streams import Selection, Walk
from jarida.archive.models import Article
from tests.api.readers.conftest import ALL, NOW, READ, STARRED, Press, Reader, came
from tests.website.factories import make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]

UNREAD = "user/-/state/com.google/unread"


def feed(number: int) -> str:
    return f"feed/{number}"


def with_set(reader: Reader, feed_set: FeedSet) -> None:
    reader.get("token")
    ReaderAccount.objects.filter(key=reader.key).update(feed_set=feed_set)


def test_outlets_languages_and_front_page(press: Press, reader: Reader) -> None:
    assert reader.ids(f"s={feed(numbers.outlet_feed(press.sawt.pk))}") == press.items(3, 1)
    arabic = reader.ids(f"s={feed(numbers.language_feed('ar'))}")
    assert arabic == [str(int(item) + numbers.LANGUAGE) for item in press.items(3, 1)]
    front = reader.ids(f"s={feed(numbers.FRONT)}")
    assert front == [str(int(item) + numbers.FRONT) for item in press.items(3, 2, 1, 0)]
    assert reader.ids("s=user/-/label/Français") == press.items(2, 0)
    assert reader.ids("s=user/-/label/nothing") == []
    assert reader.ids("s=feed/6400000") == []
    assert reader.ids("s=user/-/state/com.google/like") == []


@pytest.mark.parametrize("feed_set", list(FeedSet))
def test_each_set_has_its_own_feeds(press: Press, reader: Reader, feed_set: FeedSet) -> None:
    with_set(reader, feed_set)
    listed = reader.get("subscription/list?output=json").json()["subscriptions"]
    expected = {
        FeedSet.OUTLETS: ["Le Courrier", "صوت الأطلس"], FeedSet.LANGUAGES: ["Français", "العربية"],
        FeedSet.FRONT: ["Jarida"], FeedSet.NOTHING: [],
    }  # fmt: skip
    assert [each["title"] for each in listed] == expected[feed_set]
    items = reader.ids(f"s={ALL}")
    assert [int(item) // 64 for item in items] == (
        [] if feed_set == FeedSet.NOTHING else [article.pk for article in reversed(press.articles)]
    )


@pytest.mark.parametrize("feed_set", [FeedSet.OUTLETS, FeedSet.LANGUAGES, FeedSet.FRONT])
@pytest.mark.parametrize("order", ["", "o"])
@pytest.mark.parametrize("size", [1, 7, 60])
def test_pages_neither_skip_nor_double(reader: Reader, press: Press, feed_set: FeedSet, order: str, size: int) -> None:
    for minute in range(19, 0, -1):
        came(minute, press.courier if minute % 3 else press.sawt, language="ar" if minute % 2 else "fr")
    with_set(reader, feed_set)
    reader.post("subscription/quickadd", "quickadd=http://testserver/ar/languages/ar/")
    whole = reader.ids(f"s={ALL}&n=1000&r={order}")
    assert whole == sorted(set(whole), key=int, reverse=not order)
    assert len(whole) >= 23
    seen: list[str] = []
    place = ""
    for _ in range(100):
        answer = reader.get(f"stream/items/ids?s={ALL}&n={size}&r={order}{place}").json()
        seen += [ref["id"] for ref in answer["itemRefs"]]
        if "continuation" not in answer:
            break
        place = f"&c={answer['continuation']}"
    assert seen == whole


def test_many_outlets_are_walked_together(press: Press, reader: Reader) -> None:
    for number in range(streams.FEW + 2):
        came(19 - number, make_outlet(languages=["fr"]))
    together = reader.ids(f"s={ALL}&n=100")
    assert len(together) == 4 + streams.FEW + 2
    assert together == sorted(together, key=int, reverse=True)


def test_what_is_withdrawn_vanishes_from_every_stream(press: Press, reader: Reader) -> None:
    item = press.items(3)[0]
    reader.post("edit-tag", f"i={item}&a={STARRED}")
    withdraw(press.articles[3])
    for stream in (ALL, STARRED, feed(numbers.outlet_feed(press.sawt.pk))):
        assert item not in reader.ids(f"s={stream}")
    assert item not in reader.unread()
    assert reader.contents(item) == []
    assert str(item) not in reader.fever("&saved_item_ids").json()["saved_item_ids"]
    assert reader.fever(f"&items&with_ids={item}").json()["items"] == []
    Article.objects.update(state="live")
    assert reader.ids(f"s={STARRED}") == [item]


def test_what_came_late_is_new_whatever_its_date(press: Press, reader: Reader) -> None:
    """An article of yesterday whose page was read only now: a client that was here a minute ago gets it."""
    late = came(1, press.courier, published_at=NOW - timedelta(days=1))
    since = int((NOW - timedelta(minutes=2)).timestamp())
    assert reader.ids(f"s={ALL}&ot={since}") == [str(late.pk * 64)]
    content = reader.contents(str(late.pk * 64))[0]
    assert content["published"] == int((NOW - timedelta(days=1)).timestamp())
    assert int(content["crawlTimeMsec"]) == int((NOW - timedelta(minutes=1)).timestamp()) * 1000


def test_bounds_in_time(press: Press, reader: Reader) -> None:
    def at(minutes: int) -> int:
        return int((NOW - timedelta(minutes=minutes)).timestamp())

    assert reader.ids(f"s={ALL}&ot={at(30)}") == press.items(3, 2)
    assert reader.ids(f"s={ALL}&ot={at(30)}000") == press.items(3, 2)
    assert reader.ids(f"s={ALL}&nt={at(30)}") == press.items(1, 0)
    assert reader.ids(f"s={ALL}&ot={at(45)}&nt={at(25)}") == press.items(2, 1)
    assert reader.ids(f"s={ALL}&ot={at(-60)}") == []


def test_states_as_filters(press: Press, reader: Reader) -> None:
    one, two, three, four = press.items(0, 1, 2, 3)
    reader.post("edit-tag", f"i={one}&i={two}&a={READ}")
    reader.post("edit-tag", f"i={two}&i={three}&a={STARRED}")
    assert reader.ids(f"s={READ}") == [two, one]
    assert reader.ids(f"s={UNREAD}") == reader.ids("s=user/-/state/com.google/kept-unread") == [four, three]
    assert reader.ids(f"s={STARRED}") == [three, two]
    assert reader.ids(f"s={STARRED}&r=o") == [two, three]
    assert reader.ids(f"s={STARRED}&xt={READ}") == [three]
    assert reader.ids(f"s={STARRED}&it={READ}") == [two]
    assert reader.ids(f"it={STARRED}") == [three, two]
    assert reader.ids(f"s={ALL}&xt={STARRED}") == [four, one]
    assert reader.ids(f"s={ALL}&xt={READ}&xt={STARRED}") == [four]
    french = "user/-/label/Français"
    assert reader.ids(f"s={french}&xt={READ}") == [three]
    assert reader.ids(f"s={ALL}&it={french}") == [three, one]
    assert reader.ids(f"s={ALL}&xt={french}") == [four, two]
    assert reader.ids(f"s={french}&it={STARRED}") == [three]
    assert reader.ids(f"s={STARRED}&c={three}") == [two]


def test_what_is_too_old_is_not_listed(db: None, make_reader: Any) -> None:
    outlet = make_outlet(languages=["fr"])
    old = came(100 * 24 * 60, outlet)
    edge = came(89 * 24 * 60, outlet)
    new = came(5, outlet)
    reader = make_reader()
    assert reader.ids(f"s={ALL}") == [str(new.pk * 64), str(edge.pk * 64)]
    assert reader.account.horizon == old.pk
    assert reader.unread() == [str(new.pk * 64)]  # a new account begins a day ago
    assert len(reader.contents(str(old.pk * 64))) == 1
    reader.post("edit-tag", f"i={old.pk * 64}&a={STARRED}")
    assert reader.ids(f"s={STARRED}") == [str(old.pk * 64)]
    reader.post("edit-tag", f"i={old.pk * 64}&r={READ}")
    assert reader.unread() == [str(new.pk * 64)]


def test_an_old_article_that_was_brought_in_now_is_not_news(press: Press, reader: Reader) -> None:
    came(1, press.courier, published_at=NOW - timedelta(days=2000))
    assert reader.ids(f"s={ALL}") == press.items(3, 2, 1, 0)


def test_the_horizon_moves_once_a_day(press: Press, reader: Reader, django_assert_max_num_queries: Any) -> None:
    reader.get("token")
    account = reader.account
    arrivals.keep_horizon(account, NOW + timedelta(days=120))
    assert ReaderAccount.objects.get().horizon == press.articles[-1].pk
    with django_assert_max_num_queries(0):
        arrivals.keep_horizon(account, NOW + timedelta(days=120))


def test_a_new_account_has_at_most_a_thousand_unread(
    press: Press, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "MOST_FRESH", 3)
    assert reader.unread() == press.items(3, 2, 1)


def test_an_empty_archive(db: None, make_reader: Any) -> None:
    reader = make_reader()
    assert reader.ids(f"s={ALL}") == []
    assert reader.get("subscription/list").json() == {"subscriptions": []}
    assert reader.get("unread-count").json()["unreadcounts"][0]["count"] == 0
    assert reader.post("mark-all-as-read", f"s={ALL}").content == b"OK"
    assert reader.fever("&items").json()["items"] == []
    assert reader.fever("&unread_item_ids").json()["unread_item_ids"] == ""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans are SQLite's")
@pytest.mark.parametrize(
    ("selection", "plan"),
    [
        (Selection(front=True), "USING INTEGER PRIMARY KEY"),
        (Selection(languages=frozenset({"fr"})), "USING INTEGER PRIMARY KEY"),
        (Selection(outlets=frozenset(range(1, 100))), "USING INTEGER PRIMARY KEY"),
        (Selection(outlets=frozenset({1})), "USING INDEX archive_article_outlet_id"),
    ],
)
@pytest.mark.parametrize("newest_first", [True, False])
def test_walks_never_sort(selection: Selection, plan: str, newest_first: bool) -> None:
    with CaptureQueriesContext(connection) as captured:
        list(streams.walk(selection, Walk(above=64, newest_first=newest_first)))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
        steps = " | ".join(str(row[-1]) for row in cursor.fetchall())
    assert plan in steps
    assert "TEMP B-TREE FOR ORDER" not in steps


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_articles_by_key_are_found_by_their_key() -> None:
    with CaptureQueriesContext(connection) as captured:
        streams.live_rows([1, 2])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
        assert "USING INTEGER PRIMARY KEY" in str(cursor.fetchall())


def test_a_page_asks_the_database_a_few_times_only(
    press: Press, reader: Reader, django_assert_max_num_queries: Any
) -> None:
    reader.get("token")
    with django_assert_max_num_queries(9):
        reader.ids(f"s={ALL}&xt={READ}")
    with django_assert_max_num_queries(12):
        reader.get(f"stream/contents/{ALL}?n=20")


def test_nothing_is_counted_twice_in_a_listing(press: Press, reader: Reader) -> None:
    reader.get("token")
    desk = listing.desk(reader.account)
    found = listing.listed(desk, Asked(Stream(state=numbers.State.ALL), count=0))
    assert (found.refs, found.more) == ((), 0)
