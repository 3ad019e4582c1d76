"""Coverage as the page shows it: tables with bars, lists of stories, and what is missing in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jarida.archive.models.choices import OutletKind, OutletOwnership
from jarida.archive.stories.coverage import Week
from jarida.archive.stories.front import StoryLine
from jarida.core.stories.coverage import KIND, LANGUAGE, OWNERSHIP, Coverage, Group
from jarida.website import addresses, formats

MOST_MISSED = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A group in a table. Shares are for bars, from 0 to 100; `percent` is that of the articles in words."""

    name: str
    outlets: str
    articles: str
    share: int
    percent: str
    stories: str
    told: int
    alone: str


@dataclass(frozen=True, slots=True)
class Side:
    """A table: the groups of one side."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Alone:
    """What one group alone tells. `more` are stories that are not shown."""

    title: str
    stories: list[StoryLine]
    more: int


@dataclass(frozen=True, slots=True)
class AloneSide:
    """What each group of a side alone tells."""

    title: str
    groups: list[Alone]


@dataclass(frozen=True, slots=True)
class ShownMissed:
    """An outlet of which something is missing, in words; its address leads to its calendar of completeness."""

    name: str
    address: str
    words: str


def sides(coverage: Coverage, ui: str) -> list[Side]:
    """The tables of a week."""
    titles = {
        LANGUAGE: _("By language"), KIND: _("By kind of outlet"), OWNERSHIP: _("By ownership"),
    }  # fmt: skip
    return [
        Side(title, [_row(side, group, coverage, ui) for group in coverage.groups.get(side, ())])
        for side, title in titles.items()
    ]


def _row(side: str, group: Group, coverage: Coverage, ui: str) -> Row:
    part = group.articles / coverage.articles if coverage.articles else 0.0
    return Row(
        name=name_of(side, group.key, ui),
        outlets=formats.number(group.outlets, ui),
        articles=formats.number(group.articles, ui),
        share=round(100 * part),
        percent=formats.percent(round(part, 2), ui),
        stories=formats.number(group.stories, ui),
        told=round(100 * group.stories / coverage.stories) if coverage.stories else 0,
        alone=formats.number(group.alone, ui) if group.key else "–",
    )


def name_of(side: str, key: str, ui: str) -> str:
    """A group's name; what the edition does not state is said to be so."""
    if side == LANGUAGE:
        return _capital(formats.language_name(key, ui)) if key else _("Language not recognised")
    choices: type[OutletKind] | type[OutletOwnership] = OutletKind if side == KIND else OutletOwnership
    try:
        return _capital(str(choices(key).label))
    except ValueError:
        return key


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How many stories were told in so many languages."""

    name: str
    number: str
    share: int
    percent: str


def shares(coverage: Coverage, ui: str) -> list[ShareRow]:
    """In how many languages stories were told."""
    rows = []
    for languages, stories in coverage.languages.items():
        words = ngettext("in %(number)s language", "in %(number)s languages", languages)
        part = stories / coverage.stories
        rows.append(
            ShareRow(
                words % {"number": formats.number(languages, ui)},
                formats.number(stories, ui),
                round(100 * part),
                formats.percent(round(part, 2), ui),
            )
        )
    return rows


def told_alone(coverage: Coverage, side: str, lines: Mapping[int, StoryLine], ui: str, limit: int) -> AloneSide:
    """The stories that one group alone told, of those that may be shown."""
    titles = {
        LANGUAGE: _("Told in one language only"),
        OWNERSHIP: _("Told by outlets of one ownership only"),
        KIND: _("Told by one kind of outlet only"),
    }
    groups = []
    for key, stories in sorted(coverage.alone.get(side, {}).items(), key=lambda item: (-len(item[1]), item[0])):
        shown = [lines[story] for story in stories if story in lines][:limit]
        if shown:
            groups.append(Alone(name_of(side, key, ui), shown, max(0, len(stories) - len(shown))))
    return AloneSide(titles[side], groups)


def missed(week: Week, ui: str) -> list[ShownMissed]:
    """What is missing of which outlets, in words."""
    return [
        ShownMissed(one.outlet.name_in(ui), addresses.completeness(ui, one.outlet.slug), _words(one.days, one.lost, ui))
        for one in week.missed[:MOST_MISSED]
    ]


def _words(days: int, lost: int, ui: str) -> str:
    said = []
    if days:
        words = ngettext("not collected on %(number)s day", "not collected on %(number)s days", days)
        said.append(words % {"number": formats.number(days, ui)})
    if lost:
        words = ngettext("%(number)s article could not be read", "%(number)s articles could not be read", lost)
        said.append(words % {"number": formats.number(lost, ui)})
    return ("، " if ui == "ar" else ", ").join(said)
