"""Words as they are indexed and asked for: one analysis for both.

Where a word begins and ends, and its exact folded form, do not depend on the language: a query has none
(`words`, `folding`). Stems do, and carry their language as a mark (`fr.elect`), so that a word asked for without a
language is looked up by its stem in each language, each among the articles of that language only (`stemming`,
`arabic`). A form holds letters, marks and digits only, of any script, at most `LONGEST` of them; a stem has its
language and a full stop before the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from jarida.core.text import stemming
from jarida.core.text.stemming import STEMMED
from jarida.core.text.words import CHUNK, LONGEST, Piece, compounds, fold, pieces

__all__ = [
    "LONGEST", "STEMMED", "Chunk", "IndexWords", "Token", "analyse", "chunks", "compound_tokens", "fold", "forms",
    "index_words", "stems", "stems_in_all", "tokens",
]  # fmt: skip

_CACHED: Final = 64  # characters of a chunk


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its folded form, its marked stems, and where it stands (`text[start:end]`)."""

    form: str
    stems: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IndexWords:
    """What an index holds of a text: its forms in order (for phrases), and its distinct stems."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]


class Chunk(NamedTuple):
    """Words with no space between them (l'eau, week-end): what is known of them is remembered, so this is quick.

    `stems` are those of the words, and of the one word that hyphens make of them.
    """

    text: str
    start: int
    forms: tuple[str, ...]
    stems: tuple[str, ...]


def chunks(text: str, language: str) -> Iterator[Chunk]:
    """The words of a text as far as can be told quickly: where something is to be found in it."""
    for found in CHUNK.finditer(text):
        yield Chunk(found[0], found.start(), *_known(found[0], language))


def tokens(chunk: Chunk, language: str) -> tuple[Token, ...]:
    """The words of a chunk, with their places in its text."""
    return tuple(_token(piece, chunk.start, language) for piece in pieces(chunk.text))


def compound_tokens(chunk: Chunk, language: str) -> tuple[Token, ...]:
    """The words of a chunk that hyphens join (week-end, porte-paroles), each as one word: beside `tokens`."""
    return tuple(_token(piece, chunk.start, language) for piece in compounds(chunk.text))


def analyse(text: str, language: str) -> tuple[Token, ...]:
    """The words of a text in order. `language` is a primary subtag, "" where it is not known (no stems then)."""
    return tuple(_token(piece, found.start(), language) for found in CHUNK.finditer(text) for piece in pieces(found[0]))


def forms(text: str) -> tuple[str, ...]:
    """The folded forms of the words of a text, as `analyse` gives them."""
    return tuple(piece.form for chunk in CHUNK.findall(text) for piece in pieces(chunk))


def index_words(text: str, language: str) -> IndexWords:
    """The forms and the stems of a text in one pass: those of `analyse`, and the stems of compounds."""
    in_order: list[str] = []
    stemmed: list[str] = []
    for chunk in CHUNK.findall(text):
        words, their_stems = _known(chunk, language)
        in_order += words
        stemmed += their_stems
    return IndexWords(tuple(in_order), tuple(dict.fromkeys(stemmed)))


def stems(word: str, language: str) -> tuple[str, ...]:
    """The marked stems of one word (as written, or folded) in a language.

    Of a compound with hyphens (porte-paroles) those that it has as one word, by which its other forms are found too.
    Of several words otherwise, none.
    """
    found_chunks = CHUNK.findall(word[: 4 * LONGEST])
    found = _of_compound_or_word(found_chunks[0]) if len(found_chunks) == 1 else ()
    return stemming.stems(found[0].letters, language) if len(found) == 1 else ()


def stems_in_all(word: str, languages: Iterable[str] | None = None) -> tuple[str, ...]:
    """The marked stems of a word in each of these languages, or in all that have a stemmer."""
    wanted = STEMMED if languages is None else languages
    return tuple(dict.fromkeys(stem for language in wanted for stem in stems(word, language)))


def _token(piece: Piece, at: int, language: str) -> Token:
    return Token(piece.form, stemming.stems(piece.letters, language), at + piece.start, at + piece.end)


def _of_compound_or_word(chunk: str) -> tuple[Piece, ...]:
    joined = compounds(chunk)
    return joined if joined and joined[0].end - joined[0].start == len(chunk) else pieces(chunk)


def _known(chunk: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (_indexed if len(chunk) <= _CACHED else _of_chunk)(chunk, language)


@lru_cache(maxsize=1 << 15)
def _indexed(chunk: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _of_chunk(chunk, language)


def _of_chunk(chunk: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = pieces(chunk)
    stemmed = [stem for piece in (*found, *compounds(chunk)) for stem in stemming.stems(piece.letters, language)]
    return tuple(piece.form for piece in found), tuple(stemmed)
