"""The pacer: nobody is pressed, nobody waits for another's slowness. Time is a number."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jarida.core.fetching.pacing import KEPT_HOSTS, Pacer, Pause


def pacer(concurrency: int = 10, per_host: int = 2) -> Pacer[str]:
    return Pacer(concurrency=concurrency, per_host=per_host)


def test_a_host_at_rest_is_asked_at_once():
    assert pacer().ask("a", "1", now=5.0)


def test_between_two_starts_the_host_rests():
    p = pacer()
    assert p.ask("a", "1", now=0.0, delay=1.0)
    assert not p.ask("a", "2", now=0.5, delay=1.0)
    assert not p.ask("a", "3", now=0.5, delay=1.0)
    assert p.wake_at() == 1.0
    assert p.grant(0.9) == []
    assert p.grant(1.0) == ["2"]
    p.done("a", 1.1)
    assert p.wake_at() == 2.0
    assert p.grant(2.0) == ["3"]


def test_the_rest_is_that_of_the_request_that_started():
    p = pacer()
    p.ask("a", "robots", now=0.0, delay=0.0)
    assert p.ask("a", "page", now=0.0, delay=7.0)
    p.done("a", 0.0)
    p.done("a", 0.0)
    assert not p.ask("a", "next", now=6.9, delay=7.0)
    assert p.grant(7.0) == ["next"]


def test_no_more_than_so_many_at_one_host():
    p = pacer(per_host=2)
    assert p.ask("a", "1", now=0.0)
    assert p.ask("a", "2", now=0.0)
    assert not p.ask("a", "3", now=0.0)
    assert p.wake_at() is None  # only an end lets another start
    p.done("a", 50.0)
    assert p.grant(50.0) == ["3"]


def test_a_slow_host_holds_only_its_own_places():
    p = pacer(concurrency=3, per_host=2)
    for number in range(100):
        p.ask("slow", f"slow {number}", now=0.0)
    assert p.ask("quick", "quick", now=0.0)


def test_where_all_places_are_taken_who_was_ready_first_goes_first():
    p = pacer(concurrency=1)
    assert p.ask("a", "a1", now=0.0)
    for ticket in ("a2", "b1", "c1", "b2"):
        assert not p.ask(ticket[0], ticket, now=0.0)
    order = []
    host = "a"
    for moment in range(1, 5):
        p.done(host, float(moment))
        granted = p.grant(float(moment))
        assert len(granted) == 1
        order += granted
        host = granted[0][0]
    assert sorted(order[:3]) == ["a2", "b1", "c1"]  # hosts take turns
    assert order[3] == "b2"


def test_a_newcomer_does_not_pass_who_is_ready():
    p = pacer(concurrency=1)
    p.ask("a", "a1", now=0.0)
    p.ask("b", "b1", now=0.0)
    p.done("a", 1.0)
    assert not p.ask("c", "c1", now=1.0)
    assert p.grant(1.0) == ["b1"]


def test_first_goes_before_the_others_of_its_host():
    p = pacer()
    p.ask("a", "1", now=0.0, delay=1.0)
    p.ask("a", "2", now=0.0, delay=1.0)
    p.ask("a", "hop", now=0.0, delay=1.0, first=True)
    assert p.grant(1.0) == ["hop"]


def test_a_ticket_given_up_is_not_granted():
    p = pacer(per_host=1)
    p.ask("a", "1", now=0.0)
    p.ask("a", "2", now=0.0)
    p.ask("a", "3", now=0.0)
    p.withdraw("a", "2")
    p.withdraw("unknown", "2")
    p.done("a", 1.0)
    assert p.grant(1.0) == ["3"]


def test_a_pause_stops_the_whole_host_and_nobody_else():
    p = pacer()
    p.ask("a", "1", now=0.0)
    p.pause("a", 0.0, Pause(30.0, 429))
    assert not p.ask("a", "2", now=1.0)
    assert p.ask("b", "1", now=1.0)
    assert p.grant(29.0) == []
    assert p.grant(30.0) == ["2"]


def test_the_longest_pause_counts():
    p = pacer()
    p.pause("a", 0.0, Pause(30.0, 503))
    p.pause("a", 1.0, Pause(5.0, 429))
    assert p.pause_of("a", 10.0) == Pause(20.0, 503)
    assert p.pause_of("a", 30.0) is None
    assert p.pause_of("b", 0.0) is None


def test_who_waits_for_a_paused_host_can_be_sent_away():
    p = pacer()
    p.ask("a", "1", now=0.0, delay=1.0)
    p.ask("a", "2", now=0.0)
    p.ask("a", "3", now=0.0)
    p.pause("a", 0.0, Pause(3600.0, 429))
    assert p.dismiss("a") == ["2", "3"]
    assert p.dismiss("b") == []
    assert p.grant(4000.0) == []


def test_hosts_at_rest_are_forgotten():
    p = pacer(concurrency=100_000)
    for number in range(KEPT_HOSTS + 1):
        p.ask(f"host {number}", "t", now=0.0, delay=1.0)
        p.done(f"host {number}", 0.5)
    assert len(p) == KEPT_HOSTS + 1  # all rest: their next start must be known
    p.ask("one more", "t", now=2.0)
    for number in range(2 * KEPT_HOSTS):
        p.ask(f"later {number}", "t", now=10.0)
        p.done(f"later {number}", 10.0)
    assert len(p) <= 2 * KEPT_HOSTS
    p.done("one more", 10.0)


def test_a_host_without_delay_leaves_nothing_behind():
    p = pacer()
    p.ask("a", "1", now=0.0)
    p.done("a", 1.0)
    assert len(p) == 0


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3), st.booleans()), max_size=40),
    st.integers(1, 4),
    st.integers(1, 3),
    st.floats(0.1, 2),
)
def test_whatever_is_asked_all_start_once_and_no_bound_is_passed(asked, concurrency, per_host, takes):
    """A simulation: requests take `takes` seconds; the clock jumps from event to event."""
    p: Pacer[int] = Pacer(concurrency=concurrency, per_host=per_host)
    now, ends, starts = 0.0, [], {}

    def start(ticket):
        assert ticket not in starts
        starts[ticket] = now
        ends.append((now + takes, asked[ticket][0]))
        running = [host for _, host in ends]
        assert len(running) <= concurrency
        assert running.count(asked[ticket][0]) <= per_host

    for ticket, (host, delay, first) in enumerate(asked):
        if p.ask(host, ticket, now, delay=delay, first=first):
            start(ticket)
    for _ in range(1000):
        for ticket in p.grant(now):
            start(ticket)
        moments = [end for end, _ in ends] + ([p.wake_at()] if p.wake_at() is not None else [])
        if not moments:
            break
        now = max(now, min(moments))
        for end, host in [pair for pair in ends if pair[0] <= now]:
            ends.remove((end, host))
            p.done(host, now)
    assert len(starts) == len(asked)
    for host in "abc":
        own = [(starts[ticket], asked[ticket][1]) for ticket in starts if asked[ticket][0] == host]
        assert all(after >= before + delay for (before, delay), (after, _) in pairwise(own))
