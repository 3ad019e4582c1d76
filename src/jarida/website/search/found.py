"""What was found, ready for a template: hit words marked, near-duplicates folded, each in its own language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from jarida.archive.search.service import Found
from jarida.core.text.marks import Mark
from jarida.website import formats
from jarida.website.lines import ShownLine, shown

_DATE = re.compile("([0-9]+(?:-[0-9]+)+)")
_BEGIN, _END = Markup("<mark>"), Markup("</mark>")


@dataclass(frozen=True, slots=True)
class ShownFound:
    """A result. `title` and `snippet` are markup made here, of escaped pieces and `<mark>`."""

    line: ShownLine
    title: Markup
    snippet: Markup
    folded: tuple[ShownLine, ...]


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """A text as markup with these places in `<mark>`; a place outside the text, or within the last, is left out."""
    pieces: list[Markup] = []
    at = 0
    for mark in marks:
        if at <= mark.start < mark.end <= len(text):
            pieces += [escape(text[at : mark.start]), _BEGIN, escape(text[mark.start : mark.end]), _END]
            at = mark.end
    return Markup("").join([*pieces, escape(text[at:])])


def typed(query: str) -> Markup:
    """A query, or a piece of one, as markup: its dates keep their order beside Arabic words (UAX #9, AN and ES)."""
    pieces = _DATE.split(query)
    return Markup("").join(
        Markup('<bdi dir="ltr">{}</bdi>').format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )


def shown_found(found: Iterable[Found], ui: str, today: date) -> list[ShownFound]:
    """Results in an interface's language, as seen on a day."""
    return [_shown(each, ui, today) for each in found]


def _shown(found: Found, ui: str, today: date) -> ShownFound:
    language = found.line.language
    line, *folded = shown([found.line, *found.folded], ui, today)
    return ShownFound(
        line=line,
        # `spaced` exchanges single characters: the places of the marks stay
        title=marked(formats.spaced(found.line.title, language), found.title_marks),
        snippet=marked(formats.spaced(found.snippet.text, language), found.snippet.marks),
        folded=tuple(folded),
    )
