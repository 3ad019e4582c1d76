"""Editions: a country's outlets as reviewable data.

An edition is one TOML file (docs/editions.md). `load_edition` reads one that Jarida brings, by name, or
one of your own, by path. What this installation has added itself (`jarida add`, `jarida import`) is in
`outlets.toml` of the data folder; `active_edition` reads both as one.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from jarida.config.options import Options
from jarida.core.errors import EditionError
from jarida.editions import check, check_editorial
from jarida.editions.check import Source
from jarida.editions.model import EditionSpec, FeedSpec, Kind, OutletSpec
from jarida.editions.tables import Additions, Document, EditionTable, FeedTable, OutletTable

__all__ = [
    "ADDITIONS",
    "EditionSpec",
    "FeedSpec",
    "Kind",
    "OutletSpec",
    "active_edition",
    "available",
    "feed_key",
    "load_additions",
    "load_edition",
    "merge",
]

FOLDER = Path(__file__).resolve().parent
ADDITIONS = "outlets.toml"
LARGEST = 4 << 20  # bytes; the editions of the largest countries are a tenth of it
# What is kept where no edition is chosen: only what this installation adds itself.
OWN = EditionSpec(code="own", name="Jarida")

Shape = TypeVar("Shape", Document, Additions)


def available() -> tuple[str, ...]:
    """The names of the editions that Jarida brings."""
    files = {path.stem for path in FOLDER.glob("*.toml")}
    return tuple(sorted(files | {path.parent.name for path in FOLDER.glob("*/edition.toml")}))


def load_edition(name_or_path: str) -> EditionSpec:
    """An edition by name (`morocco`) or by path (`./norway.toml`).

    Raises EditionError, whose message names file, line and field.
    """
    path = _locate(name_or_path)
    source, document = _read(path, Document)
    check.check_edition(source, document.edition)
    edition = _edition(document.edition, _outlets(source, document.outlets, document.edition), str(path))
    return replace(
        edition,
        aliases=check.check_aliases(source, document.aliases),
        alias_topics=check.alias_topics(document.aliases),
        agencies=check_editorial.agencies(source, document.agencies),
        topics=check_editorial.topics(source, document.topics),
    )


def load_additions(folder: Path, edition: EditionSpec = OWN) -> tuple[OutletSpec, ...]:
    """The outlets that this installation has added, with the defaults of `edition`; () where there are none."""
    path = folder / ADDITIONS
    return read_additions(path, edition) if path.exists() else ()


def read_additions(path: Path, edition: EditionSpec = OWN) -> tuple[OutletSpec, ...]:
    """The outlets of a file of additions. Raises EditionError."""
    source, additions = _read(path, Additions)
    defaults = EditionTable(
        code=edition.code,
        name=edition.name,
        country=edition.country,
        time_zone=edition.time_zone,
        policy=edition.default_policy,
    )
    return _outlets(source, additions.outlets, defaults)


def active_edition(options: Options) -> EditionSpec:
    """The edition of the settings together with what this installation has added."""
    chosen = options.edition.path or options.edition.name
    edition = load_edition(chosen) if chosen else OWN
    return merge(edition, load_additions(options.folder, edition))


def merge(edition: EditionSpec, additions: Iterable[OutletSpec]) -> EditionSpec:
    """The edition with outlets added. Of one that the edition has itself, by slug, only new feeds are taken."""
    outlets = {outlet.slug: outlet for outlet in edition.outlets}
    known = {feed_key(feed.url) for outlet in edition.outlets for feed in outlet.feeds}
    for added in additions:
        fresh = tuple(feed for feed in added.feeds if feed_key(feed.url) not in known)
        known.update(feed_key(feed.url) for feed in fresh)
        old = outlets.get(added.slug)
        outlets[added.slug] = replace(old, feeds=old.feeds + fresh) if old else replace(added, feeds=fresh)
    return replace(edition, outlets=tuple(outlets.values()))


def feed_key(url: str) -> str:
    """What tells one feed's address from another: not the scheme, a `www.`, or a slash at the end."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


# --- reading ------------------------------------------------------------------------------------------


def _locate(name_or_path: str) -> Path:
    if not name_or_path.endswith(".toml") and "/" not in name_or_path:
        for path in (FOLDER / f"{name_or_path}.toml", FOLDER / name_or_path / "edition.toml"):
            if path.is_file():
                return path
    path = Path(name_or_path).expanduser()
    if path.is_dir() and (path / "edition.toml").is_file():
        return path / "edition.toml"
    if not path.is_file():
        names = ", ".join(available())
        raise EditionError(f"there is no such edition; Jarida brings {names}, or give a file", subject=name_or_path)
    return path


def _read(path: Path, shape: type[Shape]) -> tuple[Source, Shape]:
    """A file as tables: valid TOML with known fields of the right types."""
    text = _text(path)
    source = Source(str(path), text, _toml(path, text))
    check.known_fields(source, with_edition=shape is Document)
    try:
        return source, msgspec.convert(source.data, shape)
    except msgspec.ValidationError as error:
        check.wrong_type(source, error)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise EditionError(f"larger than {LARGEST >> 20} MB: that is no edition", subject=f"{path}:1")
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise EditionError("the file must be UTF-8", subject=f"{path}:{line}") from error
    except OSError as error:
        raise EditionError(f"the file cannot be read: {error.strerror}", subject=str(path)) from error


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        words = place.rstrip(")").replace(",", "").split()
        line = int(words[1]) if words[:1] == ["line"] else text.count("\n") + 1
        raise EditionError(f"not valid TOML: {message}", subject=f"{path}:{line}") from error
    except RecursionError as error:
        raise EditionError("not valid TOML: nested too deeply", subject=f"{path}:1") from error


# --- from tables to specifications --------------------------------------------------------------------


def _edition(table: EditionTable, outlets: tuple[OutletSpec, ...], source: str) -> EditionSpec:
    return EditionSpec(
        code=table.code,
        name=table.name,
        names=table.names,
        country=table.country,
        time_zone=table.time_zone,
        interface_languages=table.interface_languages,
        default_policy=table.policy,
        fictional=table.fictional,
        outlets=outlets,
        source=source,
    )


def _outlets(source: Source, tables: tuple[OutletTable, ...], edition: EditionTable) -> tuple[OutletSpec, ...]:
    """Checked outlets; each slug and each feed at most once."""
    outlets: dict[str, OutletSpec] = {}
    feeds: dict[str, str] = {}
    for number, table in enumerate(tables):
        check.check_outlet(source, number, table)
        outlet = _outlet(table, edition)
        if outlet.slug in outlets:
            other = outlets[outlet.slug].name
            source.refuse(("outlets", number, "slug"), f"{outlet.slug!r} is taken by {other!r}; give another")
        outlets[outlet.slug] = outlet
        _once(source, number, outlet, feeds)
    return tuple(outlets.values())


def _once(source: Source, number: int, outlet: OutletSpec, feeds: dict[str, str]) -> None:
    for index, feed in enumerate(outlet.feeds):
        key = feed_key(feed.url)
        if key in feeds:
            message = f"{feed.url!r} is already a feed of {feeds[key]!r}; name it once"
            source.refuse(("outlets", number, "feeds", index), message)
        feeds[key] = outlet.name


def _outlet(table: OutletTable, edition: EditionTable) -> OutletSpec:
    return OutletSpec(
        slug=table.slug or check.outlet_slug(table.name, table.homepage),
        name=table.name,
        names=table.names,
        homepage=table.homepage,
        kind=table.kind,
        ownership=table.ownership,
        languages=table.languages,
        country=edition.country if table.country is None else table.country,
        policy=edition.policy if table.policy is None else table.policy,
        time_zone=table.time_zone or edition.time_zone,
        feeds=tuple(_feed(feed) for feed in table.feeds),
        selectors=table.selectors,
        verified=table.verified,
        fictional=edition.fictional,
        note=table.note,
    )


def _feed(feed: str | FeedTable) -> FeedSpec:
    return FeedSpec(feed) if isinstance(feed, str) else FeedSpec(feed.url, feed.kind, feed.language)
