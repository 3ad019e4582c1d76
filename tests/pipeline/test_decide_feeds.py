"""Decisions on polls, told as histories of a feed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jarida.archive.models import FeedState, FetchState
from jarida.core.errors import AddressRefused, ConnectionFailed, NotAFeed, RobotsForbid
from jarida.core.plans import FeedStatus, FetchStatus, KnownEntry
from jarida.pipeline import schedule
from jarida.pipeline.decide import MOST_READINGS, decide_poll
from tests.pipeline.builders import NOW, OPTIONS, URL, History, answer, entry, feed_row, polled, status

DAY = 86400.0


def titles(entries):
    return [one.title for one in entries]


def test_the_words_of_the_archive_and_of_the_pipeline_are_the_same():
    assert {state.value for state in FeedStatus} == set(FeedState.values)
    assert {state.value for state in FetchStatus} == set(FetchState.values)


def test_a_first_poll_brings_everything_and_sets_the_pace():
    history = History()
    plan = history.says(entry("a"), entry("b"), language="en", problems=("no dates",))
    assert titles(plan.new) == ["Title a", "Title b"]
    assert plan.feed.state == FeedStatus.ACTIVE
    assert (plan.feed.format, plan.feed.title, plan.feed.language) == ("rss2.0", "The Press", "en")
    assert (plan.feed.etag, plan.feed.remarks) == ("e1", ("no dates",))
    assert plan.feed.last_new_at == plan.feed.last_success_at == NOW
    assert history.waits() == pytest.approx(OPTIONS.poll_start)


def test_polling_the_same_again_changes_nothing():
    history = History()
    history.says(entry("a"), entry("b"))
    history.waits()
    plan = history.says(entry("a"), entry("b"))
    assert (plan.new, plan.changed) == ((), ())
    assert plan.feed.last_new_at == NOW


def test_tracking_parameters_and_identifiers_do_not_double():
    history = History()
    history.says(entry("a", id="1"), entry("b", id="1"))
    plan = history.says(
        entry("a", id="x", url="https://press.example/a?utm_source=rss&utm_campaign=2"),
        entry("b", id="y", url="http://www.press.example/b/"),
    )
    assert (plan.new, plan.changed) == ((), ())


def test_a_changed_title_has_the_page_read_again():
    history = History()
    history.says(entry("a"))
    plan = history.says(entry("a", title="Title a (corrected)"))
    assert plan.new == ()
    (change,) = plan.changed
    assert (change.announced.title, change.refetch) == ("Title a (corrected)", True)


def test_titles_that_change_at_every_poll_do_not_make_us_read_for_ever():
    history = History()
    history.says(entry("a"))
    for key, known in history.known.items():
        history.known[key] = replace(known, rechecks=MOST_READINGS)
    (change,) = history.says(entry("a", title="Title a (version 99)")).changed
    assert not change.refetch


@pytest.mark.parametrize("state", [FetchStatus.REFUSED, FetchStatus.GONE])
def test_what_was_refused_or_is_gone_is_not_asked_for_again(state):
    history = History()
    history.says(entry("a"))
    history.known = {key: replace(known, state=state) for key, known in history.known.items()}
    (change,) = history.says(entry("a", title="Another")).changed
    assert not change.refetch


def test_two_feeds_of_an_outlet_do_not_change_an_entry_back_and_forth():
    known = {"press.example/a": KnownEntry(5, 99, "said by feed 99", "kept", 1)}
    plan = decide_poll(polled(feed_row(), entry("a")), known, OPTIONS, 0.5)
    assert (plan.new, plan.changed) == ((), ())


def test_an_entry_whose_feed_is_gone_is_adopted():
    known = {"press.example/a": KnownEntry(5, None, "said by a feed of old", "kept", 1)}
    assert len(decide_poll(polled(feed_row(), entry("a")), known, OPTIONS, 0.5).changed) == 1


def test_304_keeps_what_is_known_and_its_validators():
    history = History()
    history.says(entry("a"))
    before = history.feed
    history.waits()
    after = history.is_unchanged().feed
    assert (after.etag, after.body_hash, after.arrivals) == (before.etag, before.body_hash, before.arrivals)
    assert after.last_success_at == history.now


def test_a_lively_feed_is_polled_often_and_a_silent_one_seldom():
    history = History()
    for number in range(30):
        history.says(entry(str(number)))
        lively = history.waits()
    for _ in range(60):
        history.is_unchanged()
        silent = history.waits()
    assert OPTIONS.poll_min <= lively < 0.1 * silent
    assert silent == pytest.approx(OPTIONS.poll_max)


def test_ttl_and_max_age_are_lower_bounds_up_to_an_hour():
    history = History()
    history.says(entry("a"), ttl=1800.0)
    assert history.waits() == pytest.approx(1800)
    history.says(entry("a"), ttl=7 * DAY)
    assert history.waits() == pytest.approx(schedule.WISH_LONGEST)
    history = History()
    result = replace(polled(history.feed, entry("a")), response=answer(max_age=2400.0))
    history.takes(result)
    assert history.waits() == pytest.approx(2400)


def test_a_failing_feed_is_asked_less_and_less_and_never_given_up():
    history = History(jitter=0.99)
    pauses = []
    for _ in range(30):
        plan = history.fails(ConnectionFailed("no answer", subject=URL))
        pauses.append(history.waits())
    assert pauses == sorted(pauses)
    assert 60 * 0.9 < pauses[0] <= 60
    assert 0.9 * OPTIONS.failing_max < pauses[-1] <= OPTIONS.failing_max
    assert (plan.feed.state, plan.feed.problem_code, plan.feed.failures) == (FeedStatus.FAILING, "connection", 30)
    assert plan.feed.problem == f"{URL}: no answer"


def test_what_will_fail_again_as_it_is_is_asked_later_than_what_may_pass():
    passing, lasting = History(), History()
    passing.fails(ConnectionFailed("no answer", subject=URL))
    lasting.fails(NotAFeed("is HTML", subject=URL))
    assert passing.waits() < lasting.waits()
    assert lasting.feed.problem_code == "not-a-feed"


def test_a_feed_that_recovers_is_as_before():
    history = History()
    history.says(entry("a"))
    history.fails(status(500))
    history.fails(status(500))
    assert history.feed.problem_code == "http-500"
    feed = history.is_unchanged().feed
    assert (feed.state, feed.failures, feed.problem_code, feed.problem) == (FeedStatus.ACTIVE, 0, "", "")


def test_retry_after_is_obeyed():
    history = History(jitter=0.0)
    history.fails(status(429, retry_after=5))
    assert history.waits() == pytest.approx(5)
    history.fails(status(503, retry_after=3600))
    assert history.waits() == pytest.approx(3600)


def test_410_ends_a_feed_with_a_note_and_a_look_once_a_month():
    history = History()
    history.says(entry("a"))
    feed = history.fails(status(410)).feed
    assert feed.state == FeedStatus.ENDED
    assert "once a month" in feed.problem
    assert history.waits() == pytest.approx(schedule.MONTH)
    assert history.says(entry("b")).feed.state == FeedStatus.ACTIVE


def test_robots_forbid_is_looked_at_daily():
    history = History()
    for _ in range(3):
        feed = history.fails(RobotsForbid("robots.txt forbids this", subject=URL)).feed
        assert (feed.state, feed.problem_code) == (FeedStatus.FORBIDDEN, "robots-forbid")
        assert history.waits() == pytest.approx(DAY)


def test_a_refused_address_is_a_problem_of_the_feed():
    feed = History().fails(AddressRefused("leads to 169.254.169.254", subject=URL)).feed
    assert (feed.state, feed.problem_code) == (FeedStatus.FAILING, "address-refused")


def test_a_moved_feed_remembers_where_it_was():
    history = History()
    there = "https://press.example/new-feed"
    plan = history.takes(replace(polled(history.feed, entry("a")), response=answer(moved_to=there)))
    assert (plan.asked, plan.feed.url, plan.feed.moved_from) == (URL, there, URL)
    assert len(plan.new) == 1


def test_a_feed_without_a_usable_entry_says_so():
    history = History()
    feed = history.says(entry("a", url=""), entry("b", url="javascript:alert(1)")).feed
    assert (feed.state, feed.problem_code) == (FeedStatus.ACTIVE, "no-addresses")
    assert history.is_unchanged().feed.problem_code == "no-addresses"
    assert history.says().feed.problem_code == "no-entries"
    assert history.says(entry("a")).feed.problem_code == ""


def test_a_long_problem_is_one_short_line():
    feed = History().fails(ConnectionFailed("no\nanswer " * 500, subject=URL)).feed
    assert len(feed.problem) <= 500
    assert "\n" not in feed.problem


def test_deciding_is_repeatable():
    result = polled(feed_row(), entry("a"), at=NOW + timedelta(hours=1))
    assert decide_poll(result, {}, OPTIONS, 0.3) == decide_poll(result, {}, OPTIONS, 0.3)


def test_what_a_feed_wished_is_kept_where_its_text_did_not_change():
    history = History()
    history.says(entry("a"), ttl=3000.0)
    history.waits()
    history.is_unchanged()
    assert history.waits() >= 0.9 * 3000


def test_a_feed_is_left_alone_in_the_hours_that_it_names():
    history = History()
    history.says(entry("a"), skip_hours=frozenset(range(12, 18)))
    assert history.feed.next_check_at.hour == 18


def test_a_feed_is_left_alone_on_the_days_that_it_names():
    history = History()
    history.says(entry("a"), skip_days=frozenset({NOW.weekday()}))
    assert history.feed.next_check_at.weekday() == (NOW.weekday() + 1) % 7


def test_a_feed_that_names_every_hour_is_asked_as_if_it_named_none():
    history = History()
    history.says(entry("a"), skip_hours=frozenset(range(24)))
    assert history.waits() <= 1.1 * OPTIONS.poll_start
