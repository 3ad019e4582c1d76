"""Names and spellings for the search service, wired to this archive's words and its edition's aliases."""

from collections.abc import Sequence
from functools import lru_cache

from jarida.archive import aliases
from jarida.archive.search.vocabulary import ArchiveWords
from jarida.core.names.expand import NameExpander
from jarida.core.names.gazetteer import Gazetteer, gazetteer
from jarida.core.names.spelling import correct
from jarida.core.search.expansions import Expander
from jarida.core.text.analysis import forms

MOST_CORRECTED = 12  # words of one query


def expander() -> Expander:
    """Knows the names of the gazetteer, of the edition's aliases and of the archive's own words.

    Cheap to call: what it reads is kept, and read again when it has changed.
    """
    return NameExpander(_gazetteer(aliases.token()), ArchiveWords())


def corrected(words: Sequence[str]) -> dict[str, str]:
    """For words as typed, those that are probably misspelt and how they were probably meant.

    A value may be two words, where the blank between them was left out. Names that are known are no errors.
    """
    single = {word: found[0] for word in words[:MOST_CORRECTED] if len(found := forms(word[:100])) == 1}
    names = _gazetteer(aliases.token())
    asked = [form for form in single.values() if not names.group((form,))]
    meant = correct(asked, ArchiveWords())
    return {word: meant[form] for word, form in single.items() if form in meant}


@lru_cache(maxsize=2)
def _gazetteer(token: str) -> Gazetteer:
    return gazetteer(aliases.load())
