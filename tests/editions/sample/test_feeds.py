"""The feeds as documents."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from jarida.core.feeds.parse import parse_feed
from jarida.editions.sample.feeds import Source, sitemap, write_feed
from jarida.editions.sample.houses import HOUSES
from jarida.editions.sample.model import FeedPlan, House
from jarida.editions.sample.newsroom import Newsroom

EPOCH = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = EPOCH + timedelta(minutes=10)
ROOM = Newsroom(EPOCH)
PLANS = [(house, plan) for house in HOUSES.values() for plan in house.feeds]
BASE = "http://127.0.0.1:9999"
FORMATS = {
    "rss2": "rss2.0",
    "rss1": "rss1.0",
    "atom": "atom1.0",
    "json": "json-feed-1",
    "news-sitemap": "news-sitemap",
}


def written(house: House, plan: FeedPlan, moment: datetime = EPOCH) -> bytes:
    items = [item for item in ROOM.visible(house.slug, moment) if plan.language in ("", item.article.language)]
    return write_feed(Source(house, BASE, plan), items).body


@pytest.mark.parametrize(("house", "plan"), PLANS, ids=lambda value: getattr(value, "slug", getattr(value, "path", "")))
class TestEveryFeed:
    def test_is_well_formed_and_says_that_it_is_fiction(self, house: House, plan: FeedPlan):
        body = written(house, plan)
        if plan.format == "json":
            title = json.loads(body)["title"]
        else:
            root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
            title = " ".join(root.xpath("//*[local-name()='title'][1]/text()"))
        if plan.format != "news-sitemap":
            assert any(word in title for word in ("fictive", "خيالية", "ficticia", "Fictional"))

    def test_is_read_back_with_every_article(self, house: House, plan: FeedPlan):
        feed = parse_feed(written(house, plan), url=BASE + plan.path, now=LATER)
        items = [i for i in ROOM.visible(house.slug, EPOCH) if plan.language in ("", i.article.language)]
        assert feed.format == FORMATS[plan.format]
        assert len(feed.entries) == len(items)
        assert [entry.published for entry in feed.entries] == [item.published for item in items]
        assert all(entry.url.startswith(BASE + "/") for entry in feed.entries)
        assert all(entry.title for entry in feed.entries)

    def test_is_the_same_for_the_same_moment(self, house: House, plan: FeedPlan):
        assert written(house, plan) == written(house, plan)


def test_there_are_all_formats_some_full_some_tracked():
    plans = [plan for _, plan in PLANS]
    assert {plan.format for plan in plans} == set(FORMATS)
    assert any(plan.full for plan in plans)
    assert not all(plan.full for plan in plans)
    assert any(plan.tracked for plan in plans)


def test_tracking_is_added_to_links():
    courrier, echo = HOUSES["courrier-du-souk"], HOUSES["echo-du-port"]
    assert b"/?utm_source=rss&amp;utm_medium=feed" in written(courrier, courrier.feeds[0])
    assert b"utm_" not in written(echo, echo.feeds[0])


@pytest.mark.parametrize(
    ("outlet", "mark"),
    [
        ("sawt-al-atlas", "2300 مخطوط"),
        ("diario-del-estrecho", "187 votos"),
        ("atlas-post", "2.4-billion"),
        ("comptoir-et-marches", "34\u202f%"),
    ],
)
def test_a_correction_is_announced_with_its_date(outlet: str, mark: str):
    house = HOUSES[outlet]
    before, after = (written(house, house.feeds[0], moment) for moment in (EPOCH, LATER))
    assert mark not in before.decode()
    assert mark in after.decode()
    entries = parse_feed(after, url=BASE, now=LATER).entries
    (corrected,) = [entry for entry in entries if " ".join(mark.split()) in " ".join(entry.title.split())]
    assert corrected.updated is not None
    assert EPOCH < corrected.updated <= EPOCH + timedelta(seconds=90)


def test_one_outlet_keeps_silent_about_its_correction():
    house = HOUSES["echo-du-port"]
    first = written(house, house.feeds[0])
    after = written(house, house.feeds[0], EPOCH + timedelta(seconds=120))
    assert first == after
    page_title = next(i.title for i in ROOM.visible("echo-du-port", LATER) if i.corrected)
    assert "41\u202f000" in page_title
    assert page_title not in after.decode()


def test_the_ordinary_sitemap_names_every_article():
    items = ROOM.visible("azotea-del-sur", EPOCH)
    root = etree.fromstring(sitemap(BASE, items))
    places = root.xpath("//*[local-name()='loc']/text()")
    assert places == [BASE + "/", *(BASE + item.path for item in items)]
