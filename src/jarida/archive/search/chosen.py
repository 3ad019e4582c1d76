"""Questions that name documents one by one (the members of a story), without the index knowing of it. Pure.

An index finds words and tags; what story an article belongs to changes, and is in no index. But for a document
that is named it is known whether it is, so the question is divided: for those documents, what remains to be
asked of them once this is settled; for all others, what remains where none of the names holds. Every question of
words, NOT and OR around stories can be so divided, and what is asked of the index is bounded by the members.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jarida.archive.search.match import simplified
from jarida.core.search import expression as ex


@dataclass(frozen=True, slots=True)
class Divided:
    """`groups`: what must hold of which documents; `rest`: what must hold of all that no group has.

    Documents of which nothing can hold are `named`, and in no group.
    """

    groups: Mapping[ex.Expression, frozenset[int]]
    rest: ex.Expression
    named: frozenset[int]


def chosen(expression: ex.Expression) -> Iterator[ex.Chosen]:
    """The sets of documents that an expression names."""
    match expression:
        case ex.All(parts) | ex.Any(parts):
            for part in parts:
                yield from chosen(part)
        case ex.Without(part):
            yield from chosen(part)
        case ex.Chosen():
            yield expression


def divided(expression: ex.Expression) -> Divided:
    """A question divided by the documents that it names."""
    sets = tuple(dict.fromkeys(chosen(expression)))
    named = frozenset(key for each in sets for key in each.keys)
    by_sets: dict[frozenset[ex.Chosen], set[int]] = {}
    for key in sorted(named):
        by_sets.setdefault(frozenset(each for each in sets if key in each.keys), set()).add(key)
    groups: dict[ex.Expression, frozenset[int]] = {}
    for holding, keys in by_sets.items():
        asked = settled(expression, holding)
        if asked != ex.NOTHING:
            groups[asked] = groups.get(asked, frozenset()) | keys
    return Divided(groups, settled(expression, frozenset()), named)


def settled(expression: ex.Expression, holding: frozenset[ex.Chosen]) -> ex.Expression:
    """The expression where it is known which of the named sets hold; simplified."""
    return simplified(_without_everything(simplified(_settled(expression, holding))))


def _settled(expression: ex.Expression, holding: frozenset[ex.Chosen]) -> ex.Expression:
    match expression:
        case ex.Chosen():
            return ex.EVERYTHING if expression in holding else ex.NOTHING
        case ex.All(parts):
            return ex.All(tuple(_settled(part, holding) for part in parts))
        case ex.Any(parts):
            return ex.Any(tuple(_settled(part, holding) for part in parts))
        case ex.Without(part):
            return ex.Without(_settled(part, holding))
    return expression


def _without_everything(expression: ex.Expression) -> ex.Expression:
    """The expression without what holds of every document, but where it is all that is asked."""
    match expression:
        case ex.Any(parts):
            found = tuple(map(_without_everything, parts))
            return ex.EVERYTHING if ex.EVERYTHING in found else ex.Any(found)
        case ex.All(parts):
            return _all([_without_everything(part) for part in parts])
        case ex.Without(part):
            return ex.Without(_without_everything(part))
    return expression


def _all(parts: list[ex.Expression]) -> ex.Expression:
    if ex.Without(ex.EVERYTHING) in parts:
        return ex.NOTHING
    kept = [part for part in parts if part != ex.EVERYTHING]
    if all(isinstance(part, ex.Without) for part in kept):
        kept.insert(0, ex.EVERYTHING)
    return kept[0] if len(kept) == 1 else ex.All(tuple(kept))
