"""Stored pages read with today's rules: fetch from the disk → decide (pure) → store, as the pipeline does.

What changes is a revision of ours, never of the outlet. Nothing is kept but in the archive: ended at any
instruction, the same command begins again, and what was done already is unchanged.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from django.db import transaction

from jarida.archive import kept_files, kept_reading, store
from jarida.archive.kept_reading import KeptPage, Selection
from jarida.config.options import Pipeline
from jarida.core.content import count_words
from jarida.core.errors import JaridaError
from jarida.core.extraction.model import DateOrigin
from jarida.core.fetching.model import FetchResponse
from jarida.core.plans import ArticleView, PagePlan, PageResult, Verdict
from jarida.pipeline import decide
from jarida.pipeline.steps import read_answer
from jarida.pipeline.workshop import Workshop
from jarida.pipeline.writer import Writer

BATCH = 50
LEAST = 0.5  # of its words: a text that would lose more is not replaced without being told to


class Fate(StrEnum):
    """What became of one stored page."""

    UNCHANGED = "unchanged"
    REVISED = "revised"  # another title or text
    REFRESHED = "refreshed"  # what is said about it changed
    EMPTIER = "emptier"  # today's rules find less: left as it was
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is to be done after a stored page was read again; `plan` where anything changes."""

    fate: Fate
    plan: PagePlan | None = None
    problem: str = ""


@dataclass
class Tally:
    """Counts by fate, and the first problems in words."""

    fates: Counter[Fate] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    most_problems: int = 20

    @property
    def read(self) -> int:
        """How many pages were read."""
        return sum(self.fates.values())

    def add(self, fate: Fate, problem: str = "") -> None:
        """Count one page."""
        self.fates[fate] += 1
        if problem and len(self.problems) < self.most_problems:
            self.problems.append(problem)

    def as_line(self) -> str:
        """The counts for people."""
        return (
            f"{self.read} read: {self.fates[Fate.UNCHANGED]} unchanged, {self.fates[Fate.REVISED]} revised, "
            f"{self.fates[Fate.REFRESHED]} refreshed, {self.fates[Fate.EMPTIER]} left because less was found, "
            f"{self.fates[Fate.FAILED]} failed"
        )


def decide_rereading(
    page: KeptPage, result: PageResult, known: ArticleView, words: int, *, force: bool = False
) -> Rereading:
    """What reading a stored page again changes in its article of `words` words. Pure."""
    if result.error is not None:
        return Rereading(Fate.FAILED, problem=str(result.error))
    trusting = _as_first_read(known) if page.revision == 1 and _dated(result) else known
    plan = decide.decide_page(result, {"": trusting}, Pipeline(), 0.0)
    if plan.content is None:
        read = result.extraction.paragraphs if result.extraction else ()
        nothing = count_words(read) < LEAST * words
        return Rereading(Fate.EMPTIER if nothing else Fate.UNCHANGED)
    if plan.content.facts == known.facts and plan.content.content_hash == known.content_hash:
        same_picture = plan.content.picture in (None, known.picture)
        return Rereading(Fate.UNCHANGED if same_picture else Fate.REFRESHED, None if same_picture else plan)
    if not force and plan.content.words < LEAST * words:
        return Rereading(Fate.EMPTIER, problem=f"{page.work.url}: {words} words would become {plan.content.words}")
    return Rereading(Fate.REVISED if plan.verdict is Verdict.REVISED else Fate.REFRESHED, plan)


def _dated(result: PageResult) -> bool:
    published = result.extraction.published if result.extraction else None
    return published is not None and published.origin is not DateOrigin.FIRST_SEEN


def _as_first_read(known: ArticleView) -> ArticleView:
    """The article without its date: at its first page today's rules decide on it. On later pages the outlet may
    have pushed the date forward, and what was known stays."""
    return replace(known, published_at=None, published_origin="", published_confidence=0.0)


class Rereader:
    """Reads the pages of a selection again. `dry_run` changes nothing and says what would change."""

    def __init__(
        self, workshop: Workshop, writer: Writer, *, dry_run: bool = False, force: bool = False,
        templates: bool = True,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        self._workshop = workshop
        self._writer = writer
        self._dry_run = dry_run
        self._force = force
        self._as_known = kept_reading.as_of_then if templates else kept_reading.without_template
        self._clock = clock

    async def run(self, selection: Selection, told: Callable[[Tally], None] = lambda tally: None) -> Tally:
        """Read them all, a batch at a time; `told` is called after each."""
        tally, after = Tally(), 0
        while pages := await self._writer.call(self._pages, selection, after):
            results = await asyncio.gather(*[self._read(page) for page in pages])
            await self._writer.call(self._record, pages, results, tally)
            after = pages[-1].id
            told(tally)
        return tally

    def _pages(self, selection: Selection, after: int) -> list[KeptPage]:
        return [self._as_known(page) for page in kept_reading.kept_pages(selection, after=after, limit=BATCH)]

    async def _read(self, page: KeptPage) -> PageResult:
        try:
            body = await asyncio.to_thread(kept_files.read, page.work.article_id or 0, page.digest, page.size)
            headers = {"content-type": page.content_type}
            response = FetchResponse(page.work.url, page.url, 200, body, headers)
            return await read_answer(self._workshop, page.work, response, page.fetched_at)
        except JaridaError as error:
            error.subject = error.subject or page.work.url
            return PageResult(page.work, page.fetched_at, error=error)

    def _record(self, pages: Sequence[KeptPage], results: Sequence[PageResult], tally: Tally) -> None:
        with transaction.atomic():
            for page, result in zip(pages, results, strict=True):
                fate, problem = self._record_one(page, result)
                tally.add(fate, problem)

    def _record_one(self, page: KeptPage, result: PageResult) -> tuple[Fate, str]:
        work = page.work
        views = store.article_views(work.outlet.id, (), work.article_id)
        if "" not in views:
            return Fate.UNCHANGED, ""
        known = views[""]
        words = kept_reading.words_of(known.id)
        rereading = decide_rereading(page, result, known, words, force=self._force)
        if rereading.plan is not None and not self._dry_run:
            store.store_rereading(replace(rereading.plan, at=self._clock()), known.content_hash)
        return rereading.fate, rereading.problem
