"""Sitemaps: every article once, in files that stay small; the news apart."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from jarida.archive.models import ArticleState
from jarida.core.feeds.parse import parse_feed
from jarida.website.machines import sitemaps
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SITE = "http://127.0.0.1:8000"


def locations(response) -> list[str]:
    root = etree.fromstring(response.content)
    return [element.text for element in root.iter(f"{{{sitemaps.NAMESPACE}}}loc")]


def on(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_the_index_names_the_months_newest_first(fetch, outlet):
    for moment in (on(2023, 12, 31), on(2024, 4, 1), on(2024, 4, 30)):
        make_article(outlet, published_at=moment)
    response = fetch("/sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    paths = ["news", "2024-04", "2023-12"]
    assert locations(response) == [f"{SITE}/sitemaps/{path}.xml" for path in paths]


def test_a_month_has_its_articles_in_their_own_language(fetch, outlet):
    first = make_article(outlet, published_at=on(2024, 4, 1, 0), language="fr", slug="premier")
    last = make_article(
        outlet, published_at=on(2024, 4, 30, 23), language="zgh", slug="ⴰⵎⵣⵡⴰⵔⵓ", modified_at=on(2024, 5, 2)
    )
    make_article(outlet, published_at=on(2024, 4, 15), language="ar", slug="")
    make_article(outlet, published_at=on(2024, 5, 1), slug="mai")
    make_article(outlet, published_at=on(2024, 4, 2), state=ArticleState.WITHDRAWN)
    response = fetch("/sitemaps/2024-04.xml")
    found = locations(response)
    assert found[0] == f"{SITE}/fr/articles/{first.pk}/premier"
    assert found[1].endswith("/-")
    assert found[1].startswith(f"{SITE}/ar/")
    assert found[2].startswith(f"{SITE}/fr/articles/{last.pk}/%E2%B4%B0")
    assert len(found) == 3
    assert b"<lastmod>2024-05-02T12:00:00+00:00</lastmod>" in response.content
    assert [each for each in found if not each.isascii()] == []


def test_our_own_parser_reads_it(fetch, outlet):
    make_article(outlet, published_at=on(2024, 4, 1))
    response = fetch("/sitemaps/2024-04.xml")
    parsed = parse_feed(response.content, content_type=response["Content-Type"])
    assert parsed.format == "sitemap"
    assert len(parsed.entries) == 1


def test_a_large_month_is_several_files(fetch, outlet, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)
    for day in range(1, 6):
        make_article(outlet, published_at=on(2024, 4, day))
    files = [path.removeprefix(SITE) for path in locations(fetch("/sitemap.xml"))[1:]]
    assert files == ["/sitemaps/2024-04.xml", "/sitemaps/2024-04-2.xml", "/sitemaps/2024-04-3.xml"]
    pages = [locations(fetch(path)) for path in files]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({address for page in pages for address in page}) == 5
    fetch("/sitemaps/2024-04-4.xml", 404)


@pytest.mark.parametrize("name", ["2024-13", "0000-01", "2024-00", "2024-4", "2024-04-0", "2031-01", "2024-04-99999"])
def test_what_is_no_month_is_404(fetch, outlet, name):
    make_article(outlet, published_at=on(2024, 4, 1))
    fetch(f"/sitemaps/{name}.xml", 404)


def test_the_news_are_two_days_and_of_known_date(fetch):
    now = datetime.now(UTC)
    outlet = make_outlet("le-courrier", name="Le Courrier & Fils", languages=["fr"])
    make_article(outlet, title="Neuf <b>", published_at=now - timedelta(hours=1), language="ar")
    make_article(outlet, title="Sans langue", published_at=now - timedelta(hours=2), language="")
    make_article(outlet, title="Vieux", published_at=now - timedelta(hours=49))
    make_article(outlet, title="Sans date", published_at=None, first_seen_at=now)
    make_article(outlet, title="Retiré", published_at=now, state=ArticleState.WITHDRAWN)
    make_article(make_outlet(languages=[]), title="Rien de su", published_at=now, language="")
    root = etree.fromstring(fetch("/sitemaps/news.xml").content)
    text = {
        name: [each.text for each in root.iter(f"{{{sitemaps.NEWS}}}{name}")] for name in ("title", "language", "name")
    }
    assert text["title"] == ["Neuf <b>", "Sans langue"]
    assert text["language"] == ["ar", "fr"]
    assert text["name"] == ["Le Courrier & Fils"] * 2


def test_control_characters_do_not_break_it(fetch, outlet):
    make_article(outlet, title="a\x0bb\x1b]]>", published_at=datetime.now(UTC))
    assert b"a b]]&gt;" in fetch("/sitemaps/news.xml").content


def test_an_empty_archive_has_an_index(fetch):
    assert locations(fetch("/sitemap.xml")) == [f"{SITE}/sitemaps/news.xml"]
    assert locations(fetch("/sitemaps/news.xml")) == []
