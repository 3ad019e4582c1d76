"""Sitemaps of every kind, and how far they are followed."""

import gzip
import time
from datetime import UTC, datetime

import pytest

from jarida.core.errors import NotAFeed
from jarida.core.feeds import ParsedFeed, parse_feed
from jarida.core.feeds.bounds import MAX_BRACKETS, MAX_ENTRIES, MAX_SITEMAPS

NOW = datetime(2024, 5, 1, tzinfo=UTC)
URL = "https://x.example/sitemap.xml"
XMLNS = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def parse(text: str | bytes) -> ParsedFeed:
    return parse_feed(text if isinstance(text, bytes) else text.encode(), url=URL, now=NOW)


def index(*members: str) -> str:
    return f"<sitemapindex {XMLNS}>{''.join(members)}</sitemapindex>"


def member(path: str, changed: str = "") -> str:
    return f"<sitemap><loc>https://x.example/{path}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"


def test_members_come_newest_first_with_their_dates():
    found = parse(index(member("old.xml", "2023-01-01"), member("bare.xml"), member("new.xml", "2024-04-30T10:00:00Z")))
    assert [url.rpartition("/")[2] for url in found.sitemaps] == ["new.xml", "old.xml", "bare.xml"]
    assert found.sitemap_changes == (
        datetime(2024, 4, 30, 10, tzinfo=UTC),
        datetime(2023, 1, 1, tzinfo=UTC),
        None,
    )


def test_an_index_does_not_contain_itself_and_names_each_member_once():
    found = parse(index(member("sitemap.xml"), member("a.xml"), member("a.xml")))
    assert found.sitemaps == ("https://x.example/a.xml",)
    assert found.sitemap_changes == (None,)


def test_hundreds_of_members_are_kept_thousands_are_bounded():
    found = parse(index(*(member(f"{number}.xml") for number in range(MAX_SITEMAPS + 500))))
    assert len(found.sitemaps) == len(found.sitemap_changes) == MAX_SITEMAPS


def test_a_packed_index_is_unpacked():
    assert parse(gzip.compress(index(member("a.xml.gz")).encode())).sitemaps == ("https://x.example/a.xml.gz",)


def test_news_with_date_title_and_language():
    (entry,) = parse(
        f"<urlset {XMLNS}><url><loc>https://x.example/a</loc><lastmod>2024-04-30</lastmod><news:news><news:publication>"
        "<news:name>Le Journal</news:name><news:language>ar-MA</news:language></news:publication>"
        "<news:publication_date>2024-04-29T08:00:00+01:00</news:publication_date><news:title>عنوان</news:title>"
        "<news:keywords>a, b</news:keywords></news:news></url></urlset>"
    ).entries
    assert (entry.title, entry.language, entry.tags) == ("عنوان", "ar", ("a", "b"))
    assert entry.published == datetime(2024, 4, 29, 7, tzinfo=UTC)


def test_ordinary_ones_have_dates_and_pictures_and_other_languages_are_no_entries():
    found = parse(
        f"<urlset {XMLNS}><url><loc>https://x.example/fr/a</loc><lastmod>2024-04-30</lastmod>"
        '<xhtml:link rel="alternate" hreflang="ar" href="https://x.example/ar/a"/>'
        "<image:image><image:loc>https://x.example/i.jpg</image:loc></image:image></url></urlset>"
    )
    assert found.format == "sitemap"
    assert [(entry.url, entry.images) for entry in found.entries] == [
        ("https://x.example/fr/a", ("https://x.example/i.jpg",))
    ]
    assert found.entries[0].published is None
    assert found.entries[0].updated == datetime(2024, 4, 30, tzinfo=UTC)


class TestText:
    def test_is_a_list_of_addresses(self):
        found = parse("\ufeffhttps://x.example/a\r\n\nhttps://x.example/b?c=1\n")
        assert found.format == "sitemap"
        assert [entry.url for entry in found.entries] == ["https://x.example/a", "https://x.example/b?c=1"]

    def test_of_too_many_the_last_are_read(self):
        found = parse("".join(f"https://x.example/{number}\n" for number in range(MAX_ENTRIES + 10)))
        assert len(found.entries) == MAX_ENTRIES
        assert found.entries[-1].url.endswith(str(MAX_ENTRIES + 9))
        assert found.problems

    @pytest.mark.parametrize("text", ["https://x.example/a is a page", "hello"])
    def test_other_text_is_none(self, text):
        with pytest.raises(NotAFeed):
            parse(text)


def test_a_hundred_thousand_entries_leave_the_newest():
    item = "<item><title>T {0}</title><link>https://x.example/{0}</link></item>"
    body = "<rss><channel>" + "".join(item.format(number) for number in range(100_000)) + "</channel></rss>"
    began = time.process_time()
    found = parse(body)
    assert time.process_time() - began < 10
    assert len(found.entries) == MAX_ENTRIES
    assert found.entries[0].title == "T 0"


def test_more_tags_than_any_feed_has_are_not_read():
    item = "<item><title>T</title><link>https://x.example/1</link></item>"
    found = parse(f"<rss><channel>{item}" + "<a/>" * MAX_BRACKETS + f"{item}</channel></rss>")
    assert len(found.entries) == 1
    assert any("tags; the rest is not read" in problem for problem in found.problems)
