"""What pages change in the database: articles, revisions, addresses, counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jarida.archive import generation, store
from jarida.archive.models import Article, ArticleAddress, ArticleImage, DayCount, Entry, Revision
from jarida.core.content import content_hash
from jarida.core.extraction.model import PageKind, Picture, Policy
from tests.archive.making import make_entry, make_feed, make_outlet, plan_page, poll, read
from tests.pipeline.builders import NOW, TEXT, entry, found, status

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HOUR = timedelta(hours=1)


def counts() -> dict[tuple[date, str], int]:
    return {(row.day, row.language): row.articles for row in DayCount.objects.all() if row.articles}


@pytest.fixture
def bumps(monkeypatch):
    """How often readers were told of a change."""
    calls = []
    monkeypatch.setattr(generation, "bump", lambda: calls.append(1))
    return calls


def test_a_page_becomes_an_article_with_its_first_revision():
    article = read(make_entry())
    assert (article.title, article.slug, article.language) == ("A story of trees", "a-story-of-trees", "en")
    assert (article.authors, article.url) == (["Amal Idrissi"], "https://press.example/a")
    assert (article.published_at, article.published_origin) == (NOW - 2 * HOUR, "json-ld")
    assert article.sort_at == article.published_at
    assert (article.revision_count, article.words) == (1, 15)
    revision = article.revisions.get()
    assert (revision.number, tuple(revision.paragraphs), revision.seen_at) == (1, TEXT, NOW)
    assert revision.content_hash == article.content_hash == content_hash("A story of trees", TEXT)
    assert counts() == {(article.day, "en"): 1}


def test_the_entry_points_to_its_article_and_is_due_for_its_recheck():
    one = make_entry()
    article = read(one)
    assert (one.article, one.state, one.attempts, one.rechecks) == (article, "kept", 0, 1)
    assert one.next_fetch_at == one.announced_at + HOUR
    assert (one.etag, one.last_modified) == ("p1", "yesterday")


def test_an_entry_without_its_page_has_no_article():
    make_entry()
    assert not Article.objects.exists()


def test_the_same_page_twice_changes_nothing(bumps):
    one = make_entry()
    plan = plan_page(one)
    first, second = store.store_page(plan), store.store_page(plan)
    assert first == second
    assert len(bumps) <= 2
    read(one)
    read(one, at=NOW + HOUR)
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)
    assert ArticleImage.objects.count() == 1
    assert sum(counts().values()) == 1


def test_an_unchanged_page_tells_readers_nothing(bumps):
    one = make_entry()
    read(one)
    bumps.clear()
    read(one, at=NOW + HOUR)
    assert bumps == []


def test_a_changed_page_is_a_revision(bumps):
    one = make_entry()
    before = read(one)
    bumps.clear()
    article = read(one, at=NOW + HOUR, paragraphs=(*TEXT, "Corrected."), title="A longer story of trees")
    assert article.pk == before.pk
    assert (article.title, article.slug, article.revision_count) == (
        "A longer story of trees",
        "a-longer-story-of-trees",
        2,
    )
    assert [revision.title for revision in article.revisions.all()] == ["A story of trees", "A longer story of trees"]
    assert article.revisions.last().seen_at == NOW + HOUR
    assert bumps


def test_white_space_and_invisible_marks_are_no_revision():
    one = make_entry()
    read(one)
    article = read(one, paragraphs=tuple(f"\u200f {text}  " for text in TEXT))
    assert article.revision_count == 1


def test_rights_follow_the_page_without_a_revision():
    one = make_entry()
    read(one)
    article = read(one, limit=Policy.HEADLINE)
    assert (article.limit, article.revision_count) == ("headline", 1)


def test_every_address_is_remembered():
    article = read(make_entry(), final_url="https://press.example/a/full", canonical_url="https://press.example/trees")
    keys = set(ArticleAddress.objects.filter(article=article).values_list("address_key", flat=True))
    assert keys == {"press.example/a", "press.example/a/full", "press.example/trees"}
    assert article.address_key == "press.example/trees"


def test_a_page_known_under_another_address_joins_its_article():
    first, second = make_entry("a"), make_entry("b")
    one = read(first, canonical_url="https://press.example/trees")
    other = read(second, canonical_url="https://press.example/trees")
    assert one == other
    assert Article.objects.count() == Revision.objects.count() == 1
    assert sum(counts().values()) == 1


def test_one_canonical_address_on_different_articles_keeps_them_apart():
    first, second = make_entry("a"), make_entry("b", title="Wheat prices")
    read(first, canonical_url="https://press.example/page")
    read(second, canonical_url="https://press.example/page", title="Wheat prices fall", paragraphs=("Other.",))
    assert Article.objects.count() == 2


def test_one_address_in_two_outlets_is_two_articles():
    feeds = [make_feed(make_outlet(slug)) for slug in ("one", "two")]
    for feed in feeds:
        poll(feed, entry("a"))
    for one in Entry.objects.all():
        read(one)
    assert Article.objects.count() == 2


def test_without_a_date_first_seen_is_for_sorting():
    article = read(make_entry(), published=None)
    assert (article.published_at, article.published_origin) == (None, "")
    assert article.sort_at == article.first_seen_at == NOW


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (datetime(2026, 1, 9, 22, 59, tzinfo=UTC), date(2026, 1, 9)),
        (datetime(2026, 1, 9, 23, 1, tzinfo=UTC), date(2026, 1, 10)),
    ],
)
def test_the_day_begins_at_midnight_in_casablanca(published, day):
    article = read(make_entry(), published=found(published))
    assert article.day == day
    assert counts() == {(day, "en"): 1}


def test_a_better_date_moves_the_count():
    one = make_entry()
    read(one, published=None)
    article = read(one, published=found(NOW - timedelta(days=3)))
    assert counts() == {(article.day, "en"): 1}
    assert article.day == date(2026, 3, 7)


def test_another_language_moves_the_count():
    one = make_entry()
    read(one)
    article = read(one, language="fr")
    assert counts() == {(article.day, "fr"): 1}


def test_a_page_that_is_no_article_leaves_none():
    one = make_entry()
    assert read(one, kind=PageKind.SECTION) is None
    assert (one.state, one.problem_code, one.attempts) == ("failed", "not-an-article", 1)
    assert not Article.objects.exists()


def test_a_failure_is_written_down_in_one_line():
    one = make_entry()
    read(one, error=status(503, url="https://press.example/a"))
    assert (one.state, one.problem_code, one.problem) == ("failed", "http-503", "https://press.example/a: answered 503")
    assert one.next_fetch_at > NOW


def test_a_vanished_page_keeps_its_article(bumps):
    one = make_entry()
    read(one)
    bumps.clear()
    article = read(one, at=NOW + HOUR, error=status(404))
    assert (article.source_gone_at, article.state, one.state) == (NOW + HOUR, "live", "gone")
    assert len(bumps) == 1
    article = read(one, at=NOW + 2 * HOUR, error=status(404))
    assert article.source_gone_at == NOW + HOUR
    article = read(one, at=NOW + 3 * HOUR)
    assert (article.source_gone_at, one.state) == (None, "kept")


def test_a_withdrawn_article_never_comes_back(bumps):
    one, other = make_entry("a"), make_entry("b")
    article = read(one)
    store.withdraw(article.pk, "asked by the outlet")
    bumps.clear()
    read(one, paragraphs=("New text.",))
    read(other, canonical_url="https://press.example/a")
    article.refresh_from_db()
    assert (article.state, article.revision_count, Article.objects.count()) == ("withdrawn", 1, 1)
    assert (one.next_fetch_at, other.next_fetch_at, other.state) == (None, None, "refused")
    assert counts() == {}
    assert bumps == []


def test_a_withdrawal_between_deciding_and_storing_holds():
    one = make_entry()
    article = read(one)
    plan = plan_page(one, paragraphs=("New text.",))
    store.withdraw(article.pk, "asked")
    store.store_page(plan)
    article.refresh_from_db()
    assert (article.state, article.revision_count) == ("withdrawn", 1)


def test_the_picture_is_due_and_changes_with_the_page():
    one = make_entry()
    article = read(one)
    picture = article.pictures.get()
    assert (picture.url, picture.caption, picture.credit) == (
        "https://press.example/tree.jpg",
        "A tree",
        "Photo: A. Idrissi",
    )
    assert (picture.state, picture.next_fetch_at) == ("due", NOW)
    picture.state, picture.next_fetch_at = "kept", None
    picture.save()
    read(one, images=(Picture("https://press.example/tree.jpg", "An old tree"),))
    picture.refresh_from_db()
    assert (picture.caption, picture.state, picture.next_fetch_at) == ("An old tree", "kept", None)
    read(one, at=NOW + HOUR, images=(Picture("https://press.example/river.jpg"),))
    picture.refresh_from_db()
    assert (picture.url, picture.state, picture.next_fetch_at) == ("https://press.example/river.jpg", "due", NOW + HOUR)


def test_hostile_text_fits_the_columns():
    page = {"title": "t\0\ud800" * 900, "section": "s" * 900, "authors": ("a\0" * 900,), "paragraphs": ("p\0\ud800q",)}
    article = read(make_entry(), **page, tags=("t" * 900,), language="l" * 90)
    assert len(article.title) <= 1000
    assert "\0" not in article.title
    assert article.revisions.get().paragraphs == ["pq"]
    assert len(article.authors[0]) <= 300
