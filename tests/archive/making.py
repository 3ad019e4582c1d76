"""Outlets, feeds and articles in the database, made by the store itself."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from jarida.archive import due, store
from jarida.archive.models import Article, Entry, Feed, Outlet
from jarida.core.feeds.model import Entry as Said
from jarida.core.images.model import EncodedImage, Rendition
from jarida.core.plans import FeedRow, PagePlan, PageWork
from jarida.pipeline.decide import decide_page, decide_poll
from tests.pipeline.builders import NOW, OPTIONS, extraction, page_result, polled


def make_outlet(slug: str = "press", **values: Any) -> Outlet:
    """An outlet of Morocco."""
    usual = {"name": slug.title(), "homepage": f"https://{slug}.example/", "time_zone": "Africa/Casablanca"}
    return Outlet.objects.create(slug=slug, **usual | {"languages": ["en"]} | values)


def make_feed(outlet: Outlet | None = None, **values: Any) -> Feed:
    """A feed of an outlet, never polled."""
    outlet = outlet or make_outlet()
    return Feed.objects.create(outlet=outlet, **{"url": f"https://{outlet.slug}.example/feed"} | values)


def row_of(feed: Feed) -> FeedRow:
    """The feed as the pipeline sees it now."""
    return next(row for row in due.all_feeds() if row.id == feed.pk)


def poll(feed: Feed, *entries: Said, at: datetime = NOW) -> int:
    """The feed is polled and answers with these entries; how many were new."""
    result = polled(row_of(feed), *entries, at=at)
    known = store.known_entries([result]).get(feed.outlet_id, {})
    return store.store_poll(decide_poll(result, known, OPTIONS, 0.5))


def work_of(entry: Entry) -> PageWork:
    """The entry as the pipeline sees it now, due or not."""
    Entry.objects.filter(pk=entry.pk).update(next_fetch_at=NOW.replace(year=2000))
    return next(work for work in due.pages_due(NOW, 1000, 1000) if work.id == entry.pk)


def plan_page(entry: Entry, *, at: datetime = NOW, final_url: str = "", error: Any = None, **page: Any) -> PagePlan:
    """What is decided when the entry's page is read and says `page`."""
    work = work_of(entry)
    result = page_result(work, extraction(url=work.url, **page), at=at, final_url=final_url, error=error)
    views = store.article_views(work.outlet.id, {*result.keys, work.address_key}, work.article_id)
    return decide_page(result, views, OPTIONS, 0.5)


def read(entry: Entry, **page: Any) -> Article | None:
    """The entry's page is read and says `page`; the article that came of it."""
    store.store_page(plan_page(entry, **page))
    entry.refresh_from_db()
    return entry.article


def make_entry(name: str = "a", feed: Feed | None = None, **values: Any) -> Entry:
    """An entry, as a poll brings it."""
    feed = feed or Feed.objects.first() or make_feed()
    said = Said(**{"url": f"https://{feed.outlet.slug}.example/{name}", "title": "A story of trees"} | values)
    poll(feed, said)
    return Entry.objects.get(outlet_id=feed.outlet_id, address_key=f"{feed.outlet.slug}.example/{name}")


def encoded(seed: int = 1, widths: tuple[int, ...] = (320, 640)) -> EncodedImage:
    """A picture; another one for each seed."""
    renditions = tuple(Rendition(width, width // 2, b"RIFF%d" % width * 20) for width in widths)
    return EncodedImage(f"{seed:064x}", seed, 640, 320, "#aabbcc", renditions)


def with_seed(image: EncodedImage, seed: int) -> EncodedImage:
    """The same files under another digest."""
    return replace(image, digest=f"{seed:064x}")
