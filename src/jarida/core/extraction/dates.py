"""When an article was published and last changed, and how far that can be believed (P2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import Final
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from jarida.core.extraction.model import DateOrigin, FoundDate
from jarida.core.extraction.page import Page, element_text
from jarida.core.extraction.spoken import Spoken, belongs, near_title, says_modified, spoken_dates
from jarida.core.extraction.structured import Node, text_of, types_of
from jarida.core.text.dates import Moment, read_moment, tells_order

TOLERANCE: Final = timedelta(minutes=10)  # clocks differ; what is later than this is no publication
EARLIEST: Final = 1900
LONGEST_SCRIPTS: Final = 600_000  # characters of a page's scripts that are searched

_PUBLISHED_META: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date.published",
    "published_time", "publishdate", "publish-date", "publish_date", "publication_date", "published_at", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "article.published",
    "citation_publication_date", "citation_online_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "rnews:datepublished", "originalpublicationdate", "article_date_original", "date_published", "release_date",
    "analytics.publishdate", "last-published", "iso-8601-publish-date", "published", "published-date",
    "published_date", "article:published", "publication-date", "bt:pubdate", "prism.publicationdate", "displaydate",
)  # fmt: skip
# content systems write the day of the last build, or of a whole site, into these as well
_VAGUE_META: Final = (
    "article:created_time", "dcterms.created", "dc.date.created", "datecreated", "date.created", "created",
    "dc.date", "dcterms.date", "dc.date.x-metadatadate", "citation_date", "date", "timestamp", "article_date",
    "article-date", "eprints.datestamp", "revisit-date",
)  # fmt: skip
_MODIFIED_META: Final = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "modified_time", "article:updated_time", "revision_date",
    "date.modified", "updated_time", "modified-date", "modified_date", "last_modified", "dateupdated",
)  # fmt: skip
# "w-published-date", "twp:publish_time": names that outlets and plug-ins make up
_LIKE_PUBLISHED = re.compile(r"(?:^|[-_:.])(?:publish(?:ed)?|publication|issued|release)[-_. ]?(?:date|time|on|at)$")
_CONFIDENCE: Final = {
    DateOrigin.JSON_LD: 0.95,
    DateOrigin.META: 0.9,
    DateOrigin.TIME: 0.8,
    DateOrigin.FEED: 0.85,
    DateOrigin.URL: 0.7,
    DateOrigin.TEXT: 0.6,
}
_VAGUE: Final = 0.25  # taken off what may be something else's date
_OFFSETS: Final = range(-9, 13)  # hours from Greenwich that outlets live at, but for a few islands
_WITHOUT_TIME: Final = 0.05  # taken off where only the day is known
_ENOUGH: Final = 2.0  # weight of a date in the text from which it is believed
_SURE: Final = 4.0  # and from which it is as sure as words can be

_ARCHIVED = re.compile(r"^/web/\d{8,14}(?:[a-z]{2}_)?/")  # a copy in an archive tells in its address when it was made
_IN_PATH = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)(?P<s>[/_.-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<y2>20\d\d)/(?P<m2>\d|1[0-2])/(?P<d2>\d|[12]\d|3[01])(?=/))(?!\d)"
)
_IN_SCRIPT = re.compile(
    r"[\"'](?:first|original|article|content|page|post)?[_-]?(?:publish(?:ed)?|publication|pub)[_-]?(?:date|time|at|on)?"
    r"(?:time|iso)?\\{0,3}[\"']\s{0,3}[:,=]\s{0,3}\\{0,3}[\"']?(\d{4}-?\d\d-?\d\d[^\"'\\,;]{0,25}|\d{10}(?:\d{3})?)\b|"
    r"\b(?:first|original|article|content)?_?(?:publish(?:ed)?|publication)_?(?:date|time|at)\s{0,3}[:=]\s{0,3}"
    r"[\"'](\d{4}-?\d\d-?\d\d[^\"']{0,25})[\"']",
    re.IGNORECASE,
)
_NAMED = re.compile(r"ub(?:lish|lication|[_-]?[dD]ate|[_-]?[tT]ime)")  # the fast look for what may be such a name
_COUNTRIES_MONTH_FIRST: Final = frozenset(("us", "gov", "edu", "mil", "ph"))
_COUNTRIES_OF_NONE: Final = frozenset(
    ("com", "org", "net", "io", "ai", "co", "info", "tv", "blog", "app", "dev", "me", "news", "space", "pet", "biz")
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    moment: Moment
    origin: DateOrigin
    doubt: float = 0.0  # taken off the confidence of the origin


def find_dates(page: Page) -> tuple[FoundDate | None, FoundDate | None]:
    """When the article was published and when it was modified, each with origin; None where unknown.

    A page that only says when it was updated has no publication date here: it is not made up of the other (P2).
    """
    published = _choose(page, _outvoted(page, _published(page)))
    modified = _choose(page, _modified(page))
    if modified and published and modified.value < published.value:
        modified = None
    return published, modified


def date_candidates(page: Page) -> Iterator[tuple[DateOrigin, str, bool]]:
    """What says when it was published: where, what, and whether it can be (not in the future, not before the web)."""
    zone = ZoneInfo(page.hints.time_zone)
    for candidate in _published(page):
        yield candidate.origin, candidate.moment.value.isoformat(), _possible(candidate.moment, zone, page.now)


def _published(page: Page) -> Iterator[_Candidate]:
    """What says when it was published, the most trusted first."""
    yield from _candidates(page, page.selected("published"), DateOrigin.TIME)
    own = [page.article, *page.structured.of_types("WebPage", "VideoObject")]
    keys = ("datePublished", "uploadDate")
    yield from _candidates(page, [text_of(node.get(key)) for key in keys for node in own], DateOrigin.JSON_LD)
    yield from _candidates(page, page.meta_texts(*_PUBLISHED_META), DateOrigin.META)
    yield from _candidates(page, _like_published(page), DateOrigin.META)
    yield from _candidates(page, _only_one(page), DateOrigin.JSON_LD, _VAGUE)
    yield from _candidates(page, _marked(page, "datepublished"), DateOrigin.TIME)
    yield from _candidates(page, _times(page, near=True), DateOrigin.TIME)
    yield from _candidates(page, [text_of(node.get("dateCreated")) for node in own], DateOrigin.JSON_LD, _VAGUE)
    yield from _candidates(page, page.meta_texts(*_VAGUE_META), DateOrigin.META, _VAGUE)
    yield from _candidates(page, _times(page, near=False), DateOrigin.TIME, _VAGUE)
    if page.hints.published is not None:
        yield _Candidate(Moment(page.hints.published, has_time=True), DateOrigin.FEED)
    yield from _candidates(page, _in_address(page.url), DateOrigin.URL)
    yield from _spoken(page, "published", _SURE)
    yield from _candidates(page, _in_scripts(page), DateOrigin.META, 2 * _VAGUE)
    yield from _spoken(page, "published", _ENOUGH)


def _modified(page: Page) -> Iterator[_Candidate]:
    own = [page.article, *page.structured.of_types("WebPage")]
    yield from _candidates(page, [text_of(node.get("dateModified")) for node in own], DateOrigin.JSON_LD)
    yield from _candidates(page, page.meta_texts(*_MODIFIED_META), DateOrigin.META)
    yield from _candidates(page, _marked(page, "datemodified"), DateOrigin.TIME)
    yield from _candidates(page, _times(page, near=True, modified=True), DateOrigin.TIME)
    yield from _spoken(page, "modified", 1.0)


def _outvoted(page: Page, candidates: Iterator[_Candidate]) -> Iterator[_Candidate]:
    """The candidates, but for a day in JSON-LD against which meta elements and a date by the title speak as one.

    Content systems fill JSON-LD from the first draft; what editors and readers see is the other.
    """
    first = next(candidates, None)
    if first is None:
        return
    meta = next(_candidates(page, page.meta_texts(*_PUBLISHED_META), DateOrigin.META), None)
    if first.origin is DateOrigin.JSON_LD and meta is not None and _differ(first.moment, meta.moment):
        beside = [*_candidates(page, _times(page, near=True), DateOrigin.TIME), *_spoken(page, "published", _SURE)]
        if any(each.moment.value.date() == meta.moment.value.date() for each in beside):
            yield meta
    yield first
    yield from candidates


def _differ(one: Moment, other: Moment) -> bool:
    """Whether two moments are on different days, and not only because they are told in different zones."""
    if one.value.date() == other.value.date():
        return False
    return not (one.value.tzinfo and other.value.tzinfo and one.value == other.value)


def _candidates(page: Page, texts: Iterable[str], origin: DateOrigin, doubt: float = 0.0) -> Iterator[_Candidate]:
    for text in texts:
        moment = read_moment(text, month_first=_month_first(page)) if text else None
        if moment is not None:
            yield _Candidate(moment, origin, doubt)


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
            chosen = replace(chosen, moment=candidate.moment)
        if chosen.moment.has_time or chosen.origin is DateOrigin.TEXT:
            break
    return _found(page, chosen, zone) if chosen else None


def _possible(moment: Moment, zone: tzinfo, now: datetime) -> bool:
    """Not in the future, not before print went online by much, not the zero of some clock."""
    value = moment.value
    if value.year < EARLIEST or (value.year, value.month, value.day) in ((1970, 1, 1), (1900, 1, 1)):
        return False
    return _aware(value, zone) <= now + TOLERANCE


def _found(page: Page, candidate: _Candidate, zone: tzinfo) -> FoundDate:
    moment = candidate.moment
    confidence = _CONFIDENCE[candidate.origin] - candidate.doubt - (0 if moment.has_time else _WITHOUT_TIME)
    written = candidate.origin in (DateOrigin.JSON_LD, DateOrigin.META, DateOrigin.TIME)
    value = _aware(_on_its_day(page, moment) if written else moment.value, zone)
    return FoundDate(value, candidate.origin, round(max(confidence, 0.05), 2))


def _aware(value: datetime, zone: tzinfo) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _on_its_day(page: Page, moment: Moment) -> datetime:
    """The moment, told in an offset in which it falls on the day that the outlet itself shows.

    Content systems write Greenwich time into markup; an evening in America is the next day there. Where neither
    the edition nor the page says the zone, the address tells the day. The moment stays the same.
    """
    value = moment.value
    if not moment.has_time or value.tzinfo is None or value.utcoffset() or page.hints.time_zone != "UTC":
        return value
    days = {found.value.date() for text in _in_address(page.url) if (found := read_moment(text))}
    if not days or value.date() in days:
        return value
    hours = next((h for h in sorted(_OFFSETS, key=abs) if _day_at(value, h) in days), 0)
    return value.astimezone(timezone(timedelta(hours=hours))) if hours else value


def _day_at(value: datetime, hours: int) -> date:
    return (value + timedelta(hours=hours)).date()


def _month_first(page: Page) -> bool:
    """Whether dates in figures have the month first: other dates of the page say so, else language and country."""
    known: bool | None = page.memo.get("month first")
    if known is None:
        known = page.memo["month first"] = _order(page)
    return known


def _order(page: Page) -> bool:
    locale = (page.tree.get("lang") or page.meta_text("og:locale")).replace("_", "-").lower()
    if not locale.startswith("en") or locale == "en-gb":
        return False
    values = (text for name in (*_PUBLISHED_META, *_VAGUE_META, *_MODIFIED_META) for text in page.meta.get(name, ()))
    told = next((order for text in values if (order := tells_order(text)) is not None), None)
    if told is not None:
        return told
    if "-" in locale:
        return locale in ("en-us", "en-ph")
    country = (urlsplit(page.url).hostname or "").rsplit(".", 1)[-1]
    ours = page.hints.time_zone
    if ours != "UTC" and not ours.startswith("America/"):
        return False
    return country in _COUNTRIES_MONTH_FIRST or country in _COUNTRIES_OF_NONE


def _like_published(page: Page) -> list[str]:
    return [text for name, texts in page.meta.items() if _LIKE_PUBLISHED.search(name) for text in texts[:1]]


def _only_one(page: Page) -> list[str]:
    """The one date of publication in the structured data, whatever it is that was published (a recipe, a course)."""
    dates = [text_of(node.get("datePublished")) for node in page.structured.nodes if _is_own(node)]
    found = list(dict.fromkeys(filter(None, dates)))
    return found if len({text[:10] for text in found}) == 1 else []


def _is_own(node: Node) -> bool:
    return "datePublished" in node and not {"Comment", "Review", "UserReview", "Answer"} & set(types_of(node))


def _marked(page: Page, wanted: str) -> list[str]:
    """Values of microdata and RDFa. In furniture only if all of the page say the same day: lists say many."""
    dated: list[HtmlElement] | None = page.memo.get("dated")
    if dated is None:
        dated = page.memo["dated"] = [element for element, mark in page.index.marks.items() if "date" in mark]
    found = [each for each in dated[:200] if _is_marked(each, wanted)][:20]
    inside = [_value(element) for element in found if belongs(page, element)]
    everywhere = [_value(element) for element in found]
    metas = [_value(meta) for meta in page.index.tagged("meta")[:200] if _is_marked(meta, wanted)]
    return [*inside, *(everywhere if len(set(everywhere)) == 1 else ()), *(metas if len(set(metas)) == 1 else ())]


def _is_marked(element: HtmlElement, wanted: str) -> bool:
    return wanted in f"{element.get('itemprop', '')} {element.get('property', '')}".lower()


def _times(page: Page, *, near: bool, modified: bool = False) -> list[str]:
    """Values of <time> that are of the article: those where datelines stand, or those elsewhere."""
    known: dict[str, list[HtmlElement]] = page.memo.setdefault("times", {})
    if not known:
        own = [each for each in page.index.tagged("time")[:60] if belongs(page, each)][:20]
        known["near"] = [each for each in own if near_title(page, each)]
        known["far"] = [each for each in own if each not in known["near"]]
    other = "datepublished" if modified else "datemodified"
    elements = known["near" if near else "far"]
    return [_value(each) for each in elements if not _is_marked(each, other) and _is_modified(each) is modified]


def _value(element: HtmlElement) -> str:
    """What an element says: its machine-readable value if it has one, else its text."""
    machine = next(filter(None, map(element.get, ("datetime", "content", "title"))), "")
    return machine[:200] if any(map(str.isdigit, machine[:200])) else element_text(element)[:200]


def _is_modified(element: HtmlElement) -> bool:
    parent = element.getparent()
    before = (parent.text or "")[-60:] if parent is not None else ""
    previous = element.getprevious()
    if previous is not None:
        before = (previous.tail or "").strip()[-60:] or (previous.text or "")[-60:]
    around = f"{element.get('class', '')} {element.get('itemprop', '')} {element_text(element)[:80]} {before}"
    return says_modified(around)


def _in_address(url: str) -> list[str]:
    match = _IN_PATH.search(_ARCHIVED.sub("/", unquote(urlsplit(url).path)))
    if match is None:
        return []
    year, month, day = (match[group] or match[f"{group}2"] for group in ("y", "m", "d"))
    return [f"{year}-{month:0>2}-{day:0>2}"]


def _spoken(page: Page, says: str, least: float) -> Iterator[_Candidate]:
    for spoken in spoken_dates(page, _month_first(page)):
        if spoken.weight >= least and (spoken.says == "modified") == (says == "modified"):
            yield _Candidate(spoken.moment, DateOrigin.TEXT, _doubt(spoken))


def _doubt(spoken: Spoken) -> float:
    return (0.0 if spoken.weight >= _SURE else 0.15) + (0.0 if spoken.exact else 0.2)


def _in_scripts(page: Page) -> list[str]:
    """What scripts of content systems and of measuring call the date of publication, if they agree on the day."""
    room, found = LONGEST_SCRIPTS, []
    for script in page.index.tagged("script"):
        text = script.text or ""
        room -= len(text)
        if room < 0:
            break
        found += [value for name in islice(_NAMED.finditer(text), 100) if (value := _value_at(name))]
    return found[:1] if len({value[:10].replace("-", "")[:8] for value in found}) == 1 else []


def _value_at(name: re.Match[str]) -> str:
    """The date that a script gives beside a name like that of a date of publication; "" if none."""
    match = _IN_SCRIPT.search(name.string, max(0, name.start() - 12), name.end() + 80)
    return (match[1] or match[2]) if match else ""
