"""How words are mostly written."""

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.names.writing import Writing, written


def shown(*texts: str) -> dict[str, tuple[str, bool]]:
    return {word: writing.most() for word, writing in written(texts).items()}


def test_accents_are_kept() -> None:
    assert shown("Le Sénégal et la Côte d'Ivoire")["senegal"] == ("Sénégal", True)


def test_a_capital_at_the_beginning_says_nothing() -> None:
    found = shown("Table ronde. Pages lues : Travail fait. « Dossier », dit-il")
    assert [found[word][1] for word in ("table", "pages", "travail", "dossier")] == [False] * 4
    assert shown("Table ronde et la table")["table"] == ("table", True)


def test_a_capital_within_says_name() -> None:
    assert shown("Le maire de Salé a parlé")["sale"] == ("Salé", True)


def test_capitals_throughout_say_nothing() -> None:
    assert not shown("Government Approves New Water Law")["water"][1]
    assert not shown("LE ROI REÇOIT LE PRÉSIDENT")["recoit"][1]
    assert shown("Le roi reçoit le président à Rabat")["rabat"] == ("Rabat", True)


def test_arabic_has_no_capitals() -> None:
    assert shown("بنكيران في الرباط")["بنكيران"] == ("بنكيران", True)


def test_counts_are_added() -> None:
    one, other = Writing(), Writing()
    one.ways.update({"Nice": 100})
    other.ways.update({"nice": 300})
    one.add(other)
    assert one.most() == ("nice", True)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    for word, writing in written([text]).items():
        assert word
        assert writing.most()[0]
