"""Who tells a story: each outlet once in each language, copies under what they copy, pages by keyset.

Of all members only a few columns are read (a thousand at most, some milliseconds); whole lines only of those that a
page shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jarida.archive import queries
from jarida.archive.models import ArticleState, StoryMember
from jarida.archive.queries import ArticleLine, Cursor, OutletLine
from jarida.archive.stories.texts import is_midnight
from jarida.archive.stories.whole import MOST_ARTICLES

PAGE: Final = 60  # outlets of one page
FURTHER: Final = 6  # further articles of one outlet that a page names
CERTAIN: Final = 0.7  # confidence from which a date is told without a doubt


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, as few columns. `told` is when it was published, None where that is not known."""

    id: int
    outlet_id: int
    language: str
    at: datetime
    told: datetime | None
    origin: str = ""
    confidence: float = 0.0
    url: str = ""
    original: int | None = None
    agency: str = ""
    share: float = 0.0

    @property
    def place(self) -> tuple[datetime, int]:
        """Where it stands in the order of time."""
        return (self.at, self.id)


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet's telling of a story in a language. `further` are its other articles, `more` how many others still.

    `copies` are those of other outlets that print the same text; `agency` is whose text it is.
    """

    member: Member
    line: ArticleLine
    further: tuple[ArticleLine, ...] = ()
    more: int = 0
    copies: tuple["Teller", ...] = ()


@dataclass(frozen=True, slots=True)
class TellersPage:
    """One page of tellers; `following` is where the next begins, None at the end."""

    tellers: tuple[Teller, ...]
    following: Cursor | None


@dataclass(frozen=True, slots=True)
class First:
    """The earliest known article of a story. `doubt` is "" or why it is not sure: "uncertain", "day" (no hour known).

    `perhaps` are others that are dated the same day without an hour: they may have been earlier.
    """

    line: ArticleLine
    member: Member
    doubt: str = ""
    perhaps: tuple[OutletLine, ...] = ()


_FIELDS = (
    "article_id", "outlet_id", "language", "at", "article__published_at", "article__published_origin",
    "article__published_confidence", "article__url", "article__reprint__original_id", "article__reprint__agency",
    "article__reprint__share",
)  # fmt: skip


def members(story_id: int) -> tuple[Member, ...]:
    """The live members of a story, newest first, MOST_ARTICLES at most."""
    live = StoryMember.objects.filter(story_id=story_id).exclude(article__state=ArticleState.WITHDRAWN)
    rows = live.order_by("-at", "-article_id").values_list(*_FIELDS)[:MOST_ARTICLES]
    return tuple(_member(*row) for row in rows)


def _member(
    article: int, outlet: int, language: str, at: datetime, told: datetime | None, origin: str, confidence: float,
    url: str, original: int | None, agency: str | None, share: float | None,
) -> Member:  # fmt: skip
    return Member(
        article, outlet, language, at, told, origin, confidence, url, original, agency or "", share or 0.0
    )  # fmt: skip


# --- a page of tellers ------------------------------------------------------------------------------


def page(
    found: Sequence[Member], *, first: bool = False, after: Cursor | None = None, limit: int = PAGE
) -> TellersPage:
    """One page of tellers, newest first or the first first. `found` are all members of the story."""
    groups = _grouped(found, first=first)
    heads = [group[0] for group in groups.values()]
    originals = {member.id for member in heads}
    copies: dict[int, list[Member]] = {}
    standing = []
    for member in heads:
        if member.original in originals and member.original != member.id:
            copies.setdefault(member.original or 0, []).append(member)
        else:
            standing.append(member)
    standing += _stranded(copies, standing)
    standing.sort(key=lambda member: member.place, reverse=not first)
    waiting = [member for member in standing if after is None or _follows(member, after, first=first)]
    shown = waiting[:limit]
    lines = _lines(shown, groups, copies)
    tellers = tuple(_teller(member, groups, copies, lines) for member in shown if member.id in lines)
    return TellersPage(tellers, Cursor(shown[-1].at, shown[-1].id) if len(waiting) > limit else None)


def _grouped(found: Iterable[Member], *, first: bool) -> dict[tuple[str, int], list[Member]]:
    """The members by language and outlet; the one that stands for each is first."""
    groups: dict[tuple[str, int], list[Member]] = {}
    for member in sorted(found, key=lambda member: member.place, reverse=not first):
        groups.setdefault((member.language, member.outlet_id), []).append(member)
    return groups


def _stranded(copies: dict[int, list[Member]], standing: Iterable[Member]) -> list[Member]:
    """Copies of what is a copy itself: they stand alone, so that none is lost."""
    known = {member.id for member in standing}
    return [member for original in list(copies) if original not in known for member in copies.pop(original)]


def _follows(member: Member, after: Cursor, *, first: bool) -> bool:
    place = (after.at, after.id)
    return member.place > place if first else member.place < place


def _lines(
    shown: Iterable[Member], groups: Mapping[tuple[str, int], list[Member]], copies: Mapping[int, list[Member]]
) -> dict[int, ArticleLine]:
    wanted: list[int] = []
    for member in shown:
        wanted += [each.id for each in groups[member.language, member.outlet_id][: FURTHER + 1]]
        wanted += [each.id for each in copies.get(member.id, ())]
    return {line.id: line for line in queries.lines(wanted)}


def _teller(
    member: Member,
    groups: Mapping[tuple[str, int], list[Member]],
    copies: Mapping[int, list[Member]],
    lines: Mapping[int, ArticleLine],
) -> Teller:
    others = groups[member.language, member.outlet_id][1:]
    further = tuple(lines[each.id] for each in others[:FURTHER] if each.id in lines)
    copied = (Teller(each, lines[each.id]) for each in copies.get(member.id, ()) if each.id in lines)
    return Teller(member, lines[member.id], further, max(0, len(others) - FURTHER), tuple(copied))


def by_language(tellers: Iterable[Teller], before: Sequence[str] = ()) -> dict[str, list[Teller]]:
    """Tellers by language: first the languages of `before`, then those with most tellers."""
    groups: dict[str, list[Teller]] = {}
    for teller in tellers:
        groups.setdefault(teller.member.language, []).append(teller)
    ranks = {language: place for place, language in enumerate(before)}
    order = sorted(groups, key=lambda code: (ranks.get(code, len(ranks)), -len(groups[code]), code))
    return {code: groups[code] for code in order}


# --- who was first ----------------------------------------------------------------------------------


def first_told(found: Sequence[Member]) -> First | None:
    """The earliest by its date of publication, with what is not sure of it; None where no such date is known.

    One whose hour is known comes before those of the same day of which only the day is.
    """
    dated = sorted((member for member in found if member.told), key=lambda member: (member.told, member.id))
    if not dated:
        return None
    zones = _zones({member.outlet_id for member in dated[:50]})
    day_only = [member for member in dated[:50] if _day_only(member, zones)]
    exact = next((member for member in dated if member not in day_only), None)
    chosen, perhaps = _earliest(dated[0], exact, day_only)
    lines = {line.id: line for line in queries.lines([chosen.id])}
    if chosen.id not in lines:
        return None
    doubt = "day" if chosen in day_only else "" if chosen.confidence >= CERTAIN else "uncertain"
    others = queries.outlet_lines({member.outlet_id for member in perhaps} - {chosen.outlet_id})
    return First(lines[chosen.id], chosen, doubt, tuple(others.values()))


def _earliest(first: Member, exact: Member | None, day_only: Sequence[Member]) -> tuple[Member, list[Member]]:
    """The earliest, and those of its day without an hour."""
    if exact is None or exact.told is None:
        return first, [member for member in day_only if member is not first and member.told == first.told]
    same = [member for member in day_only if member.told and member.told <= exact.told]
    older = [member for member in same if member.told and (exact.told - member.told).total_seconds() >= 86_400]
    return (older[0], older[1:]) if older else (exact, same)


def _zones(outlet_ids: Iterable[int]) -> dict[int, str]:
    return {number: outlet.time_zone for number, outlet in queries.outlet_lines(outlet_ids).items()}


def _day_only(member: Member, zones: Mapping[int, str]) -> bool:
    """Whether of a date of publication only the day is known."""
    return member.told is not None and is_midnight(member.told, zones.get(member.outlet_id, "UTC"))


def story_of(article_id: int) -> int | None:
    """The story that an article is in."""
    found = StoryMember.objects.filter(article_id=article_id).values_list("story_id", flat=True).first()
    return int(found) if found is not None else None
