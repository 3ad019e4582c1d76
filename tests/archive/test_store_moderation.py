"""What moderators change."""

import pytest

from jarida.archive import generation, store
from jarida.archive.models import Article, DayCount, Entry, Image, Tombstone
from jarida.core.plans import PictureWork
from tests.archive.making import encoded, make_entry, read

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def bumps(monkeypatch):
    calls = []
    monkeypatch.setattr(generation, "bump", lambda: calls.append(1))
    return calls


@pytest.fixture
def article():
    return read(make_entry())


def test_a_withdrawal_leaves_a_tombstone(article, bumps):
    tombstone = store.withdraw(article.pk, "at the wish of the publisher", "editor@press.example")
    article.refresh_from_db()
    assert (article.state, tombstone.reason) == ("withdrawn", "at the wish of the publisher")
    assert tombstone.requested_by == "editor@press.example"
    assert DayCount.objects.get().articles == 0
    assert Entry.objects.get().next_fetch_at is None
    assert len(bumps) == 1


def test_a_second_withdrawal_changes_nothing(article, bumps):
    first = store.withdraw(article.pk, "first")
    assert store.withdraw(article.pk, "second").reason == "first"
    assert (Tombstone.objects.get(), DayCount.objects.get().articles, len(bumps)) == (first, 0, 1)


def test_a_restored_article_is_as_before(article, bumps):
    store.withdraw(article.pk, "by mistake")
    store.restore(article.pk)
    store.restore(article.pk)
    article.refresh_from_db()
    assert (article.state, DayCount.objects.get().articles) == ("live", 1)
    assert not Tombstone.objects.exists()
    assert Entry.objects.get().state == "kept"
    assert len(bumps) == 2


def test_unknown_articles_are_told(db):
    with pytest.raises(Article.DoesNotExist):
        store.withdraw(404, "why not")
    with pytest.raises(Article.DoesNotExist):
        store.restore(404)


@pytest.fixture
def image(article):
    picture = article.pictures.get()
    return Image.objects.get(
        pk=store.store_image(PictureWork(picture.pk, article.pk, article.outlet_id, picture.url), encoded())
    )


def test_an_image_is_blocked_and_cleared(image, bumps):
    store.set_image_state(image.pk, "blocked")
    image.refresh_from_db()
    assert image.state == "blocked"
    assert image.blocked_at is not None
    store.set_image_state(image.pk, "blocked")
    assert len(bumps) == 1
    store.set_image_state(image.pk, "cleared")
    image.refresh_from_db()
    assert (image.state, image.blocked_at) == ("cleared", None)


def test_an_unknown_state_is_refused(image):
    with pytest.raises(ValueError, match="hidden"):
        store.set_image_state(image.pk, "hidden")


def test_a_blocked_image_stays_blocked_when_it_is_fetched_again(image):
    store.set_image_state(image.pk, "blocked")
    other = read(make_entry("b"), canonical_url="")
    picture = other.pictures.get()
    same = store.store_image(PictureWork(picture.pk, other.pk, other.outlet_id, picture.url), encoded())
    assert same == image.pk
    image.refresh_from_db()
    assert image.state == "blocked"
