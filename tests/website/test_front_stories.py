"""The front page led by stories, and the ticker that tells each once."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from jarida.archive import queries
from jarida.archive.models import Article, ImageState
from jarida.archive.stories import front as reading
from jarida.website.layout import FEWEST_CARDS, GRID, STORIES, TICKER, draw, lay_out
from jarida.website.storylines import counts, shown_stories
from tests.stories_builder import add_member, ids_of, make_event, make_story, settle, told_by
from tests.website.factories import make_article, make_image, make_outlet, make_press

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def page(client: Client, address: str = "/fr/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def main_of(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def items(text: str) -> list[tuple[str, str]]:
    """The ticker's items: the article whose headline it is, and where it leads to."""
    ticker = text.partition("<ul>")[2] if "<aside" not in text else text.partition('class="track"')[2]
    ticker = ticker.partition("</ul>")[0]
    return re.findall(r'<li data-id="(\d+)".*?<a href="([^"]+)">', ticker)


# --- what leads -------------------------------------------------------------------------------------


def test_without_stories_the_page_is_that_of_articles(client: Client) -> None:
    make_press(40, pictures=4)
    text = page(client)
    assert '<article class="lead"' in text
    assert "/fr/stories/?" not in text
    assert "event" not in text
    assert "ItemList" not in text
    assert 'class="filters choice"' not in text


def test_the_first_story_leads_and_the_others_follow(client: Client) -> None:
    make_press(40, pictures=4)
    first, second = make_event(5, rank=2.0), make_event(3, rank=1.0)
    text = main_of(page(client))
    assert text.count('<article class="lead') == 1
    places = [text.index(f"/fr/stories/{story.pk}/") for story in (first, second)]
    assert places == sorted(places)
    assert places[0] < text.index('class="grid"') < places[1]
    assert '<a href="/fr/stories/">' in text


def test_one_loud_outlet_does_not_lead(client: Client) -> None:
    loud = make_outlet("loud")
    make_story([make_article(loud, title=f"Fort {number}") for number in range(20)], rank=99.0)
    told = make_event(2, rank=1.0)
    lead = main_of(page(client)).partition('class="lead')[2].partition("</article>")[0]
    assert f"/fr/stories/{told.pk}/" in lead


@pytest.mark.parametrize(
    ("ui", "counted"), [("fr", "5 titres, 4 langues"), ("ar", "4 لغات"), ("en", "5 outlets, 4 languages")]
)
def test_how_many_tell_it_in_the_readers_language(client: Client, ui: str, counted: str) -> None:
    make_event(5)
    assert counted in main_of(page(client, f"/{ui}/"))


def test_headline_is_in_the_readers_language_and_others_in_their_own_direction(client: Client) -> None:
    story = make_event(4, ("fr", "ar"))
    text = main_of(page(client, "/ar/"))
    headline = Article.objects.get(pk=story.headlines["ar"])
    assert (
        f'<h2 class="headline" lang="ar"><a href="/ar/stories/{story.pk}/{headline.slug}">{headline.title}</a>' in text
    )
    assert re.search(r'<ul class="headlines"><li lang="fr" dir="ltr">', text)


def test_every_other_headline_is_there_shown_or_folded(client: Client) -> None:
    story = make_event(5)
    text = main_of(page(client))
    lead = text.partition("<article")[2].partition("</article>")[0]
    shown, folded = lead.split("<details")
    assert len(re.findall("<li ", shown)) == 3
    assert len(re.findall("<li ", folded)) == 1
    others = set(ids_of(story)) - {story.headlines["fr"]}
    assert {int(found) for found in re.findall(r"/fr/articles/(\d+)/", lead)} == others


def test_what_stands_in_a_story_does_not_stand_again(client: Client) -> None:
    make_press(40, pictures=0)
    story = make_event(6, now=datetime.now(UTC))
    text = main_of(page(client))
    for article in ids_of(story):
        assert len(re.findall(rf'<a href="/fr/articles/{article}/', text)) <= 1
    assert text.count(f'href="/fr/stories/{story.pk}/') >= 1


def test_a_story_not_shown_above_is_told_once_below_with_how_many_tell_it(client: Client) -> None:
    now = datetime.now(UTC)
    make_article(title="Toute seule", published_at=now)
    old = [make_event(2, rank=9.0 + number, now=now - timedelta(minutes=number)) for number in range(STORIES)]
    below = make_event(3, ("fr", "ar"), rank=0.0, now=now - timedelta(minutes=2))
    text = main_of(page(client))
    assert all(f"/fr/stories/{story.pk}/" in text for story in old)
    stands = [article for article in ids_of(below) if f'href="/fr/articles/{article}/' in text]
    assert stands == [next(each for each in ids_of(below) if Article.objects.get(pk=each).language == "fr")]
    assert f'href="/fr/stories/{below.pk}/' in text
    assert "3 titres</bdi></a>" in text


def test_old_stories_do_not_lead_over_todays_articles(client: Client) -> None:
    make_press(30, pictures=0)
    make_event(9, now=datetime.now(UTC) - timedelta(days=6), rank=99.0)
    assert "/fr/stories/1" not in main_of(page(client)).partition('class="latest"')[0]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 9, 10, 14])
def test_any_number_of_stories_fills_the_grid(number: int) -> None:
    make_press(100, pictures=14)
    now = datetime.now(UTC)
    for each in range(number):
        make_event(2, now=now, rank=float(each))
    newest = reading.newest(250)
    stories = reading.leading(STORIES, reading.Asked("fr", now))
    drawn = draw(reading.told_once(newest, "fr"), {story.id for story in stories})
    laid_out = lay_out(queries.lines([each.id for each in drawn.rest]), "fr", stories)
    cards = max(0, len(stories) - 1) + len(laid_out.grid)
    assert len(stories) == min(number, STORIES)
    assert cards == (GRID if number < STORIES else GRID + FEWEST_CARDS)
    assert cards % 3 == 0
    assert (laid_out.lead is None) == (number > 0)
    placed = [*laid_out.grid, *laid_out.latest, *(line for _, lines in laid_out.languages for line in lines)]
    placed += [line for lines in laid_out.outlets for line in lines]
    assert len({line.id for line in placed}) == len(placed)


# --- pictures, growth, freshness --------------------------------------------------------------------


def test_picture_of_a_story_can_be_reported_and_stands_once(client: Client) -> None:
    image = make_image(1, size=(640, 400))
    story = make_event(3, images=[image], rank=2.0)
    make_event(2, images=[image], rank=1.0)
    make_article(told_by(5), image=image, published_at=datetime.now(UTC))
    text = main_of(page(client))
    assert text.count("<img") == 1
    assert text.count(f'id="image-{image.digest}"') == 1
    assert f'name="article" value="{ids_of(story)[0]}"' in text


def test_blocked_picture_of_a_story_is_nowhere(client: Client) -> None:
    image = make_image(1, size=(64, 40), state=ImageState.BLOCKED)
    make_event(3, images=[image])
    text = main_of(page(client))
    assert image.digest not in text
    assert "lead event bare" in text


def test_growth_is_said_of_what_was_told_before() -> None:
    now = datetime(2026, 11, 25, 16, 37, tzinfo=UTC)
    grown, begun = make_event(4, now=now, every=25, rank=2.0), make_event(4, ("ar", "fr"), now=now, every=1, rank=1.0)
    stories = reading.leading(9, reading.Asked("fr", now))
    with translation.override("en"):
        first, second = shown_stories(stories, "en", now.date(), "Africa/Casablanca")
    assert [first.id, second.id] == [grown.pk, begun.pk]
    assert re.fullmatch(r"\+3 articles since 1[67]:35", first.growth)
    assert second.growth == ""
    assert second.latest
    assert second.latest_iso == "2026-11-25T16:37:00+00:00"


def test_a_story_whose_headline_is_the_last_says_no_second_moment() -> None:
    now = datetime(2026, 11, 25, 16, 37, tzinfo=UTC)
    make_event(2, ("fr", "ar"), now=now)
    (shown,) = shown_stories(reading.leading(9, reading.Asked("fr", now)), "fr", now.date(), "UTC")
    assert (shown.latest, shown.growth) == ("", "")


@pytest.mark.parametrize(("languages", "said"), [(0, "12 outlets"), (1, "12 outlets"), (3, "12 outlets, 3 languages")])
def test_one_language_is_not_counted(languages: int, said: str) -> None:
    with translation.override("en"):
        assert counts(12, languages, "en") == said
    with translation.override("ar"):
        assert "، " in counts(12, 3, "ar")


# --- languages as filters ---------------------------------------------------------------------------


def test_filter_by_address(client: Client) -> None:
    arabic, spanish = make_event(4, ("fr", "ar"), rank=1.0), make_event(3, ("es",), rank=2.0)
    make_article(title="Un seul", language="fr")
    text = page(client, "/fr/?lang=ar")
    assert f"/fr/stories/{arabic.pk}/" in text
    assert f"/fr/stories/{spanish.pk}/" not in text
    assert "Un seul" not in text
    assert set(re.findall(r'<h\d class="headline" lang="(\w+)"', text)) == {"ar"}
    assert '<a href="/fr/?lang=ar" aria-current="page"><bdi lang="ar">العربية</bdi></a>' in text
    assert '<a href="/fr/">' in main_of(text)
    assert 'data-ticker="/fr/ticker?lang=ar"' in text
    assert '<meta name="robots" content="noindex, follow">' in text
    assert 'href="/fr/languages/ar/feed.rss"' in text
    assert 'href="/es/?lang=ar"' in text  # the interface changes, the filter stays


def test_all_languages_is_marked_where_nothing_is_filtered(client: Client) -> None:
    make_event(3)
    assert re.search(r'class="filters choice"[^>]*><a href="/fr/" aria-current="page">', page(client))


def test_language_nobody_writes_says_so(client: Client) -> None:
    make_event(3)
    assert "Aucun article" in page(client, "/fr/?lang=zgh")


@pytest.mark.parametrize("code", ["AR", "a", "arab", "%00", "ar'", "ar,fr", "١٢", "..", "<b>"])
@pytest.mark.parametrize("address", ["/fr/", "/fr/ticker", "/fr/stories/", "/fr/stories/feed.rss"])
def test_what_is_no_language_is_a_bad_request(client: Client, address: str, code: str) -> None:
    assert client.get(address, {"lang": code}).status_code == 400


# --- the ticker -------------------------------------------------------------------------------------


def test_ticker_tells_a_story_once_and_how_many_tell_it(client: Client) -> None:
    now = datetime.now(UTC)
    alone = make_article(title="Toute seule", published_at=now - timedelta(hours=1))
    story = make_event(6, ("ar", "fr", "es"), now=now)
    own = next(each for each in ids_of(story) if Article.objects.get(pk=each).language == "fr")
    for text in (page(client), page(client, "/fr/ticker")):
        found = items(text)
        assert [article for article, _ in found] == [str(own), str(alone.pk)]
        assert found[0][1].startswith(f"/fr/stories/{story.pk}/")
        assert found[1][1].startswith(f"/fr/articles/{alone.pk}/")
        assert '<span aria-hidden="true">· 6</span><span class="hidden">6 titres</span>' in text


def test_ticker_without_the_readers_language_has_the_newest(client: Client) -> None:
    story = make_event(4, ("ar", "es"))
    assert [article for article, _ in items(page(client, "/en/ticker"))] == [str(ids_of(story)[0])]


def test_links_of_the_ticker_are_those_of_the_page(client: Client) -> None:
    story = make_event(5, ("fr", "ar"))
    oldest = ids_of(story)[-1]
    settle(story, headlines={"fr": oldest}, lead_id=oldest)
    address = f"/fr/stories/{story.pk}/{Article.objects.get(pk=oldest).slug}"
    assert items(page(client, "/fr/ticker"))[0][1] == address
    assert f'<a href="{address}">' in main_of(page(client))


def test_ticker_of_one_language(client: Client) -> None:
    make_event(4, ("ar", "es"))
    make_article(title="Un seul", language="fr")
    text = page(client, "/fr/ticker?lang=es")
    assert re.findall(r'<li data-id="\d+" lang="(\w+)"', text) == ["es"]


def test_ticker_is_some_fifty_however_often_one_thing_is_told(client: Client) -> None:
    now = datetime.now(UTC)
    make_press(70, pictures=0, now=now - timedelta(hours=2))
    make_event(60, now=now, every=1)
    found = items(page(client, "/fr/ticker"))
    assert len(found) == TICKER
    assert len({article for article, _ in found}) == TICKER


def test_a_column_is_shown_as_articles(client: Client) -> None:
    make_event(3, ("fr",), column="weather")
    text = page(client)
    assert len(items(text)) == 3
    assert "/fr/stories/1" not in text


# --- costs and hostile text -------------------------------------------------------------------------


def test_few_queries_however_many_stories(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(14):
        make_event(5, rank=float(number), images=[make_image(number, size=(64, 40))])
    page(client)
    with django_assert_num_queries(8):
        page(client)
    with django_assert_num_queries(4):
        page(client, "/fr/ticker")


def test_a_story_of_very_many_is_read_in_part(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_MEMBERS", 10)
    monkeypatch.setattr(reading, "MEMBERS", 4)
    now = datetime.now(UTC)
    story = make_event(30, now=now, every=1)
    add_member(story, make_article(told_by(40), published_at=now - timedelta(days=3)))
    settle(story)
    (line,) = reading.leading(3, reading.Asked("fr", now))
    assert (line.outlets, line.growth) == (31, 30)
    assert "31 titres" in page(client)


def test_light_without_its_pictures(client: Client) -> None:
    make_press(130, pictures=14)
    for number in range(14):
        make_event(7, rank=float(number), images=[make_image(90 + number, size=(64, 40))])
    assert max(len(page(client, f"/{ui}/").encode()) for ui in ("fr", "ar")) < 110_000


def test_list_of_stories_in_structured_data(client: Client) -> None:
    first, second = make_event(3, rank=2.0), make_event(2, rank=1.0)
    text = page(client, "/es/").partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    website, listed = json.loads(text)
    assert website["@type"] == "WebSite"
    assert listed["@type"] == "ItemList"
    assert [item["position"] for item in listed["itemListElement"]] == [1, 2]
    for item, story in zip(listed["itemListElement"], (first, second), strict=True):
        assert item["url"].startswith(f"http://127.0.0.1:8000/es/stories/{story.pk}/")


def test_hostile_headlines_stay_text(client: Client) -> None:
    evil = '<script>alert(1)</script>"onmouseover=x \u202e'
    articles = [
        make_article(make_outlet(name=evil), title=f"{evil} {number}", section=evil, summary=evil, slug="x")
        for number in range(5)
    ]
    make_story(articles)
    for address in ("/fr/", "/fr/ticker", "/fr/stories/"):
        text = page(client, address)
        assert "<script>alert" not in text
        assert '"onmouseover' not in text.replace('\\"', "")  # in JSON it is escaped
    assert not re.search(r"\sstyle=|\son\w+=[\"']", page(client))
