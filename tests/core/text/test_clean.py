import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.clean import clean, clean_markup, shorten


@given(st.text(max_size=200))
def test_clean_text_is_one_line_without_controls_and_stays_clean(text):
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Co") for character in cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert clean(cleaned) == cleaned


def test_joiners_that_scripts_need_stay():
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("<b>gras</b> et <i>penché</i>", "gras et penché"),
        ("l&#39;&eacute;t&eacute;", "l'été"),
        ("&lt;script&gt;x&lt;/script&gt;", "x"),
        ("&amp;lt;b&amp;gt;deux fois", "deux fois"),
        ("2 < 3 et 5 > 4", "2 < 3 et 5 > 4"),
        ("a<!-- caché -->b", "a b"),
    ],
)
def test_markup_goes(text, cleaned):
    assert clean_markup(text) == cleaned


@given(st.text(max_size=300), st.integers(10, 100))
def test_short_texts_are_short(text, limit):
    assert len(shorten(text, limit)) <= limit
    assert len(text) > limit or shorten(text, limit) == text


def test_shortened_on_a_word():
    assert shorten("un deux trois quatre cinq", 15) == "un deux trois…"
    assert shorten("日" * 50, 10) == "日" * 9 + "…"


@pytest.mark.parametrize("space", ["\xa0", "\u202f", " \xa0", "\xa0\n"])
def test_a_page_of_no_break_spaces_takes_little_time(space):
    """Found by fuzzing: a hundred thousand of them took minutes."""
    began = time.process_time()
    assert clean(f"a{space * 100_000}b") == "a b"
    assert clean(f"«{space * 100_000}b{space * 100_000}»") == "«\u202fb\u202f»"
    assert time.process_time() - began < 2
