"""Marks and snippets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.analysis import forms, stems_in_all
from jarida.core.text.marks import LOOKED_AT, Snippet, Targets, marks, snippet


def asked(*words, sequences=(), beginnings=()):
    return Targets(
        frozenset(form for word in words for form in forms(word)),
        frozenset(stem for word in words for stem in stems_in_all(word)),
        tuple(beginnings),
        tuple(forms(sequence) for sequence in sequences),
    )


def shown(text, found):
    """A text with its marks in brackets."""
    for mark in reversed(found):
        text = f"{text[: mark.start]}[{text[mark.start : mark.end]}]{text[mark.end :]}"
    return text


def marked(text, language, targets):
    return shown(text, marks(text, language, targets))


def piece(paragraphs, language, targets, characters=260):
    found = snippet(paragraphs, language, targets, characters)
    return shown(found.text, found.marks)


@pytest.mark.parametrize(
    ("text", "language", "targets", "expected"),
    [
        ("Le prix de l’eau, les eaux", "fr", asked("eau"), "Le prix de l’[eau], les [eaux]"),
        ("Les élections au Sénégal", "fr", asked("election", "senegal"), "Les [élections] au [Sénégal]"),
        ("قرأت والكتاب بيدي", "ar", asked("كتاب"), "قرأت [والكتاب] بيدي"),
        ("صادق على القوانين", "ar", asked("قانون"), "صادق على [القوانين]"),
        ("المَغْرِبُ يفوز", "ar", asked("المغرب"), "[المَغْرِبُ] يفوز"),
        ("Morocco's king", "en", asked("Morocco"), "[Morocco's] king"),
        ("Le week-end", "fr", asked("weekend"), "Le [week-end]"),
        ("Les porte-paroles", "fr", asked("porte-parole"), "Les [porte-paroles]"),
        # a stem counts in the language of the text only, a form in any
        ("Las elecciones", "es", Targets(stems=frozenset({"fr.eleccion"})), "Las elecciones"),
        ("Macron à Rabat", "", asked("macron", "élection"), "[Macron] à Rabat"),
        ("les élections", "", asked("élection"), "les élections"),
        # beginnings
        (
            "La Constitution, constitutionnel",
            "fr",
            asked(beginnings=["constitu"]),
            "La [Constitution], [constitutionnel]",
        ),
        # sequences, with what stands between their words, and in another script
        ("À Ksar El-Kébir, hier", "fr", asked(sequences=["Ksar el Kebir"]), "À [Ksar El-Kébir], hier"),
        ("حريق في القصر الكبير", "ar", asked("ksar", sequences=["القصر الكبير"]), "حريق في [القصر الكبير]"),
        ("la loi sur l’eau", "fr", asked(sequences=["loi sur l'eau"]), "la [loi sur l’eau]"),
        ("la loi et l’eau", "fr", asked(sequences=["loi sur l'eau"]), "la loi et l’eau"),
        ("東京電波塔です", "ja", asked(sequences=["電波塔"]), "東京[電波塔]です"),
        ("un deux trois", "", asked(sequences=["un deux", "deux trois"]), "[un deux trois]"),
        ("5 000 dh", "fr", asked("5000"), "[5 000] dh"),
        ("", "fr", asked("eau"), ""),
        ("de l'eau", "fr", Targets(), "de l'eau"),
        ("de l'eau", "fr", Targets(sequences=((),), beginnings=()), "de l'eau"),
    ],
)
def test_what_was_asked_is_marked(text, language, targets, expected):
    assert marked(text, language, targets) == expected


LAW = (
    "AZRAMA – L’Assemblée a adopté la loi sur l’eau par 187 voix contre 64. Le texte oblige à déclarer tous les puits.",
    "Les amendes iront de 5 000 à 200 000 dirhams. Les puits domestiques seront enregistrés sans frais.",
    "La rapporteure, Zineb Tamouh, a salué « une loi qui compte l’eau ». L’opposition demandait un délai de trois ans.",
)


@pytest.mark.parametrize(
    ("targets", "characters", "expected"),
    [
        (asked("amende"), 60, "Les [amendes] iront de 5 000 à 200 000 dirhams. Les puits…"),
        # the piece with most of what was asked, not the first word of it
        (
            asked("loi", "opposition"), 120,
            f"{LAW[2][:44]}[loi] qui compte l’eau ». L’[opposition] demandait un délai de trois ans.",
        ),
        (asked("puits", "amende"), 68, "Le texte oblige à déclarer tous les [puits]. Les [amendes] iront de 5…"),
        # nothing found: the beginning
        (asked("xyz"), 40, "AZRAMA – L’Assemblée a adopté la loi…"),
        (Targets(), 40, "AZRAMA – L’Assemblée a adopté la loi…"),
        # in the midst of a long sentence
        (asked("64"), 30, "…contre [64]. Le texte oblige à…"),
    ],
)  # fmt: skip
def test_the_piece_shows_what_was_asked(targets, characters, expected):
    found = piece(LAW, "fr", targets, characters)
    assert found == expected
    assert len(snippet(LAW, "fr", targets, characters).text) <= characters


def test_a_short_text_is_shown_whole():
    assert piece(("Un titre.", "De l’eau."), "fr", asked("eau")) == "Un titre. De l’[eau]."
    assert snippet((), "fr", asked("eau")) == Snippet("")
    assert snippet(("", " \n ", "\x00"), "fr", asked("eau")) == Snippet("")


def test_arabic_is_cut_between_words():
    text = (
        "ويلزم القانون بالتصريح بجميع الآبار داخل أجل ثمانية عشر شهرا، وتتراوح الغرامات بين خمسة آلاف ومائتي ألف درهم",
    )
    assert piece(text, "ar", asked("غرامة"), 40) == "…وتتراوح [الغرامات] بين خمسة آلاف ومائتي…"


def test_scripts_without_spaces_are_cut_between_letters():
    found = snippet(["ก" * 300 + "ที่น้ำ" + "ข" * 300], "th", asked(sequences=["น้ำ"]), 60)
    assert "[น้ำ]" in shown(found.text, found.marks)
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert 40 < len(found.text) <= 60
    found = snippet(
        ["東京タワーは東京都港区芝公園にある総合電波塔である。" * 20], "ja", asked(sequences=["電波塔"]), 60
    )
    assert shown(found.text, found.marks).startswith("東京タワーは東京都港区芝公園にある総合[電波塔]である。")


def test_narrow_spaces_stay_and_other_blanks_are_one_space():
    assert snippet(["Prix\u202f:\n\n\tdix \x00 euros"], "fr", Targets()).text == "Prix\u202f: dix euros"


def test_an_initial_does_not_end_a_sentence():
    text = "Rien à dire ici vraiment. Le ministre M. Dupont a parlé longuement de la réforme en cours depuis un an."
    assert piece([text], "fr", asked("Dupont"), 50) == "Le ministre M. [Dupont] a parlé longuement de la…"


def test_only_the_beginning_of_a_long_text_is_looked_at():
    near, far = "mot " * 5000 + "eau", "mot " * (LOOKED_AT // 4) + "eau"
    assert snippet([near], "fr", asked("eau")).marks
    assert not snippet([far], "fr", asked("eau")).marks
    assert not snippet(["mot " * 5000] * 3 + ["eau"], "fr", asked("eau")).marks


TEXTS = st.text(max_size=80) | st.text(st.sampled_from("eauéluEL. ’'-…?\n\u202f東ยำ0كتاب\x00\ud800"), max_size=120)
TARGETS = st.builds(
    Targets,
    st.frozensets(st.sampled_from(["eau", "e", "lu", "東", "كتاب", "0"])),
    st.frozensets(st.sampled_from(["fr.eau", "fr.elu", "ar.كتاب"])),
    st.lists(st.sampled_from(["e", "كت", "l"]), max_size=2).map(tuple),
    st.lists(st.lists(st.sampled_from(["eau", "e", "東", "u"]), max_size=3).map(tuple), max_size=3).map(tuple),
)


@given(TEXTS, st.sampled_from(["fr", "ar", "", "ja"]), TARGETS)
def test_marks_are_in_order_and_apart(text, language, targets):
    last = -1
    for mark in marks(text, language, targets):
        assert last < mark.start < mark.end <= len(text)
        last = mark.end


@given(st.lists(TEXTS, max_size=4), st.sampled_from(["fr", "ar", ""]), TARGETS, st.integers(-5, 90))
def test_a_snippet_is_bounded_and_its_marks_are_within(paragraphs, language, targets, characters):
    found = snippet(paragraphs, language, targets, characters)
    assert len(found.text) <= max(characters, 2)
    assert not set("\n\t\x00") & set(found.text)
    last = -1
    for mark in found.marks:
        assert last < mark.start < mark.end <= len(found.text)
        assert found.text[mark.start : mark.end].strip("…")
        last = mark.end


@given(st.lists(TEXTS, min_size=1, max_size=4), TARGETS)
def test_a_piece_of_a_text_that_has_a_target_shows_one(paragraphs, targets):
    whole = snippet(paragraphs, "fr", targets, 10_000)
    if whole.marks and min(mark.end - mark.start for mark in whole.marks) < 40:
        assert snippet(paragraphs, "fr", targets, 80).marks
