"""What the modules say alike in RSS, RDF and Atom: Dublin Core, Media RSS, iTunes, syndication, hubs."""

import re
from collections.abc import Iterator

from jarida.core.feeds.tree import Element, Fields, each, fields_of, first, markup, texts

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|\Z)", re.IGNORECASE)
_PICTURED = frozenset(("enclosure", "media:content", "media:thumbnail", "media:group", "itunes:image", "image"))
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"hourly": 3600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0}
_LONGEST_WISH = 7 * 86_400.0
_SHORTEST_WISH = 60.0


def pictures(fields: Fields) -> list[str]:
    """The addresses of an entry's pictures: enclosures, Media RSS (largest first), thumbnails, iTunes."""
    if _PICTURED.isdisjoint(fields):
        return []
    found = [source for element in each(fields, "enclosure") if (source := _picture(element, "url"))]
    found += _media(fields)
    found += [str(element.get("href") or "") for element in each(fields, "itunes:image")]
    for element in each(fields, "image"):
        found.append(first(fields_of(element), "url") if len(element) else element.get("href") or element.text or "")
    return [source for source in found if source.strip()]


def _media(fields: Fields) -> list[str]:
    wide: list[tuple[int, str]] = []
    small: list[str] = []
    for element, name in _media_elements(fields):
        if name == "media:thumbnail":
            small.append(str(element.get("url") or ""))
        elif source := _picture(element, "url"):
            wide.append((_number(element.get("width")), source))
    wide.sort(key=lambda pair: -pair[0])  # stable: without widths, as the feed orders them
    return [source for _, source in wide] + small


def _media_elements(fields: Fields, depth: int = 0) -> Iterator[tuple[Element, str]]:
    """media:content and media:thumbnail, also within groups and within each other."""
    for name in ("media:content", "media:thumbnail"):
        for element in fields.get(name, ()):
            yield element, name
    if depth == 3:
        return
    for name in ("media:group", "media:content"):
        for element in fields.get(name, ()):
            if len(element):
                yield from _media_elements(fields_of(element), depth + 1)


def _picture(element: Element, attribute: str) -> str:
    """The address in an element that names its kind, if it is a picture's."""
    source = str(element.get(attribute) or "")
    kind = f"{element.get('type') or ''} {element.get('medium') or ''}".strip().lower()
    if kind:
        return source if kind.startswith("image") or kind.endswith("image") else ""
    return source if _PICTURE.search(source) else ""


def _number(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 8 else 0


def people(fields: Fields, *names: str) -> list[str]:
    """Who wrote it, from elements that hold a name, or one within (Atom persons)."""
    found = (
        first(fields_of(element), "name", "atom:name") if len(element) else element.text or ""
        for element in each(fields, *names)
    )
    return [name for name in found if name.strip()]


def keywords(fields: Fields, *names: str) -> list[str]:
    """Lists of keywords in one element, separated by commas."""
    return [word for text in texts(fields, *names) for word in re.split(r"[,،;]", text[:4000])]


def categories(fields: Fields, *names: str) -> list[str]:
    """Tags: an Atom category's label or term, or what the element says."""
    return [
        element.get("label") or element.get("term") or element.get("text") or markup(element)
        for element in each(fields, *names)
    ]


def wished_interval(fields: Fields) -> float | None:
    """How often, in seconds, the feed wishes to be read at most: `ttl` (minutes) or the syndication module."""
    minutes = first(fields, "ttl")
    if minutes.isdecimal() and len(minutes) < 8 and int(minutes):
        return _within_bounds(int(minutes) * 60.0)
    unit = _UNITS.get(first(fields, "sy:updateperiod").lower())
    if unit is None:
        return None
    return _within_bounds(unit / max(1, _number(first(fields, "sy:updatefrequency"))))


def skipped_hours(fields: Fields) -> frozenset[int]:
    """The hours (UTC) in which an RSS feed is not to be read; RSS 0.91 counts to 24, which is 0."""
    said = (child.text or "" for element in each(fields, "skiphours") for child in element.iterchildren("*"))
    return frozenset(int(hour) % 24 for text in said if (hour := text.strip()[:3]).isdecimal() and int(hour) <= 24)


def skipped_days(fields: Fields) -> frozenset[int]:
    """The days of the week, in UTC, on which an RSS feed is not to be read."""
    said = (child.text or "" for element in each(fields, "skipdays") for child in element.iterchildren("*"))
    return frozenset(_DAYS.index(day) for text in said if (day := text.strip().lower()[:3]) in _DAYS)


def _within_bounds(seconds: float) -> float:
    return min(max(seconds, _SHORTEST_WISH), _LONGEST_WISH)


def linked(fields: Fields, rel: str) -> str:
    """The address of an Atom link with this relation (RFC 4287 §4.2.7), in RSS too."""
    for element in each(fields, "atom:link", "link"):
        if rel in (element.get("rel") or "").lower().split():
            return str(element.get("href") or "").strip()
    return ""
