"""The cache in front of the real site: what is blocked or withdrawn is gone from every page at once."""

import gzip
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from jarida.archive import store
from jarida.archive.models import ImageState
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from jarida.moderation.decide import Reporter
from jarida.moderation.reports import take_report
from jarida.website.machines.pagecache import PageCache
from tests.website.factories import make_article, make_image

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cached_site(own_folder):
    """GET through the cache; the answer as (status, headers, body)."""
    cache = PageCache(WSGIHandler(), pages=50)

    def get(path: str, **environ):
        path, _, query = path.partition("?")
        begun = []
        result = cache({
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "", "SERVER_NAME": "x",
            "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
            "REMOTE_ADDR": "192.0.2.1", **environ,
        }, lambda status, headers, exc_info=None: begun.append((status, dict(headers))))  # fmt: skip
        body = b"".join(result)
        getattr(result, "close", lambda: None)()
        return begun[0][0][:3], begun[0][1], body.decode()

    get.cache = cache
    return get


@pytest.fixture
def article(outlet):
    return make_article(outlet, title="Le lac", slug="le-lac", image=make_image(), paragraphs=["Le corps du texte."])


PAGES = [
    "/fr/",
    "/fr/articles/{id}/le-lac",
    "/fr/feed.rss",
    "/ar/feed.atom",
    "/en/feed.json",
    "/fr/outlets/le-courrier/",
]


def test_the_third_report_takes_an_image_off_every_cached_page(cached_site, article):
    media = f"{article.lead_image.digest}-"
    paths = [path.format(id=article.pk) for path in PAGES]
    before = [cached_site(path) for path in paths]
    assert [status for status, _, body in before if media in body] == ["200"] * len(paths)
    assert [cached_site(path) for path in paths] == before
    assert cached_site.cache.counters.hits == len(paths)
    for number in range(3):
        take_report(article.lead_image.digest, Reporter(f"a{number}", f"c{number}"))
    for path in paths:
        status, _, body = cached_site(path)
        assert status == "200"
        assert media not in body, path
    assert cached_site(f"/media/{media}320.webp")[0] == "410"
    store.set_image_state(article.lead_image_id, ImageState.SHOWN)
    assert media in cached_site(paths[0])[2]


def test_a_withdrawn_article_is_gone_from_every_cached_page(cached_site, article):
    paths = [path.format(id=article.pk) for path in PAGES]
    for path in paths:
        assert "Le lac" in cached_site(path)[2]
    store.withdraw(article.pk, "asked by the publisher")
    assert cached_site(paths[1])[0] == "410"
    for path in [paths[0], *paths[2:]]:
        assert "Le lac" not in cached_site(path)[2], path


def test_what_is_rolled_back_changes_nothing(cached_site, article):
    cached_site("/fr/")
    try:
        with transaction.atomic():
            store.set_image_state(article.lead_image_id, ImageState.BLOCKED)
            raise RuntimeError("the disk is full")
    except RuntimeError:
        pass
    assert article.lead_image.digest in cached_site("/fr/")[2]
    assert cached_site.cache.counters.hits == 1


@pytest.mark.parametrize("path", ["/fr/", "/fr/feed.rss", "/sitemap.xml", "/robots.txt", "/fr/archive/"])
def test_a_kept_answer_has_the_policies_of_a_made_one(cached_site, article, path):
    made, kept = cached_site(path), cached_site(path)
    assert made == kept
    assert cached_site.cache.counters.hits == 1
    headers = kept[1]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


SEARCHES = ["/fr/search?q=lac", "/fr/search/feed.rss?q=lac", "/fr/search/feed.json?q=corps"]


def test_a_withdrawn_article_is_gone_from_every_cached_search(cached_site, article):
    with transaction.atomic():
        engine().write(documents([article.pk]))
    for path in SEARCHES:
        assert "Le lac" in cached_site(path)[2].replace("<mark>", "").replace("</mark>", "")
        assert cached_site(path)[0] == "200"
    assert cached_site.cache.counters.hits == len(SEARCHES)
    store.withdraw(article.pk, "asked by the publisher")
    for path in SEARCHES:
        assert f"/articles/{article.pk}" not in cached_site(path)[2], path


def test_files_of_a_search_are_never_kept(cached_site, article):
    with transaction.atomic():
        engine().write(documents([article.pk]))
    for form in ("csv", "bib"):
        assert "Le lac" in cached_site(f"/fr/search/results.{form}?q=lac")[2]
    assert cached_site.cache.state()[0] == 0


def test_who_asks_again_with_the_validator_is_answered_without_django(cached_site, article):
    _, headers, _ = cached_site("/fr/")
    status, _, body = cached_site("/fr/", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, body) == ("304", "")
    assert cached_site.cache.counters.not_modified == 1


@pytest.mark.parametrize("path", ["/", "/articles/{id}", "/archive/", "/search?q=lac", "/opensearch.xml"])
def test_what_is_negotiated_is_never_kept(cached_site, article, path):
    for language in ("fr", "ar", "es"):
        status, headers, _ = cached_site(path.format(id=article.pk), HTTP_ACCEPT_LANGUAGE=language)
        assert status == "302"
        assert headers["Location"].startswith(f"/{language}/")
    assert cached_site.cache.state()[0] == 0


def test_the_readers_own_thanks_are_never_kept(cached_site, article):
    path = f"/fr/articles/{article.pk}/le-lac?reported={article.lead_image.digest}"
    assert cached_site(path)[0] == "200"
    assert cached_site.cache.state()[0] == 0


def test_gzip_is_the_same_page(cached_site, article):
    plain = cached_site("/fr/")[2]
    begun = []
    result = cached_site.cache(
        {
            "REQUEST_METHOD": "GET", "PATH_INFO": "/fr/", "QUERY_STRING": "", "HTTP_HOST": "127.0.0.1",
            "wsgi.url_scheme": "http", "HTTP_ACCEPT_ENCODING": "gzip",
        },
        lambda status, headers, exc_info=None: begun.append(headers),
    )  # fmt: skip
    assert gzip.decompress(b"".join(result)).decode() == plain
