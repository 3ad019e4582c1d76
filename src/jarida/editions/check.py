"""What makes an edition's file wrong, and how that is said: `file:line: field: what is wrong`."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NoReturn
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from babel import Locale

from jarida.core.errors import EditionError
from jarida.core.names.gazetteer import LONGEST_NAME
from jarida.core.text.analysis import forms
from jarida.editions.lines import Path, line_map, line_of
from jarida.editions.model import INTERFACE_LANGUAGES, SELECTORS
from jarida.editions.tables import (
    LONGEST_ALIAS,
    Additions,
    AgencyTable,
    Document,
    EditionTable,
    FeedTable,
    OutletTable,
    TopicTable,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Groups of languages that an outlet may name though they are no single language.
COLLECTIVE = {"ber"}
WORDS = {"str": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false",
         "array": "a list", "object": "a table", "null": "empty"}  # fmt: skip
TEXT_TOO_LONG = re.compile(r"Expected `str` of length <= (\d+)")
STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")


class Source:
    """A file being checked: knows where each value stands, and refuses with one line."""

    def __init__(self, file: str, text: str, data: Mapping[str, Any]) -> None:
        self.file = file
        self.data = data
        self.lines = line_map(text)

    def refuse(self, path: Path, message: str, *, cause: Exception | None = None) -> NoReturn:
        """Raise EditionError for the value at `path`."""
        field = ".".join(str(step) for step in path if isinstance(step, str) and step != "outlets")
        line = f"{field}: {message}" if field else message
        raise EditionError(line, subject=f"{self.file}:{line_of(self.lines, path)}") from cause


# --- shape --------------------------------------------------------------------------------------------


def known_fields(source: Source, *, with_edition: bool) -> None:
    """Refuse a table or field that does not exist, with the nearest one that does."""
    top = Document.__struct_fields__ if with_edition else Additions.__struct_fields__
    _known(source, (), source.data, top)
    if isinstance(edition := source.data.get("edition"), dict):
        _known(source, ("edition",), edition, EditionTable.__struct_fields__)
    outlets = source.data.get("outlets")
    for number, outlet in enumerate(outlets if isinstance(outlets, list) else ()):
        if isinstance(outlet, dict):
            _known_of_outlet(source, ("outlets", number), outlet)
    for name, table in (("agencies", AgencyTable), ("topics", TopicTable)):
        listed = source.data.get(name)
        for number, one in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(one, dict):
                _known(source, (name, number), one, table.__struct_fields__)
    if isinstance(aliases := source.data.get("aliases"), dict):
        for topic, groups in aliases.items():
            _alias_shapes(source, ("aliases", topic), groups)


def _alias_shapes(source: Source, path: Path, groups: Any) -> None:
    """Refuse what is no list of lists of names; msgspec does not say in which topic it stands."""
    if not isinstance(groups, list):
        source.refuse(path, 'must be a list of groups such as ["Fès", "Fez", "فاس"]')
    for number, group in enumerate(groups):
        place: Path = (*path, number)
        if not isinstance(group, list):
            source.refuse(place, 'must be a list of names such as ["Fès", "Fez", "فاس"]')
        for index, name in enumerate(group):
            if not isinstance(name, str):
                source.refuse((*place, index), f"{name!r} must be text in quotes")
            if len(name) > LONGEST_ALIAS:
                source.refuse((*place, index), f"must not be longer than {LONGEST_ALIAS} letters")


def _known_of_outlet(source: Source, path: Path, outlet: dict[str, Any]) -> None:
    _known(source, path, outlet, OutletTable.__struct_fields__)
    if isinstance(selectors := outlet.get("selectors"), dict):
        _known(source, (*path, "selectors"), selectors, SELECTORS)
    feeds = outlet.get("feeds")
    for number, feed in enumerate(feeds if isinstance(feeds, list) else ()):
        if isinstance(feed, dict):
            _known(source, (*path, "feeds", number), feed, FeedTable.__struct_fields__)


def _known(source: Source, path: Path, table: Mapping[str, Any], fields: Iterable[str]) -> None:
    for name in table:
        if name not in fields:
            source.refuse((*path, name), f"there is no such field here{near(name, fields)}")


def near(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, or all of them where none is near and they are few."""
    words = [str(one) for one in known]
    found = difflib.get_close_matches(word, words, n=1)
    if found:
        return f"; did you mean {found[0]!r}?"
    return f"; it should be one of {', '.join(words)}" if len(words) < 20 else ""


def wrong_type(source: Source, error: msgspec.ValidationError) -> NoReturn:
    """Say msgspec's finding in the words of a person who writes TOML."""
    text, _, place = str(error).partition(" - at `")
    path = _path(place.rstrip("`"))
    if text.startswith("Object missing required field"):
        missing = text.split("`")[1]
        source.refuse(path, f"the field {missing!r} is missing", cause=error)
    if text.startswith("Invalid enum value"):
        value = _value(source.data, path)
        source.refuse(path, f"{value!r} is not allowed{near(str(value), _allowed(path))}", cause=error)
    if longest := TEXT_TOO_LONG.match(text):
        source.refuse(path, f"must not be longer than {longest[1]} letters", cause=error)
    if "length >= 1" in text:
        source.refuse(path, "must not be empty", cause=error)
    source.refuse(path, _plain(text), cause=error)


def _plain(text: str) -> str:
    """`Expected `str`, got `int`` in plain words."""
    names = [[WORDS.get(kind.strip(), kind.strip()) for kind in part.split("|")] for part in text.split("`")[1::2]]
    if text.startswith("Expected") and len(names) == 2:
        return f"must be {' or '.join(names[0])}, not {names[1][0]}"
    return text.replace("`", "")


def _allowed(path: Path) -> list[str]:
    """The members of the enumeration that stands at `path`."""
    from jarida.core.extraction.model import Policy
    from jarida.editions.model import FeedKind, Kind, Ownership

    kinds = FeedKind if "feeds" in path else Kind
    members = {"policy": Policy, "ownership": Ownership}.get(str(path[-1]), kinds)
    return [str(member) for member in members if member]


def _path(place: str) -> Path:
    """msgspec's `$.outlets[3].name` as a path."""
    return tuple(int(number) if number else name for name, number in STEP.findall(place) if name or number)


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


# --- meaning ------------------------------------------------------------------------------------------


def check_edition(source: Source, edition: EditionTable) -> None:
    """Refuse an edition whose code, country, zone or languages do not exist."""
    path: Path = ("edition",)
    check_slug(source, (*path, "code"), edition.code)
    check_country(source, (*path, "country"), edition.country)
    check_zone(source, (*path, "time_zone"), edition.time_zone)
    check_names(source, (*path, "names"), edition.names)
    if not edition.interface_languages:
        source.refuse((*path, "interface_languages"), "must name at least one language")
    for number, language in enumerate(edition.interface_languages):
        if language not in INTERFACE_LANGUAGES:
            place = (*path, "interface_languages", number)
            source.refuse(place, f"there is no interface in {language!r}{near(language, INTERFACE_LANGUAGES)}")


def check_outlet(source: Source, number: int, outlet: OutletTable) -> None:
    """Refuse an outlet with an address, language, country, zone, slug or selector that cannot be meant."""
    path: Path = ("outlets", number)
    if outlet.slug:
        check_slug(source, (*path, "slug"), outlet.slug)
    check_address(source, (*path, "homepage"), outlet.homepage)
    check_names(source, (*path, "names"), outlet.names)
    for index, language in enumerate(outlet.languages):
        check_language(source, (*path, "languages", index), language)
    check_country(source, (*path, "country"), outlet.country or "")
    check_zone(source, (*path, "time_zone"), outlet.time_zone or "UTC")
    for index, feed in enumerate(outlet.feeds):
        place: Path = (*path, "feeds", index)
        check_address(source, place, feed if isinstance(feed, str) else feed.url)
        if isinstance(feed, FeedTable) and feed.language:
            check_language(source, (*place, "language"), feed.language)
    for field, selector in outlet.selectors.items():
        check_selector(source, (*path, "selectors", field), selector)


def check_slug(source: Source, path: Path, slug: str) -> None:
    """A slug stands in addresses: ASCII letters in lower case, digits and single hyphens."""
    if not SLUG.fullmatch(slug):
        suggestion = ascii_slug(slug)
        example = f", such as {suggestion!r}" if suggestion else ""
        source.refuse(path, f"{slug!r} must be small letters a-z, digits and hyphens{example}")


def check_address(source: Source, path: Path, address: str) -> None:
    """An address of the web: http or https, a host, no name and password, no blanks."""
    if reason := address_problem(address):
        source.refuse(path, f"{address!r} {reason}; it should be like https://example.org/feed")


def address_problem(address: str) -> str:
    """Why this is no address of the web; empty if it is one."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is no address ({error})"
    if parts.scheme not in ("http", "https"):
        return "must begin with http:// or https://"
    if not host:
        return "has no host"
    if "@" in parts.netloc:
        return "must not carry a name or password"
    return "has blanks in it" if re.search(r"\s", address) else ""


def check_language(source: Source, path: Path, language: str) -> None:
    """A BCP 47 primary subtag that CLDR knows."""
    if language not in languages():
        source.refuse(path, f"unknown language {language!r}; it should be a code such as ar, fr, es, en or zgh")


@cache
def languages() -> frozenset[str]:
    """Every language code that may be named."""
    return frozenset(str(code) for code in Locale("en").languages if "_" not in str(code)) | COLLECTIVE


def check_names(source: Source, path: Path, names: Mapping[str, str]) -> None:
    """Names are by language."""
    for language in names:
        check_language(source, (*path, language), language)


def check_country(source: Source, path: Path, country: str) -> None:
    """Empty, or an ISO 3166-1 code of two capital letters."""
    if country and (not re.fullmatch("[A-Z]{2}", country) or country not in Locale("en").territories):
        source.refuse(path, f"unknown country {country!r}; it should be a code of two capital letters such as MA")


def check_zone(source: Source, path: Path, zone: str) -> None:
    """An IANA time zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"unknown time zone {zone!r}; it should be an IANA name such as Africa/Casablanca"
        source.refuse(path, message, cause=error)


def check_selector(source: Source, path: Path, selector: str) -> None:
    """A CSS selector as far as can be seen without compiling it: not empty, nothing of a style sheet, closed."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", selector)
    closed = all(bare.count(left) == bare.count(right) for left, right in ("[]", "()"))
    if not bare.strip() or len(selector) > 500 or not closed or re.search(r"[{};<\"']", bare):
        source.refuse(path, f"{selector!r} is not a CSS selector such as 'article h1'")


def check_aliases(source: Source, topics: Mapping[str, Iterable[Iterable[str]]]) -> tuple[tuple[str, ...], ...]:
    """All groups of names, or refuse: a name without words, one of two groups, a group of a single name."""
    taken: dict[tuple[str, ...], str] = {}
    groups = []
    for topic, of_topic in topics.items():
        for number, group in enumerate(of_topic):
            names = tuple(" ".join(name.split()) for name in group)
            _check_group(source, ("aliases", topic, number), names, taken)
            groups.append(names)
    return tuple(groups)


def alias_topics(topics: Mapping[str, Iterable[Iterable[str]]]) -> tuple[str, ...]:
    """The heading of each group of `check_aliases`."""
    return tuple(topic for topic, of_topic in topics.items() for _ in of_topic)


def _check_group(source: Source, path: Path, names: tuple[str, ...], taken: dict[tuple[str, ...], str]) -> None:
    own = dict.fromkeys(forms(name) for name in names)
    for index, name in enumerate(names):
        form = forms(name)
        if not form or len(form) > LONGEST_NAME:
            source.refuse((*path, index), f"{name!r} must have one to {LONGEST_NAME} words")
        if form in taken:
            source.refuse((*path, index), f"{name!r} is already a name of {taken[form]!r}; a name is that of one thing")
    if len(own) < 2:
        source.refuse(path, "a group needs two names that differ in more than accents and capitals")
    taken.update(dict.fromkeys(own, names[0]))


# --- slugs --------------------------------------------------------------------------------------------


def ascii_slug(name: str) -> str:
    """The letters and digits of a name that ASCII can say, joined by hyphens; empty if there are none."""
    plain = unicodedata.normalize("NFKD", name).replace("’", "").replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:80].rstrip("-")


def outlet_slug(name: str, homepage: str) -> str:
    """The slug of an outlet without one: from its name in Latin letters, else from its host."""
    latin = all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
    if latin and (slug := ascii_slug(name)):
        return slug
    host = (urlsplit(homepage).hostname or "").removeprefix("www.").removeprefix("m.")
    return ascii_slug(host.rpartition(".")[0] or host) or "outlet"
