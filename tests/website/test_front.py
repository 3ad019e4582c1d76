"""The front page and its ticker, in four languages."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from jarida.archive import queries
from jarida.archive.models import ImageState
from jarida.website.layout import GRID, TICKER, lay_out
from tests.website.factories import make_article, make_image, make_outlet, make_press

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NAMES = {"fr": "À la une", "ar": "الواجهة", "es": "Portada", "en": "Front page"}


def between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


@pytest.mark.parametrize(("ui", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("es", "ltr"), ("en", "ltr")])
def test_speaks_the_language_of_its_address(client: Client, ui: str, direction: str) -> None:
    make_press(24, pictures=4)
    response = client.get(f"/{ui}/")
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Language"] == ui
    assert f'<html lang="{ui}" dir="{direction}">' in text
    assert re.search(rf'aria-current="page">{NAMES[ui]}</a>', text)


def test_ticker_has_the_fifty_latest_each_in_its_language(client: Client) -> None:
    make_press(60, pictures=0)
    ticker = between(client.get("/fr/").content.decode(), '<aside class="ticker"', "</aside>")
    items = re.findall(r'<li data-id="(\d+)" lang="(\w+)" dir="(\w+)">', ticker)
    assert len(items) == TICKER
    assert {(language, direction) for _, language, direction in items} == {
        ("fr", "ltr"), ("ar", "rtl"), ("es", "ltr"), ("en", "ltr"),
    }  # fmt: skip
    assert "data-nosnippet" in ticker
    assert "صوت الأطلس" in ticker  # the outlet's name as its own readers know it
    assert re.search(r'<time datetime="20[^"]+">\d\d:\d\d</time>', ticker)


def test_ticker_fragment_is_the_list_alone(client: Client) -> None:
    make_article(title="Une nouvelle")
    response = client.get("/ar/ticker")
    assert response.status_code == 200
    assert response.content.decode().lstrip().startswith("<ul>")
    assert "Une nouvelle" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    again = client.get("/ar/ticker", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_ticker_is_outside_main(client: Client) -> None:
    make_press(12, pictures=0)
    text = client.get("/fr/").content.decode()
    assert text.index('class="ticker"') < text.index("<main")
    assert 'class="ticker"' not in between(text, "<main", "</main>")


def test_lead_has_a_picture_and_a_way_to_report_it(client: Client) -> None:
    image = make_image(1)
    article = make_article(make_outlet(), title="À la une", image=image, caption="Le lac", credit="Agence")
    lead = between(client.get("/fr/").content.decode(), '<article class="lead', "</article>")
    assert "À la une" in lead
    assert f'action="/fr/images/{image.digest}/report"' in lead
    assert f'name="article" value="{article.pk}"' in lead
    assert f"/media/{image.digest}-640.webp 640w" in lead
    assert 'alt="Le lac"' in lead
    assert 'width="1280" height="800"' in lead
    assert 'fetchpriority="high"' in lead


def test_every_picture_can_be_reported(client: Client) -> None:
    make_press(24, pictures=8)
    text = client.get("/fr/").content.decode()
    assert text.count("<img") == text.count("data-report") > 5


def test_blocked_picture_is_nowhere(client: Client) -> None:
    outlet = make_outlet()
    image = make_image(1, state=ImageState.BLOCKED)
    make_article(outlet, image=image)
    text = client.get("/fr/").content.decode()
    assert image.digest not in text.replace(f'id="image-{image.digest}"', "")
    assert "Image bloquée après signalements" in text
    assert client.get("/ar/").content.decode().count("صورة محجوبة بعد تبليغات") == 1


def test_empty_archive_says_so(client: Client) -> None:
    response = client.get("/es/")
    assert response.status_code == 200
    assert "Todavía no se ha reunido nada" in response.content.decode()


def test_fictional_press_is_marked_on_every_page(client: Client) -> None:
    make_press(6, pictures=0, fictional=True)
    for path in ("/fr/", "/fr/outlets/", "/fr/about/", "/fr/archive/", "/fr/nowhere"):
        assert "presse fictive" in client.get(path).content.decode(), path


def test_real_press_is_not(client: Client) -> None:
    make_press(6, pictures=0)
    assert "presse fictive" not in client.get("/fr/").content.decode()


def test_few_queries_however_many_articles(client: Client, django_assert_num_queries: Any) -> None:
    make_press(72, pictures=2)
    client.get("/fr/")
    with django_assert_num_queries(5):
        assert client.get("/fr/").status_code == 200


def test_light_without_its_pictures(client: Client) -> None:
    make_press(130, pictures=14)
    weights = [len(client.get(f"/{ui}/").content) for ui in ("fr", "ar")]
    assert max(weights) < 90_000


def test_nothing_inline(client: Client) -> None:
    make_press(24, pictures=4)
    text = client.get("/fr/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*(?:src=|ld\+json))", text)
    assert not re.search(r'(?:src|srcset|<link[^>]* href)="(?:https?:)?//(?!127\.0\.0\.1)', text)


def test_each_article_has_one_place() -> None:
    make_press(100, pictures=14)
    front = lay_out(queries.latest(limit=90).articles, "es")
    assert front.lead is not None
    assert front.lead.language == "es"
    placed = [front.lead, *front.grid, *front.latest]
    placed += [line for _, lines in front.languages for line in lines]
    placed += [line for lines in front.outlets for line in lines]
    assert len({line.id for line in placed}) == len(placed)
    assert len(front.grid) == GRID


def test_grid_does_not_belong_to_one_outlet() -> None:
    loud, quiet = make_outlet(), make_outlet()
    now = datetime.now(UTC)
    for number in range(14):
        make_article(loud, image=make_image(number, size=(320, 200)), published_at=now - timedelta(minutes=number))
    for number in range(3):
        when = now - timedelta(hours=5 + number)
        make_article(quiet, image=make_image(50 + number, size=(320, 200)), published_at=when)
    grid = lay_out(queries.latest(limit=90).articles, "fr").grid
    assert [line.outlet.slug for line in grid[:4]].count(quiet.slug) == 2


def test_picture_that_several_outlets_use_stands_once() -> None:
    shared, own = make_image(1, size=(64, 40)), make_image(2, size=(64, 40))
    for number in range(4):
        when = datetime.now(UTC) - timedelta(minutes=number)
        make_article(make_outlet(), image=own if number == 3 else shared, published_at=when)
    front = lay_out(queries.latest().articles, "fr")
    assert front.lead is not None
    assert [line.picture.digest for line in (front.lead, *front.grid) if line.picture] == [shared.digest, own.digest]
    assert len(front.latest) == 2


def test_article_seen_without_date_is_marked(client: Client) -> None:
    make_article(published_at=None, first_seen_at=datetime.now(UTC))
    text = between(client.get("/fr/").content.decode(), "<main", "</main>")
    assert 'class="seen"' in text
    assert "data-relative" not in text
