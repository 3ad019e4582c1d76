"""What a search engine does for the archive. One is for SQLite, one for PostgreSQL; both give the same answers.

Writes happen in the transaction of the article that changed. Reads never join what they need not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from jarida.core.errors import JaridaError, Outcome
from jarida.core.search.expression import IndexQuery
from jarida.core.search.model import Sort


class SearchTooSlow(JaridaError):
    """A question to the index took longer than its bound; nothing of it is known."""

    code = "search-too-slow"
    outcome = Outcome.RETRY


@dataclass(frozen=True, slots=True)
class Document:
    """A live article as it is indexed. `at` is its `sort_at`; `text` is empty where only the headline may be used."""

    article_id: int
    outlet_id: int
    language: str
    at: datetime
    title: str
    text: str = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    has_image: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list of hits: what follows has a smaller key, or by relevance a smaller score.

    `window`, by relevance: the smallest and the largest key that are ranked. It is the same on every page, so that
    no hit is lost or doubled while articles arrive; hits older than it follow by date, with a score of 0. `features`
    is how many questions the scores are made of: on every page the same.
    """

    key: int
    score: float | None = None
    window: tuple[int, int] | None = None
    features: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `fingerprint` is a 64-bit simhash of its text: near-duplicates differ in few bits."""

    place: Place
    article_id: int
    outlet_id: int
    language: str
    day: date
    topic: str
    fingerprint: int


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits; `more`: others follow, after `next` where it is given, else after the last hit.

    `next` is given where a question was too much for one answer: fewer hits than asked for, searched so far back.
    `window_from`: by relevance, the day since which hits were ranked.
    """

    hits: tuple[Hit, ...]
    more: bool
    window_from: date | None = None
    next: Place | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many are found: exactly, or an estimate ("environ")."""

    number: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """How the hits spread. Exact up to a stated number of hits, beyond that over the newest ones (`exact` False)."""

    outlets: Mapping[int, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    exact: bool = True
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram: its first day, how many hits, and how many articles the archive has in it.

    An archive count of 0 is a hole (P3), not an absence of hits.
    """

    first: date
    hits: int
    archived: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Hits over time, oldest first, without gaps. `unit` is day, month or year."""

    unit: str
    bars: tuple[Bar, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """What `jarida doctor` says of the index. `problems` are plain English sentences with what to do."""

    engine: str
    documents: int
    articles: int
    missing: int
    dead: int
    bytes: int
    problems: tuple[str, ...] = ()


class Engine(Protocol):
    """A search engine. `write` and `forget` need an open transaction; all can be repeated without effect."""

    def write(self, documents: Iterable[Document]) -> None:
        """Index these articles, in place of what was indexed of them."""
        ...

    def forget(self, article_ids: Iterable[int]) -> None:
        """Take these articles out of the index."""
        ...

    def hits(self, query: IndexQuery, sort: Sort, limit: int, after: Place | None = None) -> Hits:
        """One page of hits, newest first or best first."""
        ...

    def count(self, query: IndexQuery) -> Count:
        """How many articles are found."""
        ...

    def facets(self, query: IndexQuery) -> Facets:
        """How the hits spread over outlets, languages, years and topics."""
        ...

    def histogram(self, query: IndexQuery, unit: str) -> tuple[Mapping[date, int], bool]:
        """Hits by first day of each day, month or year; and whether they are exact."""
        ...

    def rebuild(self, batch: int = 1000) -> Iterator[int]:
        """Index the whole archive anew while it is served; yields how many articles were done since the last."""
        ...

    def health(self) -> IndexHealth:
        """How the index is."""
        ...
