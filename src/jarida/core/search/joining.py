"""How terms combine: flat, without repetition, and with `Without` only where engines know it."""

from collections.abc import Iterable, Iterator

from jarida.core.search.expression import EVERYTHING, All, Any, Expression, Without


def all_of(parts: Iterable[Expression | None]) -> Expression | None:
    """All of these. What only excludes is left to the All, or to the whole, around it."""
    found = tuple(dict.fromkeys(one for part in parts if part is not None for one in _opened(part, All)))
    if len(found) < 2:
        return next(iter(found), None)
    if all(isinstance(part, Without) for part in found):
        return All((EVERYTHING, *found))
    return All(tuple(part for part in found if part != EVERYTHING or _only_excludes(found)))


def any_of(parts: Iterable[Expression | None]) -> Expression | None:
    """Any of these."""
    alone = (standing(part) for part in parts if part is not None)
    found = tuple(dict.fromkeys(one for part in alone for one in _opened(part, Any)))
    return Any(found) if len(found) > 1 else next(iter(found), None)


def _only_excludes(parts: tuple[Expression, ...]) -> bool:
    return all(isinstance(part, Without) or part == EVERYTHING for part in parts)


def standing(part: Expression) -> Expression:
    """An expression that can stand alone or in an Any."""
    return All((EVERYTHING, part)) if isinstance(part, Without) else part


def _opened(part: Expression, kind: type[All] | type[Any]) -> Iterator[Expression]:
    if isinstance(part, kind) and part.parts:
        for one in part.parts:
            yield from _opened(one, kind)
    else:
        yield part
