"""Search as everything else sees it: the website, its feeds and downloads, the API and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jarida.archive.queries import ArticleLine
from jarida.archive.search.contract import Count, Facets, Histogram, Place
from jarida.core.errors import UsageError
from jarida.core.search.expansions import Expansion
from jarida.core.search.model import Problem, Query, Sort
from jarida.core.text.marks import Mark, Snippet

PAGE_SIZE = 30
MAX_PAGE = 200


class BadPlace(UsageError):
    """The text is no place in these results."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks. `sort` and `expand` beside the query; `after` is where the last page ended.

    What is not wanted is not computed: a feed has no use for facets.
    """

    text: str
    sort: Sort | None = None
    expand: bool = True
    after: Place | None = None
    limit: int = PAGE_SIZE
    fold: bool = True
    facets: bool = False
    histogram: bool = False
    snippets: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, cut to what may be shown of it. `folded` are its near-duplicates among the hits."""

    line: ArticleLine
    title_marks: tuple[Mark, ...]
    snippet: Snippet
    place: Place
    folded: tuple[ArticleLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer. `next` is where the next page begins; `sort` the order used; `written` the query printed back.

    `corrected` is the query as it was perhaps meant ("did you mean"), "" where there is nothing to offer.
    `window_from` (ISO day): by relevance, only articles since then were ranked, the others follow by date.
    """

    query: Query
    written: str
    sort: Sort
    found: tuple[Found, ...] = ()
    next: Place | None = None
    count: Count = field(default_factory=lambda: Count(0, exact=True))
    facets: Facets | None = None
    histogram: Histogram | None = None
    corrected: str = ""
    expansions: tuple[Expansion, ...] = ()
    problems: tuple[Problem, ...] = ()
    window_from: str = ""


def search(request: SearchRequest) -> SearchPage:
    """Answer a search. Never fails on what was typed: problems are in the answer."""
    raise NotImplementedError


def suggestions(beginning: str, limit: int = 8) -> tuple[str, ...]:
    """Whole queries that begin as typed, from the archive's own words and names, most frequent first."""
    raise NotImplementedError


def write_place(place: Place) -> str:
    """A place in the results as text for an address."""
    raise NotImplementedError


def read_place(text: str) -> Place:
    """The place of an address; raises BadPlace."""
    raise NotImplementedError


def topic_labels(topics: Mapping[str, int]) -> dict[str, str]:
    """The topics of a facet as they are written most often."""
    raise NotImplementedError
