from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from jarida.core.errors import BadStatus, ConnectionFailed, FetchError, RobotsForbid
from jarida.core.feeds.discovery import (
    MAX_REQUESTS,
    discover,
    feeds_in_page,
    sitemaps_in_robots,
    usual_paths,
)
from jarida.core.fetching.model import FetchRequest, FetchResponse, Purpose

SITE = "https://site.example/"


def rss(title: str, *links: str, date: str = "2024-04-22T10:00:00Z") -> bytes:
    items = "".join(f"<item><title>{link}</title><link>{link}</link><pubDate>{date}</pubDate></item>" for link in links)
    return f"<rss version='2.0'><channel><title>{title}</title><language>fr</language>{items}</channel></rss>".encode()


def page(*links: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(links)}</head><body>Hello</body></html>".encode()


def alternate(href: str, kind: str = "application/rss+xml") -> str:
    return f"<link rel='alternate' type='{kind}' href='{href}'>"


def news(*links: str) -> bytes:
    urls = "".join(
        f"<url><loc>{link}</loc><n:news><n:publication><n:name>Site</n:name><n:language>fr</n:language></n:publication>"
        f"<n:publication_date>2024-04-22</n:publication_date><n:title>t</n:title></n:news></url>"
        for link in links
    )
    space = "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' {space}>{urls}</urlset>".encode()


@dataclass
class Site:
    """A fetcher of what is written down; everything else is 404."""

    pages: dict[str, bytes | FetchError]
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[FetchRequest] = field(default_factory=list)

    async def fetch(self, request: FetchRequest) -> FetchResponse:
        self.asked.append(request)
        found = self.pages.get(request.url)
        if found is None:
            raise BadStatus("is not there (404)", subject=request.url, status=404)
        if isinstance(found, FetchError):
            raise found
        to = self.moved.get(request.url, "")
        return FetchResponse(request.url, to or request.url, 200, found, moved_to=to)

    @property
    def addresses(self) -> list[str]:
        return [request.url for request in self.asked]


# --- the pure parts ---------------------------------------------------------------------------------


def test_alternates_of_a_page_come_first_then_links_that_look_like_feeds():
    links = b"""<a href="/rss/sport.xml">Sport</a> <a href="/about">About</a> <a href="/feedback">Feedback</a>
      <a href="https://site.example/feed#top">again</a> <a href="/spip.php?page=backend">RSS</a>"""
    html = page(alternate("/feed"), alternate("atom", "application/atom+xml; charset=utf-8")).replace(b"Hello", links)
    assert feeds_in_page(html, "https://site.example/fr/") == (
        "https://site.example/feed",
        "https://site.example/fr/atom",
        "https://site.example/rss/sport.xml",
        "https://site.example/spip.php?page=backend",
    )


def test_the_base_of_a_page():
    html = page("<base href='https://other.example/x/'>", alternate("feed.json", "application/feed+json"))
    assert feeds_in_page(html, SITE) == ("https://other.example/x/feed.json",)


@pytest.mark.parametrize(
    "link",
    [
        "<link rel='alternate' hreflang='ar' href='/ar'>",
        "<link rel='alternate' type='application/json' href='/wp-json/wp/v2/pages/1'>",
        "<link rel='stylesheet' type='text/css' href='/feed.css'>",
        alternate("javascript:alert(1)"),
        alternate("file:///etc/passwd"),
        alternate(""),
    ],
)
def test_what_is_no_feed_of_a_page(link):
    assert feeds_in_page(page(link), SITE) in ((), (SITE,))


def test_other_ways_to_name_a_feed():
    html = page(
        "<link rel='feed' href='/f1'>", "<LINK REL='home Alternate' TYPE='text/xml' HREF='feed://site.example/f2'>"
    )
    assert feeds_in_page(html, SITE) == ("https://site.example/f1", "http://site.example/f2")


@pytest.mark.parametrize("html", [b"", b"\0\0", b"<", b"<link" * 10_000, b"<div>" * 50_000, b"\xff\xfe", "text"])
def test_pages_of_any_quality(html):
    assert feeds_in_page(html, SITE) == ()


def test_the_number_of_candidates_is_bounded():
    html = page(*(alternate(f"/feed/{n}") for n in range(500)))
    assert len(feeds_in_page(html, SITE)) == 50


def test_usual_paths_are_those_of_the_section_and_of_the_root():
    paths = usual_paths("https://site.example/fr/sport/?page=2")
    assert paths[:2] == ("https://site.example/fr/sport/feed/", "https://site.example/fr/sport/rss")
    assert {"https://site.example/feed/", "https://site.example/spip.php?page=backend"} <= set(paths)
    assert usual_paths("https://site.example/index.php")[0] == "https://site.example/feed/"
    assert len(usual_paths(SITE)) < MAX_REQUESTS - 5


def test_sitemaps_in_robots_those_of_news_first():
    text = (
        "User-agent: *\nDisallow: /x\nSitemap: https://site.example/sitemap.xml\nsitemap:/news.xml\n"
        "Sitemap: ftp://x/y\n# Sitemap: /no.xml"
    )
    assert sitemaps_in_robots(text, "https://site.example/robots.txt") == (
        "https://site.example/news.xml",
        "https://site.example/sitemap.xml",
    )


# --- the whole --------------------------------------------------------------------------------------


async def test_the_address_may_be_a_feed_itself():
    site = Site({SITE: rss("Site", "https://site.example/1", "https://site.example/2")})
    (found,) = await discover(site, SITE)
    assert (found.url, found.format, found.title, found.entries) == (SITE, "rss2.0", "Site", 2)
    assert (found.newest, found.language) == (datetime(2024, 4, 22, 10, tzinfo=UTC), "fr")
    assert len(site.asked) == 1


async def test_what_a_page_announces_is_fetched_and_read_before_it_is_found():
    site = Site(
        {
            SITE: page(alternate("/broken"), alternate("/missing"), alternate("/feed"), alternate("/empty")),
            SITE + "broken": page(),
            SITE + "feed": rss("Site", SITE + "1"),
            SITE + "empty": rss("Empty"),
        }
    )
    assert [found.url for found in await discover(site, SITE)] == [SITE + "feed"]


async def test_comments_come_last_and_do_not_stand_in_for_articles():
    site = Site(
        {
            SITE: page(alternate("/comments/feed/")),
            SITE + "comments/feed/": rss("Commentaires sur Site", SITE + "1#c"),
            SITE + "feed/": rss("Site", SITE + "1", SITE + "2"),
        }
    )
    found = await discover(site, SITE)
    assert [(feed.url, feed.comments) for feed in found] == [(SITE + "feed/", False), (SITE + "comments/feed/", True)]


async def test_the_same_entries_are_found_once():
    entries = rss("Site", SITE + "1", SITE + "2")
    site = Site({SITE: page(alternate("/feed"), alternate("/rss")), SITE + "feed": entries, SITE + "rss": entries})
    assert [found.url for found in await discover(site, SITE)] == [SITE + "feed"]


async def test_news_sitemaps_that_robots_names_directly_or_in_an_index():
    members = "".join(f"<sitemap><loc>{SITE}{name}.xml</loc></sitemap>" for name in ("sitemap-news", "old"))
    index = f"<sitemapindex>{members}</sitemapindex>"
    site = Site(
        {
            SITE: page(),
            SITE + "robots.txt": f"Sitemap: {SITE}sitemap.xml".encode(),
            SITE + "sitemap.xml": index.encode(),
            SITE + "sitemap-news.xml": news(SITE + "1"),
        }
    )
    (found,) = await discover(site, SITE)
    assert (found.url, found.format, found.title) == (SITE + "sitemap-news.xml", "news-sitemap", "Site")
    assert SITE + "old.xml" not in site.addresses
    assert FetchRequest(SITE + "robots.txt", Purpose.ROBOTS) in site.asked


async def test_an_ordinary_sitemap_is_no_feed():
    plain = f"<urlset><url><loc>{SITE}1</loc></url></urlset>".encode()
    site = Site(
        {SITE: page(), SITE + "robots.txt": f"Sitemap: {SITE}sitemap.xml".encode(), SITE + "sitemap.xml": plain}
    )
    assert await discover(site, SITE) == []


async def test_the_new_address_of_a_feed_that_moved_for_good():
    site = Site(
        {SITE: page(alternate("/feed")), SITE + "feed": rss("S", SITE + "1")}, moved={SITE + "feed": SITE + "new"}
    )
    assert [found.url for found in await discover(site, SITE)] == [SITE + "new"]


async def test_a_site_without_feeds_costs_a_bounded_number_of_requests():
    index = "".join(f"<sitemap><loc>{SITE}news-{n}.xml</loc></sitemap>" for n in range(1000))
    site = Site(
        {
            SITE: page(*(alternate(f"/feed/{n}") for n in range(500))),
            SITE + "robots.txt": f"Sitemap: {SITE}news.xml".encode(),
            SITE + "news.xml": f"<sitemapindex>{index}</sitemapindex>".encode(),
        }
    )
    assert await discover(site, SITE) == []
    assert len(site.asked) <= MAX_REQUESTS
    assert len(set(site.addresses)) == len(site.addresses)


async def test_a_sitemap_index_that_contains_itself():
    index = f"<sitemapindex><sitemap><loc>{SITE}news.xml</loc></sitemap></sitemapindex>".encode()
    site = Site({SITE + "news.xml": index})
    assert await discover(site, SITE + "news.xml") == []
    assert site.addresses == [SITE + "news.xml"]


async def test_what_cannot_be_fetched_at_all_is_an_error():
    with pytest.raises(ConnectionFailed):
        await discover(Site({SITE: ConnectionFailed("no answer", subject=SITE)}), SITE)


async def test_what_fails_on_the_way_is_no_error():
    site = Site(
        {
            SITE: page(alternate("/feed"), alternate("/other")),
            SITE + "feed": RobotsForbid("forbidden", subject=SITE + "feed"),
            SITE + "other": rss("Other", SITE + "1"),
            SITE + "robots.txt": ConnectionFailed("cut", subject=SITE + "robots.txt"),
        }
    )
    assert [found.title for found in await discover(site, SITE)] == ["Other"]
