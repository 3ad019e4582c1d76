"""Why a page was read as it was: what was looked at for each field, and each block of text with its odds.

The same functions as in `extract` find the candidates, so that what is explained is what happens.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from jarida.core.errors import JaridaError, ParseError
from jarida.core.extraction.authors import author_candidates, clean_names
from jarida.core.extraction.body.blocks import read_blocks
from jarida.core.extraction.body.features import scale_of
from jarida.core.extraction.body.find import removed_from
from jarida.core.extraction.body.neighbours import chance
from jarida.core.extraction.body.tree import odds_alone, odds_of, reasons_of, said_of
from jarida.core.extraction.dates import date_candidates
from jarida.core.extraction.extract import extract_page
from jarida.core.extraction.kinds import kind_points
from jarida.core.extraction.labels import language_candidates, section_candidates, summary_candidates
from jarida.core.extraction.model import Extraction, Hints
from jarida.core.extraction.page import Page, read_page
from jarida.core.extraction.pictures import lead_candidates
from jarida.core.extraction.rights import canonical_candidates
from jarida.core.extraction.templates.apply import apply_template
from jarida.core.extraction.titles import title_candidates
from jarida.core.text.clean import shorten

MOST_CANDIDATES: Final = 20  # of one field
MOST_BLOCKS: Final = 500
LONGEST: Final = 300  # characters of a value


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that was looked at: where it stood, whether it is what was taken, and what speaks against it."""

    origin: str
    value: str
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgedBlock:
    """A block of text: the probability that the look at it alone gave, that of the look among its neighbours, both
    between 0 and 1, whether it stands in the text that was found, and what weighed most in the first look: names of
    features with their weights, as log-odds."""

    text: str
    element: str
    alone: float
    among: float
    kept: bool
    reasons: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found, and by field what else was looked at, in that order."""

    extraction: Extraction
    candidates: Mapping[str, tuple[Candidate, ...]]
    blocks: tuple[JudgedBlock, ...]


def explain(body: bytes, url: str, hints: Hints = Hints(), *, now: datetime | None = None) -> Explanation:  # noqa: B008
    """What `extract` finds in a page, and why. Raises as `extract` does."""
    try:
        page = read_page(body, url, hints, now or datetime.now(UTC))
        found = extract_page(page)
        if hints.template is not None:
            page = apply_template(page, hints.template)
        return Explanation(found, _candidates(page, found, hints), _blocks(page, found))
    except JaridaError as error:
        error.subject = error.subject or url
        raise
    except Exception as error:  # a hostile page must not cost the one who looks at it
        raise ParseError(f"could not be explained: {type(error).__name__}: {error}"[:300], subject=url) from error


def _candidates(page: Page, found: Extraction, hints: Hints) -> dict[str, tuple[Candidate, ...]]:
    published = found.published.value.date().isoformat() if found.published else ""
    lead = found.images[0].url if found.images else ""
    return {
        "title": _told(
            (origin, text, text == found.title, "")
            for origin, text in (*_selected(page, hints, "title"), *title_candidates(page))
        ),
        "authors": _told(
            (origin, ", ".join(names), bool(names) and clean_names(names) == found.authors, "")
            for origin, names in (*_selected_names(page, hints), *author_candidates(page))
        ),
        "published": _told(
            (origin.value, moment, possible and moment[:10] == published, "" if possible else "impossible")
            for origin, moment, possible in date_candidates(page)
        ),
        "images": _told((origin, address, address == lead, "") for origin, address in lead_candidates(page)),
        "canonical_url": _told(
            (origin, address, address == found.canonical_url, "")
            for origin, address in (*canonical_candidates(page), ("own address", page.url))
        ),
        "language": _told(
            (origin, language, language == found.language, "") for origin, language in language_candidates(page)
        ),
        "section": _told((origin, text, text == found.section, "") for origin, text in section_candidates(page)),
        "summary": _told((origin, text, _begins(found.summary, text), "") for origin, text in summary_candidates(page)),
        "kind": _told((side, f"{points} points", False, "") for side, points in kind_points(page, found)),
    }


def _begins(summary: str, text: str) -> bool:
    """A summary may have been cut."""
    return bool(summary) and text.startswith(summary.rstrip("…"))


def _selected(page: Page, hints: Hints, field: str) -> list[tuple[str, str]]:
    """What the edition's selector for a field names, or that of the outlet's template."""
    origin = "selector" if field in hints.selectors else "template"
    return [(origin, text) for text in page.selected(field)]


def _selected_names(page: Page, hints: Hints) -> list[tuple[str, list[str]]]:
    """The same of authors: all that is named is one byline."""
    found = _selected(page, hints, "authors")
    return [(found[0][0], [text for _, text in found])] if found else []


def _told(found: Iterable[tuple[str, str, bool, str]]) -> tuple[Candidate, ...]:
    """The candidates that say something, each once."""
    told = dict.fromkeys(
        Candidate(origin, shorten(value, LONGEST), chosen, note) for origin, value, chosen, note in found if value
    )
    return tuple(islice(told, MOST_CANDIDATES))


def _blocks(page: Page, found: Extraction) -> tuple[JudgedBlock, ...]:
    blocks = read_blocks(page.tree, removed_from(page), page.heading)
    if not blocks.blocks:
        return ()
    scale = scale_of(blocks)
    alone = odds_alone(blocks, scale)
    among = odds_of(blocks, said_of(page, blocks))
    text, whole = "\n".join(found.paragraphs), set(found.paragraphs)
    return tuple(
        JudgedBlock(
            shorten(block.text, LONGEST),
            blocks.nodes[block.node].signature.rstrip("."),
            round(chance(first), 3),
            round(chance(second), 3),
            # cells of one row are parts of a paragraph; a word of a menu may stand in one by chance
            block.text in whole or (second > 0 and block.text in text),
            tuple((name, round(weight, 2)) for name, weight in reasons_of(blocks, block, scale)),
        )
        for block, first, second in zip(blocks.blocks[:MOST_BLOCKS], alone, among, strict=False)
    )
