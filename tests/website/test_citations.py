"""How to cite an article."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from jarida.archive.models import Article
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

APRIL = datetime(2024, 4, 22, 10, tzinfo=UTC)


@pytest.fixture
def article() -> Article:
    outlet = make_outlet("hespress", name="Hespress & Cie")
    return make_article(outlet, title="Le pont : 50 % {plus}", published_at=APRIL, authors=["Salma Idrissi", "O. Tazi"])


def get(client: Client, article: Article, suffix: str, ui: str = "fr") -> str:
    response = client.get(f"/{ui}/articles/{article.pk}/{article.slug}/{suffix}")
    assert response.status_code == 200
    return response.content.decode()


def quote(text: str) -> str:
    return text.partition('<p class="quote"')[2].partition("</p>")[0].partition(">")[2]


@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("fr", ["«\u00a0Le pont : 50 % {plus}\u00a0»", "22 avril 2024", "consulté le"]),
        ("ar", ["22 أبريل 2024", "اطُّلع عليه يوم", "، "]),
        ("es", ["«Le pont : 50 % {plus}»", "22 de abril de 2024", "consultado el"]),
        ("en", ["“Le pont : 50 % {plus}”", "22 April 2024", "accessed"]),
    ],
)
def test_as_text(client: Client, article: Article, ui: str, words: list[str]) -> None:
    citation = quote(get(client, article, "cite", ui))
    for word in [*words, "Salma Idrissi", "Hespress &amp; Cie", f"http://127.0.0.1:8000/articles/{article.pk}"]:
        assert word in citation


def test_page_has_permalink_hash_and_both_files(client: Client, article: Article) -> None:
    text = get(client, article, "cite")
    assert article.content_hash in text
    assert f'href="/articles/{article.pk}"' in text
    assert "/cite.bib" in text
    assert "/cite.ris" in text


def test_bibtex(client: Client, article: Article) -> None:
    response = client.get(f"/fr/articles/{article.pk}/{article.slug}/cite.bib")
    text = response.content.decode()
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="jarida-{article.pk}.bib"'
    assert text.startswith(f"@misc{{jarida{article.pk},\n")
    assert "  author = {{Salma Idrissi} and {O. Tazi}}," in text
    assert r"  title = {{Le pont : 50 \% \{plus\}}}," in text
    assert r"howpublished = {Hespress \& Cie}" in text
    assert "year = {2024}" in text
    assert article.content_hash in text
    assert text.endswith("}\n")
    unescaped = re.sub(r"\\[{}]", "", text)
    assert unescaped.count("{") == unescaped.count("}")


def test_ris(client: Client, article: Article) -> None:
    response = client.get(f"/fr/articles/{article.pk}/{article.slug}/cite.ris")
    lines = response.content.decode().split("\r\n")
    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert lines[0] == "TY  - NEWS"
    assert "AU  - Salma Idrissi" in lines
    assert "AU  - O. Tazi" in lines
    assert "DA  - 2024/04/22" in lines
    assert f"UR  - http://127.0.0.1:8000/articles/{article.pk}" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_unknown_date_is_not_cited_as_one(client: Client) -> None:
    article = make_article(title="Sans date", published_at=None, first_seen_at=APRIL)
    assert "vu pour la première fois le 22 avril 2024" in quote(get(client, article, "cite"))
    assert "year" not in get(client, article, "cite.bib")
    assert "First seen 2024-04-22" in get(client, article, "cite.bib")
    assert "PY  -" not in get(client, article, "cite.ris")


def test_day_is_that_of_the_outlet(client: Client) -> None:
    outlet = make_outlet(time_zone="Asia/Tokyo")
    article = make_article(outlet, title="Tard", published_at=APRIL.replace(hour=20))
    assert "DA  - 2024/04/23" in get(client, article, "cite.ris")


def test_other_forms_are_not_there(client: Client, article: Article) -> None:
    assert client.get(f"/fr/articles/{article.pk}/{article.slug}/cite.exe").status_code == 404
