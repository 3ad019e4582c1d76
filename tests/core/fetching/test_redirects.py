"""Redirects: how many, where to, and what is remembered."""

import pytest

from jarida.core.errors import Outcome, TooManyRedirects
from jarida.core.fetching.redirects import Trail


def trail(*hops: tuple[str, int], start: str = "https://example.com/", most: int = 5) -> Trail:
    made = Trail(start, most)
    for url, status in hops:
        made.follow(url, status)
    return made


def test_without_hops_nothing_moved():
    assert trail().moved_to == ""
    assert trail().hops == 0


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_remembered(status):
    assert trail(("https://example.com/b", status)).moved_to == "https://example.com/b"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_one_passing_redirect_makes_the_whole_way_passing(status):
    assert trail(("https://example.com/b", 301), ("https://example.com/c", status)).moved_to == ""
    assert trail(("https://example.com/b", status), ("https://example.com/c", 301)).moved_to == ""


def test_all_hops_permanent():
    assert trail(("https://a.example/", 301), ("https://b.example/", 308)).moved_to == "https://b.example/"


def test_a_step_down_to_http_is_followed_but_not_remembered():
    made = trail(("http://example.com/", 301), ("https://example.com/b", 301))
    assert made.hops == 2
    assert made.moved_to == ""


def test_a_step_up_to_https_is_remembered():
    assert trail(("https://example.com/", 301), start="http://example.com/").moved_to == "https://example.com/"


def test_as_many_hops_as_allowed():
    made = trail(*[(f"https://example.com/{number}", 302) for number in range(5)])
    with pytest.raises(TooManyRedirects, match="more than 5 times") as caught:
        made.follow("https://example.com/6", 302)
    assert caught.value.subject == "https://example.com/"
    assert caught.value.outcome is Outcome.QUARANTINE


def test_a_loop_ends_at_once():
    made = trail(("https://example.com/b", 301))
    with pytest.raises(TooManyRedirects, match=r"come back to https://example\.com/"):
        made.follow("https://example.com/", 301)
