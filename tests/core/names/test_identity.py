"""Keys of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.names.identity import of_acronym, of_group, of_words, parts
from jarida.core.names.index import forenames


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Abdelilah", "Benkirane"], "~abdelilah bnkrn"),
        (["عبد", "الإله", "بنكيران"], "~abdelilah bnkrn"),
        (["عبد", "الإله", "ابن", "كيران"], "~abdelilah bnkrn"),
        (["Abdelilah", "Ben", "Kirane"], "~abdelilah bnkrn"),
        (["Karim", "El", "Othmani"], "~karim tmn"),
        (["Karim", "Rami"], "~karim rami"),
        (["Staffan", "de", "Mistura"], "~stfn mstr"),
        (["Zorba"], "~zorba"),
        (["Krasznahorkai"], "~krsznhrk"),
        (["Mohammed"], "~mhmd"),
    ],
)
def test_keys_of_unknown_names(words: list[str], expected: str) -> None:
    """A given name's usual form, skeletons of the rest; short ones by their letters."""
    assert of_words(words, forenames()) == expected


def test_other_keys() -> None:
    """Groups by their first name, acronyms by their letters."""
    assert of_group(("Île-de-France", "x")) == "ile de france"
    assert of_acronym("tgcc") == "~tgcc"
    assert parts("~abdelilah bnkrn") == ("abdelilah", "bnkrn")
    assert parts("casablanca") == ("casablanca",)


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6))
def test_any_words_have_a_key(words: list[str]) -> None:
    """Never a failure, always the mark of the unknown."""
    assert of_words(words, forenames()).startswith("~")
