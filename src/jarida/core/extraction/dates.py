"""When an article was published and last changed, and how far that can be believed (P2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from jarida.core.extraction.model import DateOrigin, FoundDate
from jarida.core.extraction.page import Page, element_text
from jarida.core.extraction.structured import text_of
from jarida.core.text.dates import Moment, find_moment, read_moment

TOLERANCE: Final = timedelta(minutes=10)  # clocks differ; what is later than this is no publication
EARLIEST: Final = 1900

_PUBLISHED_META: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date.published",
    "published_time", "publishdate", "publish-date", "publish_date", "publication_date", "published_at", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "citation_publication_date", "article:created_time", "article.published",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished", "originalpublicationdate", "article_date_original", "date_published", "datecreated", "date",
    "displaydate", "timestamp", "release_date", "analytics.publishdate", "last-published", "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED_META: Final = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "modified_time", "article:updated_time", "revision_date",
    "date.modified", "updated_time",
)  # fmt: skip
_CONFIDENCE: Final = {
    DateOrigin.JSON_LD: 0.95,
    DateOrigin.META: 0.9,
    DateOrigin.TIME: 0.8,
    DateOrigin.FEED: 0.85,
    DateOrigin.URL: 0.7,
    DateOrigin.TEXT: 0.6,
}
_WITHOUT_TIME: Final = 0.05  # taken off where only the day is known

_DATED_ELEMENTS: Final = " or ".join(
    f"self::{tag}" for tag in "span div p li small em b strong font td h2 h3 h4 h5 h6 a i dd".split()
)
_DATED_CLASS = re.compile(
    r"date|time|publi|posted|byline|meta|info|tarikh|fecha|update|stamp|auth|signature", re.IGNORECASE
)
_SAYS_MODIFIED = re.compile(
    r"mis[e]? à jour|modifié|actualisé|updated|modified|edited|actualizado|modificado|تحديث|تعديل|عدل|corrected",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(r"publi|posted|écrit|created|first|نشر|الكاتب|published|creado", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|copyright|all rights reserved|tous droits|حقوق", re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)[/_.-]?(?P<m>0[1-9]|1[0-2])[/_.-]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<y2>20\d\d)/(?P<m2>\d|1[0-2])/(?P<d2>\d|[12]\d|3[01])(?=/))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    moment: Moment
    origin: DateOrigin


def find_dates(page: Page) -> tuple[FoundDate | None, FoundDate | None]:
    """When the article was published and when it was modified, each with origin; None where unknown."""
    published = _choose(page, _published(page))
    modified = _choose(page, _modified(page))
    if modified and published and modified.value < published.value:
        modified = None
    return published, modified


def _published(page: Page) -> Iterator[_Candidate]:
    """What says when it was published, the most trusted first."""
    selector_date = page.selected("published")
    yield from _candidates(page, selector_date, DateOrigin.TIME)
    own = [page.article, *page.structured.of_types("WebPage", "VideoObject")]
    keys = ("datePublished", "dateCreated", "uploadDate")
    yield from _candidates(page, [text_of(node.get(key)) for node in own for key in keys], DateOrigin.JSON_LD)
    yield from _candidates(page, page.meta_texts(*_PUBLISHED_META), DateOrigin.META)
    yield from _candidates(page, _times(page, modified=False), DateOrigin.TIME)
    if page.hints.published is not None:
        yield _Candidate(Moment(page.hints.published, has_time=True), DateOrigin.FEED)
    yield from _candidates(page, _in_address(page.url), DateOrigin.URL)
    yield from _candidates(page, _in_text(page, modified=False), DateOrigin.TEXT)


def _modified(page: Page) -> Iterator[_Candidate]:
    own = [page.article, *page.structured.of_types("WebPage")]
    yield from _candidates(page, [text_of(node.get("dateModified")) for node in own], DateOrigin.JSON_LD)
    yield from _candidates(page, page.meta_texts(*_MODIFIED_META), DateOrigin.META)
    yield from _candidates(page, _times(page, modified=True), DateOrigin.TIME)
    yield from _candidates(page, _in_text(page, modified=True), DateOrigin.TEXT)


def _candidates(page: Page, texts: Any, origin: DateOrigin) -> Iterator[_Candidate]:
    for text in texts:
        moment = read_moment(text, month_first=_month_first(page)) if text else None
        if moment is not None:
            yield _Candidate(moment, origin)


def _choose(page: Page, candidates: Iterator[_Candidate]) -> FoundDate | None:
    """The first possible candidate; if it has no time of day, that of a later one of the same day."""
    zone = ZoneInfo(page.hints.time_zone)
    chosen: _Candidate | None = None
    for candidate in candidates:
        if not _possible(candidate.moment, zone, page.now):
            continue
        if chosen is None:
            chosen = candidate
        elif candidate.moment.value.date() != chosen.moment.value.date():
            continue
        elif candidate.moment.has_time:
            chosen = _Candidate(candidate.moment, chosen.origin)
        if chosen.moment.has_time:
            break
    return _found(chosen, zone) if chosen else None


def _possible(moment: Moment, zone: tzinfo, now: datetime) -> bool:
    """Not in the future, not before print went online by much, not the zero of some clock."""
    value = moment.value
    if value.year < EARLIEST or (value.year, value.month, value.day) in ((1970, 1, 1), (1900, 1, 1)):
        return False
    return _aware(value, zone) <= now + TOLERANCE


def _found(candidate: _Candidate, zone: tzinfo) -> FoundDate:
    moment = candidate.moment
    confidence = _CONFIDENCE[candidate.origin] - (0 if moment.has_time else _WITHOUT_TIME)
    return FoundDate(_aware(moment.value, zone), candidate.origin, round(confidence, 2))


def _aware(value: datetime, zone: tzinfo) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _month_first(page: Page) -> bool:
    """Only pages that call their language that of the United States write the month first."""
    return (page.tree.get("lang") or page.meta_text("og:locale")).replace("_", "-").lower() == "en-us"


def _times(page: Page, *, modified: bool) -> list[str]:
    """Values of <time> and microdata outside furniture; those that say what they are first."""
    wanted, other = ("datemodified", "datepublished") if modified else ("datepublished", "datemodified")
    marked: list[str] = []
    plain: list[str] = []
    path = "//time | //*[contains(@itemprop, 'date') or contains(@property, 'date')][not(self::meta)] | //abbr[@title]"
    for element in [each for each in page.tree.xpath(path)[:60] if not page.in_furniture(each)][:20]:
        says = f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('property', '')}".lower()
        value = (
            next(filter(None, map(element.get, ("datetime", "content", "title"))), "") or element_text(element)[:200]
        )
        if wanted in says or (modified and "updated" in says):
            marked.append(value)
        elif other not in says and not modified and not _is_modified(element):
            plain.append(value)
    return marked + plain


def _is_modified(element: Any) -> bool:
    parent = element.getparent()
    before = (parent.text or "")[-60:] if parent is not None else ""
    around = f"{element.get('class', '')} {element_text(element)[:80]} {before}"
    return _SAYS_MODIFIED.search(around) is not None and _SAYS_PUBLISHED.search(around) is None


def _in_address(url: str) -> list[str]:
    match = _IN_PATH.search(unquote(urlsplit(url).path))
    if match is None:
        return []
    year, month, day = (match[group] or match[f"{group}2"] for group in ("y", "m", "d"))
    return [f"{year}-{month:0>2}-{day:0>2}"]


def _in_text(page: Page, *, modified: bool) -> list[str]:
    """Short texts with a date in them, near the title or marked as a date by their class."""
    return [text for text in _dated_texts(page) if _about(text, modified)]


def _about(text: str, modified: bool) -> bool:
    """Whether a dated text tells when the article was modified (or published)."""
    if _COPYRIGHT.search(text):
        return False
    says_modified, says_published = _SAYS_MODIFIED.search(text), _SAYS_PUBLISHED.search(text)
    if modified:
        return says_modified is not None and says_published is None
    return says_modified is None or says_published is not None


def _dated_texts(page: Page) -> Iterator[str]:
    elements = page.tree.xpath(f"//body//*[{_DATED_ELEMENTS}]")[:5000]
    by_class = [each for each in elements if _DATED_CLASS.search(f"{each.get('class', '')} {each.get('id', '')}")]
    for element in [*by_class[:200], *page.around_title()]:
        if len(element) > 12:
            continue
        text = element_text(element)[:400]
        if 6 <= len(text) <= 160 and find_moment(text) is not None and not page.in_furniture(element):
            yield text
