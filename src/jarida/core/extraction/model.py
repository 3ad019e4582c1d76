"""What is read out of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from jarida.core.extraction.templates.model import Template


class DateOrigin(StrEnum):
    """Where a date was found (P2), most trusted first."""

    JSON_LD = "json-ld"
    META = "meta"
    TIME = "time"  # a <time> element or microdata
    FEED = "feed"
    URL = "url"
    TEXT = "text"
    FIRST_SEEN = "first-seen"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its origin; `confidence` is from 0 to 1. `value` is aware."""

    value: datetime
    origin: DateOrigin
    confidence: float


class PageKind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    VIDEO = "video"
    GALLERY = "gallery"
    LIVE = "live"
    SECTION = "section"
    PAYWALL = "paywall"
    ERROR = "error"
    CONSENT = "consent"
    EMPTY = "empty"


class Policy(StrEnum):
    """How much of an article may be shown (P8), from most to least."""

    FULL = "full"
    EXCERPT = "excerpt"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of an article: absolute address, caption and credit as clean text."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page before it is read: from the edition and from the feed's entry.

    `time_zone` is an IANA name for dates without one. `selectors` are CSS selectors of the edition by
    field (title, authors, published, body, image, section, remove). `template` is what the outlet's other pages
    taught; the edition's selectors win over it.
    """

    outlet: str = ""
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ()
    title: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    content_type: str = ""
    selectors: Mapping[str, str] = field(default_factory=dict)
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a page says. The command-line contract's keys, with the page's rights signals beside them.

    `limit` is the most that the page's own signals allow to show (noarchive, TDM reservation).
    """

    url: str
    canonical_url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: FoundDate | None = None
    modified: FoundDate | None = None
    language: str = ""
    summary: str = ""
    paragraphs: tuple[str, ...] = ()
    images: tuple[Picture, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    site_name: str = ""
    kind: PageKind = PageKind.ARTICLE
    limit: Policy = Policy.FULL
