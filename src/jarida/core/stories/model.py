"""What grouping into stories knows of an article, and what it says of two of them.

An `ArticleText` is an article as it comes; a `Profile` is what is kept of it to compare it with others: a few
hundred bytes. Two profiles give a `Comparison`; an article and the stories of the last days an `Assignment`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.int8]  # of length 127: the cosine of two is their product / 127²
Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Makes vectors of texts in any language, so that what means the same lies near.

    `name` goes into what is kept: vectors of two encoders are never compared.
    """

    name: str
    dimension: int

    def encode(self, texts: list[str]) -> Matrix:
        """A row of length 1 for each text, not centred."""


class Column(StrEnum):
    """What kind of text always resembles itself, and so says nothing about an event."""

    NONE = ""
    REVIEW = "review"  # revue de presse, the headlines of the day
    WEATHER = "weather"
    HOROSCOPE = "horoscope"
    SERVICE = "service"  # pharmacies on duty, prayer times, exchange rates, lottery, television programme
    REPEATED = "repeated"  # one outlet's title that comes back on other days


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as it comes. `at` is None where no date is known; `text` may be empty.

    `day_only`: of `at` only the day is known. `language` is what was declared; it may be wrong or empty. The
    paragraphs of `text` are divided by line ends; `boilerplate` are the hashes of those that its outlet puts into
    many articles (`boilerplate.learn`). `section` is where its outlet put it.
    """

    id: int
    title: str
    language: str = ""
    outlet: str = ""
    at: datetime | None = None
    text: str = ""
    day_only: bool = False
    authors: tuple[str, ...] = ()
    boilerplate: frozenset[int] = frozenset()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of an article to compare it with others.

    `names` are keys of people and organisations (see `core.names.recognise`), `places` of places; `numbers` as they
    are compared ("7.2", "2030"); `words` are stems of the title's content words with its language ("fr:seism").
    `signature` is a MinHash of the text, empty for a short one; `digest` of the normalised text, 0 for none.
    `agency` says what agency's text it is ("map"), if it says so itself. `heading` is the same for titles that
    differ in dates only (`columns.heading`), 0 for none.
    """

    id: int
    vector: Vector
    language: str = ""
    outlet: str = ""
    at: datetime | None = None
    day_only: bool = False
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    signature: bytes = b""
    digest: int = 0
    agency: str = ""
    column: Column = Column.NONE
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely two articles tell of one event, and why. `hours` apart is None where a date is unknown.

    `contradicting` are numbers of which each side has its own (3 dead, 5 dead). `copied` is the share of the
    shorter text that stands in the other, from 0 to 1.
    """

    probability: float
    cosine: float
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    contradicting: frozenset[str] = frozenset()
    hours: float | None = None
    copied: float = 0.0
    features: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article goes: into `story`, or into a new one (None). `nearest` is the member most like it.

    `probability` is the mean over the members that were compared (average link).
    """

    story: int | None
    probability: float = 0.0
    nearest: int | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What editors said: pairs of articles that tell of one event, and pairs that do not."""

    together: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    apart: frozenset[tuple[int, int]] = field(default_factory=frozenset)
