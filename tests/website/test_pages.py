"""The way to a language, the pages about the site, the public log, and pages for what went wrong."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test import Client

from jarida.website.languages import preferred
from jarida.website.views import errors
from tests.website.factories import NOON, make_article, make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("header", "ui"),
    [
        ("", "fr"),
        ("ar-MA,ar;q=0.9,fr;q=0.8", "ar"),
        ("en-US,en;q=0.9", "en"),
        ("de,es;q=0.3", "es"),
        ("de", "fr"),
        ("fr;q=0.2,es;q=0.8", "es"),
        ("fr;q=0, en;q=0.1", "en"),
        ("ES-419", "es"),
        ("fr;q=zzz,ar;q=0.1", "ar"),
        ("*", "fr"),
        (",,;;q=,", "fr"),
        ("x" * 10000 + ",ar", "fr"),
        ("ar;q=nan,en;q=0.2", "en"),
    ],
)
def test_language_is_negotiated(client: Client, header: str, ui: str) -> None:
    assert preferred(header) == ui
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response["Location"]) == (302, f"/{ui}/")
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].replace(",", " ").split())
    assert "public" not in response["Cache-Control"]


def test_language_once_chosen_is_kept(client: Client) -> None:
    client.cookies["jarida_language"] = "ar"
    assert client.get("/", headers={"Accept-Language": "fr"})["Location"] == "/ar/"


def test_wrong_cookie_is_ignored(client: Client) -> None:
    client.cookies["jarida_language"] = "//evil.example"
    assert client.get("/", headers={"Accept-Language": "es"})["Location"] == "/es/"


@pytest.mark.parametrize("path", ["outlets/", "archive/2024/04/22/", "languages/ar/", "about/", "outlets/x/archive/"])
def test_address_without_language_leads_to_one_with(client: Client, path: str) -> None:
    response = client.get(f"/{path}?before=1", headers={"Accept-Language": "en"})
    assert (response.status_code, response["Location"]) == (302, f"/en/{path}?before=1")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/fr", "/fr/"),
        ("/ar/outlets", "/ar/outlets/"),
        ("/fr/archive/2026/11", "/fr/archive/2026/11/"),
        ("/es/about", "/es/about/"),
    ],
)
def test_missing_slash_is_added(client: Client, path: str, target: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize("path", ["//evil.example/", "/fr//evil.example", "/fr/%2F%2Fevil.example", "/\\evil.example"])
def test_no_redirect_leads_away(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 or response["Location"].startswith(("/fr/", "/ar/", "/es/", "/en/"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fr/about/", "Ce qui est promis"),
        ("/ar/about/", "ما نلتزم به"),
        ("/es/publishers/", "Para los editores"),
        ("/en/publishers/", "Disallow: /"),
        ("/fr/removals/", "Rien n’a été retiré."),
    ],
)
def test_pages_about_the_site(client: Client, path: str, words: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_publishers_are_told_whom_to_write_to(client: Client, settings: Any) -> None:
    site = msgspec.structs.replace(settings.OPTIONS.site, contact="presse@example.org")
    settings.OPTIONS = msgspec.structs.replace(settings.OPTIONS, site=site)
    assert "presse@example.org" in client.get("/fr/publishers/").content.decode()


def test_name_of_the_site(client: Client, settings: Any) -> None:
    site = msgspec.structs.replace(settings.OPTIONS.site, name="La <Presse>")
    settings.OPTIONS = msgspec.structs.replace(settings.OPTIONS, site=site)
    text = client.get("/fr/about/").content.decode()
    assert "<title>À propos · La &lt;Presse&gt;</title>" in text
    assert "جريدة" not in text


def test_public_log_of_removals(client: Client) -> None:
    outlet = make_outlet("un", name="Un Journal")
    for number in range(32):
        withdraw(make_article(outlet, title="Caché"), f"Raison n° {number}", NOON - timedelta(hours=number))
    text = client.get("/fr/removals/").content.decode()
    assert "Raison n° 0" in text
    assert "Raison n° 29" in text
    assert "Raison n° 30" not in text
    assert "Caché" not in text
    assert "private@example.org" not in text
    assert "Un Journal" in text
    older = text.partition('<a rel="next" href="')[2].partition('"')[0]
    assert "Raison n° 31" in client.get(older).content.decode()


@pytest.mark.parametrize(("ui", "words"), [("fr", "Page introuvable"), ("ar", "الصفحة غير موجودة")])
def test_not_found_in_the_language_of_the_address(client: Client, ui: str, words: str) -> None:
    response = client.get(f"/{ui}/nothing/here")
    assert response.status_code == 404
    assert words in response.content.decode()


def test_not_found_without_a_language(client: Client) -> None:
    response = client.get("/wp-login.php", headers={"Accept-Language": "es"})
    assert response.status_code == 404
    assert "Página no encontrada" in response.content.decode()


def test_broken_page_needs_nothing(rf: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/fr/"))
    assert response.status_code == 500
    assert "Une erreur est survenue" in response.content.decode()
    assert "{%" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_failing_database_gives_the_broken_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False

    def fail(*_: Any) -> None:
        raise connection.Database.OperationalError("the disk is gone")

    with connection.execute_wrapper(lambda execute, sql, params, many, context: fail()):
        response = client.get("/fr/")
    assert response.status_code == 500
    assert "وقع خطأ" in response.content.decode()


@pytest.mark.parametrize("path", ["/fr/", "/fr/about/", "/fr/nothing"])
def test_guards_in_the_headers(client: Client, path: str) -> None:
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
