"""Groups what is due: reads texts, has them encoded, finds their stories, writes both. One thread, short transactions.

Nothing but windows of what the database holds is kept in memory: killed at any instruction, the process finds at the
next start that what was not written is due. An article is written with all that belongs to it, or not at all.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from jarida.archive.models import CorrectionKind, StoryCorrection
from jarida.archive.stories import parts, profiles, progress, queue, store
from jarida.archive.stories.parts import Parts
from jarida.archive.stories.profiles import Kept
from jarida.archive.stories.queue import Due
from jarida.archive.stories.store import Entered, Place
from jarida.archive.stories.texts import Subject, Texts
from jarida.config.options import Stories
from jarida.core.stories.model import Profile
from jarida.pipeline import work
from jarida.pipeline.grouping import decide
from jarida.pipeline.grouping.child import Given, Worked
from jarida.pipeline.grouping.decide import Known
from jarida.pipeline.grouping.encoding import Encoding
from jarida.pipeline.grouping.windows import Window, Windows

log = logging.getLogger("jarida.grouping")

CHUNK: Final = 16  # articles of one transaction: other writers wait for less than a tenth of a second
REVISED: Final = 200  # articles whose encoder is another one that are made due at once


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some due articles: their texts, what is kept of them, and what is being encoded."""

    due: tuple[Due, ...]
    subjects: dict[int, Subject]
    kept: dict[int, Kept]
    texts: tuple[int, ...]
    started: "Future[work.Outcome] | None"


class Grouper:
    """Groups what is due. `stopping` is asked between two transactions."""

    def __init__(
        self,
        options: Stories,
        encoding: Encoding,
        make_window: Callable[[], Window],
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._options = options
        self.encoding = encoding
        self._make_window = make_window
        self._stopping = stopping
        self._texts = Texts()
        self._parts = Parts(self._texts)
        self._windows: Windows | None = None
        self._same = ""  # the encoder of which all vectors of the window are
        self.grouped = 0
        self.each: Callable[[], None] = lambda: None  # called after each transaction

    @property
    def windows(self) -> Windows:
        """The articles to compare with; empty before they are needed. Raises NoEncoder."""
        if self._windows is None:
            self._windows = Windows(self._options.window_days, self.encoding.name, self._make_window)
        return self._windows

    def round(self) -> int:
        """Group what is due, at most what the queue may hold; how many articles were looked at.

        Raises NoEncoder, and the database's errors: then it is as if the last chunk had not been begun.
        """
        due = queue.take(self._options.queue)
        if not due:
            return 0
        self.windows.refresh(timezone.now())
        looked = 0
        try:
            for chunk in self._ahead(due):
                self._write(chunk)
                looked += len(chunk.due)
                self.each()
        except BaseException:
            self.forget()
            raise
        return looked

    def forget(self) -> None:
        """Forget what is in memory: it may be other than what the database holds. It is read anew."""
        self._parts.forget()
        if self._windows is not None:
            self._windows.forget()

    def fill(self) -> bool:
        """Make a little due of what nobody grouped yet; whether there may be more. For when nothing is due."""
        if not queue.is_on():
            return False
        since = queue.window_begin(self._options.window_days)
        return self._fill_others(since) or progress.fill_window(since) or progress.fill_older(since)

    def _fill_others(self, since: datetime) -> bool:
        """Make those due whose vectors are of another encoder. Looks at the whole window: once for an encoder."""
        if self._same == self.encoding.name:
            return False
        with transaction.atomic():
            others = queue.put_other_encoders(self.encoding.name, since, REVISED)
        if not others:
            self._same = self.encoding.name
        return bool(others)

    # --- ahead -----------------------------------------------------------------------------------------

    def _ahead(self, due: Sequence[Due]) -> Iterator[Chunk]:
        """Chunks, the next of which is being encoded while one is written."""
        before: Chunk | None = None
        for at in range(0, len(due), CHUNK):
            if self._stopping():
                break
            chunk = self._begun(due[at : at + CHUNK])
            if before is not None:
                yield before
            before = chunk
        if before is not None and not self._stopping():
            yield before

    def _begun(self, due: Sequence[Due]) -> Chunk:
        ids = [one.article_id for one in due]
        subjects, kept = self._texts.read(ids), profiles.of(ids)
        wanted = tuple(one for one in ids if one in subjects and not self._is_current(subjects[one], kept.get(one)))
        texts = [_given(subjects[one]) for one in wanted]
        return Chunk(tuple(due), subjects, kept, wanted, self.encoding.start(texts) if texts else None)

    def _is_current(self, subject: Subject, kept: Kept | None) -> bool:
        """Whether a profile was made of this text by this encoder."""
        made_of = (subject.content_hash, self.encoding.name)
        return kept is not None and (kept.content_hash, kept.encoder) == made_of

    # --- writing ---------------------------------------------------------------------------------------

    def _write(self, chunk: Chunk) -> None:
        texts = [_given(chunk.subjects[one]) for one in chunk.texts]
        found = self.encoding.results(texts, chunk.started) if chunk.started is not None else []
        worked = {one.id: one for one in found}
        self._prepare(chunk, worked)
        with transaction.atomic():
            store.lock()
            entered = [
                one for due in sorted(chunk.due, key=_age) if (one := self._tried(due, chunk, worked)) is not None
            ]
            store.settle_all(entered)
        self.grouped += len(entered)

    def _prepare(self, chunk: Chunk, worked: Mapping[int, Worked]) -> None:
        """Look for what is near the articles of now at once: it costs a tenth."""
        now = timezone.now()
        fresh = [
            done.profile
            for article_id, subject in chunk.subjects.items()
            if subject.at >= self.windows.begin(now) and (done := worked.get(article_id)) and done.profile
        ]
        window = self.windows.of(now, now)
        if len(fresh) > 1 and len(window):
            window.prepare(self.windows.moved(fresh))

    def _tried(self, due: Due, chunk: Chunk, worked: dict[int, Worked]) -> Entered | None:
        """Group one article; what goes wrong with it is noted and no reason to leave the others."""
        try:
            with transaction.atomic():
                entered = self._group(due, chunk, worked)
                queue.done([due])
        except (OperationalError, InterfaceError):  # the database is away or busy: nobody's fault
            raise
        except Exception as error:
            self.windows.remove(due.article_id)
            problem = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            if queue.failed(due, problem):
                log.warning("article %d is in no story: %s", due.article_id, " ".join(problem.split()))
            return None
        return entered

    def _group(self, due: Due, chunk: Chunk, worked: dict[int, Worked]) -> Entered | None:
        article_id, subject = due.article_id, chunk.subjects.get(due.article_id)
        self.windows.remove(article_id)
        if subject is None:
            return None
        kept, done = chunk.kept.get(article_id), worked.get(article_id)
        if done is not None and done.profile is None:
            raise Refused(done.problem or "could not be compared")
        profile = done.profile if done is not None else replace(kept.profile, at=subject.at) if kept else None
        if profile is None:
            raise Refused("could not be compared")
        window = self.windows.of(subject.at, timezone.now())
        profile = replace(profile, column=window.column(profile))
        (compared,) = self.windows.moved([profile])
        entered = self._placed(compared, window, is_new=done is not None)
        if entered is None:  # withdrawn since it was read
            return None
        if done is not None:
            profiles.save(profile, encoder=self.encoding.name, content_hash=subject.content_hash, at=subject.at)
            self._parts.enter(profile, done.names, done.topics, subject.at)
        else:
            profiles.touch(article_id, subject.at)
            parts.touch(article_id, subject.at)
        window.add(compared, entered.story)
        return entered

    def _placed(self, profile: Profile, window: Window, *, is_new: bool) -> Entered | None:
        """Put an article into its story; one of which nothing was encoded anew stays where it is."""
        known = known_of(profile.id)
        if known.story is not None and not is_new and (known.told_with or known.story) == known.story:
            return store.touch(profile.id)
        assignment = window.assign(profile)
        story = decide.story_of(assignment, known)
        if story is not None and story == known.story and story != assignment.story:
            return store.touch(profile.id)
        fits = story is not None and story == assignment.story
        why = decide.reasons(assignment.comparison if fits else None, by_editor=known.told_with is not None)
        probability = assignment.probability if fits else 1.0
        nearest = assignment.nearest if fits else None
        return store.enter(Place(profile.id, story, probability, nearest, why, profile.column.value))


class Refused(Exception):
    """Nothing came of an article's text; the message says why."""


def _given(subject: Subject) -> Given:
    return Given(subject.text, subject.section, subject.tags)


def _age(due: Due) -> tuple[datetime, int]:
    return due.at, due.article_id


def known_of(article_id: int) -> Known:
    """The story of an article, and what editors said of it."""
    story = store.stories_of([article_id]).get(article_id)
    said = StoryCorrection.objects.filter(Q(one=article_id) | Q(other=article_id))
    rows = list(said.values_list("kind", "one_id", "other_id"))
    if not rows:
        return Known(story)
    partners = {one + other - article_id: kind for kind, one, other in rows}
    stories = {one: live for one, found in store.stories_of(partners).items() if (live := store.live_story(found))}
    together = [stories[one] for one, kind in partners.items() if kind == CorrectionKind.TOGETHER and one in stories]
    apart = frozenset(stories[one] for one, kind in partners.items() if kind == CorrectionKind.APART and one in stories)
    told_with = story if story in together else next((one for one in together if one not in apart), None)
    return Known(story, told_with, apart - {told_with or 0})
