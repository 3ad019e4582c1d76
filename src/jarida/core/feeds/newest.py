"""Of too many entries, the newest."""

import heapq
from collections.abc import Callable
from typing import TypeVar

from jarida.core.feeds.bounds import MAX_ENTRIES
from jarida.core.feeds.raw import Reading

T = TypeVar("T")


def newest(elements: list[T], moment: Callable[[T], float], reading: Reading, limit: int = MAX_ENTRIES) -> list[T]:
    """At most `limit` elements, in their order; those with the greatest `moment` where there are more."""
    if len(elements) <= limit:
        return elements
    reading.problems.add(f"{len(elements)} entries; the newest {limit} are read")
    # without dates every moment is 0 and the first ones win, as feeds put the newest first
    chosen = heapq.nlargest(limit, range(len(elements)), key=lambda index: (moment(elements[index]), -index))
    return [elements[index] for index in sorted(chosen)]
