"""Who counts as one person, and whether reports block an image. Pure: no database, no clock.

An address and a cookie are each a keyed hash (`moderation.persons`), empty where it is unknown or
forgotten. Two reports are one person's if they share the cookie or, unless only the cookie counts, the
address; and so are reports that are joined through a third.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Identify = Literal["address-and-cookie", "cookie"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """What is known of who made a report: two keyed hashes, each may be empty."""

    address: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`persons` are the distinct people; `block` says whether the image is to be blocked now."""

    persons: int
    block: bool


def decide(reporters: Iterable[Reporter], *, shown: bool, threshold: int, identify: Identify) -> Verdict:
    """Judge the reports of an image since a moderator last decided on it.

    `shown` is false for an image that is blocked already, and for one that a moderator has cleared: that
    one stays visible whatever is reported, until a moderator acts again.
    """
    persons = count_persons(reporters, identify)
    return Verdict(persons, block=shown and persons >= threshold)


def count_persons(reporters: Iterable[Reporter], identify: Identify) -> int:
    """How many distinct people `reporters` are; those of whom nothing is known any more do not count."""
    parents: dict[str, str] = {}
    for reporter in reporters:
        marks = _marks(reporter, identify)
        for mark in marks:
            parents.setdefault(mark, mark)
        for other in marks[1:]:
            parents[_root(parents, other)] = _root(parents, marks[0])
    return sum(mark == parent for mark, parent in parents.items())


def _marks(reporter: Reporter, identify: Identify) -> list[str]:
    # prefixed, so that an address never equals a cookie
    marks = [f"cookie:{reporter.cookie}"] if reporter.cookie else []
    if reporter.address and identify == "address-and-cookie":
        marks.append(f"address:{reporter.address}")
    return marks


def _root(parents: dict[str, str], mark: str) -> str:
    while parents[mark] != mark:
        parents[mark] = parents[parents[mark]]
        mark = parents[mark]
    return mark
