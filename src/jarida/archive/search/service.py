"""Search as everything else sees it: the website, its feeds and downloads, the API and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jarida.archive import queries
from jarida.archive.queries import ArticleLine
from jarida.archive.search import labels, names, places
from jarida.archive.search.completion import completed
from jarida.archive.search.contract import Count, Facets, Histogram, Hits, Place
from jarida.archive.search.engines import engine
from jarida.archive.search.folding import Folded, folded
from jarida.archive.search.histograms import histogram_of
from jarida.archive.search.showing import shown
from jarida.archive.search.surroundings import surroundings
from jarida.core.errors import UsageError
from jarida.core.search.build import Built, build, has_words
from jarida.core.search.editing import map_words
from jarida.core.search.expansions import Expansion
from jarida.core.search.model import Problem, Query, Sort, Word, walk
from jarida.core.search.parse import parse
from jarida.core.search.printing import print_query
from jarida.core.text.marks import Mark, Snippet

PAGE_SIZE = 30
MAX_PAGE = 200
MAX_SUGGESTIONS = 50


class BadPlace(UsageError):
    """The text is no place in these results."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks. `sort` and `expand` beside the query; `after` is where the last page ended.

    What is not wanted is not computed: a feed has no use for facets. Without `count` it is that of the page, as an
    estimate.
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
    count: bool = True


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
    """Answer a search. Never fails on what was typed: problems are in the answer. Raises SearchTooSlow."""
    query = parse(request.text)
    built = build(query, surroundings(), expand=request.expand)
    sort = request.sort or query.sort or Sort.DATE
    sort = sort if has_words(query) else Sort.DATE
    page = _page(built, sort, request)
    return SearchPage(
        query=query,
        written=print_query(query),
        sort=sort,
        found=_found(page, built, request),
        next=page.next,
        count=engine().count(built.index_query) if request.count else Count(len(page.groups), exact=False),
        facets=engine().facets(built.index_query) if request.facets else None,
        histogram=histogram_of(engine(), built.index_query) if request.histogram else None,
        corrected=_corrected(query) if request.after is None else "",
        expansions=built.expansions,
        problems=tuple(sorted({*query.problems, *built.problems}, key=lambda problem: (problem.start, problem.end))),
        window_from=page.window_from.isoformat() if page.window_from else "",
    )


def _page(built: Built, sort: Sort, request: SearchRequest) -> Folded:
    limit = max(1, min(request.limit, MAX_PAGE))

    def fetch(after: Place | None, number: int) -> Hits:
        return engine().hits(built.index_query, sort, number, after)

    return folded(fetch, limit, request.after, fold=request.fold)


def _found(page: Folded, built: Built, request: SearchRequest) -> tuple[Found, ...]:
    """What may be shown of the hits. One that was withdrawn this moment is left out."""
    known = {line.id: line for line in queries.lines([hit.article_id for group in page.groups for hit in group])}
    groups = [
        (group[0].place, [known[hit.article_id] for hit in group if hit.article_id in known]) for group in page.groups
    ]
    groups = [(place, of_group) for place, of_group in groups if of_group]
    views = shown([of_group[0] for _, of_group in groups], built.targets, snippets=request.snippets)
    return tuple(
        Found(first, views[first.id].title, views[first.id].snippet, place, tuple(folded_ones))
        for place, (first, *folded_ones) in groups
    )


def _corrected(query: Query) -> str:
    """The query with its misspelt words as they were probably meant; "" where there are none."""
    words = [node.text for node in walk(query.node) if isinstance(node, Word)]
    meant = names.corrected(words) if words else {}
    changed = map_words(query, lambda word: meant.get(word, word))
    return print_query(changed) if changed.node != query.node else ""


def suggestions(beginning: str, limit: int = 8) -> tuple[str, ...]:
    """Whole queries that begin as typed, from the archive's own words and names, most frequent first."""
    return completed(beginning, max(0, min(limit, MAX_SUGGESTIONS)))


def write_place(place: Place) -> str:
    """A place in the results as text for an address."""
    return places.write_place(place)


def read_place(text: str) -> Place:
    """The place of an address; raises BadPlace."""
    place = places.read_place(text)
    if place is None:
        raise BadPlace("there is no such place in these results")
    return place


def topic_labels(topics: Mapping[str, int]) -> dict[str, str]:
    """The topics of a facet as they are written most often."""
    return labels.topic_labels(topics)
