"""Several pages of one outlet become its template."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import ceil
from typing import Final

from jarida.core.errors import JaridaError
from jarida.core.extraction.extract import extract_page
from jarida.core.extraction.model import Extraction, Hints, PageKind
from jarida.core.extraction.names import is_byline
from jarida.core.extraction.page import Page, read_page, words
from jarida.core.extraction.templates.alarms import FillRates
from jarida.core.extraction.templates.marks import block_texts, blocks, layout
from jarida.core.extraction.templates.model import MOST_REPEATED, MOST_SIGNATURE, Template
from jarida.core.extraction.templates.places import find_selectors
from jarida.core.text.dates import find_moment

FEWEST_PAGES: Final = 3
MOST_PAGES: Final = 30
LARGEST_PAGE: Final = 3_000_000  # bytes: larger pages teach nothing that others do not
MOST_ELEMENTS: Final = 20_000
SHARE: Final = 0.5  # of the pages, in which a block stands that is furniture
_LABEL: Final = 100  # characters: a text that short may be a byline, a date line, a section
_FORM: Final = 4  # times in one page: what comes so often is the form of a long text, as of a test of ten products
_READ = frozenset((PageKind.ARTICLE, PageKind.PAYWALL, PageKind.LIVE))


@dataclass(frozen=True, slots=True)
class LearningPage:
    """A stored page: its bytes, the address that answered, when it was fetched, what was known beforehand."""

    page: bytes
    url: str
    fetched_at: datetime
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class _Read:
    """A page with what the general rules found in it."""

    source: LearningPage
    page: Page
    found: Extraction


def learn_template(pages: Sequence[LearningPage]) -> Template | None:
    """What the pages have in common; None where fewer than three are articles, or nothing is sure.

    Of more than thirty pages the newest are looked at. The order of the pages makes no difference.
    """
    ordered = sorted(pages, key=_order, reverse=True)[:MOST_PAGES]
    read = _distinct([each for source in ordered if (each := _read(source)) is not None])
    if len(read) < FEWEST_PAGES:
        return None
    selectors = find_selectors([(each.page, each.found) for each in read])
    repeated = _repeated(read)
    if not selectors and not repeated:
        return None
    rates = FillRates.of(each.found for each in read)
    moments = [each.source.fetched_at for each in read]
    return Template(
        selectors=selectors,
        repeated=repeated,
        signature=_signature(read),
        pages=len(read),
        learned_from=min(moments),
        learned_to=max(moments),
        fill={name: round(rates.rate(name), 4) for name in rates.found},
    )


def _order(page: LearningPage) -> tuple[datetime, str, bytes]:
    moment = page.fetched_at if page.fetched_at.tzinfo else page.fetched_at.replace(tzinfo=UTC)
    return moment, page.url, hashlib.blake2b(page.page[:LARGEST_PAGE], digest_size=16).digest()


def _read(source: LearningPage) -> _Read | None:
    """A page read without template or selectors, which would teach what is known; None where it is no article."""
    if len(source.page) > LARGEST_PAGE:
        return None
    hints = replace(source.hints, selectors={}, template=None)
    moment = _order(source)[0]
    try:
        page = read_page(source.page, source.url, hints, moment)
        if len(page.index.elements) > MOST_ELEMENTS:
            return None
        found = extract_page(page)
    except JaridaError:
        return None
    except Exception:
        return None
    return _Read(replace(source, fetched_at=moment), page, found) if found.kind in _READ and found.title else None


def _distinct(read: list[_Read]) -> list[_Read]:
    """Of several versions of one article only the newest: what they have in common is the article."""
    kept: dict[str, _Read] = {}
    for each in read:
        kept.setdefault(" ".join(words(each.found.title)), each)
    texts: dict[str, _Read] = {}
    for each in kept.values():
        texts.setdefault(max(each.found.paragraphs, key=len, default="") or each.source.url, each)
    return list(texts.values())


def _repeated(read: list[_Read]) -> frozenset[str]:
    """Marks of the blocks that stand in half of the pages and are nobody's byline, date or title."""
    counts: Counter[str] = Counter()
    kept: set[str] = set()
    for each in read:
        here = Counter(own for _, own in blocks(each.page))
        counts.update(here.keys())
        kept.update(own for own, times in here.items() if times >= _FORM)
    least = max(FEWEST_PAGES, ceil(SHARE * len(read)))
    often = {own for own, count in counts.items() if count >= least}
    for each in read:
        kept |= _own(each, often)
    return frozenset(sorted(often - kept, key=lambda own: (-counts[own], own))[:MOST_REPEATED])


def _own(read: _Read, often: set[str]) -> set[str]:
    """Of the marks that are often met, those of texts that tell something of this very article."""
    found = read.found
    labels = [*found.authors, *found.tags, found.section, found.title]
    told = [name.casefold() for name in labels if len(name) > 1]
    own: set[str] = set()
    for (_, text), (_, its) in zip(block_texts(read.page), blocks(read.page), strict=True):
        if its in often and len(text) <= _LABEL:
            lower = text.casefold()
            if is_byline(text) or any(name in lower for name in told) or find_moment(text) is not None:
                own.add(its)
    return own


def _signature(read: list[_Read]) -> frozenset[str]:
    """What nearly all pages have in their layout."""
    counts = Counter(own for each in read for own in layout(each.page))
    least = ceil(0.9 * len(read))
    return frozenset(sorted(own for own, count in counts.items() if count >= least)[:MOST_SIGNATURE])
