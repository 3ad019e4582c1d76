"""Whether two groups tell of two events that only resemble each other: each side has something of its own.

Of two articles one may name what the other leaves out. Of two groups, when many of one name one opponent, one town, one
day of the week or one number, and many of the other another that the first hardly ever has, they are two events:
Klitschko beat Rahman, and Klitschko beat Thompson. A score of pairs cannot see that.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from jarida.core.stories.model import Profile
from jarida.core.stories.numbers import kind
from jarida.core.stories.weekdays import MARK as DAY

SMALLEST: Final = 4  # articles of each group: what fewer have in common may be chance
MANY: Final = 0.4  # share of a group that has something from which on it is the group's own
HARDLY: Final = 0.1  # share of the other group that may have it too
_MOST: Final = 60  # articles of a group that are looked at

Fact = tuple[str, str]  # its sort, and what it is


class Division:
    """Judges groups of places in `profiles`."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._facts: dict[int, frozenset[Fact]] = {}

    def divided(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether each group has its own of some sort of fact."""
        if min(len(one), len(other)) < SMALLEST:
            return False
        first, second = self._shares(one), self._shares(other)
        return bool(_own(first, second) & _own(second, first))

    def _shares(self, group: Sequence[int]) -> dict[Fact, float]:
        step = -(-len(group) // _MOST)
        looked_at = group[::step]
        counts = Counter(fact for place in looked_at for fact in self._of(place))
        return {fact: count / len(looked_at) for fact, count in counts.items()}

    def _of(self, place: int) -> frozenset[Fact]:
        found = self._facts.get(place)
        if found is None:
            found = self._facts[place] = facts(self._profiles[place])
        return found


def facts(profile: Profile) -> frozenset[Fact]:
    """What of an article can be its event's own: names, places, numbers by their sort, weekdays."""
    return frozenset((
        *(("name", key) for key in profile.names),
        *(("place", key) for key in profile.places),
        *((f"number {kind(number)}", number) for number in profile.numbers),
        *(("day", word) for word in profile.words if word.startswith(DAY)),
    ))  # fmt: skip


def _own(shares: dict[Fact, float], others: dict[Fact, float]) -> set[str]:
    """The sorts of which a group has something of its own."""
    return {fact[0] for fact, share in shares.items() if share >= MANY and others.get(fact, 0.0) <= HARDLY}
