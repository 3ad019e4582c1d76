import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jarida.core.errors import ParseError
from jarida.core.feeds.opml import MAX_FEEDS, OpmlOutlet, read_opml, write_opml


def opml(outlines: str) -> bytes:
    return f"<?xml version='1.0'?><opml version='2.0'><head/><body>{outlines}</body></opml>".encode()


def test_outlines_in_folders():
    body = opml(
        "<outline text='Maroc'><outline text='Sport'>"
        "<outline text='Le Stade' type='rss' xmlUrl='https://stade.example/feed' htmlUrl='https://stade.example/'"
        " language='fr-FR'/>"
        "</outline></outline><outline title='Old' xmlURL='http://old.example/rss'/>"
    )
    assert read_opml(body) == (
        OpmlOutlet("Le Stade", "https://stade.example/", ("https://stade.example/feed",), "fr", "Maroc/Sport"),
        OpmlOutlet("Old", "", ("http://old.example/rss",)),
    )


def test_feeds_with_one_home_page_are_one_outlet():
    body = opml(
        "<outline text='A' xmlUrl='https://a.example/1' htmlUrl='https://a.example/'/>"
        "<outline text='A sport' xmlUrl='https://a.example/2' htmlUrl='http://www.a.example'/>"
        "<outline text='Again' xmlUrl='https://a.example/1?utm_source=x' htmlUrl='https://b.example/'/>"
    )
    assert read_opml(body) == (OpmlOutlet("A", "https://a.example/", ("https://a.example/1", "https://a.example/2")),)


def test_feeds_below_an_outline_with_a_home_page_are_its_own():
    body = opml(
        "<outline text='A' htmlUrl='https://a.example/'><outline text='x' xmlUrl='https://a.example/1' language='ar'/>"
        "<outline text='y' xmlUrl='https://a.example/2'/></outline>"
    )
    (outlet,) = read_opml(body)
    assert (outlet.name, outlet.feeds, outlet.language) == ("A", ("https://a.example/1", "https://a.example/2"), "ar")


@pytest.mark.parametrize(
    ("written", "feeds"),
    [
        ("feed://a.example/x", ("http://a.example/x",)),
        ("feed:https://a.example/x", ("https://a.example/x",)),
        ("javascript:alert(1)", ()),
        ("file:///etc/passwd", ()),
        ("", ()),
        ("http://a.example/" + "x" * 3000, ()),
    ],
)
def test_addresses(written, feeds):
    outlets = read_opml(opml(f"<outline text='A' xmlUrl='{written}'/>"))
    assert tuple(feed for outlet in outlets for feed in outlet.feeds) == feeds


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<rss/>", b"no", b"{}", b"<svg/>"])
def test_what_is_no_opml(body):
    with pytest.raises(ParseError, match="not an OPML file"):
        read_opml(body)


def test_hostile_xml(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("http://secret.example/", encoding="utf-8")
    doctype = f"<!DOCTYPE opml [<!ENTITY x SYSTEM '{secret.as_uri()}'><!ENTITY y 'http://y.example/feed'>]>"
    body = (
        doctype.encode()
        + b"<opml><body><outline text='&x;a' xmlUrl='&y;'/><outline text='b' xmlUrl='http://b.example'/></body></opml>"
    )
    assert read_opml(body) == (OpmlOutlet("b", "", ("http://b.example",)),)


def test_nesting_and_numbers_are_bounded():
    deep = "<outline text='a'>" * 200 + "<outline text='b' xmlUrl='http://b.example'/>" + "</outline>" * 200
    assert read_opml(opml(deep)) == ()
    many = "".join(f"<outline text='a' xmlUrl='http://a.example/{n}' htmlUrl='http://a.example'/>" for n in range(300))
    assert len(read_opml(opml(many))[0].feeds) == MAX_FEEDS


def test_writing_escapes():
    text = write_opml(
        [OpmlOutlet('A & <b> "q" \x01\ud800', "https://a.example/?a=1&b=2", ("https://a.example/f?a=1&b=2",))]
    )
    assert "A &amp; &lt;b&gt; &quot;q&quot;" in text
    assert "a=1&amp;b=2" in text
    assert text.isprintable() or "\x01" not in text


def test_what_is_written_is_read_again():
    outlets = (
        OpmlOutlet(
            "هسبريس", "https://h.example/", ("https://h.example/feed", "https://h.example/sport"), "ar", "Maroc"
        ),
        OpmlOutlet("Le Phare", "https://p.example/", ("https://p.example/feed",), "fr", "Maroc/Nord"),
        OpmlOutlet("Alone", "", ("https://alone.example/rss",)),
    )
    assert read_opml(write_opml(outlets, title="Ma <liste>").encode()) == outlets


NAMES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=50)


@settings(max_examples=60, deadline=2000)
@given(st.lists(NAMES, max_size=5, unique=True), NAMES)
def test_any_names_survive(names, folder):
    outlets = tuple(
        OpmlOutlet(name, f"https://{n}.example/", (f"https://{n}.example/feed",), "fr", folder.replace("/", "-"))
        for n, name in enumerate(names)
    )
    again = read_opml(write_opml(outlets).encode("utf-8", "surrogatepass"))
    assert [outlet.feeds for outlet in again] == [outlet.feeds for outlet in outlets]
    if all(name.isprintable() and "\ufffd" not in name and "\ufffc" not in name for name in [*names, folder]):
        assert again == outlets


@settings(max_examples=100, deadline=2000)
@given(st.binary(max_size=500) | st.binary(max_size=100).map(lambda middle: opml("x").replace(b"x", middle)))
def test_arbitrary_bytes(body):
    try:
        outlets = read_opml(body)
    except ParseError:
        return
    assert all(outlet.feeds for outlet in outlets)
