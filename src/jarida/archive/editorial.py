"""The edition's agencies and topics at the running site.

They are entered with the edition (`archive.catalogue`) and kept as a file of the data folder, as the names of
`archive.aliases` are. Where the file is absent, the edition of the options says.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
from django.conf import settings

from jarida.archive import data_files
from jarida.core.errors import EditionError
from jarida.editions.catalogue import load_edition
from jarida.editions.model import AgencySpec, EditionSpec, TopicSpec

NAME = "editorial.json"


@dataclass(frozen=True, slots=True)
class Editorial:
    """What an edition says of news agencies and of topics of its own."""

    agencies: tuple[AgencySpec, ...] = ()
    topics: tuple[TopicSpec, ...] = ()


def of_edition(edition: EditionSpec) -> Editorial:
    """The part of an edition that is kept here."""
    return Editorial(edition.agencies, edition.topics)


def token() -> str:
    """A text that changes when the agencies or topics do. Costs one stat()."""
    return data_files.token(_path())


def load() -> Editorial:
    """The agencies and topics; none where there are none or the file is spoilt. Read again when it has changed."""
    return _read(_path(), token()) or _of_options()


def save(editorial: Editorial) -> None:
    """Keep agencies and topics, if they are other than before."""
    data_files.replace(_path(), msgspec.json.encode(editorial))


def _path() -> Path:
    return Path(settings.FOLDER) / NAME


@lru_cache(maxsize=4)
def _read(path: Path, _token: str) -> Editorial | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Editorial)
    except (OSError, msgspec.DecodeError):
        return None


def _of_options() -> Editorial:
    options = getattr(settings, "OPTIONS", None)
    named = options and (options.edition.path or options.edition.name)
    return _of_named(named) if named else Editorial()


@lru_cache(maxsize=4)
def _of_named(edition: str) -> Editorial:
    try:
        return of_edition(load_edition(edition))
    except EditionError:
        return Editorial()
