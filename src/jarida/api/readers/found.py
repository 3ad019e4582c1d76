"""The articles of saved searches, kept for a minute: readers ask for the same list page after page."""

import threading
import time
from collections import OrderedDict

from jarida.archive import generation
from jarida.archive.search import service
from jarida.archive.search.contract import SearchTooSlow
from jarida.archive.search.service import SearchRequest
from jarida.core.search.model import Sort

LIFE = 60.0
# a search in a feed reader is as long as this
MOST = 500
MOST_KEPT = 256

_kept: OrderedDict[str, tuple[float, str, tuple[int, ...]]] = OrderedDict()
_lock = threading.Lock()


def found(query: str) -> tuple[int, ...]:
    """The newest articles that a search finds, by number, highest first."""
    token, now = generation.current(), time.monotonic()
    with _lock:
        held = _kept.get(query)
    if held is not None and held[1] == token and now < held[0]:
        return held[2]
    articles = _search(query)
    with _lock:
        _kept[query] = (now + LIFE, token, articles)
        _kept.move_to_end(query)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return articles


def forget() -> None:
    """Keep nothing."""
    with _lock:
        _kept.clear()


def _search(query: str) -> tuple[int, ...]:
    articles: set[int] = set()
    place = None
    while len(articles) < MOST:
        limit = min(service.MAX_PAGE, MOST - len(articles))
        asked = SearchRequest(query, sort=Sort.DATE, after=place, limit=limit, fold=False, snippets=False, count=False)
        try:
            page = service.search(asked)
        except SearchTooSlow:  # a reader polls again; what was found so far is not wrong
            break
        articles.update(each.line.id for each in page.found)
        place = page.next
        if place is None:
            break
    return tuple(sorted(articles, reverse=True))
