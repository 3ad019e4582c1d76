"""The normal form of query trees: what `parse` makes and `print_query` can print.

In it no And stands directly within an And and no Or within an Or, each has at least two nodes, nothing is
negated twice, and no title stands within a title.
"""

from collections.abc import Callable, Iterable, Iterator

from jarida.core.search.model import And, Filter, Node, Not, Or, Phrase, Prefix, Title, Word

Leaf = Word | Prefix | Phrase | Filter


def all_of(nodes: Iterable[Node | None]) -> Node | None:
    """All of these nodes; None where there is none."""
    parts = tuple(part for node in nodes if node is not None for part in _opened(node, And))
    return And(parts) if len(parts) > 1 else next(iter(parts), None)


def any_of(nodes: Iterable[Node | None]) -> Node | None:
    """Any of these nodes; None where there is none."""
    parts = tuple(part for node in nodes if node is not None for part in _opened(node, Or))
    return Or(parts) if len(parts) > 1 else next(iter(parts), None)


def not_of(node: Node | None) -> Node | None:
    """The contrary of a node."""
    if isinstance(node, Not):
        return node.node
    return Not(node) if node is not None else None


def in_title(node: Node | None) -> Node | None:
    """A node that must stand in the title. What is not in the title is said outside of it."""
    if isinstance(node, Not):
        return not_of(in_title(node.node))
    if node is None or isinstance(node, Title | Filter):
        return node
    return Title(_without_titles(node))


def map_leaves(node: Node | None, change: Callable[[Leaf], Node | None]) -> Node | None:
    """The tree with every leaf replaced; a leaf that becomes None is left out."""
    if node is None:
        return None
    if isinstance(node, And):
        return all_of(map_leaves(part, change) for part in node.nodes)
    if isinstance(node, Or):
        return any_of(map_leaves(part, change) for part in node.nodes)
    if isinstance(node, Not):
        return not_of(map_leaves(node.node, change))
    if isinstance(node, Title):
        return in_title(map_leaves(node.node, change))
    return change(node)


def parts(node: Node | None) -> tuple[Node, ...]:
    """The nodes that must all be fulfilled at the top of a tree."""
    if node is None:
        return ()
    return node.nodes if isinstance(node, And) else (node,)


def _opened(node: Node, kind: type[And] | type[Or]) -> Iterator[Node]:
    if isinstance(node, kind):
        for part in node.nodes:
            yield from _opened(part, kind)
    else:
        yield node


def _without_titles(node: Node) -> Node:
    if isinstance(node, Title):
        return node.node
    if isinstance(node, And):
        return all_of(map(_without_titles, node.nodes)) or node
    if isinstance(node, Or):
        return any_of(map(_without_titles, node.nodes)) or node
    if isinstance(node, Not):
        return not_of(_without_titles(node.node)) or node
    return node
