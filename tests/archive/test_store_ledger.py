"""The ledger is kept with what happens, and counted anew it is the same."""

from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jarida.archive import store
from jarida.archive.models import Article, Entry, LedgerDay, RunningDay, WatchDay
from jarida.archive.store import ledger
from jarida.core.errors import BadStatus, RobotsForbid
from jarida.pipeline.decide import decide_poll
from tests.archive.making import make_entry, make_feed, make_outlet, plan_page, poll, read, row_of
from tests.pipeline.builders import NOW, OPTIONS, entry, failed, polled, status

pytestmark = [pytest.mark.database, pytest.mark.django_db]
COLUMNS = ("outlet_id", "day", *ledger.COLUMNS)
TODAY = NOW.date()  # noon, so the same day in Casablanca


def day(when: date = TODAY) -> dict:
    found = LedgerDay.objects.filter(day=when).values(*ledger.COLUMNS).get()
    return {name: value for name, value in found.items() if value}


def whole() -> list:
    return list(LedgerDay.objects.order_by("outlet_id", "day").values_list(*COLUMNS))


def test_what_a_poll_brings_waits_to_be_read():
    make_entry("a")
    assert day() == {"announced": 1, "waiting": 1}


def test_the_same_poll_twice_counts_once():
    feed = make_feed()
    for _ in range(3):
        poll(feed, entry("a"), entry("b"))
    assert day() == {"announced": 2, "waiting": 2}


def test_two_feeds_of_an_outlet_announce_an_article_once():
    outlet = make_outlet()
    feeds = [make_feed(outlet, url=f"https://press.example/{number}") for number in range(2)]
    store.store_polls([decide_poll(polled(row_of(feed), entry("a")), {}, OPTIONS, 0.5) for feed in feeds])
    assert day() == {"announced": 1, "waiting": 1}


def test_an_entry_counts_for_the_day_of_its_date():
    feed = make_feed()
    poll(feed, entry("a", published=NOW - timedelta(days=3)), entry("b", published=NOW - timedelta(hours=1)))
    assert day(TODAY - timedelta(days=3)) == {"announced": 1, "waiting": 1, "late": 1}
    assert day() == {"announced": 1, "waiting": 1}


def test_a_date_that_changes_later_does_not_move_an_entry():
    feed = make_feed()
    poll(feed, entry("a", published=NOW))
    poll(feed, entry("a", title="Another", published=NOW - timedelta(days=2)))
    assert [row.day for row in LedgerDay.objects.all()] == [TODAY]


def test_a_page_that_was_read_is_collected():
    read(make_entry("a"))
    assert day() == {"announced": 1, "collected": 1}


def test_a_page_that_cannot_be_read_has_a_reason_until_it_can():
    one = make_entry("a")
    read(one, error=BadStatus("answered 500", subject="a", status=500))
    assert day() == {"announced": 1, "failed": 1, "problems": {"http-500": 1}}
    read(one)
    assert day() == {"announced": 1, "collected": 1}


def test_what_robots_forbid_is_refused():
    read(make_entry("a"), error=RobotsForbid("robots.txt forbids it", subject="a"))
    assert day() == {"announced": 1, "refused": 1, "problems": {"robots-forbid": 1}}


def test_what_was_kept_stays_collected_though_its_page_is_gone():
    one = make_entry("a")
    read(one)
    read(one, error=BadStatus("answered 410", subject="a", status=410))
    assert day() == {"announced": 1, "collected": 1}


def test_withdrawn_and_restored():
    article = read(make_entry("a"))
    store.withdraw(article.pk, "asked for")
    assert day() == {"announced": 1, "withdrawn": 1}
    store.restore(article.pk)
    assert day() == {"announced": 1, "collected": 1}


def test_reading_again_without_a_change_writes_nothing(django_assert_max_num_queries):
    one = make_entry("a")
    read(one)
    plan = plan_page(one)
    with django_assert_max_num_queries(30) as context:
        store.store_page(plan)
    assert not any("archive_ledgerday" in query["sql"] for query in context.captured_queries)


# --- who was asked when -----------------------------------------------------------------------------


def test_hours_of_polls_are_noted_once():
    feed = make_feed()
    for minutes in (0, 5, 61):
        poll(feed, entry("a"), at=NOW + timedelta(minutes=minutes))
    watch = WatchDay.objects.get()
    assert (watch.day, watch.asked.bit_count(), watch.answered, watch.problems) == (TODAY, 2, watch.asked, {})
    assert RunningDay.objects.get().hours == 0b11 << NOW.hour


def test_polls_that_fail_are_noted_with_their_reason():
    feed = make_feed()
    for _ in range(2):
        store.store_poll(decide_poll(failed(row_of(feed), status(500)), {}, OPTIONS, 0.5))
    watch = WatchDay.objects.get()
    assert (watch.asked.bit_count(), watch.answered) == (1, 0)
    assert watch.problems == {"http-500": watch.asked}


def test_a_day_is_one_of_the_outlets_zone():
    poll(make_feed(make_outlet(time_zone="Pacific/Auckland")), entry("a"), at=NOW.replace(hour=20))
    assert WatchDay.objects.get().day == TODAY + timedelta(days=1)
    assert LedgerDay.objects.get().day == TODAY + timedelta(days=1)


def test_that_the_pipeline_runs_is_noted_by_the_hour(django_assert_max_num_queries):
    for minutes in (0, 10, 70):
        store.note_running(NOW.astimezone(UTC) + timedelta(minutes=minutes))
    assert RunningDay.objects.get().hours == 0b11 << NOW.hour
    with django_assert_max_num_queries(1):
        store.note_running(NOW)


# --- counted anew -----------------------------------------------------------------------------------


def test_rebuild_mends_what_is_wrong_and_dates_entries_of_before():
    read(make_entry("a"))
    make_entry("b", published=NOW - timedelta(days=2))
    before = whole()
    LedgerDay.objects.update(announced=99, problems={"x": 1})
    LedgerDay.objects.create(outlet_id=before[0][0], day=date(2001, 1, 1), announced=5)
    Entry.objects.update(day=None, late=False)
    assert store.rebuild() == 2
    assert whole() == before


def test_rebuild_since_a_day_leaves_what_is_older():
    feed = make_feed()
    poll(feed, entry("a", published=NOW - timedelta(days=9)), entry("b"))
    LedgerDay.objects.update(announced=99)
    assert store.rebuild(TODAY - timedelta(days=1)) == 1
    assert sorted(row.announced for row in LedgerDay.objects.all()) == [1, 99]


ERRORS = [
    None,
    BadStatus("answered 500", subject="a", status=500),
    BadStatus("answered 404", subject="a", status=404),
    RobotsForbid("robots.txt forbids it", subject="a"),
]
steps = st.one_of(
    st.tuples(st.just("poll"), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=4)),
    st.tuples(st.just("read"), st.tuples(st.integers(0, 5), st.sampled_from(range(len(ERRORS))))),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("restore"), st.integers(0, 5)),
)


def do(feed, what, value) -> None:
    if what == "poll":
        poll(feed, *(entry(f"e{name}", published=NOW - timedelta(days=ago)) for name, ago in value))
    elif what == "read":
        one = Entry.objects.filter(address_key=f"press.example/e{value[0]}").first()
        if one is not None:
            read(one, error=ERRORS[value[1]])
    else:
        for article in Article.objects.filter(address_key=f"press.example/e{value}"):
            store.withdraw(article.pk, "asked for") if what == "withdraw" else store.restore(article.pk)


@pytest.mark.database
class TestAnyHistory(TestCase):
    """Whatever happens in whatever order: the ledger that was kept is the one that is counted."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(steps, max_size=12))
    def test_the_kept_ledger_is_the_counted_one(self, history) -> None:
        assert connection.in_atomic_block
        feed = make_feed()
        for what, value in history:
            do(feed, what, value)
        kept = whole()
        for row in LedgerDay.objects.all():
            assert row.announced == row.collected + row.waiting + row.failed + row.refused + row.withdrawn
            assert sum(row.problems.values()) == row.failed + row.refused
        LedgerDay.objects.all().delete()
        store.rebuild()
        assert whole() == kept
