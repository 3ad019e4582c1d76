"""Feeds of every misfortune, over HTTP on loopback and through the whole pipeline: what the archive says afterwards."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from jarida.archive.models import Article, Feed
from jarida.config.options import Fetch, Options, Pipeline
from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.client import HttpFetcher
from jarida.pipeline.engine import Engine
from jarida.pipeline.steps import Steps
from tests.archive.making import make_feed, make_outlet
from tests.pipeline.conftest import Inline, page

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OPTIONS = Options(
    pipeline=Pipeline(images=False),
    fetch=Fetch(per_host=2, host_delay=0.0, allow_networks=("127.0.0.0/8",)),
)


class Site:
    """A site on loopback: per path a function of its own address that answers."""

    def __init__(self) -> None:
        self.paths = {}
        self.asked = Counter()
        self.address = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        say = self.paths.get(request.path)
        return say(self.address) if say else web.Response(status=404)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        application = web.Application()
        application.router.add_get("/{path:.*}", self.answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield
        finally:
            await runner.cleanup()


def moves(status, path):
    return lambda address: web.Response(status=status, headers={"Location": address + path})


def says(body, content_type="application/xml"):
    return lambda address: web.Response(text=body.replace("{site}", address), content_type=content_type)


def fails(status):
    return lambda address: web.Response(status=status)


def feed_of(*names):
    items = "".join(f"<item><title>Story {name}</title><link>{{site}}/{name}</link></item>" for name in names)
    return says(f"<rss version='2.0'><channel><title>Press</title>{items}</channel></rss>")


@pytest.fixture
def polled(same_thread):
    """Serve a site, enter these paths of it as feeds, run the pipeline once; the feeds by their first path."""

    async def run(site, paths):
        async with site.served(), HttpFetcher(FetchBounds.of(OPTIONS.fetch)) as fetcher:
            outlet = await same_thread.call(make_outlet)
            made = {path: await same_thread.call(make_feed, outlet, url=site.address + path) for path in paths}
            async with asyncio.timeout(60):
                await Engine(OPTIONS, Steps(fetcher, Inline()), same_thread, once=True).run(asyncio.Event())
            return {path: feed.pk for path, feed in made.items()}

    def start(paths, feeds):
        site = Site()
        site.paths = {f"/{name}": says(page(name).decode(), "text/html") for name in "abc"} | paths
        keys = asyncio.run(run(site, feeds))
        return site, {path: Feed.objects.get(pk=key) for path, key in keys.items()}

    return start


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_moved_for_good_is_asked_there_from_now_on(polled, status):
    site, feeds = polled({"/old": moves(status, "/new"), "/new": feed_of("a")}, ["/old"])
    assert (feeds["/old"].url, feeds["/old"].moved_from) == (site.address + "/new", site.address + "/old")
    assert Article.objects.count() == 1


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_feed_that_is_elsewhere_for_now_keeps_its_address(polled, status):
    site, feeds = polled({"/old": moves(status, "/new"), "/new": feed_of("a")}, ["/old"])
    assert (feeds["/old"].url, feeds["/old"].moved_from) == (site.address + "/old", "")
    assert Article.objects.count() == 1


def test_one_step_that_is_not_for_good_keeps_the_address(polled):
    paths = {"/old": moves(301, "/then"), "/then": moves(302, "/new"), "/new": feed_of("a")}
    site, feeds = polled(paths, ["/old"])
    assert feeds["/old"].url == site.address + "/old"


def test_where_no_feed_answers_it_did_not_move(polled):
    paths = {"/old": moves(301, "/"), "/": says("<html><body>Our new site</body></html>", "text/html")}
    paths |= {"/gone": moves(301, "/nothing")}
    site, feeds = polled(paths, ["/old", "/gone"])
    assert {path: feed.url for path, feed in feeds.items()} == {path: site.address + path for path in ("/old", "/gone")}
    assert [feeds[path].problem_code for path in ("/old", "/gone")] == ["not-a-feed", "http-404"]


def test_each_misfortune_has_its_name_and_the_rest_goes_on(polled):
    broken = {
        "/ended": fails(410), "/error": fails(500), "/html": says("<html><p>x</html>", "text/html"),
        "/nul": says("\0" * 1000), "/empty": says(""), "/loop": moves(302, "/loop"),
        "/huge": says("<rss>" + " " * (OPTIONS.fetch.max_feed_bytes + 1) + "</rss>"),
        "/itself": says("<sitemapindex><sitemap><loc>{site}/itself</loc></sitemap></sitemapindex>"),
        "/circle": says("<sitemapindex><sitemap><loc>{site}/circle-2</loc></sitemap></sitemapindex>"),
        "/circle-2": says("<sitemapindex><sitemap><loc>{site}/circle</loc></sitemap></sitemapindex>"),
    }  # fmt: skip
    asked_as_feeds = [path for path in broken if path != "/circle-2"]
    site, feeds = polled({**broken, "/good": feed_of("a", "b", "c")}, [*asked_as_feeds, "/good"])
    assert {path: feed.problem_code for path, feed in feeds.items()} == {
        "/ended": "http-410", "/error": "http-500", "/html": "not-a-feed", "/nul": "not-a-feed", "/empty": "not-a-feed",
        "/loop": "redirects", "/huge": "too-large", "/itself": "no-entries", "/circle": "no-entries", "/good": "",
    }  # fmt: skip
    assert all(feed.problem for path, feed in feeds.items() if path != "/good")
    assert feeds["/itself"].remarks == ["the index names itself among its members"]
    assert feeds["/circle"].remarks == [f"{site.address}/circle-2: is an index itself, and not followed"]
    assert Article.objects.count() == 3
    assert (site.asked["/itself"], site.asked["/circle"], site.asked["/circle-2"]) == (1, 1, 1)


def test_none_is_given_up(polled):
    _, feeds = polled(
        {"/ended": fails(410), "/error": fails(500), "/good": feed_of("a")}, ["/ended", "/error", "/good"]
    )
    now = datetime.now(UTC)
    assert feeds["/ended"].state == "ended"
    assert "once a month" in feeds["/ended"].problem
    assert now < feeds["/error"].next_check_at < now + timedelta(days=1)
    assert now < feeds["/ended"].next_check_at < now + timedelta(days=34)
