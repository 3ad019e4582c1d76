import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner

from jarida.commands.feed import command

FEED = (
    "<rss version='2.0'><channel><title>Le Phare</title><link>https://phare.example/</link><language>fr</language>"
    "<item><title>L'été à Tétouan</title><link>/ete</link><guid>1</guid></item></channel></rss>"
)
URL = "https://phare.example/feed"
KEYS = ["format", "title", "language", "home", "entries", "problems"]
ENTRY_KEYS = [
    "id", "url", "title", "published", "updated", "authors", "summary", "content", "language", "images", "tags",
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    return path


def run(*arguments, stdin=None):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], input=stdin)


def jarida(*arguments, stdin="", **environment):
    """The real command in its own process."""
    return subprocess.run(
        [sys.executable, "-m", "jarida", "feed", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, timeout=60, check=False, **environment,
    )  # fmt: skip


def test_a_file(file):
    done = run(file, "--url", URL)
    said = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(said) == KEYS
    assert list(said["entries"][0]) == ENTRY_KEYS
    assert (said["format"], said["title"], said["language"]) == ("rss2.0", "Le Phare", "fr")
    assert said["entries"][0]["url"] == "https://phare.example/ete"


def test_letters_are_written_as_they_are(file):
    assert "L'été à Tétouan" in run(file).stdout


def test_standard_input(file):
    assert json.loads(run("-", "--url", URL, stdin=FEED).stdout) == json.loads(run(file, "--url", URL).stdout)


def test_a_batch_goes_on_after_what_cannot_be_read(file, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html></html>", encoding="utf-8")
    rows = [
        {"file": str(file), "url": URL}, {"file": str(tmp_path / "missing.xml"), "url": URL}, {"file": str(page)},
        {"file": str(file), "url": "javascript:x"}, {"file": str(tmp_path)}, {"no": "file"}, {"file": str(file)},
    ]  # fmt: skip
    lines = "\n".join([json.dumps(row) for row in rows] + ["", "not json", "[1]"])
    done = run("--batch", "-", stdin=lines)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [("error" in row, row["file"]) for row in said] == [
        (False, str(file)), (True, str(tmp_path / "missing.xml")), (True, str(page)), (False, str(file)),
        (True, str(tmp_path)), (True, None), (False, str(file)), (True, None), (True, None),
    ]  # fmt: skip
    assert list(said[0]) == ["file", *KEYS]
    assert "HTML page" in said[2]["error"]
    assert said[3]["warning"].startswith("javascript:x: is no web address")


def test_a_batch_from_a_file(file, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_text(json.dumps({"file": str(file), "url": URL}) + "\n", encoding="utf-8")
    assert json.loads(run("--batch", batch).stdout)["title"] == "Le Phare"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.xml", "--batch", "b.jsonl"],
        ["--batch", "b.jsonl", "--url", URL],
        ["http://a.example/", "--url", URL],
        ["--no"],
    ],
)
def test_bad_usage(arguments):
    assert run(*arguments).exit_code == 2


def test_exit_statuses_and_one_line_of_error(file, tmp_path):
    assert jarida(file).returncode == 0
    missing = jarida(tmp_path / "missing.xml")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr == f"jarida: {tmp_path / 'missing.xml'}: cannot be read: No such file or directory\n"
    file.write_text("<html></html>", encoding="utf-8")
    assert jarida(file).stderr == f"jarida: {file}: this is an HTML page, not a feed\n"
    assert jarida(file, "--url", "ftp://x").returncode == 2
    assert jarida().returncode == 2


class Answer(BaseHTTPRequestHandler):
    """Serves FEED to whoever asks for /feed."""

    def do_GET(self):
        found = self.path == "/feed"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(FEED.encode() if found else b"")

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_is_fetched_within_the_bounds_of_the_settings(server, monkeypatch):
    monkeypatch.setenv("JARIDA_FETCH_ALLOW_NETWORKS", "127.0.0.0/8")
    done = run(f"{server}/feed")
    assert done.exit_code == 0, done.exception
    assert json.loads(done.stdout)["entries"][0]["title"] == "L'été à Tétouan"


def test_an_address_that_the_guard_refuses_is_not_fetched(server):
    done = jarida(f"{server}/feed")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "127.0.0.1" in done.stderr


def test_an_address_without_a_feed(server, monkeypatch):
    monkeypatch.setenv("JARIDA_FETCH_ALLOW_NETWORKS", "127.0.0.0/8")
    done = run(f"{server}/nothing")
    assert done.exit_code == 1
    assert "404" in str(done.exception)
