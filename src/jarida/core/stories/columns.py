"""Standing columns: pages that resemble themselves every day, and so say nothing about an event.

A title is one where it begins with the column's name ("Météo", "حالة الطقس") and says nothing else that could be
news: dates, places and the column's own words do not count. "Météo : alerte rouge, trois morts dans les
inondations" is an event. What a title does not show, recurrence does: one that the outlet had on other days.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jarida.core.stories.model import Column, Profile
from jarida.core.text.analysis import forms
from jarida.core.text.months import MONTHS
from jarida.core.text.stopwords import STOPWORDS

REPEATS: Final = 3  # other days within the window on which an outlet had a title, from which on it is a column
LONGEST: Final = 400  # characters of a title that are looked at

FILE: Final = Path(__file__).with_name("columns.toml")

Form = tuple[str, ...]  # folded words

_PARTS: Final = re.compile(r"\s*[|:–—•/]\s*|\s+-\s+|\s*[.!?؟]\s+|^\s*[\[(«\"]|[\])»\"]\s*")
_BEFORE: Final = 4  # words of a part that may stand before a column's name: an outlet, a country
_DIGITS: Final = re.compile(r"\d+\w{0,2}")  # 12, 1er, 25c, 2nd


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a column is told: phrases with which it begins, its own words, and how many others it may have.

    `others` is None where a title may say anything: a review of the press lists the news.
    """

    column: Column
    heads: frozenset[Form]
    own: frozenset[str]
    sections: frozenset[Form]
    others: int | None = None


# "La Bourse de Casablanca ouvre en hausse": said every day, of every stock exchange.
_EXCHANGE: Final = re.compile(
    r"(?:la )?bourse de (?:\w+ ){1,2}?(?:ouvre|ouverture|cloture|demarre|termine|finit|entame|debute|boucle)\b"
    r"(?=.*\b(?:hausse|baisse|vert|rouge|equilibre|stagnation|note|territoire|statu)\b)"
    r"|(?:تداولات )?بورصه (?:الدار البيضاء|\w+) (?:تفتتح|تنهي|تستهل|تغلق|تختتم|افتتاح|اقفال)\b"
    r"|بورصه (?:الدار البيضاء|\w+) (?:\w+ )?(?:علي وقع|الاداء|في المنطقه)"
)


def column(title: str, language: str = "", section: str = "") -> Column:
    """What standing column a title is; NONE for any other article. `section` is where its outlet puts it.

    The language says little (a title has words of several) and is only needed for words that mean nothing.
    """
    parts = _parts(title)
    if not parts:
        return Column.NONE
    words = [word for part in parts for word in part]
    if _EXCHANGE.match(" ".join(words)) and not _events() & set(words):
        return Column.SERVICE
    known = STOPWORDS.get(language[:2].lower(), frozenset())
    for kind in _kinds():
        if (rest := _behind_head(parts, kind.heads)) is not None and _is_column(kind, rest, known):
            return kind.column
    return _by_section(words, section, known)


def _by_section(words: Sequence[str], section: str, known: frozenset[str]) -> Column:
    """A title without its column's name, in a section that has nothing else."""
    where = forms(section[:LONGEST])
    for kind in _kinds():
        if where in kind.sections and _is_column(kind, words, known):
            return kind.column
    return Column.NONE


def _is_column(kind: _Kind, rest: Sequence[str], known: frozenset[str]) -> bool:
    """Whether what stands beside a column's name is no news."""
    if kind.others is None:
        return not (len(rest) <= _BEFORE + 3 and _events() & set(rest))
    quiet = kind.own | known | _neutral()
    others = [word for word in rest if word not in quiet and not _DIGITS.fullmatch(word)]
    return not _events() & set(rest) and len(others) <= kind.others


def _parts(title: str) -> list[Form]:
    """The words of a title's parts, as folded forms."""
    found = [forms(part) for part in _PARTS.split(title[:LONGEST]) if part]
    return [part for part in found if part]


def _behind_head(parts: Sequence[Form], heads: frozenset[Form]) -> list[str] | None:
    """All words but those of a column's name, where the title or its second part begins with one; else None."""
    for at in range(min(2, len(parts))):
        if at and len(parts[0]) > _BEFORE:
            break
        for length in range(min(7, len(parts[at])), 0, -1):
            if parts[at][:length] in heads:
                return [word for part in (parts[at][length:], *parts[:at], *parts[at + 1 :]) for word in part]
    return None


def _phrases(text: str) -> frozenset[Form]:
    return frozenset(found for phrase in text.split("/") if (found := forms(phrase)))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            Column(name), _phrases(row["heads"]), frozenset(forms(row.get("own", ""))), _phrases(row["sections"]),
            row.get("others"),
        )
        for name, row in _table()["kinds"].items()
    )  # fmt: skip


@cache
def _events() -> frozenset[str]:
    return frozenset(forms(_table()["words"]["events"]))


@cache
def _neutral() -> frozenset[str]:
    """Words of dates, and those that only join others."""
    return _dates() | frozenset(forms(_table()["words"]["small"]))


@cache
def _dates() -> frozenset[str]:
    """Names of days and months."""
    months = (name for names in MONTHS.values() for month in names for name in month)
    return frozenset(forms(" ".join((_table()["words"]["days"], *months))))


# --- what recurs ---------------------------------------------------------------------------------------


def heading(title: str) -> int:
    """A number that is the same for titles that differ in dates and numbers only; 0 where nothing else is left.

    "Le journal du 12 mars" and "Le journal du 13 mars" have one.
    """
    kept = [word for word in _words(title) if word not in _dates() and not any(map(str.isdecimal, word))]
    if not kept:
        return 0
    return int.from_bytes(hashlib.blake2b(" ".join(kept).encode(), digest_size=7).digest()) or 1


def _words(title: str) -> Iterator[str]:
    return (word for part in _parts(title) for word in part)


def recurring(profile: Profile) -> bytes:
    """The key under which an outlet's like titles are found; empty where there is no title or no outlet."""
    return f"t{profile.heading}:{profile.outlet}".encode() if profile.heading and profile.outlet else b""
