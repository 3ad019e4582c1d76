"""One place in a text where something is named."""

from dataclasses import dataclass

from jarida.core.names.model import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text's words from `start` to `end`, with their forms and how they are written."""

    kind: Kind
    key: str
    start: int
    end: int
    forms: tuple[str, ...]
    shown: str
    known: bool = False
    in_title: bool = False
