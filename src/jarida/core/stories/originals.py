"""Which of some texts is the original, and how much of the others stands in it. Pure.

The earliest text is the original. Which came first is what is known here: outlets that were not read, or read late,
may have had it before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from jarida.core.stories.copies import LEAST_WORDS, Shared, shared

LEAST_SHARE: Final = 0.5  # of a text that stands in another, for it to be a copy
LEAST_OF_ORIGINAL: Final = 0.7  # or so much of the original, under what the outlet added itself
LEAST_WITH_ADDITIONS: Final = 0.2
RENUMBERED: Final = 3  # other numbers in the same words make another day's report, not a copy
WORDS_A_NUMBER: Final = 30  # … unless so many shared words stand for each: a dispatch that was brought up to date
OWN_SHARE: Final = 0.9  # within one outlet both ways: its next report on a matter repeats much of the last
AGENCY_FIRST: Final = timedelta(hours=12)  # by which an agency's own text may be later than those that credit it
APART: Final = timedelta(days=14)  # texts further apart are not compared


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what tells whether it was first.

    `came_at` is its date as far as it is known. `credited` is the agency it names, `house` the agency that its outlet
    is itself.
    """

    id: int
    outlet: int
    came_at: datetime
    words: tuple[str, ...]
    credited: str = ""
    house: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Of which text another is a copy, and which share of it stands there, from 0 to 1."""

    original: int
    share: float


def is_copy(found: Shared, *, same_outlet: bool = False) -> bool:
    """Whether a text (the one) is a copy of another by what they share: measured in the decision record 27."""
    if found.words < LEAST_WORDS:
        return False
    if found.renumbered >= RENUMBERED and found.words < WORDS_A_NUMBER * found.renumbered:
        return False
    if same_outlet:
        return min(found.share_of_one, found.share_of_other) >= OWN_SHARE
    added = found.share_of_other >= LEAST_OF_ORIGINAL and found.share_of_one >= LEAST_WITH_ADDITIONS
    return found.share_of_one >= LEAST_SHARE or added


def comes_before(one: Text, other: Text) -> bool:
    """Whether the one counts as earlier."""
    return in_order((one, other))[0] is one


def source(text: Text, originals: Iterable[Text]) -> Source | None:
    """The original in which most of a text stands; None where it is a copy of none of them."""
    best: Source | None = None
    for other in originals:
        if other.id == text.id or abs(other.came_at - text.came_at) > APART:
            continue
        found = shared(text.words, other.words)
        if is_copy(found, same_outlet=text.outlet == other.outlet) and (
            best is None or found.share_of_one > best.share
        ):
            best = Source(other.id, found.share_of_one)
    return best


def in_order(texts: Sequence[Text]) -> list[Text]:
    """The earliest first. An agency's own text goes before those that credit the agency, if it is little later."""
    credited = {text.credited for text in texts if text.credited != text.house}

    def place(text: Text) -> tuple[datetime, int]:
        given = AGENCY_FIRST if text.house and text.house in credited else timedelta()
        return text.came_at - given, text.id

    return sorted(texts, key=place)


def sort_out(texts: Sequence[Text]) -> Mapping[int, Source | None]:
    """For each of some texts its original among them, or None where it is one itself.

    No original has an original itself: who copied a copy is shown with the text that came first, if it has enough
    of it.
    """
    originals: list[Text] = []
    found: dict[int, Source | None] = {}
    for text in in_order(texts):
        found[text.id] = source(text, originals)
        if found[text.id] is None:
            originals.append(text)
    return found
