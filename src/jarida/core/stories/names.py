"""Which names are found where nothing of an edition is known: by what Jarida brings."""

from functools import cache

from jarida.core.names.recognise import Recogniser


@cache
def recogniser() -> Recogniser:
    """The recogniser with the shipped gazetteer, made once a process."""
    return Recogniser()
