"""Why two articles stand in one story, as it is kept and as it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jarida.core.stories.model import Comparison, Profile

MOST: Final = 20  # names, places, or numbers that are kept


@dataclass(frozen=True, slots=True)
class Reasons:
    """What two articles share. `hours` apart is None where a date is unknown; `editor`: an editor said so.

    `names` and `places` are keys (`core.names.identity`), `contradicting` numbers of which each has its own; `copied`
    is the share of the shorter text that stands in the other; `agency` whose dispatch both are, "" for none.
    """

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    cosine: float = 0.0
    hours: float | None = None
    copied: float = 0.0
    agency: str = ""
    editor: bool = False


def reasons(comparison: Comparison, one: Profile | None = None, other: Profile | None = None) -> Reasons:
    """The reasons of a comparison, with the agency of both profiles where it is one."""
    agency = one.agency if one and other and one.agency == other.agency else ""
    return Reasons(
        names=_first(comparison.names),
        places=_first(comparison.places),
        numbers=_first(comparison.numbers),
        contradicting=_first(comparison.contradicting),
        cosine=round(comparison.cosine, 3),
        hours=None if comparison.hours is None else round(comparison.hours, 1),
        copied=round(comparison.copied, 3),
        agency=agency,
    )


def as_json(found: Reasons) -> dict[str, Any]:
    """Reasons as they are kept (`StoryMember.reasons`)."""
    lists = {name: list(getattr(found, name)) for name in ("names", "places", "numbers", "contradicting")}
    return {**lists, **{name: getattr(found, name) for name in ("cosine", "hours", "copied", "agency", "editor")}}


def from_json(kept: Mapping[str, Any]) -> Reasons:
    """Reasons that were kept. What is missing or of another kind counts as nothing: it may be of another version."""
    agency = kept.get("agency")
    return Reasons(
        names=_texts(kept.get("names")),
        places=_texts(kept.get("places")),
        numbers=_texts(kept.get("numbers")),
        contradicting=_texts(kept.get("contradicting")),
        cosine=_number(kept.get("cosine")) or 0.0,
        hours=_number(kept.get("hours")),
        copied=_number(kept.get("copied")) or 0.0,
        agency=agency if isinstance(agency, str) else "",
        editor=kept.get("editor") is True,
    )


def _first(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys)[:MOST])


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
