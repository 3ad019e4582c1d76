"""What is due."""

from datetime import timedelta

import pytest

from jarida.archive import due, store
from jarida.archive.models import ArticleImage, Entry, Feed, Outlet
from jarida.core.keeping import pack
from tests.archive.making import make_entry, make_feed, make_outlet, poll, read, work_of
from tests.pipeline.builders import NOW, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINUTE = timedelta(minutes=1)


def test_a_feed_is_due_when_its_time_has_come_or_was_never_set():
    outlet = make_outlet()
    for name, at in (("late", NOW - MINUTE), ("now", NOW), ("soon", NOW + MINUTE), ("new", None)):
        make_feed(outlet, url=f"https://press.example/{name}", next_check_at=at)
    assert [row.url.rpartition("/")[2] for row in due.feeds_due(NOW, 10)] == ["new", "late", "now"]
    assert len(due.feeds_due(NOW, 2)) == 2
    assert len(due.all_feeds()) == 4


def test_paused_feeds_and_outlets_that_are_not_active_rest():
    feed = make_feed()
    make_entry("a", feed)
    read(Entry.objects.get())
    Entry.objects.update(next_fetch_at=NOW)
    Feed.objects.update(next_check_at=NOW)
    assert due.feeds_due(NOW, 9)
    assert due.pages_due(NOW, 9, 9)
    assert due.pictures_due(NOW, 9, 9)
    Feed.objects.update(state="paused")
    assert due.feeds_due(NOW, 9) == due.all_feeds() == []
    Feed.objects.update(state="active")
    Outlet.objects.update(active=False)
    assert due.feeds_due(NOW, 9) == due.pages_due(NOW, 9, 9) == due.pictures_due(NOW, 9, 9) == []


def test_a_feed_is_handed_out_as_it_was_stored():
    feed = make_feed()
    poll(feed, entry("a"))
    row = due.all_feeds()[0]
    assert (row.id, row.outlet_id, row.arrivals, row.remarks) == (feed.pk, feed.outlet_id, (NOW.timestamp(),), ())


def test_hand_edited_arrivals_do_no_harm():
    make_feed(arrivals=["2026-01-01", 5.0, None])
    assert due.all_feeds()[0].arrivals == (5.0,)


def test_a_page_comes_with_what_reading_it_needs():
    outlet = make_outlet(selectors={"title": "h1"})
    make_entry("a", make_feed(outlet), summary="S", authors=("A",), images=("https://press.example/i.jpg",))
    (work,) = due.pages_due(NOW, 5, 5)
    assert (work.outlet.slug, work.outlet.time_zone, work.outlet.languages) == ("press", "Africa/Casablanca", ("en",))
    assert work.outlet.selectors == {"title": "h1"}
    assert (work.summary, work.authors, work.image_url) == ("S", ("A",), "https://press.example/i.jpg")
    assert (work.state, work.article_id, work.announced_at) == ("due", None, NOW)


def test_an_outlet_with_thousands_of_pages_does_not_starve_another():
    large, small = make_feed(make_outlet("large")), make_feed(make_outlet("small"))
    poll(large, *(entry(str(number)) for number in range(500)), at=NOW - MINUTE)
    poll(small, *(entry(str(number)) for number in range(3)))
    window = due.pages_due(NOW, 12, 8)
    assert [work.outlet.slug for work in window] == ["large", "small"] * 3 + ["large"] * 2
    assert len(due.pages_due(NOW, 12, 400)) == 15


def test_pages_of_the_future_and_of_never_are_not_due():
    make_entry("a")
    Entry.objects.update(next_fetch_at=NOW + MINUTE)
    assert due.pages_due(NOW, 9, 9) == []
    Entry.objects.update(next_fetch_at=None)
    assert due.pages_due(NOW, 9, 9) == []


def test_pictures_are_due():
    article = read(make_entry())
    (work,) = due.pictures_due(NOW, 9, 9)
    assert (work.article_id, work.outlet_id, work.url) == (
        article.pk,
        article.outlet_id,
        "https://press.example/tree.jpg",
    )
    ArticleImage.objects.update(next_fetch_at=None)
    assert due.pictures_due(NOW, 9, 9) == []


def test_health():
    feed = make_feed(next_check_at=NOW - timedelta(hours=1))
    assert due.health(NOW) == {"feeds_due": 1, "articles_today": 0}
    read(make_entry("a", feed))
    assert due.health(NOW) == {"feeds_due": 0, "articles_today": 1}


def test_a_known_page_comes_with_what_is_kept_of_it():
    entry = make_entry()
    article = read(entry)
    assert work_of(entry).copy is None
    store.keep_page(article.pk, pack(b"<p>old</p>", entry.url, "text/html"), NOW)
    work = work_of(entry)
    assert work.known_hash == article.content_hash
    assert (work.copy.size, work.copy.url, work.copy.content_type) == (10, entry.url, "text/html")
