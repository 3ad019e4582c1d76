"""Names and spellings over the database and the edition's aliases."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jarida.archive import aliases
from jarida.archive.catalogue import sync_edition
from jarida.archive.search import names, vocabulary
from jarida.archive.search.names import corrected, expander
from jarida.editions.catalogue import EditionSpec
from tests.archive.search.test_vocabulary import put

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EDITION = EditionSpec("x", "X", aliases=(("Port-Lune", "Puerto Luna", "مرفأ القمر"),))


def shown(*words: str) -> dict[str, tuple[str, ...]]:
    return {expansion.asked: expansion.shown for _, _, expansion in expander().expand(words)}


class TestExpander:
    def test_the_gazetteer(self) -> None:
        assert "المغرب" in shown("maroc")["maroc"]

    def test_the_archives_words_by_their_skeleton(self) -> None:
        put("بنكيران 7", "وبنكيران 2", "Benkirane 5")
        assert shown("benkirane") == {"benkirane": ("بنكيران",)}
        assert shown("بنكيران") == {"بنكيران": ("Benkirane",)}
        assert shown("Ben", "Kirane") == {"Ben Kirane": ("بنكيران",)}

    def test_the_editions_aliases_when_it_is_entered_and_when_it_changes(
        self, django_capture_on_commit_callbacks: object
    ) -> None:
        assert shown("port-lune") == {}
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            sync_edition(EDITION)
        assert shown("port-lune") == {"port-lune": ("مرفأ القمر",)}
        put("puerto 3", "Luna 2")
        assert shown("port-lune") == {"port-lune": ("Puerto Luna", "مرفأ القمر")}
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            sync_edition(replace(EDITION, aliases=()))
        assert shown("port-lune") == {}

    def test_hostile_words(self) -> None:
        words = ("\x00", "\ud800", "a" * 100_000, "%", "'", "\u202e", "", "ا" * 5_000, *["benkirane"] * 10_000)
        expander().expand(words)

    def test_few_questions_to_the_database(self) -> None:
        put("بنكيران 7")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            expander().expand(tuple(f"benkirane{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
        assert len(queries) <= 10


class TestAliases:
    def test_a_spoilt_file_is_none(self) -> None:
        path = aliases._path()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[[1]]")
        assert aliases.load() == ()

    def test_saving_the_same_changes_nothing(self) -> None:
        aliases.save(EDITION.aliases)
        before = aliases.token()
        aliases.save(EDITION.aliases)
        assert aliases.token() == before
        assert aliases.load() == EDITION.aliases

    def test_where_none_were_entered_the_options_say(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from django.conf import settings

        from jarida.config.options import Edition, Options

        monkeypatch.setattr(settings, "OPTIONS", Options(edition=Edition(name="morocco")))
        assert any("القصر الكبير" in group for group in aliases.load())
        monkeypatch.setattr(settings, "OPTIONS", Options(edition=Edition(name="nowhere")))
        assert aliases.load() == ()


class TestCorrected:
    def test_a_word_the_archive_lacks(self) -> None:
        put("gouvernement 30", "Akhannouch 12", "الانتخابات 9")
        assert corrected(("goivernement", "Akhanouch", "الانتخبات", "parlement")) == {
            "goivernement": "gouvernement",
            "Akhanouch": "Akhannouch",
            "الانتخبات": "الانتخابات",
        }

    def test_names_that_are_known_are_no_errors(self) -> None:
        put("Marrakchi 30")
        assert corrected(("Marrakech",)) == {}

    def test_a_blank_that_was_left_out(self) -> None:
        put("porte 60", "parole 60", "le 200", "journal 50")
        assert corrected(("lejournal", "portelaparole")) == {"lejournal": "le journal"}

    def test_hostile_words(self) -> None:
        put("gouvernement 30")
        assert corrected(("\x00", "\ud800", "a" * 100_000, "%%%%%", "", "ا" * 5_000, *["x"] * 10_000)) == {}

    def test_rare_words_are_not_offered(self) -> None:
        put("gouvernement 1")
        assert corrected(("gouvernemant",)) == {}


def test_nothing_is_read_before_it_is_needed(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        expander()
    assert names.corrected(()) == {}
    assert vocabulary.beginning("") == ()
