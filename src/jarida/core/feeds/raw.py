"""From what a document says to what Jarida believes: the one place where entries are cleaned.

Every format's reader fills a `RawEntry`; `finish` makes an `Entry` of it. So a rule about dates, addresses
or markup holds for all formats alike.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

from jarida.core.addresses import clean_url, origin
from jarida.core.feeds import bounds
from jarida.core.feeds.dates import is_believable, parse_date
from jarida.core.feeds.markup import first_image, is_markup, plain, sanitise
from jarida.core.feeds.model import Entry
from jarida.core.feeds.people import names
from jarida.core.feeds.problems import Problems
from jarida.core.text.language import primary_subtag

# what most addresses look like; the others are looked at closely
_ORDINARY = re.compile(r"https?://(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:/[^\s\\\x00-\x20]*)?", re.IGNORECASE)
_WHITE = " \t\r\n\f\v\0"


@dataclass(slots=True)
class RawEntry:
    """What one entry says, as written. Lists are in order of preference; `summary` and `content` are HTML."""

    id: str = ""
    links: list[str] = field(default_factory=list)
    title: str = ""
    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    summary: str = ""
    content: str = ""
    language: str = ""
    images: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    base: str = ""
    content_base: str = ""  # where it is another than the entry's


@dataclass(frozen=True, slots=True)
class Reading:
    """What holds for a whole document while it is read. `url` is its own address, for relative ones.

    `with_content` says whether the entries' content is wanted: making it safe is half of a feed's cost.
    """

    url: str
    now: datetime
    problems: Problems
    with_content: bool = True

    def date(self, written: Iterable[str], *, note: bool = True) -> datetime | None:
        """The first believable date; the others are named in `problems`."""
        for text in written:
            moment = parse_date(text)
            if moment is not None and is_believable(moment, self.now):
                return moment
            if note:
                self._note_date(text, moment)
        return None

    def _note_date(self, text: str, moment: datetime | None) -> None:
        if moment is None:
            self.problems.add("date that cannot be read, dropped", text)
        elif moment > self.now:
            self.problems.add("date in the future, dropped", text)
        else:
            self.problems.add("date before 1990, dropped", text)

    def address(self, written: str, base: str = "", *, what: str = "link") -> str:
        """An absolute http(s) address as it is written; "" (and a problem) if it is none."""
        if len(written) <= bounds.MAX_URL and _ORDINARY.fullmatch(written):
            return written
        text = "".join(written.strip(_WHITE).splitlines())
        if not text.startswith(("http://", "https://")):
            text = _join(base or self.url, text)
        if len(text) > bounds.MAX_URL or not clean_url(text):
            self.problems.add(f"{what} that is no web address, dropped", written)
            return ""
        return text.replace(" ", "%20")

    def language(self, *written: str) -> str:
        """The first of these that names a language, as its primary subtag."""
        for text in written:
            subtag = primary_subtag(text) if text else ""
            if subtag:
                return subtag
        return ""


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    return origin(base)


def _join(base: str, text: str) -> str:
    if text[:1] == "/" and text[1:2] not in ("/", "\\") and "/." not in text and (site := _origin(base)):
        return site + text  # the usual case, and urljoin is slow
    try:
        return urljoin(base, text)
    except ValueError:
        return ""


def finish(raw: RawEntry, reading: Reading) -> Entry:
    """The entry, cleaned and bounded."""
    base = raw.base or reading.url
    url = _first_address(raw.links, base, reading)
    title = plain(raw.title, bounds.MAX_TITLE)
    summary = _summary(raw)
    if not url:
        reading.problems.add("entry without an address", title or raw.id)
    return Entry(
        id=raw.id.strip()[: bounds.MAX_ID],
        url=url,
        title=title,
        published=reading.date(raw.published),
        updated=reading.date(raw.updated),
        authors=names(raw.authors),
        summary=summary,
        content=_content(raw, raw.content_base or base) if reading.with_content else "",
        language=reading.language(raw.language),
        images=_images(raw, base, reading),
        tags=_tags(raw.tags),
    )


def _first_address(links: list[str], base: str, reading: Reading) -> str:
    for link in links:
        if link.strip():
            url = reading.address(link, base)
            if url:
                return url
    return ""


def _summary(raw: RawEntry) -> str:
    if raw.summary:
        return plain(raw.summary, bounds.MAX_SUMMARY)
    return plain(raw.content, bounds.MAX_BEGINNING)


def _content(raw: RawEntry, base: str) -> str:
    """The fullest HTML that the entry brings: its content, or a summary that is more than text."""
    if raw.content:
        return sanitise(raw.content, base, bounds.MAX_CONTENT)
    if not is_markup(raw.summary):
        # many feeds escape their HTML twice
        once = html.unescape(raw.summary) if "&lt;" in raw.summary else ""
        return sanitise(once, base, bounds.MAX_CONTENT) if is_markup(once) else ""
    return sanitise(raw.summary, base, bounds.MAX_CONTENT)


def _images(raw: RawEntry, base: str, reading: Reading) -> tuple[str, ...]:
    found: dict[str, None] = {}
    named = [image for image in raw.images[: bounds.MAX_IMAGES] if image.strip()]
    for written in named or filter(None, [first_image(raw.content) or first_image(raw.summary)]):
        url = reading.address(written, base, what="image")
        if url:
            found.setdefault(url)
    return tuple(found)[: bounds.MAX_IMAGES]


def _tags(written: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in written[: bounds.MAX_TAGS * 2]:
        tag = plain(text, bounds.MAX_NAME)
        if tag:
            found.setdefault(tag)
    return tuple(found)[: bounds.MAX_TAGS]
