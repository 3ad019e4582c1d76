"""The index is filled in the background, a little at a time."""

import asyncio

import pytest
from django.db import DatabaseError

from jarida.pipeline import indexer
from jarida.pipeline.indexer import Indexer


class Here:
    """A writer that works at once."""

    async def call(self, function, *arguments):
        return await asyncio.sleep(0, function(*arguments))


def test_it_works_to_the_end(monkeypatch: pytest.MonkeyPatch):
    steps = [2, 2, 1, 0, 7]
    monkeypatch.setattr(indexer, "fill_step", lambda batch: steps.pop(0))
    asyncio.run(Indexer(Here()).finish())
    assert steps == [7]


def test_or_until_it_has_taken_long_enough(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(indexer, "AT_END", 0.0)
    monkeypatch.setattr(indexer, "fill_step", lambda batch: 1)
    asyncio.run(Indexer(Here()).finish())


@pytest.mark.parametrize("error", [DatabaseError("away"), ValueError("broken")])
def test_what_goes_wrong_is_no_end(error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    asked = []

    def fails(batch: int) -> int:
        asked.append(batch)
        raise error

    monkeypatch.setattr(indexer, "fill_step", fails)
    monkeypatch.setattr(indexer, "IDLE", 0.0)

    async def some() -> None:
        task = asyncio.create_task(Indexer(Here()).run())
        for _ in range(100):
            await asyncio.sleep(0)
        task.cancel()

    asyncio.run(some())
    assert len(asked) > 2
    assert "nothing can be indexed now" in caplog.text
