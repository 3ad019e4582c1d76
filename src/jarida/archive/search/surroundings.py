"""What a query is read against: the archive's outlets by name, its languages, its names in other scripts."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max

from jarida.archive.models import Outlet
from jarida.archive.search import members, names
from jarida.core.search.build import outlet_key
from jarida.core.search.expansions import Surroundings
from jarida.core.text.analysis import STEMMED

KEPT: Final = 15.0  # seconds; a new outlet is known at once
ALWAYS: Final = ("ar", "fr", "es", "en")


@dataclass(frozen=True, slots=True)
class _Known:
    key: tuple[Any, ...]
    until: float
    outlets: Mapping[str, int]
    languages: tuple[str, ...]


_known: _Known | None = None


def surroundings() -> Surroundings:
    """The surroundings of now."""
    global _known  # noqa: PLW0603 - one for the process; threads at worst read it twice
    key = _key()
    known = _known
    if known is None or known.key != key or known.until < time.monotonic():
        known = _known = _read(key)
    return Surroundings(known.outlets, known.languages, names.expander(), members.keys_of)


def _key() -> tuple[Any, ...]:
    found = Outlet.objects.aggregate(number=Count("pk"), last=Max("pk"))
    return (str(settings.FOLDER), found["number"], found["last"])


def _read(key: tuple[Any, ...]) -> _Known:
    rows = list(Outlet.objects.order_by("-active", "pk").values_list("pk", "slug", "name", "names", "languages"))
    languages = dict.fromkeys((*ALWAYS, *(code for row in rows for code in row[4] or () if code in STEMMED)))
    return _Known(key, time.monotonic() + KEPT, outlets_by_name(row[:4] for row in rows), tuple(languages))


def outlets_by_name(rows: Iterable[tuple[int, str, str, Mapping[str, str]]]) -> dict[str, int]:
    """Outlets by folded slug and names. Slugs are one outlet's alone; of a name that several have, the first has it."""
    rows = list(rows)
    found = {outlet_key(slug): number for number, slug, _, _ in rows}
    for number, _, name, names_of_it in rows:
        for text in (name, *(names_of_it or {}).values()):
            if folded := outlet_key(str(text)):
                found.setdefault(folded, number)
    return found
