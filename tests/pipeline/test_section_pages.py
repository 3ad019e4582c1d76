"""Outlets without a feed: their front pages are read as feeds, over real HTTP, into the archive."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jarida.archive.catalogue import sync_edition
from jarida.archive.due import all_feeds
from jarida.archive.models import Article, Entry, Feed, Outlet
from jarida.core.errors import NotAnArticle
from jarida.core.feeds.patterns import PROBES
from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.client import HttpFetcher
from jarida.editions.model import FeedKind, FeedSpec
from jarida.editions.sample.server import SamplePress
from jarida.pipeline.engine import Engine
from jarida.pipeline.steps import Steps
from tests.archive.making import make_outlet
from tests.pipeline.builders import NOW, feed_row
from tests.pipeline.conftest import Inline
from tests.pipeline.test_end_to_end import OPTIONS

HOME = "https://press.example/"
database = [pytest.mark.database, pytest.mark.django_db]


def links(count):
    """A front page with so many teasers."""
    stories = "".join(
        f"<h2><a href='/ville/2026/11/le-conseil-vote-le-budget-{number}.html'>Le conseil vote son budget</a></h2>"
        for number in range(count)
    )
    return f"<!doctype html><html lang='fr'><title>Le Journal</title><main>{stories}</main></html>".encode()


@pytest.fixture
def steps(press):
    return Steps(press, Inline(), clock=lambda: NOW)


async def test_a_section_page_is_polled_as_a_feed(press, steps):
    press.says(HOME, links(8))
    result = await steps.poll(feed_row(url=HOME, format="section"))
    assert (result.error, result.parsed.format) == (None, "section")
    assert len(result.announced) == PROBES


async def test_what_became_of_the_first_opens_the_way_for_the_others(press, steps):
    press.says(HOME, links(8))
    keys = [f"press.example/ville/2026/11/le-conseil-vote-le-budget-{number}.html" for number in range(3)]
    row = feed_row(url=HOME, format="section", seen=tuple((key, "article") for key in keys))
    assert len((await steps.poll(row)).announced) == 8


async def test_an_unchanged_section_page_is_read_again_for_more_is_known_by_then(press, steps):
    press.says(HOME, links(8))
    first = await steps.poll(feed_row(url=HOME, format="section"))
    again = await steps.poll(feed_row(url=HOME, format="section", body_hash=first.body_hash, etag="x"))
    assert again.parsed is not None
    assert press.asked[-1].validators.etag == ""


async def test_another_wording_of_a_link_is_no_change_of_its_article(press, steps):
    row = feed_row(url=HOME, format="section")
    press.says(HOME, links(2))
    first = await steps.poll(row)
    press.says(HOME, links(2).replace(b"Le conseil vote son budget", "Le budget est voté par le conseil".encode()))
    again = await steps.poll(row)
    assert [one.fingerprint for one in first.announced] == [one.fingerprint for one in again.announced]
    assert first.announced[0].title != again.announced[0].title


async def test_a_feed_that_appears_in_its_place_is_read_as_one(press, steps):
    press.feed(HOME, "a", "b")
    assert (await steps.poll(feed_row(url=HOME, format="section"))).parsed.format == "rss2.0"


async def test_a_page_without_links_is_an_error_of_the_feed(press, steps):
    press.says(HOME, b"<!doctype html><title>Soon</title><p>Soon")
    assert (await steps.poll(feed_row(url=HOME, format="section"))).error.code == "not-a-feed"


@pytest.mark.database
@pytest.mark.django_db
def test_the_archive_tells_what_became_of_an_outlets_addresses():
    outlet = make_outlet("journal")
    Feed.objects.create(outlet=outlet, url=HOME, format="section")
    states = {
        "kept": ("kept", "", None, "article"),
        "no-article": ("failed", NotAnArticle.code, NOW, "other"),
        "no-article-for-good": ("failed", NotAnArticle.code, None, "other"),
        "by-robots": ("refused", "robots-forbid", None, "waiting"),
        "due": ("due", "", NOW, "waiting"),
        "failing": ("failed", "timeout", NOW, "waiting"),
        "given-up": ("failed", "timeout", None, "other"),
    }
    for name, (state, code, due, _) in states.items():
        Entry.objects.create(
            outlet=outlet, address_key=f"press.example/{name}", url=HOME + name, fingerprint="x", announced_at=NOW,
            state=state, problem_code=code, next_fetch_at=due,
        )  # fmt: skip
    (row,) = all_feeds()
    assert dict(row.seen) == {f"press.example/{name}": expected for name, (*_, expected) in states.items()}


@pytest.mark.database
@pytest.mark.django_db
def test_other_feeds_carry_no_addresses():
    outlet = make_outlet("journal")
    Feed.objects.create(outlet=outlet, url=HOME, format="rss2.0")
    Entry.objects.create(outlet=outlet, address_key="a", url=HOME, fingerprint="x", announced_at=NOW)
    assert [row.seen for row in all_feeds()] == [()]


def as_sections(edition, slugs):
    """The edition with front pages in place of the feeds of some outlets."""
    outlets = [
        replace(outlet, feeds=(FeedSpec(outlet.homepage, FeedKind.SECTION),)) if outlet.slug in slugs else outlet
        for outlet in edition.outlets
    ]
    return replace(edition, outlets=tuple(outlets))


async def gather(same_thread, slugs, rounds):
    """Poll the front pages of outlets so many times, and read what they announce."""
    epoch = datetime.now(UTC) - timedelta(minutes=30)
    async with SamplePress(base_port=0, epoch=epoch, clock=lambda: epoch) as press:
        await same_thread.call(sync_edition, as_sections(press.edition(), slugs))
        await same_thread.call(Outlet.objects.exclude(slug__in=slugs).update, active=False)
        async with HttpFetcher(FetchBounds.of(OPTIONS.fetch)) as fetcher:
            for _ in range(rounds):
                await same_thread.call(Feed.objects.update, next_check_at=None)
                async with asyncio.timeout(120):
                    await Engine(OPTIONS, Steps(fetcher, Inline()), same_thread, once=True).run(asyncio.Event())


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("slug", ["courrier-du-souk", "sawt-al-atlas"])
def test_an_outlet_of_the_sample_press_is_gathered_without_its_feed(same_thread, slug):
    asyncio.run(gather(same_thread, (slug,), 4))
    (feed,) = Feed.objects.filter(outlet__slug=slug)
    assert (feed.state, feed.format, feed.problem_code) == ("active", "section", "")
    articles = Article.objects.filter(outlet__slug=slug)
    assert articles.count() >= 8
    assert all(article.published_at for article in articles)
    refused = Entry.objects.filter(outlet__slug=slug, state="refused").count()
    assert refused <= articles.count() / 4
