"""Near-duplicates folded under the first of them: agency copy that twenty outlets print is one result. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from jarida.archive.search.contract import Hit, Hits, Place
from jarida.core.text.fingerprints import near

ROUNDS: Final = 3  # times that hits are fetched for one page
MOST_FOLDED: Final = 50  # hits under one result; the next is a result again

Fetch = Callable[[Place | None, int], Hits]


@dataclass(frozen=True, slots=True)
class Folded:
    """One page: groups of hits, the first of each the one that is shown. `next`: where the next page begins."""

    groups: tuple[tuple[Hit, ...], ...]
    next: Place | None
    window_from: date | None = None


def folded(fetch: Fetch, limit: int, after: Place | None, *, fold: bool = True) -> Folded:
    """A page of `limit` groups, or of fewer where little else follows than copies of them.

    Hits are taken in their order and each is in one group, so that a page ends at a place: no hit is lost between
    two pages, and none comes twice. Copies on the next page are not folded under a result of this one.
    """
    groups: list[list[Hit]] = []
    place, window_from = after, None
    for _ in range(ROUNDS if fold else 1):
        found = fetch(place, 2 * (limit - len(groups)) if fold else limit)
        window_from = window_from or found.window_from
        for hit in found.hits:
            group = _group_of(hit, groups) if fold else None
            if group is None and len(groups) == limit:
                return _folded(groups, place, window_from)
            if group is None:
                groups.append([hit])
            else:
                group.append(hit)
            place = hit.place
        place = found.next or place
        if not found.more:
            return _folded(groups, None, window_from)
        if len(groups) == limit or found.next:
            break
    return _folded(groups, place, window_from)


def _group_of(hit: Hit, groups: list[list[Hit]]) -> list[Hit] | None:
    return next(
        (group for group in groups if len(group) <= MOST_FOLDED and near(group[0].fingerprint, hit.fingerprint)), None
    )


def _folded(groups: list[list[Hit]], place: Place | None, window_from: date | None) -> Folded:
    return Folded(tuple(map(tuple, groups)), place, window_from)
