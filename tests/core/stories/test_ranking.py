"""The order of the front page."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.stories.made import NOON

from jarida.core.stories.ranking import HALF_LIFE, NEVER, Telling, growth, rank


def told(*hours: float, language: str = "fr", first: int = 0) -> list[Telling]:
    """An outlet each, so many hours before noon."""
    return [Telling(f"o{first + at}", language, NOON - timedelta(hours=ago)) for at, ago in enumerate(hours)]


def ranked(tellings: list[Telling], now: datetime = NOON) -> float:
    return rank(tellings, now)


class TestRank:
    def test_more_outlets_stand_higher(self) -> None:
        assert ranked(told(1, 1, 1)) > ranked(told(1, 1)) > ranked(told(1))

    def test_each_doubling_counts_the_same(self) -> None:
        steps = [ranked(told(*[1] * number)) for number in (4, 8, 16, 32)]
        assert all(later - before == pytest.approx(1) for before, later in pairwise(steps))

    def test_one_outlet_s_volume_counts_once(self) -> None:
        many = [Telling("flood", "fr", NOON - timedelta(minutes=minute)) for minute in range(500)]
        assert ranked(many) == ranked(told(0))

    def test_a_half_life_is_worth_half_of_the_outlets(self) -> None:
        ago = HALF_LIFE / timedelta(hours=1)
        assert ranked(told(*[ago] * 8)) == pytest.approx(ranked(told(*[0] * 4)))

    def test_many_in_few_hours_before_as_many_in_a_day(self) -> None:
        assert ranked(told(*[1] * 8)) > ranked(told(1, 4, 7, 10, 13, 16, 19, 22))

    def test_languages_stand_higher(self) -> None:
        both = [*told(1), *told(1, language="ar", first=1)]
        assert ranked(told(1, 1)) < ranked(both) < ranked(told(1, 1, 1, 1))

    def test_an_unknown_language_is_none(self) -> None:
        assert ranked(told(1, 1)) == ranked([*told(1), *told(1, language="", first=1)])

    def test_the_great_story_of_yesterday_gives_way(self) -> None:
        assert ranked(told(*[30] * 20)) < ranked(told(0, 1))

    def test_a_column_never(self) -> None:
        assert rank(told(0, 0), NOON, is_column=True) == NEVER < ranked(told(24 * 365 * 20))

    def test_nothing_never(self) -> None:
        assert rank([], NOON) == NEVER

    def test_what_comes_from_the_future_gains_nothing(self) -> None:
        assert ranked(told(-24 * 400)) == ranked(told(0))

    def test_naive_times_are_of_utc(self) -> None:
        naive = [Telling("o0", "fr", NOON.replace(tzinfo=None))]
        assert rank(naive, NOON.replace(tzinfo=None)) == ranked(told(0))

    @given(st.lists(st.floats(0, 100), min_size=1, max_size=9), st.integers(0, 1000))
    def test_waiting_changes_nothing(self, hours: list[float], later: int) -> None:
        assert ranked(told(*hours)) == ranked(told(*hours), NOON + timedelta(hours=later))

    @given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
    def test_the_order_of_tellings_means_nothing(self, hours: list[float]) -> None:
        assert ranked(told(*hours)) == pytest.approx(ranked(told(*hours)[::-1]))

    @given(st.lists(st.floats(0, 100), min_size=1, max_size=9), st.floats(0, 100))
    def test_a_further_outlet_never_lowers_it(self, hours: list[float], further: float) -> None:
        assert ranked(told(*hours, further)) >= ranked(told(*hours)) - 1e-9


class TestGrowth:
    def test_outlets_that_are_new(self) -> None:
        assert growth(told(1, 2, 5), NOON) == 2

    def test_who_told_it_before_is_not_new(self) -> None:
        assert growth([*told(9), *told(1)], NOON) == 0

    def test_nothing(self) -> None:
        assert growth([], NOON) == 0
