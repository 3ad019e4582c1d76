"""What the sample press has published at a given moment. Pure: the moment is an argument."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
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
    """All outlets' articles, placed in time by the epoch."""

    def __init__(self, epoch: datetime, articles: Iterable[Article] | None = None) -> None:
        self.epoch = epoch.astimezone(ZONE)
        self._articles = tuple(all_articles() if articles is None else articles)

    def visible(self, outlet: str, now: datetime) -> tuple[Published, ...]:
        """What the outlet shows at `now`, newest first."""
        shown = [self._stand(a, now) for a in self._articles if a.outlet == outlet and self._is_out(a, now)]
        return tuple(sorted(shown, key=lambda p: (p.published, p.number), reverse=True))

    def _is_out(self, article: Article, now: datetime) -> bool:
        return article.release_after_seconds == 0 or article.published(self.epoch) <= now

    def _stand(self, article: Article, now: datetime) -> Published:
        published, first_title = article.published(self.epoch), self._fill(article.title, article)
        correction = article.correction
        title, paragraphs, modified = article.title, article.paragraphs, published
        if correction:
            corrected_at = (self.epoch + timedelta(seconds=correction.after_seconds)).replace(microsecond=0)
            if corrected_at <= now:
                title, paragraphs, modified = correction.title, correction.paragraphs, corrected_at
        return Published(
            article=article,
            number=number_of(article),
            path=address_of(HOUSES[article.outlet], article, first_title, published),
            title=self._fill(title, article),
            paragraphs=tuple(self._fill(text, article) for text in paragraphs),
            published=published,
            modified=modified,
            original_title=first_title,
            original_summary=self._fill(article.paragraphs[0], article),
        )

    def _fill(self, text: str, article: Article) -> str:
        return fill(text, self.epoch, article.language)


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
