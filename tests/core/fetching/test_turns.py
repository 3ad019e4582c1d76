"""Turns: waiting for the pacer, with cancellation and pauses. The clock is the test's."""

import asyncio
from contextlib import suppress

import pytest

from jarida.core.errors import BadStatus, Outcome
from jarida.core.fetching.turns import Turns

URL = "https://example.com/a"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def turns(clock):
    made = Turns(concurrency=4, per_host=1, patience=60.0, clock=clock)
    yield made
    made.close()


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


async def hold(turns, host, release, log, name, **options):
    async with turns.turn(host, URL, **options):
        log.append(name)
        await release.wait()


async def test_the_second_waits_for_the_first(turns):
    log, release = [], asyncio.Event()
    tasks = [asyncio.create_task(hold(turns, "a", release, log, name)) for name in "12"]
    await settle()
    assert log == ["1"]
    release.set()
    await asyncio.gather(*tasks)
    assert log == ["1", "2"]


async def test_other_hosts_do_not_wait(turns):
    log, release = [], asyncio.Event()
    tasks = [asyncio.create_task(hold(turns, host, release, log, host)) for host in "aabc"]
    await settle()
    assert sorted(log) == ["a", "b", "c"]
    release.set()
    await asyncio.gather(*tasks)


async def test_who_gives_up_waiting_does_not_keep_the_place(turns):
    log, release = [], asyncio.Event()
    tasks = [asyncio.create_task(hold(turns, "a", release, log, name)) for name in "123"]
    await settle()
    tasks[1].cancel()
    await settle()
    release.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert log == ["1", "3"]
    async with turns.turn("a", URL):
        log.append("free")
    assert log[-1] == "free"


async def test_who_gives_up_in_the_moment_of_the_turn_passes_it_on(turns):
    log, release = [], asyncio.Event()
    first = asyncio.create_task(hold(turns, "a", asyncio.Event(), log, "1"))
    await settle()
    second = asyncio.create_task(hold(turns, "a", release, log, "2"))
    third = asyncio.create_task(hold(turns, "a", release, log, "3"))
    await settle()
    first.cancel()
    await asyncio.sleep(0)  # its end grants the second, which has not run yet
    second.cancel()
    release.set()
    with suppress(asyncio.CancelledError):
        await second
    await asyncio.wait_for(third, 5)
    assert log[-1] == "3"


async def test_all_may_give_up_at_once(turns):
    log, release = [], asyncio.Event()
    tasks = [asyncio.create_task(hold(turns, "a", release, log, name)) for name in "123"]
    await settle()
    for task in tasks:
        task.cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(end) for end in ends] == [asyncio.CancelledError] * 3
    async with asyncio.timeout(5), turns.turn("a", URL):
        log.append("free")
    assert log == ["1", "free"]


async def test_an_error_ends_the_turn(turns):
    with pytest.raises(RuntimeError):
        async with turns.turn("a", URL):
            raise RuntimeError
    async with turns.turn("a", URL):
        pass


async def test_the_alarm_wakes_who_waits_for_time_to_pass():
    turns = Turns(concurrency=4, per_host=4, patience=60.0, clock=asyncio.get_running_loop().time)
    log, release = [], asyncio.Event()
    release.set()
    await asyncio.gather(*[hold(turns, "a", release, log, name, delay=0.01) for name in "123"])
    assert log == ["1", "2", "3"]
    turns.close()


async def test_a_long_pause_sends_everyone_away(turns, clock):
    log, release = [], asyncio.Event()
    running = asyncio.create_task(hold(turns, "a", release, log, "running"))
    await settle()
    waiting = asyncio.create_task(hold(turns, "a", release, log, "waiting"))
    await settle()
    turns.pause("a", 3600.0, 429)
    with pytest.raises(BadStatus) as caught:
        await waiting
    assert caught.value.status == 429
    assert caught.value.code == "http-429"
    assert caught.value.retry_after == 3600.0
    assert caught.value.outcome is Outcome.RETRY
    assert "https://example.com/a: its host asked (429) to be left alone for another 3600 s" in str(caught.value)
    clock.now += 1800
    with pytest.raises(BadStatus, match="1800 s"):
        async with turns.turn("a", URL):
            pass
    release.set()
    await running
    clock.now += 1801
    async with turns.turn("a", URL):
        log.append("again")
    assert log == ["running", "again"]


async def test_a_short_pause_is_waited_for(turns, clock):
    turns.pause("a", 30.0, 503)
    log, release = [], asyncio.Event()
    release.set()
    waiting = asyncio.create_task(hold(turns, "a", release, log, "patient"))
    await settle()
    assert log == []
    clock.now += 30
    async with turns.turn("b", URL):  # any event lets the pacer look
        pass
    await waiting
    assert log == ["patient"]
