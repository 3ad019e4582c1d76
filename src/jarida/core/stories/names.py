"""Which names are found where nothing of an edition is known: by what Jarida brings."""

from functools import cache

from jarida.core.stories.profiles import Names


@cache
def recogniser() -> Names:
    """The recogniser with the shipped gazetteer."""
    from jarida.core.stories.listed import listed

    return listed()
