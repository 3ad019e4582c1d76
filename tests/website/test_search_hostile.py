"""What is typed is hostile: every query, place and address gets a clear answer, never a 500.

Against the real search, on either database.
"""

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jarida.archive.models import Article
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from tests.website.factories import make_article, make_outlet, make_press, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FORMS = ["feed.rss", "feed.atom", "feed.json", "results.csv", "results.bib", "suggest"]
WORDS = "abcdefghijklmnopqrstuvwxyz"
SIGNS = "\"()*:-<>&'|!\\^~%_\x00\u202e\u2066\ufeff\ud800 \n\t\u0640٠ا"
PIECES = st.one_of(st.sampled_from([*SIGNS, "OR ", "lang:", "after:", "outlet:"]), st.text(max_size=4))
TYPED = st.lists(PIECES, max_size=30).map("".join)
HOSTILE = [
    "a" * 60_000, "ab " * 10_000, "(" * 5000, ")" * 5000, "-" * 5000, '"' * 5000, "a OR " * 2000, "*", "a*", "* OR *",
    "lang:", "outlet:", "-", "OR", "NEAR(a b)", "a AND NOT b", "title:", 'title:"', "{a b}: c", "a^2", "'; DROP x",
    "%_\\", "after:2024-13-45", "before:0000", "on:9999-12", "after:9999 before:0001", "sort:x", "has:y", "story:1",
    "\x00", "a\x00b", "\u202ea\u2066b",
    "~all", "~o1", "fr.elect", "0", "٢٠٢٤", "🙂", "e\u0301" * 900, "ﷺ" * 300, "ا" + "\u064b" * 2000, "<script>",
]  # fmt: skip


@pytest.fixture
def press(db: Any) -> None:
    make_press(24, pictures=0)
    engine().write(documents(Article.objects.values_list("pk", flat=True)))


def found_titles(text: str) -> list[str]:
    titles = re.findall(r'<h2 class="headline" lang="\w*"><a href="[^"]*">(.*?)</a></h2>', text)
    return [re.sub("<[^>]*>", "", title) for title in titles]


# --- whole, with the real search ------------------------------------------------------------------------


def test_a_word_is_found_marked_counted_and_narrowed(client: Client, press: None) -> None:
    text = client.get("/fr/search", {"q": "barrage"}).content.decode()
    titles = found_titles(text)
    assert titles
    assert all("barrages" in title for title in titles)
    assert "<mark>barrages</mark>" in text
    narrowed = re.search(r'href="(/fr/search\?q=barrage%20journal[^"]*)"', text)
    assert narrowed
    fewer = found_titles(client.get(narrowed[1].replace("&amp;", "&")).content.decode())
    assert 0 < len(fewer) <= len(titles)


def test_arabic_is_found_on_a_page_in_arabic(client: Client, press: None) -> None:
    text = client.get("/ar/search", {"q": "سدود"}).content.decode()
    assert any("السدود" in title for title in found_titles(text))
    assert "<mark>السدود</mark>" in text


def test_turning_pages_shows_each_once(client: Client, db: Any) -> None:
    outlet = make_outlet()
    titles = [f"Pluie {'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(75)]
    for title in titles:
        make_article(outlet, title=title, paragraphs=[title * 3])
    engine().write(documents(Article.objects.values_list("pk", flat=True)))
    for order in ("date", "relevance"):
        seen, path = [], f"/fr/search?q=pluie&sort={order}"
        while path:
            text = client.get(path).content.decode()
            seen += re.findall(r'<a href="/fr/articles/(\d+)/', text.split('<ol class="hits">')[1].split("</ol>")[0])
            following = re.search(r'<a rel="next nofollow" href="([^"]+)"', text)
            path = following[1].replace("&amp;", "&") if following else ""
        assert len(seen) == len(set(seen)) == 75, order


def test_feed_and_files_have_what_the_page_has(client: Client, press: None) -> None:
    query = {"q": "السدود"}
    page = client.get("/fr/search", query).content.decode()
    items = json.loads(client.get("/fr/search/feed.json", query).content)["items"]
    rows = b"".join(client.get("/fr/search/results.csv", query).streaming_content).decode()
    listed = [row["title"] for row in csv.DictReader(io.StringIO(rows.removeprefix("\ufeff")))]
    assert set(found_titles(page)) <= {item["title"] for item in items} == set(listed)


def test_what_was_withdrawn_is_nowhere(client: Client, press: None) -> None:
    for article in Article.objects.filter(title__contains="barrages"):
        withdraw(article)
    query = {"q": "barrages title:barrages"}
    assert found_titles(client.get("/fr/search", query).content.decode()) == []
    assert json.loads(client.get("/fr/search/feed.json", query).content)["items"] == []
    assert b"barrages" not in b"".join(client.get("/fr/search/results.bib", query).streaming_content)


def test_what_the_publisher_keeps_closed_is_not_in_snippets(client: Client, db: Any) -> None:
    closed = make_outlet(policy="headline")
    make_article(closed, title="La pluie", summary="Un secret de pluie", paragraphs=["Encore un secret de pluie"])
    engine().write(documents(Article.objects.values_list("pk", flat=True)))
    text = client.get("/fr/search?q=pluie").content.decode()
    assert found_titles(text) == ["La pluie"]
    assert "secret" not in text
    assert found_titles(client.get("/fr/search?q=secret").content.decode()) == []


# --- hostile --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_have_a_page(client: Client, press: None, query: str) -> None:
    for ui in ("fr", "ar"):
        response = client.get(f"/{ui}/search", {"q": query})
        assert response.status_code == 200
        assert len(response.content) < 400_000
        assert b"<script>" not in response.content.replace(b'<script src="', b"")


@pytest.mark.parametrize("form", FORMS)
def test_hostile_queries_have_feeds_files_and_suggestions(client: Client, press: None, form: str) -> None:
    for query in HOSTILE:
        response = client.get(f"/fr/search/{form}", {"q": query})
        assert response.status_code == 200, query[:40]
        body = b"".join(response.streaming_content) if response.streaming else response.content
        body.decode()


@pytest.mark.parametrize("raw", ["%00", "%ED%A0%80", "%FF%FE", "%F8%80%80%80", "%", "%zz", "%C0%80", "+", "%0D%0AX:y"])
def test_bytes_that_are_no_text_have_a_page(client: Client, press: None, raw: str) -> None:
    for path in (f"/fr/search?q={raw}", f"/fr/search?q=eau{raw}", f"/fr/search/suggest?q={raw}"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert unquote_to_bytes("%00") not in response.content


@given(TYPED)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_typed_has_a_page(client: Client, press: None, text: str) -> None:
    typed = quote(text.encode("utf-8", "surrogatepass"))
    response = client.get(f"/ar/search?q={typed}")
    assert response.status_code == 200
    page = response.content.decode()
    assert not re.search("[\x00-\x08\u202a-\u202e\ud800-\udfff]", page)
    assert client.get(f"/ar/search/feed.rss?q={typed}").status_code == 200


@given(st.one_of(st.text(max_size=60), st.from_regex(r"[0-9A-Za-z_.,-]{1,40}", fullmatch=True)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_place_is_asked_for_is_one_or_is_a_400(client: Client, press: None, place: str) -> None:
    response = client.get("/fr/search", {"q": "barrage", "after": place.encode("utf-8", "replace")})
    assert response.status_code in (200, 400)


def test_a_place_that_was_tampered_with(client: Client, db: Any) -> None:
    outlet = make_outlet()
    for number in range(40):
        make_article(outlet, title="Pluie " + WORDS[number % 26] * (number + 3))
    engine().write(documents(Article.objects.values_list("pk", flat=True)))
    for order in ("date", "relevance"):
        text = client.get(f"/fr/search?q=pluie&sort={order}").content.decode()
        (place,) = set(re.findall(r"after=([^&\"]+)", text))
        for wrong in (place[:-1], place + "x", place[::-1], place.upper() + "0" * 30, "-" + place, place * 20):
            assert client.get(f"/fr/search?q=pluie&sort={order}&after={wrong}").status_code in (200, 400)


def test_too_many_fields_are_a_bad_request(client: Client) -> None:
    response = client.get("/fr/search?" + "&".join(f"a{n}=1" for n in range(5000)))
    assert response.status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_searches_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/fr/search?q=x").status_code == 405


def test_more_results_cost_no_more_queries(client: Client, db: Any) -> None:
    outlet, spent = make_outlet(), []
    for number in range(2):
        for word in WORDS[number * 13 : number * 13 + 13]:
            make_article(outlet, title=f"La pluie {word * 5}", paragraphs=[f"Une pluie {word * 9}"] * 3)
        engine().write(documents(Article.objects.values_list("pk", flat=True)))
        client.get("/fr/search?q=pluie")
        with CaptureQueriesContext(connection) as queries:
            assert len(found_titles(client.get("/fr/search?q=pluie").content.decode())) == 13 * (number + 1)
        spent.append(len(queries))
    assert spent[1] <= spent[0]
