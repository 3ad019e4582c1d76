"""Beginnings of words on SQLite: those that would unite very long lists stand for their most frequent words."""

import pytest
from django.db import connection

from jarida.archive.models import SearchWord
from jarida.archive.search import sqlite_prefixes
from jarida.archive.search.sqlite_prefixes import COMMON, LARGE, MOST, without_common_beginnings
from jarida.core.search.expression import All, Any, Expression, Form, Starts, Without

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "postgresql", reason="asks SQLite"),
]


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_prefixes, "documents", lambda: LARGE + 1)


def words(**documents: int) -> None:
    SearchWord.objects.bulk_create(
        SearchWord(word=word, shown=word, documents=number) for word, number in documents.items()
    )


def forms(*names: str) -> Any:
    return Any(tuple(map(Form, names)))


@pytest.mark.parametrize("beginning", ["es", "est"])
def test_few_words_in_very_many_articles(beginning: str) -> None:
    words(est=COMMON, este=7, autre=COMMON)
    assert without_common_beginnings(Starts(beginning)) == forms("est", "este")


@pytest.mark.parametrize("beginning", ["es", "est"])
def test_few_words_in_few_articles_are_all_asked_for(beginning: str) -> None:
    words(est=100, este=7)
    assert without_common_beginnings(Starts(beginning)) == Starts(beginning)


def test_very_many_words_stand_for_the_most_frequent() -> None:
    words(**{f"es{chr(97 + number // 26)}{chr(97 + number % 26)}": 1000 - number for number in range(MOST + 30)})
    found = without_common_beginnings(Starts("es"))
    assert isinstance(found, Any)
    assert len(found.parts) == MOST
    assert found.parts[0] == Form("esaa")


@pytest.mark.parametrize("expression", [Form("est"), Starts("estampille"), All((Form("eau"), Without(Form("est"))))])
def test_others_stay_as_they_are(expression: Expression) -> None:
    words(est=COMMON + 1)
    assert without_common_beginnings(expression) == expression


def test_within_other_parts() -> None:
    words(est=COMMON + 1)
    asked = All((Form("eau"), Any((Starts("es"), Form("or"))), Without(Starts("es"))))
    assert without_common_beginnings(asked) == All(
        (Form("eau"), Any((forms("est"), Form("or"))), Without(forms("est")))
    )


def test_a_small_archive_is_asked_for_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_prefixes, "documents", lambda: LARGE)
    words(est=COMMON + 1)
    assert without_common_beginnings(Starts("es")) == Starts("es")
