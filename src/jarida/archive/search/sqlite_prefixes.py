"""Beginnings of words that thousands of words share, on SQLite.

FTS5 unites the lists of all words with a beginning before the first hit is seen: two seconds for one letter at a
million articles, and ال begins a third of all Arabic words. An index of beginnings would make the whole index half
as large again. So in a large archive the beginning of many words stands for the most frequent of them.
"""

from typing import Final

from jarida.archive.search import vocabulary
from jarida.archive.search.sqlite_structure import documents
from jarida.core.search.expression import All, Any, Expression, Form, Starts, Without
from jarida.core.text.analysis import fold

LARGE: Final = 20_000  # documents: of fewer, all words are united in milliseconds
MOST: Final = 64  # words that stand for a beginning
COMMON: Final = 30_000  # articles with words that begin so, beyond which the most frequent ones stand for all
SHORT: Final = 3  # letters: of fewer, words are counted no more
LONG: Final = 6  # letters: such beginnings have few words


def without_common_beginnings(expression: Expression) -> Expression:
    """The expression with beginnings of very many words as the most frequent of these words."""
    short = any(isinstance(part, Starts) and len(part.beginning) < LONG for part in _every(expression))
    return _changed(expression) if short and documents() > LARGE else expression


def _every(expression: Expression) -> list[Expression]:
    if isinstance(expression, All | Any):
        return [inner for part in expression.parts for inner in _every(part)]
    return _every(expression.part) if isinstance(expression, Without) else [expression]


def _changed(expression: Expression) -> Expression:
    match expression:
        case All(parts):
            return All(tuple(map(_changed, parts)))
        case Any(parts):
            return Any(tuple(map(_changed, parts)))
        case Without(part):
            return Without(_changed(part))
        case Starts(beginning, in_title) if len(beginning) < LONG:
            words = _words(beginning)
            return Any(tuple(Form(word, in_title) for word in words)) if words else expression
    return expression


def _words(beginning: str) -> list[str]:
    """The most frequent words that begin so, where there are very many or they are in very many articles; else none."""
    if len(beginning) < SHORT:
        # twice as many as are taken: several words may be written alike, and are one then
        found = list(dict.fromkeys(map(fold, vocabulary.beginning(beginning, 2 * MOST))))[:MOST]
        if len(found) == MOST:
            return found
    known = vocabulary.ArchiveWords().beginning(beginning, 1, vocabulary.LONGEST, MOST)
    common = sum(word.documents for word in known) > COMMON
    return [word.word for word in known] if common else []
