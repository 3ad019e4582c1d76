"""Every way in which a host may misbehave, and how it ends: named, bounded, and nothing leaves unguarded."""

import asyncio
import gzip
import shutil
import socket
import ssl
import subprocess
import tracemalloc
import zlib

import pytest
from aiohttp.abc import AbstractResolver

from jarida.core.errors import (
    AddressRefused,
    BadStatus,
    ConnectionFailed,
    Outcome,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)
from jarida.core.fetching import connecting
from jarida.core.fetching.model import FetchRequest, Purpose

from .conftest import LOOPBACK, Reply, moved, packed


class NamesFor(AbstractResolver):
    """A resolver that gives each name the next of its addresses, as a rebinding host would."""

    def __init__(self, **names: list[str]) -> None:
        self._names = names

    async def resolve(self, host, port=0, family=socket.AF_INET):
        addresses = self._names.get(host.split(".")[0])
        if addresses is None:
            raise OSError(None, "no such name")
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        return [
            {"hostname": host, "host": one, "port": port, "family": family, "proto": 0, "flags": 0}
            for one in address.split()
        ]

    async def close(self):
        pass


@pytest.fixture
def names(monkeypatch):
    """Let names resolve as a test says."""

    def set_names(**given):
        monkeypatch.setattr(connecting, "DefaultResolver", lambda: NamesFor(**given))

    return set_names


class TestAddresses:
    @pytest.mark.parametrize(
        "target",
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://2130706433/",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "javascript:alert(1)",
            "gopher://127.0.0.1:6379/_FLUSHALL",
            "//user:pw@127.0.0.1/",
            "http://127.0.0.1:22/",
            "http://",
        ],
    )
    async def test_a_redirect_to_a_refused_address(self, press, fetch, target):
        press.say("/", moved(target, 301))
        with pytest.raises(AddressRefused) as caught:
            await fetch(press.url())
        assert caught.value.code == "address-refused"
        assert caught.value.outcome is Outcome.QUARANTINE
        assert caught.value.subject == press.url()
        assert "redirects to" in str(caught.value)
        assert press.paths() == ["/"]

    @pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "user:pw@127.0.0.1"])
    async def test_forms_of_loopback(self, press, fetch, host):
        with pytest.raises(AddressRefused):
            await fetch(press.url(host=host), allow_networks=())
        assert press.connections == 0

    async def test_loopback_by_number_is_refused_unless_allowed(self, press, fetch):
        with pytest.raises(AddressRefused):
            await fetch(press.url(), allow_networks=())
        assert press.connections == 0

    async def test_localhost_by_name_is_refused_where_it_connects(self, press, fetch):
        with pytest.raises(AddressRefused, match="localhost is at"):
            await fetch(press.url(host="localhost"), allow_networks=())
        assert press.connections == 0

    async def test_a_name_that_leads_inside(self, press, fetch, names):
        names(intranet=["10.0.0.1 192.168.0.1"])
        with pytest.raises(AddressRefused, match=r"intranet\.example is at 10\.0\.0\.1"):
            await fetch("http://intranet.example/")

    async def test_a_name_with_a_good_and_a_bad_address_uses_the_good_one(self, press, fetch, names):
        names(mixed=["169.254.169.254 127.0.0.1"])
        press.say("/", Reply(body=b"x"))
        assert (await fetch(press.url(host="mixed.example"))).body == b"x"

    async def test_a_name_that_changes_its_mind(self, press, open_fetcher, names, monkeypatch):
        """DNS rebinding: where the resolver was passed by a lie, the socket still sees where it goes."""
        names(rebinding=["127.0.0.1", "169.254.169.254"])
        monkeypatch.setattr(connecting.AddressGuard, "usable", lambda self, host, found: list(found))
        monkeypatch.setattr(connecting, "DNS_LIFETIME", 0)
        press.say("/robots.txt", Reply(404, close=True))
        fetcher = await open_fetcher()
        request = FetchRequest(press.url(host="rebinding.example"), Purpose.PAGE)
        with pytest.raises(AddressRefused, match=r"169\.254\.169\.254 is not on the public internet"):
            await fetcher.fetch(request)
        assert [asked.path for asked in press.asked] == ["/robots.txt"]

    async def test_a_name_that_is_not_there(self, fetch, names):
        names()
        with pytest.raises(ConnectionFailed, match="name was not found") as caught:
            await fetch("http://nowhere.example/")
        assert caught.value.outcome is Outcome.RETRY


class TestRedirects:
    async def test_a_loop(self, press, fetch):
        press.say("/a", moved("/b"))
        press.say("/b", moved("/a"))
        with pytest.raises(TooManyRedirects, match="come back") as caught:
            await fetch(press.url("/a"))
        assert caught.value.subject == press.url("/a")
        assert press.paths() == ["/a", "/b"]

    async def test_a_loop_whose_address_grows(self, press, fetch):
        for number in range(20):
            press.say("/" + "a" * number, moved("/" + "a" * (number + 1)))
        with pytest.raises(TooManyRedirects, match="more than 3 times"):
            await fetch(press.url("/"), max_redirects=3)
        assert len(press.paths()) == 4

    async def test_a_target_of_10_000_characters(self, press, fetch):
        press.say("/", moved("/" + "a" * 10_000))
        with pytest.raises(AddressRefused) as caught:
            await fetch(press.url())
        assert len(str(caught.value)) < 600


class TestSize:
    async def test_a_bomb_costs_no_more_than_its_bound(self, press, fetch):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join([packer.compress(b"\0" * (1 << 20)) for _ in range(64)] + [packer.flush()])
        press.say("/", Reply(headers={"Content-Encoding": "gzip"}, body=bomb))
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge) as caught:
                await fetch(press.url(), max_page_bytes=1 << 20)
            assert tracemalloc.get_traced_memory()[1] < 10 << 20
        finally:
            tracemalloc.stop()
        assert caught.value.code == "too-large"
        assert "1,048,576 bytes" in str(caught.value)

    async def test_one_that_never_ends(self, press, fetch):
        press.say("/", Reply(headers={"Connection": "close"}, endless=b"<p>more</p>" * 1000))
        with pytest.raises(TooLarge):
            await fetch(press.url(), max_page_bytes=100_000)

    async def test_one_that_never_ends_in_chunks(self, press, fetch):
        chunk = b"a\r\n0123456789\r\n" * 1000
        press.say("/", Reply(headers={"Transfer-Encoding": "chunked"}, endless=chunk))
        with pytest.raises(TooLarge):
            await fetch(press.url(), max_page_bytes=100_000)

    async def test_one_that_says_it_is_too_large_is_not_read(self, press, fetch):
        press.say("/", Reply(headers={"Content-Length": "99999999"}, hold=True))
        with pytest.raises(TooLarge):
            await fetch(press.url(), max_page_bytes=1000)

    @pytest.mark.parametrize(
        ("purpose", "bound"),
        [
            (Purpose.FEED, "max_feed_bytes"),
            (Purpose.PAGE, "max_page_bytes"),
            (Purpose.IMAGE, "max_image_bytes"),
        ],
    )
    async def test_every_purpose_has_its_bound(self, press, fetch, purpose, bound):
        press.say("/", packed(b"x" * 1000))
        assert len((await fetch(press.url(), purpose, **{bound: 1000})).body) == 1000
        with pytest.raises(TooLarge):
            await fetch(press.url(), purpose, **{bound: 999})

    async def test_a_header_that_is_too_long(self, press, fetch):
        press.say("/", Reply(headers={"X-Long": "a" * 100_000}))
        with pytest.raises(ConnectionFailed, match="no proper HTTP"):
            await fetch(press.url())

    async def test_too_many_headers(self, press, fetch):
        press.say("/", Reply(headers={f"X-{number}": "a" for number in range(1000)}))
        with pytest.raises(ConnectionFailed, match="no proper HTTP"):
            await fetch(press.url())


class TestTime:
    async def test_an_answer_that_does_not_come(self, press, fetch):
        press.say("/", Reply(raw=b"HTTP/1.1 200 OK\r\n", hold=True))
        with pytest.raises(TooSlow, match=r"within 0\.1 s") as caught:
            await fetch(press.url(), timeout=0.1)
        assert caught.value.code == "too-slow"
        assert caught.value.outcome is Outcome.RETRY

    async def test_a_body_that_drips(self, press, fetch):
        press.say("/", Reply(headers={"Content-Length": "100"}, body=b"a", hold=True))
        with pytest.raises(TooSlow):
            await fetch(press.url(), timeout=0.1)

    async def test_redirects_share_the_time(self, press, open_fetcher):
        """Each hop may use only what the ones before it have left."""
        now = [0.0]
        press.say("/a", moved("/b"))
        press.say("/b", Reply(hold=True, headers={"Content-Length": "1"}))
        fetcher = await open_fetcher(clock=lambda: now[0], timeout=30.0)
        asked = fetcher._exchange.ask
        allowed = []

        async def ask(url, headers, allowance, form=None):
            if not url.endswith("/b"):
                answer = await asked(url, headers, allowance)
                now[0] += 29.9
                return answer
            allowed.append(allowance.seconds)
            return await asked(url, headers, allowance)

        fetcher._exchange.ask = ask
        with pytest.raises(TooSlow):
            await fetcher.fetch(FetchRequest(press.url("/a"), Purpose.PAGE))
        assert allowed == [pytest.approx(0.1)]

    async def test_a_host_that_does_not_take_the_connection(self, fetch, monkeypatch):
        """A listener whose queue is full answers nothing at all."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            port = listener.getsockname()[1]
            fillers = [socket.socket() for _ in range(4)]
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", port))
            with pytest.raises(TooSlow, match="no connection within"):
                await fetch(f"http://127.0.0.1:{port}/", connect_timeout=0.1)
            for filler in fillers:
                filler.close()


class TestConnection:
    async def test_refused(self, fetch, press):
        port = press.port
        await press.stop()
        with pytest.raises(ConnectionFailed, match="no connection") as caught:
            await fetch(f"http://127.0.0.1:{port}/")
        assert caught.value.outcome is Outcome.RETRY
        assert "\n" not in str(caught.value)

    async def test_cut_before_an_answer(self, press, fetch):
        press.say("/", Reply(raw=b"\r\n"))
        with pytest.raises(ConnectionFailed):
            await fetch(press.url())

    async def test_cut_in_the_body(self, press, fetch):
        press.say("/", Reply(headers={"Content-Length": "1000"}, body=b"half", close=True))
        with pytest.raises(ConnectionFailed, match="before the answer was whole") as caught:
            await fetch(press.url())
        assert caught.value.__cause__ is not None

    async def test_cut_in_a_chunk(self, press, fetch):
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        press.say("/", Reply(raw=head + b"ff\r\nhalf"))
        with pytest.raises(ConnectionFailed):
            await fetch(press.url())

    async def test_damaged_gzip(self, press, fetch):
        press.say("/", Reply(headers={"Content-Encoding": "gzip"}, body=b"\x1f\x8b" + b"not gzip at all" * 5))
        with pytest.raises(ConnectionFailed, match="compressed data are damaged"):
            await fetch(press.url())

    async def test_gzip_that_ends_too_soon(self, press, fetch):
        press.say("/", Reply(headers={"Content-Encoding": "gzip"}, body=gzip.compress(b"x" * 10_000)[:-12]))
        with pytest.raises(ConnectionFailed, match="end too soon"):
            await fetch(press.url())

    async def test_an_encoding_that_was_not_offered(self, press, fetch):
        press.say("/", Reply(headers={"Content-Encoding": "br"}, body=b"x"))
        with pytest.raises(ConnectionFailed, match="not offered"):
            await fetch(press.url())

    @pytest.mark.parametrize(
        "raw",
        [
            b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
            b"HTTP/1.1 abc\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"\x00\x01\x02\x03\r\n\r\n",
        ],
    )
    async def test_what_is_no_http(self, press, fetch, raw):
        press.say("/", Reply(raw=raw))
        with pytest.raises(ConnectionFailed) as caught:
            await fetch(press.url())
        assert str(caught.value).isprintable()

    async def test_tls_spoken_to_who_does_not(self, fetch):
        async def greet(_, writer):
            writer.write(b"220 mail.example ESMTP\r\n")
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(ConnectionFailed, match="no secure connection"):
                await fetch(f"https://127.0.0.1:{port}/", timeout=30.0)

    async def test_a_certificate_that_nobody_vouches_for(self, fetch, tmp_path):
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("openssl is not installed")
        made = [tmp_path / "key.pem", tmp_path / "certificate.pem"]
        words = f"req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -days 1 -keyout {made[0]} -out {made[1]}"
        subprocess.run([openssl, *words.split()], check=True, capture_output=True)  # noqa: ASYNC221
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(made[1], made[0])
        async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context) as server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(ConnectionFailed, match=r"no secure connection: .*certificate") as caught:
                await fetch(f"https://127.0.0.1:{port}/")
        assert str(caught.value).isprintable()

    async def test_others_go_on_meanwhile(self, press, open_fetcher):
        press.say("/good", Reply(body=b"x"))
        press.say("/hold", Reply(headers={"Content-Length": "9"}, hold=True))
        press.say("/cut", Reply(headers={"Content-Length": "9"}, close=True))
        fetcher = await open_fetcher(timeout=0.3, per_host=9, allow_networks=LOOPBACK)
        ends = await asyncio.gather(
            *[fetcher.fetch(FetchRequest(press.url(path), Purpose.PAGE)) for path in ("/hold", "/cut", "/good", "/no")],
            return_exceptions=True,
        )
        assert [type(end).__name__ for end in ends] == ["TooSlow", "ConnectionFailed", "FetchResponse", "BadStatus"]


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (204, Outcome.RETRY),
            (400, Outcome.QUARANTINE),
            (401, Outcome.QUARANTINE),
            (403, Outcome.QUARANTINE),
            (404, Outcome.QUARANTINE),
            (408, Outcome.RETRY),
            (410, Outcome.ENDED),
            (429, Outcome.RETRY),
            (451, Outcome.QUARANTINE),
            (500, Outcome.RETRY),
            (503, Outcome.RETRY),
            (599, Outcome.RETRY),
        ],
    )
    async def test_what_becomes_of_it(self, press, fetch, status, outcome):
        press.say("/", Reply(status))
        with pytest.raises(BadStatus) as caught:
            await fetch(press.url())
        assert caught.value.status == status
        assert caught.value.code == f"http-{status}"
        assert caught.value.outcome is outcome
        assert f"answered {status}" in str(caught.value)

    async def test_retry_after_is_told(self, press, fetch):
        press.say("/", Reply(503, {"Retry-After": "120"}))
        with pytest.raises(BadStatus, match="try again in 120 s") as caught:
            await fetch(press.url())
        assert caught.value.retry_after == 120.0
