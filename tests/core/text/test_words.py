"""Where words are and what they are folded to, script by script."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jarida.core.text.folding import fold_letters
from jarida.core.text.words import CHUNK, LONGEST, _pieces, compounds, fold, pieces, placed


def words(text):
    return [(piece.form, text[piece.start : piece.end]) for piece in placed(text)]


def forms(text):
    return [piece.form for piece in placed(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # French, Italian, Catalan: what is elided is no word
        ("l'eau", "eau"),
        ("l’Eau d’Agadir", "eau agadir"),
        ("lʼeau", "eau"),
        ("qu'il s'y trouve jusqu'ici", "il y trouve ici"),
        ("puisqu'elle, lorsqu’on, quoiqu'un", "elle on un"),
        ("aujourd'hui, d'aujourd'hui", "aujourdhui aujourdhui"),
        ("quelqu'un presqu'île prud'homme", "quelquun presquile prudhomme"),
        ("l'11 septembre", "11 septembre"),
        ("dell'acqua all'estero c'è un'altra", "acqua estero e altra"),
        ("quest'anno l'ultim'ora", "quest anno ultim ora"),
        ("n'hi l'home col·legi", "hi home collegi"),
        ("l'O.N.U. dell’O.N.U", "onu onu"),
        ("L'المغرب", "المغرب"),
        # names keep their apostrophe's letters together
        ("O'Brien Ma'ariv Sana'a Qur'an", "obrien maariv sanaa quran"),
        ("N'Djamena M'Barek M'hamed M'Hamid", "ndjamena mbarek mhamed mhamid"),
        ("L'Oréal D'Angelo", "oreal angelo"),
        # English
        ("Morocco's king, MOROCCO’S", "morocco king morocco"),
        ("don't can't o'clock", "dont cant oclock"),
        ("she'll they're I've I'm I'd", "she they i i i"),
        ("the journalists' union", "the journalists union"),
        # hyphens, acronyms, signs
        ("porte-parole euro‑méditerranéen", "porte parole euro mediterraneen"),
        ("O.N.U. U.S. J.R.R.Tolkien", "onu us jrr tolkien"),
        ("fin.Le début, étudiant.e.s", "fin le debut etudiant e s"),
        ("étudiant·e·s", "etudiante"),
        ("B2B 5G covid-19 R&D AT&T G20", "b2b 5g covid 19 r d at t g20"),
        ("@hes_press #كأس_العرب #MeToo", "hes press كاس العرب metoo"),
        ("redaction@le360.ma https://www.hespress.com/a-b?q=1", "redaction le360 ma https www hespress com a b q 1"),
        # numbers
        ("1.000,5", "1000 5"),
        ("1 000 000 1\u202f000 1\xa0000 1'000 1,000", "1000000 1000 1000 1000 1000"),
        ("de 5 000 à 200 000 dirhams", "de 5000 a 200000 dirhams"),
        ("3-2 3,5 3.5 2024-04-22 22/04/2024", "3 2 3 5 3 5 2024 04 22 22 04 2024"),
        ("en 2024 200 personnes", "en 2024 200 personnes"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("٢٠٢٤ ۱۴۰۳ ١٬٠٠٠ ٣٫٥", "2024 1403 1000 3 5"),
        ("12h30 10km 50%", "12h30 10km 50"),
        ("½ m²", "1 2 m2"),
        # Latin letters
        ("Élève ŒUVRE Ætius Straße", "eleve oeuvre aetius strasse"),
        ("İstanbul ISTANBUL ılık", "istanbul istanbul ilik"),
        ("Łódź Ørsted Đorđe þing ŋ", "lodz orsted dorde thing ng"),
        ("ＦＩＦＡ　２０２６", "fifa 2026"),
        ("Año niño NIÑO", "ano nino nino"),
        ("e\u0301le\u0300ve", "eleve"),
        ("\u02bfAlī Qurʾān", "ali quran"),
        # Tamazight
        ("Tamaziɣt tamaziγt Tamazight", "tamazight tamazight tamazight"),
        ("aḍar adar Iẓẓayen Tiẓnit", "adar adar izzayen tiznit"),
        ("Ɛli εli", "eli eli"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴰⴳⵯⵎⴰⵔ ⵜⵉⴼⵉⵏⴰⵖ", "ⵜⴰⵎⴰⵣⵉⵖⵜ ⴰⴳⵎⴰⵔ ⵜⵉⴼⵉⵏⴰⵖ"),
        # Arabic
        ("المَغْرِبُ المـــغرب", "المغرب المغرب"),
        ("أحمد إحمد آحمد ٱحمد احمد", "احمد احمد احمد احمد احمد"),
        ("مسؤول رئيس سماء", "مسوول رييس سماء"),
        ("مصطفى مصطفي مصطفی", "مصطفي مصطفي مصطفي"),
        ("مدرسة مدرسه", "مدرسه مدرسه"),
        ("كتاب کتاب ڪتاب", "كتاب كتاب كتاب"),
        ("ﻻ ﷲ ﺍﻟﻤﻐﺮﺏ", "لا الله المغرب"),
        ("می\u200cخواهم", "ميخواهم"),
        ("قال: «نعم»، ثم...", "قال نعم ثم"),
        # others
        ('שָׁלוֹם צה"ל צה״ל', "שלום צהל צהל"),
        ("Ёлка йод Україна їжак", "елка йод украіна іжак"),
        ("Ελλάδα ΕΛΛΑΔΑ ὁδός", "ελλαδα ελλαδα οδοσ"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("한국 뉴스", "한국 뉴스"),
        ("東京 トヨタ ｶﾞ", "東 京 ト ヨ タ ガ"),
        ("AKB48グループ", "akb48 グ ル ー プ"),
        ("ที่น้ำ ๒๐๒๔", "ที่ น้ ำ 2024"),
        ("ខ្មែរ", "ខ្មែ រ"),
        ("မြန်မာ", "မြ န် မာ"),
        # hostile and empty
        ("a\x00b c\ud800d e\u202ef g\u200bh i\xadj", "a b c d ef gh ij"),
        ("🎉 — … ؟ !? ___ ''' --", ""),
        ("", ""),
        ("\u0301\u064b\u0940", ""),
    ],
)
def test_words_are_cut_and_folded(text, expected):
    assert " ".join(forms(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Morocco's king", [("morocco", "Morocco's"), ("king", "king")]),
        ("l'eau", [("eau", "eau")]),
        ("(O.N.U.)", [("onu", "O.N.U")]),
        ("à 5 000 dh", [("a", "à"), ("5000", "5 000"), ("dh", "dh")]),
        ("المَغْرِبُ!", [("المغرب", "المَغْرِبُ")]),
        ("ﷺ", [("صلي", "ﷺ"), ("الله", "ﷺ"), ("عليه", "ﷺ"), ("وسلم", "ﷺ")]),
        ("x 東京", [("x", "x"), ("東", "東"), ("京", "京")]),
    ],
)
def test_places_are_those_of_the_written_word(text, expected):
    assert words(text) == expected


def test_a_long_word_is_known_by_its_beginning():
    assert forms("x" * 5000) == ["x" * LONGEST]
    assert forms("É" * 5000) == ["e" * LONGEST]
    assert words("x" * 100)[0][1] == "x" * 100
    assert fold("ab-" * 5000) == "ab" * (LONGEST // 2)


@pytest.mark.parametrize(
    ("chunk", "joined"),
    [
        ("week-end", ["weekend"]),
        ("porte-paroles", ["porteparoles"]),
        ("euro‑méditerranéen", ["euromediterraneen"]),
        ("Rabat-Salé-Kénitra", ["rabatsalekenitra"]),
        ("e-mail", ["email"]),
        ("covid-19", []),
        ("mot", []),
        ("a-b-c-d-e", []),
        ("l'avant-hier", []),
        ("x-" * 50, []),
    ],
)
def test_compounds_are_also_one_word(chunk, joined):
    assert [piece.form for piece in compounds(chunk)] == joined


@pytest.mark.parametrize(
    ("word", "form"),
    [("Élection", "election"), ("l'eau", "eau"), ("O.N.U.", "onu"), ("New York", "newyork"), ("...", ""), ("", "")],
)
def test_the_form_of_one_word(word, form):
    assert fold(word) == form


TEXTS = st.text(max_size=80) | st.text(
    st.sampled_from("aéLdq'’.-,_ 0159 ٣كةأَـﻻ\u200c\u200f\x00\ud800東ยำ\"״ש·½ﷺⵯ\u0301"), max_size=40
)


@given(TEXTS)
@example("1 000\ud800.5'a")
@example("\u1100\u1161")
@example("ﷺ'ﷺ")
@example("a.b.c'd.e-f")
def test_any_text_has_places_and_safe_forms(text):
    last = 0
    for piece in placed(text):
        assert 0 <= piece.start < piece.end <= len(text)
        assert piece.start >= last or piece.end == last
        last = piece.end
        assert 0 < len(piece.form) <= LONGEST
        assert all(sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in piece.form)
        assert any(map(str.isalnum, piece.form))


@given(TEXTS)
def test_a_form_is_folded_once_and_for_all(text):
    for piece in placed(text):
        assert fold(piece.form) == piece.form
    assert fold(fold(text)) == fold(text)


@given(TEXTS, TEXTS)
def test_lines_are_read_one_by_one(one, other):
    assert forms(f"{one}\n\n{other}") == forms(one) + forms(other)


@given(TEXTS)
def test_the_forms_of_a_text_give_themselves(text):
    found = forms(text)
    assert forms("\n".join(found)) == found


@given(TEXTS)
def test_chunks_alone_have_the_same_words(text):
    assert [piece.form for chunk in CHUNK.findall(text) for piece in pieces(chunk)] == forms(text)


@given(TEXTS | st.text("ʼʻlaéÉكأﷺﻻ東ยὁςİßµªº", max_size=8))
def test_the_short_ways_give_the_same(text):
    for chunk in CHUNK.findall(text):
        assert pieces(chunk) == tuple(_pieces(chunk)) or chunk.isascii()
        assert [piece.form for piece in pieces(chunk)] == [piece.form for piece in _pieces(chunk)]


@given(st.text(max_size=60))
def test_case_and_composition_make_no_difference(text):
    assert fold_letters(unicodedata.normalize("NFD", text)) == fold_letters(unicodedata.normalize("NFC", text))
