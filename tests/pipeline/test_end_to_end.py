"""The sample press, over real HTTP, into the archive."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from jarida.archive import media
from jarida.archive.catalogue import sync_edition
from jarida.archive.models import Article, Feed, Image, Outlet
from jarida.config.options import Fetch, Options, Pipeline
from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.client import HttpFetcher
from jarida.editions.sample.server import SamplePress
from jarida.pipeline.engine import Engine
from jarida.pipeline.steps import Steps
from tests.pipeline.conftest import Inline

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.slow]
OPTIONS = Options(fetch=Fetch(allow_networks=("127.0.0.1/32",), host_delay=0, per_host=4), pipeline=Pipeline())
OUTLETS = 2


async def gather(same_thread, outlets):
    """Serve the press and gather so many of its outlets; what a reader of the press would find."""
    epoch = datetime.now(UTC) - timedelta(minutes=30)
    async with SamplePress(base_port=0, epoch=epoch, clock=lambda: epoch) as press:
        await same_thread.call(sync_edition, press.edition())
        await same_thread.call(Outlet.objects.exclude(slug__in=outlets).update, active=False)
        async with HttpFetcher(FetchBounds.of(OPTIONS.fetch)) as fetcher:
            engine = Engine(OPTIONS, Steps(fetcher, Inline()), same_thread, once=True)
            async with asyncio.timeout(120):
                return await engine.run(asyncio.Event())


def test_the_sample_press_is_gathered_whole(same_thread):
    outlets = ("courrier-du-souk", "sawt-al-atlas")
    summary = asyncio.run(gather(same_thread, outlets))
    assert summary.failed == {}
    assert summary.kept == summary.new_entries > 10
    feeds = Feed.objects.filter(outlet__slug__in=outlets)
    assert set(feeds.values_list("state", "problem_code")) == {("active", "")}
    for article in Article.objects.all():
        assert article.published_at is not None
        assert article.published_at <= datetime.now(UTC)
        assert article.authors
        assert article.revisions.get().paragraphs
    assert {"fr", "ar"} <= set(Article.objects.values_list("language", flat=True))
    assert Image.objects.exists()
    for image in Image.objects.all():
        assert all(media.path_of(image.digest, width).stat().st_size > 100 for width in image.widths)
    assert Article.objects.filter(lead_image=None).count() < Article.objects.count() / 2
