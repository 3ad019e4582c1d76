"""The guard: what is not public is not asked, however it is written."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.errors import AddressRefused, Outcome
from jarida.core.fetching.guard import AddressGuard, ConnectionRefusedByGuard, shown

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 100.100.100.200
168.63.129.16 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1::1 2002:808:808::1 3fff::1 fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 fec0::1 ff02::1
5f00::1 4000::1
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 172.15.255.255
172.32.0.0 192.167.255.255 198.17.255.255 198.20.0.0 223.255.255.255 2606:4700::1111 2a00:1450:4001::1
::ffff:8.8.8.8 64:ff9b::808:808 2001:4860:4860::8888
""".split()
NEVER = "169.254.169.254 0.0.0.0 224.0.0.1 255.255.255.255 168.63.129.16 100.100.100.200".split()
NEVER_V6 = ["fe80::1", "ff02::1", "::", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]


def info(address: str, family: int = socket.AF_INET) -> tuple:
    return (family, socket.SOCK_STREAM, 0, "", (address, 80))


class TestNetworks:
    @pytest.mark.parametrize("address", PRIVATE)
    def test_not_public(self, address):
        assert not AddressGuard().is_public(ip_address(address))

    @pytest.mark.parametrize("address", PUBLIC)
    def test_public(self, address):
        assert AddressGuard().is_public(ip_address(address))

    def test_allowed_networks_are_let_through(self):
        guard = AddressGuard(("127.0.0.0/8", "fd12::/16"))
        assert guard.is_public(IPv4Address("127.10.0.1"))
        assert guard.is_public(IPv6Address("::ffff:127.0.0.1"))
        assert guard.is_public(IPv6Address("fd12::1"))
        assert not guard.is_public(IPv4Address("10.0.0.1"))
        assert not guard.is_public(IPv6Address("::1"))

    @pytest.mark.parametrize("address", NEVER + NEVER_V6)
    def test_metadata_and_nonsense_stay_refused_whatever_is_allowed(self, address):
        guard = AddressGuard(("0.0.0.0/0", "::/0", "169.254.0.0/16"))
        assert not guard.is_public(ip_address(address))

    @given(st.ip_addresses(v=4))
    def test_never_more_generous_than_the_standard_library(self, address):
        if AddressGuard().is_public(address):
            assert address.is_global
            assert not address.is_multicast

    @given(st.ip_addresses(v=6))
    def test_never_more_generous_than_the_standard_library_in_v6(self, address):
        if AddressGuard().is_public(address):
            assert address.is_global or address.ipv4_mapped or str(address).startswith("64:ff9b::")

    @given(st.ip_addresses(v=4))
    def test_an_address_inside_another_is_judged_as_itself(self, address):
        guard = AddressGuard()
        mapped = IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
        translated = IPv6Address(IPv6Address("64:ff9b::").packed[:12] + address.packed)
        assert guard.is_public(mapped) == guard.is_public(translated) == guard.is_public(address)


class TestUrls:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/",
            "http://127.0.0.1:8080/",
            "http://127.1/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://１２７.0.0.1/",
            "http://[::1]/",
            "http://[::1]:8080/a",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[0:0:0:0:0:ffff:10.0.0.1]/",
            "http://[fe80::1%25eth0]/",
            "http://[::]/",
            "http://0.0.0.0/",
            "http://169.254.169.254/latest/meta-data/",
            "http://user:pw@host/",
            "http://user@8.8.8.8/",
            "https://@example.com/",
            "http://example.com:22/",
            "http://example.com:25/",
            "http://example.com:6667/",
            "http://example.com:0/",
            "http://example.com:99999/",
            "file:///etc/passwd",
            "ftp://example.com/",
            "gopher://example.com/",
            "javascript:alert(1)",
            "data:text/plain,x",
            "//example.com/",
            "",
            "http://",
            "http://exa mple.com/",
            "http://example.com\r\nHost: other/",
        ],
    )
    def test_refused(self, url):
        with pytest.raises(AddressRefused) as caught:
            AddressGuard().check_url(url)
        assert caught.value.outcome is Outcome.QUARANTINE
        assert "\n" not in str(caught.value)
        assert "pw" not in str(caught.value)

    def test_a_backslash_ends_the_host_as_in_browsers(self):
        assert AddressGuard(("127.0.0.0/8",)).check_url("http://127.0.0.1\\@8.8.8.8/") == "http://127.0.0.1/@8.8.8.8/"

    @pytest.mark.parametrize(
        ("url", "sent"),
        [
            ("https://Example.com/a?utm_source=rss#b", "https://example.com/a?utm_source=rss"),
            ("http://8.8.8.8:8080/", "http://8.8.8.8:8080/"),
            ("https://example.com:8443", "https://example.com:8443/"),
            ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
            ("http://localhost/", "http://localhost/"),  # a name: judged once it is resolved
        ],
    )
    def test_passed(self, url, sent):
        assert AddressGuard().check_url(url) == sent

    def test_a_redirect_is_seen_from_its_base(self):
        guard = AddressGuard()
        assert guard.check_url("../b", base="https://example.com/a/c") == "https://example.com/b"
        with pytest.raises(AddressRefused):
            guard.check_url("//127.0.0.1/b", base="https://example.com/")

    @given(st.text(max_size=60))
    def test_any_text_is_passed_in_one_form_or_refused(self, text):
        guard = AddressGuard()
        try:
            sent = guard.check_url(text)
        except AddressRefused as error:
            said = str(error)
        else:
            said = sent
            assert guard.check_url(sent) == sent
        assert said.isprintable()


class TestConnections:
    def test_the_address_of_the_socket_decides(self):
        guard = AddressGuard()
        guard.check_destination(info("8.8.8.8"))
        guard.check_destination((socket.AF_INET6, socket.SOCK_STREAM, 0, "", ("2606:4700::1111", 80, 0, 0)))
        for address in PRIVATE:
            with pytest.raises(ConnectionRefusedByGuard):
                guard.check_destination(info(address))

    def test_a_scope_does_not_hide_an_address(self):
        with pytest.raises(ConnectionRefusedByGuard):
            AddressGuard(("::/0",)).check_destination(info("fe80::1%eth0", socket.AF_INET6))

    def test_what_is_no_internet_address_is_refused(self):
        guard = AddressGuard(("0.0.0.0/0",))
        with pytest.raises(ConnectionRefusedByGuard):
            guard.check_destination((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/run/docker.sock",)))
        with pytest.raises(ConnectionRefusedByGuard):
            guard.check_destination(info("localhost"))

    def test_of_several_addresses_the_public_ones_are_used(self):
        assert AddressGuard().usable("h", ["127.0.0.1", "8.8.8.8", "::1"]) == ["8.8.8.8"]
        assert AddressGuard().usable("h", []) == []

    def test_a_name_that_is_only_private_is_refused(self):
        with pytest.raises(ConnectionRefusedByGuard, match=r"intranet\.example is at 10\.0\.0\.1"):
            AddressGuard().usable("intranet.example", ["10.0.0.1", "::1"])


class TestShown:
    def test_is_one_short_line_without_password(self):
        assert shown("http://user:secret@host/\r\nX: y") == "http://…@host/��X: y"
        assert len(shown("http://example.com/" + "a" * 5000)) == 300
