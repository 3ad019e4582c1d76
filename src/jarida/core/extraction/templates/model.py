"""What was learned of an outlet's layout, as data that is stored and read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self

from jarida.core.errors import ParseError

VERSION: Final = 1
FIELDS: Final = ("title", "authors", "published", "body")  # what a template has selectors for
MOST_REPEATED: Final = 4000
MOST_SIGNATURE: Final = 400
LONGEST_SELECTOR: Final = 300


@dataclass(frozen=True, slots=True)
class Template:
    """An outlet's layout.

    `selectors` are in the CSS of editions (`extraction.selectors`), by field. `repeated` are the marks of blocks
    of text that stand in several pages, `signature` those of the tag and class paths that all pages have
    (`marks`); both are 64-bit BLAKE2b in hex. `pages` were learned from, fetched between `learned_from` and
    `learned_to`. `fill` is, by field, the share of these pages (0 to 1) that gave it.
    """

    selectors: Mapping[str, str] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    signature: frozenset[str] = frozenset()
    pages: int = 0
    learned_from: datetime | None = None
    learned_to: datetime | None = None
    fill: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The template as JSON values; the same template always gives the same."""
        return {
            "version": VERSION,
            "selectors": dict(sorted(self.selectors.items())),
            "repeated": sorted(self.repeated),
            "signature": sorted(self.signature),
            "pages": self.pages,
            "learned_from": self.learned_from.isoformat() if self.learned_from else None,
            "learned_to": self.learned_to.isoformat() if self.learned_to else None,
            "fill": dict(sorted(self.fill.items())),
        }

    @classmethod
    def from_json(cls, value: Any) -> Self:
        """The template that `to_json` gave. Raises ParseError where it is none, or of another version."""
        if not isinstance(value, dict) or value.get("version") != VERSION:
            raise ParseError("is no outlet template of this version")
        try:
            return cls(
                selectors=_selectors(value["selectors"]),
                repeated=frozenset(map(str, value["repeated"][:MOST_REPEATED])),
                signature=frozenset(map(str, value["signature"][:MOST_SIGNATURE])),
                pages=int(value["pages"]),
                learned_from=_moment(value["learned_from"]),
                learned_to=_moment(value["learned_to"]),
                fill={str(name): float(rate) for name, rate in value["fill"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ParseError(f"is no outlet template: {type(error).__name__}: {error}"[:300]) from error


def _selectors(value: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, text in value.items() if name in FIELDS and 0 < len(text) <= LONGEST_SELECTOR}


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
