"""Topics as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jarida.archive.stories import topics as kept
from jarida.core.stories.topics import OWN, Heading
from jarida.website import addresses, formats

SUREST = 0.99  # no program is quite sure


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic in a list: `share` is how long its bar is, from 0 to 100."""

    name: str
    address: str
    number: int
    count: str
    share: int


@dataclass(frozen=True, slots=True)
class ShownAbout:
    """A topic of an article. `sure` is its confidence in per cent, empty where a keyword says it."""

    name: str
    address: str
    sure: str


def listed(counts: Mapping[str, int], ui: str) -> tuple[list[ShownTopic], list[ShownTopic]]:
    """The edition's own topics, and those of IPTC, each with its articles; those with most first."""
    headings = kept.headings()
    most = max(counts.values(), default=0)
    own = _sorted(headings.values(), counts, most, ui, own=True)
    return own, _sorted(headings.values(), counts, most, ui, own=False)


def _sorted(
    headings: Iterable[Heading], counts: Mapping[str, int], most: int, ui: str, *, own: bool
) -> list[ShownTopic]:
    shown = (
        _shown(heading, counts.get(heading.slug, 0), most, ui)
        for heading in headings
        if heading.code.startswith(OWN) is own
    )
    return sorted(shown, key=lambda each: (-each.number, each.name))


def _shown(heading: Heading, number: int, most: int, ui: str) -> ShownTopic:
    share = round(100 * number / most) if most else 0
    address = addresses.topic(ui, heading.slug)
    return ShownTopic(heading.name_in(ui), address, number, formats.number(number, ui), max(share, 1) if number else 0)


def of_article(article_id: int, ui: str) -> list[ShownAbout]:
    """What an article is about, with how sure that is."""
    return [
        ShownAbout(
            about.heading.name_in(ui),
            addresses.topic(ui, about.heading.slug),
            "" if about.keyed else formats.percent(min(SUREST, round(about.confidence, 2)), ui),
        )
        for about in kept.of_article(article_id)
    ]
