"""Where the words of a text are, and what each is as the index holds it. No language is needed for it.

Word boundaries are those of UAX #29, with what a press in Arabic and Latin letters needs besides:

- An elided article or pronoun (l'eau, d'Agadir, jusqu'ici, dell'acqua) is no word and is left out, as Lucene's
  ElisionFilter does; so are the 's of a possessive and the endings of we'll, they're, I'd. Any other
  apostrophe stands within a word and is dropped (O'Brien, Ma'ariv, aujourd'hui, don't).
- A hyphen divides (porte-parole). Single letters with dots are one word (O.N.U.). A number with separators of
  thousands is one (1.000, 1 000 and 1000 are the same), a decimal sign divides it (3,5 and 3.5 are the same).
- In scripts without spaces between words every ideograph and every kana is a word, and in Thai, Lao, Khmer and
  Burmese every letter with its marks: any piece of such a text is found as a phrase.

Everything else divides: signs, emoji, underscores, NUL, lone surrogates.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from jarida.core.text.folding import IGNORED, MARKS, UNSAFE, fold_letters

LONGEST: Final = 60  # characters of a form; of a longer word the beginning stands for it

_INNER: Final = f"[\\w{MARKS}{IGNORED}]*"
_WORD: Final = f"\\w{_INNER}"
_GERSHAYIM: Final = '(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])'  # typed for the sign within Hebrew acronyms
_SPACED_NUMBER: Final = r"(?<![\d.,])[^\D0]\d{0,2}(?:[ \xa0\u2009\u202f]\d{3})+(?!\d)"
CHUNK: Final = re.compile(
    f"{_SPACED_NUMBER}|{_WORD}(?:(?:[-'’.,‐‑‘`´′＇‛·״׳\u066b\u066c]|{_GERSHAYIM}){_WORD})*"
)  # words with the single signs between them: what has to be looked at as a whole

# one sign for each kind, in as many characters: ' within a word, - between words, . and , in numbers
_SIGNS: Final = str.maketrans("’‘`´′＇‛ʼʻ·״׳‐‑_\u066b\u066c", "''''''''''''----.")
_LETTER: Final = f"[^\\W\\d_][{MARKS}{IGNORED}]*"
_DOTTED: Final = f"{_LETTER}\\.{_LETTER}(?!\\w)"  # how an acronym begins
_PART: Final = re.compile(
    f"(?<!\\w)(?<!\\w\\.){_LETTER}(?:\\.{_LETTER})+(?!\\w)"
    r"|(?<!\d)[^\D0]\d{0,2}(?:[., \xa0\u2009\u202f']\d{3})+(?!\d)"
    f"|\\w+'(?={_DOTTED})"  # l'O.N.U.
    f"|{_WORD}(?:(?:'(?!{_DOTTED})|{_GERSHAYIM}){_WORD})*"
)
_BEFORE_VOWEL: Final = "'(?![bcdfgjklmnpqrstvwxzçñ'])"
_ELIDED: Final = re.compile(
    "(?!m'ham)(?:[cdjlmnstv]|qu|(?:jus|lors|puis|quoi)qu|gl|d?all|nell|dell|sull|coll|pell|d?agl|degl|negl|sugl|un)"
    f"{_BEFORE_VOWEL}",
    re.IGNORECASE,
)
# Italian words that lose their last vowel and remain words
_SHORTENED: Final = re.compile(
    "(?:quest|quell|bell|sant|tutt|mezz|dov|com|cos|anch|senz|cent|(?:vent|trent|quarant|cinquant)|ultim|nient|null|"
    f"nessun|ciascun|qualcun|buon){_BEFORE_VOWEL}",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"(?<=\w)'(?:s|ll|re|ve)\Z", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"(i|you|s?he|it|we|they|who|that|there)'[dm]\Z", re.IGNORECASE)

# scripts without spaces: ideographs and kana (with the marks of voicing); Thai, Lao, Burmese, Khmer
_IDEOGRAPH: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_STACKED: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109f\u1780-\u17d3\u17d7\u17dc"
    "\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"
)
_UNSPACED: Final = re.compile(f"[{_IDEOGRAPH}{_STACKED}]")
_NOT_ONE_WORD: Final = re.compile(f"[ʼʻ{_IDEOGRAPH}{_STACKED}]")
_RUN: Final = re.compile(
    f"[{_IDEOGRAPH}][{MARKS}{IGNORED}\uff9e\uff9f]*"
    # what follows the virama of Khmer or Burmese is written below the letter before
    f"|[{_STACKED}](?:[{MARKS}{IGNORED}]|(?<=[\u1039\u17d2])[{_STACKED}])*"
    f"|[^{_IDEOGRAPH}{_STACKED}]+"
)
_WHOLE: Final = re.compile(".+", re.DOTALL)
_NOT_WRITTEN: Final = re.compile(f"['\"., \xa0\u2009\u202f{IGNORED}]+")
_COMPOUND: Final = re.compile(f"(?<![\\w'-])(?:{_LETTER}){{1,20}}(?:-(?:{_LETTER}){{2,20}}){{1,2}}(?![\\w'-])")
_CACHED: Final = 64  # characters: longer chunks are rare, and an attacker's would fill the memory


_SHORT: Final = 8


class Piece(NamedTuple):
    """A word of a chunk: its letters as written without signs, its form, and where it stands in the chunk."""

    letters: str
    form: str
    start: int
    end: int


def pieces(chunk: str) -> tuple[Piece, ...]:
    """The words of a chunk (what `CHUNK` finds), in order."""
    if chunk.isascii() and chunk.isalnum():
        form = chunk[:LONGEST].lower()
        return (Piece(form, form, 0, len(chunk)),)
    if len(chunk) > _CACHED:
        return tuple(_pieces(chunk))
    return _of_letters(chunk) if chunk.isalpha() else _remembered(chunk)


def _of_letters(chunk: str) -> tuple[Piece, ...]:
    """A chunk without signs is one word, but for scripts without spaces and letters that stand for more."""
    form = "" if _NOT_ONE_WORD.search(chunk) else fold_letters(chunk)
    if not form.isalpha():
        return _remembered(chunk)
    return (Piece(chunk[:LONGEST], form[:LONGEST], 0, len(chunk)),)


def placed(text: str) -> Iterator[Piece]:
    """The words of a text, with their places in it."""
    for chunk in CHUNK.finditer(text):
        at = chunk.start()
        for piece in pieces(chunk[0]):
            yield piece._replace(start=at + piece.start, end=at + piece.end)


def compounds(chunk: str) -> tuple[Piece, ...]:
    """The words of a chunk that hyphens join (week-end), each as the one word that others write (weekend)."""
    if len(chunk) > _CACHED or chunk.isalnum():
        return ()
    found = _COMPOUND.finditer(chunk.translate(_SIGNS))
    return tuple(Piece(at[0].replace("-", ""), fold_letters(at[0].replace("-", "")), *at.span()) for at in found)


def fold(word: str) -> str:
    """The exact form of one word as written. Of several words, their forms one after the other; of none, ""."""
    return "".join(piece.form for chunk in CHUNK.findall(word) for piece in pieces(chunk))[:LONGEST]


@lru_cache(maxsize=1 << 14)
def _remembered(chunk: str) -> tuple[Piece, ...]:
    return tuple(_pieces(chunk))


def _pieces(chunk: str) -> Iterator[Piece]:
    signs = chunk.translate(_SIGNS)
    for part in _PART.finditer(signs):
        for start, end, after in _words(part[0]):
            for run in _runs(part[0][start:end]):
                at = part.start() + start
                last = part.start() + after if run.end() == end - start else at + run.end()
                yield from _folded(run[0], at + run.start(), last)


def _words(part: str) -> Iterator[tuple[int, int, int]]:
    """Where the words of a part begin, where their letters end, and where they end with what hangs on them."""
    start, end = 0, len(part)
    if "'" in part:
        ending = _ENDING.search(part) or _PRONOUN.match(part)
        if ending:
            end = ending.start() if ending.re is _ENDING else ending.end(1)
        while found := _ELIDED.match(part, start, end) or _SHORTENED.match(part, start, end):
            if found.re is _SHORTENED:
                yield start, found.end() - 1, found.end()
            start = found.end()
    yield start, end, len(part)


def _runs(letters: str) -> Iterator[re.Match[str]]:
    return (_RUN if _UNSPACED.search(letters) else _WHOLE).finditer(letters)


def _folded(written: str, start: int, end: int) -> Iterator[Piece]:
    """The words that one run becomes: one, but for compatibility characters that stand for none or several."""
    letters, forms = (_written if len(written) < _SHORT else _written.__wrapped__)(written)
    for form in forms:
        yield Piece(letters, form, start, end)


@lru_cache(maxsize=1 << 12)  # ideographs come back, though their chunks do not
def _written(written: str) -> tuple[str, tuple[str, ...]]:
    letters = _NOT_WRITTEN.sub("", written)
    found = UNSAFE.split(fold_letters(letters))
    return letters[:LONGEST], tuple(form[:LONGEST] for form in found if any(map(str.isalnum, form)))
