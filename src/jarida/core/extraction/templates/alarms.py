"""Whether an outlet's layout has changed: what its pages gave before and give now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import comb
from typing import Final, Self

from jarida.core.extraction.model import Extraction
from jarida.core.extraction.templates.model import Template

FIELDS: Final = ("title", "authors", "published", "body", "image", "section", "language")
WHOLE_BODY: Final = 250  # characters: with less, a body is not counted as found
SIGNIFICANT: Final = 0.01 / len(FIELDS)  # one false alarm in a hundred looks, shared out (Bonferroni)
FALL: Final = 0.2  # a rate that fell by less is no change of layout, however many pages say so
MOST_COUNTED: Final = 500  # pages: more make the test no better and its sums long

FEWEST_NEW: Final = 3  # pages: of fewer nothing is learned
ENOUGH_NEW: Final = 40  # pages after which a template is learned anew in any case
OLDEST: Final = timedelta(days=30)
FITTING: Final = 0.6  # the share of the signature that a page of the same layout has


@dataclass(frozen=True, slots=True)
class FillRates:
    """How many pages were read, and in how many of them each field was found."""

    pages: int = 0
    found: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, extractions: Iterable[Extraction]) -> Self:
        """The rates of some pages' results."""
        counts, pages = dict.fromkeys(FIELDS, 0), 0
        for extraction in extractions:
            pages += 1
            for name in fields_found(extraction):
                counts[name] += 1
        return cls(pages, counts)

    def rate(self, name: str) -> float:
        """The share of pages with a field, 0 to 1; 0 where none was read."""
        return self.found.get(name, 0) / self.pages if self.pages else 0.0


def fields_found(extraction: Extraction) -> frozenset[str]:
    """Which of `FIELDS` a page gave; a body counts from `WHOLE_BODY` characters."""
    values = {
        "title": extraction.title,
        "authors": extraction.authors,
        "published": extraction.published,
        "body": sum(map(len, extraction.paragraphs)) >= WHOLE_BODY,
        "image": extraction.images,
        "section": extraction.section,
        "language": extraction.language,
    }
    return frozenset(name for name, value in values.items() if value)


def layout_changed(before: FillRates, now: FillRates) -> tuple[str, ...]:
    """The fields whose rate fell by more than chance explains, in the order of `FIELDS`.

    Fisher's exact test, one-sided (R. A. Fisher, Statistical Methods for Research Workers, §21.02): sound for
    few pages. A field that twenty pages gave raises the alarm when the next three do not.
    """
    return tuple(
        name
        for name in FIELDS
        if before.rate(name) - now.rate(name) >= FALL and _chance(name, before, now) <= SIGNIFICANT
    )


def _chance(name: str, before: FillRates, now: FillRates) -> float:
    """How likely it is that so few of the pages now have a field if its rate is what it was."""
    pages_before, found_before = _counted(name, before)
    pages_now, found_now = _counted(name, now)
    pages, found = pages_before + pages_now, found_before + found_now
    ways = sum(comb(found, k) * comb(pages - found, pages_now - k) for k in range(found_now + 1))
    return ways / comb(pages, pages_now)


def _counted(name: str, rates: FillRates) -> tuple[int, int]:
    pages = min(rates.pages, MOST_COUNTED)
    return pages, min(pages, round(rates.rate(name) * pages))


def should_relearn(
    template: Template | None, *, new_pages: int, fits: Iterable[float] = (), now: datetime, changed: bool = False
) -> bool:
    """Whether a template is to be learned (again).

    `new_pages` came since it was learned, `fits` are how the latest of them fit it (`apply.fits`), `changed`
    whether `layout_changed` named a field. Nothing is learned from fewer than three new pages.
    """
    if new_pages < FEWEST_NEW:
        return False
    if template is None or changed or new_pages >= ENOUGH_NEW:
        return True
    latest = sorted(fits)
    if len(latest) >= FEWEST_NEW and latest[len(latest) // 2] < FITTING:
        return True
    return template.learned_to is None or now - template.learned_to > OLDEST
