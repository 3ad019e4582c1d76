"""The extractor playground: what was found and why, of hostile pages and addresses too."""

import io
import json
import re
import sys
from html import unescape
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jarida.archive import extractor, extractor_child, store
from jarida.archive.models import StoredPage
from jarida.core.errors import NotAnArticle
from jarida.core.fetching.model import FetchResponse
from jarida.core.keeping import pack
from tests.archive.making import make_entry, make_outlet, read
from tests.pipeline.builders import NOW
from tests.pipeline.conftest import page

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PATH = "/admin/extractor/"
REQUEST = {"url": "https://press.example/a", "content_type": "text/html; charset=utf-8", "selectors": {}}


@pytest.fixture
def at_once(monkeypatch):
    """Read in this process: starting one a test would cost half a second each."""

    def here(request, body, seconds=0.0):
        try:
            return extractor_child.report(request, body)
        except NotAnArticle as error:
            return {"error": str(error)}

    monkeypatch.setattr(extractor, "in_child", here)


def upload(body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("page.html", body, "text/html")


def test_only_staff_who_may_see_stored_pages_come_in(chief):
    assert Client().get(PATH).status_code == 302
    client = Client()
    client.force_login(get_user_model().objects.create_user("staff", is_staff=True))
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, {"url": "https://press.example/a"}).status_code == 403
    assert chief.get(PATH).status_code == 200
    assert chief.put(PATH).status_code == 405


def test_an_uploaded_file_is_read(chief, at_once):
    text = chief.post(PATH, {"file": upload(page("a")), "template": "on"}).content.decode()
    assert "Story a" in text
    assert "6 paragraphs" in text
    assert "2026-03-01T08:00:00+00:00" in text
    assert "meta, " in text


def test_a_stored_page_is_read(chief, at_once):
    article = read(make_entry())
    store.keep_page(article.pk, pack(page("a"), "https://press.example/a", "text/html"), NOW)
    number = StoredPage.objects.get().pk
    assert f'value="{number}"' in chief.get(PATH, {"page": number}).content.decode()
    text = chief.post(PATH, {"page": number}).content.decode()
    assert "6 paragraphs" in text
    assert "Press" in text
    assert "no such stored page" in chief.post(PATH, {"page": number + 1}).content.decode()


def test_the_page_of_a_withdrawn_article_cannot_be_seen(chief, at_once):
    article = read(make_entry())
    store.keep_page(article.pk, pack(page("a"), "https://press.example/a", "text/html"), NOW)
    number = StoredPage.objects.get().pk
    store.withdraw(article.pk, "asked for")
    assert "no such stored page" in chief.post(PATH, {"page": number}).content.decode()


def test_an_address_is_fetched_and_its_outlet_known(chief, at_once, monkeypatch):
    make_outlet("press", selectors={"title": "h1"})

    async def fetched(url):
        return FetchResponse(url, url, 200, page("a"), {"content-type": "text/html"})

    monkeypatch.setattr(extractor, "_fetch", fetched)
    response = chief.post(PATH, {"url": "https://press.example/a"})
    assert response.context["found"]["subject"].outlet.slug == "press"
    assert "6 paragraphs" in response.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/admin/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/", "http://0.0.0.0/", "http://2130706433/",
    ],
)  # fmt: skip
def test_no_address_of_the_inside_is_fetched(chief, url):
    response = chief.post(PATH, {"url": url})
    assert response.status_code == 200
    assert "rows" not in response.context["found"]
    assert response.context["found"]["error"]
    assert "\n" not in response.context["found"]["error"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://press.example/", "nonsense"])
def test_what_is_no_web_address_is_said_so(chief, url):
    assert "is no web address" in chief.post(PATH, {"url": url}).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "give one of"),
        ({"url": "https://a.example/", "page": "1"}, "give one of"),
        ({"url": "https://a.example/", "selectors": "body div"}, "field = selector"),
        ({"url": "https://a.example/", "selectors": "price = b"}, "is none of title"),
        ({"url": "https://a.example/", "selectors": "body = p:hover"}, "is no CSS selector"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(chief, given, said):
    assert said in unescape(chief.post(PATH, given).content.decode())


def test_a_file_larger_than_a_page_may_be_is_refused(chief, settings, monkeypatch):
    monkeypatch.setattr(extractor, "in_child", lambda *_: pytest.fail("was read"))
    most = settings.OPTIONS.fetch.max_page_bytes
    assert "is larger than a page may be" in chief.post(PATH, {"file": upload(b"x" * (most + 1))}).content.decode()


def test_selectors_are_tried(chief, at_once):
    body = page("a").replace(b"<article>", b"<article><b class='x'>Another title</b>")
    given = {"file": upload(body), "selectors": "title = b.x"}
    rows = {row["field"]: row["value"] for row in chief.post(PATH, given).context["found"]["rows"]}
    assert rows["title"] == "Another title"


def test_the_preview_shows_the_text_marked_and_asks_for_nothing():
    hostile = page("a").replace(
        b"<article>",
        b"<article><script>alert(1)</script><img src='https://evil.example/i.gif' onerror=alert(2)>"
        b"<a href='javascript:alert(3)' onclick='x()'>link</a><style>@import 'https://evil.example/'</style>"
        b"<iframe src='https://evil.example/'></iframe><form action='https://evil.example/'><input></form>"
        b"<meta http-equiv='refresh' content='0;url=https://evil.example/'><base href='https://evil.example/'>"
        b"<svg onload=alert(4)></svg><link rel=stylesheet href='https://evil.example/'>"
        b"<p style='background:url(https://evil.example/)'>styled</p><video src='https://evil.example/'></video>",
    )
    preview = extractor_child.report(REQUEST, hostile)["preview"]
    assert preview.count("<mark>") >= 6
    assert "evil.example" not in preview
    assert not re.search(r"<(?!meta)[^>]*\s(?:on\w+|src|href|style)=", preview)
    assert not re.search(r"<(?:script|style|iframe|form|input|svg|img|link|base|video)\b", preview)
    assert "styled" in preview


def test_a_page_breaks_out_of_nothing(chief, at_once):
    body = page("a").replace(
        b"<article>", b"<article><p>&quot;&gt;&lt;/iframe&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )
    text = chief.post(PATH, {"file": upload(body)}).content.decode()
    assert "<script>alert" not in text
    assert '<iframe sandbox srcdoc="' in text


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\0" * 1000, b"%PDF-1.7 something", b"<div>" * 50_000, b"<html><body></body></html>",
        "<p>".encode("utf-16"), b"<p>" + b"&" * 10_000, b"<!--" * 1000, b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_hostile_pages_give_a_report_or_an_error(body, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(REQUEST).encode() + b"\n" + body)))
    monkeypatch.setattr(extractor_child.resource, "setrlimit", lambda *_: None)
    extractor_child.main()
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) in ({"error"}, {"rows", "paragraphs", "blocks", "preview"})
    assert len(answer.get("preview", "")) < extractor_child.LONGEST_PREVIEW + 1000


def test_a_page_that_takes_too_long_is_given_up():
    assert "within 0.01 seconds" in extractor.in_child(REQUEST, page("a"), seconds=0.01)["error"]


def test_the_child_reads_as_the_command_line_does():
    answer = extractor.in_child(REQUEST, page("a"))
    rows = {row["field"]: row for row in answer["rows"]}
    assert rows["title"]["value"] == "Story a"
    assert rows["published"]["origin"].startswith("meta, ")
    assert len(answer["paragraphs"]) == 6
    assert answer["preview"].count("<mark>") == 6


@pytest.mark.database
@pytest.mark.django_db
def test_the_admins_front_page_leads_to_it(admin_client):
    page = admin_client.get("/admin/").content.decode()
    assert 'href="/admin/extractor/"' in page
