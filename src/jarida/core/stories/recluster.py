"""Stories of many articles at once: a week at night, or a file.

Exact average link would compare all pairs. Here an article is compared with its candidates only (`candidates`: by
vector and by what is rare), likely pairs make a graph, and within each connected part of it groups are joined by
`linkage`, which measures what was not compared when it matters. The cost grows with the number of articles times
those of three days, and only by the product of vectors: see the decision record 25.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jarida.core.stories import pairs
from jarida.core.stories.candidates import Candidates
from jarida.core.stories.columns import REPEATS, recurring
from jarida.core.stories.division import Division
from jarida.core.stories.linkage import Rules, average_link
from jarida.core.stories.meeting import REACH, SPAN, Compare, day_of, may_meet, minute_of
from jarida.core.stories.model import Column, Comparison, Constraints, Profile

LIKELY: Final = 0.1  # the probability of a pair, below which it is not remembered
BLOCK: Final = 256  # articles whose candidates are sought together
UNDATED: Final = 0  # the day under which articles without a date are kept

_SPAN: Final = SPAN.total_seconds() / 60

Progress = Callable[[int], None]  # told how many articles were compared


def recluster(
    profiles: Iterable[Profile],
    constraints: Constraints | None = None,
    compare: Compare | None = None,
    *,
    threshold: float | None = None,
    progress: Progress | None = None,
) -> list[frozenset[int]]:
    """The stories of these articles, by their numbers: each is in one; those of the earliest article come first.

    Where none are given, `compare` is `pairs.compare` with what is rare among them, and `threshold` that of its
    weights. What editors said is obeyed always; of pairs that cannot all be, those that keep apart.
    """
    ordered = recurring_columns(sorted(profiles, key=_order))
    if not ordered:
        return []
    limit = pairs.weights_of(len(ordered[0].vector)).batch if threshold is None else threshold
    batch = _Batch(ordered, compare or _by_pairs(ordered), limit, constraints or Constraints())
    return batch.groups(progress or (lambda compared: None))


def _order(profile: Profile) -> tuple[int, int]:
    """Without a date first: they meet articles of any day."""
    return (minute_of(profile.at) if profile.at else -(1 << 40), profile.id)


def _by_pairs(profiles: Sequence[Profile]) -> Compare:
    rarity, model = pairs.counted(profiles), pairs.weights_of(len(profiles[0].vector))

    def compare(one: Profile, other: Profile, cosine: float | None) -> Comparison:
        return pairs.compare(one, other, cosine, rarity=rarity, model=model)

    return compare


def recurring_columns(profiles: Sequence[Profile]) -> list[Profile]:
    """The same articles; those that their outlet had on other days, too, as columns."""
    days: dict[bytes, set[int]] = defaultdict(set)
    for profile in profiles:
        if profile.at and (key := recurring(profile)):
            days[key].add(day_of(profile.at))
    return [
        replace(profile, column=Column.REPEATED)
        if not profile.column and profile.at and len(days.get(recurring(profile), ())) > REPEATS
        else profile
        for profile in profiles
    ]


@dataclass(slots=True)
class _Pairs:
    """Likely pairs of places, 12 bytes each."""

    ones: "array[int]"
    others: "array[int]"
    values: "array[float]"


class _Batch:
    """Articles in order of time, each known by its place."""

    def __init__(self, profiles: list[Profile], compare: Compare, limit: float, constraints: Constraints) -> None:
        self._profiles = profiles
        self._compare = compare
        self._limit = limit
        self._places = {profile.id: place for place, profile in enumerate(profiles)}
        self._together = self._placed(constraints.together)
        self._apart = self._placed(constraints.apart)

    def _placed(self, said: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        both = [(self._places.get(one), self._places.get(other)) for one, other in said]
        return sorted((one, other) for one, other in both if one is not None and other is not None and one != other)

    def groups(self, progress: Progress) -> list[frozenset[int]]:
        likely = self._likely(progress)
        parts = _parts(len(self._profiles), likely, self._together)
        inside = _inside(likely, parts)
        found = [group for first, part in parts.items() for group in self._divided(part, inside.get(first, []))]
        return [frozenset(self._profiles[place].id for place in group) for group in sorted(found)]

    def _likely(self, progress: Progress) -> _Pairs:
        """The pairs of candidates that are likely."""
        likely = _Pairs(array("I"), array("I"), array("f"))
        for one, other, cosine in self._candidates(progress):
            probability = self._probability(one, other, cosine)
            if probability >= LIKELY:
                likely.ones.append(one)
                likely.others.append(other)
                likely.values.append(probability)
        return likely

    def _candidates(self, progress: Progress) -> Iterator[tuple[int, int, float | None]]:
        """Pairs worth comparing, the earlier place first, each once."""
        found, day = Candidates(), UNDATED
        for start in range(0, len(self._profiles), BLOCK):
            block = self._profiles[start : start + BLOCK]
            for profile in block:
                found.add(profile, day_of(profile.at) if profile.at else UNDATED)
            found.prepare(block)
            yield from self._of_block(found, start, block)
            progress(start + len(block))
            day = self._forgotten(found, day, block[0])

    def _of_block(
        self, found: Candidates, start: int, block: Sequence[Profile]
    ) -> Iterator[tuple[int, int, float | None]]:
        seen: set[tuple[int, int]] = set()
        for place, profile in enumerate(block, start):
            for row, cosine in found.of(profile).items():
                other = self._places[found.pages.article(row)]
                pair = (min(place, other), max(place, other))
                if pair not in seen:
                    if other >= start:
                        seen.add(pair)
                    yield *pair, cosine

    def _forgotten(self, found: Candidates, day: int, profile: Profile) -> int:
        """Forget the days that no later article can meet; the first that is kept."""
        if profile.at is None:
            return day
        first = day_of(profile.at - REACH)
        for gone in [each for each in found.pages.days() if UNDATED != each < first]:
            found.forget(gone)
        return first

    def _probability(self, one: int, other: int, cosine: float | None = None) -> float:
        first, second = self._profiles[one], self._profiles[other]
        return self._compare(first, second, cosine).probability if may_meet(first, second) else 0.0

    def _divided(self, part: list[int], likely: list[tuple[int, int, float]]) -> list[list[int]]:
        """The groups of a connected part of the graph."""
        if len(part) == 1:
            return [part]
        local = {place: at for at, place in enumerate(part)}
        labels = average_link(
            len(part),
            [(local[one], local[other], value) for one, other, value in likely],
            lambda one, other: self._probability(part[one], part[other]),
            self._limit,
            self._rules(part, local),
        )
        groups: dict[int, list[int]] = defaultdict(list)
        for place, label in zip(part, labels, strict=True):
            groups[label].append(place)
        return list(groups.values())

    def _rules(self, part: Sequence[int], local: dict[int, int]) -> Rules:
        some = [self._profiles[place] for place in part]
        return Rules(
            tellers=[(one.outlet, one.language) if one.outlet else None for one in some],
            times=[minute_of(one.at) if one.at else None for one in some],
            longest=_SPAN,
            divided=Division(some).divided,
            joined=[(local[one], local[other]) for one, other in self._together if one in local],
            apart=[(local[one], local[other]) for one, other in self._apart if one in local and other in local],
        )


def _parts(count: int, likely: _Pairs, together: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The connected parts of the graph, each in order and by its first place (union-find; Tarjan 1975)."""
    parent = list(range(count))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, other in (*zip(likely.ones, likely.others, strict=True), *together):
        first, second = root(one), root(other)
        parent[max(first, second)] = min(first, second)
    parts: dict[int, list[int]] = defaultdict(list)
    for place in range(count):
        parts[root(place)].append(place)
    return parts


def _inside(likely: _Pairs, parts: dict[int, list[int]]) -> dict[int, list[tuple[int, int, float]]]:
    """The likely pairs of each part."""
    part_of = {place: first for first, part in parts.items() if len(part) > 1 for place in part}
    inside: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for one, other, value in zip(likely.ones, likely.others, likely.values, strict=True):
        inside[part_of[one]].append((one, other, value))
    return inside
