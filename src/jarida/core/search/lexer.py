"""A query as tokens, each with its place in the text as typed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from jarida.core.search.keywords import (
    NEVER_WORDS,
    NOT,
    STRONG_AND,
    STRONG_OR,
    WEAK_AND,
    WEAK_OR,
    Keyword,
    keyword,
)
from jarida.core.search.model import Problem, ProblemCode

MAX_CHARACTERS: Final = 2000
MAX_DEPTH: Final = 20
MAX_PROBLEMS: Final = 20
SHOWN: Final = 80  # characters of the text that a problem repeats

_CLOSING: Final = {'"': '"', "«": "»", "“": "”“", "„": "”“", "”": "”"}
QUOTES: Final = '"«»“”„'
_HYPHENS: Final = "-‐‑−－"
# marks of direction, soft hyphens and other signs without a width: nobody sees that they were typed
_UNSEEN: Final = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(rf"[^\s(){QUOTES}]+")
_MINUS: Final = re.compile(rf"[{_HYPHENS}]+")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    KEYWORD = auto()  # with its value, or before a group
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    SIGN = auto()  # neither letter nor digit


BEGINS: Final = frozenset({Kind.WORD, Kind.PHRASE, Kind.KEYWORD, Kind.OPEN, Kind.NOT})
ENDS: Final = frozenset({Kind.WORD, Kind.PHRASE, Kind.KEYWORD, Kind.CLOSE})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: `text` without quotation marks, for a keyword its value.

    `quoted`: the text stood in quotation marks. `grouped`: a keyword whose value is the group that follows.
    `weak`: an operator that is a word where it does not stand between two terms.
    """

    kind: Kind
    text: str
    start: int
    end: int
    meant: Keyword | None = None
    quoted: bool = False
    grouped: bool = False
    weak: bool = False


class Typed:
    """The text as typed, without what must not be read, and the problems found in it."""

    def __init__(self, text: str) -> None:
        self.typed = text
        cut = _CONTROL.sub(" ", text[:MAX_CHARACTERS])
        self.text = _UNSEEN.sub("", cut)
        self._places = None if len(self.text) == len(cut) else _places(cut)
        self.problems: list[Problem] = []
        if text[MAX_CHARACTERS:].strip():
            self.problem(ProblemCode.TOO_LONG, MAX_CHARACTERS, len(text))

    def place(self, index: int) -> int:
        """Where a character of `text` stands in the text as typed."""
        return self._places[index] if self._places else index

    def problem(self, code: ProblemCode, start: int, end: int) -> None:
        """Note what is wrong, at places of the text as typed. More than a person would read are left out."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(code, start, end, readable(self.typed[start : min(end, start + SHOWN)])))


def _places(text: str) -> list[int]:
    kept = [index for index, sign in enumerate(text) if not _UNSEEN.match(sign)]
    return [*kept, len(text)]


def readable(text: str) -> str:
    """The text in one line, without what cannot be written down."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in _UNSEEN.sub("", text)).split())


def has_letters(text: str) -> bool:
    """Whether there is anything to search for: a letter or a digit of any script."""
    return any(sign.isalnum() for sign in text)


def bare(text: str) -> str:
    """A word without the signs around it; "" where nothing else is there."""
    start, end = 0, len(text)
    while start < end and not _belongs(text[start]):
        start += 1
    while end > start and not _belongs(text[end - 1]):
        end -= 1
    return text[start:end] if has_letters(text[start:end]) else ""


def _belongs(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def unquoted(text: str) -> str:
    """What stands between quotation marks, on one line, without other quotation marks in it."""
    return " ".join(re.sub(f"[{QUOTES}]", " ", text).split())


def tokens(typed: Typed) -> list[Token]:
    """The tokens of a query: parentheses in pairs and of bounded depth, operators between terms, no signs."""
    found = [_placed(typed, token) for token in _raw(typed)]
    return _operators(typed, _balanced(typed, found))


# --- one token after the other --------------------------------------------------------------------------


def _raw(typed: Typed) -> Iterator[Token]:
    text, at = typed.text, 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token = _minus(typed, at) or _next(typed, at)
        at = token.end
        yield token


def _next(typed: Typed, at: int) -> Token:
    sign = typed.text[at]
    if sign in "()":
        return Token(Kind.OPEN if sign == "(" else Kind.CLOSE, sign, at, at + 1)
    if sign in QUOTES:
        return _phrase(typed, at)
    return _word(typed, at)


def _minus(typed: Typed, at: int) -> Token | None:
    """`-` right before a term. Alone, it is a dash."""
    run = _MINUS.match(typed.text, at)
    if not run:
        return None
    following = _WORD.match(typed.text, run.end())
    rest = typed.text[run.end() : run.end() + 1]
    if (following and has_letters(following[0])) or (rest and rest in QUOTES + "("):
        return Token(Kind.NOT, typed.text[at], at, at + 1)
    if not typed.text[run.end() :].strip() or rest == ")":
        typed.problem(ProblemCode.LONELY_OPERATOR, typed.place(at), typed.place(run.end()))
    return Token(Kind.SIGN, run[0], at, following.end() if following else run.end())


def _phrase(typed: Typed, at: int) -> Token:
    end = _closing(typed.text, at)
    if end < 0:
        typed.problem(ProblemCode.OPEN_QUOTE, typed.place(at), typed.place(at + 1))
        return Token(Kind.SIGN, typed.text[at], at, at + 1)
    inner = unquoted(typed.text[at + 1 : end])
    return Token(Kind.PHRASE if has_letters(inner) else Kind.SIGN, inner, at, end + 1, quoted=True)


def _closing(text: str, at: int) -> int:
    """Where the quotation mark that belongs to the one at `at` is; -1 where there is none."""
    places = (text.find(sign, at + 1) for sign in _CLOSING.get(text[at], ""))
    return min((place for place in places if place >= 0), default=-1)


def _word(typed: Typed, at: int) -> Token:
    found = _WORD.match(typed.text, at)
    assert found  # noqa: S101 - what is neither space, parenthesis nor quotation mark is a word
    word = found[0]
    name, colon, value = word.partition(":")
    if colon and (meant := keyword(name)):
        return _keyword(typed, meant, value, at, found.end())
    if operator := _operator(word):
        return Token(operator[0], word, at, found.end(), weak=operator[1])
    kind = Kind.WORD if has_letters(word) and word not in NEVER_WORDS else Kind.SIGN
    return Token(kind, word, at, found.end())


def _keyword(typed: Typed, meant: Keyword, value: str, at: int, end: int) -> Token:
    following = typed.text[end : end + 1]
    if value or not following:
        return Token(Kind.KEYWORD, value, at, end, meant)
    if following == "(":
        return Token(Kind.KEYWORD, "", at, end, meant, grouped=True)
    if following not in QUOTES:
        return Token(Kind.KEYWORD, "", at, end, meant)
    phrase = _phrase(typed, end)
    if phrase.quoted:
        return replace(phrase, kind=Kind.KEYWORD, start=at, meant=meant)
    word = _WORD.match(typed.text, phrase.end)  # the quotation mark that has no second is left out
    return Token(Kind.KEYWORD, word[0] if word else "", at, word.end() if word else phrase.end, meant)


def _operator(word: str) -> tuple[Kind, bool] | None:
    if word in STRONG_OR | WEAK_OR:
        return Kind.OR, word in WEAK_OR
    if word in STRONG_AND | WEAK_AND:
        return Kind.AND, word in WEAK_AND
    return (Kind.NOT, False) if word in NOT else None


def _placed(typed: Typed, token: Token) -> Token:
    return replace(token, start=typed.place(token.start), end=typed.place(token.end - 1) + 1)


# --- one token beside the other -------------------------------------------------------------------------


def _balanced(typed: Typed, found: list[Token]) -> list[Token]:
    """The tokens with parentheses in pairs: what is not closed ends at the end, what is too deep is left out."""
    kept: list[Token] = []
    opened: list[Token] = []
    for token in found:
        if token.kind is Kind.OPEN:
            opened.append(token)
            if len(opened) == MAX_DEPTH + 1:
                typed.problem(ProblemCode.TOO_DEEP, token.start, token.end)
        elif token.kind is Kind.CLOSE and not opened:
            typed.problem(ProblemCode.CLOSING_PARENTHESIS, token.start, token.end)
            continue
        depth = len(opened)
        if token.kind is Kind.CLOSE:
            opened.pop()
        if depth <= MAX_DEPTH or token.kind not in {Kind.OPEN, Kind.CLOSE}:
            kept.append(token)
    return kept + list(_closed(typed, opened))


def _closed(typed: Typed, opened: list[Token]) -> Iterator[Token]:
    for token in opened:
        typed.problem(ProblemCode.OPEN_PARENTHESIS, token.start, token.end)
    for token in opened[:MAX_DEPTH]:
        yield replace(token, kind=Kind.CLOSE, text="")


def _operators(typed: Typed, found: list[Token]) -> list[Token]:
    """The tokens without signs, and with operators only where they have something to join."""
    kept: list[Token] = []
    for number, token in enumerate(found):
        if token.kind in {Kind.OR, Kind.AND, Kind.NOT}:
            kept += _kept_operator(typed, token, found, number, kept)
        elif token.kind is not Kind.SIGN:
            kept.append(token)
    return kept


def _kept_operator(typed: Typed, token: Token, found: list[Token], number: int, kept: list[Token]) -> list[Token]:
    following = next((other for other in found[number + 1 :] if other.kind is not Kind.SIGN), None)
    right = following is not None and following.kind in BEGINS
    left = token.kind is Kind.NOT or (bool(kept) and kept[-1].kind in ENDS)
    if token.weak:
        beside = right and left and Kind.SIGN not in {found[number - 1].kind, found[number + 1].kind}
        if not beside:
            return [replace(token, kind=Kind.PHRASE)]
    elif not (left and right):
        typed.problem(ProblemCode.LONELY_OPERATOR, token.start, token.end)
        return []
    return [] if token.kind is Kind.AND else [token]
