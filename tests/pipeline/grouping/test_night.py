"""Once a night, after much came, never twice at once; and ended with the process."""

import sys
from datetime import UTC, datetime, timedelta

import pytest

from jarida.archive.stories import progress
from jarida.config.options import Options
from jarida.pipeline.grouping import night as module
from jarida.pipeline.grouping.night import Night, command

pytestmark = [pytest.mark.database, pytest.mark.django_db]
QUIET = {"grouped": 0, "window": lambda: 1000, "idle": True}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def night(clock):
    made = Night(Options(), clock, [sys.executable, "-c", "import time; time.sleep(30)"])
    yield made
    made.end()


def ended(night):
    night._process.terminate()
    night._process.wait()


def test_the_first_time_there_is_nothing_to_do_anew(night):
    assert not night.look(**QUIET)
    assert progress.get(progress.NIGHT) == datetime(2026, 11, 25, tzinfo=UTC).toordinal()


def test_once_a_night(night, clock):
    night.look(**QUIET)
    clock.now += timedelta(hours=13)
    assert not night.look(**QUIET)  # one o'clock
    clock.now += timedelta(hours=3)
    assert night.look(**QUIET)
    assert night.look(**QUIET)  # it runs
    ended(night)
    assert not night.look(**QUIET)
    clock.now += timedelta(days=1)
    assert night.look(**QUIET)


def test_also_where_the_machine_was_off_at_its_hour(night, clock):
    night.look(**QUIET)
    clock.now += timedelta(days=4)
    assert night.look(**QUIET)


@pytest.fixture(autouse=True)
def just_begun(monkeypatch):
    monkeypatch.setattr(module.time, "monotonic", lambda: 0.0)


def test_hourly_while_it_is_cheap(night, monkeypatch):
    monkeypatch.setattr(module.time, "monotonic", lambda: module.HOURLY - module.REST)
    assert not night.look(grouped=49, window=lambda: 1000, idle=True)
    assert not night.look(grouped=60, window=lambda: module.QUICK + 1, idle=True)
    assert not night.look(grouped=60, window=lambda: 1000, idle=False)
    assert night.look(grouped=60, window=lambda: 1000, idle=True)
    ended(night)
    assert not night.look(grouped=120, window=lambda: 1000, idle=True)  # less than an hour ago


def test_after_much_came(night):
    assert not night.look(grouped=49, window=lambda: 49, idle=True)
    assert not night.look(grouped=150, window=lambda: 1000, idle=True)
    assert not night.look(grouped=200, window=lambda: 1000, idle=False)
    assert night.look(grouped=200, window=lambda: 1000, idle=True)
    ended(night)
    assert not night.look(grouped=900, window=lambda: 1000, idle=True)  # not every minute


def test_what_came_is_counted_from_the_last_time(night, monkeypatch):
    monkeypatch.setattr(module, "REST", 0.0)
    assert night.look(grouped=200, window=lambda: 1000, idle=True)
    ended(night)
    assert not night.look(grouped=399, window=lambda: 1000, idle=True)
    assert night.look(grouped=400, window=lambda: 1000, idle=True)


def test_a_failure_is_said(clock, caplog):
    night = Night(Options(), clock, [sys.executable, "-c", "raise SystemExit(3)"])
    assert night.look(grouped=200, window=lambda: 1000, idle=True)
    night._process.wait()
    night.look(**QUIET)
    assert "status 3" in caplog.text


def test_it_ends_with_the_process(night, monkeypatch):
    night.end()
    night.look(grouped=200, window=lambda: 1000, idle=True)
    night.end()
    assert night._process.returncode is not None


def test_one_that_does_not_listen_is_killed(clock, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(30)"
    night = Night(Options(), clock, [sys.executable, "-c", deaf])
    night.look(grouped=200, window=lambda: 1000, idle=True)
    night.end()
    assert night._process.returncode < 0


def test_it_is_the_command_that_one_may_run_by_hand():
    assert command(5)[1:] == [
        "-m", "jarida", "manage", "regroup", "--days", "5",
    ]  # fmt: skip
