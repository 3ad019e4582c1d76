"""Queries made narrower, wider and otherwise, for facets, chips and corrections. Trees stay in normal form.

The result has no places and problems: print it, and what is wrong with it is found again.
"""

from collections.abc import Callable
from dataclasses import replace

from jarida.core.search.model import Bound, Dated, Filter, Name, Node, Or, Phrase, Prefix, Query, Sort, Word
from jarida.core.search.periods import dated
from jarida.core.search.trees import Leaf, all_of, map_leaves, parts

Change = Node | Dated


def with_filter(query: Query, change: Filter | Dated) -> Query:
    """The query limited by a filter or period, in place of those of the same name or bound at its top."""
    if isinstance(change, Dated):
        kept = tuple(limit for limit in query.dates if limit.bound is not change.bound)
        return _plain(query, dates=(*kept, change))
    without_name = without(query, change.name)
    return _plain(without_name, node=all_of([without_name.node, change]))


def with_period(query: Query, bound: Bound, text: str) -> Query:
    """The query limited to a day, month or year (`2024-04`); unchanged where the text is none."""
    limit = dated(bound, text)
    return with_filter(query, limit) if limit else query


def with_sort(query: Query, sort: Sort | None) -> Query:
    """The query in another order."""
    return _plain(query, sort=sort)


def without(query: Query, what: Name | Bound | Node | Dated) -> Query:
    """The query without the filters of a name, the periods of a bound, or one node or period, at its top."""
    if isinstance(what, Bound):
        return _plain(query, dates=tuple(limit for limit in query.dates if limit.bound is not what))
    if isinstance(what, Dated):
        return _plain(query, dates=tuple(limit for limit in query.dates if limit != what))
    return _plain(query, node=all_of(part for part in parts(query.node) if not _is(part, what)))


def without_dates(query: Query) -> Query:
    """The query over all time."""
    return _plain(query, dates=())


def conditions(query: Query) -> tuple[Node | Dated, ...]:
    """What all results fulfil: the nodes at the top of the query and its periods, each to be taken out alone."""
    return (*parts(query.node), *query.dates)


def filters(query: Query, name: Name) -> tuple[str, ...]:
    """The values by which a query is limited at its top: of `lang:fr OR lang:ar`, both."""
    found = [part for part in parts(query.node) if _is(part, name)]
    leaves = (leaf for part in found for leaf in (part.nodes if isinstance(part, Or) else (part,)))
    return tuple(leaf.value for leaf in leaves if isinstance(leaf, Filter))


def map_words(query: Query, change: Callable[[str], str]) -> Query:
    """The query with its words and beginnings of words spelled otherwise; phrases and filters as they are."""

    def changed(leaf: Leaf) -> Node | None:
        if not isinstance(leaf, Word | Prefix) or (spelled := change(leaf.text)) == leaf.text:
            return leaf
        if isinstance(leaf, Prefix):
            return Prefix(spelled)
        return Phrase(spelled) if " " in spelled else Word(spelled)

    return _plain(query, node=map_leaves(query.node, changed))


def _is(part: Node, what: Name | Node) -> bool:
    if not isinstance(what, Name):
        return part == what
    if isinstance(part, Or):
        return all(_is(node, what) for node in part.nodes)
    return isinstance(part, Filter) and part.name is what


def _plain(query: Query, **changes: object) -> Query:
    changed: Query = replace(query, problems=(), places=(), **changes)  # type: ignore[arg-type]
    return changed
