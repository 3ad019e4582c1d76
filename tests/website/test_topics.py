"""The pages of topics: all, one with its stories and articles, its feeds, and what an article says of itself."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from jarida.archive import editorial
from jarida.archive.editorial import Editorial
from jarida.archive.models import Article
from jarida.archive.stories import topics
from jarida.core.stories.topics import CODES, Topic
from jarida.editions.model import TopicSpec
from tests.stories_builder import make_event
from tests.website.factories import make_article, make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SPORT = CODES["sport"]
WATER = TopicSpec("water", "Eau", {"fr": "Eau <b>", "ar": "الماء", "en": "Water"}, ("eau",))


@pytest.fixture(autouse=True)
def _own_topics() -> Iterator[None]:
    editorial.save(Editorial(topics=(WATER,)))
    yield
    editorial.save(Editorial())


def now() -> datetime:
    return datetime.now(UTC)


def about(code: str = SPORT, confidence: float = 0.93, **fields) -> Article:
    article = make_article(**{"published_at": now() - timedelta(hours=1), **fields})
    topics.enter(article.pk, [Topic(code, confidence)])
    return article


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestAll:
    def test_each_with_its_articles_of_seven_days(self, client: Client) -> None:
        about()
        about(published_at=now() - timedelta(days=9))
        about("own:water")
        page = text(client, "/en/topics/")
        said = plain(page)
        assert "Sport 1 article" in said
        assert "Water 1 article" in said
        assert "Health 0 articles" in said
        assert page.index("/en/topics/water/") < page.index("/en/topics/sport/")
        assert "IPTC" in said

    @pytest.mark.parametrize(("ui", "name"), [("fr", "Santé"), ("ar", "صحة"), ("es", "Salud"), ("en", "Health")])
    def test_names_are_those_of_the_interface_and_addresses_are_not(self, client: Client, ui: str, name: str) -> None:
        assert f'<a href="/{ui}/topics/health/">{name}</a>' in text(client, f"/{ui}/topics/")

    def test_bars_grow_from_where_the_line_begins(self, client: Client) -> None:
        for _ in range(4):
            about()
        about("own:water")
        assert '<rect x="0" width="25"' in text(client, "/fr/topics/")
        assert '<rect x="75" width="25"' in text(client, "/ar/topics/")

    def test_an_empty_archive(self, client: Client) -> None:
        assert "No article has been sorted by topic yet." in plain(text(client, "/en/topics/"))

    def test_without_a_language_the_reader_is_led_to_his_own(self, client: Client) -> None:
        for path in ("/topics/", "/topics/sport/"):
            answer = client.get(path, headers={"Accept-Language": "es"})
            assert (answer.status_code, answer["Location"]) == (302, f"/es{path}")


class TestOne:
    def test_stories_then_articles_and_who_writes(self, client: Client) -> None:
        story = make_event(3, now=now())
        for member in story.members.all():
            topics.enter(member.article_id, [Topic(SPORT, 0.9)])
        alone = about(title="Un seul le raconte", outlet=make_outlet("gazette", name="La Gazette"))
        page = text(client, "/fr/topics/sport/")
        assert page.index(f"/fr/stories/{story.pk}/") < page.index(f"/fr/articles/{alone.pk}/")
        assert "La Gazette" in plain(page)
        assert "<h1>Sport</h1>" in page

    def test_older_articles_by_cursor(self, client: Client) -> None:
        made = [about(published_at=now() - timedelta(minutes=number)) for number in range(33)]
        first = text(client, "/fr/topics/sport/")
        older = re.search(r'rel="next" href="([^"]+)"', first)
        assert older
        second = text(client, older[1])
        assert f"/articles/{made[29].pk}/" in first
        assert f"/articles/{made[30].pk}/" not in first
        assert f"/articles/{made[32].pk}/" in second
        assert 'content="noindex' in second
        assert 'rel="next"' not in second

    @pytest.mark.parametrize("path", ["/fr/topics/nothing/", "/fr/topics/nothing/feed.rss", "/fr/topics/medtop/"])
    def test_no_such_topic(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("before", ["x", "1", "99999999999999999999.1", "'"])
    def test_a_place_that_is_none(self, client: Client, before: str) -> None:
        assert client.get("/fr/topics/sport/", {"before": before}).status_code == 400

    def test_nothing_there(self, client: Client) -> None:
        assert "No articles here." in plain(text(client, "/en/topics/health/"))

    def test_what_was_withdrawn_is_nowhere(self, client: Client) -> None:
        gone = about(title="Retiré")
        withdraw(gone)
        assert "Retiré" not in text(client, "/fr/topics/sport/")
        assert "Retiré" not in text(client, "/fr/topics/sport/feed.atom")

    def test_only_what_the_publisher_allows(self, client: Client) -> None:
        outlet = make_outlet("closed", policy="headline")
        about(outlet=outlet, title="Titre", summary="Le résumé que nul ne montre", paragraphs=["Le texte fermé"])
        for path in ("/fr/topics/sport/", "/fr/topics/sport/feed.rss", "/fr/topics/sport/feed.json"):
            page = text(client, path)
            assert "Titre" in page
            assert "que nul ne montre" not in page
            assert "Le texte fermé" not in page

    def test_a_name_of_an_edition_is_escaped(self, client: Client) -> None:
        for path in ("/fr/topics/", "/fr/topics/water/"):
            page = text(client, path)
            assert "Eau &lt;b&gt;" in page
            assert "Eau <b>" not in page


class TestFeeds:
    def test_the_newest_in_every_format(self, client: Client) -> None:
        articles = [about(published_at=now() - timedelta(minutes=number)) for number in range(3)]
        about(CODES["health"])
        found = json.loads(text(client, "/ar/topics/sport/feed.json"))
        assert "رياضة" in found["title"]
        assert found["home_page_url"].endswith("/ar/topics/sport/")
        assert [item["id"].rpartition("/")[2] for item in found["items"]] == [str(one.pk) for one in articles]
        for form in ("rss", "atom"):
            ET.fromstring(text(client, f"/ar/topics/sport/feed.{form}"))

    def test_the_page_names_them(self, client: Client) -> None:
        assert 'href="/fr/topics/sport/feed.rss"' in text(client, "/fr/topics/sport/")


class TestArticle:
    def path(self, client: Client, article: Article, ui: str = "en") -> str:
        return client.get(f"/{ui}/articles/{article.pk}")["Location"]

    def test_what_it_is_about_and_how_sure(self, client: Client) -> None:
        article = about(confidence=0.934)
        topics.enter(article.pk, [Topic(SPORT, 0.934), Topic("own:water", 0.7)])
        page = text(client, self.path(client, article))
        assert '<a href="/en/topics/sport/">Sport</a> <small>(sure to 93%)</small>' in page
        assert '<a href="/en/topics/water/">Water</a> <small>(by a keyword)</small>' in page

    def test_nothing_where_nothing_was_found(self, client: Client) -> None:
        assert "About:" not in text(client, self.path(client, make_article()))
