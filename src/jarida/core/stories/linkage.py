"""Average-link clustering of a whole batch, without looking at every pair.

Pairs that are likely to belong together are given; from the likeliest on, groups are joined while the mean over all
their pairs (UPGMA; Sokal and Michener 1958, updated as Lance and Williams 1967) reaches a threshold. A mean between
two groups that were never compared is measured when it matters, on a sample of their pairs.
"""

import heapq
from collections.abc import Callable, Iterable
from typing import Final

Score = Callable[[int, int], float]

_SAMPLE: Final = 24  # pairs of two groups that are compared to measure their mean


def average_link(count: int, likely: Iterable[tuple[int, int, float]], score: Score, threshold: float) -> list[int]:
    """The number of the group of each of `count` things: that of its first member.

    `likely` are pairs with their score, each once; `score` gives that of any other pair, in any order.
    """
    batch = _Batch(count, score, threshold)
    for one, other, value in likely:
        batch.link(one, other, value)
    while batch.join_best():
        pass
    return batch.labels()


class _Batch:
    """Groups, by the number of any of their members, and the means between them."""

    def __init__(self, count: int, score: Score, threshold: float) -> None:
        self._members: dict[int, list[int]] = {number: [number] for number in range(count)}
        self._means: dict[int, dict[int, float]] = {number: {} for number in range(count)}
        self._heap: list[tuple[float, int, int]] = []
        self._score = score
        self._threshold = threshold

    def link(self, one: int, other: int, mean: float) -> None:
        """Note the mean between two groups."""
        first, second = min(one, other), max(one, other)
        self._means[first][second] = self._means[second][first] = mean
        if mean >= self._threshold:
            heapq.heappush(self._heap, (-mean, first, second))

    def join_best(self) -> bool:
        """Join the two groups that are nearest; False where none is near enough."""
        while self._heap:
            mean, one, other = heapq.heappop(self._heap)
            if one in self._members and other in self._members and self._means[one].get(other) == -mean:
                self._join(one, other)
                return True
        return False

    def _join(self, one: int, other: int) -> None:
        mine, theirs = self._means.pop(one), self._means.pop(other)
        beside = [group for group in {**mine, **theirs} if group not in (one, other)]
        means = [(group, self._mean(one, other, group, mine, theirs)) for group in beside]
        self._members[one] += self._members.pop(other)
        self._means[one] = {}
        for group, mean in means:
            self._means[group].pop(one, None)
            self._means[group].pop(other, None)
            self.link(one, group, mean)

    def _mean(self, one: int, other: int, group: int, mine: dict[int, float], theirs: dict[int, float]) -> float:
        """The mean between a group and two that are being joined."""
        sizes = len(self._members[one]), len(self._members[other])
        known, unknown = mine.get(group), theirs.get(group)
        if known is None and unknown is not None:
            known = self._measured(one, group) if self._matters(unknown, sizes[1], sizes[0]) else 0.0
        elif unknown is None and known is not None:
            unknown = self._measured(other, group) if self._matters(known, sizes[0], sizes[1]) else 0.0
        return ((known or 0.0) * sizes[0] + (unknown or 0.0) * sizes[1]) / sum(sizes)

    def _matters(self, known: float, size: int, unknown_size: int) -> bool:
        """Whether the threshold can be reached at all, were all that is not known certain."""
        return (known * size + unknown_size) / (size + unknown_size) >= self._threshold

    def _measured(self, one: int, other: int) -> float:
        first, second = self._members[one], self._members[other]
        total = len(first) * len(second)
        places = range(total) if total <= _SAMPLE else [at * total // _SAMPLE for at in range(_SAMPLE)]
        scores = [self._score(first[at // len(second)], second[at % len(second)]) for at in places]
        return sum(scores) / len(scores)

    def labels(self) -> list[int]:
        """The group of each."""
        found = [0] * sum(map(len, self._members.values()))
        for members in self._members.values():
            first = min(members)
            for member in members:
                found[member] = first
        return found
