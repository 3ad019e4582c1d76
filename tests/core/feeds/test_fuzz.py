"""Whatever the bytes: a feed or NotAFeed, and what it holds keeps the model's promises."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jarida.core.errors import NotAFeed
from jarida.core.feeds import as_json, entry_fingerprint, parse_feed
from jarida.core.feeds.bounds import MAX_TITLE
from jarida.core.feeds.dates import parse_date
from jarida.core.feeds.markup import plain, sanitise
from jarida.core.feeds.people import names

NOW = datetime(2024, 5, 1, tzinfo=UTC)
SEEDS = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent / "fixtures").iterdir())
    if not path.name.endswith(".expected.json")
]
FUZZ = settings(
    max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example]
)
PIECES = st.sampled_from(
    [
        b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"<!DOCTYPE a [", b"&#0;", b"&x;", b"\0",
        b"\xff\xfe", b"\xc3", b"</item>", b"<item>", b"<entry>", b'"', b"'", b"{", b"[", b"\\u0000", b"\\ud800",
        b"xmlns:a=''", b"<script>", b" xml:base='http://[' ", b"http://[::1", b"&#xD800;", b"\x1b$B",
        b"encoding='utf-7'",
    ]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(body)))
        until = at + draw(st.integers(0, 40))
        body = body[:at] + draw(PIECES | st.binary(max_size=8)) + body[until:]
    return body


def check(body: bytes, content_type: str = "") -> None:
    try:
        feed = parse_feed(body, url="http://x.example/feed", content_type=content_type, now=NOW)
    except NotAFeed:
        return
    as_json(feed)
    for entry in feed.entries:
        assert entry.url == "" or entry.url.lower().startswith(("http://", "https://"))
        assert len(entry.title) <= MAX_TITLE
        assert "\n" not in entry.title + entry.summary
        assert "<script" not in entry.content.lower()
        for moment in (entry.published, entry.updated):
            assert moment is None or moment <= NOW + timedelta(hours=1)
        assert len(entry_fingerprint(entry)) == 32


@FUZZ
@given(st.binary(max_size=2000))
@example(b"<rss")
@example(b"<rss>")
@example(b"<rss/>")
@example(b"<feed xmlns='http://www.w3.org/2005/Atom'/>")
@example(b"\xff\xfe<\0r\0")
@example(b"{}")
def test_arbitrary_bytes(body):
    check(body)


@FUZZ
@given(mutated())
def test_mutated_feeds(body):
    check(body)


@FUZZ
@given(st.sampled_from(SEEDS), st.integers(0, 3000))
def test_feeds_cut_anywhere(body, length):
    check(body[:length])


@FUZZ
@given(
    st.sampled_from(SEEDS), st.sampled_from(["utf-7", "utf-16", "hex", "zlib", "idna", "x" * 300, "cp1256", "ascii"])
)
def test_any_declared_charset(body, charset):
    check(body, f"text/xml; charset={charset}")


@FUZZ
@given(st.text(max_size=120))
@example("Mon, 99 Foo 2024 99:99:99 +9999")
@example("99999999999999")
@example("0001-01-01T00:00:00+14:00")
@example("9999-12-31T23:59:59-14:00")
def test_any_text_as_date(text):
    moment = parse_date(text)
    assert moment is None or moment.tzinfo is UTC


@FUZZ
@given(st.text(alphabet=st.sampled_from("<>&;\"'=/! -abpiscriptx#0x[]CDATA\n"), max_size=300))
def test_any_text_as_markup(text):
    said = plain(text, 100)
    assert len(said) <= 100
    assert said == said.strip()
    assert "<script" not in sanitise(text, "", 1000).lower()
    assert all(names([text]))
