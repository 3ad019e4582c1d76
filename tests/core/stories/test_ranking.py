"""Stories in the order of the front page."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.ranking import HALF_LIFE, LEAST, rank
from jarida.core.stories.telling import Told

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def told(*hours: float, outlet=None, reprint=False):
    return [
        Told(number, outlet or number, "fr", NOW - timedelta(hours=ago), reprint=reprint)
        for number, ago in enumerate(hours, 1)
    ]


def test_more_outlets_come_first():
    assert rank(told(1, 1, 1), NOW) > rank(told(1, 1), NOW) > rank(told(1), NOW)


def test_the_fresher_comes_first():
    assert rank(told(1, 1), NOW) > rank(told(5, 5), NOW)


def test_half_as_many_outlets_are_as_good_a_half_life_later():
    later = HALF_LIFE / timedelta(hours=1)
    assert rank(told(0, 0), NOW) == rank(told(later, later, later, later), NOW)


def test_what_grows_rises():
    assert rank(told(9, 8, 1, 1), NOW) > rank(told(9, 8, 8, 8), NOW)


def test_one_outlet_s_volume_counts_nothing():
    assert rank(told(*([9.0] + [1.0] * 50), outlet=7), NOW) == rank(told(9), NOW)


def test_a_reprint_counts_half():
    own, copied = told(1), told(1, 1, reprint=True)
    assert rank(copied, NOW) == rank(own, NOW)


def test_a_wrong_date_leads_no_page_for_days():
    assert rank(told(-1000), NOW) == rank(told(0), NOW)


def test_nothing_is_last():
    assert rank([], NOW) == LEAST < rank(told(24 * 365 * 500), NOW)


@given(st.lists(st.floats(0, 24 * 3650), min_size=1, max_size=20), st.floats(0, 10_000))
def test_one_more_outlet_never_lowers(hours, another):
    assert rank(told(*hours, another), NOW) >= rank(told(*hours), NOW)
