"""What the archive knows, what the pipeline found, and what it decided: data that travels between the two.

The archive hands out rows (`FeedRow`, `PageWork`, `PictureWork`, `ArticleView`), the pipeline's steps add
what came of them (`PollResult`, `PageResult`), `pipeline.decide` makes plans of both without touching
anything, and `archive.store` carries plans out. Dates are aware, in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from jarida.core.errors import JaridaError
from jarida.core.extraction.model import Extraction, Picture
from jarida.core.extraction.templates.model import Template
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.websub import Hub
from jarida.core.fetching.model import FetchResponse
from jarida.core.images.model import EncodedImage
from jarida.core.keeping import PackedPage


class FeedStatus(StrEnum):
    """How a feed is doing."""

    NEW = "new"
    ACTIVE = "active"
    FAILING = "failing"
    FORBIDDEN = "forbidden"
    ENDED = "ended"
    PAUSED = "paused"


class FetchStatus(StrEnum):
    """How far the fetching of a page or picture has come."""

    DUE = "due"
    KEPT = "kept"
    FAILED = "failed"
    REFUSED = "refused"
    GONE = "gone"


class Verdict(StrEnum):
    """What became of one reading of a page."""

    KEPT = "kept"  # a new article
    REVISED = "revised"  # a new revision of a known one
    REFRESHED = "refreshed"  # same text; what is said about it changed
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    GONE = "gone"


# --- feeds ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the archive knows it. `interval` in seconds; `arrivals` are Unix times, oldest first.

    `pushed_at` is when its hub last sent something of it. `ttl` (seconds), `skip_hours` and `skip_days` (a bit for
    each) are what it wished when it was last read: an answer without change says nothing of them.

    Of a section page, `seen` are addresses of its outlet that were announced before (as `address_key`), newest first,
    each with what became of it (a value of `patterns.Seen`); of other feeds it is empty.
    """

    id: int
    outlet_id: int
    url: str
    format: str = ""
    title: str = ""
    language: str = ""
    state: str = FeedStatus.NEW
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    interval: float = 0.0
    next_check_at: datetime | None = None
    last_checked_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    arrivals: tuple[float, ...] = ()
    failures: int = 0
    problem_code: str = ""
    problem: str = ""
    remarks: tuple[str, ...] = ()
    moved_from: str = ""
    pushed_at: datetime | None = None
    ttl: float = 0.0
    skip_hours: int = 0
    skip_days: int = 0
    seen: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """One entry as a feed says it now, with its identity in the outlet."""

    address_key: str
    url: str
    title: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    image_url: str
    language: str
    published_at: datetime | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PollResult:
    """What came of one poll: an error, or an answer; `parsed` is None where its body was the known one.

    `announced` are the usable entries of `parsed`, each address once. `hub` is where the answer says that changes
    are announced, None where it says nothing or was not asked. `push` is the identity of what the hub sent, where
    this came from there and not of a poll.
    """

    feed: FeedRow
    at: datetime
    response: FetchResponse | None = None
    parsed: ParsedFeed | None = None
    announced: tuple[Announced, ...] = ()
    body_hash: str = ""
    error: JaridaError | None = None
    hub: Hub | None = None
    push: int = 0


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that the archive has already."""

    id: int
    feed_id: int | None
    fingerprint: str
    state: str
    rechecks: int


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """A known entry of which the feed now says something else; `refetch` makes its page due."""

    id: int
    announced: Announced
    refetch: bool


@dataclass(frozen=True, slots=True)
class PollPlan:
    """What a poll changes. `asked` is the address that was polled: the plan is void where it changed since.

    `hub_known`: the answer told whether there is a hub, and which (`hub`). `push` was read by this.
    """

    asked: str
    at: datetime
    feed: FeedRow
    new: tuple[Announced, ...] = ()
    changed: tuple[ChangedEntry, ...] = ()
    hub: Hub | None = None
    hub_known: bool = False
    push: int = 0


# --- pages ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutletView:
    """What reading a page needs to know of its outlet. `template` was learned of its pages, if one was."""

    id: int
    slug: str
    name: str
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """The newest stored page of an article: its digest and size, where and as what it came."""

    digest: str
    size: int
    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class PageWork:
    """An entry whose page is due. `known_hash` is its article's content hash, `copy` the page kept of it,
    `feed_format` the format of the feed that announced it ("" if that is gone)."""

    id: int
    outlet: OutletView
    url: str
    address_key: str
    announced_at: datetime
    title: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image_url: str = ""
    language: str = ""
    published_at: datetime | None = None
    state: str = FetchStatus.DUE
    attempts: int = 0
    rechecks: int = 0
    etag: str = ""
    last_modified: str = ""
    article_id: int | None = None
    known_hash: str = ""
    copy: KeptCopy | None = None
    feed_format: str = ""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What came of one reading of a page: an error, an answer without change, or an extraction.

    `keys` are the identities of the addresses of the page, the one that names the article first. `page` is
    what was read, packed to be kept. `reread_hash` is the content hash that the page kept last gives when it
    is read today; "" where that was not asked.
    """

    work: PageWork
    at: datetime
    response: FetchResponse | None = None
    extraction: Extraction | None = None
    keys: tuple[str, ...] = ()
    error: JaridaError | None = None
    page: PackedPage | None = None
    reread_hash: str = ""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What deciding on a page needs to know of an article that is kept already."""

    id: int
    state: str
    title: str
    content_hash: str
    first_seen_at: datetime
    published_at: datetime | None
    published_origin: str
    published_confidence: float
    kind: str
    facts: tuple[object, ...] = ()
    picture: Picture | None = None
    source_gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """An article as it is to be kept. `day` is the date of `sort_at` in the outlet's time zone."""

    url: str
    title: str
    slug: str
    authors: tuple[str, ...]
    language: str
    summary: str
    section: str
    tags: tuple[str, ...]
    kind: str
    limit: str
    paragraphs: tuple[str, ...]
    content_hash: str
    words: int
    published_at: datetime | None
    published_origin: str
    published_confidence: float
    modified_at: datetime | None
    modified_origin: str
    first_seen_at: datetime
    sort_at: datetime
    day: date
    picture: Picture | None = None

    @property
    def facts(self) -> tuple[object, ...]:
        """What is said about the text, in the order in which the archive hands it out in `ArticleView`."""
        return (
            list(self.authors), self.language, self.summary, self.section, list(self.tags), self.kind, self.limit,
            self.published_at, self.modified_at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far a page or picture has come, after this attempt."""

    state: str
    next_fetch_at: datetime | None
    attempts: int = 0
    problem_code: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What one reading of a page changes.

    `keys` are the identities of its addresses, the one that names the article first. `article_id` is the
    known article it belongs to. `gone_at` is when its page was found missing, None where it answers.
    `page` is to be kept beside it, `found` are the fields that the page gave, None where no page was read.
    `by_engine`: what changed is our reading, not the outlet's page.
    """

    entry_id: int
    outlet_id: int
    at: datetime
    verdict: Verdict
    progress: FetchProgress
    rechecks: int
    etag: str = ""
    last_modified: str = ""
    keys: tuple[str, ...] = ()
    article_id: int | None = None
    content: Content | None = None
    gone_at: datetime | None = None
    page: PackedPage | None = None
    found: tuple[str, ...] | None = None
    by_engine: bool = False


# --- pictures ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PictureWork:
    """A picture of an article that is due."""

    id: int
    article_id: int
    outlet_id: int
    url: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class PictureResult:
    """What came of one attempt at a picture: an error, or the picture made safe to serve."""

    work: PictureWork
    at: datetime
    encoded: EncodedImage | None = None
    error: JaridaError | None = None
