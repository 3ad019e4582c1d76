"""Each check says what is wrong and what to do, and changes nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from jarida.archive import ready
from jarida.archive.models import StoryDue
from jarida.archive.stories.health import say
from jarida.commands import doctor_installation as installation
from jarida.commands.doctor_installation import Verdict
from jarida.config.options import load
from tests.archive.making import make_outlet
from tests.website.factories import make_article


def options(tmp_path: Path, **environ: str):
    """Settings of a test."""
    return load(environ={"JARIDA_CONFIG": "", "JARIDA_DATA_FOLDER": str(tmp_path), **environ})


def test_this_machine_is_well():
    for finding in (installation.python(), installation.sqlite(), installation.pictures(), installation.zones()):
        assert finding.verdict is Verdict.OK, finding
    assert "FTS5" in installation.sqlite().text


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(installation, "PYTHON", (9, 1))
    finding = installation.python()
    assert finding.verdict is Verdict.ATTENTION
    assert "needs 9.1 or newer" in finding.text


def test_an_old_or_poor_sqlite_is_named(monkeypatch):
    monkeypatch.setattr(installation, "SQLITE", (99, 0, 0))
    assert "needs 99.0.0 or newer" in installation.sqlite().text
    monkeypatch.undo()
    monkeypatch.setitem(installation.FEATURES, "time travel", "SELECT travel()")
    finding = installation.sqlite()
    assert finding.verdict is Verdict.ATTENTION
    assert "without time travel" in finding.text


def test_pillow_without_webp(monkeypatch):
    from PIL import features

    monkeypatch.setattr(features, "check", lambda name: False)
    assert "without WebP" in installation.pictures().text


def test_a_clock_that_is_years_behind():
    finding = installation.clock(datetime(1980, 1, 6, tzinfo=UTC))
    assert finding.verdict is Verdict.ATTENTION
    assert "1980-01-06" in finding.text
    assert installation.clock().verdict is Verdict.OK


def test_missing_zones():
    assert installation.zones(["Africa/Nowhere"]).verdict is Verdict.ATTENTION


def test_missing_languages_are_named(tmp_path):
    for language in ("fr", "es"):
        (tmp_path / language / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / language / "LC_MESSAGES" / "django.mo").write_bytes(b"")
    (finding,) = installation.locales(tmp_path)
    assert finding.verdict is Verdict.ATTENTION
    assert "not compiled in ar;" in finding.text


def test_the_interface_of_this_checkout_is_compiled():
    (finding,) = installation.locales(installation.LOCALE)
    assert finding.verdict is Verdict.OK


def test_a_contact_is_asked_for_once(tmp_path):
    assert installation.settings(options(tmp_path)).verdict is Verdict.NOTE
    known = options(tmp_path, JARIDA_FETCH_CONTACT="mailto:desk@press.example")
    assert installation.settings(known).verdict is Verdict.OK


def test_a_folder_that_is_not_there_yet_is_no_problem(tmp_path):
    writable, room = installation.folder(tmp_path / "a" / "b", free=lambda path: 5 << 30)
    assert (writable.verdict, room.verdict) == (Verdict.OK, Verdict.OK)
    assert room.text == "5.0 GB free"
    assert not (tmp_path / "a").exists()


def test_a_full_disk(tmp_path):
    _, room = installation.folder(tmp_path, free=lambda path: 1 << 20)
    assert room.verdict is Verdict.ATTENTION
    assert "only 0.0 GB free" in room.text


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    (finding,) = installation.folder(tmp_path / "file")
    assert finding.verdict is Verdict.ATTENTION
    assert "cannot be written" in finding.text


@pytest.mark.database
@pytest.mark.django_db
def test_the_database_says_what_is_in_it():
    make_outlet()
    finding, *_ = installation.database()
    assert finding.verdict is Verdict.OK
    assert "1 outlets, 0 articles" in finding.text


@pytest.mark.database
@pytest.mark.django_db
def test_how_the_stories_are(stories_on, own_folder):
    (finding,) = installation._stories()
    assert (finding.verdict, finding.text) == (Verdict.OK, "not begun yet; 0 articles wait")
    now = timezone.now()
    StoryDue.objects.create(article=make_article(), since=now - timedelta(minutes=20), at=now)
    StoryDue.objects.create(article=make_article(), since=now, at=now, attempts=3, problem="too strange")
    waiting, given_up = installation._stories()
    assert waiting.verdict is Verdict.NOTE
    assert "1 articles wait, the first for 20 minutes" in waiting.text
    assert "1 articles could not be compared" in given_up.text
    say(encoder="words", memory=150 << 20, grouped=3)
    late, _ = installation._stories()
    assert late.verdict is Verdict.ATTENTION
    assert late.text.startswith("words, 150 MB at most; 1 articles wait")
    say(encoder="", memory=0, grouped=0, problem="no encoder runs here")
    trouble, _ = installation._stories()
    assert trouble.verdict is Verdict.ATTENTION
    assert "no encoder runs here" in trouble.text


@pytest.mark.database
@pytest.mark.django_db
def test_stories_that_are_switched_off():
    (finding,) = installation._stories()
    assert finding.verdict is Verdict.NOTE


@pytest.mark.database
@pytest.mark.django_db
def test_a_database_to_be_made_is_a_note_and_stays_unmade(monkeypatch):
    monkeypatch.setattr(ready, "pending", lambda: ["archive.0001_initial"])
    (finding,) = installation.database()
    assert finding.verdict is Verdict.NOTE
    assert "1 migrations" in finding.text


def test_a_database_out_of_reach(monkeypatch):
    def refuse() -> None:
        raise ready.NotReady("the database cannot be reached: no route")

    monkeypatch.setattr(ready, "pending", refuse)
    (finding,) = installation.database()
    assert finding.verdict is Verdict.ATTENTION
    assert "no route" in finding.text


def test_the_edition_of_the_settings_is_read(tmp_path):
    finding, spec = installation.edition(options(tmp_path, JARIDA_EDITION_NAME="morocco"))
    assert finding.verdict is Verdict.OK
    assert finding.text.startswith("Maroc: ")
    assert "(0 verified)" in finding.text
    assert spec is not None


def test_without_an_edition_there_is_a_note(tmp_path):
    finding, spec = installation.edition(options(tmp_path))
    assert finding.verdict is Verdict.NOTE
    assert spec is not None
    assert spec.outlets == ()


def test_a_wrong_edition_is_told_with_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("[edition]\ncode = 1\n")
    finding, spec = installation.edition(options(tmp_path), str(path))
    assert finding.verdict is Verdict.ATTENTION
    assert "mine.toml:2: edition.code" in finding.text
    assert spec is None


@pytest.mark.database
@pytest.mark.django_db
def test_all_findings_in_their_order():
    names = [finding.name for finding in installation.findings()]
    assert names == [
        "Python", "SQLite", "pictures", "clock", "time zones", "languages", "settings", "data folder", "disk",
        "database", "search", "stories", "edition",
    ]  # fmt: skip


def test_wrong_settings_end_the_list(monkeypatch):
    monkeypatch.setenv("JARIDA_SITE_PORT", "none")
    last = list(installation.findings())[-1]
    assert (last.name, last.verdict) == ("settings", Verdict.ATTENTION)
    assert "JARIDA_SITE_PORT" in last.text
