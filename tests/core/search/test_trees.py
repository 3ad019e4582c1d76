"""The normal form of trees."""

from hypothesis import given

from jarida.core.search.model import And, Filter, Name, Node, Not, Or, Query, Title, Word, walk
from jarida.core.search.trees import all_of, any_of, in_title, map_leaves, not_of, parts
from tests.core.search.strategies import nodes

A, B, C = Word("a"), Word("b"), Word("c")


def test_all_and_any_are_flat_and_never_of_one() -> None:
    assert all_of([]) is None
    assert all_of([None, A, None]) == A
    assert all_of([A, And((B, C))]) == And((A, B, C))
    assert any_of([Or((A, B)), C]) == Or((A, B, C))
    assert any_of([And((A, B))]) == And((A, B))
    assert all_of([Or((A, B)), C]) == And((Or((A, B)), C))


def test_not_of_not() -> None:
    assert not_of(None) is None
    assert not_of(not_of(A)) == A


def test_titles_do_not_nest() -> None:
    assert in_title(None) is None
    assert in_title(Title(A)) == Title(A)
    assert in_title(Not(A)) == Not(Title(A))
    assert in_title(Or((A, Title(And((B, C)))))) == Title(Or((A, And((B, C)))))
    assert in_title(Filter(Name.HAS, "image")) == Filter(Name.HAS, "image")


def test_leaves_are_replaced_or_left_out() -> None:
    tree = all_of([any_of([A, B]), not_of(C), in_title(A)])
    assert map_leaves(tree, lambda leaf: None if leaf == A else leaf) == And((B, Not(C)))
    assert map_leaves(tree, lambda leaf: None) is None
    assert map_leaves(None, lambda leaf: leaf) is None


def test_parts() -> None:
    assert parts(None) == ()
    assert parts(A) == (A,)
    assert parts(And((A, B))) == (A, B)


@given(nodes)
def test_generated_trees_are_normal(node: Node) -> None:
    assert map_leaves(node, lambda leaf: leaf) == node
    for each in walk(Query(node).node):
        if isinstance(each, And | Or):
            assert len(each.nodes) > 1
            assert not any(type(part) is type(each) for part in each.nodes)
