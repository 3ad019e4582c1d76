"""robots.txt and security.txt."""

import pytest
from protego import Protego

from jarida.website.machines.robots import contact_uri
from tests.moderation.factories import with_options

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SITE = "http://127.0.0.1:8000"


def test_robots_may_read_what_readers_may(fetch):
    response = fetch("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = Protego.parse(response.content.decode())
    for path in ("/fr/", "/ar/articles/1/x", f"/media/{'0' * 64}-320.webp", "/fr/feed.rss", "/sitemap.xml"):
        assert rules.can_fetch(f"{SITE}{path}", "anybot"), path
    for path in ("/admin/", "/admin/archive/", f"/fr/images/{'0' * 64}/report", "/metrics"):
        assert not rules.can_fetch(f"{SITE}{path}", "anybot"), path
    assert list(rules.sitemaps) == [f"{SITE}/sitemap.xml", f"{SITE}/sitemaps/news.xml"]


def test_the_icon_is_where_browsers_look_for_it(fetch):
    response = fetch("/favicon.ico", 301)
    assert response["Location"].startswith("/static/favicon.svg")
    assert "public" in response["Cache-Control"]


def test_without_a_contact_there_is_no_security_txt(fetch):
    fetch("/.well-known/security.txt", 404)


def test_security_txt_names_the_contact(fetch, settings):
    settings.OPTIONS = with_options(settings.OPTIONS, site={"contact": "press@example.org"})
    lines = fetch("/.well-known/security.txt").content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:press@example.org"
    assert fields["Expires"].endswith("-01T00:00:00Z")
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("press@example.org", "mailto:press@example.org"),
        ("https://press.example/contact", "https://press.example/contact"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("", ""),
        ("the editor", ""),
        ("a@b.example\nContact: https://evil.example", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_contact_becomes_a_uri(contact, uri):
    assert contact_uri(contact) == uri
