"""Stems in the languages of the press, with accents and without."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.analysis import STEMMED, fold, stems, stems_in_all
from jarida.core.text.stopwords import STOPWORDS


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "élection élections ELECTIONS Élection elections"),
        ("fr", "sénégalais sénégalaise sénégalaises senegalais"),
        ("fr", "économie économique économiques economique economie"),
        ("fr", "université universités universite universites"),
        ("fr", "sécurité securite"),
        ("fr", "première premières premiere premier"),
        ("fr", "assemblée assemblees assemblee"),
        ("fr", "œuvre œuvres oeuvre"),
        ("es", "elección elecciones eleccion"),
        ("es", "economía económica económico economia"),
        ("es", "policía policías policia policias"),
        ("es", "mayoría mayoria"),
        ("es", "español española españoles espanol"),
        ("es", "aprobó aprobado aprobar aprobo"),
        ("en", "election elections Election"),
        ("en", "Morocco Morocco's Moroccos"),
        ("pt", "eleição eleicao"),
        ("pt", "informação informações informacao"),
        ("de", "Wahl Wahlen"),
        ("de", "Häuser Hauser"),
        ("it", "qualità qualita"),
        ("it", "elezione elezioni"),
        ("ca", "elecció eleccions eleccio"),
        ("ca", "col·legi collegi"),
    ],
)
def test_forms_of_a_word_share_a_stem(language, words):
    first, *others = words.split()
    assert all(set(stems(first, language)) & set(stems(other, language)) for other in others)


ACCENTED = """
fr après succès dès université données déjà moitié capacité modifié publié lycée rentrée égalité préféré arrêtée à été
fr député députée répondu réponse évènement âge forêt naïf noël aiguë garçon
es también además había podría fiscalía través policía aquí después interés israelí compañías sería país países niño
es corazón corrupción inversión marroquí árbol gestión según público república
pt não são documentação administração disponível contém deficiência responsável português avião informação
de Dünger Café Europäer Gespräche Größe
it sanità città perché più università giovedì
ca documentació acció però perquè castellà anglès informació petició
"""


@pytest.mark.parametrize(
    ("language", "word"),
    [
        (language, word)
        for line in ACCENTED.split("\n")
        if line
        for language, *words in [line.split()]
        for word in words
    ],
)
def test_a_word_without_its_accents_reaches_the_word(language, word):
    if stems(word, language):
        assert set(stems(fold(word), language)) & set(stems(word, language))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("élections", "fr", ("fr.elect",)),
        ("l'élection", "fr", ("fr.elect",)),
        ("porte-paroles", "fr", ("fr.porteparol",)),
        ("porte-parole", "fr", ("fr.porteparol",)),
        ("O.N.U.", "fr", ("fr.onu",)),
        ("New York", "en", ()),
        ("les", "fr", ()),
        ("le", "fr", ()),
        ("2024", "fr", ()),
        ("G20", "fr", ()),
        ("المغرب", "fr", ()),
        ("Maroc", "ar", ()),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "zgh", ()),
        ("Maroc", "", ()),
        ("Maroc", "xx", ()),
        ("東京", "fr", ()),
        ("", "fr", ()),
        ("\x00", "fr", ()),
    ],
)
def test_stems_carry_their_language(word, language, expected):
    assert stems(word, language) == expected


def test_stems_in_all_languages():
    found = stems_in_all("nations", ("fr", "en", "ar"))
    assert found == ("fr.nation", "en.nation")
    assert {stem[:2] for stem in stems_in_all("nations")} == set(STEMMED) - {"ar"}
    assert stems_in_all("nations", ()) == ()


def test_joining_words_are_written_as_forms():
    for language, words in STOPWORDS.items():
        assert all(fold(word) == word and len(word) > 2 for word in words)
        assert all(stems(word, language) == () for word in words)


def test_every_thread_has_its_own_stemmer():
    found = []
    words = [f"constitution{'s' * number}" for number in range(8)]
    threads = [threading.Thread(target=lambda word: found.append(stems(word, "fr")), args=(word,)) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(stem[0].startswith("fr.constitu") for stem in found)


@given(st.text(max_size=30), st.sampled_from([*STEMMED, "", "zgh"]))
def test_any_word_has_safe_stems(word, language):
    for stem in stems(word, language):
        assert stem.startswith(f"{language}.")
        assert stem[3:]
        assert len(stem) <= 64
        assert fold(stem[3:]) == stem[3:]


@given(
    st.text("aàâäeéèêiîïoôuùûcçnñlrstdmpœ", max_size=16), st.sampled_from(["fr", "es", "pt", "de", "it", "ca", "en"])
)
def test_words_reach_each_other_whatever_their_accents(word, language):
    if stems(word, language) and stems(fold(word), language):
        assert set(stems(fold(word), language)) & set(stems(word, language))
