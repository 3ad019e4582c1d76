"""The second and third phase, decide and store, for a batch of results, in the writer's thread.

A batch is one transaction, for speed. Where something in it cannot be stored, its members are stored each
for itself, and the one that fails is put down as a failure of its own feed, page or picture.
"""

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.db import InterfaceError, OperationalError, transaction

from jarida.archive import store
from jarida.config.options import Pipeline
from jarida.core.errors import JaridaError
from jarida.core.plans import FeedRow, FeedStatus, FetchStatus, PageResult, PictureResult, PollResult, Verdict
from jarida.pipeline import decide
from jarida.pipeline.hubs import HubResult

log = logging.getLogger("jarida.pipeline")

Result: TypeAlias = PollResult | PageResult | PictureResult | HubResult


class NotStored(JaridaError):
    """A result that the archive does not take."""

    code = "not-stored"


class StoreUnavailable(JaridaError):
    """The archive cannot be written now: disk full, database locked or out of reach. Nothing is lost by it."""

    code = "store-unavailable"


@dataclass(frozen=True, slots=True)
class Happened:
    """What was stored of one result: what it was of, what became of it, with the code of a failure."""

    what: str  # feed, page, picture
    verdict: str
    code: str = ""
    new: int = 0


class Recorder:
    """Decides on results and stores them."""

    def __init__(self, options: Pipeline, jitter: Callable[[], float] = random.random) -> None:
        self._options = options
        self._jitter = jitter

    def record(self, results: Sequence[Result]) -> list[Happened]:
        """Store the results; what happened, in their order. Raises StoreUnavailable."""
        try:
            try:
                with transaction.atomic():
                    return self._together(results)
            except (OperationalError, InterfaceError, OSError):
                raise
            except Exception as error:  # one result must not take the others with it
                log.warning("a batch of %d is stored one by one: %s", len(results), _line(error))
                return [self._alone(result) for result in results]
        except (OperationalError, InterfaceError, OSError) as error:
            raise StoreUnavailable(f"the archive cannot be written: {_line(error)}") from error

    def _together(self, results: Sequence[Result]) -> list[Happened]:
        polls = [result for result in results if isinstance(result, PollResult)]
        happened = dict(zip(map(id, polls), self._polls(polls), strict=True))
        for result in results:
            if isinstance(result, PageResult):
                happened[id(result)] = self._page(result)
            elif isinstance(result, PictureResult):
                happened[id(result)] = self._picture(result)
            elif isinstance(result, HubResult):
                happened[id(result)] = self._hub(result)
        return [happened[id(result)] for result in results]

    def _alone(self, result: Result) -> Happened:
        for attempt in (result, _as_failure(result)):
            try:
                with transaction.atomic():
                    return self._together([attempt])[0]
            except (OperationalError, InterfaceError, OSError):
                raise
            except Exception as error:
                log.exception("%s cannot be stored", _subject(result), exc_info=error)
        return Happened("stuck", "stuck", NotStored.code)

    def _polls(self, results: Sequence[PollResult]) -> list[Happened]:
        if not results:
            return []
        known = store.known_entries(results)
        plans = [
            decide.decide_poll(result, known.get(result.feed.outlet_id, {}), self._options, self._jitter())
            for result in results
        ]
        store.store_polls(plans)
        for result, plan in zip(results, plans, strict=True):
            _tell(result.feed, plan.feed)
        return [Happened("feed", plan.feed.state, plan.feed.problem_code, len(plan.new)) for plan in plans]

    def _page(self, result: PageResult) -> Happened:
        work = result.work
        articles = store.article_views(work.outlet.id, {*result.keys, work.address_key}, work.article_id)
        plan = decide.decide_page(result, articles, self._options, self._jitter())
        store.store_page(plan)
        if plan.verdict is Verdict.REVISED:
            log.info("%s: %s has a new revision", work.outlet.slug, work.url)
        return Happened("page", plan.verdict, plan.progress.problem_code)

    def _picture(self, result: PictureResult) -> Happened:
        if result.encoded is not None:
            store.store_image(result.work, result.encoded)
            return Happened("picture", FetchStatus.KEPT)
        error = result.error or NotStored("nothing came of it", subject=result.work.url)
        progress = decide.decide_failed_picture(result.work, error, result.at, self._options, self._jitter())
        store.fail_image(result.work, progress)
        return Happened("picture", progress.state, progress.problem_code)

    @staticmethod
    def _hub(result: HubResult) -> Happened:
        store.store_standing(result.work, result.standing)
        return Happened("hub", result.standing.state, "hub" if result.standing.problem else "")


def _as_failure(result: Result) -> Result:
    error = NotStored("what came of it cannot be stored; see the log", subject=_subject(result))
    if isinstance(result, HubResult):
        return result
    if isinstance(result, PictureResult):
        return replace(result, encoded=None, error=error)
    if isinstance(result, PageResult):
        return replace(result, extraction=None, keys=(), error=error)
    return replace(result, response=None, parsed=None, announced=(), error=error)


def _subject(result: Result) -> str:
    if isinstance(result, HubResult):
        return result.work.hub
    return result.feed.url if isinstance(result, PollResult) else result.work.url


def _tell(before: FeedRow, after: FeedRow) -> None:
    """One line for what a person may want to know: a feed's state changed, or its address."""
    if after.url != before.url:
        log.info("feed %s moved to %s", before.url, after.url)
    if after.state == before.state or (before.state == FeedStatus.NEW and not after.problem):
        return
    reason = f": {after.problem}" if after.problem else ""
    level = logging.INFO if after.state == FeedStatus.ACTIVE else logging.WARNING
    log.log(level, "feed %s is %s, was %s%s", before.url, after.state, before.state, reason)


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
