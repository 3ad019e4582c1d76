"""An edition as data: a country's outlets and where they announce their articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jarida.core.extraction.model import Policy


class Kind(StrEnum):
    """What sort of publisher an outlet is."""

    NEWSPAPER = "newspaper"
    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    SITE = "site"


class Ownership(StrEnum):
    """To whom an outlet belongs."""

    UNKNOWN = ""
    STATE = "state"
    PUBLIC = "public"
    PARTY = "party"
    PRIVATE = "private"
    INDEPENDENT = "independent"
    FOREIGN = "foreign"


class FeedKind(StrEnum):
    """What is expected at a feed's address. The formats of feeds are told apart when they are read.

    A section page is a page of links to articles, for outlets that have no feed.
    """

    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """One place where an outlet announces articles; `language` is empty where the feed may say it itself."""

    url: str
    kind: FeedKind = FeedKind.FEED
    language: str = ""


@dataclass(frozen=True, slots=True)
class OutletSpec:
    """A publisher, as an edition describes it, with the edition's defaults filled in.

    `names` maps a language to the outlet's name in it. `languages` are BCP 47 primary subtags, the main
    one first. `time_zone` is an IANA name. `selectors` are CSS selectors by field (see `SELECTORS`).
    `verified` says that a person has seen its feeds answer.
    """

    slug: str
    name: str
    homepage: str
    names: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.SITE
    ownership: Ownership = Ownership.UNKNOWN
    languages: tuple[str, ...] = ()
    country: str = ""
    policy: Policy = Policy.EXCERPT
    time_zone: str = "UTC"
    feeds: tuple[FeedSpec, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)
    verified: bool = False
    fictional: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgencySpec:
    """A news agency: `marks` are the credits under which others print it ("MAP", "(و م ع)")."""

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic of an edition's own: articles with one of `keywords` in title or text are about it."""

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionSpec:
    """A catalogue of outlets. `source` is the file it was read from, for messages.

    Each of `aliases` is the names of one thing in other languages and scripts, for search; the first is the usual one.
    `alias_topics` says under which heading each of them stands, and so what it is ("places", "people").
    """

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    time_zone: str = "UTC"
    interface_languages: tuple[str, ...] = ("fr", "ar", "es", "en")
    default_policy: Policy = Policy.EXCERPT
    fictional: bool = False
    outlets: tuple[OutletSpec, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    alias_topics: tuple[str, ...] = ()
    agencies: tuple[AgencySpec, ...] = ()
    topics: tuple[TopicSpec, ...] = ()
    source: str = ""


# The fields of an article for which an edition may give a CSS selector; `remove` is taken out of the body.
SELECTORS = ("title", "authors", "published", "body", "image", "section", "remove")
INTERFACE_LANGUAGES = ("fr", "ar", "es", "en")
