"""The first of the three phases: fetch, and read what was fetched. Never raises, never writes.

What came of it, error or not, is a result for `decide`.
"""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from jarida.archive import kept_files
from jarida.archive.kept_reading import KeptPage, LearningWork
from jarida.config.options import Pages
from jarida.core.addresses import clean_url
from jarida.core.content import content_hash
from jarida.core.errors import BadStatus, JaridaError, NotAFeed, NotAnArticle, NotAnImage, ParseError
from jarida.core.extraction.model import Hints
from jarida.core.extraction.templates.alarms import should_relearn
from jarida.core.extraction.templates.model import Template
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.parse import parse_feed
from jarida.core.feeds.sections import SECTION
from jarida.core.feeds.websub import discovered
from jarida.core.fetching.model import Fetcher, FetchRequest, FetchResponse, Purpose, Validators
from jarida.core.plans import FeedRow, PageResult, PageWork, PictureResult, PictureWork, PollResult
from jarida.core.text.clean import shorten
from jarida.pipeline import work as worker
from jarida.pipeline.announced import announced, members_to_read
from jarida.pipeline.decide_template import LearningResult
from jarida.pipeline.identity import identities, led_to_front, own_canonical
from jarida.pipeline.members import MemberMemory, ReadMember
from jarida.pipeline.workshop import Workshop

log = logging.getLogger("jarida.pipeline")

SMALL_FEED = 256 * 1024  # parsed in a few milliseconds; a larger one is read by a worker
INDEX = "sitemap-index"
LATEST = 5  # pages of an outlet that tell whether its template still fits
UNKNOWN = frozenset({400, 404, 410})  # answers of a host that does not know an address


class Unexpected(JaridaError):
    """A defect of Jarida, met while working on one address; the rest goes on."""

    code = "internal"


class Steps:
    """Polls feeds, reads pages and gets pictures, each as one call."""

    def __init__(
        self,
        fetcher: Fetcher,
        workshop: Workshop,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        pages: Pages = Pages(),  # noqa: B008 - frozen
    ) -> None:
        self._fetcher = fetcher
        self._workshop = workshop
        self._clock = clock
        self._members = MemberMemory()
        self._keep = pages.max_bytes if pages.keep else 0
        self._templates = pages.templates

    async def poll(self, feed: FeedRow) -> PollResult:
        """Ask a feed what is new."""
        try:
            return await self._poll(feed)
        except Exception as error:  # every failure is a result
            return PollResult(feed, self._clock(), error=_known(error, feed.url))

    async def _poll(self, feed: FeedRow) -> PollResult:
        # an index says nothing of its members: they may change while it does not; and which links of a section page
        # are articles is known better with each page that was read
        conditional = feed.format not in (INDEX, SECTION)
        validators = Validators(feed.etag, feed.last_modified) if conditional else Validators()
        response = await self._fetcher.fetch(FetchRequest(feed.url, Purpose.FEED, validators))
        digest = hashlib.sha256(response.body).hexdigest()
        if response.unchanged or (conditional and digest == feed.body_hash):
            return PollResult(feed, self._clock(), _light(response))
        section = feed.format == SECTION
        parsed = await (self._section(response, feed) if section else self._parse(response))
        parsed = await self._with_members(parsed)
        hub = discovered(response.headers, parsed.hub, parsed.self_url, response.final_url)
        return PollResult(feed, self._clock(), _light(response), parsed, announced(parsed), digest, hub=hub)

    async def _parse(self, response: FetchResponse) -> ParsedFeed:
        if len(response.body) <= SMALL_FEED:
            return parse_feed(
                response.body, url=response.final_url, content_type=response.content_type, with_content=False
            )
        arguments = (response.body, response.final_url, response.content_type)
        parsed: ParsedFeed = await self._workshop.run(worker.read_feed, *arguments, subject=response.url)
        return parsed

    async def _section(self, response: FetchResponse, feed: FeedRow) -> ParsedFeed:
        """The articles that a section page announces; a feed that is found there instead is read as one."""
        try:
            return await self._parse(response)
        except JaridaError as error:
            if error.code != NotAFeed.code:
                raise
        arguments = (response.body, response.final_url, response.content_type, feed.seen)
        parsed: ParsedFeed = await self._workshop.run(worker.read_section, *arguments, subject=response.url)
        return parsed

    async def _with_members(self, index: ParsedFeed) -> ParsedFeed:
        """A sitemap index with the entries of its members; one level deep, so that none can contain itself."""
        entries, problems = list(index.entries), list(index.problems)
        changes = dict(zip(map(clean_url, index.sitemaps), index.sitemap_changes, strict=False))
        for url in members_to_read(index, self._members.fresh(self._clock())):
            try:
                member = await self._member(url, changes.get(url))
                entries.extend(member.entries)
                if member.format == INDEX:
                    problems.append(f"{url}: is an index itself, and not followed")
            except JaridaError as error:
                problems.append(str(error))
        return replace(index, entries=tuple(entries), problems=tuple(problems))

    async def _member(self, url: str, changed: datetime | None) -> ParsedFeed:
        """A member of an index; without entries where it is as it was when it was last read."""
        known = self._members.fresh(self._clock()).get(url)
        validators = known.validators if known else Validators()
        response = await self._fetcher.fetch(FetchRequest(url, Purpose.FEED, validators))
        if response.unchanged:
            return ParsedFeed("sitemap")
        member = await self._parse(response)
        self._members.remember(url, ReadMember(self._clock(), changed, response.validators))
        return member

    async def page(self, work: PageWork) -> PageResult:
        """Read the page of an entry."""
        try:
            return await self._page(work)
        except Exception as error:  # every failure is a result
            return PageResult(work, self._clock(), error=_known(error, work.url))

    async def _page(self, work: PageWork) -> PageResult:
        await self._workshop.room()
        # without an article there is nothing that "unchanged" could refer to
        validators = Validators(work.etag, work.last_modified) if work.article_id else Validators()
        response = await self._fetch_page(work.url, validators)
        if response.unchanged:
            return PageResult(work, self._clock(), response)
        if led_to_front(work.url, response.final_url):
            raise NotAnArticle("redirects to the front page", subject=work.url)
        if not self._templates:
            work = replace(work, outlet=replace(work.outlet, template=None))
        result = await read_answer(self._workshop, work, response, self._clock(), keep=self._keep)
        return replace(result, reread_hash=await self._reread_hash(result))

    async def _reread_hash(self, result: PageResult) -> str:
        """Where the page reads otherwise than its article: the hash of what its kept copy gives when read today."""
        work, copy = result.work, result.work.copy
        if copy is None or not work.article_id or _hash(result) == work.known_hash:
            return ""
        try:
            body = await asyncio.to_thread(kept_files.read, work.article_id, copy.digest, copy.size)
            answer = FetchResponse(work.url, copy.url, 200, body, {"content-type": copy.content_type})
            return _hash(await read_answer(self._workshop, work, answer, result.at))
        except JaridaError:
            return ""  # then it passes for a change of the outlet's

    async def _fetch_page(self, announced: str, validators: Validators) -> FetchResponse:
        """The page under its address without tracking parameters, or under the announced one where a host
        knows no other: some content systems find a page by what others only count."""
        plain = clean_url(announced)
        try:
            return await self._fetcher.fetch(FetchRequest(plain, Purpose.PAGE, validators))
        except BadStatus as error:
            if error.status not in UNKNOWN or plain == announced:
                raise
        return await self._fetcher.fetch(FetchRequest(announced, Purpose.PAGE, validators))

    async def template(self, work: LearningWork) -> LearningResult:
        """Learn of an outlet's stored pages what they have in common, unless they fit what is known."""
        try:
            if work.unsure:
                fits = await self._fits(work)
                now = self._clock()
                if not should_relearn(work.known, new_pages=work.new_pages, fits=fits, now=now):
                    return LearningResult(work, now, stays=True)
                work = work.of_new_layout(now)
            return LearningResult(work, self._clock(), await self._learn(work))
        except Exception as error:  # every failure is a result
            return LearningResult(work, self._clock(), error=_known(error, work.outlet.slug))

    async def _fits(self, work: LearningWork) -> list[float]:
        pages = await self._kept(work.pages[:LATEST])
        fits: list[float] = await self._workshop.run(worker.fit, pages, work.known, subject=work.outlet.slug)
        return fits

    async def _learn(self, work: LearningWork) -> Template | None:
        pages = await self._kept(work.pages)
        learned: Template | None = await self._workshop.run(worker.learn, pages, subject=work.outlet.slug)
        return learned

    async def _kept(self, kept: Sequence[KeptPage]) -> list[tuple[bytes, str, datetime, Hints]]:
        pages = []
        for page in kept:
            with contextlib.suppress(ParseError):  # a file that is lost or damaged teaches nothing
                body = await asyncio.to_thread(kept_files.read, page.work.article_id or 0, page.digest, page.size)
                pages.append((body, page.url, page.fetched_at, _hints(page.work, page.content_type)))
        return pages

    async def picture(self, work: PictureWork) -> PictureResult:
        """Get a picture and make it safe to serve."""
        try:
            await self._workshop.room()
            response = await self._fetcher.fetch(FetchRequest(work.url, Purpose.IMAGE))
            if not response.body:
                raise NotAnImage("is empty", subject=work.url)
            encoded = await self._workshop.run(worker.read_picture, response.body, subject=work.url)
            return PictureResult(work, self._clock(), encoded)
        except Exception as error:  # every failure is a result
            return PictureResult(work, self._clock(), error=_known(error, work.url))


async def read_answer(
    workshop: Workshop, work: PageWork, response: FetchResponse, at: datetime, *, keep: int = 0
) -> PageResult:
    """What the page in an answer says, packed to be kept where it has at most `keep` bytes. Raises JaridaError."""
    hints = _hints(work, response.content_type)
    extraction, page = await workshop.run(
        worker.read_page, response.body, response.final_url, hints, keep, subject=work.url
    )
    canonical = own_canonical(extraction, response.final_url)
    keys = identities(canonical, response.final_url)
    return PageResult(work, at, _light(response), replace(extraction, canonical_url=canonical), keys, page=page)


def _hash(result: PageResult) -> str:
    """The content hash that deciding on a reading will give it."""
    page = result.extraction
    return content_hash(shorten(page.title or result.work.title, 1000), page.paragraphs) if page else ""


def _hints(work: PageWork, content_type: str) -> Hints:
    return Hints(
        outlet=work.outlet.name,
        time_zone=work.outlet.time_zone,
        languages=work.outlet.languages,
        title=work.title,
        published=work.published_at,
        authors=work.authors,
        summary=work.summary,
        image=work.image_url,
        tags=work.tags,
        content_type=content_type,
        selectors=work.outlet.selectors,
        template=work.outlet.template,
    )


def _light(response: FetchResponse) -> FetchResponse:
    """The answer without its body, which is read by now: results wait in memory until they are stored."""
    return replace(response, body=b"", headers={})


def _known(error: Exception, subject: str) -> JaridaError:
    if isinstance(error, JaridaError):
        return error
    log.error("%s: unexpected %s", subject, type(error).__name__, exc_info=error)
    return Unexpected(f"unexpected {type(error).__name__}: {error}"[:300], subject=subject)
