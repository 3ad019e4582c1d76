"""Where everything stands on the front page: pure, from what was read to its places.

Stories come first, then what one outlet alone tells. Each article and each picture has one place (the ticker
aside): what stands within a story does not stand again below, and of the other stories one article stands for all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jarida.archive.queries import ArticleLine
from jarida.archive.stories.front import Newest, StoryLine

TICKER = 50
STORIES = 10
READ = 90
GRID = 9
FEWEST_CARDS = 3  # articles with pictures below stories that fill the grid: rows of three stay full
LATEST = 18
SECTION = 4


@dataclass(frozen=True, slots=True)
class Front:
    """The front page laid out. The first of `stories` leads; where there are none, `lead` does."""

    ticker: tuple[ArticleLine, ...]
    stories: tuple[StoryLine, ...]
    lead: ArticleLine | None
    grid: tuple[ArticleLine, ...]
    latest: tuple[ArticleLine, ...]
    languages: tuple[tuple[str, tuple[ArticleLine, ...]], ...]
    outlets: tuple[tuple[ArticleLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which articles the page needs beside its stories, each story once: the ticker's, and the rest of the page."""

    ticker: tuple[Newest, ...]
    rest: tuple[Newest, ...]

    @property
    def ids(self) -> list[int]:
        """Their articles."""
        return list(dict.fromkeys(each.id for each in (*self.ticker, *self.rest)))

    @property
    def told(self) -> dict[int, Newest]:
        """By article, those that stand for a story."""
        return {each.id: each for each in (*self.ticker, *self.rest) if each.story}


def draw(once: tuple[Newest, ...], shown: Collection[int] = ()) -> Drawn:
    """Choose among the newest articles, each story in them once; the stories `shown` have their place already."""
    rest = (each for each in once if each.story not in shown)
    return Drawn(once[:TICKER], tuple(each for each, _ in zip(rest, range(READ), strict=False)))


def lay_out(
    articles: tuple[ArticleLine, ...],
    ui: str,
    stories: tuple[StoryLine, ...] = (),
    ticker: tuple[ArticleLine, ...] = (),
) -> Front:
    """Give the stories, and the newest articles outside of them (newest first), their places."""
    lead = None if stories else _lead(articles, ui)
    used = {lead.id} if lead else set()
    beside = max(0, len(stories) - 1)
    cards = GRID - beside if beside < GRID else FEWEST_CARDS
    grid = _varied(_each_picture_once(articles, _pictures(stories, lead), used), cards)
    used |= {line.id for line in grid}
    latest = tuple(line for line in articles if line.id not in used)[:LATEST]
    used |= {line.id for line in latest}
    rest = [line for line in articles if line.id not in used]
    languages = _grouped(rest, lambda line: line.language)
    used |= {line.id for _name, lines in languages for line in lines}
    outlets = _grouped((line for line in rest if line.id not in used), lambda line: line.outlet.slug)
    return Front(ticker, stories, lead, grid, latest, languages, tuple(lines for _name, lines in outlets))


def chosen(newest: Iterable[Newest], lines: Mapping[int, ArticleLine]) -> tuple[ArticleLine, ...]:
    """The lines of some articles, in their order; what left meanwhile is left out."""
    return tuple(lines[each.id] for each in newest if each.id in lines)


def _pictured(line: ArticleLine) -> bool:
    return line.picture is not None and not line.picture.blocked


def _pictures(stories: Iterable[StoryLine], lead: ArticleLine | None) -> set[str]:
    shown = [*(story.pictured for story in stories), lead]
    return {line.picture.digest for line in shown if line and line.picture}


def _each_picture_once(articles: Iterable[ArticleLine], seen: set[str], used: Collection[int]) -> Iterator[ArticleLine]:
    """The articles with pictures, one for each picture: reprints of a dispatch bring it several times."""
    for line in articles:
        if line.id not in used and line.picture and not line.picture.blocked and line.picture.digest not in seen:
            seen.add(line.picture.digest)
            yield line


def _lead(articles: tuple[ArticleLine, ...], ui: str) -> ArticleLine | None:
    """The newest with a picture, in the reader's language where one is among the newest fifty."""
    pictured = [line for line in articles[:TICKER] if _pictured(line)]
    own = [line for line in pictured if line.language == ui]
    return next(iter([*own, *pictured, *articles]), None)


def _varied(lines: Iterable[ArticleLine], wanted: int, per_outlet: int = 2) -> tuple[ArticleLine, ...]:
    """The first of `lines`, with no more than a few of one outlet unless there are too few others."""
    first: list[ArticleLine] = []
    spare: list[ArticleLine] = []
    taken: dict[str, int] = {}
    for line in lines:
        taken[line.outlet.slug] = taken.get(line.outlet.slug, 0) + 1
        (first if taken[line.outlet.slug] <= per_outlet else spare).append(line)
    return tuple((first + spare)[:wanted])


def _grouped(
    lines: Iterable[ArticleLine], key: Callable[[ArticleLine], str]
) -> tuple[tuple[str, tuple[ArticleLine, ...]], ...]:
    """The lines by a key, the largest groups first, with the first few of each."""
    groups: dict[str, list[ArticleLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple((name, tuple(group[:SECTION])) for name, group in ordered if name and len(group) > 1)[:6]
