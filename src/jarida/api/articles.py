"""Articles, their versions, and what was withdrawn."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from jarida.api import schemas, shapes
from jarida.api.common import ArticleId, article_or_problem, scope
from jarida.api.parameters import ArticlesParams, FieldsParams, RemovalsParams
from jarida.api.problems import Kinds, Problem
from jarida.api.reading import Answer, cursor_to, place_of, reading
from jarida.archive import queries, records
from jarida.archive.stories import listing, tellers
from jarida.website.paging import read_cursor, write_cursor

VersionNumber = Annotated[int, Path(ge=1, le=9999, description="The version's number, from 1.", example=1)]
router = Router(tags=["Articles"])


@router.get("/articles", response=schemas.ArticleList, operation_id="listArticles", summary="List articles")
@reading(schemas.ArticleItem)
def articles(request: HttpRequest, params: Query[ArticlesParams]) -> Answer:
    """Articles by publication date, or by when they were first seen where none is known, newest first.

    With `updated_since` in the order in which their versions were kept, oldest first.
    """
    if params.updated_since is not None:
        return _changed(request, params, params.updated_since)
    place = place_of(request, params)
    before = read_cursor(place) if place else None
    page = queries.latest(scope(params.outlet, params.language, params.day), limit=params.limit, before=before)
    items = [shapes.article_item(record) for record in records.records(page.articles)]
    older = write_cursor(page.older) if page.older else None
    return Answer({"items": items, "next": cursor_to(request, older), "more": older is not None}, "items")


def _changed(request: HttpRequest, params: ArticlesParams, since: datetime) -> Answer:
    place = place_of(request, params)
    wanted = scope(params.outlet, params.language, params.day)
    page = records.changes(since, wanted, after=int(place or 0), limit=params.limit)
    items = [shapes.article_item(record) for record in page.records]
    # also at the end: a mirror comes back with it for what changes later
    return Answer({"items": items, "next": cursor_to(request, page.last), "more": page.more}, "items")


@router.get("/articles/{int:article_id}", response=schemas.Article, operation_id="getArticle", summary="One article")
@reading(schemas.Article)
def article(request: HttpRequest, article_id: ArticleId, params: Query[FieldsParams]) -> Answer:
    """An article with its text, cut to what its publisher lets be shown. Each date says where it was read."""
    found = article_or_problem(article_id)
    grouped = shapes.Grouped(tellers.story_of(article_id), listing.names_of(article_id), listing.topics_of(article_id))
    return Answer(shapes.article(found, grouped))


@router.get(
    "/articles/{int:article_id}/revisions", response=schemas.RevisionList, operation_id="listRevisions",
    summary="The versions of an article",
)  # fmt: skip
@reading(schemas.Revision)
def revisions(request: HttpRequest, article_id: ArticleId, params: Query[FieldsParams]) -> Answer:
    """Every version that was seen, oldest first. Earlier ones stay readable."""
    article_or_problem(article_id)
    return Answer({"items": [shapes.revision(version) for version in queries.versions(article_id)]}, "items")


@router.get(
    "/articles/{int:article_id}/revisions/{int:number}", response=schemas.Revision, operation_id="getRevision",
    summary="One version of an article",
)  # fmt: skip
@reading(schemas.Revision)
def revision(
    request: HttpRequest, article_id: ArticleId, params: Query[FieldsParams],
    number: VersionNumber,
) -> Answer:  # fmt: skip
    """One version, whole."""
    article_or_problem(article_id)
    found = next((each for each in queries.versions(article_id) if each.number == number), None)
    if found is None:
        raise Problem(Kinds.NOT_FOUND, f"Article {article_id} has no version {number}.")
    return Answer(shapes.revision(found))


@router.get("/removals", response=schemas.RemovalList, operation_id="listRemovals", summary="What was withdrawn")
@reading(schemas.Removal)
def removals(request: HttpRequest, params: Query[RemovalsParams]) -> Answer:
    """The public log: which articles were withdrawn, when and why, newest first. Mirrors should follow it."""
    place = place_of(request, params)
    stones, older = queries.removals(limit=params.limit, before=read_cursor(place) if place else None)
    if params.since is not None:
        recent = tuple(stone for stone in stones if stone.withdrawn_at >= params.since)
        stones, older = recent, older if len(recent) == len(stones) else None
    items = [shapes.removal(stone) for stone in stones]
    return Answer({"items": items, "next": cursor_to(request, write_cursor(older) if older else None)}, "items")
