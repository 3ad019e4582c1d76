"""How a question is put to the index: short beginnings are looked at in rows, windows say their time."""

import pytest

from jarida.archive.search.blocks import MINUTES
from jarida.archive.search.keys import SLOT_BITS
from jarida.archive.search.postgresql_plans import (
    SIZES,
    SIZES_BY_HITS,
    SIZES_BY_PAIRS,
    SIZES_BY_ROWS,
    Window,
    aligned,
    plan,
    without_short,
)
from jarida.core.search.expression import EVERYTHING, All, Any, Expression, Form, Sequence, Starts, Stem, Tag, Without

BLOCK = MINUTES << SLOT_BITS  # keys of one smallest block
SHORT = Starts("co")
LONG = Starts("const")
FORM = Form("eau")


@pytest.mark.parametrize(
    ("expression", "weaker"),
    [
        (FORM, FORM),
        (LONG, LONG),
        (SHORT, None),
        (All((FORM, SHORT)), All((FORM,))),
        (All((SHORT, Starts("de"))), None),
        (Any((FORM, SHORT)), None),
        (Any((FORM, LONG)), Any((FORM, LONG))),
        (Any((FORM, All((Tag("~o1"), SHORT)))), Any((FORM, All((Tag("~o1"),))))),
        (All((FORM, Without(SHORT))), All((FORM,))),
        (All((SHORT, Without(FORM))), None),
        (All((FORM, Without(Stem("fr.eau")))), All((FORM, Without(Stem("fr.eau"))))),
        (All((FORM, Without(Any((LONG, SHORT))))), All((FORM,))),
        (All((FORM, Without(All((LONG, SHORT))))), All((FORM,))),
    ],
)
def test_short_beginnings_are_left_out_of_what_the_index_is_asked(
    expression: Expression, weaker: Expression | None
) -> None:
    assert without_short(expression) == weaker


def test_what_the_index_can_answer_is_not_looked_at_again() -> None:
    found = plan(All((FORM, LONG)))
    assert found is not None
    assert (found.check, found.index, found.sizes) == ("", found.whole, SIZES)


def test_a_short_beginning_beside_a_word_is_looked_at_in_the_words_rows() -> None:
    found = plan(All((FORM, SHORT)))
    assert found is not None
    assert (found.index, found.check, found.sizes) == ("('eau')", found.whole, SIZES)


def test_a_short_beginning_alone_is_looked_at_in_few_rows_first() -> None:
    found = plan(SHORT)
    assert found is not None
    assert (found.index, found.check, found.sizes) == ("", "'co':*", SIZES_BY_ROWS)


def test_a_window_of_everything_is_not_limited() -> None:
    assert Window(0, BLOCK, everything=True).within("'a'") == "'a'"
    assert Window(0, BLOCK, everything=True).within("") == f"'{EVERYTHING.token}'"


def test_a_window_says_its_blocks_of_time() -> None:
    assert Window(8 * BLOCK, 17 * BLOCK - 1).within("'a'") == "('a' & ('@0.16' | '@1.1'))"
    assert Window(8 * BLOCK, 17 * BLOCK - 1).within("") == "('@0.16' | '@1.1')"


def test_windows_begin_with_a_block_but_not_before_what_is_asked() -> None:
    assert aligned(5 * BLOCK + 7, 0) == 5 * BLOCK
    assert aligned(5 * BLOCK + 7, 5 * BLOCK + 3) == 5 * BLOCK + 3


def test_pairs_narrow_a_phrase_and_its_windows_are_larger() -> None:
    phrase = Sequence(("cour", "des", "comptes"))
    without, paired = plan(phrase), plan(phrase, lambda: True)
    assert without is not None
    assert paired is not None
    assert (without.sizes, paired.sizes) == (SIZES_BY_HITS, SIZES_BY_PAIRS)
    assert paired.whole.endswith(f" & {without.whole})")
    assert paired.whole.count("'=") == 2


def test_a_question_without_phrases_asks_for_no_pairs() -> None:
    def never() -> bool:
        raise AssertionError

    found = plan(All((FORM, LONG)), never)
    assert found is not None
    assert not found.paired
