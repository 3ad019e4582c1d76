"""Questions that name documents are divided into what is asked of those and of all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.search.chosen import chosen, divided, settled
from jarida.archive.search.match import simplified
from jarida.core.search.expression import (
    EVERYTHING,
    NOTHING,
    All,
    Any,
    Chosen,
    Expression,
    Form,
    Without,
)

ONE, TWO = Chosen(frozenset({1, 2})), Chosen(frozenset({2, 3}))
EAU, PRIX = Form("eau"), Form("prix")


@pytest.mark.parametrize(
    ("expression", "inside", "outside"),
    [
        (ONE, EVERYTHING, NOTHING),
        (All((ONE, EAU)), EAU, NOTHING),
        (All((ONE, EAU, Without(PRIX))), All((EAU, Without(PRIX))), NOTHING),
        (All((ONE, Without(PRIX))), All((EVERYTHING, Without(PRIX))), NOTHING),
        (Any((ONE, EAU)), EVERYTHING, EAU),
        (All((EVERYTHING, Without(ONE))), NOTHING, EVERYTHING),
        (All((EAU, Without(ONE))), NOTHING, EAU),
        (All((EAU, Without(Any((ONE, PRIX))))), NOTHING, All((EAU, Without(PRIX)))),
        (All((EAU, Any((ONE, PRIX)))), EAU, All((EAU, PRIX))),
        (All((EAU, Without(All((ONE, PRIX))))), All((EAU, Without(PRIX))), EAU),
    ],
)
def test_what_is_asked_of_the_named_and_of_the_others(expression: Expression, inside: Expression, outside: Expression):
    assert settled(expression, frozenset({ONE})) == inside
    assert settled(expression, frozenset()) == outside


def test_each_document_is_in_the_group_of_what_is_asked_of_it():
    found = divided(Any((All((ONE, EAU)), All((TWO, PRIX)))))
    assert dict(found.groups) == {EAU: {1}, Any((EAU, PRIX)): {2}, PRIX: {3}}
    assert (found.rest, found.named) == (NOTHING, {1, 2, 3})


def test_groups_of_which_the_same_is_asked_are_one():
    assert dict(divided(Any((ONE, TWO))).groups) == {EVERYTHING: {1, 2, 3}}


def test_what_cannot_be_is_in_no_group():
    found = divided(All((EAU, Without(ONE))))
    assert (dict(found.groups), found.rest, found.named) == ({}, EAU, {1, 2})


def test_a_story_without_documents():
    assert divided(Any((Chosen(frozenset()), EAU))) == divided(EAU)
    assert divided(Chosen(frozenset())).rest == NOTHING


LEAVES = st.sampled_from([ONE, TWO, EAU, PRIX, EVERYTHING])


def _extended(children: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    without = st.lists(children.map(Without), max_size=2)
    return st.one_of(
        st.lists(children, min_size=1, max_size=3).map(lambda parts: Any(tuple(parts))),
        st.builds(lambda part, others: All((part, *others)), children, without),
        st.builds(lambda one, other: All((one, other)), children, children),
    )


EXPRESSIONS = st.recursive(LEAVES, _extended, max_leaves=8)


def holds(expression: Expression, key: int, words: frozenset[Form]) -> bool:
    """What an expression means of one document."""
    match expression:
        case Chosen(keys):
            return key in keys
        case All(parts):
            return all(holds(part, key, words) for part in parts)
        case Any(parts):
            return any(holds(part, key, words) for part in parts)
        case Without(part):
            return not holds(part, key, words)
        case Form():
            return expression in words
    return True


@given(EXPRESSIONS, st.integers(1, 4), st.frozensets(st.sampled_from([EAU, PRIX])))
def test_divided_they_mean_the_same(expression: Expression, key: int, words: frozenset[Form]):
    found = divided(simplified(expression))
    assert not any(any(chosen(part)) for part in (*found.groups, found.rest))
    asked = next((asked for asked, keys in found.groups.items() if key in keys), NOTHING)
    asked = asked if key in found.named else found.rest
    assert holds(asked, key, words) == holds(expression, key, words)
