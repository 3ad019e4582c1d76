"""Which articles may stand in one story at all."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from tests.core.stories.made import NOON, NOTHING, article

from jarida.core.stories.meeting import REACH, SPAN, day_of, may_meet, minute_of
from jarida.core.stories.model import Column

HOURS = REACH / timedelta(hours=1)


class TestMayMeet:
    def test_events_within_reach(self) -> None:
        assert may_meet(article(1), article(2, hours=HOURS))
        assert not may_meet(article(1), article(2, hours=HOURS + 1))

    def test_without_a_date_any(self) -> None:
        assert may_meet(article(1, hours=None), article(2, hours=9999))

    def test_two_empty_ones_never(self) -> None:
        empty = article(1, vector=NOTHING, digest=5)
        assert not may_meet(empty, replace(empty, id=2))
        assert may_meet(empty, article(2))

    @pytest.mark.parametrize("kind", [kind for kind in Column if kind])
    def test_a_column_meets_no_event(self, kind: Column) -> None:
        assert not may_meet(article(1, column=kind), article(2))
        assert not may_meet(article(1), article(2, column=kind))

    @pytest.mark.parametrize("kind", [Column.REVIEW, Column.WEATHER, Column.HOROSCOPE, Column.SERVICE])
    def test_a_column_meets_those_of_its_kind_and_day(self, kind: Column) -> None:
        page = article(1, column=kind)
        assert may_meet(page, article(2, hours=11, column=kind))
        assert not may_meet(page, article(2, hours=13, column=kind))
        assert not may_meet(page, article(2, hours=None, column=kind))

    def test_columns_of_two_kinds_never(self) -> None:
        assert not may_meet(article(1, column=Column.WEATHER), article(2, column=Column.REVIEW))

    def test_what_one_outlet_repeats_is_not_what_another_does(self) -> None:
        page = article(1, column=Column.REPEATED, outlet="a")
        assert may_meet(page, article(2, column=Column.REPEATED, outlet="a"))
        assert not may_meet(page, article(2, column=Column.REPEATED, outlet="b"))


class TestTimes:
    def test_a_day_is_that_of_utc(self) -> None:
        late = NOON.replace(hour=23, minute=30)
        assert day_of(late.astimezone(timezone(timedelta(hours=1)))) == day_of(NOON)
        assert day_of(NOON.replace(tzinfo=None)) == day_of(NOON)

    def test_minutes(self) -> None:
        assert minute_of(NOON.replace(tzinfo=None)) == minute_of(NOON)
        assert minute_of(NOON + timedelta(hours=1)) == minute_of(NOON) + 60

    def test_a_story_ends_within_the_window(self) -> None:
        assert REACH < SPAN < timedelta(days=7)
