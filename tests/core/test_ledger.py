"""What a day of an outlet looks like."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core import ledger
from jarida.core.ledger import Counts, DayStatus, Expected, Watch

CASABLANCA = ZoneInfo("Africa/Casablanca")
MADRID = ZoneInfo("Europe/Madrid")
TODAY = date(2026, 3, 20)  # a Friday
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2025, 1, 1)
NOON = datetime(2026, 3, 19, 12, tzinfo=UTC)
WATCHED = Watch(asked=20, answered=20, running=24)
USUAL = Expected(10.0, 5, 15)
moments = st.datetimes(timezones=st.just(UTC))


def status(day=YESTERDAY, counts=None, watch=WATCHED, expected=USUAL, followed=LONG_AGO):
    return ledger.status_of(day, TODAY, followed, counts or Counts(10, 10), watch, expected)


def test_a_day_to_come_and_one_before_it_was_followed():
    assert status(TODAY + timedelta(days=1)) == DayStatus.FUTURE
    assert status(followed=TODAY) == status(followed=None) == DayStatus.UNFOLLOWED


def test_what_was_announced_and_read_is_complete():
    assert status() == DayStatus.COMPLETE
    assert status(counts=Counts(), expected=None) == DayStatus.EMPTY


@pytest.mark.parametrize(
    ("watch", "found"),
    [
        (Watch(0, 0, 0), DayStatus.OUTAGE),
        (Watch(0, 0, 24), DayStatus.UNWATCHED),
        (Watch(5, 0, 24), DayStatus.UNREACHABLE),
    ],
)
def test_a_day_without_an_answer_says_whose_fault_it_is(watch, found):
    assert status(counts=Counts(), watch=watch) == found
    assert status(counts=Counts(2, 2), watch=watch) == found


def test_what_was_made_up_for_later_is_no_hole():
    assert status(counts=Counts(9, 9), watch=Watch(0, 0, 0)) == DayStatus.INTERRUPTED
    assert status(counts=Counts(9, 9), watch=Watch(3, 0, 24)) == DayStatus.COMPLETE


def test_what_cannot_be_read_is_a_hole_unless_it_is_no_article():
    assert status(counts=Counts(10, 9, failed=1, problems={"http-500": 1})) == DayStatus.INCOMPLETE
    assert status(counts=Counts(10, 9, refused=1, problems={"robots-forbid": 1})) == DayStatus.INCOMPLETE
    assert status(counts=Counts(10, 9, failed=1, problems={"not-an-article": 1})) == DayStatus.COMPLETE


def test_less_than_usual_is_a_hole_once_the_day_is_over():
    assert status(counts=Counts(2, 2)) == DayStatus.FEW
    assert status(counts=Counts()) == DayStatus.SILENT
    assert status(TODAY, counts=Counts(2, 2), watch=Watch(5, 5, 10, 10)) == DayStatus.COMPLETE
    assert status(TODAY, counts=Counts(), watch=Watch(5, 5, 10, 10)) == DayStatus.EMPTY


def test_hours_without_us_explain_what_is_missing():
    half = Watch(asked=8, answered=8, running=12)
    assert status(counts=Counts(2, 2), watch=half) == DayStatus.OUTAGE
    assert status(watch=half) == DayStatus.INTERRUPTED
    assert status(watch=Watch(20, 20, running=22)) == DayStatus.COMPLETE


def test_what_waits_is_neither_whole_nor_a_hole():
    assert status(counts=Counts(10, 8, waiting=2)) == DayStatus.WAITING
    assert DayStatus.WAITING not in ledger.HOLES


# --- days and hours ---------------------------------------------------------------------------------


def test_an_entry_counts_for_its_own_date_in_the_outlets_zone():
    late_evening = datetime(2026, 3, 18, 23, 30, tzinfo=UTC)
    assert ledger.entry_day(late_evening, NOON, MADRID) == (date(2026, 3, 19), True)
    assert ledger.entry_day(NOON - timedelta(hours=1), NOON, MADRID) == (date(2026, 3, 19), False)


def test_without_a_possible_date_it_counts_for_the_day_it_was_announced():
    assert ledger.entry_day(None, NOON, UTC) == (NOON.date(), False)
    assert ledger.entry_day(NOON + timedelta(days=3), NOON, UTC) == (NOON.date(), False)
    assert ledger.entry_day(NOON + timedelta(minutes=2), NOON, UTC) == (NOON.date(), False)


def test_the_beginning_of_time_has_no_day_before_it():
    west = ZoneInfo("America/Lima")
    assert ledger.entry_day(datetime(1, 1, 1, tzinfo=UTC), NOON, west) == (NOON.date(), False)


@given(st.none() | moments, moments.filter(lambda moment: 1900 < moment.year < 2100))
def test_every_entry_has_a_day_no_later_than_its_announcement(published, announced):
    day, late = ledger.entry_day(published, announced, UTC)
    assert day <= (announced + ledger.TOLERANCE).date()
    assert not (late and published is None)


def test_an_unknown_zone_is_utc():
    assert ledger.zone("Nowhere/Land") is UTC
    assert ledger.zone("../etc") is UTC
    assert ledger.zone("Europe/Madrid") == MADRID


def test_hours_of_a_local_day_are_found_in_the_days_of_utc():
    all_day = (1 << 24) - 1
    running = {date(2026, 3, 18): 1 << 23, date(2026, 3, 19): all_day}
    assert ledger.running_hours(date(2026, 3, 19), MADRID, NOON + timedelta(days=9), running) == (24, 24)
    assert ledger.running_hours(date(2026, 3, 19), MADRID, NOON, running) == (13, 13)
    assert ledger.running_hours(date(2026, 3, 20), MADRID, NOON + timedelta(days=9), running) == (24, 1)
    assert ledger.running_hours(date(2026, 3, 21), MADRID, NOON, running) == (0, 0)


def test_a_day_when_clocks_change_is_an_hour_shorter_or_longer():
    late = datetime(2027, 1, 1, tzinfo=UTC)
    assert ledger.running_hours(date(2026, 3, 29), MADRID, late, {}) == (23, 0)
    assert ledger.running_hours(date(2026, 10, 25), MADRID, late, {}) == (25, 0)


def test_an_hour_is_a_bit_of_its_local_day():
    assert ledger.hour_bit(NOON, UTC) == (date(2026, 3, 19), 1 << 12)
    assert ledger.hour_bit(NOON + timedelta(hours=11, minutes=30), MADRID) == (date(2026, 3, 20), 1)


# --- what is usual ----------------------------------------------------------------------------------


def history(numbers, end=TODAY):
    """The days before `end`, the latest last."""
    return {end - timedelta(days=len(numbers) - place): number for place, number in enumerate(numbers)}


def test_nothing_is_expected_of_an_outlet_that_is_hardly_known():
    assert ledger.expect(TODAY, history([10] * 13)) is None
    assert ledger.expect(TODAY, history([10] * 30, end=TODAY - timedelta(weeks=9))) is None


def test_even_days_let_expect_the_same_within_chance():
    found = ledger.expect(TODAY, history([100] * 56))
    assert (found.mean, found.low, found.high) == (100.0, 84, 116)


def test_a_weekday_of_rest_is_known():
    week = [20, 20, 20, 20, 20, 4, 4]
    days = {day: week[day.weekday()] for day in history([0] * 56)}
    sunday, friday = TODAY + timedelta(days=2), TODAY
    assert ledger.expect(sunday, days).mean < 7
    assert ledger.expect(friday, days).low > ledger.expect(sunday, days).mean


def test_unsteady_outlets_are_given_more_room():
    steady, unsteady = history([10] * 56), history([2, 18] * 28)
    assert ledger.expect(TODAY, unsteady).low < ledger.expect(TODAY, steady).low
    assert ledger.expect(TODAY, unsteady).high > ledger.expect(TODAY, steady).high


def test_an_outlet_that_publishes_seldom_is_never_silent():
    assert ledger.expect(TODAY, history([0, 0, 0, 1] * 14)).low == 0


@given(st.lists(st.integers(0, 10_000), min_size=14, max_size=80))
def test_what_is_expected_is_within_its_range(numbers):
    found = ledger.expect(TODAY, history(numbers))
    assert 0 <= found.low <= found.mean + 1
    assert found.mean - 1 <= found.high


@given(
    st.builds(Counts, *[st.integers(0, 5)] * 7, st.just({})),
    st.builds(Watch, *[st.integers(0, 24)] * 4),
    st.none() | st.just(USUAL),
    st.integers(-40, 2),
)
def test_every_day_has_a_status(counts, watch, expected, ago):
    found = status(TODAY + timedelta(days=ago), counts, watch, expected)
    assert found in DayStatus
    assert (found == DayStatus.FUTURE) == (ago > 0)
