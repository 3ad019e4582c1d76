"""A hub on loopback: asked by the engine, asking back at the site, pushing; what the archive has afterwards."""

import asyncio
import hashlib
import hmac
from dataclasses import replace
from functools import partial

import pytest
from aiohttp import web
from django.test import Client

from jarida.archive.models import Article, Entry, Feed, Push, Subscription
from jarida.config.options import Fetch, Options, Pipeline
from jarida.core.errors import BadStatus
from jarida.core.feeds.websub import HubState, Mode, Subscribing
from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.client import HttpFetcher
from jarida.pipeline.engine import Engine
from jarida.pipeline.hubs import Hubs
from jarida.pipeline.steps import Steps
from tests.archive.making import make_feed, make_outlet
from tests.pipeline.conftest import Inline, page
from tests.pipeline.test_feeds_over_loopback import Site, says

OPTIONS = Options(
    pipeline=Pipeline(images=False),
    fetch=Fetch(per_host=2, host_delay=0.0, allow_networks=("127.0.0.0/8",)),
)
WORK = Subscribing(1, "https://hub.example/", "https://press.example/feed", "token", "secret", Mode.SUBSCRIBE)


class Hub(Site):
    """A press and its hub at one address: what is posted is put down, and accepted."""

    def __init__(self, status=202):
        super().__init__()
        self.status = status
        self.forms = []

    async def answer(self, request):
        if request.method == "POST":
            self.forms.append(dict(await request.post()))
            return web.Response(status=self.status)
        return await super().answer(request)


def feed(*names):
    items = "".join(f"<item><title>Story {name}</title><link>{{site}}/{name}</link></item>" for name in names)
    links = "<atom:link rel='hub' href='{site}/hub'/><atom:link rel='self' href='{site}/feed'/>"
    top = "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>Press</title>"
    return f"{top}{links}{items}</channel></rss>"


async def gather(site, same_thread, between):
    """Run the engine, do what happens `between`, run it again."""
    async with HttpFetcher(FetchBounds.of(OPTIONS.fetch)) as fetcher:
        for step in (None, between):
            if step is not None:
                await same_thread.call(step)
            hubs = Hubs(fetcher, Inline(), "http://site.example/websub/")
            engine = Engine(OPTIONS, Steps(fetcher, Inline()), same_thread, once=True, hubs=hubs)
            async with asyncio.timeout(60):
                await engine.run(asyncio.Event())


def site_with_hub(status=202):
    site = Hub(status)
    site.paths = {f"/{name}": says(page(name).decode(), "text/html") for name in "abc"}
    site.paths["/feed"] = says(feed("a"))
    return site


@pytest.fixture
def run(same_thread, monkeypatch):
    monkeypatch.setattr(web.UrlDispatcher, "add_get", lambda self, path, handler: self.add_route("*", path, handler))

    async def served(site, between):
        async with site.served():
            outlet = await same_thread.call(make_outlet)
            await same_thread.call(make_feed, outlet, url=site.address + "/feed")
            await gather(site, same_thread, partial(between, site))

    return lambda site, between: asyncio.run(served(site, between))


def confirm_and_push(site, signed_with=None):
    """What a hub does: it asks back, then sends what is new."""
    [form] = site.forms
    client, path = Client(), form["hub.callback"].removeprefix("http://site.example")
    said = {"hub.mode": "subscribe", "hub.topic": form["hub.topic"], "hub.challenge": "c", "hub.lease_seconds": "9000"}
    assert client.get(path, said).content == b"c"
    body = feed("b").replace("{site}", site.address).encode()
    signature = hmac.new((signed_with or form["hub.secret"]).encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature": f"sha256={signature}"}
    assert client.post(path, body, content_type="application/rss+xml", headers=headers).status_code == 202


@pytest.mark.database
@pytest.mark.django_db
class TestTheWholeWay:
    def test_what_a_hub_pushes_is_read_without_a_poll(self, run):
        site = site_with_hub()
        run(site, confirm_and_push)
        assert sorted(Article.objects.values_list("title", flat=True)) == ["Story a", "Story b"]
        assert site.asked["/feed"] == 1
        assert (Subscription.objects.get().state, Subscription.objects.get().pushes) == (HubState.ACTIVE, 1)
        assert not Push.objects.exists()
        assert Feed.objects.get().pushed_at is not None

    def test_what_somebody_else_pushes_is_not(self, run):
        run(site_with_hub(), partial(confirm_and_push, signed_with="guessed"))
        assert Entry.objects.count() == 1

    def test_a_hub_that_refuses_is_noted_and_the_feed_polled_on(self, run):
        site = site_with_hub(404)
        run(site, lambda site: None)
        one = Subscription.objects.get()
        assert one.state == HubState.DENIED
        assert "404" in one.problem
        assert len(site.forms) == 1
        assert Feed.objects.get().state == "active"

    def test_a_hub_that_is_busy_is_asked_again_later(self, run):
        run(site_with_hub(503), lambda site: None)
        assert Subscription.objects.get().state == HubState.FAILING


class Said:
    """A sender that answers what it is told to."""

    def __init__(self, error=None):
        self.error = error

    async def send(self, url, form):
        if self.error:
            raise self.error
        return 202


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (None, HubState.ASKED),
        (BadStatus("answered 404", subject="hub", status=404), HubState.DENIED),
        (BadStatus("answered 429", subject="hub", status=429), HubState.FAILING),
        (BadStatus("answered 500", subject="hub", status=500), HubState.FAILING),
        (ZeroDivisionError(), HubState.FAILING),
    ],
)
def test_every_answer_is_a_result(error, state, caplog):
    result = asyncio.run(Hubs(Said(error), Inline(), "https://site.example/websub/").tell(WORK))
    assert (result.work, result.standing.state) == (WORK, state)


def test_leaving_is_over_whatever_the_hub_answers():
    leaving = replace(WORK, mode=Mode.UNSUBSCRIBE)
    hubs = Hubs(Said(BadStatus("answered 500", subject="hub", status=500)), Inline(), "https://site.example/websub/")
    assert asyncio.run(hubs.tell(leaving)).standing.state is HubState.LEFT
