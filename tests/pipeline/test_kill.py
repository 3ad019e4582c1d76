"""P5: killed at any moment, started again: nothing lost, nothing doubled, nothing half-written."""

import contextlib
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.pipeline.small_press import ARTICLES, OUTLETS, SmallPress

pytestmark = [pytest.mark.database, pytest.mark.slow]
KILLS = 20
SEED = int(os.environ.get("JARIDA_TEST_SEED", secrets.randbelow(10_000)))

SET_UP = """
import django
django.setup()
from django.conf import settings
from jarida.archive.catalogue import sync_edition
from jarida.archive.ready import prepare
from jarida.editions.catalogue import load_edition
prepare()
sync_edition(load_edition(settings.OPTIONS.edition.path))
"""

KEPT = {
    "articles": "SELECT address_key, title, revision_count, content_hash, day, published_at FROM archive_article",
    "revisions": (
        "SELECT a.address_key, r.number, r.content_hash FROM archive_revision r"
        " JOIN archive_article a ON a.id = r.article_id"
    ),
    "addresses": "SELECT address_key, outlet_id FROM archive_articleaddress",
    "entries": "SELECT address_key, state, problem_code FROM archive_entry",
    "images": "SELECT digest, width, height, CAST(widths AS TEXT) FROM archive_image",
    "pictures": (
        "SELECT a.address_key, p.url, p.state, i.digest FROM archive_articleimage p"
        " JOIN archive_article a ON a.id = p.article_id LEFT JOIN archive_image i ON i.id = p.image_id"
    ),
    "lead images": (
        "SELECT a.address_key, i.digest FROM archive_article a JOIN archive_image i ON i.id = a.lead_image_id"
    ),
    "counts": "SELECT outlet_id, day, language, articles FROM archive_daycount",
}


class Archive:
    """A data folder with a database of its own, looked at from outside."""

    def __init__(self, folder: Path, press: SmallPress, database_url: str = "") -> None:
        self.folder = folder
        self.url = database_url
        folder.mkdir()
        edition = folder / "edition.toml"
        edition.write_text(press.edition())
        clean = {key: value for key, value in os.environ.items() if not key.startswith("JARIDA_")}
        self.environ = clean | {
            "DJANGO_SETTINGS_MODULE": "jarida.config.settings",
            "JARIDA_DATA_FOLDER": str(folder / "data"),
            "JARIDA_DATABASE_URL": database_url,
            "JARIDA_EDITION_PATH": str(edition),
            "JARIDA_FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
            "JARIDA_FETCH_HOST_DELAY": "0",
            "JARIDA_STORIES_ENCODER": "off",
        }
        self.call("-c", SET_UP)

    def call(self, *arguments: str) -> str:
        """Run Python to its end; what it said on standard output."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environ, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def poll(self) -> str:
        """Gather to the end."""
        return self.call("-m", "jarida", "poll")

    def run_and_kill(self, seconds: float, begun: threading.Event | None = None) -> None:
        """Start the pipeline and kill it after so long, counted from when `begun` is set."""
        process = subprocess.Popen(
            [sys.executable, "-m", "jarida.pipeline"],
            env=self.environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if begun is not None:
            begun.clear()
            begun.wait(2)  # or else there is nothing left to do
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        assert process.poll() is None, "the pipeline ended by itself"
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the database answers, sorted."""
        with contextlib.closing(self._connect()) as connection, contextlib.closing(connection.cursor()) as cursor:
            cursor.execute(sql)
            return sorted(cursor.fetchall(), key=repr) if cursor.description else []

    def change(self, sql: str) -> None:
        """Change something by hand."""
        with contextlib.closing(self._connect()) as connection:
            connection.cursor().execute(sql)
            connection.commit()

    def _connect(self):
        if not self.url:
            return sqlite3.connect(self.folder / "data" / "jarida.sqlite3", timeout=30)
        import psycopg

        return psycopg.connect(self.url)

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All that is kept, without identities and moments of work."""
        return {name: self.rows(sql) for name, sql in KEPT.items()}

    def files(self) -> dict[str, bytes]:
        """All media files."""
        media = self.folder / "data" / "media"
        return {path.relative_to(media).as_posix(): path.read_bytes() for path in media.rglob("*") if path.is_file()}

    def processes(self) -> list[str]:
        """What still runs for this archive (Linux only)."""
        mark = f"JARIDA_DATA_FOLDER={self.folder / 'data'}".encode()
        return [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if mark in _read(path)]


def _read(path: Path) -> bytes:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""


@pytest.fixture
def press() -> Iterator[SmallPress]:
    with SmallPress().served() as one:
        yield one


@pytest.fixture
def new_archive(tmp_path: Path, press: SmallPress):
    """Makes archives; on PostgreSQL each has a database of its own, dropped at the end."""
    server = os.environ.get("JARIDA_TEST_DATABASE_URL", "")
    made: list[str] = []

    def make(name: str) -> Archive:
        if not server:
            return Archive(tmp_path / name, press)
        made.append(f"jarida_{name}_{secrets.token_hex(4)}")
        _administer(server, f"CREATE DATABASE {made[-1]}")
        base, _, query = server.partition("?")
        return Archive(tmp_path / name, press, f"{base.rpartition('/')[0]}/{made[-1]}{'?' + query if query else ''}")

    yield make
    for database in made:
        _administer(server, f"DROP DATABASE {database} WITH (FORCE)")


def _administer(server: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[call-overload]


def gather_twice(archive: Archive, press: SmallPress, disturb=lambda number: None) -> None:
    """Gather the press as it is, then as it is corrected; `disturb` comes before each."""
    press.phase = 1
    disturb(1)
    assert "failed" not in archive.poll()
    press.phase = 2
    assert archive.rows("SELECT address_key, state, problem FROM archive_entry WHERE state <> 'kept'") == []
    archive.change("UPDATE archive_entry SET next_fetch_at = announced_at, etag = ''")
    disturb(2)
    assert "failed" not in archive.poll()


def test_killed_twenty_times_nothing_is_lost_or_doubled(new_archive, press: SmallPress):
    chance = random.Random(SEED)
    print(f"seed {SEED}; JARIDA_TEST_SEED={SEED} repeats it")
    steady = new_archive("steady")
    gather_twice(steady, press)
    killed = new_archive("killed")
    progress = []

    def disturb(phase: int) -> None:
        press.delay = 0.15
        for number in range(KILLS // 2):
            if number % 5 == 0:  # while it starts
                killed.run_and_kill(chance.uniform(0.2, 2.0))
            else:  # while it works, however slow this machine is
                killed.run_and_kill(chance.uniform(0.2, 2.2), press.asked)
            progress.append(len(killed.rows(KEPT["revisions"])))
        press.delay = 0.0

    gather_twice(killed, press, disturb)
    print("revisions after each kill:", progress)

    expected = steady.everything()
    assert len(expected["articles"]) == OUTLETS * ARTICLES
    assert len(expected["revisions"]) == OUTLETS * (ARTICLES + len(range(0, ARTICLES, 3)))
    for name, rows in killed.everything().items():
        assert rows == expected[name], name
    check_files(steady, killed)
    if not killed.url:
        assert killed.rows("PRAGMA integrity_check") == [("ok",)]
    if sys.platform == "linux":
        threading.Event().wait(0.5)
        assert killed.processes() == []


def check_files(steady: Archive, killed: Archive) -> None:
    """The same files, each whole; and not one that a row speaks of is missing."""
    files = killed.files()
    assert files == steady.files()
    for name in files:
        with Image.open(killed.folder / "data" / "media" / name) as picture:
            picture.load()
    digests = {row[0] for row in killed.rows(KEPT["images"])}
    assert {name.partition("/")[2].rpartition("-")[0] for name in files} == digests
