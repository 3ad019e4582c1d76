"""Average-link clustering of a whole batch, without looking at every pair.

Pairs that are likely to belong together are given; from the likeliest on, groups are joined while the mean over all
their pairs (UPGMA; Sokal and Michener 1958, updated as Lance and Williams 1967) reaches a threshold. A mean between
two groups that were never compared is measured when it matters, on a sample of their pairs.

That comes to all pairs in the end. Where there are more than `LARGE` things, what was never compared is taken to be
as near as what was, and the mean is measured only when two groups are about to be joined by it: some 24 pairs a join.
"""

import heapq
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Span = tuple[float, float]
Score = Callable[[int, int], float]
Divided = Callable[[Sequence[int], Sequence[int]], bool]

LARGE: Final = 300  # things, from which on means are assumed until they are needed
_SAMPLE: Final = 24  # pairs of two groups that are compared to measure their mean


@dataclass(frozen=True, slots=True)
class Rules:
    """What else is known of the things that are joined.

    Those with one of `tellers` (None: with nobody) weigh as one in a mean, however many they are. A group never spans
    more than `longest` of `times` (None: not known). `joined` are groups from the start, and `apart` pairs that are
    never in one group, nor brought there by `joined`. Groups of members that are `divided` are not joined, whatever
    their mean (see `division`).
    """

    tellers: Sequence[Hashable] = ()
    times: Sequence[float | None] = ()
    longest: float = float("inf")
    joined: Sequence[tuple[int, int]] = ()
    apart: Sequence[tuple[int, int]] = ()
    divided: Divided | None = None


def average_link(
    count: int, likely: Iterable[tuple[int, int, float]], score: Score, threshold: float, rules: Rules | None = None
) -> list[int]:
    """The number of the group of each of `count` things: that of its first member.

    `likely` are pairs with their score, each once; `score` gives that of any other pair, in any order.
    """
    batch = _Batch(count, score, threshold, rules or Rules())
    for one, other, value in likely:
        batch.link(one, other, value)
    for one, other in sorted(batch.rules.joined):
        batch.force(one, other)
    while batch.join_best():
        pass
    return batch.labels()


class _Batch:
    """Groups, by the number of one of their members, and the means between them."""

    def __init__(self, count: int, score: Score, threshold: float, rules: Rules) -> None:
        self.rules = rules
        self._members: dict[int, list[int]] = {number: [number] for number in range(count)}
        self._tellers: dict[int, dict[Hashable, int]] = {number: self._told(number) for number in range(count)}
        self._spans: dict[int, Span | None] = {number: self._time(number) for number in range(count)}
        self._group = list(range(count))
        self._apart: dict[int, set[int]] = {}
        for one, other in rules.apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        self._means: dict[int, dict[int, float]] = {number: {} for number in range(count)}
        self._heap: list[tuple[float, int, int]] = []
        self._assumed: set[tuple[int, int]] = set()
        self._is_large = count > LARGE
        self._score = score
        self._threshold = threshold

    def _told(self, number: int) -> dict[Hashable, int]:
        """Who tells it: the member that stands for each teller."""
        teller = self.rules.tellers[number] if self.rules.tellers else None
        return {("", number) if teller is None else teller: number}

    def _time(self, number: int) -> Span | None:
        time = self.rules.times[number] if self.rules.times else None
        return None if time is None else (time, time)

    def link(self, one: int, other: int, mean: float) -> None:
        """Note the mean between two groups."""
        first, second = _pair(one, other)
        self._means[first][second] = self._means[second][first] = mean
        if mean >= self._threshold:
            heapq.heappush(self._heap, (-mean, first, second))

    def force(self, one: int, other: int) -> None:
        """Join two things, unless others of their groups must be apart."""
        first, second = sorted((self._group[one], self._group[other]))
        if first != second and not self._are_apart(first, second):
            self._join(first, second)

    def join_best(self) -> bool:
        """Join the two groups that are nearest; False where none is near enough."""
        while self._heap:
            mean, one, other = heapq.heappop(self._heap)
            if one not in self._members or other not in self._members or self._means[one].get(other) != -mean:
                continue
            if (one, other) in self._assumed:
                self._assumed.discard((one, other))
                self.link(one, other, self._measured(one, other))
            elif self._may_join(one, other):
                self._join(one, other)
                return True
        return False

    def _are_apart(self, one: int, other: int) -> bool:
        """Whether a member of one group must never be with one of the other."""
        fewer, group = (one, other) if len(self._members[one]) <= len(self._members[other]) else (other, one)
        return any(
            self._group[each] == group for member in self._members[fewer] for each in self._apart.get(member, ())
        )

    def _may_join(self, one: int, other: int) -> bool:
        span = _span(self._spans[one], self._spans[other])
        if (span is not None and span[1] - span[0] > self.rules.longest) or self._are_apart(one, other):
            return False
        return not (self.rules.divided and self.rules.divided(self._members[one], self._members[other]))

    def _join(self, one: int, other: int) -> None:
        mine, theirs = self._means.pop(one), self._means.pop(other)
        beside = [group for group in {**mine, **theirs} if group not in (one, other)]
        means = [(group, self._mean(one, other, group, mine, theirs)) for group in beside]
        for group in beside:
            self._hand_over(one, other, group, is_assumed=group not in mine or group not in theirs)
        self._merge(one, other)
        for group, mean in means:
            self._means[group].pop(one, None)
            self._means[group].pop(other, None)
            self.link(one, group, mean)

    def _hand_over(self, one: int, other: int, group: int, *, is_assumed: bool) -> None:
        """Note whether the mean between a group and two that are being joined is assumed."""
        first, second = _pair(one, group), _pair(other, group)
        if (is_assumed and self._is_large) or second in self._assumed:
            self._assumed.add(first)
        self._assumed.discard(second)

    def _merge(self, one: int, other: int) -> None:
        self._spans[one] = _span(self._spans[one], self._spans.pop(other))
        for member in self._members[other]:
            self._group[member] = one
        self._members[one] += self._members.pop(other)
        self._tellers[one] = self._tellers.pop(other) | self._tellers[one]
        self._means[one] = {}

    def _mean(self, one: int, other: int, group: int, mine: dict[int, float], theirs: dict[int, float]) -> float:
        """The mean between a group and two that are being joined."""
        sizes = len(self._tellers[one]), len(self._tellers[other])
        known, unknown = mine.get(group), theirs.get(group)
        if self._is_large and (known is None or unknown is None):
            return known or unknown or 0.0
        if known is None and unknown is not None:
            known = self._measured(one, group) if self._matters(unknown, sizes[1], sizes[0]) else 0.0
        elif unknown is None and known is not None:
            unknown = self._measured(other, group) if self._matters(known, sizes[0], sizes[1]) else 0.0
        return ((known or 0.0) * sizes[0] + (unknown or 0.0) * sizes[1]) / sum(sizes)

    def _matters(self, known: float, size: int, unknown_size: int) -> bool:
        """Whether the threshold can be reached at all, were all that is not known certain."""
        return (known * size + unknown_size) / (size + unknown_size) >= self._threshold

    def _measured(self, one: int, other: int) -> float:
        first, second = list(self._tellers[one].values()), list(self._tellers[other].values())
        total = len(first) * len(second)
        places = range(total) if total <= _SAMPLE else [at * total // _SAMPLE for at in range(_SAMPLE)]
        scores = [self._score(first[at // len(second)], second[at % len(second)]) for at in places]
        return sum(scores) / len(scores)

    def labels(self) -> list[int]:
        """The group of each."""
        found = [0] * len(self._group)
        for members in self._members.values():
            first = min(members)
            for member in members:
                found[member] = first
        return found


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _span(one: Span | None, other: Span | None) -> Span | None:
    """From the first time of both to the last; None where none is known."""
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])
