"""Terms as tsvector and tsquery: whatever is asked, PostgreSQL reads it as one question and nothing else."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from jarida.archive.search.contract import Document
from jarida.archive.search.match import simplified
from jarida.archive.search.postgresql_plans import plan
from jarida.archive.search.postgresql_terms import LAST_POSITION, quoted, tsquery_of, vector_of
from jarida.archive.search.terms import Terms, terms_of
from jarida.core.search.expression import (
    EVERYTHING,
    NOTHING,
    All,
    Any,
    Expression,
    Form,
    Sequence,
    Starts,
    Stem,
    Tag,
    Without,
)

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL")

hostile = st.text(max_size=12) | st.sampled_from(
    ["'", "\\", "a' & !b", ":*", "\0", "''", "a\\'", "<->", "ا'ب", "\ud800"]
)
leaves = st.one_of(
    st.builds(Form, hostile, st.booleans()),
    st.builds(Stem, hostile, st.booleans()),
    st.builds(Starts, hostile, st.booleans()),
    st.builds(Sequence, st.lists(hostile, max_size=4).map(tuple), st.booleans()),
    st.builds(Tag, hostile),
)


def combined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    parts = st.lists(inner, max_size=4).map(tuple)
    without = st.builds(lambda wanted, unwanted: All((wanted, Without(unwanted))), inner, inner)
    return st.one_of(st.builds(All, parts), st.builds(Any, parts), without)


expressions = st.recursive(leaves, combined, max_leaves=12)


def document(title: str = "", text: str = "", language: str = "fr") -> Document:
    return Document(1, 2, language, datetime(2024, 4, 22, tzinfo=UTC), title, text)


def asked(sql: str, *parameters: object) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
        assert isinstance(row, tuple)
        return row


@pytest.mark.parametrize(
    ("expression", "tsquery"),
    [
        (Form("eau"), "'eau'"),
        (Form("eau", in_title=True), "'^eau'"),
        (Stem("fr.elect"), "'.fr.elect'"),
        (Stem("fr.elect", in_title=True), "'^.fr.elect'"),
        (Starts("gouv"), "'gouv':*"),
        (Starts("gouv", in_title=True), "'^gouv':*"),
        (Tag("~o12"), "'~o12'"),
        (Sequence(("prix", "de", "eau")), "('prix' <-> 'de' <-> 'eau')"),
        (Sequence(("a", "b", "a"), in_title=True), "('^a' & '^b' & ('a':A <-> 'b':A <-> 'a':A))"),
        (All((Form("a"), Any((Form("b"), Form("c"))))), "('a' & ('b' | 'c'))"),
        (All((EVERYTHING, Without(Form("a")))), "('~all' & !'a')"),
    ],
)
def test_expressions_become_tsqueries(expression: Expression, tsquery: str) -> None:
    assert tsquery_of(expression) == tsquery


def test_quotation_marks_and_backslashes_are_doubled() -> None:
    assert quoted("a'b\\c") == "'a''b\\\\c'"


def test_nothing_has_no_plan() -> None:
    assert plan(NOTHING) is None
    assert plan(All((Form("a"), Any(())))) is None


@postgresql
@pytest.mark.database
@pytest.mark.django_db
@settings(max_examples=300)
@given(expressions)
def test_any_expression_is_a_tsquery(expression: Expression) -> None:
    simple = simplified(expression)
    if simple == NOTHING:
        return
    nodes = asked("SELECT numnode(%s::tsquery)", tsquery_of(simple))[0]
    assert isinstance(nodes, int)
    assert nodes > 0


@postgresql
@pytest.mark.database
@pytest.mark.django_db
@given(hostile.filter(lambda text: "\0" not in text and text.encode("utf-8", "ignore")))
def test_what_is_typed_is_one_lexeme(typed: str) -> None:
    text = tsquery_of(Form(typed))
    assert asked("SELECT numnode(%s::tsquery)", text) == (1,)


@postgresql
@pytest.mark.database
@pytest.mark.django_db
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_is_a_tsvector_that_is_found_by_its_terms(title: str, text: str) -> None:
    terms = terms_of(document(title, text))
    vector = vector_of(terms, ["@0.1"])
    wanted = All(
        (EVERYTHING, Tag("~lfr"), *map(Form, terms.body), *(Form(form, in_title=True) for form in terms.title))
    )
    assert asked("SELECT %s::tsvector @@ %s::tsquery", vector, tsquery_of(wanted)) == (True,)


@postgresql
@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (Sequence(("prix", "eau")), True),
        (Sequence(("eau", "prix")), False),
        (Sequence(("eau", "hausse")), False),  # the last of the title and the first of the text
        (Sequence(("prix", "eau"), in_title=True), True),
        (Sequence(("hausse", "forte"), in_title=True), False),
        (Sequence(("hausse", "forte")), True),
        (Form("hausse", in_title=True), False),
        (Starts("hau"), True),
        (Starts("hau", in_title=True), False),
        (Starts("fr"), False),  # marks of languages are no words
        (Starts("al"), False),  # nor are tags
        (Form("fr"), False),
        (Stem("fr.fort"), True),
        (Stem("fr.fort", in_title=True), False),
        (Stem("fr.prix", in_title=True), True),
        (All((Form("prix"), Without(Form("hausse")))), False),
        (All((EVERYTHING, Without(Form("absent")))), True),
    ],
)
def test_what_a_document_is_found_by(expression: Expression, found: bool) -> None:
    vector = vector_of(terms_of(document("Le prix eau", "Hausse forte en ville")), ())
    assert asked("SELECT %s::tsvector @@ %s::tsquery", vector, tsquery_of(expression)) == (found,)


def long_terms(words: int) -> Terms:
    body = tuple(f"mot{number}" for number in range(words))
    return Terms(("titre",), body, ("fr.titr",), (), (), ("~all",), "", 0, 0)


@postgresql
@pytest.mark.database
@pytest.mark.django_db
def test_a_very_long_text_is_found_by_its_words_and_its_title() -> None:
    vector = vector_of(long_terms(40_000), ())
    wanted = All((Form("titre", in_title=True), Form("mot0"), Form("mot39999")))
    assert asked("SELECT %s::tsvector @@ %s::tsquery", vector, tsquery_of(wanted)) == (True,)


@postgresql
@pytest.mark.database
@pytest.mark.django_db
def test_what_no_vector_can_hold_is_cut_at_its_end() -> None:
    body = tuple(f"{number:060}" for number in range(30_000))
    terms = Terms(("titre",), body, ("fr.titr",), (), (), ("~all",), "", 0, 0)
    vector = vector_of(terms, ())
    wanted = All((Form("titre", in_title=True), Form(body[0]), Tag("~all")))
    assert asked("SELECT %s::tsvector @@ %s::tsquery", vector, tsquery_of(wanted)) == (True,)
    assert asked("SELECT %s::tsvector @@ %s::tsquery", vector, tsquery_of(Form(body[-1]))) == (False,)


def test_a_word_that_comes_back_has_no_more_positions_than_one_can() -> None:
    terms = Terms(("de",), ("de",) * 20_000, (), (), (), (), "", 0, 0)
    places = vector_of(terms, ()).rpartition("'de':")[2].split(",")
    assert len(places) == 255
    assert places[0] == "1A"
    assert max(int(place.rstrip("A")) for place in places) <= LAST_POSITION
