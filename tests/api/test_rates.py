"""How many requests somebody may send: the rule by itself."""

from hypothesis import given
from hypothesis import strategies as st

from jarida.api.rates import WINDOW, Rate, take

RATES = st.integers(1, 100_000).map(Rate)
GAPS = st.lists(st.floats(0, 20, allow_nan=False), max_size=200)


def test_so_many_at_once_and_not_one_more():
    until, rate = 0.0, Rate(5)
    answers = []
    for _ in range(7):
        until, taken = take(until, 1000.0, rate)
        answers.append((taken.allowed, taken.remaining))
    assert answers == [(True, 4), (True, 3), (True, 2), (True, 1), (True, 0), (False, 0), (False, 0)]


def test_one_comes_back_after_an_interval():
    until, rate = 0.0, Rate(5)
    for _ in range(5):
        until, _taken = take(until, 1000.0, rate)
    _, refused = take(until, 1000.0, rate)
    assert abs(refused.wait - 12.0) < 1e-6
    assert not take(until, 1011.9, rate)[1].allowed
    assert take(until, 1012.0, rate)[1].allowed


def test_after_a_minute_of_silence_all_are_back():
    until = 0.0
    for _ in range(5):
        until, taken = take(until, 1000.0, Rate(5))
    assert taken.reset == WINDOW
    assert take(until, 1060.0, Rate(5))[1].remaining == 4


def test_a_moment_of_another_clock_is_forgotten():
    until, taken = take(9e9, 1000.0, Rate(60))
    assert taken == take(0.0, 1000.0, Rate(60))[1]
    assert until == 1001.0


@given(RATES, GAPS)
def test_never_more_than_twice_the_rate_in_a_minute(rate, gaps):
    now, until, allowed = 1e9, 0.0, []
    for gap in gaps:
        now += gap
        until, taken = take(until, now, rate)
        assert taken.remaining >= 0
        assert 0 <= taken.reset <= WINDOW + 1e-3
        assert (taken.wait > 0) is not taken.allowed
        if taken.allowed:
            allowed.append(now)
    for index, first in enumerate(allowed):
        within = sum(first <= moment < first + WINDOW for moment in allowed[index:])
        assert within <= 2 * rate.per_minute


@given(RATES, st.floats(0, 60))
def test_who_waits_as_told_is_let_in(rate, pause):
    until, now = 0.0, 1e6
    for _ in range(min(rate.per_minute, 50) + 1):
        until, taken = take(until, now, rate)
    now += taken.wait + 1e-4 if not taken.allowed else pause
    assert take(until, now, rate)[1].allowed or taken.allowed
