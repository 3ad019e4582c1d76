"""The index follows the archive: what the store changes is found at once, what is withdrawn is not."""

import pytest

from jarida.archive import store
from jarida.archive.models import Article, ArticleImage, Entry, Image, ImageState, Outlet, SearchDocument
from jarida.archive.search import filling, following
from jarida.archive.search.following import follow_policy
from jarida.core.plans import PictureWork
from jarida.core.search.expression import IMAGE_TAG, Tag
from tests.archive.making import encoded, make_entry, plan_page, read
from tests.archive.search.asking import found, index, indexed
from tests.website.factories import make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def kept(name: str = "a", **page: object) -> Article:
    article = read(make_entry(name), **page)
    assert article is not None
    return article


def test_a_new_article_is_found():
    article = kept(title="A story of olives", paragraphs=("Four hundred trees.",))
    assert found("olives") == found("hundred") == [article.pk]


def test_a_revision_is_found_by_its_new_words_only():
    article = kept(title="A story of olives")
    entry = Entry.objects.get(article=article)
    read(entry, title="A story of cedars", paragraphs=("Other words.",))
    assert found("olives") == []
    assert found("cedars") == found("other") == [article.pk]


def test_a_rereading_is_followed():
    article = kept(title="A story of olives")
    entry = Entry.objects.get(article=article)
    plan = plan_page(entry, title="A story of cedars", paragraphs=("Other words.",))
    assert store.store_rereading(plan, article.content_hash)
    assert found("olives") == []
    assert found("cedars") == [article.pk]


def test_what_has_not_changed_is_not_written():
    article = kept()
    before = list(SearchDocument.objects.values())
    read(Entry.objects.get(article=article))
    assert list(SearchDocument.objects.values()) == before


def test_of_a_withdrawn_article_nothing_is_found_until_it_is_restored():
    article = kept(title="A story of olives", authors=("Amal Idrissi",))
    store.withdraw(article.pk, "asked")
    assert found() == found("olives") == found(Tag("~aidrissi")) == []
    store.restore(article.pk)
    assert found("olives") == [article.pk]


def test_a_withdrawn_article_stays_away_whatever_is_read_of_it():
    article = kept(title="A story of olives")
    entry = Entry.objects.get(article=article)
    store.withdraw(article.pk, "asked")
    read(entry, title="A story of cedars")
    list(filling.fill())
    assert found() == []


class TestPictures:
    def test_the_lead_picture_is_found_once_it_is_here_and_not_while_it_is_blocked(self):
        article = kept()
        assert found(Tag(IMAGE_TAG)) == []
        use = ArticleImage.objects.get(article=article)
        store.store_image(PictureWork(use.pk, article.pk, article.outlet_id, use.url), encoded())
        assert found(Tag(IMAGE_TAG)) == [article.pk]
        image = Image.objects.get()
        store.set_image_state(image.pk, ImageState.BLOCKED)
        assert found(Tag(IMAGE_TAG)) == []
        store.set_image_state(image.pk, ImageState.CLEARED)
        assert found(Tag(IMAGE_TAG)) == [article.pk]

    def test_a_picture_of_very_many_articles_is_followed_by_the_pass(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(following, "AT_ONCE", 2)
        image = make_image()
        index(make_article(image=image) for _ in range(4))
        list(filling.fill())
        store.set_image_state(image.pk, ImageState.BLOCKED)
        list(filling.fill())
        assert found(Tag(IMAGE_TAG)) == []
        assert len(found()) == 4

    def test_where_only_the_headline_may_be_shown_there_is_no_picture(self):
        indexed(image=make_image(), limit="headline")
        assert found(Tag(IMAGE_TAG)) == []


class TestPolicy:
    @pytest.fixture
    def article(self) -> Article:
        return indexed(outlet=make_outlet("press"), title="Olives", paragraphs=["cedars"], authors=["Amal"])

    def change(self, policy: str) -> None:
        outlet = Outlet.objects.get()
        before, outlet.policy = outlet.policy, policy
        outlet.save()
        follow_policy(outlet.pk, before, policy)

    def test_to_the_headline_no_text_is_found_at_once_and_the_title_again_soon(self, article: Article):
        self.change("headline")
        assert found("cedars") == []
        list(filling.fill())
        assert found("cedars") == []
        assert found("olives") == found(Tag("~aamal")) == [article.pk]

    def test_and_back(self, article: Article):
        self.change("headline")
        list(filling.fill())
        self.change("full")
        list(filling.fill())
        assert found("cedars") == [article.pk]

    def test_between_full_and_excerpt_nothing_changes(self, article: Article):
        before = list(SearchDocument.objects.values())
        self.change("excerpt")
        assert list(SearchDocument.objects.values()) == before
        assert found("cedars") == [article.pk]

    def test_a_pages_own_signal_is_kept_to(self):
        article = indexed(title="Olives", paragraphs=["cedars"], limit="headline")
        assert found("cedars") == []
        assert found("olives") == [article.pk]


class TestFilling:
    def test_an_archive_older_than_its_index_is_filled_in_steps(self):
        articles = [make_article(title=f"eau n{number}") for number in range(7)]
        assert found("eau") == []
        assert filling.missing() == 7
        assert sum(filling.fill(3)) == 7
        assert sorted(found("eau")) == [article.pk for article in articles]
        assert filling.missing() == filling.left() == 0
        assert list(filling.fill(3)) == []

    def test_it_goes_on_where_it_was(self):
        for number in range(5):
            make_article(title=f"eau n{number}")
        filling.fill_step(2)
        assert len(found("eau")) == 2
        assert filling.left() > 0
        filling.fill_step(2)
        filling.fill_step(2)
        assert len(found("eau")) == 5

    def test_what_is_not_live_is_not_filled_in(self):
        make_article(title="eau", state="withdrawn")
        list(filling.fill())
        assert found("eau") == []
        assert filling.missing() == 0
