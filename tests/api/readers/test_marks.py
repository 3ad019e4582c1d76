"""What was read, against a plain set that does the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.api.readers.marks import BYTES, SIZE, Marks, first_at_least

ARTICLES = st.integers(1, 3 * SIZE)
STEPS = st.lists(
    st.tuples(st.sampled_from(["read", "unread"]), st.lists(ARTICLES, max_size=5))
    | st.tuples(st.just("up to"), ARTICLES.map(lambda number: [number])),
    max_size=8,
)
PROBES = [1, 2, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE, 3 * SIZE]


@given(st.integers(0, 2 * SIZE), STEPS)
def test_as_a_set_would(floor: int, steps: list[tuple[str, list[int]]]) -> None:
    marks, plain = Marks(floor), set(range(1, floor + 1))
    seen = set(PROBES)
    for what, articles in steps:
        seen.update(articles)
        seen.update(article + 1 for article in articles)
        if what == "up to":
            marks, plain = marks.up_to(articles[0]), plain | set(range(1, articles[0] + 1))
        else:
            marks = marks.marked(articles, what == "read")
            plain = plain | set(articles) if what == "read" else plain - set(articles)
    assert {article for article in seen if marks.is_read(article)} == seen & plain
    assert all(article in plain for article in seen if article <= marks.lowest())
    assert all(len(bits) == BYTES for bits in marks.chunks.values())


def test_everything_read_needs_no_chunks() -> None:
    marks = Marks().marked([5, SIZE + 5, 2 * SIZE + 5], read=True)
    assert len(marks.chunks) == 3
    after = marks.up_to(2 * SIZE - 1)
    assert set(after.chunks) == {1, 2}
    assert after.up_to(10 * SIZE).chunks == {}


def test_an_article_below_the_floor_may_be_unread() -> None:
    marks = Marks(floor=3 * SIZE).marked([SIZE + 1], read=False)
    assert not marks.is_read(SIZE + 1)
    assert marks.is_read(SIZE)
    assert marks.is_read(SIZE + 2)
    assert marks.is_read(1)
    assert not marks.is_read(3 * SIZE + 1)
    assert marks.lowest() == SIZE - 1


def test_nothing_changes_by_nothing() -> None:
    marks = Marks(7, {3: bytes(BYTES)})
    assert marks.marked([], read=True) == marks


@given(st.integers(0, 50), st.integers(0, 300), st.integers(0, 400))
def test_the_first_of_those_that_hold(low: int, length: int, first: int) -> None:
    high = low + length
    expected = min(max(first, low + 1), high + 1)
    assert first_at_least(lambda number: number >= first, low, high) == expected


def test_recent_ones_are_found_in_few_steps() -> None:
    asked: list[int] = []

    def holds(number: int) -> bool:
        asked.append(number)
        return number >= 999_990

    assert first_at_least(holds, 0, 1_000_000) == 999_990
    assert len(asked) < 10
    asked.clear()
    assert first_at_least(lambda number: bool(asked.append(number)) or number >= 3, 0, 1_000_000) == 3
    assert len(asked) < 45


@pytest.mark.parametrize(("low", "high"), [(0, 0), (5, 5), (7, 7)])
def test_of_nothing(low: int, high: int) -> None:
    assert first_at_least(lambda number: True, low, high) == high + 1
