"""Who counts as one person, and when reports block."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.moderation.decide import Reporter, Verdict, count_persons, decide

BOTH = "address-and-cookie"

A1 = Reporter("address 1", "cookie 1")
A1_OTHER_COOKIE = Reporter("address 1", "cookie 9")
MOVED = Reporter("address 5", "cookie 1")
A2 = Reporter("address 2", "cookie 2")
A3 = Reporter("address 3", "cookie 3")
FORGOTTEN = Reporter("", "")


@pytest.mark.parametrize(
    ("reporters", "both", "cookie"),
    [
        ([], 0, 0),
        ([A1], 1, 1),
        ([A1, A1, A1], 1, 1),
        ([A1, A2, A3], 3, 3),
        ([A1, A1_OTHER_COOKIE], 1, 2),
        ([A1, MOVED], 1, 1),
        # joined through a third: the second shares the address of the first and the third its cookie
        ([A1, A1_OTHER_COOKIE, Reporter("address 7", "cookie 9")], 1, 2),
        ([FORGOTTEN, FORGOTTEN, FORGOTTEN, A1], 1, 1),
        ([Reporter("address 1", ""), Reporter("address 2", "")], 2, 0),
        ([Reporter("", "cookie 1"), Reporter("", "cookie 2")], 2, 2),
        # a cookie's hash is no address's hash, even if they look the same
        ([Reporter("same", "x"), Reporter("y", "same")], 2, 2),
    ],
)
def test_persons_are_counted_once(reporters, both, cookie):
    assert count_persons(reporters, BOTH) == both
    assert count_persons(reporters, "cookie") == cookie


def test_two_groups_that_are_joined_late_become_one():
    groups = [
        Reporter("a1", "c1"),
        Reporter("a2", "c2"),
        Reporter("a3", "c3"),
        Reporter("a1", "c3"),
        Reporter("a2", "c1"),
    ]
    for order in itertools.permutations(groups):
        assert count_persons(order, BOTH) == 1


@pytest.mark.parametrize(
    ("people", "shown", "verdict"),
    [
        ([A1, A2], True, Verdict(2, block=False)),
        ([A1, A2, A3], True, Verdict(3, block=True)),
        ([A1, A1_OTHER_COOKIE, MOVED], True, Verdict(1, block=False)),
        ([A1, A2, A3], False, Verdict(3, block=False)),
    ],
)
def test_the_threshold_blocks_what_is_shown(people, shown, verdict):
    assert decide(people, shown=shown, threshold=3, identify=BOTH) == verdict


def test_a_threshold_of_one_blocks_at_once():
    assert decide([A1], shown=True, threshold=1, identify="cookie").block


marks = st.sampled_from(["", "1", "2", "3", "4"])
reporters = st.lists(st.builds(Reporter, marks, marks), max_size=12)


@given(reporters)
def test_order_and_repetition_change_nothing(people):
    for identify in (BOTH, "cookie"):
        count = count_persons(people, identify)
        assert count_persons(reversed(people), identify) == count
        assert count_persons([*people, *people], identify) == count


@given(reporters)
def test_more_ways_to_tell_people_together_never_make_more_people(people):
    cookies = {person.cookie for person in people if person.cookie}
    addresses = {person.address for person in people if person.address}
    assert count_persons(people, "cookie") == len(cookies)
    assert count_persons(people, BOTH) <= len(cookies) + len(addresses)
    with_cookie = [person for person in people if person.cookie]
    assert count_persons(with_cookie, BOTH) <= count_persons(with_cookie, "cookie")
