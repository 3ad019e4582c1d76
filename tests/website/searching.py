"""A search service whose answers a test writes itself: what the site shows of an answer, whatever engine gave it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from jarida.archive import queries
from jarida.archive.models import Article
from jarida.archive.search import service
from jarida.archive.search.contract import Bar, Count, Facets, Histogram, Place
from jarida.archive.search.service import Found, SearchPage, SearchRequest
from jarida.core.search.model import Sort
from jarida.core.search.parse import parse
from jarida.core.text.marks import Mark, Snippet


def found_of(article: Article, word: str = "", *folded: Article, text: str = "") -> Found:
    """An article as found by a word of its title and of a text."""
    return Found(
        line=line_of(article), title_marks=marks_of(article.title, word),
        snippet=Snippet(text, marks_of(text, word)), place=Place(article.pk), folded=tuple(map(line_of, folded)),
    )  # fmt: skip


def line_of(article: Article) -> queries.ArticleLine:
    line = queries.article_line(article.pk)
    assert isinstance(line, queries.ArticleLine)
    return line


def marks_of(text: str, word: str) -> tuple[Mark, ...]:
    at = text.lower().find(word.lower()) if word else -1
    return (Mark(at, at + len(word)),) if at >= 0 else ()


@dataclass
class FakeSearch:
    """Stands in for `archive.search.service`. `answer` is given to every request, its pages cut as asked."""

    found: list[Found] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    requests: list[SearchRequest] = field(default_factory=list)

    def search(self, request: SearchRequest) -> SearchPage:
        self.requests.append(request)
        query = parse(request.text)
        first = request.after.key if request.after else 0
        found = tuple(self.found[first : first + request.limit])
        more = len(self.found) > first + request.limit
        page = SearchPage(
            query, request.text, request.sort or Sort.DATE, found, Place(first + request.limit) if more else None,
            Count(len(self.found), exact=True), problems=query.problems,
        )  # fmt: skip
        page = replace(page, **self.answer)
        if not request.facets:
            page = replace(page, facets=None)
        return page if request.histogram else replace(page, histogram=None)

    def install(self, patch: pytest.MonkeyPatch) -> "FakeSearch":
        def read_place(text: str) -> Place:
            if not text.isdecimal():
                raise service.BadPlace("no such place in the results")
            return Place(int(text))

        patch.setattr(service, "search", self.search)
        patch.setattr(service, "suggestions", lambda beginning, limit=8: self.offered[:limit])
        patch.setattr(service, "topic_labels", lambda topics: {each: self.labels.get(each, each) for each in topics})
        patch.setattr(service, "write_place", lambda place: str(place.key))
        patch.setattr(service, "read_place", read_place)
        return self


Make = Callable[..., FakeSearch]


def histogram_of(*bars: tuple[int, int], year: int = 2024) -> Histogram:
    """Months from January on, each as (hits, articles in the archive)."""
    return Histogram("month", tuple(Bar(date(year, month + 1, 1), *bar) for month, bar in enumerate(bars)))


def facets_of(**counts: Any) -> Facets:
    return Facets(**counts)
