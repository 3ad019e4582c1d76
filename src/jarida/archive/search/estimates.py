"""How many hits there are where there are too many to count: honest estimates ("environ"). Pure.

A stretch of time is looked at in a few places; between them hits are taken to be as dense as there. Keys are time
(`archive.search.keys`), so a density is hits a key.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SAMPLES: Final = 400  # hits that are counted in all, but at least
LEAST: Final = 25  # in one place
SLICES: Final = 5  # places of a whole archive


@dataclass(frozen=True, slots=True)
class Sample:
    """`found` hits with keys from `least` to `most`, counted from above."""

    found: int
    least: int
    most: int

    @property
    def density(self) -> float:
        """Hits a key."""
        return self.found / (self.most - self.least + 1)


Look = Callable[[int, int, int], Sample | None]  # smallest and largest key, most hits; None where the time is over


def slices(least: int, most: int, number: int = SLICES) -> Iterator[tuple[int, int]]:
    """Stretches of equal length from `most` down to `least`."""
    number = max(1, min(number, most - least + 1))
    edges = [most + 1 - (most + 1 - least) * step // number for step in range(number + 1)]
    return ((low, high - 1) for high, low in pairwise(edges))


def estimated(stretches: Sequence[tuple[int, int]], look: Look) -> list[float]:
    """About how many hits each stretch has. Where the time is over, as dense as those before."""
    found: list[float] = []
    densities: list[float] = []
    sample = max(LEAST, SAMPLES // max(1, len(stretches)))
    for least, most in stretches:
        density = _density(least, most, look, sample)
        if density is not None:
            densities.append(density)
        usual = sum(densities) / len(densities) if densities else 0.0
        found.append((usual if density is None else density) * (most - least + 1))
    return found


def _density(least: int, most: int, look: Look, sample: int) -> float | None:
    """The density of a stretch: of all of it where it has few hits, else at its end and in its middle."""
    newest = look(least, most, sample)
    if newest is None or newest.found < sample:
        return newest.density if newest else None
    middle = look(least, (least + most) // 2, sample) if sample > LEAST else None
    return (newest.density + middle.density) / 2 if middle else newest.density
