"""Jarida's own settings: one `jarida.toml`, with environment variables over it.

`JARIDA_SITE_PORT=9000` sets `port` in `[site]`. `JARIDA_CONFIG` names the file (default: jarida.toml
in the current folder, if there is one). A wrong value stops the start with one line that names the
setting, where it was given and what it should be. No Django here.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from jarida.core.errors import OptionError

Port = Annotated[int, Meta(ge=1, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]
MEGABYTE = 1 << 20


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One table of jarida.toml."""


class Data(Section, frozen=True):
    """Where everything that is kept lives."""

    folder: str = "data"


class Database(Section, frozen=True):
    """`url` is empty for SQLite in the data folder, or postgresql://user:password@host/name."""

    url: str = ""


class Site(Section, frozen=True):
    """The website. `url` is its public address; `name` is shown as its title."""

    bind: str = "127.0.0.1"
    port: Port = 8000
    url: str = ""
    name: str = "Jarida"
    contact: str = ""
    workers: Count = 1
    threads: Count = 4
    trusted_proxies: tuple[str, ...] = ()
    secret_key: str = ""
    debug: bool = False
    cache_pages: Annotated[int, Meta(ge=0)] = 500


class Edition(Section, frozen=True):
    """`name` of an edition that Jarida brings (morocco, sample), or `path` of a file of one's own."""

    name: str = ""
    path: str = ""


class Fetch(Section, frozen=True):
    """How Jarida behaves as a guest, and the bounds of what it takes.

    `allow_networks` are networks that the address guard lets through though they are not public;
    only the demonstration and tests need it. Times in seconds, sizes in bytes after decompression.
    """

    contact: str = ""
    allow_networks: tuple[str, ...] = ()
    concurrency: Count = 32
    per_host: Count = 2
    host_delay: Annotated[float, Meta(ge=0)] = 1.0
    max_crawl_delay: Seconds = 60.0
    connect_timeout: Seconds = 10.0
    timeout: Seconds = 30.0
    max_redirects: Count = 5
    max_feed_bytes: Count = 10 * MEGABYTE
    max_page_bytes: Count = 8 * MEGABYTE
    max_image_bytes: Count = 15 * MEGABYTE


class Pipeline(Section, frozen=True):
    """The schedule. Intervals in seconds; `recheck` are ages of an article at which its page is read again.

    `websub`: whether feeds that name a hub are subscribed to there; needs the public address in `[site] url`.
    """

    poll_min: Seconds = 300.0
    poll_start: Seconds = 900.0
    poll_max: Seconds = 6 * 3600.0
    failing_max: Seconds = 24 * 3600.0
    retry_first: Seconds = 60.0
    recheck: tuple[Seconds, ...] = (3600.0, 6 * 3600.0, 24 * 3600.0, 7 * 24 * 3600.0)
    attempts: Count = 6
    workers: Count = 1
    work_timeout: Seconds = 20.0
    work_memory: Count = 1024 * MEGABYTE
    images: bool = True
    websub: bool = True


class Pages(Section, frozen=True):
    """The pages that articles were read from, kept to be read again; `max_bytes` uncompressed.

    `templates`: whether outlet templates are learned from them and used.
    """

    keep: bool = True
    max_bytes: Count = 4 * MEGABYTE
    templates: bool = True


class Moderation(Section, frozen=True):
    """Reported images. `identify` says how a person is told from another."""

    threshold: Count = 3
    identify: Literal["address-and-cookie", "cookie"] = "address-and-cookie"
    forget_days: Count = 30
    reports_per_hour: Count = 20


class Api(Section, frozen=True):
    """The API. Requests a minute: `rate` of an address without a key, `key_rate` of a key that is made without one."""

    rate: Annotated[int, Meta(ge=1, le=100_000)] = 60
    key_rate: Annotated[int, Meta(ge=1, le=100_000)] = 600


class Stories(Section, frozen=True):
    """Grouping into stories. `encoder`: auto takes the best that runs here; off groups nothing.

    `window_days`: how far back a new article is compared. `queue`: articles that wait for the encoder at most.
    """

    encoder: Literal["auto", "nano", "universal", "off"] = "auto"
    window_days: Annotated[int, Meta(ge=1, le=60)] = 7
    queue: Count = 512


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings. Made by `load`; passed down, never global."""

    data: Data = Data()
    database: Database = Database()
    site: Site = Site()
    edition: Edition = Edition()
    fetch: Fetch = Fetch()
    pipeline: Pipeline = Pipeline()
    pages: Pages = Pages()
    moderation: Moderation = Moderation()
    api: Api = Api()
    stories: Stories = Stories()

    @property
    def folder(self) -> Path:
        """The data folder, absolute."""
        return Path(self.data.folder).expanduser().resolve()

    @property
    def site_url(self) -> str:
        """The public address of the site, without a slash at the end."""
        return (self.site.url or f"http://{self.site.bind}:{self.site.port}").rstrip("/")


SECTIONS: dict[str, type[Section]] = {
    "data": Data, "database": Database, "site": Site, "edition": Edition,
    "fetch": Fetch, "pipeline": Pipeline, "pages": Pages, "moderation": Moderation, "api": Api,
    "stories": Stories,
}  # fmt: skip
NOT_SETTINGS = {"JARIDA_CONFIG"}


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Options:
    """The settings of `path` (or $JARIDA_CONFIG, or ./jarida.toml where it exists) and the environment."""
    source = path or _default_path(environ)
    tables = _read(source) if source else {}
    sections = {name: _section(name, tables.get(name, {}), source) for name in SECTIONS}
    for variable, text in environ.items():
        if _is_setting(variable):
            name, key = _locate(variable)
            sections[name][key] = _from_text(name, key, text, variable)
    tables_read: Any = {name: SECTIONS[name](**values) for name, values in sections.items()}
    options = Options(**tables_read)
    _check(options)
    return options


def _default_path(environ: Mapping[str, str]) -> Path | None:
    named = environ.get("JARIDA_CONFIG")
    if named:
        return Path(named)
    usual = Path("jarida.toml")
    return usual if usual.exists() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OptionError("there is no such settings file", subject=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"the settings file cannot be read: {error}", subject=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"not valid TOML: {error}", subject=str(path)) from error
    for name in tables:
        if name not in SECTIONS:
            raise OptionError(f"unknown table [{name}]{_suggest(name, SECTIONS)}", subject=str(path))
    return tables


def _section(name: str, table: Any, source: Path | None) -> dict[str, Any]:
    where = f"{source}: [{name}]"
    if not isinstance(table, dict):
        raise OptionError(f"[{name}] must be a table", subject=where)
    kinds = _kinds(name)
    values = {}
    for key, value in table.items():
        if key not in kinds:
            raise OptionError(f"unknown setting {key!r}{_suggest(key, kinds)}", subject=where)
        values[key] = _convert(value, kinds[key], f"{where} {key}", strict=True)
    return values


def _kinds(name: str) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(SECTIONS[name])}


def _is_setting(variable: str) -> bool:
    return variable.startswith("JARIDA_") and not variable.startswith("JARIDA_TEST") and variable not in NOT_SETTINGS


def _locate(variable: str) -> tuple[str, str]:
    name, _, key = variable.removeprefix("JARIDA_").lower().partition("_")
    known = [f"JARIDA_{s}_{k}".upper() for s in SECTIONS for k in _kinds(s)]
    if name not in SECTIONS or key not in _kinds(name):
        raise OptionError(f"unknown setting in the environment{_suggest(variable, known)}", subject=variable)
    return name, key


def _from_text(name: str, key: str, text: str, variable: str) -> Any:
    kind = _kinds(name)[key]
    value: Any = text
    if getattr(kind, "__origin__", None) is tuple:
        value = [part.strip() for part in text.split(",") if part.strip()]
    return _convert(value, kind, variable, strict=False)


def _convert(value: Any, kind: Any, subject: str, *, strict: bool) -> Any:
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        reason = str(error).replace("`", "")
        raise OptionError(f"{value!r} is not allowed: {reason}", subject=subject) from error


def _suggest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _check(options: Options) -> None:
    for name, networks in (
        ("fetch allow_networks", options.fetch.allow_networks),
        ("site trusted_proxies", options.site.trusted_proxies),
    ):
        for network in networks:
            try:
                ip_network(network)
            except ValueError as error:
                raise OptionError(f"{network!r} is not a network such as 10.0.0.0/8", subject=name) from error
    if options.pipeline.poll_min > options.pipeline.poll_max:
        raise OptionError("poll_min must not be greater than poll_max", subject="pipeline poll_min")
    if options.site.url and urlsplit(options.site.url).scheme not in ("http", "https"):
        raise OptionError(f"{options.site.url!r} must begin with http:// or https://", subject="site url")
    url = options.database.url
    if url and urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise OptionError("must be empty or begin with postgresql://", subject="database url")
