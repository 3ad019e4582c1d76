"""The catalogues of translations are whole, in every language."""

import pytest
from django.utils import translation

from jarida.website import messages
from jarida.website.languages import CODES


def test_nothing_is_missing_fuzzy_or_stale() -> None:
    assert sorted(messages.problems()) == []


@pytest.mark.parametrize("code", CODES)
def test_every_catalogue_has_its_plural_forms(code: str) -> None:
    catalog = messages.read(code)
    plurals = [message for message in catalog if message.pluralizable]
    assert plurals
    for message in plurals:
        assert len(message.string) == {"ar": 6}.get(code, 2)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "لا مقال"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالا"),
        (99, "99 مقالا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
    ],
)
def test_six_plurals_of_arabic(count: int, text: str) -> None:
    with translation.override("ar"):
        written = translation.ngettext("%(articles)s article", "%(articles)s articles", count)
    assert written % {"articles": count} == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 article"), (1, "1 article"), (2, "2 articles")])
def test_french_nothing_is_singular(count: int, text: str) -> None:
    with translation.override("fr"):
        written = translation.ngettext("%(articles)s article", "%(articles)s articles", count)
    assert written % {"articles": count} == text


def test_french_has_its_spaces() -> None:
    for message in messages.read("fr"):
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and "Merci d'avoir signalé!" not in text:
                assert not any(f" {mark}" in text for mark in ":;!?»"), text


def test_updating_changes_nothing(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {code: {message.id: message.string for message in messages.read(code)} for code in CODES}
    for code in CODES:
        copy = tmp_path / code / "LC_MESSAGES" / "django.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(messages.po_path(code).read_bytes())
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    assert messages.main([]) == 0
    assert messages.main(["check"]) == 0
    for code in CODES:
        after = {message.id: message.string for message in messages.read(code)}
        assert {key: after[key] for key in after if key} == {key: before[code][key] for key in before[code] if key}


def test_missing_translation_is_told(tmp_path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    assert messages.main(["check"]) == 1
    assert "fr: not in the catalogue: 'Cite'" in capsys.readouterr().err
