"""An edition's aliases: what may stand there, and how what may not is refused."""

from pathlib import Path

import pytest

from jarida.core.errors import EditionError
from jarida.core.text.analysis import forms
from jarida.editions.catalogue import load_edition

HEAD = '[edition]\ncode = "x"\nname = "X"\n\n[aliases]\n'


def load(tmp_path: Path, text: str):
    path = tmp_path / "x.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_edition(str(path))


def test_groups_of_any_topic(tmp_path: Path) -> None:
    edition = load(tmp_path, 'places = [["Fès", "Fez", " فاس "]]\nclubs = [["Raja", "الرجاء"]]\n')
    assert edition.aliases == (("Fès", "Fez", "فاس"), ("Raja", "الرجاء"))


def test_none(tmp_path: Path) -> None:
    assert load(tmp_path, "").aliases == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('places = [\n  ["Fès", "فاس"],\n  ["Rabat"],\n]', 8, "two names"),
        ('places = [\n  ["Fès", "FES"],\n]', 7, "two names"),
        ('places = [\n  ["Fès", "فاس"],\n  ["Fez", "Fes"],\n]', 8, "already a name of 'Fès'"),
        ('places = [["Fès", "?!"]]', 6, "one to 8 words"),
        ('places = [["Fès", ""]]', 6, "one to 8 words"),
        ('places = [["Fès", "a b c d e f g h i"]]', 6, "one to 8 words"),
        ('places = [["Fès", "' + "x" * 101 + '"]]', 6, "longer than 100"),
        ('places = [["Fès", 7]]', 6, "text in quotes"),
        ('places = ["Fès", "Fez"]', 6, "a list"),
        ('places = "Fès"', 6, "a list"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(EditionError) as refused:
        load(tmp_path, text + "\n")
    assert f"x.toml:{line}" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(("name", "fewest"), [("morocco", 150), ("sample", 10)])
def test_what_jarida_brings_has_both_scripts(name: str, fewest: int) -> None:
    aliases = load_edition(name).aliases
    assert len(aliases) >= fewest
    for group in aliases:
        assert any("\u0600" <= letter <= "\u06ff" for name in group for letter in name), group


def test_the_name_of_the_issue() -> None:
    group = next(group for group in load_edition("morocco").aliases if "Alcazarquivir" in group)
    assert {forms("Ksar el-kebir"), forms("القصر الكبير")} <= {forms(name) for name in group}
