"""What gazetteer and edition know of a name, in this process."""

from functools import lru_cache

from jarida.archive import aliases
from jarida.core.names.model import Kind
from jarida.core.names.recognise import Recogniser


def spellings(key: str, kind: Kind) -> tuple[str, ...]:
    """All names of what is called by a key, the usual one first; () for what only articles know."""
    return _recogniser(aliases.token()).spellings(key, kind)


@lru_cache(maxsize=1)
def _recogniser(token: str) -> Recogniser:
    return Recogniser(aliases.kinded())
