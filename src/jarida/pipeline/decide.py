"""The hard rules, as pure functions: data in, frozen plans out. No Django, no network, no clock, no dice.

`docs/decisions/0007-pipeline.md` says why the rules are as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from jarida.config.options import Pipeline
from jarida.core.addresses import clean_url
from jarida.core.content import alike, content_hash, count_words
from jarida.core.errors import AddressRefused, BadStatus, JaridaError, NotAnArticle, Outcome, RobotsForbid
from jarida.core.extraction.model import DateOrigin, Extraction, FoundDate, PageKind, Picture, Policy
from jarida.core.feeds.sections import SECTION
from jarida.core.keeping import PackedPage, found_fields
from jarida.core.plans import (
    Announced,
    ArticleView,
    ChangedEntry,
    Content,
    FeedRow,
    FeedStatus,
    FetchProgress,
    FetchStatus,
    KnownEntry,
    PagePlan,
    PageResult,
    PageWork,
    PictureWork,
    PollPlan,
    PollResult,
    Verdict,
)  # fmt: skip
from jarida.core.text.clean import shorten
from jarida.core.text.slugs import slugify
from jarida.pipeline import rhythm, schedule
from jarida.pipeline.announced import remarks_on

MOST_READINGS = 24  # a feed that says something else at every poll cannot make us read a page more often
QUARANTINE_ATTEMPTS = 3  # what will fail again as it is, is not tried as often as what may pass
TOLERANCE = timedelta(minutes=5)  # clocks differ: up to this a date in the future is now
FEED_CONFIDENCE = 0.7
ANSWERED = frozenset({Verdict.KEPT, Verdict.REVISED, Verdict.REFRESHED, Verdict.UNCHANGED})
NO_ARTICLE = frozenset({PageKind.SECTION, PageKind.ERROR, PageKind.CONSENT, PageKind.EMPTY})
REFUSALS = frozenset({RobotsForbid.code, AddressRefused.code})
CLOSED = frozenset({401, 402, 403})  # the page exists and is announced, but not for us
ENOUGH_WORDS = 120
LONGEST_PROBLEM = 500
ORIGINS = tuple(DateOrigin)


# --- feeds ------------------------------------------------------------------------------------------


def decide_poll(result: PollResult, known: Mapping[str, KnownEntry], options: Pipeline, jitter: float) -> PollPlan:
    """What one poll changes: the feed's state and next check, new entries, changed entries.

    `known` are the outlet's entries under the keys of `result.announced`.
    """
    if result.push:
        return _pushed(result, known)
    if result.error is not None:
        return PollPlan(result.feed.url, result.at, _failed_feed(result.feed, result.error, result.at, options, jitter))
    new, changed = _news(result, known)
    feed = _polled_feed(result, new, options, jitter)
    told = result.parsed is not None
    return PollPlan(result.feed.url, result.at, feed, new, changed, hub=result.hub, hub_known=told)


def _news(
    result: PollResult, known: Mapping[str, KnownEntry]
) -> tuple[tuple[Announced, ...], tuple[ChangedEntry, ...]]:
    """What is announced that the archive has not, or has otherwise."""
    new = tuple(entry for entry in result.announced if entry.address_key not in known)
    changed = (_change(entry, known.get(entry.address_key), result.feed) for entry in result.announced)
    return new, tuple(change for change in changed if change)


def _pushed(result: PollResult, known: Mapping[str, KnownEntry]) -> PollPlan:
    """What a hub sent: new and changed entries, as of a poll; of the feed itself nothing but that it was heard of.

    A push may hold only what is new, or be late: what a poll found of the feed's text stays as it is.
    """
    feed, now = result.feed, result.at
    if result.parsed is None:  # it could not be read: the feed itself is asked
        return PollPlan(feed.url, now, replace(feed, next_check_at=now), push=result.push)
    new, changed = _news(result, known)
    published = [entry.published_at.timestamp() if entry.published_at else None for entry in new]
    since = feed.last_success_at.timestamp() if feed.last_success_at else None
    arrivals = rhythm.remember(feed.arrivals, published, since, now.timestamp())
    heard = replace(feed, arrivals=arrivals, pushed_at=now, last_new_at=now if new else feed.last_new_at)
    return PollPlan(feed.url, now, heard, new, changed, push=result.push)


def _change(entry: Announced, known: KnownEntry | None, feed: FeedRow) -> ChangedEntry | None:
    """The change of a known entry. Only the feed that brought it counts: two feeds of one outlet word it
    differently, and would otherwise change it back and forth at every poll."""
    if known is None or known.fingerprint == entry.fingerprint or known.feed_id not in (feed.id, None):
        return None
    readable = known.state not in (FetchStatus.REFUSED, FetchStatus.GONE)
    return ChangedEntry(known.id, entry, readable and known.rechecks < MOST_READINGS)


def _polled_feed(result: PollResult, new: Sequence[Announced], options: Pipeline, jitter: float) -> FeedRow:
    feed, now = result.feed, result.at
    since = feed.last_success_at.timestamp() if feed.last_success_at else None
    published = [entry.published_at.timestamp() if entry.published_at else None for entry in new]
    arrivals = rhythm.remember(feed.arrivals, published, since, now.timestamp())
    polled = replace(
        _described(feed, result),
        state=FeedStatus.ACTIVE,
        arrivals=arrivals,
        failures=0,
        last_checked_at=now,
        last_success_at=now,
        last_new_at=now if new else feed.last_new_at,
    )
    max_age = result.response.max_age if result.response else None
    interval = schedule.poll_interval(arrivals, feed.interval, now.timestamp(), options)
    if not new and schedule.hub_is_trusted(feed.pushed_at, feed.last_new_at, now):
        interval = schedule.beside_hub(interval, options)
    pause = schedule.with_wishes(interval, (polled.ttl or None, max_age), options)
    again = schedule.outside_of(
        _after(now, schedule.spread(pause, jitter)), polled.skip_hours, polled.skip_days, jitter
    )
    return replace(polled, interval=interval, next_check_at=again)


def _described(feed: FeedRow, result: PollResult) -> FeedRow:
    """The feed with what the answer says of it; a problem that was found in its text stays as long as the text."""
    if result.response is not None:
        validators = result.response.validators
        if not result.response.unchanged:
            feed = replace(feed, etag=validators.etag, last_modified=validators.last_modified)
        feed = _moved(feed, result.response.moved_to)
    if result.parsed is None:
        # the failures of before are over; what the known text lacked it still lacks
        return feed if feed.state == FeedStatus.ACTIVE else replace(feed, problem_code="", problem="")
    code, problem = _problem_of(len(result.parsed.entries), len(result.announced))
    return replace(
        feed,
        format=result.parsed.format,
        title=shorten(result.parsed.title, 300),
        language=result.parsed.language[:10],
        body_hash=result.body_hash,
        remarks=remarks_on(result.parsed, len(result.announced)),
        ttl=result.parsed.ttl or 0.0,
        skip_hours=sum(1 << hour for hour in result.parsed.skip_hours),
        skip_days=sum(1 << day for day in result.parsed.skip_days),
        problem_code=code,
        problem=problem,
    )


def _problem_of(entries: int, usable: int) -> tuple[str, str]:
    if usable:
        return "", ""
    if entries:
        return "no-addresses", f"none of its {entries} entries has a web address"
    return "no-entries", "the feed has no entries"


def _moved(feed: FeedRow, moved_to: str) -> FeedRow:
    if not moved_to or moved_to == feed.url or len(moved_to) > 1000:
        return feed
    return replace(feed, url=moved_to, moved_from=feed.url)


def _failed_feed(feed: FeedRow, error: JaridaError, now: datetime, options: Pipeline, jitter: float) -> FeedRow:
    failures = feed.failures + 1
    failed = replace(feed, failures=failures, last_checked_at=now, problem_code=error.code[:40], problem=_line(error))
    if error.outcome is Outcome.ENDED:
        problem = f"{_line(error)[:400]}; it is looked at once a month"
        again = _after(now, schedule.spread(schedule.MONTH, jitter))
        return replace(failed, state=FeedStatus.ENDED, problem=problem, next_check_at=again)
    if isinstance(error, RobotsForbid):
        again = _after(now, schedule.spread(schedule.DAY, jitter))
        return replace(failed, state=FeedStatus.FORBIDDEN, next_check_at=again)
    first = options.retry_first if error.outcome is Outcome.RETRY else max(options.poll_start, options.retry_first)
    asked = error.retry_after if isinstance(error, BadStatus) else None
    pause = schedule.pause_after_failure(first, failures, options.failing_max, jitter, asked)
    return replace(failed, state=FeedStatus.FAILING, next_check_at=_after(now, pause))


# --- pages ------------------------------------------------------------------------------------------


def decide_page(result: PageResult, articles: Mapping[str, ArticleView], options: Pipeline, jitter: float) -> PagePlan:
    """What one reading of a page changes.

    `articles` are the outlet's known articles under the keys of `result.keys`, of the entry's own key,
    and under "" the one that the entry led to before.
    """
    plan = _decided(result, articles, options, jitter)
    found = found_fields(result.extraction) if result.extraction is not None else None
    return replace(plan, page=_page_to_keep(result, plan), found=found)


def _page_to_keep(result: PageResult, plan: PagePlan) -> PackedPage | None:
    """The page, if it is an article's, and unless it asks not to be kept as it is (P8)."""
    if result.extraction is None or result.extraction.limit is not Policy.FULL or plan.verdict not in ANSWERED:
        return None
    return result.page


def _decided(result: PageResult, articles: Mapping[str, ArticleView], options: Pipeline, jitter: float) -> PagePlan:
    known, keys = _join(result, articles)
    if known is not None and known.state == "withdrawn":
        return _withdrawn(result, known, keys)
    if result.error is not None:
        return _failed_page(result, result.error, known, options, jitter)
    if result.extraction is None:
        return _settled(result, Verdict.UNCHANGED, known, keys, options)
    refusal = _refusal(result.extraction, result.work)
    if refusal and known is not None:  # a wall or an empty shell on a later reading changes nothing
        return _settled(result, Verdict.UNCHANGED, known, keys, options)
    if refusal:
        return _failed_page(result, NotAnArticle(refusal, subject=result.work.url), known, options, jitter)
    return _read(result, result.extraction, known, keys, options)


def _join(result: PageResult, articles: Mapping[str, ArticleView]) -> tuple[ArticleView | None, tuple[str, ...]]:
    """The known article that this page is a version of, and the addresses that are the article's.

    An article found under the announced address is taken. One found only where the page's redirects or
    its canonical link point must also resemble it: content systems that name one canonical address on
    every page would otherwise melt an outlet into one article.
    """
    own = result.work.address_key
    known = articles.get("") or articles.get(own)
    keys = tuple(dict.fromkeys([*result.keys, own]))
    if known is not None:
        return known, tuple(key for key in keys if articles.get(key, known).id == known.id)
    for key in result.keys:
        other = articles.get(key)
        if other is not None and _same_piece(result.extraction, other):
            return other, keys
    return None, tuple(key for key in keys if key not in articles)


def _same_piece(extraction: Extraction | None, article: ArticleView) -> bool:
    return extraction is None or alike(extraction.title, article.title)


def _refusal(extraction: Extraction, work: PageWork) -> str:
    """Why this page is no article, or ""."""
    if extraction.kind in NO_ARTICLE and not _as_announced(extraction, work):
        return f"the page is no article ({extraction.kind})"
    if not (extraction.title or work.title):
        return "the page has no title"
    if extraction.kind is PageKind.PAYWALL:
        return ""
    if not any(paragraph.strip() for paragraph in extraction.paragraphs):
        return f"the page has no text ({extraction.kind})"
    return ""


def _as_announced(extraction: Extraction, work: PageWork) -> bool:
    """True for a page full of links that has the announced title and a text: the feed knows its articles.

    A section page does not: its link to another section has that one's title too.
    """
    titled = bool(work.title) and work.feed_format != SECTION and alike(extraction.title, work.title)
    return extraction.kind is PageKind.SECTION and titled and count_words(extraction.paragraphs) >= ENOUGH_WORDS


def _read(
    result: PageResult, page: Extraction, known: ArticleView | None, keys: tuple[str, ...], options: Pipeline
) -> PagePlan:
    content = _content(result, page, known)
    if known is None:
        return _settled(result, Verdict.KEPT, known, keys, options, content)
    if content.kind == PageKind.PAYWALL and known.kind != PageKind.PAYWALL:
        return _settled(result, Verdict.UNCHANGED, known, keys, options)
    if content.content_hash != known.content_hash:
        # what we read in the page kept last, if it is read as this one: then the rules changed, not the page
        revised = _settled(result, Verdict.REVISED, known, keys, options, content)
        return replace(revised, by_engine=result.reread_hash == content.content_hash)
    same = content.facts == known.facts and content.picture in (None, known.picture)
    verdict = Verdict.UNCHANGED if same else Verdict.REFRESHED
    return _settled(result, verdict, known, keys, options, None if same else content)


def _settled(
    result: PageResult,
    verdict: Verdict,
    known: ArticleView | None,
    keys: tuple[str, ...],
    options: Pipeline,
    content: Content | None = None,
) -> PagePlan:
    """The plan after a page was read: the entry is kept, and due again at the article's next age."""
    work = result.work
    first_seen = known.first_seen_at if known else work.announced_at
    again = schedule.next_recheck(first_seen, result.at, options.recheck)
    etag, last_modified = _validators(result)
    return PagePlan(
        work.id, work.outlet.id, result.at, verdict, FetchProgress(FetchStatus.KEPT, again), work.rechecks + 1,
        etag, last_modified, keys, known.id if known else None, content,
    )  # fmt: skip


def _validators(result: PageResult) -> tuple[str, str]:
    if result.response is None or result.response.unchanged:
        return result.work.etag, result.work.last_modified
    return result.response.validators.etag, result.response.validators.last_modified


def _withdrawn(result: PageResult, known: ArticleView, keys: tuple[str, ...]) -> PagePlan:
    """A withdrawn article never comes back, under whatever address it is announced."""
    work = result.work
    progress = FetchProgress(FetchStatus.REFUSED, None, 0, "withdrawn", "the article was withdrawn from the archive")
    return PagePlan(
        work.id, work.outlet.id, result.at, Verdict.REFUSED, progress, work.rechecks, keys=keys, article_id=known.id
    )


def _failed_page(
    result: PageResult, error: JaridaError, known: ArticleView | None, options: Pipeline, jitter: float
) -> PagePlan:
    work, attempts = result.work, result.work.attempts + 1
    again = _next_attempt(result, error, known, attempts, options, jitter)
    progress = FetchProgress(_failed_state(error, known), again, attempts, error.code[:40], _line(error))
    plan = PagePlan(
        work.id, work.outlet.id, result.at, Verdict.FAILED, progress, work.rechecks, work.etag, work.last_modified,
        article_id=known.id if known else None,
    )  # fmt: skip
    if progress.state == FetchStatus.GONE:
        return replace(plan, verdict=Verdict.GONE, gone_at=(known and known.source_gone_at) or result.at)
    if progress.state == FetchStatus.REFUSED:
        return replace(plan, verdict=Verdict.REFUSED)
    if known is None and again is None and _closed(error) and work.title and work.summary:
        return _from_feed(result, plan)
    return plan


def _failed_state(error: JaridaError, known: ArticleView | None) -> FetchStatus:
    if error.code in REFUSALS:
        return FetchStatus.REFUSED
    if error.outcome is Outcome.ENDED or (known is not None and error.code == "http-404"):
        return FetchStatus.GONE
    return FetchStatus.KEPT if known is not None else FetchStatus.FAILED


def _next_attempt(
    result: PageResult, error: JaridaError, known: ArticleView | None, attempts: int, options: Pipeline, jitter: float
) -> datetime | None:
    """When the page is tried again; None when nothing more is expected of it."""
    later = schedule.next_recheck(known.first_seen_at, result.at, options.recheck) if known else None
    state = _failed_state(error, known)
    if state is FetchStatus.GONE:
        return later
    most = options.attempts if error.outcome is Outcome.RETRY else min(QUARANTINE_ATTEMPTS, options.attempts)
    if attempts >= most:
        return later
    if state is FetchStatus.REFUSED:
        return _after(result.at, schedule.spread(schedule.DAY, jitter))
    first = options.retry_first if error.outcome is Outcome.RETRY else min(options.recheck, default=3600.0)
    asked = error.retry_after if isinstance(error, BadStatus) else None
    return _after(result.at, schedule.pause_after_failure(first, attempts, options.failing_max, jitter, asked))


def _closed(error: JaridaError) -> bool:
    return isinstance(error, BadStatus) and error.status in CLOSED


def _from_feed(result: PageResult, plan: PagePlan) -> PagePlan:
    """A page closed to us of which the feed tells headline and summary to everyone: these are kept."""
    work = result.work
    announced = Extraction(
        url=work.url, title=work.title, summary=work.summary, authors=work.authors, tags=work.tags,
        language=work.language, kind=PageKind.PAYWALL, limit=Policy.EXCERPT,
    )  # fmt: skip
    content = _content(result, announced, None)
    return replace(plan, verdict=Verdict.KEPT, keys=(work.address_key,), content=content)


# --- pictures ---------------------------------------------------------------------------------------


def decide_failed_picture(
    work: PictureWork, error: JaridaError, now: datetime, options: Pipeline, jitter: float
) -> FetchProgress:
    """What becomes of a picture that could not be had: tried again if that may help, else left out."""
    attempts = work.attempts + 1
    refused = error.code in REFUSALS
    state = FetchStatus.REFUSED if refused else FetchStatus.FAILED
    again = None
    if error.outcome is Outcome.RETRY and not refused and attempts < options.attempts:
        asked = error.retry_after if isinstance(error, BadStatus) else None
        pause = schedule.pause_after_failure(options.retry_first, attempts, options.failing_max, jitter, asked)
        again = _after(now, pause)
    return FetchProgress(state, again, attempts, error.code[:40], _line(error))


# --- the article ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Dates:
    published_at: datetime | None
    published_origin: str
    published_confidence: float
    modified_at: datetime | None
    modified_origin: str
    sort_at: datetime


def _content(result: PageResult, page: Extraction, known: ArticleView | None) -> Content:
    work = result.work
    first_seen = known.first_seen_at if known else work.announced_at
    dates = _dates(page, work, known, first_seen, result.at)
    title = shorten(page.title or work.title, 1000)
    return Content(
        url=_address(page, result),
        title=title,
        slug=slugify(title),
        authors=(page.authors or work.authors)[:30],
        language=(page.language or work.language or _only(work.outlet.languages))[:10],
        summary=shorten(page.summary or work.summary, 2000),
        section=shorten(page.section, 200),
        tags=(page.tags or work.tags)[:30],
        kind=PageKind.ARTICLE if page.kind is PageKind.SECTION else page.kind,
        limit=_limit(page),
        paragraphs=page.paragraphs,
        content_hash=content_hash(title, page.paragraphs),
        words=count_words(page.paragraphs),
        published_at=dates.published_at,
        published_origin=dates.published_origin,
        published_confidence=dates.published_confidence,
        modified_at=dates.modified_at,
        modified_origin=dates.modified_origin,
        first_seen_at=first_seen,
        sort_at=dates.sort_at,
        day=day_of(dates.sort_at, work.outlet.time_zone),
        picture=_picture(page, work),
    )


def _address(page: Extraction, result: PageResult) -> str:
    """Where readers are sent: the canonical address if it is one of the page's own, else where we ended.

    A host that knows the page only with its tracking parameters has to be asked with them by readers too.
    """
    if result.response is None:
        return page.canonical_url or result.work.url
    asked, final = result.response.url, result.response.final_url
    needs_them = asked != clean_url(asked) and page.canonical_url == clean_url(final)
    return final if needs_them else page.canonical_url or final


def _only(languages: tuple[str, ...]) -> str:
    return languages[0] if len(languages) == 1 else ""


def _limit(page: Extraction) -> str:
    """Of what stands before a paywall no more than an excerpt is shown."""
    if page.kind is PageKind.PAYWALL and page.limit is Policy.FULL:
        return Policy.EXCERPT
    return page.limit


def _picture(page: Extraction, work: PageWork) -> Picture | None:
    candidates = (*page.images[:1], Picture(work.image_url))
    found = next((picture for picture in candidates if picture.url.startswith(("http://", "https://"))), None)
    return replace(found, credit=shorten(found.credit, 300)) if found else None


def _dates(page: Extraction, work: PageWork, known: ArticleView | None, first_seen: datetime, now: datetime) -> _Dates:
    published = _published(page, work, known, now)
    modified = _not_later(page.modified, now)
    if modified and published and modified.value < published.value:
        modified = None
    return _Dates(
        published.value if published else None,
        published.origin if published else "",
        published.confidence if published else 0.0,
        modified.value if modified else None,
        modified.origin if modified else "",
        published.value if published else first_seen,
    )


def _published(page: Extraction, work: PageWork, known: ArticleView | None, now: datetime) -> FoundDate | None:
    """The publication date: what the page says, else what the feed says, else unknown.

    What was known stays, unless a more trusted origin speaks: many sites push the date forward with
    every touch, and a day in the archive should not change.
    """
    feed = FoundDate(work.published_at, DateOrigin.FEED, FEED_CONFIDENCE) if work.published_at else None
    found = _not_later(page.published, now) or _not_later(feed, now)
    if found is not None and found.origin is DateOrigin.FIRST_SEEN:
        found = None
    if known is None or known.published_at is None:
        return found
    kept = FoundDate(known.published_at, DateOrigin(known.published_origin), known.published_confidence)
    if found is None or ORIGINS.index(found.origin) >= ORIGINS.index(kept.origin):
        return kept
    return found


def _not_later(found: FoundDate | None, now: datetime) -> FoundDate | None:
    """`found`, if it is neither later than now nor before there were newspapers."""
    if found is None or found.value > now + TOLERANCE or found.value.year < 1600:
        return None
    return replace(found, value=min(found.value, now).astimezone(UTC))


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def day_of(moment: datetime, time_zone: str) -> date:
    """The date of `moment` where the outlet is; UTC if its time zone is unknown."""
    return moment.astimezone(_zone(time_zone)).date()


def _after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


def _line(error: JaridaError) -> str:
    return shorten(" ".join(str(error).split()), LONGEST_PROBLEM)
