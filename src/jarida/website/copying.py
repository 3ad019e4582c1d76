"""Copies in words: whose dispatch an article is, who printed it, how much of it stands in the original."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jarida.archive import editorial
from jarida.archive.queries import ArticleLine
from jarida.archive.stories import reprints
from jarida.archive.stories.reprints import Origin, Print
from jarida.core.extraction.model import Policy
from jarida.core.stories import agencies
from jarida.website import addresses, formats
from jarida.website.lines import ShownLine, direction_of, shown


@dataclass(frozen=True, slots=True)
class Said:
    """Whose text an article is, in the reader's words. `original` is None where it is the article itself.

    `summed` says whose dispatch it is and who printed it, "" where nobody did; `share` how much stands in `original`.
    """

    summed: str
    original: ArticleLine | None
    direction: str
    share: str
    copies: int


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of the list of those that have a text."""

    line: ShownLine
    when: str
    share: str
    is_original: bool
    beside: str


def said(article_id: int, ui: str) -> Said | None:
    """Whose text an article is; None where it is its own and nobody printed it."""
    found = reprints.origin(article_id)
    return of_origin(found, ui) if found else None


def of_origin(found: Origin, ui: str) -> Said:
    """What is known of copies, in words."""
    original = found.original
    return Said(
        summed=summed(found, ui),
        original=original,
        direction=direction_of(original.language) if original else "",
        share=formats.percent(found.share, ui),
        copies=found.copies,
    )


def summed(found: Origin, ui: str) -> str:
    """Whose dispatch it is and how many outlets printed it."""
    number, outlets = formats.number(found.outlets, ui), found.outlets
    if found.agency:
        name = agencies.called(found.agency, ui, editorial.load().agencies)
        words = ngettext(
            "%(agency)s dispatch, reprinted by %(number)s outlet",
            "%(agency)s dispatch, reprinted by %(number)s outlets",
            outlets,
        )
        return (words if outlets else _("%(agency)s dispatch")) % {"agency": name, "number": number}
    if outlets and found.original is None:
        words = ngettext("Reprinted by %(number)s other outlet", "Reprinted by %(number)s other outlets", outlets)
        return words % {"number": number}
    if outlets:
        words = ngettext(
            "The same text stands in %(number)s outlet beside the original",
            "The same text stands in %(number)s outlets beside the original",
            outlets,
        )
        return words % {"number": number}
    words = ngettext(
        "The outlet published the same text at %(number)s other address",
        "The outlet published the same text at %(number)s other addresses",
        found.copies,
    )
    return words % {"number": formats.number(found.copies, ui)}


def printed(prints: Iterable[Print], of: ArticleLine, ui: str, today: date) -> list[Printed]:
    """The articles with a text, to be listed on the page of one of them."""
    listed = list(prints)
    lines = shown([each.line for each in listed], ui, today)
    return [
        Printed(
            line=line,
            when=formats.date_and_time(each.line.sort_at, each.line.outlet.time_zone, ui),
            share=formats.percent(each.share, ui),
            is_original=each.is_original,
            beside="" if each.is_original else addresses.copies(ui, of, each.line.id),
        )
        for each, line in zip(listed, lines, strict=True)
    ]


def limits(policy: Policy) -> str:
    """Why not all is compared; "" where it is."""
    if policy is Policy.HEADLINE:
        return _("The publisher of one of them allows its headline only to be shown: nothing else is compared here.")
    if policy is Policy.EXCERPT:
        return _("The publisher of one of them allows an excerpt only to be shown: only the beginnings are compared.")
    return ""
