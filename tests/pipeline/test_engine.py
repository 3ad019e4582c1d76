"""The engine, over a scripted press and the real archive."""

import asyncio
import itertools
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError

from jarida.archive import due, store
from jarida.archive.models import Article, Entry, Feed, Revision, SearchWord
from jarida.config.options import Fetch, Options, Pipeline
from jarida.core.errors import BadStatus
from jarida.core.fetching.model import Purpose
from jarida.pipeline import batches, engine, heartbeat, schedule
from jarida.pipeline.engine import Engine
from jarida.pipeline.steps import Steps
from tests.archive.making import make_feed, make_outlet
from tests.pipeline.conftest import Inline, page

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OPTIONS = Options(pipeline=Pipeline(images=False), fetch=Fetch(per_host=2))
FEED = "https://press.example/feed"


@pytest.fixture
def once(press, same_thread):
    """Run the pipeline until nothing is due; the summary."""

    async def run(first, seconds, options):
        one = Engine(OPTIONS, Steps(press, Inline()), same_thread, once=True, **options)
        async with asyncio.timeout(seconds):
            return await one.run(asyncio.Event(), first)

    def start(every_feed: bool = False, seconds: float = 20, **options):
        return asyncio.run(run(due.all_feeds() if every_feed else [], seconds, options))

    return start


@pytest.fixture
def until(press, same_thread):
    """Run the pipeline until `enough` of its summary so far; the summary."""

    async def run(enough):
        stop = asyncio.Event()

        def told(summary, left):
            if enough(summary):
                stop.set()

        async with asyncio.timeout(10):
            return await Engine(OPTIONS, Steps(press, Inline()), same_thread, told=told).run(stop)

    return lambda enough: asyncio.run(run(enough))


async def hang(request):
    """Answer never."""
    await asyncio.Event().wait()


def test_a_feed_becomes_articles(press, once):
    make_feed()
    press.feed(FEED, "a", "b", "c")
    summary = once()
    assert (summary.feeds, summary.new_entries, summary.kept, summary.failed) == (1, 3, 3, {})
    assert set(Article.objects.values_list("title", flat=True)) == {"Story a", "Story b", "Story c"}


def test_running_again_changes_nothing(press, once):
    make_feed()
    press.feed(FEED, "a", "b")
    once()
    asked = len(press.asked)
    assert (once()).feeds == 0
    assert len(press.asked) == asked
    summary = once(every_feed=True)
    assert (summary.feeds, summary.new_entries, summary.kept) == (1, 0, 0)
    assert Article.objects.count() == Revision.objects.count() == 2


def test_the_words_of_what_was_read_are_counted(press, once):
    make_feed()
    press.feed(FEED, "a", "b", "c")
    once()
    assert SearchWord.objects.get(word="story").documents == 3
    once(every_feed=True)
    assert SearchWord.objects.get(word="story").documents == 3


def test_feeds_only(press, once):
    make_feed()
    press.feed(FEED, "a")
    summary = once(feeds_only=True)
    assert (summary.new_entries, summary.kept) == (1, 0)
    assert press.count(Purpose.PAGE) == 0


def test_a_changed_page_is_a_revision_at_its_recheck(press, once):
    make_feed()
    press.feed(FEED, "a")
    once()
    press.says("https://press.example/a", page("a", "It was decided to plant five hundred trees."))
    Entry.objects.update(next_fetch_at="2026-01-01T00:00Z")
    summary = once()
    assert (summary.revised, Revision.objects.count(), Article.objects.count()) == (1, 2, 1)


def test_one_failure_stops_nobody(press, once):
    outlet = make_outlet()
    for name in ("good", "bad", "broken"):
        make_feed(outlet, url=f"https://{name}.example/feed")
    press.feed("https://good.example/feed", "a", "b")
    press.says("https://press.example/b", BadStatus("answered 500", subject="b", status=500))
    press.says("https://broken.example/feed", b"<html>no feed")
    summary = once()
    assert (summary.feeds, summary.kept) == (3, 1)
    assert summary.failed == {"feed connection": 1, "feed not-a-feed": 1, "page http-500": 1}
    assert set(Feed.objects.values_list("problem_code", flat=True)) == {"", "connection", "not-a-feed"}


def test_a_page_that_fails_is_not_hammered(press, once):
    make_feed()
    press.feed(FEED, "a")
    press.says("https://press.example/a", BadStatus("429", subject="a", status=429, retry_after=0))
    once()
    assert press.count(Purpose.PAGE) == 1


def test_a_result_that_cannot_be_stored_takes_no_other_with_it(press, once, monkeypatch, caplog):
    make_feed()
    press.feed(FEED, "a", "b", "c")
    real = store.store_page

    def fail(plan):
        if any(key.endswith("/b") for key in plan.keys):
            raise IntegrityError("a constraint")
        return real(plan)

    monkeypatch.setattr(store, "store_page", fail)
    summary = once()
    assert (summary.kept, summary.failed) == (2, {"page not-stored": 1})
    assert Entry.objects.get(address_key="press.example/b").problem_code == "not-stored"


def test_an_archive_out_of_reach_loses_nothing(press, once, monkeypatch, caplog):
    monkeypatch.setattr(batches, "PAUSE", 0.0)
    make_feed()
    press.feed(FEED, "a")
    real, failures = store.store_polls, itertools.count()

    def fail(plans):
        if next(failures) == 0:
            raise OperationalError("database or disk is full")
        return real(plans)

    monkeypatch.setattr(store, "store_polls", fail)
    assert (once()).feeds == 0
    assert not Entry.objects.exists()
    assert "disk is full" in caplog.text
    assert (once()).kept == 1


def test_what_cannot_even_be_put_down_as_failed_is_left(press, once, monkeypatch, caplog):
    make_feed()
    press.feed(FEED, "a")
    monkeypatch.setattr(store, "store_page", lambda plan: 1 / 0)
    assert once().failed == {"stuck not-stored": 1}
    assert "cannot be stored" in caplog.text
    assert press.count(Purpose.PAGE) == 1


def test_a_slow_host_delays_nobody(press, until):
    outlet = make_outlet()
    for number in range(6):
        make_feed(outlet, url=f"https://slow.example/{number}")
        press.says(f"https://slow.example/{number}", hang)
    make_feed(outlet, url=FEED)
    press.feed(FEED, "a", "b")
    assert until(lambda summary: summary.kept == 2).feeds == 1
    assert Feed.objects.filter(state="new").count() == 6


def test_it_ends_soon_and_says_that_it_lives(press, until, own_folder: Path):
    outlet = make_outlet()
    make_feed(outlet)
    make_feed(outlet, url="https://other.example/feed")
    press.says(FEED, hang)
    until(lambda summary: summary.feeds == 1)
    assert Feed.objects.get(url=FEED).state == "new"
    beat = json.loads((own_folder / heartbeat.NAME).read_text())
    assert {"time", "feeds_due", "articles_today", "in_flight", "process"} <= set(beat)
    assert beat["feeds_due"] == 2


def test_many_due_pages_of_one_outlet_are_taken_in_windows(press, once, monkeypatch):
    monkeypatch.setattr(engine, "PER_OUTLET", 3)
    monkeypatch.setattr(engine, "PAGES", 4)
    make_feed()
    press.feed(FEED, *(f"n{number}" for number in range(11)))
    assert (once()).kept == 11


def test_what_failed_and_is_due_again_does_not_stand_before_what_is_new(press, once, monkeypatch):
    """`poll --all` on pages of which many are due again at once: the others are read in the same run."""
    monkeypatch.setattr(engine, "PER_OUTLET", 3)
    monkeypatch.setattr(engine, "PAGES", 4)
    make_feed()
    monkeypatch.setattr(schedule, "pause_after_failure", lambda *arguments: -3600.0)
    press.feed(FEED, *(f"n{number}" for number in range(12)))
    for number in range(5):
        press.says(f"https://press.example/n{number}", BadStatus("answered 500", subject="n", status=500))
    summary = once(every_feed=True)
    assert summary.kept == 7
    assert press.count(Purpose.PAGE) == 12


def test_progress_is_told(press, once):
    make_feed()
    press.feed(FEED, "a")
    seen = []
    once(told=lambda summary, left: seen.append((summary.done, left)))
    assert seen[-1] == (2, 0)
