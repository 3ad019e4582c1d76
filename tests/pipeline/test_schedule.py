"""When to come back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.config.options import Pipeline
from jarida.pipeline import schedule
from tests.pipeline.builders import NOW

OPTIONS = Pipeline()
HOUR = 3600.0
jitters = st.floats(0, 1, exclude_max=True)


def test_backoff_doubles_and_ends_at_the_longest():
    pauses = [schedule.backoff(60, failures, 86400, 1.0) for failures in range(1, 14)]
    assert pauses[:4] == [60, 120, 240, 480]
    assert pauses[-1] == 86400


@given(st.integers(0, 10_000), jitters)
def test_backoff_never_exceeds_its_bounds(failures, jitter):
    assert 45 <= schedule.backoff(60, failures, 86400, jitter) <= 86400


@given(st.floats(1, 1e6), jitters)
def test_spread_is_a_tenth_at_most(seconds, jitter):
    assert 0.9 * seconds - 1e-6 <= schedule.spread(seconds, jitter) <= 1.1 * seconds + 1e-6


def test_a_host_that_says_when_is_believed_at_first():
    assert schedule.pause_after_failure(60, 1, 86400, 0.0, retry_after=5) == 5
    assert schedule.pause_after_failure(60, 1, 86400, 0.0, retry_after=7200) == 7200


def test_a_host_that_does_not_keep_its_word_is_asked_less_and_less():
    assert schedule.pause_after_failure(60, 8, 86400, 1.0, retry_after=5) == 60 * 2**7


@pytest.mark.parametrize("retry_after", [-3.0, 0.0, 1e12])
def test_retry_after_is_bounded(retry_after):
    pause = schedule.pause_after_failure(60, 1, 86400, 0.0, retry_after=retry_after)
    assert 1 <= pause <= 86400


def test_a_new_feed_starts_at_poll_start():
    now = NOW.timestamp()
    assert schedule.poll_interval((), 0.0, now, OPTIONS) == OPTIONS.poll_start
    assert schedule.poll_interval((now,), 0.0, now, OPTIONS) == OPTIONS.poll_start


def test_the_more_a_feed_brings_the_sooner_it_is_polled_down_to_the_least():
    now = NOW.timestamp()
    pauses = [
        schedule.poll_interval([now - gap * number for number in range(100, 0, -1)], 900, now, OPTIONS)
        for gap in (1, 60, 600, 3600, 8 * HOUR)
    ]
    assert pauses == sorted(pauses)
    assert pauses[0] == OPTIONS.poll_min
    assert pauses[-1] > 5 * pauses[2]


def test_a_feed_that_falls_silent_is_polled_less_and_less():
    start = NOW.timestamp()
    arrivals = tuple(start + 600 * number for number in range(16))
    intervals = [
        schedule.poll_interval(arrivals, 300, arrivals[-1] + hours * HOUR, OPTIONS) for hours in (0, 6, 48, 500)
    ]
    assert intervals == sorted(intervals)
    assert intervals[0] < 1200
    assert intervals[-1] == OPTIONS.poll_max


def test_a_feed_that_is_always_empty_goes_to_the_longest_interval():
    interval = 0.0
    for _ in range(10):
        interval = schedule.poll_interval((), interval, NOW.timestamp(), OPTIONS)
    assert interval == OPTIONS.poll_max


@given(st.lists(st.floats(0, 2e9), max_size=16), st.floats(0, 1e6), st.floats(0, 2e9))
def test_the_interval_is_always_within_its_bounds(arrivals, previous, now):
    assert OPTIONS.poll_min <= schedule.poll_interval(sorted(arrivals), previous, now, OPTIONS) <= OPTIONS.poll_max


def test_wishes_lengthen_the_interval_within_reason():
    assert schedule.with_wishes(300, (None, None), OPTIONS) == 300
    assert schedule.with_wishes(300, (900.0, 60.0), OPTIONS) == 900
    assert schedule.with_wishes(300, (86400.0, None), OPTIONS) == schedule.WISH_LONGEST
    assert schedule.with_wishes(7200, (86400.0, None), OPTIONS) == 7200


def test_wishes_do_not_exceed_a_short_poll_max():
    assert schedule.with_wishes(5, (900.0, None), Pipeline(poll_min=5, poll_start=5, poll_max=15)) == 15


def test_rechecks_come_at_their_ages_and_then_no_more():
    ages = (HOUR, 6 * HOUR)
    assert schedule.next_recheck(NOW, NOW, ages) == NOW + timedelta(hours=1)
    assert schedule.next_recheck(NOW, NOW + timedelta(hours=1), ages) == NOW + timedelta(hours=6)
    assert schedule.next_recheck(NOW, NOW + timedelta(hours=7), ages) is None


def test_ages_missed_while_nobody_ran_are_not_made_up_for():
    ages = (6 * HOUR, HOUR, 24 * HOUR)
    assert schedule.next_recheck(NOW, NOW + timedelta(hours=8), ages) == NOW + timedelta(hours=24)
    assert schedule.next_recheck(NOW, NOW, ()) is None
