"""Stories of many articles at once."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.stories.made import NOTHING, Reader, article, compare

from jarida.core.stories.model import Column, Constraints, Profile
from jarida.core.stories.recluster import BLOCK, recluster, recurring_columns


def grouped(profiles: list[Profile], constraints: Constraints | None = None, **options: Any) -> list[list[int]]:
    return [sorted(group) for group in recluster(profiles, constraints, compare, threshold=0.5, **options)]


def week(count: int, events: int) -> list[Profile]:
    """Articles of a week, each event within a day of its own."""
    return [article(number, number % events, hours=(number % events) % 7 * 24 + number % 5) for number in range(count)]


class TestRecluster:
    def test_nothing(self) -> None:
        assert recluster([]) == []

    def test_one(self) -> None:
        assert grouped([article(1)]) == [[1]]

    def test_events(self) -> None:
        assert grouped([article(number, number % 3) for number in range(9)]) == [[0, 3, 6], [1, 4, 7], [2, 5, 8]]

    def test_many_blocks(self) -> None:
        profiles = week(3 * BLOCK, 100)
        found = grouped(profiles)
        assert sorted(map(tuple, found)) == sorted(
            tuple(one.id for one in profiles if one.id % 100 == event) for event in range(100)
        )

    def test_the_order_given_means_nothing(self) -> None:
        profiles = week(200, 20)
        shuffled = profiles[:]
        random.Random(3).shuffle(shuffled)
        assert grouped(profiles) == grouped(shuffled)

    def test_it_agrees_with_one_after_the_other(self) -> None:
        profiles = sorted(week(200, 20), key=lambda one: (one.at, one.id))
        reader = Reader()
        reader.take_all(profiles)
        together: dict[int, list[int]] = {}
        for one in profiles:
            together.setdefault(reader.stories[one.id], []).append(one.id)
        assert sorted(sorted(group) for group in together.values()) == sorted(grouped(profiles))

    def test_it_tells_how_far_it_is(self) -> None:
        told: list[int] = []
        grouped(week(BLOCK + 44, 20), progress=told.append)
        assert told == [BLOCK, BLOCK + 44]

    def test_the_score_of_pairs_is_used_where_no_other_is_given(self) -> None:
        said = {"names": ["~bnkrn", "~khnch"], "places": ["rabat"]}
        found = recluster([article(1, 3, **said), article(2, 3, **said), article(3, 4, names=["~msk"])])
        assert sorted(map(sorted, found)) == [[1, 2], [3]]

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 200))), max_size=30))
    def test_every_article_is_in_one_story(self, told: list[tuple[int, int | None]]) -> None:
        profiles = [article(number, event, hours) for number, (event, hours) in enumerate(told)]
        assert sorted(one for group in grouped(profiles) for one in group) == list(range(len(told)))


class TestEditors:
    def test_together_though_nothing_is_alike(self) -> None:
        said = Constraints(together=frozenset({(1, 2)}))
        assert grouped([article(1, 1), article(2, 2), article(3, 3)], said) == [[1, 2], [3]]

    def test_apart_though_all_is_alike(self) -> None:
        said = Constraints(apart=frozenset({(2, 1)}))
        found = grouped([article(number, 1) for number in range(1, 5)], said)
        assert sorted(map(len, found)) in ([1, 3], [2, 2])
        assert not any({1, 2} <= set(group) for group in found)

    def test_of_articles_that_are_gone_nothing(self) -> None:
        said = Constraints(frozenset({(1, 99)}), frozenset({(98, 99)}))
        assert grouped([article(1, 1)], said) == [[1]]

    @settings(max_examples=30, deadline=None)
    @given(st.data())
    def test_always(self, data: st.DataObject) -> None:
        pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])
        apart = data.draw(st.frozensets(pairs, max_size=6))
        together = data.draw(st.frozensets(pairs, max_size=1)) - apart - {(other, one) for one, other in apart}
        found = grouped([article(number, number % 3) for number in range(10)], Constraints(together, apart))
        at = {one: number for number, group in enumerate(found) for one in group}
        assert all(at[one] != at[other] for one, other in apart)
        assert all(at[one] == at[other] for one, other in together)


class TestTime:
    def test_an_endless_event_is_several_stories(self) -> None:
        found = grouped([article(number, 1, hours=6 * number) for number in range(80)])
        assert all(6 * (max(group) - min(group)) <= 120 for group in found)
        assert 4 <= len(found) <= 20

    def test_without_a_date_they_meet_any_day(self) -> None:
        profiles = [
            article(1, 1, hours=None),
            article(2, 1, hours=0),
            article(3, 2, hours=500),
            article(4, 2, hours=None),
        ]
        assert sorted(grouped(profiles)) == [[1, 2], [3, 4]]

    def test_years_apart_they_do_not(self) -> None:
        assert len(grouped([article(year, 1, hours=year * 8766) for year in range(30)])) == 30


class TestBadInput:
    def test_empty_ones_are_never_grouped(self) -> None:
        assert len(grouped([article(number, vector=NOTHING, digest=5, names=["a"]) for number in range(9)])) == 9

    def test_five_hundred_versions_of_a_page(self) -> None:
        flood = [article(number, 1, outlet="flood", digest=9, hours=number / 60) for number in range(500)]
        found = grouped([*flood, article(1000, 1), article(1001, 2)])
        assert sorted(map(len, found)) == [1, 501]

    def test_thirty_days_of_columns(self) -> None:
        pages = [
            article(10 * day + at, 1, hours=24 * day, column=kind, outlet="one")
            for day in range(30)
            for at, kind in enumerate((Column.REVIEW, Column.WEATHER, Column.HOROSCOPE))
        ]
        assert len(grouped(pages)) == 90

    def test_a_title_that_comes_back_every_day(self) -> None:
        pages = [article(day, 1, hours=24 * day, heading=7, outlet="one") for day in range(30)]
        assert len(grouped(pages)) == 30

    def test_two_outlets_with_the_same_boilerplate(self) -> None:
        told = [article(number, number, signature=bytes(130), words=["fr.abon"]) for number in range(100)]
        assert len(grouped(told)) == 100

    def test_a_live_blog_does_not_bind_what_it_mentions(self) -> None:
        """It names all the day's people; the day's events stay apart."""
        events = [article(10 * event + at, event, names=[f"n{event}"]) for event in range(1, 6) for at in range(4)]
        blog = article(1000, 9, names=[f"n{event}" for event in range(1, 6)])
        assert sorted(map(len, grouped([*events, blog]))) == [1, 4, 4, 4, 4, 4]


class TestRecurring:
    @pytest.mark.parametrize(("days", "column"), [(3, Column.NONE), (4, Column.REPEATED)])
    def test_from_the_fourth_day_on(self, days: int, column: Column) -> None:
        pages = [article(day, day, hours=24 * day, heading=7, outlet="one") for day in range(days)]
        assert {one.column for one in recurring_columns(pages)} == {column}

    def test_what_the_title_says_stays(self) -> None:
        pages = [article(day, hours=24 * day, heading=7, outlet="one", column=Column.WEATHER) for day in range(9)]
        assert {one.column for one in recurring_columns(pages)} == {Column.WEATHER}

    def test_without_a_heading_nothing_recurs(self) -> None:
        pages = [article(day, hours=24 * day, outlet="one") for day in range(9)]
        assert recurring_columns(pages) == pages
