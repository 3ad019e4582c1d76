"""Lists by outlet, language and day; the archive's calendars; paging."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from jarida.website.views.lists import months_of
from tests.website.factories import NOON, make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BAD_PLACES = ["x", "1.2.3", "1700000000000000", ".5", "-.-", "9" * 40 + ".1", "1." + "9" * 30, "1e9.1", "٣.٤", "%00"]
HUGE_PLACES = ["99999999999999999.1", "-99999999999999999.1"]


def ids(text: str) -> list[int]:
    """The articles of a list, in order."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return [int(number) for number in re.findall(r'class="headline"[^>]*><a href="/\w+/articles/(\d+)/', main)]


def body(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_outlets_in_every_language(client: Client, ui: str) -> None:
    make_outlet("sawt", name="صوت الأطلس", names={"fr": "Sawt Al Atlas"}, languages=["ar", "fr"])
    text = body(client, f"/{ui}/outlets/")
    assert f'<a href="/{ui}/outlets/sawt/">' in text
    assert ("Sawt Al Atlas" if ui == "fr" else "صوت الأطلس") in text
    assert {"fr": "arabe, français", "ar": "العربية, الفرنسية", "es": "árabe, francés", "en": "Arabic, French"}[
        ui
    ] in text


def test_outlets_count_their_week(client: Client) -> None:
    outlet = make_outlet()
    for _ in range(3):
        make_article(outlet, published_at=NOON)
    text = body(client, "/fr/outlets/")
    assert "3 articles cette semaine" in text or NOON.date() < date.today() - timedelta(days=7)  # noqa: DTZ011


def test_outlet_page(client: Client) -> None:
    one, other = make_outlet("un", name="L'Un", homepage="https://un.example/"), make_outlet("autre")
    kept = [make_article(one, published_at=NOON - timedelta(minutes=number)).pk for number in range(4)]
    make_article(other)
    text = body(client, "/fr/outlets/un/")
    assert ids(text) == kept
    assert 'href="https://un.example/" rel="noopener external"' in text
    assert "un.example</bdi>" in text
    assert "L’éditeur permet de montrer ses articles en entier." in text
    assert 'type="application/atom+xml" title="Atom" href="/fr/outlets/un/feed.atom"' in text
    assert '<table class="month">' in text


def test_outlet_that_left_keeps_its_page(client: Client) -> None:
    make_outlet("ancien", active=False, policy="headline")
    text = body(client, "/fr/outlets/ancien/")
    assert "ce qu’il a publié reste" in text
    assert "ses titres seulement" in text


def test_unknown_outlet(client: Client) -> None:
    for path in ("/fr/outlets/none/", "/fr/outlets/none/archive/", "/fr/outlets/none/archive/2026/11/23/"):
        assert client.get(path).status_code == 404


def test_hostile_homepage_is_no_link(client: Client) -> None:
    make_outlet("mal", homepage="javascript:alert(1)")
    assert "javascript:" not in body(client, "/fr/outlets/mal/")


def test_languages(client: Client) -> None:
    outlet = make_outlet()
    now = NOON
    make_article(outlet, language="zgh", published_at=now)
    make_article(outlet, language="ar", published_at=now)
    text = body(client, "/fr/languages/ar/")
    assert len(ids(text)) == 1
    assert "<h1>Articles en arabe</h1>" in text
    assert "ⵜⴰⵎⴰⵣⵉⵖⵜ" in body(client, "/fr/languages/") or now.date() < date.today() - timedelta(days=30)  # noqa: DTZ011


def test_language_without_articles_is_an_empty_list(client: Client) -> None:
    assert "Aucun article ici." in body(client, "/fr/languages/de/")
    assert client.get("/fr/languages/not-a-language/").status_code == 404


def test_day(client: Client) -> None:
    outlet = make_outlet()
    april = NOON.replace(year=2024, month=4, day=22)
    there = [make_article(outlet, published_at=april - timedelta(minutes=number)).pk for number in range(3)]
    make_article(outlet, published_at=april - timedelta(days=2))
    make_article(outlet, published_at=april + timedelta(days=9))
    text = body(client, "/fr/archive/2024/04/22/")
    assert ids(text) == there
    assert "lundi 22 avril 2024" in text
    assert "<span>3 articles</span>" in text
    assert '<a rel="prev" href="/fr/archive/2024/04/20/">' in text
    assert '<a rel="next" href="/fr/archive/2024/05/01/">' in text


def test_day_in_arabic(client: Client) -> None:
    make_article(published_at=NOON)
    text = body(client, "/ar/archive/2026/11/23/")
    assert "الإثنين 23 نونبر 2026" in text
    assert "مقال واحد" in text


def test_day_of_an_outlet(client: Client) -> None:
    one, other = make_outlet("un"), make_outlet("autre")
    kept = make_article(one, published_at=NOON).pk
    make_article(other, published_at=NOON)
    text = body(client, "/fr/outlets/un/archive/2026/11/23/")
    assert ids(text) == [kept]
    assert 'href="/fr/archive/2026/11/23/">Tous les titres de ce jour' in text


def test_hole_is_a_hole(client: Client) -> None:
    outlet = make_outlet()
    make_article(outlet, published_at=NOON)
    make_article(outlet, published_at=NOON - timedelta(days=2))
    text = body(client, "/fr/archive/2026/11/")
    assert 'href="/fr/archive/2026/11/23/" aria-label="23 novembre, 1 article"' in text
    assert 'href="/fr/archive/2026/11/21/"' in text
    assert "/fr/archive/2026/11/22/" not in text
    assert "<td>22</td>" in text


def test_month_names_its_outlets(client: Client) -> None:
    make_article(make_outlet("un", name="Un Journal"), published_at=NOON)
    text = body(client, "/fr/archive/2026/11/")
    assert '<a href="/fr/outlets/un/archive/2026/11/"><bdi>Un Journal</bdi></a>' in text
    assert "Archives\u00a0: novembre 2026" in text


def test_year_has_its_months(client: Client) -> None:
    make_article(published_at=NOON.replace(year=2024, month=4))
    text = body(client, "/ar/archive/2024/")
    assert text.count('<table class="month">') == 12
    assert "أبريل 2024" in text
    assert "غشت 2024" in text


def test_years(client: Client) -> None:
    outlet = make_outlet("un")
    make_article(outlet, published_at=NOON.replace(year=2019))
    make_article(outlet, published_at=NOON)
    for path in ("/fr/archive/", "/fr/outlets/un/archive/"):
        text = body(client, path)
        assert re.findall(rf'href="{path}(\d+)/"', text) == ["2026", "2019"]


@pytest.mark.parametrize(
    "path", ["2024/13/", "2024/02/30/", "0000/", "2024/00/", "2024/4/22/", "2024/04/22/23/", "20244/", "٢٠٢٤/"]
)
def test_days_that_do_not_exist(client: Client, path: str) -> None:
    assert client.get(f"/fr/archive/{path}").status_code == 404


@pytest.mark.parametrize("place", BAD_PLACES)
@pytest.mark.parametrize("path", ["/fr/outlets/un/", "/fr/languages/fr/", "/fr/archive/2026/11/23/", "/fr/removals/"])
def test_tampered_place_is_a_bad_request(client: Client, path: str, place: str) -> None:
    make_outlet("un")
    response = client.get(path, {"before": place})
    assert response.status_code == 400
    assert "Requête incorrecte" in response.content.decode()


@pytest.mark.parametrize("place", HUGE_PLACES)
def test_place_beyond_time_is_no_failure(client: Client, place: str) -> None:
    make_outlet("un")
    assert client.get("/fr/outlets/un/", {"before": place}).status_code in (200, 400)


def test_pages_follow_one_another(client: Client) -> None:
    outlet = make_outlet("un")
    written = [make_article(outlet, published_at=NOON - timedelta(minutes=number // 4)).pk for number in range(65)]
    path, found, pages = "/fr/outlets/un/", [], 0
    while path:
        text = body(client, path)
        found += ids(text)
        link = re.search(r'<a rel="next" href="([^"]+)">', text)
        path, pages = (link[1] if link else ""), pages + 1
    assert pages == 3
    assert sorted(found) == sorted(written)


def test_only_the_newest_page_is_for_search_engines(client: Client) -> None:
    outlet = make_outlet("un")
    for _ in range(31):
        make_article(outlet)
    first = body(client, "/fr/outlets/un/")
    link = re.search(r'<a rel="next" href="([^"]+)">', first)
    assert link
    second = body(client, link[1])
    assert "noindex" not in first
    assert '<meta name="robots" content="noindex, follow">' in second
    assert '<a href="/fr/outlets/un/">Les plus récents</a>' in second


def test_rows_show_pictures_and_a_way_to_report_them(client: Client) -> None:
    make_article(make_outlet("un"), image=make_image(1), summary="Un résumé")
    text = body(client, "/fr/outlets/un/")
    assert text.count("<img") == text.count("data-report") == 1
    assert "Un résumé" in text


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/fr/outlets/", 3),
        ("/fr/outlets/un/", 4),
        ("/fr/languages/fr/", 2),
        ("/fr/archive/", 3),
        ("/fr/archive/2026/", 2),
        ("/fr/archive/2026/11/", 4),
        ("/fr/archive/2026/11/23/", 5),
    ],
)
def test_few_queries(client: Client, django_assert_num_queries: Any, path: str, queries: int) -> None:
    outlet = make_outlet("un")
    for number in range(12):
        make_article(outlet, image=make_image(number, size=(64, 40)), published_at=NOON)
    with django_assert_num_queries(queries):
        body(client, path)


def test_months_of_a_span_over_new_year() -> None:
    counts = {date(2025, 12, 31): 2, date(2026, 1, 1): 3}
    months = months_of(counts, date(2025, 12, 1), date(2026, 1, 31))
    assert [(month.year, month.month, month.total) for month in months] == [(2025, 12, 2), (2026, 1, 3)]
    assert months[0].counts == {31: 2}
    assert months[0].weeks[0][0] == 1  # 1 December 2025 was a Monday
