"""Coverage of a week: groups, what one of them alone tells, and what is not stated."""

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.coverage import KIND, LANGUAGE, OWNERSHIP, SIDES, Count, Coverage, Group, Owner, Telling, cover

STATE, OTHER_STATE, PRIVATE, UNKNOWN = 1, 2, 3, 4
OWNERS = {
    STATE: Owner("agency", "state"),
    OTHER_STATE: Owner("newspaper", "state"),
    PRIVATE: Owner("newspaper", "private"),
    UNKNOWN: Owner("site", ""),
}


def told(*tellings: tuple[int, int, str], counts: tuple[Count, ...] = ()) -> Coverage:
    """The coverage of stories as (story, outlet, language)."""
    return cover(counts, [Telling(*each) for each in tellings], OWNERS)


def group(coverage: Coverage, side: str, key: str) -> Group:
    return next(each for each in coverage.groups[side] if each.key == key)


def test_nothing() -> None:
    found = cover((), (), {})
    assert (found.articles, found.outlets, found.stories) == (0, 0, 0)
    assert found.groups == dict.fromkeys(SIDES, ())
    assert found.languages == {}


def test_a_story_that_one_outlet_tells_is_none() -> None:
    found = told((1, STATE, "fr"), (1, STATE, "ar"))
    assert found.stories == 0
    assert found.alone == {side: {} for side in SIDES}


def test_articles_are_counted_by_each_side() -> None:
    found = told(
        counts=(Count(STATE, "fr", 10), Count(STATE, "ar", 5), Count(PRIVATE, "fr", 20), Count(UNKNOWN, "", 1))
    )
    assert (found.articles, found.outlets) == (36, 3)
    assert group(found, LANGUAGE, "fr") == Group("fr", 2, 30, 0, 0)
    assert group(found, KIND, "agency").articles == 15
    assert group(found, OWNERSHIP, "private").articles == 20
    assert group(found, OWNERSHIP, "").articles == 1


def test_what_is_not_stated_comes_last() -> None:
    found = told(counts=(Count(UNKNOWN, "", 100), Count(STATE, "fr", 1), Count(PRIVATE, "ar", 2)))
    assert [each.key for each in found.groups[OWNERSHIP]] == ["private", "state", ""]
    assert [each.key for each in found.groups[LANGUAGE]] == ["ar", "fr", ""]


def test_what_one_language_alone_tells() -> None:
    found = told((1, STATE, "ar"), (1, PRIVATE, "ar"), (2, STATE, "fr"), (2, PRIVATE, "ar"))
    assert found.alone[LANGUAGE] == {"ar": (1,)}
    assert group(found, LANGUAGE, "ar") == Group("ar", 0, 0, 2, 1)
    assert group(found, LANGUAGE, "fr") == Group("fr", 0, 0, 1, 0)
    assert found.languages == {1: 1, 2: 1}


def test_what_one_ownership_alone_tells() -> None:
    found = told((1, STATE, "fr"), (1, OTHER_STATE, "ar"), (2, STATE, "fr"), (2, PRIVATE, "fr"))
    assert found.alone[OWNERSHIP] == {"state": (1,)}


def test_an_outlet_that_is_not_stated_may_be_anyones() -> None:
    found = told((1, STATE, "fr"), (1, UNKNOWN, "fr"), (2, UNKNOWN, "fr"), (2, 99, "fr"))
    assert found.alone[OWNERSHIP] == {}
    assert group(found, OWNERSHIP, "").stories == 2


def test_the_most_told_first() -> None:
    found = told(
        (1, STATE, "fr"), (1, PRIVATE, "fr"), (2, STATE, "fr"), (2, PRIVATE, "fr"), (2, UNKNOWN, "fr"),
        (3, STATE, "fr"),
        (3, OTHER_STATE, "fr"),
    )  # fmt: skip
    assert found.alone[LANGUAGE] == {"fr": (2, 3, 1)}


def test_a_telling_that_comes_twice_counts_once() -> None:
    assert told((1, STATE, "fr"), (1, PRIVATE, "fr"), (1, PRIVATE, "fr")) == told((1, STATE, "fr"), (1, PRIVATE, "fr"))


tellings = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 5), st.sampled_from(["fr", "ar", "es", ""])))


@given(tellings)
def test_what_holds_for_any_week(found: list[tuple[int, int, str]]) -> None:
    coverage = told(*found)
    assert sum(coverage.languages.values()) == coverage.stories
    for side in SIDES:
        assert all(each.alone <= each.stories <= coverage.stories for each in coverage.groups[side])
        assert "" not in coverage.alone[side]
        stories = [story for listed in coverage.alone[side].values() for story in listed]
        assert len(stories) == len(set(stories)), "what one alone tells no other tells"
    assert told(*reversed(found)) == coverage
