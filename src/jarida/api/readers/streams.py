"""The items of feeds, in the order in which their articles came.

One walk over the articles serves all feeds of an account. It goes along the primary key, or for few outlets along
the index of each, never sorts, and ends at the account's horizon.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from jarida.api.readers import numbers
from jarida.api.readers.arrivals import LISTED
from jarida.api.readers.found import found
from jarida.api.readers.numbers import FRONT, LANGUAGE, OUTLET
from jarida.api.readers.subscriptions import Subscription
from jarida.archive.models import Article, ArticleState

BATCH = 1000
# so many outlets are cheaper one by one
FEW = 12

Row = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Ref:
    """An item, with the feed in which it stands."""

    item: int
    feed: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose articles are walked over."""

    outlets: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    front: bool = False
    searches: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk goes: over items between `above` and `below`, both exclusive, from either end."""

    above: int = 0
    below: int = numbers.LARGEST
    newest_first: bool = True
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def selection_of(feeds: Iterable[Subscription]) -> Selection:
    """The selection of some feeds."""
    by_slot: dict[int, list[Subscription]] = {}
    for feed in feeds:
        by_slot.setdefault(min(numbers.slot_of(feed.number), numbers.FIRST_SEARCH), []).append(feed)
    return Selection(
        outlets=frozenset(numbers.outlet_of(feed.number) for feed in by_slot.get(OUTLET, [])),
        languages=frozenset(numbers.language_of(feed.number) for feed in by_slot.get(LANGUAGE, [])),
        front=FRONT in by_slot,
        searches=tuple((feed.number, feed.query) for feed in by_slot.get(numbers.FIRST_SEARCH, [])),
    )


def walk(selection: Selection, where: Walk) -> Iterator[Ref]:
    """The items of a selection, in order."""
    listed = _refs(_rows(selection, where), selection, where)
    searched = [_of_search(slot, query, where) for slot, query in selection.searches]
    # each is lazy: nothing is read that nobody takes
    return heapq.merge(listed, *searched, key=lambda ref: ref.item, reverse=where.newest_first)


def _refs(rows: Iterable[Row], selection: Selection, where: Walk) -> Iterator[Ref]:
    for article_id, outlet_id, language in rows:
        refs = list(_of_row(selection, article_id, outlet_id, language))
        for ref in reversed(refs) if where.newest_first else refs:
            if where.above < ref.item < where.below:
                yield ref


def _of_row(selection: Selection, article_id: int, outlet_id: int, language: str) -> Iterator[Ref]:
    if outlet_id in selection.outlets:
        yield Ref(numbers.item_of(article_id, OUTLET), numbers.outlet_feed(outlet_id))
    if selection.front:
        yield Ref(numbers.item_of(article_id, FRONT), FRONT)
    if language in selection.languages:
        yield Ref(numbers.item_of(article_id, LANGUAGE), numbers.language_feed(language))


def _of_search(slot: int, query: str, where: Walk) -> Iterator[Ref]:
    articles = found(query)
    items = (numbers.item_of(article, slot) for article in (articles if where.newest_first else reversed(articles)))
    return (Ref(item, slot) for item in items if where.above < item < where.below)


# --- articles ---------------------------------------------------------------------------------------


def listed_articles(now: datetime) -> QuerySet[Article]:
    """The live articles that are not too old; said so that no index but that of the number can be chosen for it."""
    return Article.objects.exclude(state=ArticleState.WITHDRAWN).filter(sort_at__gte=now - LISTED)


def _rows(selection: Selection, where: Walk) -> Iterator[Row]:
    articles = listed_articles(where.now)
    if selection.front:
        return _along(articles, where)
    if not selection.languages and len(selection.outlets) <= FEW:
        each = [_along(articles.filter(outlet_id=outlet), where) for outlet in sorted(selection.outlets)]
        return heapq.merge(*each, reverse=where.newest_first)
    # within an expression a column's index is not tempting: of a language, it would mean sorting all it has
    some = articles.annotate(by=Coalesce("outlet_id", Value(0)), tongue=Coalesce("language", Value(""))).filter(
        Q(by__in=selection.outlets) | Q(tongue__in=selection.languages)
    )
    return _along(some, where)


def _along(articles: QuerySet[Article], where: Walk) -> Iterator[Row]:
    """Rows by number, batch after batch."""
    low, high = where.above // numbers.SLOTS, where.below // numbers.SLOTS
    size = 50
    while True:
        batch = articles.filter(id__gte=low, id__lte=high).order_by("-id" if where.newest_first else "id")
        rows = list(batch.values_list("id", "outlet_id", "language")[:size])
        yield from rows
        if len(rows) < size:
            return
        low, high = (low, rows[-1][0] - 1) if where.newest_first else (rows[-1][0] + 1, high)
        size = BATCH


def live(article_ids: Iterable[int]) -> QuerySet[Article]:
    """Those of some articles that are live.

    Not `state="live"`: without statistics SQLite prefers the index of the latest articles to their keys, and walks
    through all of it (60 ms at 600,000 articles, against 0.3).
    """
    return Article.objects.filter(id__in=list(article_ids)).exclude(state=ArticleState.WITHDRAWN)


def live_rows(article_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Outlet and language of those of some articles that are live."""
    asked, rows = list(article_ids), {}
    for start in range(0, len(asked), 500):
        some = live(asked[start : start + 500])
        rows.update({row[0]: row[1:] for row in some.values_list("id", "outlet_id", "language")})
    return rows


def feed_of(item: int, outlet_id: int, language: str) -> int:
    """The feed of an item whose article has this outlet and language; an item of a search is of its slot."""
    slot = numbers.slot_of(item)
    if slot == OUTLET:
        return numbers.outlet_feed(outlet_id)
    if slot == LANGUAGE:
        return numbers.language_feed(language)
    return slot
