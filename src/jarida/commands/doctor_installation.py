"""What `jarida doctor` looks at without a network: this machine, the settings, the archive, the edition.

Each check is a function that gives a `Finding`; none of them changes the archive.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from jarida.config.options import Options, load
from jarida.core.errors import JaridaError
from jarida.editions.catalogue import EditionSpec, active_edition, load_edition
from jarida.editions.model import INTERFACE_LANGUAGES

PYTHON = (3, 11)
SQLITE = (3, 31, 0)  # what Django 5.2 asks for
LITTLE_SPACE = 1 << 30  # bytes: some weeks of a large country's press
# Nobody runs this program before it was written.
WRITTEN = datetime(2025, 1, 1, tzinfo=UTC)
LOCALE = Path(__file__).resolve().parent.parent / "website" / "locale"


class Verdict(StrEnum):
    """What a finding means. Only ATTENTION makes the command fail."""

    OK = "ok"
    NOTE = "note"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do where it is not as it should be."""

    name: str
    verdict: Verdict
    text: str


def ok(name: str, text: str) -> Finding:
    """All is as it should be."""
    return Finding(name, Verdict.OK, text)


def attention(name: str, text: str) -> Finding:
    """A person has to do something."""
    return Finding(name, Verdict.ATTENTION, text)


def note(name: str, text: str) -> Finding:
    """Worth knowing; nothing to do."""
    return Finding(name, Verdict.NOTE, text)


def findings(edition_name: str = "") -> Iterator[Finding]:
    """Everything about this installation. What depends on settings is left out where they cannot be read."""
    yield python()
    yield sqlite()
    yield pictures()
    yield clock()
    yield zones()
    yield from locales(LOCALE)
    try:
        options = load()
    except JaridaError as error:
        yield attention("settings", str(error))
        return
    yield settings(options)
    of_folder = list(folder(options.folder))
    yield from of_folder
    if of_folder[0].verdict is Verdict.OK:
        yield from database()
    finding, _ = edition(options, edition_name)
    yield finding


def python() -> Finding:
    """Python is new enough."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        return attention("Python", f"{version}; Jarida needs {PYTHON[0]}.{PYTHON[1]} or newer")
    return ok("Python", version)


def sqlite() -> Finding:
    """The SQLite of this Python is new enough and can search."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < SQLITE:
        return attention("SQLite", f"{version}; Jarida needs {'.'.join(map(str, SQLITE))} or newer")
    missing = [name for name, statement in FEATURES.items() if not _works(statement)]
    if missing:
        return attention("SQLite", f"{version} is built without {', '.join(missing)}; install another Python")
    return ok("SQLite", f"{version} with {', '.join(FEATURES)}")


FEATURES = {
    "FTS5": "CREATE VIRTUAL TABLE t USING fts5(a, content='', tokenize='unicode61')",
    "JSON": "SELECT json_extract('[1]', '$[0]')",
    "window functions": "SELECT row_number() OVER ()",
}


def _works(statement: str) -> bool:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(statement)
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True


def pictures() -> Finding:
    """Images can be re-encoded."""
    from PIL import features

    if not features.check("webp"):
        return attention("pictures", "Pillow is built without WebP; install a wheel of Pillow from PyPI")
    return ok("pictures", f"Pillow {features.version('pil')} with WebP")


def clock(now: datetime | None = None) -> Finding:
    """The clock is not years behind; how exact it is can only be told on a network."""
    moment = now or datetime.now(UTC)
    text = moment.isoformat(timespec="seconds")
    if moment < WRITTEN:
        return attention("clock", f"it says {text}, which is in the past; set it (NTP)")
    return ok("clock", text)


def zones(names: Iterable[str] = ("Africa/Casablanca", "Europe/Madrid", "Asia/Beirut")) -> Finding:
    """The data of time zones are installed."""
    for name in names:
        try:
            ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            return attention("time zones", f"{name} is not known; install the package tzdata")
    return ok("time zones", "known")


def locales(path: Path) -> Iterator[Finding]:
    """The interface is there in every language; English is its source."""
    missing = [
        language
        for language in INTERFACE_LANGUAGES
        if language != "en" and not (path / language / "LC_MESSAGES" / "django.mo").is_file()
    ]
    if missing:
        yield attention("languages", f"the interface is not compiled in {', '.join(missing)}; reinstall Jarida")
    else:
        yield ok("languages", f"interface in {', '.join(INTERFACE_LANGUAGES)}")


def settings(options: Options) -> Finding:
    """The settings are right, and publishers can find out who visits them."""
    where = os.environ.get("JARIDA_CONFIG") or ("jarida.toml" if Path("jarida.toml").exists() else "the defaults")
    if not (options.fetch.contact or options.site.contact or options.site.url):
        return note("settings", f"{where}; give a contact (fetch.contact), so that publishers know who visits them")
    return ok("settings", where)


def folder(path: Path, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free) -> Iterator[Finding]:
    """The data folder can be written, and there is room in it."""
    place = next(parent for parent in (path, *path.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        yield attention("data folder", f"{path} cannot be written: {error.strerror}")
        return
    yield ok("data folder", str(path))
    room = free(place)
    text = f"{room / (1 << 30):.1f} GB free"
    yield ok("disk", text) if room >= LITTLE_SPACE else attention("disk", f"only {text}; make room")


def database() -> Iterator[Finding]:
    """The database answers and has this version's tables; a new one gets them at the next start."""
    from jarida.config.setup import setup_django

    setup_django()
    from jarida.archive.ready import pending, where

    try:
        left = pending()
    except JaridaError as error:
        yield attention("database", str(error))
        return
    if left:
        yield note("database", f"{where()}: {len(left)} migrations are to be made; the next start makes them")
        return
    yield ok("database", f"{where()}: {_contents()}")
    yield from _layouts()
    yield from _search()
    yield from _stories()
    yield from _hubs()


def _contents() -> str:
    from jarida.archive.health import outlets_health

    outlets = outlets_health()
    articles = sum(outlet.articles for outlet in outlets)
    active = sum(outlet.active for outlet in outlets)
    return f"{active} outlets, {articles} articles"


def _layouts() -> Iterator[Finding]:
    """Outlets of which a field is no longer found."""
    from jarida.archive.health import outlets_health

    for outlet in outlets_health():
        if outlet.active and outlet.layout:
            yield attention("layout", f"{outlet.slug}: {', '.join(outlet.layout)} no longer found on most of its pages")


def _hubs() -> Iterator[Finding]:
    """How the subscriptions at hubs stand, where feeds name any."""
    from django.conf import settings as configured

    from jarida.archive.health import hubs_health

    counts = hubs_health()
    if not counts:
        return
    options: Options = configured.OPTIONS
    if not (options.site.url and options.pipeline.websub):
        why = "set site.url, so that hubs can reach this site" if options.pipeline.websub else "pipeline.websub is off"
        yield note("hubs", f"{sum(counts.values())} feeds name a hub and are polled all the same; {why}")
        return
    told = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    silent = not counts.get("active") and counts.get("asked")
    yield (
        note("hubs", f"{told}; none has asked back: can {options.site_url} be reached?") if silent else ok("hubs", told)
    )


def _search() -> Iterator[Finding]:
    """The search index is whole, and what to do where it is not."""
    from jarida.archive.search.engines import engine

    health = engine().health()
    size = f"{health.bytes / (1 << 20):,.1f} MB"
    text = f"{health.engine}: {health.documents} of {health.articles} articles, {size}, {health.dead} dead"
    yield ok("search", text)
    if health.missing:
        yield note("search", f"{health.missing} articles are not indexed yet: jarida run does it, or manage reindex")
    for problem in health.problems:
        yield attention("search", problem)


LATE = 15 * 60.0  # seconds for which articles may wait for their stories before a person should look


def _stories() -> Iterator[Finding]:
    """How the grouping into stories is doing."""
    from jarida.archive.stories.health import health

    found = health()
    waiting, said = found.waiting, found.said
    if found.state == "off":
        yield note("stories", "off (stories.encoder); the site works without them")
        return
    encoder = f"{said.encoder}, {said.memory / (1 << 20):,.0f} MB at most" if said and said.encoder else "not begun yet"
    late = f", the first for {waiting.age() / 60:,.0f} minutes" if waiting.number else ""
    text = f"{encoder}; {waiting.number} articles wait{late}"
    if said and said.problem:
        yield attention("stories", f"{text}; {said.problem}")
    elif waiting.age() > LATE:
        yield (note if found.state != "alive" else attention)(
            "stories", f"{text}; jarida run and jarida poll group them"
        )
    else:
        yield ok("stories", text)
    if waiting.given_up:
        why = "the admin says why and tries them again"
        yield note("stories", f"{waiting.given_up} articles could not be compared and are in no story; {why}")


def edition(options: Options, name: str = "") -> tuple[Finding, EditionSpec | None]:
    """The edition can be read. `name` is one to look at instead of that of the settings."""
    try:
        spec = load_edition(name) if name else active_edition(options)
    except JaridaError as error:
        return attention("edition", str(error)), None
    feeds = sum(len(outlet.feeds) for outlet in spec.outlets)
    verified = sum(outlet.verified for outlet in spec.outlets)
    text = f"{spec.name}: {len(spec.outlets)} outlets ({verified} verified), {feeds} feeds"
    if not (name or options.edition.name or options.edition.path):
        return note("edition", f"none is set (edition.name); added here: {len(spec.outlets)} outlets"), spec
    return ok("edition", text), spec
