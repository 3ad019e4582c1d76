"""The cache policy beside each view."""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from jarida.archive import generation
from jarida.website import assets
from jarida.website.caching import cached, never_cached, validator
from tests.website.factories import make_article


def grow() -> None:
    """What `generation.bump()` does once a transaction is committed."""
    with (settings.FOLDER / "generation").open("ab") as file:
        file.write(b".")


def test_validator_changes_with_the_archive() -> None:
    before = validator()
    assert validator() == before
    grow()
    assert generation.current() in validator()
    assert validator() != before


def test_view_is_not_called_for_what_the_reader_has(rf: Any) -> None:
    calls = []

    @cached(max_age=7)
    def view(request: Any) -> HttpResponse:
        calls.append(request)
        return HttpResponse("x")

    first = view(rf.get("/"))
    second = view(rf.get("/", headers={"If-None-Match": f'"other", {first["ETag"]}'}))
    assert (first.status_code, second.status_code, len(calls)) == (200, 304, 1)
    for response in (first, second):
        assert response["Cache-Control"] == "public, max-age=7, must-revalidate"
        assert response["ETag"] == first["ETag"]


def test_view_may_have_a_policy_of_its_own(rf: Any) -> None:
    response = cached(5)(lambda request: never_cached(HttpResponse("x")))(rf.get("/"))
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.parametrize("status", [301, 404, 410])
def test_what_is_no_page_has_no_validator(rf: Any, status: int) -> None:
    response = cached(60)(lambda request: HttpResponse("x", status=status))(rf.get("/"))
    assert "ETag" not in response
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.database
@pytest.mark.django_db
def test_page_is_unchanged_until_the_archive_changes(client: Client, django_assert_num_queries: Any) -> None:
    make_article()
    first = client.get("/fr/")
    with django_assert_num_queries(0):
        again = client.get("/fr/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    grow()
    assert client.get("/fr/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/fr/", "/fr/ticker", "/fr/outlets/", "/fr/languages/fr/", "/fr/archive/", "/fr/about/"]
)
def test_pages_depend_on_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Cache-Control"].startswith("public, max-age=")
    assert "Vary" not in response


def test_static_files_are_addressed_by_their_content() -> None:
    address = assets.address("jarida.css")
    assert address.startswith("/static/jarida.css?v=")
    assert len(address.partition("=")[2]) == assets.DIGITS
    assert assets.address("jarida.js") != address


def test_page_with_its_style_and_script_is_light() -> None:
    assert sum((assets.FOLDER / name).stat().st_size for name in ("jarida.css", "jarida.js", "favicon.svg")) < 32_000
