"""The edition's aliases at the running site: names that are the same thing in other scripts and languages.

They are entered with the edition (`archive.catalogue`) and kept as a file of the data folder, as the
demonstration has no edition that its options name. Where the file is absent, the edition of the options says.
"""

from pathlib import Path

import msgspec
from django.conf import settings

from jarida.archive import data_files
from jarida.core.errors import EditionError
from jarida.editions.catalogue import load_edition

NAME = "names.json"

Groups = tuple[tuple[str, ...], ...]


def token() -> str:
    """A text that changes when the aliases do. Costs one stat()."""
    return data_files.token(_path())


def load() -> Groups:
    """The groups of names; () where there are none or the file is spoilt."""
    try:
        return msgspec.json.decode(_path().read_bytes(), type=Groups)
    except (OSError, msgspec.DecodeError):
        return _of_options()


def save(groups: Groups) -> None:
    """Keep the groups, if they are other than before."""
    data_files.replace(_path(), msgspec.json.encode(groups))


def _path() -> Path:
    return Path(settings.FOLDER) / NAME


def _of_options() -> Groups:
    options = getattr(settings, "OPTIONS", None)
    named = options and (options.edition.path or options.edition.name)
    try:
        return load_edition(named).aliases if named else ()
    except EditionError:
        return ()
