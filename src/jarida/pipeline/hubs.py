"""Telling hubs that we subscribe, renew or leave (WebSub), and reading what they sent. Never raises, never writes."""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from jarida.archive.subscribed import PushWork
from jarida.core.errors import BadStatus, JaridaError
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.websub import Standing, Subscribing, accepted, refused, request_form
from jarida.core.plans import PollResult
from jarida.pipeline import work as worker
from jarida.pipeline.announced import announced
from jarida.pipeline.workshop import Workshop

log = logging.getLogger("jarida.pipeline")
TRY_AGAIN = frozenset({408, 425, 429})  # statuses of the 4xx that say that we came at a wrong moment


@runtime_checkable
class Sender(Protocol):
    """Sends a form to an address, guarded and bounded."""

    async def send(self, url: str, form: Mapping[str, str]) -> int:
        """The status, 2xx; raises `jarida.core.errors.FetchError`."""
        ...


@dataclass(frozen=True, slots=True)
class HubResult:
    """What came of telling a hub something."""

    work: Subscribing
    standing: Standing


class Hubs:
    """Talks to hubs. `callback` is the address of this site below which hubs reach us."""

    def __init__(
        self,
        sender: Sender,
        workshop: Workshop,
        callback: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sender = sender
        self._workshop = workshop
        self._callback = callback
        self._clock = clock

    async def tell(self, work: Subscribing) -> HubResult:
        """Ask a hub to subscribe us, or to let us go."""
        try:
            await self._sender.send(work.hub, request_form(work, f"{self._callback}{work.token}"))
        except Exception as error:  # every failure is a result
            return HubResult(work, self._refused(work, error))
        return HubResult(work, accepted(work.mode, self._clock()))

    def _refused(self, work: Subscribing, error: Exception) -> Standing:
        final = isinstance(error, BadStatus) and 400 <= error.status < 500 and error.status not in TRY_AGAIN
        if not isinstance(error, JaridaError):
            log.error("%s: unexpected %s", work.hub, type(error).__name__, exc_info=error)
        return refused(work, str(error), self._clock(), final=final, jitter=random.random())  # noqa: S311

    async def push(self, work: PushWork) -> PollResult:
        """Read what a hub sent, as the answer of a poll. What cannot be read announces nothing."""
        feed = work.feed
        try:
            parsed: ParsedFeed = await self._workshop.run(
                worker.read_feed, work.body, feed.url, work.content_type, subject=feed.url
            )
        except JaridaError as error:
            log.info("what the hub sent of %s cannot be read: %s", feed.url, error)
            return PollResult(feed, self._clock(), push=work.id)
        return PollResult(feed, self._clock(), None, parsed, announced(parsed), push=work.id)
