"""Two texts side by side: nothing is lost, nothing is marked that stands on both."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive import queries
from jarida.archive.queries import ArticleWhole
from jarida.core.extraction.model import Policy
from jarida.website.sides import MOST_PARAGRAPHS, Piece, Row, compare, sides
from tests.website.factories import make_article, make_outlet

FIRST = "Le gouvernement a annoncé mercredi un plan de trois ans pour l'eau des villes."
SECOND = "Les travaux commenceront au mois de juin, sous réserve du vote du budget."
LOCAL = "À Tanouja, le maire attend ce plan depuis dix ans et le dit chaque été à la radio."
texts = st.lists(st.text(st.characters(codec="utf-8"), max_size=80), max_size=6)


def text_of(cells):
    return ["".join(piece.text for piece in cell) for cell in cells if cell]


def only(cells):
    return ["".join(piece.text for piece in cell if piece.only) for cell in cells]


@given(texts, texts)
def test_both_texts_can_be_read_out_of_it(one, other):
    rows, share = compare(one, other)
    assert text_of(row.one for row in rows) == [text for text in one if text]
    assert text_of(row.other for row in rows) == [text for text in other if text]
    assert 0 <= share <= 1


def test_the_same_text():
    rows, share = compare([FIRST, SECOND], [FIRST, SECOND])
    assert rows == (Row((Piece(FIRST),), (Piece(FIRST),)), Row((Piece(SECOND),), (Piece(SECOND),)))
    assert all(row.same for row in rows)
    assert share == 1


def test_what_was_added_and_left_out_stands_alone():
    rows, _ = compare([FIRST, SECOND], [LOCAL, FIRST])
    assert [(text_of([row.one]), text_of([row.other])) for row in rows] == [
        ([], [LOCAL]), ([FIRST], [FIRST]), ([SECOND], []),
    ]  # fmt: skip
    assert only(row.other for row in rows) == [LOCAL.rstrip("."), "", ""]
    assert only(row.one for row in rows) == ["", "", SECOND.rstrip(".")]
    assert [row.same for row in rows] == [False, True, False]


def test_a_changed_word_is_marked_on_both_sides():
    changed = FIRST.replace("trois", "quatre")
    rows, _ = compare([FIRST], [changed])
    assert [piece.text for piece in rows[0].one if piece.only] == ["trois"]
    assert [piece.text for piece in rows[0].other if piece.only] == ["quatre"]
    assert not rows[0].same


def test_paragraphs_that_changed_places_are_not_marked():
    rows, share = compare([FIRST, SECOND, LOCAL], [LOCAL, FIRST, SECOND])
    assert share == 1
    assert not any(only([*(row.one for row in rows)])[0])
    assert [(bool(row.one), bool(row.other)) for row in rows] == [
        (False, True), (True, True), (True, True), (True, False),
    ]  # fmt: skip


def test_a_paragraph_that_was_divided():
    rows, share = compare([f"{FIRST} {SECOND}"], [FIRST, SECOND])
    assert share == 1
    assert [(bool(row.one), bool(row.other)) for row in rows] == [(True, True), (False, True)]


def test_punctuation_and_tashkeel_are_no_difference():
    one = "أعلنت الحكومة، يوم الأربعاء، عن مخطط «للماء» يمتد على ثلاث سنوات."
    other = "أَعْلَنَتِ الحكومة يوم الأربعاء عن مخطط للماء يمتد على ثلاث سنوات"
    rows, share = compare([one], [other])
    assert share == 1
    assert rows[0].same


def test_other_texts_and_none():
    rows, share = compare([FIRST], [LOCAL])
    assert share == 0
    assert [(bool(row.one), bool(row.other)) for row in rows] == [(True, False), (False, True)]
    assert compare([], []) == ((), 0)
    assert compare([FIRST], [])[0] == (Row((Piece(FIRST[:-1], only=True), Piece(".")), ()),)


@pytest.mark.parametrize("word", ["a", "ا", ".", "mot "])
def test_long_texts_cost_little(word):
    rng = random.Random(1)
    one = [" ".join(rng.choice((word, "b", "c")) for _ in range(60)) for _ in range(MOST_PARAGRAPHS)]
    before = time.process_time()
    compare(one, one[::-1])
    assert time.process_time() - before < 2


@pytest.mark.database
@pytest.mark.django_db
class TestPolicies:
    def whole(self, slug, policy, **fields):
        article = make_article(make_outlet(slug, policy=policy), **fields)
        found = queries.article(article.pk)
        assert isinstance(found, ArticleWhole)
        return found

    def test_both_in_full(self):
        found = sides(*(self.whole(slug, "full", paragraphs=[FIRST, SECOND]) for slug in "ab"))
        assert (found.policy, len(found.rows), found.shown) == (Policy.FULL, 2, 1)

    def test_one_as_an_excerpt(self):
        paragraphs = [FIRST, SECOND, LOCAL * 9, "Secret."]
        one = self.whole("a", "full", paragraphs=paragraphs)
        other = self.whole("b", "excerpt", paragraphs=paragraphs)
        found = sides(one, other)
        assert found.policy is Policy.EXCERPT
        assert found.shown == 1
        shown = text_of(cell for row in found.rows for cell in (row.one, row.other))
        assert shown[0] == shown[1]
        assert shown[0].endswith("…")
        assert sides(other, one).policy is Policy.EXCERPT

    def test_what_may_not_be_shown_is_no_difference(self):
        one = self.whole("a", "full", paragraphs=[FIRST, SECOND, LOCAL])
        other = self.whole("b", "excerpt", paragraphs=[FIRST, SECOND], summary=FIRST)
        found = sides(one, other)
        assert not any(only(cell for row in found.rows for cell in (row.one, row.other)))
        assert SECOND not in str(found.rows)

    def test_nothing_to_compare(self):
        one = self.whole("a", "full", paragraphs=[])
        other = self.whole("b", "excerpt", paragraphs=[FIRST])
        assert sides(one, other).rows[0].one == ()

    def test_one_with_its_headline_only(self):
        one = self.whole("a", "full", paragraphs=[FIRST])
        other = self.whole("b", "headline", paragraphs=[FIRST])
        assert sides(one, other) == sides(other, one)
        assert sides(one, other).rows == ()
        assert sides(one, other).policy is Policy.HEADLINE
