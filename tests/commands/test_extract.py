import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from jarida.commands.extract import command

TEXT = "La digue de Port-Safran a tenu bon malgré la plus forte tempête depuis vingt ans, disent les ingénieurs. "
TITLE = "La digue tient bon"
PAGE = f"<html lang=fr><title>{TITLE}</title><article><h1>{TITLE}</h1><p>{TEXT * 3}</p></article></html>"
URL = "https://journal.example/2024/04/22/digue"
KEYS = [
    "url", "canonical_url", "title", "authors", "published", "modified", "language", "summary", "paragraphs", "images",
    "section", "tags", "site_name", "kind",
]  # fmt: skip


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*arguments, stdin=None):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], input=stdin)


def jarida(*arguments, stdin=""):
    """The real command in its own process."""
    return subprocess.run(
        [sys.executable, "-m", "jarida", "extract", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_one_page(page):
    done = run(page, "--url", URL)
    assert done.exit_code == 0
    found = json.loads(done.output)
    assert list(found) == KEYS
    assert (found["url"], found["title"], found["kind"]) == (URL, "La digue tient bon", "article")
    assert found["published"] == {"value": "2024-04-22T00:00:00+00:00", "origin": "url", "confidence": 0.65}
    assert done.output.count("\n") == 1


def test_standard_input():
    found = json.loads(run("-", stdin=PAGE).output)
    assert (found["title"], found["url"]) == ("La digue tient bon", None)


def test_a_batch_keeps_its_order_and_goes_on(page, tmp_path):
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    rows = [
        {"file": str(page), "url": URL},
        {"file": str(tmp_path / "none.html"), "url": None},
        {"file": str(empty), "url": None},
        {"file": str(page), "url": "javascript:alert(1)"},
        {"file": str(page), "url": None},
        {"file": str(page)},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")

    done = run("--batch", batch)

    assert done.exit_code == 0
    found = [json.loads(line) for line in done.output.splitlines()]
    assert [line["file"] for line in found] == [row["file"] for row in rows]
    assert [sorted(line) == ["error", "file"] for line in found] == [False, True, True, False, False, False]
    assert (found[3]["title"], found[3]["url"]) == (found[4]["title"], None)
    assert found[3]["warning"].startswith("javascript:alert(1): is no web address")
    assert list(found[0]) == ["file", *KEYS]
    assert "none.html" in found[1]["error"]
    assert "empty" in found[2]["error"]


@pytest.mark.parametrize("line", ["not json", "[]", "{}", '{"url": null}', "7", "null", "[" * 10_000])
def test_a_wrong_line_is_an_error_in_its_place(line, page):
    done = run("--batch", "-", stdin=f"{line}\n{json.dumps({'file': str(page)})}\n")
    first, second = map(json.loads, done.output.splitlines())
    assert (first["file"], list(first)) == (None, ["file", "error"])
    assert "-:1" in first["error"]
    assert second["title"] == "La digue tient bon"


@pytest.mark.parametrize(
    "arguments", [(), ("a.html", "--batch", "b.jsonl"), ("--batch", "b", "--url", URL), ("--nonsense",)]
)
def test_bad_usage_has_status_2(arguments):
    done = jarida(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_an_address_that_is_none_has_status_2(page):
    done = jarida(page, "--url", "ftp://journal.example/")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_failures_have_status_1_and_one_line(tmp_path):
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    for arguments in ((tmp_path / "none.html",), (empty,), ("--batch", tmp_path / "none.jsonl"), (tmp_path,)):
        done = jarida(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr


def test_the_real_command_prints_letters_of_all_scripts(page):
    done = jarida(page, "--url", URL)
    assert done.returncode == 0
    assert "Port-Safran" in done.stdout
    assert "tempête" in done.stdout
