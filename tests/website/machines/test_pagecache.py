"""The cache of whole pages: the same answer as the application's, and never a stale one."""

import gzip
import threading
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from jarida.website.machines.pagecache import LARGEST_PAGE, LIFE, PageCache

PAGE = ("<p>" + "سلام " * 300 + "</p>").encode()
PUBLIC = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=0"), ("ETag", 'W/"1"'),
          ("Content-Security-Policy", "default-src 'none'")]  # fmt: skip


class Site:
    """An application that counts, with a cache in front and hands on the clock and the generation."""

    def __init__(self, pages: int = 10, **bounds):
        self.status, self.headers, self.body = "200 OK", list(PUBLIC), PAGE
        self.calls = 0
        self.closed = 0
        self.now, self.token = 0.0, "a"
        self.during = lambda: None
        self.cache = PageCache(self.answer, pages=pages, token=lambda: self.token, clock=lambda: self.now, **bounds)

    def answer(self, environ, start_response):
        self.calls += 1
        self.during()
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body)))])
        site = self

        class Result:
            def __iter__(self):
                return iter([site.body] if environ["REQUEST_METHOD"] == "GET" else [b""])

            def close(self):
                site.closed += 1

        return Result()

    def get(self, path="/fr/", *, method="GET", **environ):
        path, _, query = path.partition("?")
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "", **environ}
        setup_testing_defaults(environ)
        begun = []

        def start_response(status, headers, exc_info=None):
            begun.append((status, {name.lower(): value for name, value in headers}))
            return lambda data: None

        result = validator(self.cache)(environ, start_response)
        body = b"".join(result)
        result.close()
        return begun[0][0][:3], begun[0][1], body


@pytest.fixture
def site() -> Site:
    return Site()


def test_the_second_reader_does_not_reach_the_application(site):
    first, second = site.get(), site.get()
    assert first == second
    assert second[0] == "200"
    assert second[2] == PAGE
    assert second[1]["content-security-policy"] == "default-src 'none'"
    assert second[1]["content-length"] == str(len(PAGE))
    assert second[1]["vary"] == "Accept-Encoding"
    assert (site.calls, site.closed) == (1, 1)
    assert (site.cache.counters.hits, site.cache.counters.misses) == (1, 1)


def test_a_change_of_the_archive_ends_every_page_at_once(site):
    site.get()
    site.get("/ar/")
    site.token = "b"
    site.body = b"<p>blocked</p>"
    assert site.get()[2] == site.get("/ar/")[2] == b"<p>blocked</p>"
    assert site.calls == 4


def test_a_change_while_the_page_is_made_ends_it_too(site):
    site.during = lambda: setattr(site, "token", "b")
    site.get()
    site.get()
    assert site.calls == 2


def test_a_page_lives_a_minute(site):
    site.get()
    site.now = LIFE - 1
    site.get()
    assert site.calls == 1
    site.now = LIFE
    site.get()
    assert site.calls == 2


@pytest.mark.parametrize(
    "change",
    [
        {"path": "/ar/"}, {"path": "/fr/?before=1.2"}, {"HTTP_HOST": "other.example"}, {"wsgi.url_scheme": "https"},
    ],
)  # fmt: skip
def test_other_addresses_are_other_pages(site, change):
    site.get()
    site.get(**change)
    assert site.calls == 2


@pytest.mark.parametrize(
    "change",
    [
        {"HTTP_COOKIE": "sessionid=abc"}, {"HTTP_COOKIE": "a=b; sessionid=abc"}, {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"method": "POST"}, {"path": "/admin/"}, {"path": "/static/jarida.css"}, {"path": "/media/x-320.webp"},
        {"path": "/healthz"}, {"path": "/metrics"}, {"path": "/fr/?q=" + "x" * 300}, {"path": "/" + "x" * 700},
    ],
)  # fmt: skip
def test_what_is_somebodys_own_goes_through(site, change):
    for _ in range(2):
        site.get(**change)
    assert site.calls == 2
    assert site.cache.counters.bypassed == 2
    assert site.cache.state() == (0, 0)


def test_a_cookie_of_a_reader_changes_nothing(site):
    site.get()
    site.get(HTTP_COOKIE="jarida_language=ar; jarida_person=x:y")
    assert site.calls == 1


def test_a_signed_in_moderator_never_gets_nor_leaves_a_kept_page(site):
    site.get()
    site.get(HTTP_COOKIE="sessionid=abc")
    assert site.calls == 2
    site.get()
    assert site.calls == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", [("Content-Type", "text/html")]),
        ("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "no-store")]),
        ("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "private, max-age=0")]),
        ("200 OK", [*PUBLIC, ("Set-Cookie", "a=b")]),
        ("200 OK", [*PUBLIC, ("Vary", "Accept-Language")]),
        ("200 OK", [*PUBLIC, ("Vary", "Accept-Encoding, Cookie")]),
        ("200 OK", [*PUBLIC, ("Content-Encoding", "br")]),
        ("200 OK", [("Content-Type", "image/webp"), ("Cache-Control", "public")]),
        ("302 Found", [*PUBLIC, ("Location", "/fr/")]),
        ("404 Not Found", PUBLIC),
        ("410 Gone", PUBLIC),
        ("500 Internal Server Error", PUBLIC),
    ],
)
def test_what_may_not_be_kept_is_passed_on_as_it_is(site, status, headers):
    site.status, site.headers = status, headers
    for _ in range(2):
        found = site.get(HTTP_ACCEPT_ENCODING="gzip")
        assert found[0] == status[:3]
        assert found[2] == PAGE
        assert found[1].get("content-encoding") in (None, "br")
    assert (site.calls, site.closed) == (2, 2)


def test_a_permanent_redirect_is_kept(site):
    site.status, site.body = "301 Moved Permanently", b""
    site.headers = [("Location", "/fr/articles/1/x"), ("Cache-Control", "public"), ("Content-Type", "text/html")]
    assert site.get() == site.get()
    assert site.calls == 1


# --- conditional requests and encodings ---------------------------------------------------------------


@pytest.mark.parametrize("held", ['W/"1"', '"1"', '"0", W/"1"', "*"])
def test_who_has_it_is_told_so(site, held):
    site.get()
    status, headers, body = site.get(HTTP_IF_NONE_MATCH=held)
    assert (status, body) == ("304", b"")
    assert headers["etag"] == 'W/"1"'
    assert headers["content-security-policy"]
    assert "content-length" not in headers
    assert "content-type" not in headers
    assert site.cache.counters.not_modified == 1


def test_who_has_another_gets_it(site):
    site.get()
    assert site.get(HTTP_IF_NONE_MATCH='W/"2"')[0] == "200"


def test_gzip_for_whom_takes_it(site):
    plain = site.get()
    for _ in range(2):
        status, headers, body = site.get(HTTP_ACCEPT_ENCODING="br;q=1.0, gzip;q=0.8")
        assert status == "200"
        assert headers["content-encoding"] == "gzip"
        assert headers["content-length"] == str(len(body))
        assert gzip.decompress(body) == PAGE
    assert len(body) < len(PAGE) / 3
    assert site.get(HTTP_ACCEPT_ENCODING="gzip;q=0")[2] == plain[2] == PAGE
    assert site.calls == 1


def test_a_strong_validator_becomes_weak_as_there_are_two_encodings(site):
    site.headers = [each if each[0] != "ETag" else ("ETag", '"1"') for each in PUBLIC]
    assert site.get()[1]["etag"] == 'W/"1"'


def test_what_is_small_is_not_packed(site):
    site.body = b"<p>short</p>"
    status, headers, body = site.get(HTTP_ACCEPT_ENCODING="gzip")
    assert body == b"<p>short</p>"
    assert "vary" not in headers
    assert status == "200"


def test_head_is_answered_from_what_is_kept_and_keeps_nothing(site):
    site.get(method="HEAD")
    site.get(method="HEAD")
    assert site.calls == 2
    site.get()
    status, headers, body = site.get(method="HEAD")
    assert (status, body, headers["content-length"]) == ("200", b"", str(len(PAGE)))
    assert site.calls == 3


# --- bounds -------------------------------------------------------------------------------------------


def test_the_pages_least_asked_for_go_first():
    site = Site(pages=2)
    site.get("/1")
    site.get("/2")
    site.get("/1")
    site.get("/3")
    assert site.cache.state()[0] == 2
    assert site.calls == 3
    site.get("/1")
    assert site.calls == 3
    site.get("/2")
    assert site.calls == 4


def test_endless_searches_push_no_page_out():
    site = Site(pages=10)
    for number in range(10):
        site.get(f"/{number}")
    for number in range(50):
        site.get(f"/fr/search?q={number}")
    assert site.calls == 60
    for number in range(10):
        site.get(f"/{number}")
    assert site.calls == 60
    assert site.cache.state()[0] == 12


def test_a_search_that_many_share_is_kept():
    site = Site(pages=10)
    first = site.get("/fr/search?q=barrage", HTTP_ACCEPT_ENCODING="gzip")
    assert site.get("/fr/search?q=barrage", HTTP_ACCEPT_ENCODING="gzip") == first
    assert site.calls == 1
    site.token = "b"
    site.get("/fr/search?q=barrage")
    assert site.calls == 2


def test_the_bytes_of_searches_have_a_bound_of_their_own():
    site = Site(pages=100, most_bytes=12_000)
    site.get("/page")
    for number in range(20):
        site.get(f"/fr/search?q={number}")
    assert site.cache.state()[1] <= 12_000
    site.get("/page")
    assert site.calls == 21


def test_the_bytes_are_bounded_packed_ones_too():
    site = Site(pages=100, most_bytes=12_000)
    for number in range(20):
        site.get(f"/{number}", HTTP_ACCEPT_ENCODING="gzip")
    pages, size = site.cache.state()
    assert 0 < pages < 5
    assert size <= 12_000


def test_the_bytes_are_counted_back_to_nothing():
    site = Site(pages=3)
    for number in range(10):
        site.get(f"/{number % 4}", HTTP_ACCEPT_ENCODING="gzip" if number % 2 else "identity")
        site.token = str(number // 3)
    entries = list(site.cache._kept.entries.values())
    assert site.cache.state() == (len(entries), sum(entry.size for entry in entries))


def test_a_very_large_page_is_not_kept(site):
    site.body = b"x" * (LARGEST_PAGE + 1)
    site.get()
    site.get()
    assert site.calls == 2


def test_no_pages_means_no_cache():
    site = Site(pages=0)
    site.get()
    site.get()
    assert site.calls == 2


def test_threads_get_whole_pages():
    site = Site(pages=3)
    wrong = []

    def read(number: int) -> None:
        for turn in range(60):
            site.token = str(turn // 7)
            status, headers, body = site.get(f"/{(number + turn) % 5}", HTTP_ACCEPT_ENCODING="gzip" if turn % 2 else "")
            body = gzip.decompress(body) if headers.get("content-encoding") else body
            if (status, body) != ("200", PAGE):
                wrong.append((status, len(body)))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert wrong == []
    entries = list(site.cache._kept.entries.values())
    assert site.cache.state() == (len(entries), sum(entry.size for entry in entries))


def test_the_applications_error_is_nobody_elses(site):
    def broken():
        raise RuntimeError("broken")

    site.during = broken
    with pytest.raises(RuntimeError):
        site.get()
    site.during = lambda: None
    assert site.get()[0] == "200"
