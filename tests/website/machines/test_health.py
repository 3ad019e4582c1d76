"""How the installation says that it is well, and in figures."""

import os
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from jarida.archive.models import Feed, FeedState, ImageState, StoryDue
from jarida.archive.stories.health import say
from jarida.moderation.decide import Reporter
from jarida.moderation.reports import take_report
from jarida.website.machines.health import SILENT_AFTER
from jarida.website.machines.pagecache import PageCache
from tests.moderation.factories import bare_image
from tests.website.factories import make_article

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def beat(folder, seconds_ago: float) -> None:
    path = folder / "pipeline.json"
    path.write_text("{}")
    moment = time.time() - seconds_ago
    os.utime(path, (moment, moment))


def test_without_a_pipeline_the_site_is_well(fetch):
    response = fetch("/healthz")
    assert response.json() == {
        "status": "ok", "database": "ok", "pipeline": "absent", "pipeline_heartbeat_age": None,
        "stories": "off", "stories_waiting": 0, "stories_oldest_age": 0.0,
    }  # fmt: skip
    assert response["Cache-Control"] == "no-store"


def test_a_living_pipeline(fetch, own_folder):
    beat(own_folder, 5)
    content = fetch("/healthz").json()
    assert content["pipeline"] == "alive"
    assert 4 < content["pipeline_heartbeat_age"] < 60


def test_a_silent_pipeline_is_broken(fetch, own_folder):
    beat(own_folder, SILENT_AFTER + 10)
    content = fetch("/healthz", 503).json()
    assert (content["status"], content["pipeline"]) == ("broken", "silent")


def test_a_database_that_does_not_answer_is_broken(fetch, monkeypatch):
    def broken(*_, **__):
        raise OperationalError("the disk is gone")

    monkeypatch.setattr(connection, "cursor", broken)
    assert fetch("/healthz", 503).json()["database"] == "broken"


def test_articles_that_wait_for_their_stories(fetch, outlet, own_folder, stories_on):
    since = timezone.now() - timedelta(seconds=90)
    StoryDue.objects.create(article=make_article(outlet), since=since, at=since)
    StoryDue.objects.create(article=make_article(outlet), since=since - timedelta(days=1), at=since, attempts=3)
    content = fetch("/healthz").json()
    assert (content["stories"], content["stories_waiting"]) == ("absent", 1)
    assert 90 <= content["stories_oldest_age"] < 150
    say(encoder="words", memory=1000, grouped=7)
    assert fetch("/healthz").json()["stories"] == "alive"
    lines = fetch("/metrics").content.decode().splitlines()
    assert {"jarida_stories_waiting 1", "jarida_stories_given_up 1", "jarida_stories_encoder_bytes 1000"} <= set(lines)
    assert any(line.startswith("jarida_stories_oldest_age_seconds 9") for line in lines)


def test_figures(fetch, outlet, own_folder):
    make_article(outlet)
    make_article(outlet)
    Feed.objects.create(outlet=outlet, url="https://a.example/1", state=FeedState.FAILING)
    Feed.objects.create(outlet=outlet, url="https://a.example/2", state=FeedState.ACTIVE, next_check_at=timezone.now())
    take_report(bare_image().digest, Reporter("a", "c"))
    bare_image(state=ImageState.BLOCKED)
    beat(own_folder, 3)
    response = fetch("/metrics")
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = response.content.decode().splitlines()
    for line in (
        "# TYPE jarida_articles gauge", "jarida_articles 2", 'jarida_feeds{state="failing"} 1',
        'jarida_feeds{state="active"} 1', 'jarida_feeds{state="ended"} 0', 'jarida_due{kind="feed"} 1',
        'jarida_due{kind="page"} 0', "jarida_reported_images 1", "jarida_blocked_images 1",
    ):  # fmt: skip
        assert line in lines
    assert not any("page_cache" in line for line in lines)
    assert any(line.startswith("jarida_pipeline_heartbeat_age_seconds 3") for line in lines)


def test_figures_of_the_page_cache(client):
    cache = PageCache(lambda *_: [], pages=5)
    cache.counters.hits = 7
    lines = client.get("/metrics", **{"jarida.pagecache": cache}).content.decode().splitlines()
    assert 'jarida_page_cache_requests_total{result="hit"} 7' in lines
    assert "jarida_page_cache_pages 0" in lines


def test_every_line_of_the_figures_is_prometheus_text(fetch):
    for line in fetch("/metrics").content.decode().splitlines():
        assert line.startswith(("# HELP jarida_", "# TYPE jarida_")) or float(line.rsplit(" ", 1)[1]) >= 0
