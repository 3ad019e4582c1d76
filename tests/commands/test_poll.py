"""`jarida poll`."""

import json

import pytest
from click.testing import CliRunner

from jarida.archive import ready
from jarida.commands import poll, run
from jarida.core.errors import AlreadyRunning
from jarida.pipeline import engine
from jarida.pipeline.summary import Summary
from jarida.processes import hold


@pytest.fixture
def asked(monkeypatch):
    """The options with which the pipeline was run; it finds one article each time."""
    calls = []

    async def run_once(options, *, told, **wanted):
        calls.append(wanted)
        summary = Summary(feeds=2, new_entries=1, kept=1)
        summary.failed["feed http-500"] = 1
        told(summary, 3)
        return summary

    monkeypatch.setattr(engine, "run_once", run_once)
    monkeypatch.setattr(ready, "prepare", lambda: False)
    monkeypatch.setattr(run, "sync_edition", lambda options: print("edition"))
    return calls


def test_a_summary_for_people(asked):
    result = CliRunner().invoke(poll.command, [])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "2 feeds polled, 1 new entry",
        "1 article kept, 0 revised, 0 unchanged, 0 gone from their source, 0 pictures",
        "failed: 1 × feed http-500",
    ]
    assert asked == [{"feeds_only": False, "every_feed": False}]


def test_a_summary_for_programs(asked):
    result = CliRunner().invoke(poll.command, ["--json", "--all", "--feeds-only"])
    assert json.loads(result.stdout)["articles"]["kept"] == 1
    assert asked == [{"feeds_only": True, "every_feed": True}]


def test_it_is_refused_beside_a_running_pipeline(asked, own_folder):
    with hold(own_folder, "pipeline.lock"):
        result = CliRunner().invoke(poll.command, [])
    assert isinstance(result.exception, AlreadyRunning)
    assert asked == []


def test_a_plain_line_now_and_then(monkeypatch, capsys):
    moments = iter([0.0, 1.0, 11.0, 11.0, 12.0])
    monkeypatch.setattr(poll.time, "monotonic", lambda: next(moments))
    told = poll._plain()
    told(Summary(feeds=1), 5)
    told(Summary(feeds=2, kept=3), 4)
    told(Summary(feeds=3), 3)
    assert capsys.readouterr().err == "jarida: 2 feeds, 3 articles so far; 4 in work\n"


def test_a_bar_on_a_terminal(monkeypatch):
    monkeypatch.setattr(poll.sys.stderr, "isatty", lambda: True)
    with poll.progress() as told:
        told(Summary(feeds=1, done=1), 4)
