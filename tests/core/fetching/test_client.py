"""The fetcher against a real server on loopback: what goes well, and being a polite guest."""

import asyncio
import gzip
import os
import zlib

import pytest

from jarida import __version__
from jarida.core.errors import BadStatus, FetchError, Outcome, RobotsForbid
from jarida.core.fetching.bounds import FetchBounds, user_agent
from jarida.core.fetching.client import HttpFetcher
from jarida.core.fetching.model import Fetcher, FetchRequest, Purpose, Validators

from .conftest import Reply, moved, packed

FEED = b"<rss version='2.0'><channel><title>Le Journal</title></channel></rss>"


class TestAnswer:
    async def test_is_whole(self, press, fetch):
        press.say("/feed", Reply(headers={"Content-Type": "application/rss+xml", "ETag": '"1"'}, body=FEED))
        url = press.url("/feed")
        answer = await fetch(url, Purpose.FEED)
        assert (answer.status, answer.body, answer.url, answer.final_url) == (200, FEED, url, url)
        assert answer.content_type == "application/rss+xml"
        assert answer.validators == Validators('"1"')
        assert answer.moved_to == ""
        assert answer.max_age is None
        assert not answer.unchanged

    @pytest.mark.parametrize(
        ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)]
    )
    async def test_is_decompressed(self, press, fetch, encoding, pack):
        press.say("/", Reply(headers={"Content-Encoding": encoding}, body=pack(FEED * 100)))
        assert (await fetch(press.url())).body == FEED * 100

    async def test_in_chunks(self, press, fetch):
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        press.say("/", Reply(raw=head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
        assert (await fetch(press.url())).body == b"abcde"

    async def test_until_the_connection_ends(self, press, fetch):
        press.say("/", Reply(raw=b"HTTP/1.0 200 OK\r\n\r\nold school"))
        assert (await fetch(press.url())).body == b"old school"

    async def test_unchanged(self, press, fetch):
        press.say("/", Reply(304, {"Cache-Control": "max-age=600"}))
        sent = Validators('"1"', "Mon, 22 Apr 2024 10:00:00 GMT")
        answer = await fetch(press.url(), validators=sent)
        assert answer.unchanged
        assert answer.validators == sent
        assert answer.max_age == 600.0
        asked = press.asked[-1].headers
        assert asked["if-none-match"] == '"1"'
        assert asked["if-modified-since"] == "Mon, 22 Apr 2024 10:00:00 GMT"

    async def test_unchanged_without_having_asked_is_an_error(self, press, fetch):
        press.say("/", Reply(304))
        with pytest.raises(BadStatus) as caught:
            await fetch(press.url())
        assert caught.value.status == 304

    async def test_a_stored_validator_cannot_add_a_header(self, press, fetch):
        press.say("/", Reply(body=b"x"))
        await fetch(press.url(), validators=Validators('"1"\r\nX-Evil: 1', "a\nX-Evil: 2"))
        assert "x-evil" not in press.asked[-1].headers
        assert "if-none-match" not in press.asked[-1].headers

    async def test_the_query_is_sent_as_it_is(self, press, fetch):
        press.say("/a%20b?source=rss&utm_x=%C3%A9", Reply(body=b"x"))
        assert (await fetch(press.url("/a b?source=rss&utm_x=é#top"))).body == b"x"

    async def test_connections_are_used_again(self, press, open_fetcher):
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher()
        for _ in range(5):
            await fetcher.fetch(FetchRequest(press.url(), Purpose.PAGE))
        assert press.connections == 1

    async def test_where_many_are_open_connections_end_with_their_answer(self, press, open_fetcher):
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher()
        fetcher._exchange._most_open = -1
        for _ in range(3):
            await fetcher.fetch(FetchRequest(press.url(), Purpose.PAGE))
        assert press.connections == 4  # robots.txt and three pages
        assert fetcher._exchange._sockets.open <= 1


class TestIntroduction:
    async def test_says_who_we_are(self, press, fetch):
        press.say("/", Reply(body=b"x"))
        await fetch(press.url(), contact="https://archive.example/about")
        for asked in press.asked:
            assert asked.headers["user-agent"] == f"JaridaBot/{__version__} (+https://archive.example/about)"
            assert "cookie" not in asked.headers
            assert asked.headers["accept-encoding"] == "gzip, deflate"

    async def test_takes_no_cookies(self, press, open_fetcher):
        press.say("/", Reply(headers={"Set-Cookie": "id=1; Path=/"}, body=b"x"))
        fetcher = await open_fetcher()
        for _ in range(2):
            await fetcher.fetch(FetchRequest(press.url(), Purpose.PAGE))
        assert "cookie" not in press.asked[-1].headers

    async def test_uses_no_proxy_of_the_environment(self, press, fetch, monkeypatch):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9/")
        monkeypatch.delenv("no_proxy", raising=False)
        press.say("/", Reply(body=b"x"))
        assert (await fetch(press.url())).body == b"x"
        assert os.environ["http_proxy"]

    def test_a_contact_cannot_add_a_header(self):
        assert user_agent("a@b.example\r\nX: (y)é") == f"JaridaBot/{__version__} (+a@b.exampleX: y)"
        assert user_agent() == f"JaridaBot/{__version__}"


class TestRedirects:
    async def test_are_followed_from_where_they_are(self, press, fetch):
        press.say("/a/b", moved("../c?x=1"))
        press.say("/c?x=1", Reply(body=b"there"))
        answer = await fetch(press.url("/a/b"))
        assert answer.body == b"there"
        assert answer.url == press.url("/a/b")
        assert answer.final_url == press.url("/c?x=1")
        assert answer.moved_to == ""

    @pytest.mark.parametrize("status", [301, 308])
    async def test_permanent_ones_are_told(self, press, fetch, status):
        press.say("/a", moved("/b", status))
        press.say("/b", moved("/c", 301))
        press.say("/c", Reply(body=b"x"))
        assert (await fetch(press.url("/a"))).moved_to == press.url("/c")

    async def test_one_passing_hop_makes_it_passing(self, press, fetch):
        press.say("/a", moved("/b", 301))
        press.say("/b", moved("/c", 302))
        press.say("/c", Reply(body=b"x"))
        assert (await fetch(press.url("/a"))).moved_to == ""

    async def test_a_location_that_is_not_utf_8(self, press, fetch):
        press.say("/a", moved("/caf\udce9"))
        press.say("/caf%E9", Reply(body=b"x"))
        assert (await fetch(press.url("/a"))).body == b"x"

    async def test_a_redirect_without_a_target_is_a_bad_answer(self, press, fetch):
        press.say("/", Reply(302))
        with pytest.raises(BadStatus, match="answered 302 Found"):
            await fetch(press.url())

    async def test_the_target_is_subject_to_its_own_robots(self, press, fetch):
        press.robots("User-agent: *\nDisallow: /private/")
        press.say("/a", moved("/private/b"))
        with pytest.raises(RobotsForbid) as caught:
            await fetch(press.url("/a"))
        assert press.paths() == ["/a"]
        assert f"redirects to {press.url('/private/b')}: is forbidden" in str(caught.value)
        assert caught.value.subject == press.url("/a")

    async def test_another_host_is_asked_for_its_robots(self, press, fetch):
        other = press.url("/b", host="127.0.0.2")
        press.say("/a", moved(other))
        press.say("/b", Reply(body=b"x"))
        assert (await fetch(press.url("/a"))).final_url == other
        hosts = [asked.headers["host"] for asked in press.asked if asked.path == "/robots.txt"]
        assert hosts == [f"127.0.0.1:{press.port}", f"127.0.0.2:{press.port}"]


class TestRobots:
    @pytest.mark.parametrize("purpose", [Purpose.FEED, Purpose.PAGE, Purpose.IMAGE])
    async def test_is_obeyed_for_everything(self, press, fetch, purpose):
        press.robots("User-agent: JaridaBot\nDisallow: /")
        with pytest.raises(RobotsForbid) as caught:
            await fetch(press.url("/a"), purpose)
        assert caught.value.code == "robots-forbid"
        assert caught.value.outcome is Outcome.QUARANTINE
        assert press.paths() == []

    async def test_is_asked_once_for_many(self, press, open_fetcher):
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher()
        await asyncio.gather(*[fetcher.fetch(FetchRequest(press.url(), Purpose.PAGE)) for _ in range(8)])
        assert [asked.path for asked in press.asked].count("/robots.txt") == 1
        assert press.asked[0].path == "/robots.txt"

    async def test_one_that_answers_500_forbids_for_now(self, press, fetch):
        press.say("/robots.txt", Reply(500))
        with pytest.raises(BadStatus, match=r"robots\.txt") as caught:
            await fetch(press.url("/a"))
        assert caught.value.outcome is Outcome.RETRY
        assert press.paths() == []

    async def test_redirected_ones_are_the_first_hosts(self, press, fetch):
        press.say("/robots.txt", moved("/r1"))
        press.say("/r1", moved("/r2"))
        press.say("/r2", Reply(body=b"User-agent: *\nDisallow: /a"))
        with pytest.raises(RobotsForbid):
            await fetch(press.url("/a"))

    async def test_one_lost_in_redirects_is_not_there(self, press, fetch):
        press.say("/robots.txt", moved("/robots.txt"))
        press.say("/a", Reply(body=b"x"))
        assert (await fetch(press.url("/a"))).body == b"x"

    async def test_of_a_large_one_the_beginning_counts(self, press, fetch):
        press.say("/robots.txt", packed(b"User-agent: *\nDisallow: /a\n" + b"# more\n" * 2_000_000))
        with pytest.raises(RobotsForbid):
            await fetch(press.url("/a"))

    async def test_an_endless_one_is_cut(self, press, fetch):
        press.say("/robots.txt", Reply(headers={"Connection": "close"}, endless=b"Disallow: /a\n" * 1000))
        press.say("/a", Reply(body=b"x"))
        assert (await fetch(press.url("/a"))).body == b"x"

    async def test_its_sitemaps_are_told(self, press, open_fetcher):
        press.robots("Sitemap: /news.xml\nSitemap: https://cdn.example/s.xml")
        fetcher = await open_fetcher()
        assert await fetcher.sitemaps(press.url("/any")) == (press.url("/news.xml"), "https://cdn.example/s.xml")

    async def test_asked_for_itself_it_is_given(self, press, fetch):
        press.robots("User-agent: *\nDisallow: /")
        answer = await fetch(press.url("/robots.txt"), Purpose.ROBOTS)
        assert answer.body == b"User-agent: *\nDisallow: /"


class TestPacing:
    async def test_no_more_than_so_many_at_once(self, press, open_fetcher):
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher(per_host=2)
        await asyncio.gather(*[fetcher.fetch(FetchRequest(press.url(), Purpose.PAGE)) for _ in range(10)])
        assert press.most_at_once <= 2

    async def test_a_crawl_delay_is_kept_up_to_its_bound(self, press, open_fetcher):
        press.robots("User-agent: *\nCrawl-delay: 500")
        press.say("/", Reply(body=b"x"))
        now = [1000.0]
        fetcher = await open_fetcher(clock=lambda: now[0], max_crawl_delay=60.0)
        request = FetchRequest(press.url(), Purpose.PAGE)
        await fetcher.fetch(request)
        second = asyncio.create_task(fetcher.fetch(request))
        await asyncio.sleep(0)
        assert fetcher._turns._pacer.wake_at() == 1060.0
        now[0] = 1060.0
        fetcher._turns._go_on()
        assert (await second).body == b"x"

    async def test_robots_does_not_cost_the_page_a_delay(self, press, open_fetcher):
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher(host_delay=50.0)
        assert (await asyncio.wait_for(fetcher.fetch(FetchRequest(press.url(), Purpose.PAGE)), 5)).body == b"x"

    async def test_a_slow_host_does_not_keep_others_waiting(self, press, open_fetcher):
        press.say("/slow", Reply(hold=True, headers={"Content-Length": "9"}))
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher(concurrency=3, per_host=2)
        slow = [asyncio.create_task(fetcher.fetch(FetchRequest(press.url("/slow"), Purpose.PAGE))) for _ in range(20)]
        for _ in range(5):
            quick = FetchRequest(press.url("/", host="127.0.0.2"), Purpose.PAGE)
            assert (await asyncio.wait_for(fetcher.fetch(quick), 5)).body == b"x"
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)

    async def test_a_busy_host_is_left_alone_as_a_whole(self, press, open_fetcher):
        press.say("/a", Reply(429, {"Retry-After": "3600"}))
        press.say("/b", Reply(body=b"x"))
        fetcher = await open_fetcher()
        for path in ("/a", "/b"):
            with pytest.raises(BadStatus) as caught:
                await fetcher.fetch(FetchRequest(press.url(path), Purpose.PAGE))
            assert caught.value.status == 429
            assert caught.value.retry_after == pytest.approx(3600, abs=5)
            assert caught.value.outcome is Outcome.RETRY
        assert press.paths() == ["/a"]
        elsewhere = FetchRequest(press.url("/b", host="127.0.0.2"), Purpose.PAGE)
        assert (await fetcher.fetch(elsewhere)).body == b"x"

    async def test_a_503_without_retry_after_is_of_the_page_alone(self, press, open_fetcher):
        press.say("/a", Reply(503))
        press.say("/b", Reply(body=b"x"))
        fetcher = await open_fetcher()
        with pytest.raises(BadStatus, match="503 Service Unavailable"):
            await fetcher.fetch(FetchRequest(press.url("/a"), Purpose.PAGE))
        assert (await fetcher.fetch(FetchRequest(press.url("/b"), Purpose.PAGE))).body == b"x"

    async def test_who_gives_up_leaves_no_trace(self, press, open_fetcher):
        press.say("/slow", Reply(hold=True, headers={"Content-Length": "9"}))
        press.say("/", Reply(body=b"x"))
        fetcher = await open_fetcher(per_host=1)
        tasks = [asyncio.create_task(fetcher.fetch(FetchRequest(press.url("/slow"), Purpose.PAGE))) for _ in range(3)]
        await press.until_asked("/slow")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert (await fetcher.fetch(FetchRequest(press.url("/"), Purpose.PAGE))).body == b"x"
        assert len(fetcher._turns._pacer) == 0


class TestUse:
    def test_is_a_fetcher(self):
        fetcher: Fetcher = HttpFetcher(FetchBounds())
        assert callable(fetcher.fetch)

    async def test_outside_its_block_it_does_not_work(self, press):
        fetcher = HttpFetcher(FetchBounds(allow_networks=("127.0.0.0/8",)))
        with pytest.raises(RuntimeError, match="async with"):
            await fetcher.fetch(FetchRequest(press.url("/robots.txt"), Purpose.ROBOTS))

    async def test_bounds_come_from_the_options(self):
        from jarida.config.options import Fetch

        bounds = FetchBounds.of(Fetch(per_host=7), contact="https://site.example")
        assert bounds.per_host == 7
        assert bounds.introduction.endswith("(+https://site.example)")
        assert FetchBounds.of(Fetch(contact="me@site.example"), contact="x").contact == "me@site.example"
        assert bounds.size(Purpose.FEED) == Fetch().max_feed_bytes

    async def test_every_field_of_the_options_is_a_bound(self):
        from jarida.config.options import Fetch

        assert set(Fetch.__struct_fields__) == set(FetchBounds.__dataclass_fields__) - {"user_agent"}

    async def test_an_error_is_of_the_tree(self, press, fetch):
        with pytest.raises(FetchError):
            await fetch(press.url("/nothing"))
