"""Whose report it is: addresses behind proxies, keyed hashes, the signed cookie."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from jarida.moderation.persons import (
    COOKIE,
    NOWHERE,
    client_address,
    keyed_hash,
    remember,
    sender_of,
)
from tests.moderation.factories import with_options

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ff::/48"))


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        # not from a proxy of ours: what it says of others is not believed
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        # the client wrote the left part itself; the proxy appended what it saw
        ("10.0.0.1", "203.0.113.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "", "10.0.0.1"),
        # what cannot be read ends the search at the last proxy
        ("10.0.0.1", "198.51.100.1, rubbish", "10.0.0.1"),
        ("10.0.0.1", "unknown, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("10.0.0.1", "[2001:db8:1:2:3::9]:443", "2001:db8:1:2::/64"),
        ("2001:db8:ff::1", "198.51.100.1", "198.51.100.1"),
        # one household has one /64
        ("2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "", "fe80::/64"),
        # the same client over IPv4 on a socket that listens on both
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", NOWHERE),
        ("unix:", "198.51.100.1", NOWHERE),
    ],
)
def test_the_clients_address(remote, forwarded, address):
    assert client_address(remote, forwarded, PROXIES) == address


def test_a_long_header_is_read_only_at_its_end():
    forwarded = "203.0.113.1, " * 100_000 + "198.51.100.1"
    assert client_address("10.0.0.1", forwarded, PROXIES) == "198.51.100.1"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_header_breaks_it(remote, forwarded):
    assert client_address(remote, forwarded, PROXIES)


@given(st.text(alphabet="0123456789.,: ", max_size=60))
def test_nothing_that_a_client_adds_on_the_left_changes_who_it_is(text):
    assert client_address("10.0.0.1", f"{text},198.51.100.1", PROXIES) == "198.51.100.1"


def test_hashes_are_keyed_by_purpose_and_secret():
    value = "192.0.2.7"
    mine = keyed_hash("address", value)
    assert len(mine) == 64
    assert value not in mine
    assert mine == keyed_hash("address", value)
    assert mine != keyed_hash("cookie", value)
    with override_settings(SECRET_KEY="another"):
        assert mine != keyed_hash("address", value)


def request(address: str = "192.0.2.7", cookie: str = "", **more: str):
    made = RequestFactory().post("/", REMOTE_ADDR=address, **more)
    if cookie:
        made.COOKIES[COOKIE] = cookie
    return made


def cookie_of(sender) -> str:
    response = HttpResponse()
    remember(response, sender.person)
    return response.cookies[COOKIE].value


def test_the_cookie_tells_who_it_was():
    first = sender_of(request())
    assert first.fresh
    again = sender_of(request(address="198.51.100.9", cookie=cookie_of(first)))
    assert not again.fresh
    assert again.reporter.cookie == first.reporter.cookie
    assert again.reporter.address != first.reporter.address


def test_a_forged_cookie_is_a_fresh_person():
    first = sender_of(request())
    value = cookie_of(first)
    forged = sender_of(request(cookie=f"x{value}"))
    assert forged.fresh
    assert forged.reporter.cookie != first.reporter.cookie


def test_a_cookie_outlives_nothing_that_is_forgotten(settings, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_700_000_000)
    value = cookie_of(sender_of(request()))
    days = settings.OPTIONS.moderation.forget_days
    monkeypatch.setattr("time.time", lambda: 1_700_000_000 + days * 24 * 3600 - 5)
    assert not sender_of(request(cookie=value)).fresh
    monkeypatch.setattr("time.time", lambda: 1_700_000_000 + days * 24 * 3600 + 5)
    assert sender_of(request(cookie=value)).fresh


def test_the_cookie_is_for_us_alone(settings):
    settings.SESSION_COOKIE_SECURE = True
    response = HttpResponse()
    remember(response, "somebody")
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]
    assert cookie["max-age"] == 30 * 24 * 3600


def test_trusted_proxies_come_from_the_options(settings):
    behind = request("10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1")
    alone = sender_of(behind).reporter.address
    settings.OPTIONS = with_options(settings.OPTIONS, site={"trusted_proxies": ("10.0.0.0/8",)})
    assert sender_of(behind).reporter.address != alone
    assert sender_of(behind).reporter.address == keyed_hash("address", "198.51.100.1")
