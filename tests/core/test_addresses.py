"""Addresses: read as browsers read them, told apart by what they name."""

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jarida.core.addresses import (
    LONGEST_ADDRESS,
    LONGEST_INPUT,
    LONGEST_KEY,
    address_key,
    clean_url,
    host_key,
    origin,
    web_url,
)

ARTICLE = "https://example.com/2024/04/22/un-article"
TRACKING = [
    "utm_source=rss",
    "UTM_Medium=feed",
    "utm%5Fcampaign=x",
    "fbclid=IwAR0abc",
    "gclid=1",
    "gclsrc=aw.ds",
    "mc_cid=1",
    "mc_eid=2",
    "at_medium=RSS",
    "at_campaign=64",
    "xtor=RSS-3208",
    "_ga=2.1",
    "igshid=9",
    "msclkid=3",
    "replytocom=55",
    "ref=rss",
    "ref=twitter.com",
    "source=www.facebook.com",
    "__twitter_impression=true",
    "ns_campaign=bbc",
    "PHPSESSID=0a1b",
]
MEANINGFUL = [
    "id=12",
    "p=33",
    "ref=4711",
    "ref=ab-12",
    "source=2024",
    "page=2",
    "utm=5",
    "lang=ar",
    "v=fbclid",
    "q=utm_x",
]


class TestCleanUrl:
    @pytest.mark.parametrize(
        ("given_url", "clean"),
        [
            ("https://example.com", "https://example.com/"),
            ("  HTTPS://EXAMPLE.com:443/A#b \n", "https://example.com/A"),
            ("http://example.com:80/", "http://example.com/"),
            ("http://example.com:8080/a", "http://example.com:8080/a"),
            ("http://example.com:443/", "http://example.com:443/"),
            ("http:/example.com/a", "http://example.com/a"),
            ("http:\\\\example.com\\a", "http://example.com/a"),
            ("https://example.com./a", "https://example.com/a"),
            ("https://example.com/a b", "https://example.com/a%20b"),
            ("https://example.com/100%", "https://example.com/100%25"),
            ("https://example.com/%e9", "https://example.com/%e9"),
            ("https://example.com/a/./b/../c", "https://example.com/a/c"),
            ("https://example.com/a/%2e%2E/c", "https://example.com/c"),
            ("https://example.com/../../c/..", "https://example.com/"),
            ("https://example.com/a//b", "https://example.com/a//b"),
            ("https://exam\nple.com/a\tb", "https://example.com/ab"),
            ("https://example.com/a;jsessionid=0F?id=1", "https://example.com/a?id=1"),
            ("https://example.com/a/..;jsessionid=0F/b", "https://example.com/b"),
            ("https://example.com?", "https://example.com/"),
            ("https://example.com/?b=2&&a=1", "https://example.com/?b=2&a=1"),
            ("https://example.com/?q=é&x[]=1", "https://example.com/?q=%C3%A9&x[]=1"),
            ("https://example.com/هسبريس", "https://example.com/" + quote("هسبريس")),
            ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
            ("https://مثال.إختبار/", "https://xn--mgbh0fb.xn--kgbechtv/"),
            ("http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/"),
            ("http://127.0.0.1/", "http://127.0.0.1/"),
        ],
    )
    def test_reads_as_browsers_do(self, given_url, clean):
        assert clean_url(given_url) == clean

    @pytest.mark.parametrize(
        "refused",
        [
            "",
            " ",
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "JAVASCRIPT://example.com/%0aalert(1)",
            "data:text/html,<b>",
            "file:///etc/passwd",
            "ftp://example.com/a",
            "mailto:a@example.com",
            "view-source:https://example.com",
            "//example.com/a",
            "example.com/a",
            "/a",
            "https://",
            "https:///",
            "https://user:pw@example.com/",
            "https://user@example.com/",
            "https://example.com:0/",
            "https://example.com:65536/",
            "https://example.com:٨٠/",
            "https://example.com:8a/",
            "https://example.com:8:9/",
            "https://exa mple.com/",
            "https://exa%6dple.com/",
            "https://exa<b>.com/",
            "https://example..com/",
            "https://.example.com/",
            "https://" + "a" * 64 + ".com/",
            "https://" + "é" * 300 + ".com/",
            "https://\u2028.com/",
            "https://[::1/",
            "https://[::1]x/",
            "https://[fe80::1%25eth0]/",
            "https://::1/",
            "https://example.com/\ud800",
            "https://example.com/" + "a" * LONGEST_ADDRESS,
            "https://example.com/#" + "a" * LONGEST_INPUT,
        ],
    )
    def test_refuses_what_is_no_web_address(self, refused):
        assert clean_url(refused) == ""
        assert address_key(refused) == ""

    @pytest.mark.parametrize(
        "host",
        ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1.1", "example.0x7f", "256.1.1.1", "0x", "1"],
    )
    def test_numeric_forms_that_programs_read_differently_are_refused(self, host):
        assert clean_url(f"http://{host}/") == ""
        assert host_key(f"http://{host}/") == ""

    def test_wide_digits_are_the_digits_they_look_like(self):
        assert clean_url("http://127。0。0。1/") == "http://127.0.0.1/"

    @pytest.mark.parametrize("tracking", TRACKING)
    def test_tracking_is_dropped(self, tracking):
        assert clean_url(f"{ARTICLE}?{tracking}") == ARTICLE
        assert clean_url(f"{ARTICLE}?id=1&{tracking}&p=2") == f"{ARTICLE}?id=1&p=2"

    @pytest.mark.parametrize("meaningful", MEANINGFUL)
    def test_what_may_name_the_article_is_kept(self, meaningful):
        assert clean_url(f"{ARTICLE}?{meaningful}") == f"{ARTICLE}?{meaningful}"

    @pytest.mark.parametrize(
        ("url", "base", "clean"),
        [
            ("/b", "https://example.com/a/c", "https://example.com/b"),
            ("b", "https://example.com/a/c", "https://example.com/a/b"),
            ("../b?x=1", "https://example.com/a/c/d", "https://example.com/a/b?x=1"),
            ("?p=33", "https://example.com/a?p=1", "https://example.com/a?p=33"),
            ("//cdn.example/i.jpg", "https://example.com/", "https://cdn.example/i.jpg"),
            ("\\\\cdn.example\\i.jpg", "https://example.com/", "https://cdn.example/i.jpg"),
            ("#top", "https://example.com/a", "https://example.com/a"),
            ("http://other.example/", "https://example.com/", "http://other.example/"),
            ("javascript:void(0)", "https://example.com/", ""),
            ("data:,x", "https://example.com/", ""),
            ("/b", "not a base", ""),
            ("/b", "file:///etc/", ""),
            ("//[", "https://example.com/", ""),
            ("", "https://example.com/", ""),
        ],
    )
    def test_is_seen_from_its_base(self, url, base, clean):
        assert clean_url(url, base) == clean

    def test_what_is_sent_keeps_its_query(self):
        url = "HTTPS://example.com/a;jsessionid=1?source=rss&&utm_source=x#b"
        assert web_url(url) == "https://example.com/a;jsessionid=1?source=rss&&utm_source=x"
        assert web_url("b?ref=rss", "https://example.com/a/") == "https://example.com/a/b?ref=rss"
        assert web_url("ftp://example.com/") == ""

    @given(st.text(max_size=60))
    def test_what_is_sent_stays_as_it_is_and_has_the_same_key(self, text):
        sent = web_url(f"https://example.com/{text}")
        assert web_url(sent) == sent
        assert address_key(sent) == address_key(f"https://example.com/{text}")

    @given(st.text(max_size=60), st.sampled_from(["", "https://example.com/a/b?c", "http://[::1]:8/"]))
    @example("https://0/%", "")
    @example("http:?", "https://example.com/")
    def test_any_text_gives_an_address_that_stays_as_it_is(self, text, base):
        clean = clean_url(text, base)
        assert clean_url(clean) == clean
        assert clean == "" or (clean.isascii() and urlsplit(clean).scheme in ("http", "https"))
        assert not set(clean) & set(' \t\r\n"<>\\^`{}#')

    @given(st.text(max_size=80))
    def test_any_path_is_kept_clean(self, text):
        clean = clean_url(f"https://example.com/{text}")
        assert clean_url(clean) == clean
        assert clean == "" or clean.startswith("https://example.com/")


class TestAddressKey:
    @pytest.mark.parametrize(
        "same",
        [
            "http://example.com/2024/04/22/un-article",
            "https://www.example.com/2024/04/22/un-article/",
            "https://m.example.com/2024/04/22/un-article",
            "https://amp.example.com/2024/04/22/un-article",
            "https://EXAMPLE.com:443/2024/04/22/un-article#comments",
            "https://example.com:80/2024/04/22/un-article",
            "https://example.com/2024/04/22/un-article/index.html",
            "https://example.com/2024/04/22/un-article/Index.PHP",
            "https://example.com/2024//04/22/un-article",
            "https://example.com/2024/04/22/un%2Darticle",
            "https://example.com/2024/04/22/un-article/amp/",
            "https://example.com/amp/2024/04/22/un-article",
            "https://example.com/2024/04/22/un-article.amp",
            "https://example.com/2024/04/22/un-article?amp=1",
            "https://example.com/2024/04/22/un-article?outputType=amp",
            *(f"{ARTICLE}?{tracking}" for tracking in TRACKING),
        ],
    )
    def test_one_article_has_one_key(self, same):
        assert address_key(same) == "example.com/2024/04/22/un-article"

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://example.com/?p=33", "https://example.com/?p=34"),
            ("https://example.com/a?id=12", "https://example.com/a"),
            ("https://example.com/A", "https://example.com/a"),
            ("https://example.com/a%2Fb", "https://example.com/a/b"),
            ("https://example.com/a?b=c%26d", "https://example.com/a?b=c&d"),
            ("https://example.com/a%3Fb", "https://example.com/a?b"),
            ("https://example.com/%2541", "https://example.com/A"),
            ("https://example.com:8080/a", "https://example.com/a"),
            ("https://fr.example.com/a", "https://ar.example.com/a"),
            ("https://example.com/electronics/amp", "https://example.com/electronics"),
            ("https://example.com/a?x=1+2", "https://example.com/a?x=1%2B2"),
        ],
    )
    def test_different_articles_have_different_keys(self, one, other):
        assert address_key(one) != address_key(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
            ("https://example.com/a?x=1+2", "https://example.com/a?x=1%202"),
            ("https://example.com/a?x[]=1", "https://example.com/a?x%5b%5d=1"),
            ("https://example.com/a,1.html", "https://example.com/a%2C1.html"),
            ("https://example.com/%e9", "https://example.com/%E9"),
            ("https://example.com/é", "https://example.com/%c3%a9"),
            ("https://مثال.إختبار/خبر", "https://xn--mgbh0fb.xn--kgbechtv/%D8%AE%D8%A8%D8%B1"),
        ],
    )
    def test_ways_to_write_one_address(self, one, other):
        assert address_key(one) == address_key(other)

    @pytest.mark.parametrize(
        ("url", "key"),
        [
            ("https://example.com/", "example.com"),
            ("https://example.com/index.php?p=33", "example.com?p=33"),
            ("https://example.com/خبر-عاجل", "example.com/خبر-عاجل"),
            ("https://m.com/a", "m.com/a"),
            ("https://amp.dev/a", "amp.dev/a"),
            ("https://www.m.example.com/", "example.com"),
            ("https://m.127.0.0.1.example/", "127.0.0.1.example"),
            ("http://[::1]/a", "[::1]/a"),
            ("https://example.com/a%00b%C2%A0c", "example.com/a%00b%C2%A0c"),
            ("https://example.com/story.amp.html", "example.com/story.html"),
            ("https://example.com/.amp", "example.com/.amp"),
        ],
    )
    def test_is_readable(self, url, key):
        assert address_key(url) == key

    def test_a_long_address_keeps_its_identity_within_the_bound(self):
        long = "https://example.com/" + "a" * 1500
        key = address_key(long)
        assert len(key) == LONGEST_KEY
        assert key != address_key(long + "b")
        assert key.startswith("example.com/aaa")

    @given(st.text(max_size=60), st.text(max_size=30))
    @example("%2e%2E/%2f", "a=%2B+%")
    @example("index.php/index.html/amp", "")
    @example("amp/amp/1", "amp&amp=1")
    def test_is_idempotent_and_independent_of_dress(self, path, query):
        url = f"https://example.com/{path}?{query}"
        key = address_key(url)
        if key:
            assert address_key(f"https://{key}") == key
            assert address_key(f"http://www.{key}#fragment") == key
            assert address_key(clean_url(url)) == key

    @given(st.from_regex(r"https?://[a-z0-9.\[\]:-]{1,25}/?", fullmatch=True))
    def test_hosts_are_idempotent(self, url):
        key = address_key(url)
        assert not key or address_key(f"https://{key}") == key

    @given(st.lists(st.sampled_from(TRACKING + MEANINGFUL), max_size=6).flatmap(st.permutations))
    def test_order_and_tracking_do_not_matter(self, parts):
        meaningful = sorted(part for part in parts if part in MEANINGFUL)
        expected = "?" + "&".join(meaningful) if meaningful else ""
        assert address_key(f"{ARTICLE}?{'&'.join(parts)}") == f"example.com/2024/04/22/un-article{expected}"


class TestHosts:
    @pytest.mark.parametrize(
        ("url", "host"),
        [
            ("https://Example.com/a", "example.com"),
            ("http://example.com/a", "example.com"),
            ("http://example.com:8080/", "example.com:8080"),
            ("http://www.example.com/", "www.example.com"),
            ("http://127.10.0.1:9000/", "127.10.0.1:9000"),
            ("http://[::1]:9000/", "[::1]:9000"),
            ("file:///etc/passwd", ""),
        ],
    )
    def test_host_key_is_the_unit_of_pacing(self, url, host):
        assert host_key(url) == host

    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            ("https://Example.com/a?b", "https://example.com"),
            ("http://example.com:443/", "http://example.com:443"),
            ("http://example.com:80/", "http://example.com"),
            ("nothing", ""),
        ],
    )
    def test_origin(self, url, expected):
        assert origin(url) == expected
