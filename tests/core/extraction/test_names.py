import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.names import MOST, clean_names, is_byline, is_signature


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("von Anna Keller", ("Anna Keller",)),
        ("Von: Anna Keller", ("Anna Keller",)),
        ("Ein Artikel von Anna Keller", ("Anna Keller",)),
        ("View all posts by Jane Doe", ("Jane Doe",)),
        ("About the Author - Jane Doe", ("Jane Doe",)),
        ("Autor: Lucía Roldán", ("Lucía Roldán",)),
        ("Auteure : Nadia Berrada", ("Nadia Berrada",)),
        ("(责编：王小明、李华)", ("王小明", "李华")),
        ("بقلم سعاد المنصوري وكمال العلوي", ("سعاد المنصوري", "كمال العلوي")),
        ("Anna Keller Chefredakteurin", ("Anna Keller",)),
        ("Jane Doe, political reporter", ("Jane Doe",)),
        ("Jane Doe - Correspondent in Rabat", ("Jane Doe",)),
        ("Nadia Berrada, journaliste", ("Nadia Berrada",)),
        ("Mateo Vidal, corresponsal en Rabat", ("Mateo Vidal",)),
        ("Jane Doe Thursday, November 9", ("Jane Doe",)),
        ("Jane Doe 3 min read", ("Jane Doe",)),
        ("Anna Keller und Jan Roth, dpa", ("Anna Keller", "Jan Roth", "dpa")),
        ("Anna Keller, Rabat", ("Anna Keller",)),
        ("Jane Doe and John Roe For The Sunday Paper", ("Jane Doe", "John Roe")),
        ("Jane Doe; Contributing Writer", ("Jane Doe",)),
        ("jane.doe", ("Jane Doe",)),
        ("Jane Doe @janedoe", ("Jane Doe",)),
        ("Wirtschaftsverlag (www.journal.example)", ("Wirtschaftsverlag",)),
        ("Weitere Artikel", ()),
        ("Veröffentlicht am", ()),
        ("Quelle: sid/dpa", ()),
        ("ca. 8 Min.", ()),
        ("a founder of the house", ()),
        ("von der Leyen", ("von der Leyen",)),
        ("Sat", ()),
        ("105092", ()),
        ("La rédaction ; LA RÉDACTION", ("La rédaction",)),
    ],
)
def test_what_stands_around_a_name_goes(written, names):
    assert clean_names([written]) == names


def test_a_login_is_a_name_only_where_asked():
    assert clean_names(["flotsam"]) == ()
    assert clean_names(["flotsam"], logins=True) == ("flotsam",)
    assert clean_names(["a word of a sentence"], logins=True) == ()


@pytest.mark.parametrize(
    "text", ["Autorin: Anna Keller", "(责编：王小明)", "بقلم: سعاد المنصوري", "Texte : Nadia Berrada"]
)
def test_signatures(text):
    assert is_signature(text)


@pytest.mark.parametrize("text", ["Autorin", "Anna Keller", "Text: 12", "The author: he is dead" * 0 + "Author"])
def test_no_signatures(text):
    assert not is_signature(text)


@pytest.mark.parametrize("text", ["By Jane Doe", "Par Nadia Berrada", "بقلم سعاد المنصوري", "von Anna Keller"])
def test_bylines(text):
    assert is_byline(text)


def test_a_sentence_is_no_byline():
    assert not is_byline("By the time the pumps stopped")
    assert not is_byline("")


@given(st.lists(st.text(max_size=500), max_size=30))
def test_any_text_is_survived_and_bounded(values):
    names = clean_names(values, logins=True)
    assert len(names) <= MOST
    assert all(2 <= len(name) <= 80 and "@" not in name for name in names)


@pytest.mark.parametrize("piece", ["by ", "von ", "par : ", ", ", "and ", "- reporter ", "(", "8 min "])
def test_repetition_does_not_cost(piece):
    assert len(clean_names([piece * 100_000])) <= MOST
