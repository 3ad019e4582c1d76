"""A story as its page shows it: all that a template would compute, computed before it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jarida.archive import editorial, queries
from jarida.archive.queries import ArticleLine, Cursor
from jarida.archive.stories import front, tellers, whole
from jarida.archive.stories.silence import Silence, Silent
from jarida.archive.stories.tellers import CERTAIN, First, Teller, by_language
from jarida.archive.stories.whole import StoryHead
from jarida.core.stories import agencies as known_agencies
from jarida.website import addresses, formats
from jarida.website.lines import ShownLine, direction_of, shown
from jarida.website.paging import write_cursor

YEAR = 4  # digits
_NUMBER = re.compile(r"([0-9]{1,18})(?:\.([0-9]+))?(%?)")
SILENCES = (Silence.SILENT, Silence.UNREAD, Silence.UNKNOWN)


@dataclass(frozen=True, slots=True)
class ShownTeller:
    """An outlet's telling. `clock` is when, whole; `source` its page at the outlet; `more` leads to its others."""

    line: ShownLine
    summary: str
    when: str
    source: str
    agency: str
    share: str
    why: str
    further: list[ShownLine]
    more: str
    more_address: str
    copies: list["ShownTeller"]
    copies_said: str


@dataclass(frozen=True, slots=True)
class Group:
    """The tellers of one language."""

    language: str
    name: str
    direction: str
    count: str
    tellers: list[ShownTeller]


@dataclass(frozen=True, slots=True)
class ShownSilence:
    """The outlets of which one thing can be said."""

    sentence: str
    outlets: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TellingLine:
    """The story of an article in one line: its address, its headline, and how many tell it in words."""

    address: str
    line: ArticleLine
    summed: str


def headline(head: StoryHead, ui: str) -> ArticleLine:
    """The article whose headline stands for a story in a language of the interface."""
    wanted = front.headline_of(head.headlines, head.lead.id, ui)
    if wanted == head.lead.id or wanted is None:
        return head.lead
    return next(iter(queries.lines([wanted])), head.lead)


def address_of(head: StoryHead, ui: str) -> str:
    """The page of a story; its slug is that of the headline."""
    return addresses.story(ui, head.id, headline(head, ui).slug)


def summed(head: StoryHead, ui: str) -> str:
    """How many outlets tell a story in how many languages, in words."""
    outlets = ngettext("%(number)s outlet", "%(number)s outlets", head.outlets)
    parts = [outlets % {"number": formats.number(head.outlets, ui)}]
    languages = [code for code in head.languages if code]
    if len(languages) > 1:
        words = ngettext("%(number)s language", "%(number)s languages", len(languages))
        parts.append(words % {"number": formats.number(len(languages), ui)})
    return ("، " if ui == "ar" else ", ").join(parts)


# --- tellers ----------------------------------------------------------------------------------------


def groups(tellers: Iterable[Teller], head: StoryHead, ui: str, today: date, zone: str) -> list[Group]:
    """Tellers by language, the reader's first."""
    found = by_language(tellers, (ui,))
    tellers = list(tellers)
    members = [each.member for teller in tellers for each in (teller, *teller.copies)]
    agencies = agency_names((member.agency for member in members), ui)
    return [
        Group(
            code, formats.language_name(code, ui) if code else _("language not known"), direction_of(code),
            formats.number(len(of_it), ui), [_teller(each, head, ui, today, zone, agencies) for each in of_it],
        )
        for code, of_it in found.items()
    ]  # fmt: skip


def _teller(
    teller: Teller, head: StoryHead, ui: str, today: date, zone: str, agencies: Mapping[str, str]
) -> ShownTeller:
    line, member = teller.line, teller.member
    agency = agencies.get(member.agency, "")
    more = ngettext("%(number)s other article", "%(number)s other articles", teller.more)
    return ShownTeller(
        line=shown([line], ui, today)[0],
        summary=formats.spaced(line.summary, line.language),
        when=formats.date_and_time(line.sort_at, zone, ui),
        source=member.url,
        agency=agency,
        share=formats.percent(member.share, ui) if member.original and member.share else "",
        why=f"{addresses.article(ui, line)}/why",
        further=shown(teller.further, ui, today),
        more=more % {"number": formats.number(teller.more, ui)} if teller.more else "",
        more_address=addresses.search(ui, f"story:{head.id} outlet:{line.outlet.slug}"),
        copies=[_teller(each, head, ui, today, zone, agencies) for each in teller.copies],
        copies_said=_copies_said(teller, agency, ui),
    )


def _copies_said(teller: Teller, agency: str, ui: str) -> str:
    number = len(teller.copies)
    if not number:
        return ""
    if agency:
        words = ngettext(
            "The same text by %(agency)s in %(number)s other outlet",
            "The same text by %(agency)s in %(number)s other outlets",
            number,
        )
    else:
        words = ngettext(
            "The same text in %(number)s other outlet", "The same text in %(number)s other outlets", number
        )
    return words % {"number": formats.number(number, ui), "agency": agency}


def agency_names(codes: Iterable[str], ui: str) -> dict[str, str]:
    """Agencies by their codes, as they are called in a language: the edition's own, and those of the world."""
    known = editorial.load().agencies
    return {code: known_agencies.called(code, ui, known) for code in set(codes) if code}


def number_in(number: str, ui: str) -> str:
    """A number as it is compared ("7.2", "412000000", "50.4%") as the interface's language writes it.

    Four digits stay together: they may be a year.
    """
    found = _NUMBER.fullmatch(number)
    if not found:
        return number
    whole, decimals, percent = found.groups("")
    shown_whole = formats.number(int(whole), ui) if len(whole) > YEAR else whole
    sign = "." if ui == "en" else ","
    ending = {"fr": "\u202f%", "es": "\u00a0%"}.get(ui, "%") if percent else ""
    return shown_whole + (sign + decimals if decimals else "") + ending


# --- who was first, who is silent ------------------------------------------------------------------


def doubts(first: First, ui: str) -> list[str]:
    """What is not sure of who was first, in sentences."""
    found = []
    if first.doubt == "day":
        found.append(_("Of its date only the day is known."))
    if first.member.confidence < CERTAIN:
        share = formats.percent(first.member.confidence, ui)
        found.append(_("Its date is uncertain: read from “%(origin)s”, confidence %(share)s.") % {
            "origin": first.member.origin or "?", "share": share,
        })  # fmt: skip
    if first.perhaps:
        names = ("، " if ui == "ar" else ", ").join(outlet.name_in(ui) for outlet in first.perhaps)
        found.append(_("May have been earlier that day, without an hour: %(outlets)s.") % {"outlets": names})
    return found


def first_when(first: First, ui: str, zone: str) -> str:
    """When the earliest was published: the hour only where one is known."""
    told = first.member.told or first.member.at
    if first.doubt == "day":
        return formats.long_date(formats.local(told, first.line.outlet.time_zone).date(), ui)
    return formats.date_and_time(told, zone, ui)


def silences(found: Sequence[Silent], ui: str) -> list[ShownSilence]:
    """The outlets that have no article, by what can be said of them."""
    sentences = {
        Silence.SILENT: _("Collected, and nothing of this story found:"),
        Silence.UNREAD: _("Collected, but some of their pages could not be read, so it is not known:"),
        Silence.UNKNOWN: _("Not collected on every day of this story, so it is not known:"),
    }
    by_kind = {kind: [each for each in found if each.silence is kind] for kind in SILENCES}
    return [
        ShownSilence(
            sentences[kind],
            [(addresses.outlet(ui, each.outlet.slug), each.outlet.name_in(ui)) for each in of_it],
        )
        for kind, of_it in by_kind.items() if of_it
    ]  # fmt: skip


# --- pages ------------------------------------------------------------------------------------------


def following(path: str, cursor: Cursor | None, *, first: bool) -> str:
    """The next page of the tellers."""
    if cursor is None:
        return ""
    order = "order=first&" if first else ""
    return f"{path}?{order}after={write_cursor(cursor)}"


def told_in(article_id: int, ui: str) -> TellingLine | None:
    """The story of an article, where others tell it too."""
    found = tellers.story_of(article_id)
    head = whole.standing(found) if found is not None else None
    if head is None or head.articles < 2:
        return None
    line = headline(head, ui)
    return TellingLine(addresses.story(ui, head.id, line.slug), line, summed(head, ui))
