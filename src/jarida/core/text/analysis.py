"""Words as they are indexed and asked for: one analysis for both.

Where a word begins and ends, and its exact folded form, do not depend on the language: a query has none.
Stems do, and carry their language as a mark (`fr.elect`), so that a word asked for without a language is
looked up by its stem in each language, each among the articles of that language only.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import Stemmer

STEMMED: Final = {
    "ar": "arabic", "fr": "french", "es": "spanish", "en": "english", "pt": "portuguese", "de": "german",
    "it": "italian", "ca": "catalan",
}  # fmt: skip
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its folded form, its marked stems, and where it stands (`text[start:end]`)."""

    form: str
    stems: tuple[str, ...]
    start: int
    end: int


def analyse(text: str, language: str) -> tuple[Token, ...]:
    """The words of a text in order. `language` is a primary subtag, "" where it is not known (no stems then)."""
    return tuple(
        Token(fold(found[0]), stems(found[0], language), found.start(), found.end()) for found in _WORD.finditer(text)
    )


def forms(text: str) -> tuple[str, ...]:
    """The folded forms of the words of a text, as `analyse` gives them."""
    return tuple(token.form for token in analyse(text, ""))


@dataclass(frozen=True, slots=True)
class IndexWords:
    """What an index holds of a text: its forms in order (for phrases), and its distinct stems."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]


def index_words(text: str, language: str) -> IndexWords:
    """The forms and the stems of a text in one pass, as `analyse` gives them but without places."""
    tokens = analyse(text, language)
    distinct = dict.fromkeys(stem for token in tokens for stem in token.stems)
    return IndexWords(tuple(token.form for token in tokens), tuple(distinct))


def stems(word: str, language: str) -> tuple[str, ...]:
    """The marked stems of one word (as written, or folded) in a language."""
    if language not in STEMMED:
        return ()
    return (f"{language}.{fold(_stemmer(language).stemWord(word.lower()))}",)


def stems_in_all(word: str, languages: Iterable[str] | None = None) -> tuple[str, ...]:
    """The marked stems of a word in each of these languages, or in all that have a stemmer."""
    wanted = STEMMED if languages is None else languages
    return tuple(dict.fromkeys(stem for language in wanted for stem in stems(word, language)))


def fold(word: str) -> str:
    """The exact form of a word as the index holds it."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=32)
def _stemmer(language: str) -> Any:
    return Stemmer.Stemmer(STEMMED[language])
