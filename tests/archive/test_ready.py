"""The database is reached and migrated, once, or the reason is one line."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from jarida.archive import ready
from jarida.archive.ready import NotReady, folder_lock, pending, prepare, where


@pytest.mark.database
@pytest.mark.django_db
def test_a_migrated_database_needs_nothing():
    assert pending() == []
    assert prepare() is False


@pytest.mark.database
@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused_with_its_name():
    MigrationRecorder(connection).record_applied("archive", "0999_from_the_future")
    with pytest.raises(NotReady, match="newer version of Jarida") as caught:
        prepare()
    assert "0999_from_the_future" in str(caught.value)
    assert caught.value.code == "not-ready"


@pytest.mark.database
@pytest.mark.django_db
def test_migrations_of_other_apps_do_not_make_it_newer():
    MigrationRecorder(connection).record_applied("a_plugin_that_is_gone", "0001_initial")
    assert pending() == []


def test_a_database_out_of_reach_is_one_line(monkeypatch):
    def refuse(*_: object) -> None:
        raise OperationalError("connection failed:\n  port 5432")

    monkeypatch.setattr(ready, "MigrationExecutor", refuse)
    with pytest.raises(NotReady) as caught:
        pending()
    assert "cannot be reached: connection failed: port 5432" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_is_never_shown(monkeypatch):
    class Other:
        vendor = "postgresql"
        settings_dict = {"HOST": "db.example", "NAME": "press", "PASSWORD": "hush", "USER": "me"}

    monkeypatch.setattr(ready, "connection", Other())
    assert where() == "postgresql://db.example/press"


def test_a_folder_that_cannot_be_made_is_one_line(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "FOLDER", tmp_path / "file" / "data")
    with pytest.raises(NotReady, match="data folder cannot be written"), folder_lock("x"):
        pass


def test_the_lock_lets_one_in_at_a_time():
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with folder_lock("one"):
            order.append("second")

    with folder_lock("one"):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(5)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


@pytest.mark.slow
def test_an_empty_folder_is_made_ready_even_by_several_processes_at_once(tmp_path: Path):
    code = (
        "from jarida.config.setup import setup_django; setup_django();"
        "from jarida.archive.ready import prepare, pending; print(prepare(), pending())"
    )
    environment = {"JARIDA_DATA_FOLDER": str(tmp_path / "new"), "PYTHONPATH": "src", "PATH": "/usr/bin:/bin"}
    root = Path(__file__).parents[2]
    processes = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = sorted(process.communicate(timeout=120)[0].strip() for process in processes)
    assert answers == ["False []", "True []"]
    assert [process.returncode for process in processes] == [0, 0]
