"""The local engine: asks the database what is due, fetches, decides, stores; in one process.

Nothing but identities of what is being worked on is kept in memory. The database changes only with a
result, in one transaction with what follows from it: killed at any instruction, the engine finds at the
next start that what was not finished is due, and begins it again.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

from django.db import DatabaseError

from jarida.archive import due, media, store
from jarida.archive.search import vocabulary
from jarida.archive.subscribed import pushes_waiting
from jarida.config.options import Options
from jarida.core.addresses import host_key
from jarida.core.fetching.model import Fetcher
from jarida.core.plans import FeedRow
from jarida.pipeline.batches import Batches
from jarida.pipeline.heartbeat import beat
from jarida.pipeline.hubs import Hubs, Sender
from jarida.pipeline.indexer import Indexer
from jarida.pipeline.lanes import Lanes
from jarida.pipeline.learner import EVERY, Learner
from jarida.pipeline.recorder import Happened, Recorder, Result, StoreUnavailable
from jarida.pipeline.steps import Steps
from jarida.pipeline.summary import Summary
from jarida.pipeline.workshop import Workshop
from jarida.pipeline.writer import Writer

log = logging.getLogger("jarida.pipeline")

FEEDS = 1_000  # how many feeds, pages and pictures are taken on at once
PAGES = 400
MOST_PUSHES = 10  # read at once: each may be as large as a feed
PER_OUTLET = 12  # of these, how many of one outlet
IDLE = 1.0  # seconds between two looks at an archive in which nothing is due
LOAD = 0.05  # share of time that may be spent on asking what is due
LONGEST = 5.0
HEARTBEAT = 10.0
WORDS = 20.0  # seconds between two looks for articles whose words are not counted yet

Key = tuple[str, int]  # feed, page or picture, with its identity


class Engine:
    """One pipeline. `once`: nothing is taken on a second time, and it ends when nothing is due."""

    def __init__(
        self,
        options: Options,
        steps: Steps,
        writer: Writer,
        *,
        once: bool = False,
        feeds_only: bool = False,
        told: Callable[[Summary, int], None] = lambda summary, left: None,
        hubs: Hubs | None = None,
    ) -> None:
        self._options = options
        self._steps = steps
        self._writer = writer
        self._once = once
        self._pages = not feeds_only
        self._told = told
        self._hubs = hubs
        self.summary = Summary()
        self._lanes = Lanes(options.fetch.per_host)
        self._learner = Learner(steps, writer) if options.pages.templates and not feeds_only else None
        self._batches = Batches(writer, Recorder(options.pipeline), self._stored)
        self._wake = asyncio.Event()
        self._in_flight: Counter[str] = Counter()
        self._taken: set[Key] = set()

    async def run(self, stop: asyncio.Event, first: Sequence[FeedRow] = ()) -> Summary:
        """Work until `stop` is set; `first` are feeds to poll whether they are due or not."""
        async with asyncio.TaskGroup() as group:
            background = [group.create_task(self._batches.run())]
            if not self._once:
                background.append(group.create_task(self._beat()))
                background.append(group.create_task(self._learn()))
                background.append(group.create_task(Indexer(self._writer).run()))
                background.append(group.create_task(self._count_words_often()))
            try:
                await self._work(stop, first)
            finally:
                await self._lanes.cancel()
                for task in background:
                    task.cancel()
        await self._batches.flush()
        if self._once and self._learner and not stop.is_set():
            await self._learner.round()
        if self._once and not stop.is_set():
            await Indexer(self._writer).finish()
            await self._count_words()
        return self.summary

    async def _work(self, stop: asyncio.Event, first: Sequence[FeedRow]) -> None:
        self._add_feeds(first)
        while not stop.is_set():
            idle = not self._lanes  # before asking: what is stored meanwhile may let more become due
            try:
                taken = await self._refill()
                if self._once and idle and not taken:
                    taken = await self._refill(beyond=len(self._taken))
            except DatabaseError as error:
                if self._once:
                    raise StoreUnavailable(f"the archive cannot be read: {error}") from error
                log.error("the archive cannot be read: %s", " ".join(str(error).split()))
                taken = 0
            if self._once and idle and not taken:
                break
            await self._rest(stop)

    async def _rest(self, stop: asyncio.Event) -> None:
        """Wait until something was stored, a second has passed, or it is time to stop."""
        waits = [asyncio.create_task(event.wait()) for event in (self._wake, stop)]
        await asyncio.wait(waits, timeout=IDLE, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        self._wake.clear()

    async def _refill(self, beyond: int = 0) -> int:
        """Take on what is due, of each kind of which little is left; how much of it was new.

        `beyond`: look so much further. What was done in this run and is due again, since it failed a minute ago
        or could not be stored, must not stand before what was found meanwhile.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        taken = await self._refill_feeds() + await self._refill_hubs()
        if self._pages:
            taken += await self._refill_pages(beyond)
        if self._pages and self._options.pipeline.images:
            taken += await self._refill_pictures(beyond)
        # asking costs more the more is due: the more it costs the less often it is done
        await asyncio.sleep(min((loop.time() - began) / LOAD, LONGEST) if self._lanes else 0.0)
        return taken

    async def _refill_feeds(self) -> int:
        left = self._in_flight["feed"]
        if left > FEEDS // 10:
            return 0
        return self._add_feeds(await self._writer.call(due.feeds_due, self._now(), FEEDS + left))

    async def _refill_hubs(self) -> int:
        """Tell hubs what is due; read what they sent. A feed that is being polled is read when that is stored."""
        if self._hubs is None:
            return 0
        due_now = await self._writer.call(store.subscriptions_due, self._now(), PAGES)
        taken = sum(self._add(work.hub, ("hub", work.id), partial(self._hubs.tell, work)) for work in due_now)
        busy = {identity for what, identity in self._lanes.taken() if what == "feed"}
        for push in await self._writer.call(pushes_waiting, MOST_PUSHES, busy):
            taken += self._add(push.feed.url, ("feed", push.feed.id), partial(self._hubs.push, push))
        return taken

    async def _refill_pages(self, beyond: int) -> int:
        if self._in_flight["page"] > PAGES // 2:
            return 0
        due_now = await self._writer.call(due.pages_due, self._now(), PER_OUTLET + beyond, PAGES + beyond)
        return sum(self._add(work.url, ("page", work.id), partial(self._steps.page, work)) for work in due_now)

    async def _refill_pictures(self, beyond: int) -> int:
        if self._in_flight["picture"] > PAGES // 2:
            return 0
        due_now = await self._writer.call(due.pictures_due, self._now(), PER_OUTLET + beyond, PAGES + beyond)
        return sum(self._add(work.url, ("picture", work.id), partial(self._steps.picture, work)) for work in due_now)

    def _add_feeds(self, feeds: Sequence[FeedRow]) -> int:
        return sum(self._add(feed.url, ("feed", feed.id), partial(self._steps.poll, feed)) for feed in feeds)

    def _add(self, url: str, key: Key, step: Callable[[], Coroutine[Any, Any, Result]]) -> int:
        if key in self._lanes or (self._once and key in self._taken):
            return 0

        async def job() -> None:
            await self._batches.put(key, await step())

        self._in_flight[key[0]] += 1
        self._lanes.add(host_key(url), key, job)
        if self._once:
            self._taken.add(key)
        return 1

    def _stored(self, outcomes: Sequence[tuple[Key, Happened | None]]) -> None:
        self.summary.add(happened for _, happened in outcomes if happened is not None)
        for key, happened in outcomes:
            # what cannot even be put down as failed is not begun again before the next start
            if happened is None or happened.what != "stuck" or self._once:
                self._lanes.release(key)
                self._in_flight[key[0]] -= 1
        self._wake.set()
        self._told(self.summary, len(self._lanes))

    async def _learn(self) -> None:
        """Learn now and then what the kept pages teach; a database that is away for a while is no reason to end."""
        while self._learner is not None:
            await asyncio.sleep(EVERY)
            try:
                await self._learner.round()
            except DatabaseError as error:
                log.error("nothing can be learned now: %s", " ".join(str(error).split()))

    async def _count_words_often(self) -> None:
        """Count the words of new articles, for suggestions, names and spelling."""
        while True:
            await asyncio.sleep(WORDS)
            try:
                await self._count_words()
            except DatabaseError as error:
                log.error("words cannot be counted now: %s", " ".join(str(error).split()))

    async def _count_words(self) -> None:
        # what waits to be stored comes to the writer in between
        while await self._writer.call(vocabulary.advance):
            pass

    async def _beat(self) -> None:
        """Say now and then that we live, and what we did."""
        said = ""
        while True:
            with contextlib.suppress(OSError, DatabaseError):
                await self._writer.call(beat, len(self._lanes))
            line = "; ".join(self.summary.as_lines()[:2])
            if line != said and self.summary.feeds:
                log.info("since the start: %s", said := line)
            await asyncio.sleep(HEARTBEAT)

    @staticmethod
    def _now() -> datetime:
        return datetime.now(UTC)


@contextlib.asynccontextmanager
async def assembled(
    options: Options, fetcher: Fetcher | None = None
) -> AsyncIterator[tuple[Steps, Writer, Hubs | None]]:
    """The parts of a pipeline, put together and taken apart again."""
    from jarida.core.fetching.bounds import FetchBounds
    from jarida.core.fetching.client import HttpFetcher

    contact = options.site.contact or options.site.url
    writer, workshop = Writer(), Workshop(options.pipeline)
    try:
        await writer.call(media.sweep)
        await writer.call(store.sweep_pages)
        async with contextlib.AsyncExitStack() as stack:
            if fetcher is None:
                bounds = FetchBounds.of(options.fetch, contact=contact)
                fetcher = cast("Fetcher", await stack.enter_async_context(HttpFetcher(bounds)))
            yield Steps(fetcher, workshop, pages=options.pages), writer, _hubs(options, fetcher, workshop)
    finally:
        await asyncio.to_thread(workshop.close)
        await writer.close()


def _hubs(options: Options, fetcher: Fetcher, workshop: Workshop) -> Hubs | None:
    """Hubs are subscribed to where they can reach this site: its public address is set."""
    if not (options.pipeline.websub and options.site.url and isinstance(fetcher, Sender)):
        return None
    return Hubs(fetcher, workshop, f"{options.site_url}/websub/")


async def run_pipeline(options: Options, stop: asyncio.Event) -> Summary:
    """Run until `stop` is set."""
    async with assembled(options) as (steps, writer, hubs):
        return await Engine(options, steps, writer, hubs=hubs).run(stop)


async def run_once(
    options: Options,
    *,
    feeds_only: bool = False,
    every_feed: bool = False,
    told: Callable[[Summary, int], None] = lambda summary, left: None,
    stop: asyncio.Event | None = None,
) -> Summary:
    """Poll what is due (`every_feed`: all feeds), read what is new, until nothing is due; then end.

    `told` is called now and then with the counts so far and how much is being worked on.
    """
    async with assembled(options) as (steps, writer, _):
        engine = Engine(options, steps, writer, once=True, feeds_only=feeds_only, told=told)
        first = await writer.call(due.all_feeds) if every_feed else []
        return await engine.run(stop or asyncio.Event(), first)
