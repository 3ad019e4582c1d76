"""The list of stories: its page, its feeds, its place in the menu and in the sitemaps."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from lxml import etree

from jarida.archive.models import Article, StoryState
from jarida.core.feeds.parse import parse_feed
from jarida.website.machines import sitemaps
from tests.stories_builder import ids_of, make_event, make_story, settle
from tests.website.factories import make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 16, 37, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
FORMS = ["rss", "atom", "json"]


def page(client: Client, address: str = "/fr/stories/", status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def told(text: str) -> list[int]:
    return [int(found) for found in re.findall(r'<h2 class="headline"[^>]*><a href="/\w+/stories/(\d+)/', text)]


def entries(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return parse_feed(response.content, url=SITE + address, content_type=response["Content-Type"]).entries


# --- the page ---------------------------------------------------------------------------------------


def test_told_last_stands_first(client: Client) -> None:
    old, new = make_event(3, now=NOW - timedelta(days=40)), make_event(2, now=NOW)
    make_story([make_article(make_outlet(), published_at=NOW)])
    text = page(client)
    assert told(text) == [new.pk, old.pk]
    assert "3 titres" in text
    assert re.search(r'<a href="/fr/stories/" aria-current="page">', text)
    assert '<link rel="alternate" type="application/atom+xml" title="Atom" href="/fr/stories/feed.atom">' in text


def test_in_one_language(client: Client) -> None:
    both, _other = make_event(2, ("fr", "ar"), now=NOW), make_event(2, ("es",), now=NOW)
    text = page(client, "/en/stories/?lang=ar")
    assert told(text) == [both.pk]
    assert '<a href="/en/stories/?lang=ar" aria-current="page">' in text
    assert 'href="/en/stories/feed.json?lang=ar"' in text
    assert "noindex" in text


def test_pages_of_the_list(client: Client) -> None:
    stories = [make_event(2, ("fr", "ar"), now=NOW - timedelta(hours=number)) for number in range(33)]
    for query in ("", "?lang=ar"):
        first = page(client, f"/fr/stories/{query}")
        older = re.search(r'rel="next" href="([^"]+)"', first)
        assert older
        second = page(client, older[1].replace("&amp;", "&"))
        assert told(first) + told(second) == [story.pk for story in stories]
        assert "noindex" in second
        newest = f"/fr/stories/{query}"
        assert f'href="{newest}">' in second


@pytest.mark.parametrize("query", ["before=x", "before=1.2.3", "lang=123", "lang=fr&before=-"])
def test_what_is_no_place_is_a_bad_request(client: Client, query: str) -> None:
    page(client, f"/fr/stories/?{query}", 400)


def test_without_stories(client: Client) -> None:
    make_article()
    text = page(client)
    assert 'class="empty"' in text
    assert "ItemList" not in text


def test_without_a_language_or_a_slash(client: Client) -> None:
    assert client.get("/stories/", headers={"Accept-Language": "ar"})["Location"] == "/ar/stories/"
    assert client.get("/fr/stories")["Location"] == "/fr/stories/"


def test_every_page_has_it_in_its_menu(client: Client) -> None:
    assert '<a href="/ar/stories/">' in page(client, "/ar/about/")


# --- feeds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_has_a_story_an_item(client: Client, form: str) -> None:
    image = make_image(1, size=(640, 400))
    story = make_event(3, ("fr", "ar"), now=NOW, images=[image])
    settle(story)
    make_article()
    (entry,) = entries(client, f"/fr/stories/feed.{form}")
    assert entry.id == entry.url == f"{SITE}/stories/{story.pk}"
    assert entry.title == Article.objects.get(pk=story.headlines["fr"]).title
    assert entry.published == story.told_since
    assert entry.summary == "3 titres, 2 langues"
    for article in Article.objects.filter(pk__in=ids_of(story)):
        assert article.title in entry.content
        assert f"{SITE}/articles/{article.pk}" in entry.content
    assert entry.content.count("<li") == 3
    if form != "rss":
        assert entry.updated == story.told_until
    assert entry.images == (f"{SITE}/media/{image.digest}-640.webp",)


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_of_one_language(client: Client, form: str) -> None:
    story, _other = make_event(2, ("fr", "ar"), now=NOW), make_event(2, ("es",), now=NOW)
    (entry,) = entries(client, f"/fr/stories/feed.{form}?lang=ar")
    assert entry.url == f"{SITE}/stories/{story.pk}"
    assert entry.title == Article.objects.get(pk=story.headlines["ar"]).title


def test_a_feed_says_where_it_is(client: Client) -> None:
    make_event(2, ("ar",))
    found = json.loads(client.get("/fr/stories/feed.json?lang=ar").content)
    assert found["feed_url"] == f"{SITE}/fr/stories/feed.json?lang=ar"
    assert found["home_page_url"] == f"{SITE}/fr/stories/?lang=ar"
    assert found["language"] == "ar"
    assert "external_url" not in found["items"][0]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_headlines_in_a_feed(client: Client, form: str) -> None:
    evil = "<script>alert(1)</script> & \x0b\x1b ]]> \"quoted\" 'single'"
    make_story([make_article(make_outlet(name=evil), title=f"{evil}{number}", slug="x") for number in range(2)])
    (entry,) = entries(client, f"/fr/stories/feed.{form}")
    assert "<script" not in entry.content
    assert "<li" in entry.content


def test_an_empty_feed_is_valid(client: Client) -> None:
    for form in FORMS:
        assert list(entries(client, f"/ar/stories/feed.{form}")) == []


def test_feeds_of_the_front_page_stay_of_articles(client: Client) -> None:
    story = make_event(2)
    assert {entry.url for entry in entries(client, "/fr/feed.atom")} == {
        f"{SITE}/articles/{article}" for article in ids_of(story)
    }


# --- sitemaps ---------------------------------------------------------------------------------------


def locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [each.text for each in etree.fromstring(response.content).iter(f"{{{sitemaps.NAMESPACE}}}loc")]


def test_sitemap_names_the_stories_of_several_outlets(client: Client) -> None:
    story = make_event(2, ("ar",), now=NOW)
    foreign = make_event(2, ("zgh",), now=NOW)
    merged = make_event(2, now=NOW, state=StoryState.MERGED)
    alone = make_story([make_article(make_outlet())])
    assert f"{SITE}/sitemaps/stories-1.xml" in locations(client, "/sitemap.xml")
    found = locations(client, "/sitemaps/stories-1.xml")
    slugs = [Article.objects.get(pk=each.lead_id).slug for each in (story, foreign)]
    assert found == [f"{SITE}/ar/stories/{story.pk}/{slugs[0]}", f"{SITE}/fr/stories/{foreign.pk}/{slugs[1]}"]
    assert not [each for each in found if f"/{merged.pk}/" in each or f"/{alone.pk}/" in each]
    assert b"<lastmod>2026-11-25T16:37:00+00:00</lastmod>" in client.get("/sitemaps/stories-1.xml").content


def test_sitemap_has_the_address_that_the_page_has(client: Client) -> None:
    story = make_event(4, ("fr", "ar"), now=NOW)
    settle(story, lead_id=ids_of(story)[0], headlines={"fr": ids_of(story)[2]})
    slug = Article.objects.get(pk=ids_of(story)[2]).slug
    assert locations(client, "/sitemaps/stories-1.xml") == [f"{SITE}/fr/stories/{story.pk}/{slug}"]


def test_a_story_keeps_its_file(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "STORIES_SPAN", 2)
    monkeypatch.setattr(sitemaps, "PIECE", 1)
    stories = [make_event(2) for _ in range(5)]
    files = [each.removeprefix(SITE) for each in locations(client, "/sitemap.xml") if "stories" in each]
    assert files == sorted(files, reverse=True)
    named = [each for file in files for each in locations(client, file)]
    assert len(set(named)) == len(named) == len(stories)


def test_sitemap_without_stories(client: Client) -> None:
    assert [each for each in locations(client, "/sitemap.xml") if "stories" in each] == []
    for name in ("stories-1", "stories-0", "stories-999999", "stories-x"):
        assert client.get(f"/sitemaps/{name}.xml").status_code == 404
