"""Stems of words in the languages that have a Snowball stemmer, each marked with its language (`fr.elect`).

Readers type without accents, and headlines in capitals lose theirs. A stemmer that was made for accents then gives
another stem, so a word has up to two: that of the word as written, and that of its other spelling. The other
spelling of a word with accents is the one without; of a word without, the one whose ending has the accent that
this ending mostly has in the language (economia: economía, securite: sécurité).
"""

import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import Stemmer

from jarida.core.text import arabic
from jarida.core.text.folding import fold_letters
from jarida.core.text.stopwords import STOPWORDS

STEMMED: Final = {
    "ar": "arabic", "fr": "french", "es": "spanish", "en": "english", "pt": "portuguese", "de": "german",
    "it": "italian", "ca": "catalan",
}  # fmt: skip
SHORTEST: Final = 3  # letters: shorter words are found by their form
# endings of words typed without accents, and how they are mostly written
_ACCENTED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "fr": (("ites", "ités"), ("ite", "ité"), ("ees", "ées"), ("ee", "ée"), ("ieres", "ières"), ("iere", "ière")),
    "es": (("ias", "ías"), ("ia", "ía"), ("ian", "ían")),
    "pt": (("coes", "ções"), ("cao", "ção"), ("avel", "ável"), ("ivel", "ível"), ("encia", "ência"),
           ("ancia", "ância")),
    "it": (("ita", "ità"),),
    "ca": (("cio", "ció"), ("sio", "sió"), ("ancia", "ància"), ("encia", "ència")),
}  # fmt: skip


def stems(letters: str, language: str) -> tuple[str, ...]:
    """The marked stems of a word of letters; none where they would find no more than its form."""
    if language not in STEMMED or len(letters) < SHORTEST or any(map(str.isdecimal, letters)):
        return ()
    if arabic.is_arabic(letters) != (language == "ar"):
        return ()
    return _marked(letters, language)


@lru_cache(maxsize=1 << 15)
def _marked(letters: str, language: str) -> tuple[str, ...]:
    if fold_letters(letters) in STOPWORDS[language]:
        return ()
    snowball = _stemmer(language).stemWord
    made = arabic.stems(letters, snowball) if language == "ar" else _latin(letters, language, snowball)
    return tuple(dict.fromkeys(f"{language}.{stem}" for stem in map(fold_letters, dict.fromkeys(made)) if stem))


def _latin(letters: str, language: str, snowball: Any) -> Iterator[str]:
    written = unicodedata.normalize("NFC", letters).lower()
    yield snowball(written)
    plain = fold_letters(written)
    yield snowball(_accented(plain, language) if plain == written else plain)


def _accented(plain: str, language: str) -> str:
    for ending, accented in _ACCENTED.get(language, ()):
        if plain.endswith(ending):
            return plain[: -len(ending)] + accented
    return plain


_of_this_thread = threading.local()


def _stemmer(language: str) -> Any:
    """A stemmer keeps state while it works: each thread has its own."""
    made = _of_this_thread.__dict__
    if language not in made:
        made[language] = Stemmer.Stemmer(STEMMED[language], 0)
    return made[language]
