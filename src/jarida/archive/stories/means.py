"""The archive's own means of its languages, counted anew every week from what the last days told.

Vectors are kept centred by the means that Jarida brings, for good, so that all of them can be compared. What is
compared is moved to the archive's own means when it is read into memory (`core.stories.recentring`).
"""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from django.conf import settings

from jarida.archive import data_files
from jarida.archive.stories import profiles
from jarida.core.stories import centring, recentring
from jarida.core.stories.centring import Means
from jarida.core.stories.recentring import Recentring

NAME: Final = "means.npz"
MOST: Final = 20_000  # articles, the newest, of which means are made


def load(encoder: str, dimension: int) -> Recentring | None:
    """How vectors of an encoder are moved; None where the archive has no means of its own, or they are spoilt."""
    try:
        with np.load(io.BytesIO(_path().read_bytes()), allow_pickle=False) as file:
            rows = {
                name.removeprefix(f"{encoder}."): file[name].astype(np.float32)
                for name in file.files
                if name.startswith(f"{encoder}.")
            }
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    whole = centring.GENERAL in rows and all(row.shape == (dimension,) for row in rows.values())
    return Recentring(centring.frozen(encoder, dimension), Means(rows)) if whole else None


def recount(encoder: str, since: datetime) -> int:
    """Count the means anew, of articles since a moment; of how many. Nothing is kept where there are none."""
    known = [kept.profile for kept in profiles.between(encoder, since)][-MOST:]
    if not known:
        return 0
    size = len(known[-1].vector)
    known = [one for one in known if len(one.vector) == size]
    languages, frozen = [one.language for one in known], centring.frozen(encoder, size)
    vectors = recentring.raw(recentring.stacked(known), languages, frozen)
    file = io.BytesIO()
    own = centring.own(vectors, languages, frozen)
    np.savez(file, allow_pickle=False, **{f"{encoder}.{name}": row for name, row in own.rows.items()})
    data_files.replace(_path(), file.getvalue())
    return len(known)


def _path() -> Path:
    return Path(settings.FOLDER) / NAME
