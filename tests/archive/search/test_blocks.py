"""Time as lexemes: every span is exactly the blocks of its days, and few of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.search.blocks import LEVELS, blocks_of, first_key_of, number_of, span
from jarida.archive.search.keys import FIRST_KEY, LAST_KEY, candidates

keys = st.integers(FIRST_KEY, LAST_KEY)


def key_at(*moment: int) -> int:
    return next(candidates(datetime(*moment, tzinfo=UTC), 1))


def test_a_document_has_one_block_of_each_size() -> None:
    assert blocks_of(key_at(1970, 1, 2, 3, 30)) == ("@0.9", "@1.1", "@2.0", "@3.0", "@4.0", "@5.0")


def test_before_1970_blocks_count_backwards() -> None:
    assert blocks_of(key_at(1969, 12, 31, 23, 0)) == tuple(f"@{level}.-1" for level in range(LEVELS))


@given(keys)
def test_a_block_begins_at_or_before_its_keys(key: int) -> None:
    first = first_key_of(number_of(key))
    assert first <= key
    assert number_of(first) == number_of(key)
    assert number_of(first - 1) == number_of(key) - 1


@given(st.integers(-300_000, 300_000), st.integers(0, 20_000), st.integers(-21_000, 41_000))
def test_a_span_holds_its_own_blocks_and_no_others(first: int, length: int, offset: int) -> None:
    asked = first + offset
    inside = first <= asked <= first + length
    assert bool({*span(first, first + length)} & {*blocks_of(first_key_of(asked))}) == inside


def test_a_span_of_one_block_is_that_block() -> None:
    number = number_of(key_at(2024, 4, 22))
    assert span(number, number) == (f"@0.{number}",)


def test_an_empty_span_has_no_blocks() -> None:
    assert span(10, 9) == ()


@given(st.integers(-300_000, 300_000), st.integers(0, 300_000))
def test_a_century_takes_few_blocks(first: int, length: int) -> None:
    blocks = span(first, first + length)
    assert len(blocks) <= 14 * LEVELS
    assert len(set(blocks)) == len(blocks)


def test_five_years_from_a_whole_block_on_take_few() -> None:
    least = datetime(2020, 1, 1, tzinfo=UTC)
    first, last = (number_of(next(candidates(at, 1))) for at in (least, least + timedelta(days=1826)))
    assert len(span(first, last)) < 40
