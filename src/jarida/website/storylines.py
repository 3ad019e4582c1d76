"""A story of a list as a page shows it: all that a template would compute, computed before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from jarida.archive.queries import PictureLine
from jarida.archive.stories.front import StoryLine
from jarida.website import addresses, formats
from jarida.website.lines import ShownLine, shown

COMMA = {"ar": "، "}


@dataclass(slots=True)
class ShownStory:
    """A story in a list. `counts` is "12 outlets, 3 languages"; `growth` is empty where there was none.

    `latest` is when it was told last, as a page writes moments; empty where its headline is that telling.
    """

    id: int
    address: str
    headline: ShownLine
    others: list[ShownLine]
    counts: str
    growth: str
    latest: str
    latest_iso: str
    picture: PictureLine | None
    pictured: int


def shown_stories(stories: Iterable[StoryLine], ui: str, today: date, time_zone: str) -> list[ShownStory]:
    """Stories ready for a template, in an interface's language, as seen on a day in a time zone."""
    return [_shown(story, ui, today, time_zone) for story in stories]


def _shown(story: StoryLine, ui: str, today: date, time_zone: str) -> ShownStory:
    headline, *others = shown((story.headline, *story.others), ui, today)
    until = formats.local(story.told_until, time_zone)
    return ShownStory(
        id=story.id,
        address=addresses.story(ui, story.id, story.slug),
        headline=headline,
        others=others,
        counts=counts(story.outlets, len(story.languages), ui),
        growth=_growth(story, ui, time_zone),
        latest=formats.list_time(until, today, ui) if story.told_until != story.headline.sort_at else "",
        latest_iso=story.told_until.isoformat(timespec="seconds"),
        picture=story.pictured.picture if story.pictured else None,
        pictured=story.pictured.id if story.pictured else 0,
    )


def counts(told_by: int, languages: int, ui: str) -> str:
    """How many outlets tell a story, and in how many languages where these are several."""
    said = [outlets(told_by, ui)]
    if languages > 1:
        words = ngettext("%(languages)s language", "%(languages)s languages", languages)
        said.append(words % {"languages": formats.number(languages, ui)})
    return COMMA.get(ui, ", ").join(said)


def outlets(number: int, ui: str) -> str:
    """How many outlets tell something."""
    words = ngettext("%(outlets)s outlet", "%(outlets)s outlets", number)
    return words % {"outlets": formats.number(number, ui)}


def _growth(story: StoryLine, ui: str, time_zone: str) -> str:
    """What came in the last hour to a story that was told before; a story that began then has not grown."""
    if not story.growth or story.told_since >= story.growth_since:
        return ""
    clock = formats.clock(formats.local(story.growth_since, time_zone))
    words = ngettext("+%(number)s article since %(time)s", "+%(number)s articles since %(time)s", story.growth)
    return words % {"number": formats.number(story.growth, ui), "time": clock}
