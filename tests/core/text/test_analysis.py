"""One analysis for indexing and asking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.analysis import (
    STEMMED,
    Token,
    analyse,
    chunks,
    compound_tokens,
    forms,
    index_words,
    stems,
    tokens,
)

LANGUAGES = st.sampled_from([*STEMMED, "", "zgh", "ja"])
TEXTS = st.text(max_size=60) | st.text(
    st.sampled_from("abcéèsLdq'’.-, \n019٣ كتابوالمةيأَ\u200c\x00\ud800東ยำ"), max_size=60
)


def test_tokens_know_form_stems_and_place():
    assert analyse("L’élection d’Agadir", "fr") == (
        Token("election", ("fr.elect",), 2, 10),
        Token("agadir", ("fr.agad",), 13, 19),
    )
    assert analyse("L’élection", "") == (Token("election", (), 2, 10),)
    assert analyse("والكتاب", "ar") == (Token("والكتاب", ("ar.كتاب",), 0, 7),)
    assert analyse("", "fr") == ()


def test_compounds_are_one_word_too():
    read = chunks("le week-end des porte-paroles", "fr")
    assert tuple(token for chunk in read for token in compound_tokens(chunk, "fr")) == (
        Token("weekend", ("fr.weekend",), 3, 11),
        Token("porteparoles", ("fr.porteparol",), 16, 29),
    )


def test_what_the_index_holds():
    words = index_words("Le porte-parole : l’eau, les eaux et l’O.N.U. en 2024", "fr")
    assert words.forms == ("le", "porte", "parole", "eau", "les", "eaux", "et", "onu", "en", "2024")
    assert words.stems == ("fr.port", "fr.parol", "fr.porteparol", "fr.eau", "fr.onu")
    assert index_words("", "fr").forms == ()
    assert index_words("Le Maroc", "").stems == ()


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("كتاب", "قرأت والكتاب بيدي", "ar"),
        ("قانون", "صادق على القوانين", "ar"),
        ("senegalais", "les joueurs sénégalais", "fr"),
        ("eleccion", "las elecciones de mayo", "es"),
        ("weekend", "le week-end dernier", "fr"),
        ("ONU", "l'O.N.U. dit", "fr"),
        ("eau", "le prix de l'eau", "fr"),
        ("euroméditerranéen", "le dialogue euro-méditerranéen", "fr"),
        ("Tamazight", "tutlayt tamaziɣt", "zgh"),
        ("2024", "سنة ٢٠٢٤", "ar"),
        ("5000", "5 000 dirhams", "fr"),
    ],
)
def test_words_are_found(asked, text, language):
    words = index_words(text, language)
    assert set(forms(asked)) <= set(words.forms) or set(stems(asked, language)) & set(words.stems)


def test_a_word_of_a_megabyte_and_many_words_are_bounded():
    assert len(index_words("a" * 1_000_000, "fr").forms[0]) == 60
    assert len(index_words("l'" * 100_000, "fr").forms) <= 100_000
    assert len(index_words("a-" * 100_000, "fr").forms) == 100_000
    assert len(index_words("1 000" * 20_000, "fr").forms) >= 1
    assert stems("a" * 1_000_000, "fr")


@given(TEXTS, LANGUAGES)
def test_the_index_holds_what_analysis_says(text, language):
    words, read = index_words(text, language), list(chunks(text, language))
    found = tuple(token for chunk in read for token in tokens(chunk, language))
    assert found == analyse(text, language)
    assert words.forms == tuple(token.form for token in found) == forms(text)
    assert words.forms == tuple(form for chunk in read for form in chunk.forms)
    joined = [token for chunk in read for token in compound_tokens(chunk, language)]
    told = {stem for token in (*found, *joined) for stem in token.stems}
    assert set(words.stems) == told
    assert len(set(words.stems)) == len(words.stems)


@given(TEXTS, LANGUAGES)
def test_a_token_is_the_analysis_of_its_place(text, language):
    for token in analyse(text, language):
        again = analyse(text[token.start : token.end], language)
        assert token.form in {one.form for one in again} or len(token.form) == 60


@given(TEXTS, LANGUAGES)
def test_a_word_asked_for_has_the_stems_of_the_index(text, language):
    found = set(index_words(text, language).stems)
    for token in analyse(text, language):
        if len(analyse(text[token.start : token.end], language)) == 1:
            assert set(token.stems) <= found
