"""The edition's aliases at the running site: names that are the same thing in other scripts and languages.

They are entered with the edition (`archive.catalogue`) and kept as a file of the data folder, as the
demonstration has no edition that its options name. Where the file is absent, the edition of the options says.
"""

from pathlib import Path

import msgspec
from django.conf import settings

from jarida.archive import data_files
from jarida.core.errors import EditionError
from jarida.core.names.index import kind_of_topic
from jarida.core.names.model import KindedGroup
from jarida.editions.catalogue import OWN, load_edition
from jarida.editions.model import EditionSpec

NAME = "names.json"
TOPICS = "name-topics.json"

Groups = tuple[tuple[str, ...], ...]


def token() -> str:
    """A text that changes when the aliases do. Costs one stat()."""
    return data_files.token(_path())


def load() -> Groups:
    """The groups of names; () where there are none or the file is spoilt."""
    try:
        return msgspec.json.decode(_path().read_bytes(), type=Groups)
    except (OSError, msgspec.DecodeError):
        return _of_options().aliases


def kinded() -> tuple[KindedGroup, ...]:
    """The groups, and what each is the names of, as far as the edition's headings say it."""
    groups, topics = load(), _topics()
    if len(groups) != len(topics):  # they were kept by a Jarida that did not keep the headings
        edition = _of_options()
        topics = edition.alias_topics if edition.aliases == groups else ("",) * len(groups)
    return tuple(KindedGroup(kind_of_topic(topic, names), names) for topic, names in zip(topics, groups, strict=True))


def save(groups: Groups, topics: tuple[str, ...] = ()) -> None:
    """Keep the groups and their headings, if they are other than before."""
    data_files.replace(_path().with_name(TOPICS), msgspec.json.encode(topics))
    data_files.replace(_path(), msgspec.json.encode(groups))


def _path() -> Path:
    return Path(settings.FOLDER) / NAME


def _topics() -> tuple[str, ...]:
    try:
        return msgspec.json.decode(_path().with_name(TOPICS).read_bytes(), type=tuple[str, ...])
    except (OSError, msgspec.DecodeError):
        return ()


def _of_options() -> EditionSpec:
    options = getattr(settings, "OPTIONS", None)
    named = options and (options.edition.path or options.edition.name)
    try:
        return load_edition(named) if named else OWN
    except EditionError:
        return OWN
