"""Languages by the names that people give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.search.languages import language_named


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"), ("FR", "fr"), ("fr-MA", "fr"), ("fra", "fr"), ("ar", "ar"), ("ara", "ar"), ("zgh", "zgh"),
        ("ber", "zgh"), ("arabe", "ar"), ("Árabe", "ar"), ("arabic", "ar"), ("العربية", "ar"), ("العَرَبيّة", "ar"),
        ("عربي", "ar"),
        ("français", "fr"), ("francais", "fr"), ("French", "fr"), ("francés", "fr"), ("الفرنسية", "fr"),
        ("فرنسية", "fr"),
        ("español", "es"), ("espagnol", "es"), ("Spanish", "es"), ("castellano", "es"), ("الإسبانية", "es"),
        ("anglais", "en"), ("inglés", "en"), ("الإنجليزية", "en"),
        ("الانجليزية", "en"),
        ("tamazight", "zgh"), ("amazighe", "zgh"), ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "zgh"), ("الأمازيغية", "zgh"), ("darija", "ar"),
        ("Deutsch", "de"), ("allemand", "de"), ("português", "pt"), ("català", "ca"), ("pt", "pt"),
    ],
)  # fmt: skip
def test_names_and_codes(text: str, code: str) -> None:
    assert language_named(text) == code


@pytest.mark.parametrize(
    "text", ["", "klingonish", "xx1", "qq", "french fries", "---", "und", "mul", "\x00", "ar" * 500]
)
def test_what_is_no_language(text: str) -> None:
    assert language_named(text) == ""


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_gives_a_plain_code(text: str) -> None:
    code = language_named(text)
    assert code == "" or (code.isascii() and code.isalpha() and code.islower() and len(code) <= 3)
