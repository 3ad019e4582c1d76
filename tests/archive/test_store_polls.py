"""What polls change in the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jarida.archive import store
from jarida.archive.models import Entry, Feed
from jarida.core.plans import PollPlan
from jarida.pipeline.decide import decide_poll
from tests.archive.making import make_feed, make_outlet, poll, row_of
from tests.pipeline.builders import NOW, OPTIONS, entry, failed, polled, status

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = NOW + timedelta(hours=1)


def test_a_poll_brings_entries_that_are_due_at_once():
    feed = make_feed()
    assert poll(feed, entry("a", summary="About a", authors=("Amal",), tags=("x",)), entry("b")) == 2
    one = Entry.objects.get(address_key="press.example/a")
    assert (one.title, one.summary, one.authors, one.tags) == ("Title a", "About a", ["Amal"], ["x"])
    assert (one.state, one.announced_at, one.next_fetch_at) == ("due", NOW, NOW)
    assert one.feed_id == feed.pk
    assert one.article_id is None


def test_the_feed_remembers_the_poll():
    feed = make_feed()
    poll(feed, entry("a"))
    feed.refresh_from_db()
    assert (feed.state, feed.format, feed.title, feed.etag) == ("active", "rss2.0", "The Press", "e1")
    assert feed.last_success_at == feed.last_new_at == NOW
    assert feed.arrivals == [NOW.timestamp()]
    assert feed.next_check_at > NOW


def test_the_same_poll_twice_changes_nothing():
    feed = make_feed()
    result = polled(row_of(feed), entry("a"), entry("b"))
    plan = decide_poll(result, {}, OPTIONS, 0.5)
    assert (store.store_poll(plan), store.store_poll(plan)) == (2, 0)
    assert Entry.objects.count() == 2
    assert poll(feed, entry("a"), entry("b"), at=LATER) == 0
    assert Entry.objects.filter(next_fetch_at=NOW).count() == 2


def test_tracking_parameters_and_reused_identifiers_do_not_double():
    feed = make_feed()
    poll(feed, entry("a", id="1"), entry("b", id="1"))
    again = entry("a", id="2", url="https://press.example/a?utm_source=rss&utm_campaign=9")
    assert poll(feed, again, entry("b", id="2"), at=LATER) == 0


def test_a_changed_title_makes_the_page_due():
    feed = make_feed()
    poll(feed, entry("a"))
    Entry.objects.update(next_fetch_at=None, state="kept", attempts=2)
    poll(feed, entry("a", title="Corrected"), at=LATER)
    one = Entry.objects.get()
    assert (one.title, one.next_fetch_at, one.state, one.attempts) == ("Corrected", LATER, "kept", 0)
    poll(feed, entry("a", title="Corrected"), at=LATER + timedelta(hours=1))
    assert Entry.objects.get().next_fetch_at == LATER


def test_two_feeds_of_an_outlet_share_its_entries():
    outlet = make_outlet()
    first, second = make_feed(outlet), make_feed(outlet, url="https://press.example/news-sitemap.xml")
    poll(first, entry("a", summary="Long"))
    assert poll(second, entry("a"), entry("b")) == 1
    assert Entry.objects.get(address_key="press.example/a").summary == "Long"


def test_two_outlets_may_announce_one_address():
    first, second = make_feed(make_outlet("one")), make_feed(make_outlet("two"))
    assert poll(first, entry("a")) == poll(second, entry("a")) == 1


def test_many_polls_are_one_batch():
    feeds = [make_feed(make_outlet(f"press-{number}")) for number in range(5)]
    results = [polled(row_of(feed), *(entry(f"{number}") for number in range(30))) for feed in feeds]
    plans = [decide_poll(result, {}, OPTIONS, 0.5) for result in results]
    assert store.store_polls(plans) == 150
    assert store.store_polls(plans) == 0
    known = store.known_entries(results)
    assert {outlet: len(entries) for outlet, entries in known.items()} == {feed.outlet_id: 30 for feed in feeds}


def test_a_large_feed_stays_within_the_parameters_of_a_statement(django_assert_max_num_queries):
    feed = make_feed()
    result = polled(row_of(feed), *(entry(f"{number}") for number in range(2500)))
    with django_assert_max_num_queries(20):
        assert store.known_entries([result]) == {feed.outlet_id: {}}
        store.store_poll(decide_poll(result, {}, OPTIONS, 0.5))
    assert len(store.known_entries([result])[feed.outlet_id]) == 2500


def test_an_unchanged_batch_is_few_queries(django_assert_max_num_queries):
    outlet = make_outlet()
    rows = [row_of(make_feed(outlet, url=f"https://press.example/{number}")) for number in range(50)]
    plans = [decide_poll(failed(row, status(500)), {}, OPTIONS, 0.5) for row in rows]
    with django_assert_max_num_queries(11):  # of these, seven for the ledger at the first polls of an hour
        store.store_polls(plans)
    assert Feed.objects.filter(state="failing", problem_code="http-500").count() == 50


def test_a_paused_feed_stays_paused():
    feed = make_feed()
    plan = decide_poll(polled(row_of(feed), entry("a")), {}, OPTIONS, 0.5)
    Feed.objects.update(state="paused")
    store.store_poll(plan)
    assert Feed.objects.get().state == "paused"


def test_a_feed_whose_address_was_changed_meanwhile_is_left_alone():
    feed = make_feed()
    plan = decide_poll(failed(row_of(feed), status(410)), {}, OPTIONS, 0.5)
    Feed.objects.update(url="https://press.example/right")
    store.store_poll(plan)
    assert (Feed.objects.get().url, Feed.objects.get().state) == ("https://press.example/right", "new")


def moved(feed: Feed, there: str) -> PollPlan:
    plan = decide_poll(polled(row_of(feed), entry("a")), {}, OPTIONS, 0.5)
    return replace(plan, feed=replace(plan.feed, url=there, moved_from=feed.url))


def test_a_moved_feed_is_updated():
    feed = make_feed()
    store.store_poll(moved(feed, "https://press.example/there"))
    feed.refresh_from_db()
    assert (feed.url, feed.moved_from) == ("https://press.example/there", "https://press.example/feed")


def test_a_feed_that_moved_to_one_we_have_stays_and_says_so():
    feed = make_feed()
    make_feed(feed.outlet, url="https://press.example/there")
    store.store_poll(moved(feed, "https://press.example/there"))
    feed.refresh_from_db()
    assert feed.url == "https://press.example/feed"
    assert feed.remarks[0].startswith("moved to https://press.example/there")


def test_hostile_text_fits_the_columns():
    feed = make_feed()
    nasty = entry(
        "a", title="a\0b\ud800" + "x" * 5000, summary="\0", authors=("\ud800\0me",), tags=("t\0",), language="x" * 99
    )
    assert poll(feed, nasty) == 1
    one = Entry.objects.get()
    assert one.title.startswith("abx")
    assert len(one.title) <= 1000
    assert (one.summary, one.authors, one.tags, len(one.language)) == ("", ["me"], ["t"], 10)


def test_an_overlong_validator_is_cut_and_harms_nothing():
    feed = make_feed()
    plan = decide_poll(polled(row_of(feed), entry("a")), {}, OPTIONS, 0.5)
    store.store_poll(replace(plan, feed=replace(plan.feed, etag="e" * 5000, problem="p" * 5000)))
    assert Feed.objects.get().state == "active"
