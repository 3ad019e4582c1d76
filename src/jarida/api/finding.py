"""Search, and what is suggested while typing."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from jarida.api import schemas, shapes
from jarida.api.parameters import SearchParams, SuggestionsParams
from jarida.api.problems import Kinds, Problem
from jarida.api.reading import Answer, cursor_to, place_of, reading
from jarida.archive import queries, records
from jarida.archive.search import service
from jarida.archive.search.contract import Place, SearchTooSlow
from jarida.archive.search.service import BadPlace, SearchPage, SearchRequest
from jarida.core.search.model import Sort

router = Router(tags=["Search"])


@router.get("/search", response=schemas.SearchAnswer, operation_id="search", summary="Search the archive")
@reading(schemas.ArticleItem)
def search(request: HttpRequest, params: Query[SearchParams]) -> Answer:
    """Never fails on what was typed: what is wrong with a query stands in `problems`, and its words are searched.

    `fields` are members of each hit's `article`. Offsets count Unicode characters.
    """
    asked = SearchRequest(
        params.q, Sort(params.sort) if params.sort else None, params.expand, _place(place_of(request, params)),
        params.limit, fold=params.fold, facets=params.facets, histogram=params.histogram, snippets=params.snippets,
    )  # fmt: skip
    try:
        page = service.search(asked)
    except SearchTooSlow as error:
        raise Problem(
            Kinds.TOO_SLOW, "The search took too long and was ended.", headers={"Retry-After": "10"}
        ) from error
    after = cursor_to(request, service.write_place(page.next) if page.next else None)
    return Answer({**_said(page), "items": _hits(page), "next": after}, "items", "article")


def _place(text: str) -> Place | None:
    if not text:
        return None
    try:
        return service.read_place(text)
    except BadPlace as error:
        raise Problem(Kinds.BAD_CURSOR, "cursor: the search index has changed; begin again without it.") from error


def _hits(page: SearchPage) -> list[shapes.Json]:
    known = {record.line.id: record for record in records.records([found.line for found in page.found])}
    return [shapes.hit(found, known[found.line.id]) for found in page.found if found.line.id in known]


def _said(page: SearchPage) -> shapes.Json:
    return {
        "written": page.written, "sort": page.sort.value,
        "count": {"number": page.count.number, "exact": page.count.exact},
        "facets": _facets(page), "histogram": shapes.histogram(page.histogram) if page.histogram else None,
        "corrected": page.corrected,
        "expansions": [{"asked": found.asked, "shown": found.shown} for found in page.expansions],
        "problems": [_problem(problem) for problem in page.problems], "window_from": page.window_from or None,
    }  # fmt: skip


def _problem(problem: Any) -> shapes.Json:
    return {"code": problem.code.value, "start": problem.start, "end": problem.end, "text": problem.text}


def _facets(page: SearchPage) -> shapes.Json | None:
    if page.facets is None:
        return None
    topics = service.topic_labels(page.facets.topics)
    return shapes.facets(page.facets, queries.outlet_lines(page.facets.outlets), topics)


@router.get("/suggestions", response=schemas.Suggestions, operation_id="suggest", summary="Suggest queries")
@reading()
def suggestions(request: HttpRequest, params: Query[SuggestionsParams]) -> Answer:
    """Whole queries that begin as typed, from the archive's own words and names."""
    return Answer({"items": service.suggestions(params.q, params.limit)})
