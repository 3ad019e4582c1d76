"""An outlet of the sample press and what it writes, as data."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Correction:
    """What an outlet changes in an article `after_seconds` after the start of the press."""

    after_seconds: int
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its author wrote it; times are relative to the start of the press (the epoch).

    `event` and `dispatch` are empty where the outlet is alone with it. `title` and `paragraphs` may
    hold the tokens of `newsroom.fill`. `image` names a scene and its variant, as in "dam-2".
    """

    outlet: str
    language: str
    hours_ago: float
    title: str
    section: str
    paragraphs: tuple[str, ...]
    event: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    caption: str = ""
    credit: str = ""
    dispatch: str = ""
    release_after_seconds: int = 0
    correction: Correction | None = None

    @property
    def key(self) -> str:
        """What tells this article from all others, whatever its title becomes."""
        return f"{self.outlet}|{self.language}|{self.event}|{self.title}"

    def published(self, epoch: datetime) -> datetime:
        """The moment of publication, to the second."""
        offset = timedelta(seconds=self.release_after_seconds) - timedelta(hours=self.hours_ago)
        return (epoch + offset).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """How an outlet announces its articles.

    `format` is rss2, rss1, atom, json or news-sitemap. `language` limits the feed to one language.
    `tracked` adds utm_ parameters to the links, as marketing departments do. `tells_corrections` is
    False where a corrected article keeps its old title and date in the feed.
    """

    path: str
    format: str
    full: bool = False
    language: str = ""
    tracked: bool = False
    tells_corrections: bool = True


@dataclass(frozen=True, slots=True)
class House:
    """The technical habits of an outlet: addresses, feeds, template, robots.txt.

    `address` is a format string over number, slug, section, language and date.
    """

    slug: str
    name: str
    language: str
    tagline: str
    address: str
    feeds: tuple[FeedPlan, ...]
    colour: str
    names: dict[str, str] = field(default_factory=dict)
    crawl_delay: str = ""
