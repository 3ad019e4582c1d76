"""What the sample press has published at a given moment. Pure: the moment is an argument."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_day_names, get_month_names

from jarida.editions.sample.houses import HOUSES
from jarida.editions.sample.load import all_articles
from jarida.editions.sample.model import Article, House
from jarida.editions.sample.slugs import slug

ZONE = ZoneInfo("Africa/Casablanca")
LOCALES = {"ar": "ar_MA", "fr": "fr", "es": "es", "en": "en", "zgh": "zgh"}
TOKEN = re.compile(r"\{(month|weekday|year)([+-]\d+)?\}")
ELISION = re.compile(r"\bde (?=(?:avril|août|octobre)\b)")


@dataclass(frozen=True, slots=True)
class Published:
    """One article as it stands at one moment. `path` is its address below the outlet's home page."""

    article: Article
    number: int
    path: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime
    original_title: str
    original_summary: str

    @property
    def corrected(self) -> bool:
        """Whether the outlet has corrected it."""
        return self.modified != self.published

    @property
    def summary(self) -> str:
        """The first paragraph, which is what feeds give."""
        return self.paragraphs[0]


class Newsroom:
    """All outlets' articles, placed in time by the epoch. Every version is written once, at the start."""

    def __init__(self, epoch: datetime, articles: Iterable[Article] | None = None) -> None:
        self.epoch = epoch.astimezone(ZONE)
        self._versions: dict[str, list[tuple[Published, ...]]] = {slug: [] for slug in HOUSES}
        for article in all_articles() if articles is None else articles:
            self._versions[article.outlet].append(self._write(article))

    def visible(self, outlet: str, now: datetime) -> tuple[Published, ...]:
        """What the outlet shows at `now`, newest first."""
        shown = [version for versions in self._versions[outlet] if (version := _standing(versions, now))]
        return tuple(sorted(shown, key=lambda item: (item.published, item.number), reverse=True))

    def _write(self, article: Article) -> tuple[Published, ...]:
        """The article as first published and, where there is one, as corrected."""
        published, title = article.published(self.epoch), self._fill(article.title, article)
        paragraphs = tuple(self._fill(text, article) for text in article.paragraphs)
        first = Published(
            article=article,
            number=number_of(article),
            path=address_of(HOUSES[article.outlet], article, title, published),
            title=title,
            paragraphs=paragraphs,
            published=published,
            modified=published,
            original_title=title,
            original_summary=paragraphs[0],
        )
        return (first, *self._corrected(first))

    def _corrected(self, first: Published) -> Iterator[Published]:
        correction = first.article.correction
        if correction:
            modified = (self.epoch + timedelta(seconds=correction.after_seconds)).replace(microsecond=0)
            title = self._fill(correction.title, first.article)
            paragraphs = tuple(self._fill(text, first.article) for text in correction.paragraphs)
            yield replace(first, title=title, paragraphs=paragraphs, modified=modified)

    def _fill(self, text: str, article: Article) -> str:
        return fill(text, self.epoch, article.language)


def _standing(versions: tuple[Published, ...], now: datetime) -> Published | None:
    """The version of `now`. What is not released later has always been there, whatever the clock says."""
    first = versions[0]
    if first.article.release_after_seconds and first.published > now:
        return None
    return next((version for version in reversed(versions) if version.modified <= now), first)


def number_of(article: Article) -> int:
    """A number that looks like a content system's and never changes."""
    return 100_000 + int.from_bytes(hashlib.sha256(article.key.encode()).digest()[:4], "big") % 800_000


def address_of(house: House, article: Article, first_title: str, published: datetime) -> str:
    """Path and query of an article, percent-encoded; made of its first title, so corrections keep it."""
    address = house.address.format(
        number=number_of(article),
        slug=slug(first_title),
        section=slug(article.section),
        language=article.language,
        date=published,
    )
    return quote(address, safe="/?=&.-_")


def fill(text: str, moment: datetime, language: str) -> str:
    """Replace {month}, {month+1}, {weekday-1}, {year} by words relative to `moment`, the epoch.

    Not relative to the article: all outlets must name the same day for the same event.
    """
    if "{" not in text:
        return text
    filled = TOKEN.sub(lambda match: _word(match[1], int(match[2] or 0), moment, language), text)
    return ELISION.sub("d’", filled) if language == "fr" else filled


def _word(kind: str, offset: int, moment: datetime, language: str) -> str:
    locale = Locale.parse(LOCALES[language])
    if kind == "year":
        return str(moment.year + offset)
    if kind == "month":
        return str(get_month_names("wide", locale=locale)[(moment.month - 1 + offset) % 12 + 1])
    return str(get_day_names("wide", locale=locale)[(moment + timedelta(days=offset)).weekday()])
