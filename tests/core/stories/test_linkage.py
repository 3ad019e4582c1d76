"""Average link over given pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.linkage import Rules, average_link

Table = dict[tuple[int, int], float]


def joined(count: int, table: Table, threshold: float = 0.5, rules: Rules | None = None) -> list[int]:
    """The groups where all pairs are known; what is not in the table is 0."""

    def score(one: int, other: int) -> float:
        return table.get((min(one, other), max(one, other)), 0.0)

    likely = [(one, other, value) for (one, other), value in table.items()]
    return average_link(count, likely, score, threshold, rules)


def everyone(count: int, value: float) -> Table:
    return {(one, other): value for other in range(count) for one in range(other)}


class TestAverageLink:
    def test_nothing(self) -> None:
        assert joined(0, {}) == []

    def test_who_is_near_nobody_is_alone(self) -> None:
        assert joined(3, {(0, 2): 0.4}) == [0, 1, 2]

    def test_pairs(self) -> None:
        assert joined(4, {(0, 2): 0.9, (1, 3): 0.8}) == [0, 1, 0, 1]

    def test_a_bridge_does_not_join_two_groups(self) -> None:
        """0, 1, 2 are one and 3, 4, 5 another; only 2 and 3 are near."""
        inner = dict.fromkeys(((0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)), 0.9)
        assert joined(6, {**inner, (2, 3): 0.8}) == [0, 0, 0, 3, 3, 3]

    def test_the_mean_over_all_pairs(self) -> None:
        near = {(0, 1): 0.9, (0, 2): 0.7, (1, 2): 0.35}
        assert joined(3, near, 0.52) == [0, 0, 0]
        assert joined(3, near, 0.53) == [0, 0, 2]

    def test_what_was_not_compared_is_measured(self) -> None:
        asked: list[tuple[int, int]] = []

        def score(one: int, other: int) -> float:
            asked.append((one, other))
            return 0.8

        assert average_link(3, [(0, 1, 0.9), (0, 2, 0.8)], score, 0.5) == [0, 0, 0]
        assert [tuple(sorted(pair)) for pair in asked] == [(1, 2)]

    def test_it_is_not_measured_where_it_cannot_matter(self) -> None:
        def score(one: int, other: int) -> float:
            raise AssertionError((one, other))

        assert average_link(3, [(0, 1, 0.9), (0, 2, 0.1)], score, 0.6) == [0, 0, 2]

    @given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
                           st.floats(0, 1)))  # fmt: skip
    def test_everyone_is_in_the_group_of_its_first(self, table: Table) -> None:
        labels = joined(8, table)
        assert all(label <= at and labels[label] == label for at, label in enumerate(labels))


class TestRules:
    def test_a_teller_counts_once(self) -> None:
        """Nine versions by one outlet are near the event of 9 and 10 by chance; one outlet more says no."""
        table = everyone(9, 0.99) | {(at, 10): 0.6 for at in range(9)} | {(9, 10): 0.3}
        table |= {(at, 9): 0.9 for at in range(9)}
        one_each = Rules(tellers=["flood"] * 9 + ["b", "c"])
        assert joined(11, table, 0.5)[10] == 0
        assert joined(11, table, 0.5, one_each)[10] == 10

    def test_who_is_told_by_nobody_counts_each(self) -> None:
        table = everyone(3, 0.9)
        assert joined(3, table, 0.5, Rules(tellers=[None] * 3)) == joined(3, table, 0.5)

    def test_a_group_does_not_go_on_for_ever(self) -> None:
        chain = everyone(10, 0.9)
        labels = joined(10, chain, 0.5, Rules(times=[float(at) for at in range(10)], longest=3))
        spans = [[at for at in range(10) if labels[at] == label] for label in set(labels)]
        assert all(max(span) - min(span) <= 3 for span in spans)

    def test_what_has_no_time_does_not_lengthen_it(self) -> None:
        assert joined(3, everyone(3, 0.9), 0.5, Rules(times=[0.0, None, 1.0], longest=3)) == [0, 0, 0]

    def test_joined_whatever_the_score(self) -> None:
        assert joined(3, {}, 0.5, Rules(joined=[(2, 0)])) == [0, 1, 0]

    def test_apart_whatever_the_score(self) -> None:
        labels = joined(3, everyone(3, 0.99), 0.5, Rules(apart=[(0, 2)]))
        assert labels[0] != labels[2]

    def test_of_both_apart_is_stronger(self) -> None:
        said = Rules(joined=[(0, 1), (1, 2)], apart=[(0, 2)])
        assert joined(3, {}, 0.5, said) == [0, 0, 2]

    def test_joined_is_stronger_than_time(self) -> None:
        assert joined(2, {}, 0.5, Rules(joined=[(0, 1)], times=[0.0, 99.0], longest=3)) == [0, 0]

    def test_groups_that_are_divided(self) -> None:
        asked: list[tuple[int, int]] = []

        def divided(one: object, other: object) -> bool:
            asked.append((len(list(one)), len(list(other))))  # type: ignore[call-overload]
            return True

        assert joined(2, everyone(2, 0.9), 0.5, Rules(divided=divided)) == [0, 1]
        assert asked == [(1, 1)]

    @pytest.mark.parametrize("apart", [[(0, 1)], [(0, 1), (2, 3)], [(0, 3), (1, 2), (0, 2)]])
    def test_apart_always(self, apart: list[tuple[int, int]]) -> None:
        labels = joined(4, everyone(4, 0.9), 0.5, Rules(apart=apart))
        assert all(labels[one] != labels[other] for one, other in apart)
