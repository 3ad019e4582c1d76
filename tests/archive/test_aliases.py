"""The edition's names at the running site, and what each is the name of."""

from pathlib import Path

import pytest

from jarida.archive import aliases
from jarida.core.names.model import Kind, KindedGroup
from jarida.editions.catalogue import load_edition


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.FOLDER = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_names_are_kept_with_their_kinds() -> None:
    """What the edition's headings say comes back."""
    aliases.save((("Rabat", "الرباط"), ("RNI", "التجمع")), ("places", "parties"))
    assert aliases.load() == (("Rabat", "الرباط"), ("RNI", "التجمع"))
    assert aliases.kinded() == (
        KindedGroup(Kind.PLACE, ("Rabat", "الرباط")),
        KindedGroup(Kind.ORGANISATION, ("RNI", "التجمع")),
    )


def test_names_kept_without_headings_are_unsure() -> None:
    """By a Jarida that did not keep them."""
    aliases.save((("Rabat", "الرباط"),))
    assert [group.kind for group in aliases.kinded()] == [Kind.UNSURE]


def test_a_spoilt_file_is_no_obstacle(folder: Path) -> None:
    """It is as if there were none."""
    (folder / aliases.NAME).write_text("{", encoding="utf-8")
    (folder / aliases.TOPICS).write_text("no", encoding="utf-8")
    assert isinstance(aliases.kinded(), tuple)


def test_the_token_follows_the_names() -> None:
    """Nothing, something, something else."""
    tokens = [aliases.token()]
    for name in ("Rabat", "Salé"):
        aliases.save(((name, "x"),), ("places",))
        tokens.append(aliases.token())
    assert len(set(tokens)) == 3


def test_every_group_of_an_edition_has_its_heading() -> None:
    """As many as there are groups, in their order."""
    edition = load_edition("morocco")
    assert len(edition.alias_topics) == len(edition.aliases)
    assert dict(zip(edition.alias_topics, edition.aliases, strict=True)).keys() >= {"places", "people", "parties"}
    assert edition.alias_topics[0] == "places"
