"""Newsboat itself against a live server: by its own protocol of Google Reader, and plain feeds. Skips without it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.readers.conftest import Press, Reader
from tests.conftest import skip_or_fail

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

FEEDHQ = """\
urls-source "feedhq"
feedhq-url "{site}/api/greader.php"
feedhq-login "anyone"
feedhq-password "{password}"
"""


class Newsboat:
    """Newsboat with a home of its own."""

    def __init__(self, program: str, home: Path) -> None:
        self.program = program
        self.home = home
        for name in ("config", "urls"):
            (home / name).write_text("")

    def run(self, *commands: str) -> str:
        """Run Newsboat without its screen."""
        files = ["-C", "config", "-u", "urls", "-c", "cache.db"]
        environment = {**os.environ, "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        environment.pop("http_proxy", None)
        done = subprocess.run(
            [self.program, *files, "-x", *commands], cwd=self.home, env=environment, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def items(self) -> dict[str, tuple[str, int]]:
        """What it keeps: address and whether unread, by title."""
        with sqlite3.connect(self.home / "cache.db") as cache:
            rows = cache.execute("SELECT title, url, unread FROM rss_item").fetchall()
        cache.close()
        return {title: (url, unread) for title, url, unread in rows}


@pytest.fixture
def newsboat(tmp_path: Path) -> Newsboat:
    """Newsboat, or a skip."""
    program = shutil.which("newsboat")
    if program is None:
        skip_or_fail("newsboat", "Newsboat is not installed (Debian: apt-get install newsboat)")
    assert program is not None
    return Newsboat(program, tmp_path)


def test_by_google_reader(
    live_server: Any, press: Press, make_reader: Callable[..., Reader], newsboat: Newsboat
) -> None:
    reader = make_reader()
    site = live_server.url
    (newsboat.home / "config").write_text(FEEDHQ.format(site=site, password=reader.password))
    reader.post("edit-tag", f"i={press.items(1)[0]}&a=user/-/state/com.google/read")
    newsboat.run("reload")
    assert newsboat.items() == {
        "Les barrages": (press.articles[0].url, 1),
        "السدود": (press.articles[1].url, 0),
        "La coupe ＜b＞": (press.articles[2].url, 1),
        "الكأس": (press.articles[3].url, 1),
    }
    assert newsboat.run("print-unread").startswith("3 ")


def test_plain_feeds(live_server: Any, press: Press, newsboat: Newsboat) -> None:
    (newsboat.home / "urls").write_text(
        f"{live_server.url}/fr/outlets/{press.sawt.slug}/feed.atom\n{live_server.url}/fr/languages/fr/feed.rss\n"
    )
    newsboat.run("reload")
    assert set(newsboat.items()) == {"Les barrages", "السدود", "La coupe <b>", "الكأس"}
