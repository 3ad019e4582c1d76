"""Which story keeps its number."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.identities import Group, Plan, plan


def stories(found: Plan) -> dict[int | None, frozenset[int]]:
    return {group.story: group.articles for group in found.groups}


class TestPlan:
    def test_nothing(self) -> None:
        assert plan({}, []) == Plan((), {})

    def test_what_is_as_it_was(self) -> None:
        found = plan({1: 10, 2: 10, 3: 11}, [{1, 2}, {3}])
        assert stories(found) == {10: {1, 2}, 11: {3}}
        assert found.merged == {}
        assert found.moves({1: 10, 2: 10, 3: 11}) == {}

    def test_new_articles_are_new_stories(self) -> None:
        assert plan({}, [{1, 2}]).groups == (Group(frozenset({1, 2}), None, None),)

    def test_two_become_one_the_larger_keeps_its_number(self) -> None:
        found = plan({1: 10, 2: 11, 3: 11}, [{1, 2, 3}])
        assert stories(found) == {11: {1, 2, 3}}
        assert found.merged == {10: 11}

    def test_of_equals_the_older(self) -> None:
        found = plan({1: 11, 2: 10}, [{1, 2}])
        assert stories(found) == {10: {1, 2}}
        assert found.merged == {11: 10}

    def test_one_becomes_two(self) -> None:
        found = plan({1: 10, 2: 10, 3: 10}, [{1}, {2, 3}])
        assert found.groups == (Group(frozenset({1}), None, 10), Group(frozenset({2, 3}), 10))
        assert found.merged == {}
        assert set(found.moves({1: 10, 2: 10, 3: 10})) == {1}

    def test_an_article_goes_from_one_to_the_other(self) -> None:
        before = {1: 10, 2: 10, 3: 10, 4: 11, 5: 11}
        found = plan(before, [{1, 2}, {3, 4, 5}])
        assert stories(found) == {10: {1, 2}, 11: {3, 4, 5}}
        assert {article: group.story for article, group in found.moves(before).items()} == {3: 11}

    def test_a_story_that_is_torn_leads_where_most_went(self) -> None:
        before = dict.fromkeys((1, 2, 3), 10) | dict.fromkeys((4, 5), 11) | dict.fromkeys((6, 7, 8), 12)
        found = plan(before, [{1, 2, 3, 4}, {5, 6, 7, 8}])
        assert stories(found) == {10: {1, 2, 3, 4}, 12: {5, 6, 7, 8}}
        assert found.merged == {11: 10}

    def test_a_pin_is_stronger_than_any_share(self) -> None:
        found = plan({1: 10, 2: 11, 3: 11, 4: 11}, [{1, 2, 3, 4}], pins={1: 10})
        assert stories(found) == {10: {1, 2, 3, 4}}
        assert found.merged == {11: 10}

    def test_a_pin_into_a_story_that_no_article_was_in(self) -> None:
        assert stories(plan({1: 10}, [{1}], pins={1: 9})) == {9: {1}}

    def test_a_story_with_articles_beyond_the_week_stays(self) -> None:
        found = plan({1: 10, 2: 11, 3: 11}, [{1, 2, 3}], staying={10})
        assert found.merged == {}

    def test_the_order_of_groups_means_nothing(self) -> None:
        before = {1: 10, 2: 11, 3: 10, 4: 12}
        assert plan(before, [{1, 2}, {3, 4}]) == plan(before, [[4, 3], [2, 1]])

    def test_empty_groups_are_none(self) -> None:
        assert plan({}, [set(), {1}]).groups == (Group(frozenset({1}), None),)


ARTICLES = st.integers(1, 30)
BEFORE = st.dictionaries(ARTICLES, st.integers(1, 8))
LABELS = st.dictionaries(ARTICLES, st.integers(1, 8), min_size=1)


def grouped(labels: dict[int, int]) -> list[set[int]]:
    """The groups that labels make."""
    return [{one for one in labels if labels[one] == label} for label in sorted(set(labels.values()))]


def done(found: Plan) -> dict[int, int]:
    """The story of each article when a plan is carried out."""
    numbers = iter(range(1000, 2000))
    return {
        article: story
        for group in found.groups
        for story in [group.story if group.story is not None else next(numbers)]
        for article in group.articles
    }


class TestAlways:
    @given(BEFORE, LABELS, st.dictionaries(ARTICLES, st.integers(1, 12)))
    def test_every_article_has_one_story_and_every_story_one_group(
        self, before: dict[int, int], labels: dict[int, int], pins: dict[int, int]
    ) -> None:
        found = plan(before, grouped(labels), pins)
        held = Counter(article for group in found.groups for article in group.articles)
        assert held == dict.fromkeys(labels, 1)
        kept = [group.story for group in found.groups if group.story is not None]
        assert len(kept) == len(set(kept))

    @given(BEFORE, LABELS)
    def test_no_story_is_lost(self, before: dict[int, int], labels: dict[int, int]) -> None:
        """A story of which an article was grouped is kept or leads to one that is."""
        found = plan(before, grouped(labels))
        kept = {group.story for group in found.groups}
        former = {before[article] for article in labels if article in before}
        assert former <= kept | set(found.merged)
        assert set(found.merged.values()) <= kept
        assert not kept & set(found.merged)

    @given(BEFORE, LABELS)
    def test_done_twice_changes_nothing(self, before: dict[int, int], labels: dict[int, int]) -> None:
        after = done(plan(before, grouped(labels)))
        again = plan(after, grouped(labels))
        assert again.moves(after) == {}
        assert again.merged == {}

    @given(LABELS)
    def test_an_unchanged_grouping_changes_nothing(self, labels: dict[int, int]) -> None:
        found = plan(labels, grouped(labels))
        assert done(found) == labels
        assert found.merged == {}

    @given(LABELS)
    def test_merged_and_split_again(self, labels: dict[int, int]) -> None:
        """Whoever comes back keeps one of the old numbers; the rest say from what they were split."""
        one = done(plan(labels, [set(labels)]))
        assert len(set(one.values())) == 1
        again = plan(one, grouped(labels))
        assert sum(group.story is not None for group in again.groups) == 1
        assert {group.split_from for group in again.groups if group.story is None} <= set(one.values())

    @given(BEFORE, LABELS, st.randoms())
    def test_it_is_always_the_same(self, before: dict[int, int], labels: dict[int, int], random: object) -> None:
        groups = grouped(labels)
        shuffled = [list(group) for group in groups]
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert plan(before, groups) == plan(before, shuffled)

    @given(BEFORE, LABELS)
    def test_a_pinned_article_stays(self, before: dict[int, int], labels: dict[int, int]) -> None:
        pinned = min(labels)
        found = plan(before, grouped(labels), pins={pinned: 77})
        assert next(group.story for group in found.groups if pinned in group.articles) == 77
