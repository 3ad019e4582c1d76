"""The difference between two versions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.models import Article
from jarida.archive.queries import Version
from jarida.archive.visibility import visible_parts
from jarida.website.differences import MOST_WORDS, Change, Piece, compare, paragraphs, words
from tests.website.factories import make_article, make_outlet, make_revision

NOW = datetime(2026, 11, 23, tzinfo=UTC)
texts = st.text(st.characters(codec="utf-8"), max_size=200)


def version(number: int, title: str, *texts: str, summary: str = "", policy: str = "full") -> Version:
    parts = visible_parts(policy, "full", summary=summary, paragraphs=texts)
    return Version(number, title, parts, NOW, None, "")


@pytest.mark.parametrize("kept", [Change.DELETED, Change.INSERTED])
@given(old=texts, new=texts)
def test_both_texts_can_be_read_out_of_it(kept: Change, old: str, new: str) -> None:
    whole = "".join(piece.text for piece in words(old, new) if piece.change in (Change.SAME, kept))
    assert whole == (old if kept is Change.DELETED else new)


def test_words() -> None:
    assert words("Le pont ouvre lundi.", "Le pont ouvre mardi.") == (
        Piece(Change.SAME, "Le pont ouvre "), Piece(Change.DELETED, "lundi."), Piece(Change.INSERTED, "mardi."),
    )  # fmt: skip


def test_very_long_text_is_replaced_whole() -> None:
    old, new = "a " * (MOST_WORDS + 1), "b " * (MOST_WORDS + 1)
    assert [piece.change for piece in words(old, new)] == [Change.DELETED, Change.INSERTED]


def test_unchanged_paragraphs_are_counted() -> None:
    blocks = list(paragraphs(["un", "deux", "trois", "quatre"], ["un", "deux", "tres", "quatre", "cinq"]))
    assert [block.same for block in blocks] == [2, 0, 1, 0]
    assert blocks[3].pieces == (Piece(Change.INSERTED, "cinq"),)


def test_paragraphs_removed() -> None:
    blocks = list(paragraphs(["un", "deux"], ["un"]))
    assert blocks[1].pieces == (Piece(Change.DELETED, "deux"),)


def test_counts_of_passages() -> None:
    compared = compare(version(1, "Titre", "Un.", "Deux."), version(2, "Titre neuf", "Un.", "Trois.", "Quatre."))
    assert (compared.inserted, compared.deleted) == (3, 1)
    assert compared.changed


def test_nothing_changed() -> None:
    assert not compare(version(1, "Titre", "Un."), version(2, "Titre", "Un.")).changed


def test_under_excerpt_only_the_excerpt_is_compared() -> None:
    old = version(1, "Titre", "Secret.", summary="Avant", policy="excerpt")
    compared = compare(old, version(2, "Titre", "Autre secret.", summary="Après", policy="excerpt"))
    assert compared.blocks == ()
    assert [piece.text for piece in compared.summary] == ["Avant", "Après"]


def page(client, article: Article, query: str = "", ui: str = "fr") -> str:
    return client.get(f"/{ui}/articles/{article.pk}/{article.slug}/revisions{query}").content.decode()


@pytest.mark.database
@pytest.mark.django_db
def test_page_of_versions(client) -> None:
    article = make_article(title="Pont", paragraphs=["Le pont ouvre lundi.", "Inchangé."])
    make_revision(article, 2, paragraphs=["Le pont ouvre mardi.", "Inchangé."])
    text = page(client, article)
    assert "Le pont ouvre <del>lundi.</del><ins>mardi.</ins>" in text
    assert "1 paragraphe inchangé" in text
    assert "1 passage ajouté" in text
    assert "De la version 1 à la version 2" in text
    assert "فقرة واحدة دون تغيير" in page(client, article, ui="ar")


@pytest.mark.database
@pytest.mark.django_db
def test_any_two_versions(client) -> None:
    article = make_article(title="Pont", paragraphs=["un"])
    make_revision(article, 2, paragraphs=["deux"])
    make_revision(article, 3, paragraphs=["trois"])
    text = page(client, article, "?from=1&to=3")
    assert "<del>un</del><ins>trois</ins>" in text
    assert '<option value="1" selected>' in text
    for query in ("?from=99&to=x", "?from=&to=", "?from=-1", "?from=3&to=1"):
        assert "<del>" in page(client, article, query)


@pytest.mark.database
@pytest.mark.django_db
def test_one_version(client) -> None:
    assert "Il y a une seule version" in page(client, make_article(title="Pont"))


@pytest.mark.database
@pytest.mark.django_db
def test_earlier_version_stays_readable(client) -> None:
    article = make_article(make_outlet(), title="Pont", paragraphs=["Le premier texte."])
    make_revision(article, 2, title="Pont ouvert", paragraphs=["Le second texte."])
    base = f"/fr/articles/{article.pk}/{article.slug}/revisions"
    assert "Le premier texte." in client.get(f"{base}/1").content.decode()
    assert "Pont ouvert" in client.get(f"{base}/2").content.decode()
    assert client.get(f"{base}/3").status_code == 404
