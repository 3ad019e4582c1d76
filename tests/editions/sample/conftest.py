"""A press whose clock is moved by hand."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import pytest_asyncio

from jarida.editions.sample.server import SamplePress

EPOCH = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class HandClock:
    """Says the time it was told."""

    def __init__(self) -> None:
        self.now = EPOCH

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        """To `seconds` after the epoch."""
        self.now = EPOCH + timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest_asyncio.fixture
async def press(clock: HandClock) -> AsyncIterator[SamplePress]:
    async with SamplePress(base_port=0, epoch=EPOCH, clock=clock) as running:
        yield running


@pytest_asyncio.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
