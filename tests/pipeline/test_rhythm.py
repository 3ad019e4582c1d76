"""A feed's own rhythm, and what it saves."""

import random
from pathlib import Path

import pytest
from benchmarks.schedule import TABLE, Measured, articles, every, profiles, simulate
from hypothesis import given
from hypothesis import strategies as st

from jarida.pipeline import rhythm
from jarida.pipeline.rhythm import DAY, HOUR, WEEK, Rhythm

MIDNIGHT = 20_000 * DAY
EVEN = ((1.0,) * 24, (1.0,) * 7)
moments = st.lists(st.floats(0, 2e9), max_size=200)


def daily(hours, days=28, end=MIDNIGHT):
    """Arrivals at these hours of each of the days before `end`."""
    return sorted(end - day * DAY + hour * HOUR for day in range(1, days + 1) for hour in hours)


def test_too_few_arrivals_are_no_rhythm():
    assert rhythm.rhythm_of((MIDNIGHT - HOUR, MIDNIGHT - 2), MIDNIGHT) is None
    assert rhythm.rhythm_of(daily([8], days=3, end=MIDNIGHT - rhythm.LONGEST_MEMORY), MIDNIGHT) is None


def test_the_mean_is_what_comes_in_a_day():
    found = rhythm.rhythm_of(daily([6, 10, 14, 18]), MIDNIGHT)
    assert found.mean == pytest.approx(4, rel=0.1)


def test_what_came_long_ago_counts_less():
    before = daily([6, 10, 14, 18], days=14, end=MIDNIGHT - 14 * DAY)
    since = daily([12], days=14)
    assert rhythm.rhythm_of([*before, *since], MIDNIGHT).mean < 4 * 14 / 28 + 0.5


def test_hours_of_work_are_told_from_the_night():
    found = rhythm.rhythm_of(daily([9.5, 10.5, 11.5]), MIDNIGHT)
    assert found.rate(MIDNIGHT + 10 * HOUR) > 10 * found.rate(MIDNIGHT + 3 * HOUR) > 0


def test_a_day_of_rest_is_learned_once_two_weeks_are_known():
    working = [moment for moment in daily([8, 12, 16]) if int(moment // DAY) % 7 != 3]
    found = rhythm.rhythm_of(working, MIDNIGHT)
    assert found.days[3] < 0.6 < 0.9 < min(found.days[:3])
    assert rhythm.rhythm_of(daily([8, 12, 16], days=10), MIDNIGHT).days == EVEN[1]


def test_the_hours_that_were_not_seen_are_not_held_for_quiet():
    """Twenty entries of one morning say nothing of the afternoon."""
    found = rhythm.rhythm_of([MIDNIGHT + 8 * HOUR + 600 * number for number in range(18)], MIDNIGHT + 11 * HOUR)
    assert found.rate(MIDNIGHT + 15 * HOUR) == pytest.approx(found.mean)


def test_silence_that_chance_does_not_explain_slows_down():
    known = daily(range(6, 22), days=8)
    later = [rhythm.rhythm_of(known, MIDNIGHT + days * DAY).mean for days in (0, 1, 3, 10)]
    assert later == sorted(later, reverse=True)
    assert later[-1] < later[0] / 10


def test_pauses_are_short_when_something_is_likely():
    found = rhythm.rhythm_of(daily([9.2, 9.7, 10.1, 10.6, 11.3]), MIDNIGHT)
    morning, night = (rhythm.pause_of(found, MIDNIGHT + hour * HOUR, 6 * HOUR) for hour in (9.5, 23))
    assert morning < night / 3


def test_a_pause_ends_when_the_hours_of_work_begin():
    """A night is not slept through: what the morning is likely to bring is looked for in the morning."""
    asleep_until_eight = Rhythm(24.0, (0.0,) * 8 + (1.5,) * 16, EVEN[1])
    pause = rhythm.pause_of(asleep_until_eight, MIDNIGHT + 4 * HOUR, 12 * HOUR)
    assert 4 * HOUR < pause < 5 * HOUR


def test_nothing_expected_is_the_longest_pause():
    assert rhythm.pause_of(Rhythm(0.0, *EVEN), MIDNIGHT, 6 * HOUR) == 6 * HOUR


@pytest.mark.parametrize("rate", [1.0, 10.0, 100.0])
def test_a_pause_at_an_even_rate_is_the_effort_over_its_power(rate):
    pause = rhythm.pause_of(Rhythm(rate, *EVEN), MIDNIGHT, 2 * DAY)
    assert pause == pytest.approx(rhythm.EFFORT * DAY / rate**rhythm.EXPONENT)


def test_expectations_add_up():
    found = Rhythm(24.0, (0.5,) * 12 + (1.5,) * 12, EVEN[1])
    assert rhythm.expected(found, MIDNIGHT, MIDNIGHT + DAY) == pytest.approx(24)
    assert rhythm.expected(found, MIDNIGHT, MIDNIGHT + 10 * WEEK) == pytest.approx(24 * 70)
    assert rhythm.expected(found, MIDNIGHT, MIDNIGHT) == 0


def test_new_entries_came_since_the_last_poll_whatever_they_say():
    since, now = MIDNIGHT, MIDNIGHT + HOUR
    said = [since - 5 * DAY, since + 60, now + 9 * DAY, None]
    assert rhythm.remember((), said, since, now) == (since, since + 60, now, now)


def test_the_dates_of_the_first_poll_tell_the_rhythm_at_once():
    said = [MIDNIGHT - 3 * DAY, MIDNIGHT - DAY, None, 5.0, MIDNIGHT + DAY]
    assert rhythm.remember((), said, None, MIDNIGHT) == (MIDNIGHT - 3 * DAY, MIDNIGHT - DAY, MIDNIGHT)


def test_a_first_poll_without_dates_tells_only_that_something_came():
    assert rhythm.remember((), [None] * 500, None, MIDNIGHT) == (MIDNIGHT,)
    assert rhythm.remember((), [], None, MIDNIGHT) == ()


def test_the_latest_arrivals_are_remembered_and_nothing_of_long_ago_or_to_come():
    known = (MIDNIGHT - rhythm.LONGEST_MEMORY - 1, MIDNIGHT - 5, MIDNIGHT + 5)
    assert rhythm.remember(known, [], MIDNIGHT - 1, MIDNIGHT) == (MIDNIGHT - 5,)
    many = rhythm.remember((), [None] * 1000, MIDNIGHT - 1, MIDNIGHT)
    assert len(many) == rhythm.REMEMBERED


def test_a_clock_that_was_set_back_does_no_harm():
    assert rhythm.remember((), [MIDNIGHT], MIDNIGHT + DAY, MIDNIGHT) == (MIDNIGHT,)


@given(moments, st.lists(st.none() | st.floats(0, 2e9), max_size=50), st.none() | st.floats(0, 2e9), st.floats(0, 2e9))
def test_what_is_remembered_is_in_order_bounded_and_past(known, published, since, now):
    found = rhythm.remember(known, published, since, now)
    assert list(found) == sorted(found)
    assert len(found) <= rhythm.REMEMBERED
    assert all(moment <= now + 0.1 for moment in found)


@given(moments, st.floats(0, 2e9))
def test_any_arrivals_give_a_finite_rhythm_and_a_pause(known, now):
    found = rhythm.rhythm_of(sorted(known), now)
    if found is not None:
        assert all(0 <= factor < 1e3 for factor in (*found.hours, *found.days))
        assert 0 < rhythm.pause_of(found, now, DAY) <= DAY


# --- the simulation ---------------------------------------------------------------------------------


def test_the_table_of_profiles_stands_in_for_real_feeds():
    known = profiles(Path("/nowhere"))
    assert len(known) == len(TABLE)
    assert all(sum(hours) == pytest.approx(1) and sum(days) == pytest.approx(1) for hours, days in known)


def test_simulated_articles_follow_volume_and_profile():
    hours = (0.0,) * 8 + (0.25,) * 4 + (0.0,) * 12
    found = articles((hours, (1 / 7,) * 7), 50.0, 28, random.Random(1))
    assert len(found) == pytest.approx(50 * 28, rel=0.1)
    assert {int(moment // HOUR) % 24 for moment in found} == {8, 9, 10, 11}
    assert found == sorted(found)


def test_fixed_intervals_are_measured_as_they_are_known_to_be():
    found = Measured()
    found.add(every(900.0, [MIDNIGHT + 7.0 * number for number in range(86_400 // 7)], MIDNIGHT, MIDNIGHT + DAY, 0.3))
    row = found.row()
    assert row["requests"] == pytest.approx(96)
    assert (row["median"], row["p90"]) == (pytest.approx(7.5, abs=0.1), pytest.approx(13.5, abs=0.1))


def test_a_third_of_the_requests_of_every_15_minutes_at_about_its_delay():
    """benchmarks/schedule.py on few feeds and flat profiles; its own figures are of thousands, with real ones."""
    found = simulate(60, profiles(Path("/nowhere")), seed=7)
    ours, fixed = found["daily"]["rhythm"], found["daily"]["15 minutes"]
    assert found["all"]["rhythm"]["requests"] <= fixed["requests"] / 3
    assert ours["requests"] * ours["median"] <= fixed["requests"] * fixed["median"] * 0.4
    assert ours["median"] <= 1.2 * fixed["median"]
    assert ours["median"] <= found["daily"]["60 minutes"]["median"] / 3
    assert found["seldom"]["rhythm"]["requests"] < 10
