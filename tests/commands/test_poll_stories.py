"""`jarida poll` and `jarida run` group what they gather, where grouping is on."""

import msgspec
import pytest
from django.conf import settings

from jarida.commands import poll, run
from jarida.config.options import Data, Options, Stories
from jarida.pipeline.grouping import process
from jarida.processes import hold


@pytest.fixture
def options(own_folder):
    return Options(data=Data(str(own_folder)))


@pytest.fixture
def finished(monkeypatch):
    calls = []
    monkeypatch.setattr(process, "finish", lambda options, seconds, told: calls.append((seconds, told)) or 7)
    return calls


def test_what_is_new_is_grouped(options, finished):
    assert poll.group(options) == 7
    assert finished[0][0] == poll.GROUPING


def test_where_a_running_jarida_groups_that_one_does_it(options, finished):
    with hold(options.folder, process.LOCK):
        assert poll.group(options) == 0
    assert not finished


def test_where_grouping_is_off_nothing_is_done(options, finished):
    assert poll.group(msgspec.structs.replace(options, stories=Stories(encoder="off"))) == 0
    assert not finished


def test_it_says_now_and_then_how_many_wait(options, finished, monkeypatch, capsys):
    moments = iter([0.0, 0.0, 5.0, 11.0, 12.0, 13.0])  # the lock asks as well
    poll.group(options)
    monkeypatch.setattr(poll.time, "monotonic", lambda: next(moments))
    poll.group(options)
    _, told = finished[-1]
    for left in (300, 200, 100):
        told(left)
    assert capsys.readouterr().err == "jarida: 200 articles wait for their stories\n"


def test_the_process_runs_beside_the_pipeline(options):
    (child,) = run.grouping(options)
    assert (child.name, child.vital, child.arguments) == ("the grouping", False, ("-m", "jarida.pipeline.grouping"))


def test_but_not_where_it_is_switched_off(options):
    assert run.grouping(msgspec.structs.replace(options, stories=Stories(encoder="off"))) == ()
    assert run.grouping(settings.OPTIONS) == ()
