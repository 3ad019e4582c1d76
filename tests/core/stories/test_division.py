"""Groups that each have something of their own are two events."""

import pytest
from tests.core.stories.made import article

from jarida.core.stories.division import SMALLEST, Division, facts
from jarida.core.stories.model import Profile


def groups(first: dict[str, tuple[str, ...]], second: dict[str, tuple[str, ...]], size: int = SMALLEST) -> bool:
    """Whether two groups of so many articles with these facts are divided."""
    profiles: list[Profile] = [article(number, **(first if number < size else second)) for number in range(2 * size)]
    return Division(profiles).divided(range(size), range(size, 2 * size))


@pytest.mark.parametrize(
    ("first", "second", "divided"),
    [
        ({"names": ("klck", "rhmn")}, {"names": ("klck", "tmsn")}, True),
        ({"places": ("gao",)}, {"places": ("kidal",)}, True),
        ({"numbers": ("23",)}, {"numbers": ("26",)}, True),
        ({"words": ("@5",)}, {"words": ("@3",)}, True),
        ({"names": ("klck",)}, {"names": ("klck", "tmsn")}, False),
        ({"names": ("klck",)}, {"places": ("gao",)}, False),
        ({"numbers": ("23",)}, {"numbers": ("6%",)}, False),
        ({"words": ("fr.a",)}, {"words": ("fr.b",)}, False),
        ({}, {}, False),
    ],
)
def test_each_side_must_have_its_own_of_one_sort(first, second, divided):
    assert groups(first, second) is divided


def test_small_groups_are_never_divided():
    assert not groups({"names": ("a",)}, {"names": ("b",)}, SMALLEST - 1)


def test_what_few_have_is_not_the_groups_own():
    profiles = [
        article(0, names=("a",)),
        *(article(number) for number in range(1, 5)),
        *(article(n, names=("b",)) for n in range(5, 10)),
    ]
    assert not Division(profiles).divided(range(5), range(5, 10))


def test_what_the_others_have_as_well_is_not_its_own():
    profiles = [article(n, names=("a",)) for n in range(5)] + [
        article(n, names=("a", "b") if n % 2 else ("b",)) for n in range(5, 10)
    ]
    assert not Division(profiles).divided(range(5), range(5, 10))


def test_large_groups_are_sampled():
    size = 500
    assert groups({"names": ("a",)}, {"names": ("b",)}, size)


def test_facts():
    found = facts(article(1, names=("a",), places=("b",), numbers=("23", "6%"), words=("@1", "fr.x", "~ABC")))
    assert found == {("name", "a"), ("place", "b"), ("number count", "23"), ("number share", "6%"), ("day", "@1")}
