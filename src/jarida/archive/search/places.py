"""Places in results as text for an address. Pure. Whatever an address says is checked: only what we write is read."""

import re
from typing import Final

from jarida.archive.search.contract import Place
from jarida.archive.search.keys import FIRST_KEY, LAST_KEY

SCALE: Final = 1000  # scores have three decimals
MOST_SCORE: Final = 1_000_000
_PLACE: Final = re.compile(r"(-?\d{1,18})(?:_(\d{1,10})_(-?\d{1,18})_(-?\d{1,18})_(\d{1,2}))?", re.ASCII)


def write_place(place: Place) -> str:
    """`key`, or by relevance `key_score_least_most_features`."""
    if place.score is None or place.window is None:
        return str(place.key)
    return f"{place.key}_{round(place.score * SCALE)}_{place.window[0]}_{place.window[1]}_{place.features}"


def read_place(text: str) -> Place | None:
    """The place that was written so, None where it is no place."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    key, score, least, most, features = (None if part is None else int(part) for part in found.groups())
    window = None if score is None else (_known(least), _known(most))
    place = Place(_known(key), None if score is None else score / SCALE, window, _known(features))
    return place if _is_possible(place) and write_place(place) == text else None


def _known(number: int | None) -> int:
    return 0 if number is None else number


def _is_possible(place: Place) -> bool:
    numbers = (place.key, *(place.window or ()))
    ordered = place.window is None or place.window[0] <= place.window[1]
    return ordered and all(FIRST_KEY <= number <= LAST_KEY for number in numbers) and (place.score or 0) <= MOST_SCORE
