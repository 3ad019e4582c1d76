"""What pairs of neighbouring words say of a question with phrases: which documents can be found at all. Pure."""

from collections.abc import Callable
from typing import Final

from jarida.archive.search.terms import safe
from jarida.core.search.expression import All, Any, Expression, Sequence, Without
from jarida.core.text.pairs import pairs

MOST: Final = 200  # documents that may be found: where there are more, phrases are frequent, and met soon

Paired = tuple[frozenset[str], ...]  # any of these, all of whose pairs a document must have


def paired(expression: Expression) -> Paired:
    """What pairs a document has of which the expression holds; () where nothing can be said.

    The expression is simplified (`match.simplified`).
    """
    match expression:
        case Sequence(forms):
            return _of(tuple(map(safe, forms)))
        case Any(parts):
            found = [paired(part) for part in parts]
            return tuple(dict.fromkeys(one for each in found for one in each)) if all(found) else ()
        case All(parts):
            return _strictest([paired(part) for part in parts if not isinstance(part, Without)])
    return ()


def possible(expression: Expression, is_somewhere: Callable[[frozenset[str]], bool]) -> Expression:
    """The expression without those of alternative phrases whose pairs no document has; they cost as others do.

    In Arabic a phrase is asked for with each particle that may be written onto its first word.
    """
    match expression:
        case Any(parts):
            kept = [part for part in parts if not isinstance(part, Sequence) or _may_be(part, is_somewhere)]
            return Any(tuple(possible(part, is_somewhere) for part in kept or parts[:1]))
        case All(parts):
            return All(tuple(possible(part, is_somewhere) for part in parts))
    return expression


def _may_be(phrase: Sequence, is_somewhere: Callable[[frozenset[str]], bool]) -> bool:
    return all(map(is_somewhere, _of(tuple(map(safe, phrase.forms)))))


def _of(forms: tuple[str, ...]) -> Paired:
    return (frozenset(pairs(forms)),) if len(forms) > 1 else ()


def _strictest(found: list[Paired]) -> Paired:
    """Of several, all of which must hold: what is single is put together, else the one with the fewest ways."""
    single = [each[0] for each in found if len(each) == 1]
    if single:
        return (frozenset().union(*single),)
    return min((each for each in found if each), key=len, default=())
