"""Which story an article goes into, as articles come."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from tests.core.stories.made import NOON, NOTHING, Reader, article, vector, window

from jarida.core.stories import clustering
from jarida.core.stories.columns import column, heading
from jarida.core.stories.model import Assignment, Column, Constraints, Profile


class TestAssign:
    def test_the_first_article_begins_a_story(self) -> None:
        assert window().assign(article(1)) == Assignment(None)

    def test_articles_of_one_event_are_one_story(self) -> None:
        assert Reader().take_all(article(number, event=7) for number in range(1, 6)) == [1] * 5

    def test_articles_of_other_events_are_not(self) -> None:
        assert Reader().take_all(article(number, event=number) for number in range(1, 6)) == [1, 2, 3, 4, 5]

    def test_languages_do_not_divide(self) -> None:
        told = [article(number, 3, language=language) for number, language in enumerate(("fr", "ar", "es", "en"), 1)]
        assert Reader().take_all(told) == [1] * 4

    def test_it_says_how_likely_by_which_member_and_why(self) -> None:
        reader = Reader()
        reader.take(article(1, 3, names=["akhannouch"]))
        reader.take(article(2, 3, vector=vector(3, noise=0.9, seed=2)))
        found = reader.window.assign(article(3, 3, names=["akhannouch"]))
        assert (found.story, found.nearest) == (1, 1)
        assert found.comparison is not None
        assert found.comparison.names == {"akhannouch"}
        assert 0.5 < found.probability < found.comparison.probability  # the mean over both

    def test_the_mean_decides_not_the_nearest(self) -> None:
        reader = Reader(bar=0.6)
        reader.take_all(article(number, 3) for number in range(1, 5))
        bridge = replace(article(9, 3), vector=vector(4), names=frozenset({"x"}))
        reader.window.update(replace(article(1, 3), names=frozenset({"x"})), 1)
        assert reader.window.assign(bridge).story is None
        assert 0 < reader.window.assign(bridge).probability < 0.6

    def test_of_two_stories_the_likelier(self) -> None:
        reader = Reader()
        reader.take_all([article(1, 3), article(2, 4)])
        assert reader.window.assign(article(5, 4)).story == 2

    def test_nothing_is_changed_by_asking(self) -> None:
        asked = window()
        asked.assign(article(1))
        assert len(asked) == 0
        assert 1 not in asked

    def test_an_article_is_not_compared_with_itself(self) -> None:
        reader = Reader()
        reader.take(article(1, 3))
        assert reader.window.assign(article(1, 3)).story is None

    def test_a_name_joins_where_the_vector_fails(self) -> None:
        asked = window()
        asked.add(article(1, 3, names=["bnkrn", "khnch"]), 1)
        lost = article(2, vector=NOTHING, names=["bnkrn", "khnch"])
        assert asked.assign(lost).story == 1

    def test_a_copy_joins_whatever_its_vector(self) -> None:
        asked = window()
        asked.add(article(1, 3, digest=77), 1)
        assert asked.assign(article(2, 4, digest=77)).story == 1

    def test_the_score_of_pairs_is_used_where_no_other_is_given(self) -> None:
        own = clustering.Window()
        own.add(article(1, 3, vector=vector(3, 0.1), names=["bnkrn"], words=["fr.crise"]), 1)
        assert own.assign(article(2, 3, vector=vector(3, 0.1), names=["bnkrn"], words=["fr.crise"])).story == 1
        assert own.assign(article(3, 4, names=["msk"])).story is None

    def test_what_is_rare_is_counted_where_there_is_enough(self) -> None:
        asked = clustering.Window()
        assert asked.rarity().total == 0
        for number in range(1, clustering.ENOUGH + 1):
            asked.add(article(number, number, names=["maroc"]), number)
        asked.add(article(9000, 5, names=["rabat"]), 5)
        assert asked.rarity().of("maroc") < 0.1 < asked.rarity().of("rabat")
        asked.remove(9000)
        assert asked.rarity().counts["rabat"] == 0


class TestPrepare:
    def test_all_at_once_finds_what_one_after_the_other_finds(self) -> None:
        told = [article(number, event=number % 4) for number in range(1, 40)]
        single, together = Reader(), Reader()
        stories = single.take_all(told)
        for start in range(0, len(told), 8):
            together.window.prepare(told[start : start + 8])
            together.take_all(told[start : start + 8])
        assert [together.stories[one.id] for one in told] == stories
        assert len(set(stories)) == 4

    def test_what_left_meanwhile_is_not_found(self) -> None:
        asked = window()
        asked.add(article(1, 3), 1)
        asked.prepare([article(2, 3)])
        asked.remove(1)
        assert asked.assign(article(2, 3)).story is None

    def test_a_page_that_left_meanwhile_is_not_found(self) -> None:
        asked = window()
        asked.add(article(1, 3), 1)
        asked.prepare([article(2, 3)])
        asked.advance(NOON + timedelta(days=20))
        assert asked.assign(article(2, 3)).story is None


class TestKept:
    def test_what_is_there(self) -> None:
        asked = window()
        asked.add(article(1, 3, names=["a"], signature=b"x", agency="map", column=Column.WEATHER), 8)
        assert 1 in asked
        assert asked.story(1) == 8
        assert asked.story(2) is None
        assert asked.members(8) == {1}
        assert asked.members(9) == frozenset()
        kept, given = asked.profile(1), article(1, 3, names=["a"], signature=b"x", agency="map", column=Column.WEATHER)
        assert np.array_equal(kept.vector, given.vector)
        assert replace(kept, vector=NOTHING) == replace(given, vector=NOTHING)

    def test_adding_twice_changes_nothing(self) -> None:
        asked = window()
        for _ in range(2):
            asked.add(article(1, 3), 8)
        assert (len(asked), asked.members(8)) == (1, {1})

    def test_what_was_removed_is_not_found(self) -> None:
        asked = window()
        asked.add(article(1, 3, names=["a"], digest=5), 8)
        asked.remove(1)
        asked.remove(1)
        assert asked.assign(article(2, 3, names=["a"], digest=5)).story is None
        assert (len(asked), asked.members(8)) == (0, frozenset())

    def test_what_changed_is_found_by_what_it_is_now(self) -> None:
        asked = window()
        asked.add(article(1, 3), 8)
        asked.update(article(1, 4), 8)
        assert asked.assign(article(2, 3)).story is None
        assert asked.assign(article(2, 4)).story == 8

    def test_what_changed_its_day_too(self) -> None:
        asked = window()
        asked.add(article(1, 3), 8)
        asked.update(article(1, 3, hours=-30), 9)
        assert (len(asked), asked.story(1), asked.members(8)) == (1, 9, frozenset())

    def test_what_went_into_another_story(self) -> None:
        asked = window()
        asked.add(article(1, 3), 8)
        asked.move(1, 9)
        asked.move(2, 9)
        assert asked.assign(article(2, 3)).story == 9
        assert asked.members(8) == frozenset()

    def test_another_encoder_s_vector_is_refused(self) -> None:
        asked = window()
        asked.add(article(1), 1)
        with pytest.raises(ValueError, match="32 among those of 64"):
            asked.add(article(2, vector=np.ones(32, dtype=np.int8)), 1)

    def test_days_before_the_window_are_forgotten(self) -> None:
        asked = window(window_days=2)
        asked.add(article(1, 3, hours=-72), 1)
        asked.add(article(2, 3, hours=-24), 1)
        asked.advance(NOON)
        assert (len(asked), 1 in asked, asked.members(1)) == (1, False, {2})

    def test_what_is_before_the_window_is_left_out(self) -> None:
        asked = window(window_days=2)
        asked.advance(NOON)
        asked.add(article(1, 3, hours=-2000), 1)
        assert len(asked) == 0

    def test_what_moves_before_the_window_leaves_it(self) -> None:
        asked = window(window_days=2)
        asked.add(article(1), 1)
        asked.advance(NOON)
        asked.add(article(1, hours=-2000), 1)
        assert len(asked) == 0

    def test_a_date_of_the_future_drives_nothing_out(self) -> None:
        asked = window()
        asked.add(article(1, 3), 1)
        asked.add(article(2, 4, hours=24 * 900), 2)
        asked.advance(NOON)
        assert asked.assign(article(3, 3)).story == 1

    def test_it_holds_no_more_than_it_may(self) -> None:
        asked = window(most=10)
        for number in range(1, 31):
            asked.add(article(number, number, hours=12 * number), number)
        assert len(asked) <= 10
        assert 30 in asked
        assert asked.size() < 30_000_000

    def test_without_a_date_it_stays_as_long_as_the_newest(self) -> None:
        asked = window()
        asked.add(article(1, 3), 1)
        asked.add(article(2, 4, hours=None), 2)
        asked.advance(NOON + timedelta(days=6))
        assert 2 in asked


class TestEditors:
    def test_together(self) -> None:
        asked = window(constraints=Constraints(together=frozenset({(1, 2)})))
        asked.add(article(1, 3), 8)
        found = asked.assign(article(2, 4))
        assert (found.story, found.probability, found.nearest) == (8, 1.0, 1)

    def test_apart(self) -> None:
        asked = window(constraints=Constraints(apart=frozenset({(2, 1)})))
        asked.add(article(1, 3), 8)
        assert asked.assign(article(2, 3)).story is None
        assert asked.assign(article(3, 3)).story == 8

    def test_apart_is_stronger(self) -> None:
        asked = window(constraints=Constraints(frozenset({(1, 3)}), frozenset({(2, 3)})))
        asked.add(article(1, 3), 8)
        asked.add(article(2, 3), 8)
        assert asked.assign(article(3, 3)).story is None

    def test_said_later(self) -> None:
        asked = window()
        asked.add(article(1, 3), 8)
        asked.constrain(Constraints(apart=frozenset({(1, 2)})))
        assert asked.assign(article(2, 3)).story is None

    def test_an_article_alone_in_the_story_that_it_is_wanted_in(self) -> None:
        asked = window(constraints=Constraints(together=frozenset({(1, 1)})))
        asked.add(article(1, 3), 8)
        assert asked.assign(article(1, 3)) == Assignment(8, 1.0)


class TestTime:
    def test_far_apart_they_do_not_meet(self) -> None:
        asked = window()
        asked.add(article(1, 3), 1)
        assert asked.assign(article(2, 3, hours=71)).story == 1
        assert asked.assign(article(2, 3, hours=73)).story is None

    def test_a_story_ends(self) -> None:
        """Every six hours one event is told anew: no story spans more than five days."""
        reader = Reader(bar=0.1)
        told = [article(number, 3, hours=6 * number) for number in range(1, 121)]
        for one in told:
            reader.window.advance(one.at or NOON)
            reader.take(one)
        times: dict[int, list[float]] = {}
        for one in told:
            times.setdefault(reader.stories[one.id], []).append(6 * one.id)
        assert len(times) >= 6
        assert all(max(hours) - min(hours) <= 120 for hours in times.values())

    def test_it_does_not_drift_from_one_event_into_another(self) -> None:
        """Each article lies near the one before; the last is far from the first."""
        reader = Reader(bar=0.75)
        first, last = vector(1, 0).astype(float), vector(2, 0).astype(float)
        for number in range(1, 41):
            way = (1 - number / 40) * first + number / 40 * last
            way = np.round(127 * way / np.linalg.norm(way)).astype(np.int8)
            reader.take(article(number, vector=way, hours=number))
        assert reader.stories[1] != reader.stories[40]

    def test_a_live_blog_that_grows_all_day(self) -> None:
        """It changes three hundred times and names everyone: one place, and no story of everything."""
        reader = Reader()
        others = [article(number, number, names=[f"name{number}"]) for number in range(10, 40)]
        reader.take_all(others)
        blog = article(1, 3, names=["war"])
        story = reader.take(blog)
        for minute in range(300):
            grown = replace(blog, names=blog.names | {f"new{minute}"}, vector=vector(3, seed=minute % 7))
            reader.window.update(grown, story)
        assert reader.window.members(story) == {1}
        assert len(reader.window) == 31
        assert len({reader.take(article(number, number)) for number in range(50, 60)}) == 10
        assert reader.take(article(70, 3)) == story


class TestOneOutlet:
    def test_its_many_versions_count_once(self) -> None:
        """Five hundred versions of a page that resembles the event a little do not outweigh two who tell it."""
        reader = Reader()
        reader.take_all([article(1, 3), article(2, 3)])
        for number in range(1000, 1500):
            page = article(number, outlet="flood", vector=vector(3, 0.6, seed=1), hours=(number - 1000) / 60)
            reader.window.add(page, 1)
        found = reader.window.assign(article(3, 3))
        assert found.story == 1
        assert found.probability > 0.5

    def test_five_hundred_versions_are_one_story_and_cost_little(self) -> None:
        compared: list[int] = []

        def counting(one: Profile, other: Profile, cosine: float | None) -> clustering.Comparison:
            compared.append(1)
            from tests.core.stories.made import compare

            return compare(one, other, cosine)

        reader = Reader(compare=counting)
        stories = reader.take_all(
            article(number, 3, outlet="flood", digest=9, hours=number / 60, names=["a"]) for number in range(1, 501)
        )
        assert set(stories) == {1}
        assert len(compared) < 500 * 80

    def test_it_still_finds_the_event_of_others(self) -> None:
        reader = Reader()
        reader.take_all(article(number, 3, outlet="flood", digest=9) for number in range(1, 200))
        assert reader.take(article(1000, 3)) == 1


class TestBadInput:
    def test_empty_ones_are_never_grouped(self) -> None:
        empty = [article(number, vector=NOTHING, digest=5, words=["x"], names=["a", "b"]) for number in range(1, 6)]
        assert len(set(Reader().take_all(empty))) == 5

    def test_two_outlets_with_the_same_boilerplate(self) -> None:
        """Each says the same below every article: that alone joins nothing."""
        told = [
            article(number, number, signature=bytes(130), words=["fr.abon", "fr.newslet"], hours=number / 60)
            for number in range(1, 101)
        ]
        assert len(set(Reader().take_all(told))) == 100

    def test_a_wrong_language_does_not_matter(self) -> None:
        reader = Reader()
        assert reader.take_all([article(1, 3), article(2, 3, language="xx"), article(3, 3, language="")]) == [1, 1, 1]

    def test_without_an_outlet_each_counts(self) -> None:
        assert Reader().take_all(article(number, 3, outlet="") for number in range(1, 30)) == [1] * 29

    def test_without_any_date(self) -> None:
        assert Reader().take_all(article(number, 3, hours=None) for number in range(1, 5)) == [1] * 4

    def test_a_naive_date_is_one_of_utc(self) -> None:
        reader = Reader()
        for number in (1, 2):
            reader.take(replace(article(number, 3), at=NOON.replace(tzinfo=None)))
        assert len(reader.window) == 2


MONTHLY = (
    ("Revue de presse du {}", "fr"),
    ("Météo : les prévisions du {}", "fr"),
    ("Horoscope du {}", "fr"),
    ("أبرز عناوين الصحف ليوم {}", "ar"),
    ("El tiempo para el {}", "es"),
    ("Prayer times for {}", "en"),
)


class TestColumns:
    @pytest.mark.parametrize(("title", "language"), MONTHLY)
    def test_thirty_days_of_a_column_are_thirty_stories(self, title: str, language: str) -> None:
        reader = Reader()
        stories = []
        for day in range(1, 31):
            said = title.format(f"{day} mars")
            page = article(day, 3, hours=24 * day, language=language, column=column(said, language), outlet="one")
            reader.window.advance(page.at or NOON)
            stories.append(reader.take(page))
        assert len(set(stories)) == 30

    def test_a_column_joins_no_event(self) -> None:
        reader = Reader()
        reader.take(article(1, 3))
        assert reader.take(article(2, 3, column=Column.REVIEW)) == 2
        assert reader.take(article(3, 3)) == 1

    def test_columns_of_one_day_may_be_one(self) -> None:
        reader = Reader()
        told = [article(number, 3, column=Column.WEATHER) for number in (1, 2)]
        assert reader.take_all(told) == [1, 1]
        assert reader.take(article(3, 3, column=Column.HOROSCOPE)) == 2

    def test_what_an_outlet_repeats_is_a_column_from_the_fourth_day_on(self) -> None:
        reader = Reader()
        for day in range(1, 8):
            page = article(day, 3, hours=24 * day, outlet="one", heading=heading(f"Le billet du {day} mars"))
            assert reader.window.column(page) is (Column.REPEATED if day > 3 else Column.NONE)
            reader.take(page)
        assert reader.stories[7] != reader.stories[6] != reader.stories[5]

    def test_not_what_several_outlets_say(self) -> None:
        asked = window()
        for day in range(1, 8):
            asked.add(article(day, 3, hours=24 * day, heading=heading("Séisme à Agadir")), 1)
        assert asked.column(article(9, 3, hours=200, heading=heading("Séisme à Agadir"))) is Column.NONE

    def test_not_what_it_says_often_on_one_day(self) -> None:
        asked = window()
        for number in range(1, 8):
            asked.add(article(number, 3, outlet="one", heading=4), 1)
        assert asked.column(article(9, 3, outlet="one", heading=4)) is Column.NONE

    def test_a_title_of_nothing_is_no_column(self) -> None:
        assert window().column(article(1, heading=0)) is Column.NONE
        assert window().column(article(1, heading=3, hours=None)) is Column.NONE
