"""What a text is said to name."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a name is the name of. UNSURE: a name, but of what cannot be told; it is compared and never shown."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    UNSURE = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a text. `key` is its identity across spellings and scripts (`core.names.identity`).

    `shown` is how the text writes it; `times`, how often. `known`: it stands in a gazetteer, or among the names
    that the recogniser was given.
    """

    kind: Kind
    key: str
    shown: str
    times: int = 1
    in_title: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class KindedGroup:
    """The names of one thing, the usual one first, and what it is."""

    kind: Kind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that an archive already has: `spellings` of it in any script."""

    kind: Kind
    key: str
    spellings: tuple[str, ...]
