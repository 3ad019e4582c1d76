"""P5: killed at any moment, started again: every article is in one story, and counted once."""

import contextlib
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.pipeline.grouping.driver import EVENTS

pytestmark = [pytest.mark.database, pytest.mark.slow]
ARTICLES = 200
KILLS = 8
SEED = int(os.environ.get("JARIDA_TEST_SEED", secrets.randbelow(10_000)))
ROOT = Path(__file__).resolve().parents[3]

# what is kept, without identities and moments of work
GROUPS = (
    "SELECT s.articles, s.outlets, s.state, s.told_since, s.told_until, s.lead_id, MIN(a.title), COUNT(*)"
    " FROM archive_story s JOIN archive_storymember m ON m.story_id = s.id"
    " JOIN archive_article a ON a.id = m.article_id GROUP BY s.id, s.articles, s.outlets, s.state, s.told_since,"
    " s.told_until, s.lead_id"
)
PROFILES = "SELECT article_id, encoder, content_hash, at, digest FROM archive_articleprofile"


class Archive:
    """A data folder with articles that wait."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.path = folder / "data" / "jarida.sqlite3"
        self.url = database_url
        folder.mkdir()
        clean = {key: value for key, value in os.environ.items() if not key.startswith("JARIDA_")}
        self.environ = clean | {
            "DJANGO_SETTINGS_MODULE": "jarida.config.settings",
            "JARIDA_DATA_FOLDER": str(folder / "data"),
            "JARIDA_DATABASE_URL": database_url,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        self.call("make", str(ARTICLES))

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-W", "ignore", "-m", "tests.pipeline.grouping.driver", *arguments]

    def call(self, *arguments: str) -> None:
        """Do something to its end."""
        done = subprocess.run(
            self.command(*arguments), env=self.environ, cwd=ROOT, capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def run_and_kill(self, seconds: float, *, begun: bool) -> None:
        """Start the process and kill it after so long, counted from its start or from when it has written something."""
        before = self.members()
        process = subprocess.Popen(
            self.command("run"), env=self.environ, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(200):
            if not begun or self.members() > before:
                break
            threading.Event().wait(0.05)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        assert process.poll() is None, "the process ended by itself"
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    def members(self) -> int:
        """How many articles are in a story."""
        return len(self.rows("SELECT article_id FROM archive_storymember"))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the database answers, sorted."""
        with contextlib.closing(self._connect()) as connection, contextlib.closing(connection.cursor()) as cursor:
            cursor.execute(sql)
            return sorted(cursor.fetchall(), key=repr)

    def _connect(self):
        if not self.url:
            return sqlite3.connect(self.path, timeout=30)
        import psycopg

        return psycopg.connect(self.url)

    def processes(self) -> list[str]:
        """What still runs for this archive (Linux only)."""
        mark = f"JARIDA_DATA_FOLDER={self.environ['JARIDA_DATA_FOLDER']}".encode()
        return [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if mark in _read(path)]


def _read(path: Path) -> bytes:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""


@pytest.fixture
def archive(tmp_path):
    server = os.environ.get("JARIDA_TEST_DATABASE_URL", "")
    if not server:
        yield Archive(tmp_path / "killed")
        return
    import psycopg

    name = f"jarida_stories_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    base, _, query = server.partition("?")
    yield Archive(tmp_path / "killed", f"{base.rpartition('/')[0]}/{name}{'?' + query if query else ''}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_again_and_again_nothing_is_lost_or_doubled(archive):
    chance = random.Random(SEED)
    print(f"seed {SEED}; JARIDA_TEST_SEED={SEED} repeats it")
    progress = []
    for number in range(KILLS):
        if number % 4 == 3:  # while it starts
            archive.run_and_kill(chance.uniform(0.2, 1.5), begun=False)
        else:  # while it works
            archive.run_and_kill(chance.uniform(0.0, 0.4), begun=True)
        progress.append(archive.members())
        _check_counts(archive)
    archive.call("finish")
    print("grouped after each kill:", progress)
    groups = archive.rows(GROUPS)
    assert len(groups) == EVENTS
    assert {row[:3] for row in groups} == {(ARTICLES // EVENTS, 4, "live")}
    assert len(archive.rows(PROFILES)) == archive.members() == ARTICLES
    assert archive.rows("SELECT article_id FROM archive_storydue") == []
    assert archive.rows("SELECT id FROM archive_story WHERE articles = 0") == []
    if not archive.url:
        assert archive.rows("PRAGMA integrity_check") == [("ok",)]
    if sys.platform == "linux":
        threading.Event().wait(0.5)
        assert archive.processes() == []


def _check_counts(archive):
    """What stands there is whole at every moment: an article that is in a story is counted and has a profile."""
    assert archive.rows("SELECT s.id FROM archive_story s WHERE s.articles <>"
                        " (SELECT COUNT(*) FROM archive_storymember m WHERE m.story_id = s.id)") == []  # fmt: skip
    assert archive.rows("SELECT article_id FROM archive_storymember WHERE article_id NOT IN"
                        " (SELECT article_id FROM archive_articleprofile)") == []  # fmt: skip
