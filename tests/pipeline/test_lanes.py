"""Work in lanes."""

import asyncio

from jarida.pipeline.lanes import Lanes


class Jobs:
    """Jobs that run until they are let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def job(self, name: str):
        self.gates[name] = asyncio.Event()

        async def run() -> None:
            self.begun.append(name)
            await self.gates[name].wait()

        return run

    async def let_go(self, name: str) -> None:
        self.gates[name].set()
        await settle()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_host_has_at_most_its_width_at_once():
    lanes, jobs = Lanes(2), Jobs()
    for name in ("a1", "a2", "a3"):
        lanes.add("a", name, jobs.job(name))
    await settle()
    assert jobs.begun == ["a1", "a2"]
    await jobs.let_go("a1")
    assert jobs.begun == ["a1", "a2", "a3"]
    await lanes.cancel()


async def test_a_slow_host_delays_nobody_else():
    lanes, jobs = Lanes(1), Jobs()
    for name in ("slow", "slow2", "slow3"):
        lanes.add("slow", name, jobs.job(name))
    for number in range(20):
        lanes.add("quick", f"q{number}", jobs.job(f"q{number}"))
        jobs.gates[f"q{number}"].set()
    for _ in range(30):
        await settle()
    assert jobs.begun[0] == "slow"
    assert jobs.begun[1:] == [f"q{number}" for number in range(20)]
    await lanes.cancel()


async def test_a_key_is_there_once_until_it_is_released():
    lanes, jobs = Lanes(1), Jobs()
    assert lanes.add("a", 1, jobs.job("first"))
    assert not lanes.add("a", 1, jobs.job("second"))
    await settle()
    await jobs.let_go("first")
    assert 1 in lanes
    assert not lanes.add("a", 1, jobs.job("third"))
    lanes.release(1)
    lanes.release(1)
    assert len(lanes) == 0
    assert lanes.add("a", 1, jobs.job("fourth"))
    await lanes.cancel()


async def test_a_job_that_fails_makes_room_for_the_next():
    lanes, jobs = Lanes(1), Jobs()

    async def fail() -> None:
        raise RuntimeError("a defect")

    lanes.add("a", 1, fail)
    lanes.add("a", 2, jobs.job("next"))
    await settle()
    assert jobs.begun == ["next"]
    await lanes.cancel()


async def test_cancelling_ends_everything():
    lanes, jobs = Lanes(1), Jobs()
    for name in ("a", "b", "c"):
        lanes.add("host", name, jobs.job(name))
    await settle()
    await lanes.cancel()
    await settle()
    assert jobs.begun == ["a"]
