"""A search for machines: feeds, files, suggestions, OpenSearch, robots."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from protego import Protego

from jarida.archive.models import ArticleState
from jarida.core.feeds.parse import parse_feed
from jarida.core.search.model import Sort
from jarida.website.languages import CODES
from jarida.website.search import downloads
from jarida.website.search.downloads import HEADER, guarded
from tests.website.factories import NOON, make_article, make_outlet
from tests.website.searching import FakeSearch, found_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FORMS = ["rss", "atom", "json"]
SITE = "http://127.0.0.1:8000"
SPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def body(response: Any) -> str:
    """The text of a file that is written while it is read."""
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# --- feeds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_search_is_a_feed(client: Client, fake_search: FakeSearch, form: str) -> None:
    articles = [make_article(make_outlet(), title=f"Pluie {number}") for number in range(3)]
    fake_search.found = [found_of(article) for article in articles]
    response = client.get(f"/fr/search/feed.{form}", {"q": "pluie lang:fr", "expand": "0", "sort": "relevance"})
    feed = parse_feed(response.content, url=SITE, content_type=response["Content-Type"])
    assert [entry.title for entry in feed.entries] == ["Pluie 0", "Pluie 1", "Pluie 2"]
    assert feed.title == "Jarida · pluie lang:fr"
    own = f"{SITE}/fr/search/feed.{form}?q=pluie%20lang%3Afr&expand=0"
    assert own in response.content.decode().replace("&amp;", "&")
    (request,) = fake_search.requests
    assert (request.text, request.sort, request.expand) == ("pluie lang:fr", Sort.DATE, False)
    assert {request.facets, request.histogram, request.snippets, request.fold} == {False}
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get(response.request["PATH_INFO"], headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_feed_leaves_out_what_was_withdrawn_meanwhile(client: Client, fake_search: FakeSearch) -> None:
    kept, gone = make_article(make_outlet()), make_article(make_outlet())
    fake_search.found = [found_of(gone), found_of(kept)]
    gone.state = ArticleState.WITHDRAWN
    gone.save()
    entries = json.loads(client.get("/fr/search/feed.json?q=titre").content)["items"]
    assert [entry["title"] for entry in entries] == [kept.title]


def test_a_feed_shows_what_the_publisher_allows(client: Client, fake_search: FakeSearch) -> None:
    closed = make_article(make_outlet(policy="headline"), summary="Caché", paragraphs=["Caché aussi"])
    fake_search.found = [found_of(closed)]
    assert "Caché" not in client.get("/fr/search/feed.json?q=titre").content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_of_nothing_is_a_feed(client: Client, fake_search: FakeSearch, form: str) -> None:
    for path in (f"/fr/search/feed.{form}", f"/fr/search/feed.{form}?q=rien"):
        response = client.get(path)
        assert parse_feed(response.content, url=SITE, content_type=response["Content-Type"]).entries == ()


# --- files ------------------------------------------------------------------------------------------


def test_csv_has_a_stable_header_and_what_is_known(client: Client, fake_search: FakeSearch) -> None:
    outlet = make_outlet("le-courrier", name="Le Courrier")
    article = make_article(
        outlet, title="السدود، «والمطر»", language="ar", authors=["Nadia", "Omar"], section="بيئة",
        summary='Une "citation", et\nune ligne', published_at=datetime(2024, 4, 22, 10, tzinfo=UTC),
    )  # fmt: skip
    undated = make_article(outlet, published_at=None, first_seen_at=NOON)
    fake_search.found = [found_of(article), found_of(undated)]
    response = client.get("/ar/search/results.csv", {"q": "السدود"})
    text = body(response)
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="jarida-search.csv"'
    assert response["Cache-Control"] == "private, no-cache"
    assert text.startswith("\ufeffid,address,source,title,language,outlet,outlet_name,published,")
    first, second = rows_of(text)
    assert tuple(first) == HEADER
    assert first["title"] == "السدود، «والمطر»"
    assert first["address"] == f"{SITE}/articles/{article.pk}"
    assert (first["outlet"], first["authors"], first["published"]) == (
        "le-courrier", "Nadia; Omar", "2024-04-22T10:00:00+00:00",
    )  # fmt: skip
    assert first["summary"] == 'Une "citation", et une ligne'
    assert (second["published"], second["first_seen"]) == ("", NOON.isoformat(timespec="seconds"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")


def test_other_cells_are_as_they_are() -> None:
    assert guarded("L'eau - 5 = 3") == "L'eau - 5 = 3"
    assert guarded("") == ""


def test_a_hostile_title_stays_in_its_cell(client: Client, fake_search: FakeSearch) -> None:
    article = make_article(make_outlet(), title='=HYPERLINK("https://x.example","a"),b\r\n1,2', authors=["@evil"])
    fake_search.found = [found_of(article)]
    (row,) = rows_of(body(client.get("/fr/search/results.csv?q=x")))
    assert row["title"] == '\'=HYPERLINK("https://x.example","a"),b 1,2'
    assert row["authors"] == "'@evil"


def test_bibtex_is_as_the_citation_has_it(client: Client, fake_search: FakeSearch) -> None:
    article = make_article(make_outlet("le-courrier", name="Le Courrier & Cie"), title="50 % d'eau_}", authors=["Omar"])
    other = make_article(article.outlet, title="السدود")
    fake_search.found = [found_of(article), found_of(other)]
    text = body(client.get("/fr/search/results.bib?q=x"))
    assert re.findall(r"^@misc\{(\w+),$", text, re.MULTILINE) == [f"jarida{article.pk}", f"jarida{other.pk}"]
    one = client.get(f"/fr/articles/{article.pk}/{article.slug}/cite.bib").content.decode()
    assert one in text


def test_files_are_bounded_and_paged_by_place(
    client: Client, fake_search: FakeSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = make_outlet()
    fake_search.found = [found_of(make_article(outlet)) for _ in range(25)]
    monkeypatch.setattr(downloads, "MAX_PAGE", 10)
    assert len(rows_of(body(client.get("/fr/search/results.csv?q=x&after=20")))) == 25  # from the first on
    assert [request.after and request.after.key for request in fake_search.requests] == [None, 10, 20]
    monkeypatch.setitem(downloads.DOWNLOADS, "csv", downloads.Download("text/csv", 12, downloads.csv_lines))
    fake_search.requests.clear()
    assert len(rows_of(body(client.get("/fr/search/results.csv?q=x")))) == 12
    assert [request.limit for request in fake_search.requests] == [10, 2]


def test_the_head_of_a_file_searches_nothing(client: Client, fake_search: FakeSearch) -> None:
    response = client.head("/fr/search/results.csv?q=x")
    assert response.status_code == 200
    assert b"".join(response) == b""
    assert fake_search.requests == []


def test_what_was_deleted_while_the_file_was_written_is_left_out(client: Client, fake_search: FakeSearch) -> None:
    kept, gone = make_article(make_outlet()), make_article(make_outlet())
    fake_search.found = [found_of(gone), found_of(kept)]
    gone.delete()
    assert [row["id"] for row in rows_of(body(client.get("/fr/search/results.csv?q=x")))] == [str(kept.pk)]


# --- suggestions and OpenSearch ----------------------------------------------------------------------


def test_suggestions_in_the_form_of_opensearch(client: Client, fake_search: FakeSearch) -> None:
    fake_search.offered = ("barrage", "barrages <b>", "بارود")
    response = client.get("/fr/search/suggest", {"q": "bar"})
    assert response["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    assert "public, max-age=" in response["Cache-Control"]
    assert json.loads(response.content) == ["bar", ["barrage", "barrages <b>", "بارود"]]
    assert json.loads(client.get("/fr/search/suggest").content) == ["", []]


def test_a_long_beginning_is_cut(client: Client, fake_search: FakeSearch) -> None:
    beginning, _ = json.loads(client.get("/fr/search/suggest", {"q": "b" * 5000}).content)
    assert len(beginning) == 100


@pytest.mark.parametrize("ui", CODES)
def test_browsers_can_add_the_site(client: Client, ui: str) -> None:
    response = client.get(f"/{ui}/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert len(root.findtext("o:ShortName", namespaces=SPACE)) <= 16
    assert root.findtext("o:Language", namespaces=SPACE) == ui
    urls = {url.get("type"): url.get("template") for url in root.findall("o:Url", SPACE)}
    assert urls["text/html"] == f"{SITE}/{ui}/search?q={{searchTerms}}"
    for kind in ("application/x-suggestions+json", "application/rss+xml"):
        assert client.get(urls[kind].removeprefix(SITE).replace("{searchTerms}", "")).status_code == 200


def test_the_front_page_says_how_to_search(client: Client) -> None:
    text = client.get("/es/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    site = json.loads(block)
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/es/search?q={{search_term_string}}"


def test_robots_keep_out_of_searches_and_out_of_nothing_else(client: Client) -> None:
    rules = Protego.parse(client.get("/robots.txt").content.decode())
    for path in ("/search?q=x", "/fr/search?q=x", "/ar/search/feed.rss?q=x", "/en/search/suggest"):
        assert not rules.can_fetch(SITE + path, "anybot"), path
    for path in ("/fr/", "/fr/outlets/search-news/", "/fr/articles/1/search-for-water"):
        assert rules.can_fetch(SITE + path, "anybot"), path
