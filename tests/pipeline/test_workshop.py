"""Workers that may be killed."""

import asyncio
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from jarida.config.options import Pipeline
from jarida.core.extraction.model import Hints
from jarida.pipeline import work
from jarida.pipeline.workshop import WorkFailed, Workshop
from tests.pipeline import hostile
from tests.pipeline.conftest import page


@pytest.fixture
async def workshop():
    one = Workshop(Pipeline(work_timeout=2.0, work_memory=1 << 30))
    yield one
    await asyncio.to_thread(one.close)


@pytest.mark.slow
async def test_hostile_work_costs_itself_only(workshop):
    assert await workshop.run(hostile.echo, "before", subject="x") == "before"
    for job, code in ((hostile.hang, "too-slow"), (hostile.crash, "crashed"), (hostile.devour, "too-much-memory")):
        with pytest.raises(WorkFailed) as caught:
            await workshop.run(job, subject="https://press.example/a")
        assert caught.value.code == code
        assert "https://press.example/a" in str(caught.value)
    assert await workshop.run(hostile.echo, "after", subject="x") == "after"


class Breaking:
    """A pool in which a worker dies before it said what it works on."""

    def __init__(self, pool):
        self.pool, self.times = pool, 0

    def schedule(self, *arguments, **options):
        self.times += 1
        future = Future()
        future.set_exception(BrokenProcessPool("All workers expired"))
        return future

    def stop(self):
        self.pool.stop()

    def join(self, timeout):
        self.pool.join(timeout)


@pytest.mark.slow
async def test_a_pool_that_is_broken_is_replaced_and_nothing_is_lost(workshop):
    broken = workshop._pool = Breaking(workshop._pool)
    assert await workshop.run(hostile.echo, "after all", subject="x") == "after all"
    assert broken.times == 1


async def test_work_that_breaks_every_pool_is_given_up(workshop, monkeypatch):
    monkeypatch.setattr(workshop, "_new_pool", lambda: Breaking(first))
    first = workshop._pool
    workshop._pool = Breaking(first)
    with pytest.raises(WorkFailed, match="ended the worker"):
        await workshop.run(hostile.echo, "x", subject="https://press.example/a")


@pytest.mark.slow
async def test_a_worker_knows_nothing_of_django():
    workshop = Workshop(Pipeline())  # importing the extractor may take seconds where all cores are busy
    try:
        await workshop.run(work.read_page, page("a"), "https://press.example/a", Hints(), subject="x")
        loaded = await workshop.run(hostile.modules, subject="x")
    finally:
        await asyncio.to_thread(workshop.close)
    assert "jarida.core.extraction.extract" in loaded
    assert not [name for name in loaded if name.startswith(("django", "aiohttp", "jarida.archive", "jarida.config"))]


async def test_closing_a_workshop_that_never_worked_is_quick():
    one, began = Workshop(Pipeline()), time.monotonic()
    await asyncio.to_thread(one.close)
    assert time.monotonic() - began < 2


async def test_there_is_room_until_much_is_waiting(monkeypatch):
    one = Workshop(Pipeline())
    gate = asyncio.Event()

    async def wait(*arguments):
        await gate.wait()
        return work.Outcome("done")

    monkeypatch.setattr(one, "_result", wait)
    jobs = [asyncio.ensure_future(one.run(hostile.echo, "x", subject="x")) for _ in range(8)]
    await asyncio.sleep(0)
    room = asyncio.ensure_future(one.room())
    await asyncio.sleep(0)
    assert not room.done()
    gate.set()
    await asyncio.gather(room, *jobs)
    await asyncio.to_thread(one.close)


def test_errors_are_told_and_not_raised():
    assert work.read_picture(b"none").code == "not-an-image"
    assert work.read_feed(b"none", "https://press.example/", "").code == "not-a-feed"
    assert hostile.raise_strangely().code == "crashed"
    assert "KeyError" in hostile.raise_strangely().message
