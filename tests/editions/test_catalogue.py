# ruff: noqa: E501 - one case a line
"""Editions are read whole and right, or refused with one line that names file, line and field."""

from pathlib import Path

import pytest

from jarida.config.options import load
from jarida.core.errors import EditionError
from jarida.core.extraction.model import Policy
from jarida.editions import catalogue
from jarida.editions.additions import save_outlets
from jarida.editions.catalogue import (
    FeedSpec,
    Kind,
    OutletSpec,
    active_edition,
    available,
    feed_key,
    load_additions,
    load_edition,
    merge,
)
from jarida.editions.check import outlet_slug
from jarida.editions.model import FeedKind

GOOD = """\
[edition]
code = "norway"
name = "Norge"
names = {en = "Norway"}
country = "NO"
time_zone = "Europe/Oslo"
interface_languages = ["en", "fr"]
policy = "headline"

[[outlets]]
name = "Fjordposten"
homepage = "https://fjordposten.example/"
kind = "newspaper"
languages = ["nb"]
feeds = [
  "https://fjordposten.example/rss",
  {url = "https://fjordposten.example/news.xml", kind = "sitemap", language = "nb"},
]

[[outlets]]
slug = "arctic"
name = "Arctic Wire"
homepage = "http://arctic.example"
country = "SJ"
policy = "full"
time_zone = "Arctic/Longyearbyen"
selectors = {title = "h1.title", body = "div[data-x='}'] p"}
verified = true
note = "paper of the far north"
"""


@pytest.fixture
def write(tmp_path):
    """Write an edition and give its path."""

    def write_edition(text: str, name: str = "norway.toml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write_edition


def refused(path: str) -> str:
    """The line with which an edition is refused."""
    with pytest.raises(EditionError) as caught:
        load_edition(path)
    line = str(caught.value)
    assert "\n" not in line
    return line.removeprefix(str(Path(path)))


def test_everything_in_the_file_is_read(write):
    edition = load_edition(write(GOOD))
    assert (edition.code, edition.name, edition.names) == ("norway", "Norge", {"en": "Norway"})
    assert (edition.country, edition.time_zone) == ("NO", "Europe/Oslo")
    assert edition.interface_languages == ("en", "fr")
    assert edition.default_policy is Policy.HEADLINE
    assert not edition.fictional
    fjord, arctic = edition.outlets
    assert fjord.feeds == (
        FeedSpec("https://fjordposten.example/rss"),
        FeedSpec("https://fjordposten.example/news.xml", FeedKind.SITEMAP, "nb"),
    )
    assert arctic.selectors == {"title": "h1.title", "body": "div[data-x='}'] p"}
    assert arctic.verified
    assert arctic.note == "paper of the far north"
    assert arctic.feeds == ()


def test_what_an_outlet_leaves_out_is_the_editions(write):
    fjord, arctic = load_edition(write(GOOD)).outlets
    assert (fjord.country, fjord.policy, fjord.time_zone) == ("NO", Policy.HEADLINE, "Europe/Oslo")
    assert (arctic.country, arctic.policy, arctic.time_zone) == ("SJ", Policy.FULL, "Arctic/Longyearbyen")
    assert (fjord.slug, fjord.kind, arctic.kind) == ("fjordposten", Kind.NEWSPAPER, Kind.SITE)


def test_a_fictional_edition_makes_fictional_outlets(write):
    edition = load_edition(write(GOOD.replace("[[outlets]]", "fictional = true\n[[outlets]]", 1)))
    assert edition.fictional
    assert all(outlet.fictional for outlet in edition.outlets)


def test_an_edition_that_does_not_say_how_much_to_show_shows_excerpts(write):
    edition = load_edition(write(GOOD.replace('policy = "headline"\n', "")))
    assert edition.outlets[0].policy is Policy.EXCERPT


def test_windows_files_are_read(write, tmp_path):
    path = tmp_path / "dos.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(load_edition(str(path)).outlets) == 2


WRONG = [
    ('code = "norway"', "code = 7", ":2: edition.code: must be text in quotes, not a whole number"),
    ('code = "norway"\n', "", ":1: edition: the field 'code' is missing"),
    ('code = "norway"', 'code = "Nor Way"', ":2: edition.code: 'Nor Way' must be small letters a-z, digits and hyphens, such as 'nor-way'"),
    ("country = \"NO\"", "country = \"Norway\"", ":5: edition.country: unknown country 'Norway'; it should be a code of two capital letters such as MA"),
    ("Europe/Oslo", "Europe/Olso", ":6: edition.time_zone: unknown time zone 'Europe/Olso'; it should be an IANA name such as Africa/Casablanca"),
    ("Europe/Oslo", "../../etc/passwd", ":6: edition.time_zone: unknown time zone '../../etc/passwd'; it should be an IANA name such as Africa/Casablanca"),
    ('["en", "fr"]', '["en", "no"]', ":7: edition.interface_languages: there is no interface in 'no'"),
    ('["en", "fr"]', "[]", ":7: edition.interface_languages: must name at least one language"),
    ('policy = "headline"', 'policy = "headlines"', ":8: edition.policy: 'headlines' is not allowed; did you mean 'headline'?"),
    ("[edition]", "[editon]", ":1: editon: there is no such field here; did you mean 'edition'?"),
    ('name = "Fjordposten"', 'title = "Fjordposten"', ":11: title: there is no such field here"),
    ('name = "Fjordposten"', 'name = ""', ":11: name: must not be empty"),
    ('name = "Fjordposten"', f'name = "{"x" * 201}"', ":11: name: must not be longer than 200 letters"),
    ('homepage = "https://fjordposten.example/"\n', "", ":10: the field 'homepage' is missing"),
    ("https://fjordposten.example/\"", "fjordposten.example\"", ":12: homepage: 'fjordposten.example' must begin with http:// or https://"),
    ("https://fjordposten.example/\"", "https://me:pw@fjordposten.example/\"", ":12: homepage: 'https://me:pw@fjordposten.example/' must not carry"),
    ("https://fjordposten.example/\"", "https:///x\"", ":12: homepage: 'https:///x' has no host"),
    ("https://fjordposten.example/\"", "https://[::1\"", ":12: homepage: 'https://[::1' is no address"),
    ('kind = "newspaper"', 'kind = "paper"', ":13: kind: 'paper' is not allowed; did you mean 'newspaper'?"),
    ('languages = ["nb"]', 'languages = "nb"', ":14: languages: must be a list, not text in quotes"),
    ('languages = ["nb"]', 'languages = ["nb", "norwegian"]', ":14: languages: unknown language 'norwegian'"),
    ("https://fjordposten.example/rss", "file:///etc/passwd", ":16: feeds: 'file:///etc/passwd' must begin with http:// or https://"),
    ("https://fjordposten.example/rss", "https://fjordposten.example/a b", ":16: feeds: 'https://fjordposten.example/a b' has blanks in it"),
    ("https://fjordposten.example/news.xml", "http://www.fjordposten.example/rss/", ":17: feeds: 'http://www.fjordposten.example/rss/' is already a feed of 'Fjordposten'; name it once"),
    ('kind = "sitemap"', 'kind = "sitmap"', ":17: feeds.kind: 'sitmap' is not allowed; did you mean 'sitemap'?"),
    (', language = "nb"}', ', lang = "nb"}', ":17: feeds.lang: there is no such field here; did you mean 'language'?"),
    (', language = "nb"}', ', language = "xq"}', ":17: feeds.language: unknown language 'xq'"),
    ('slug = "arctic"', 'slug = "fjordposten"', ":21: slug: 'fjordposten' is taken by 'Fjordposten'; give another"),
    ("title = \"h1.title\"", "titel = \"h1.title\"", ":27: selectors.titel: there is no such field here; did you mean 'title'?"),
    ("h1.title", "h1[title", ":27: selectors.title: 'h1[title' is not a CSS selector"),
    ("verified = true", "verified = 1", ":28: verified: must be true or false, not a whole number"),
    ("[edition]", "[edition", ":1: not valid TOML: Expected ']' at the end of a table declaration"),
    ('note = "paper', 'note = paper', ":29: not valid TOML: Invalid value"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "wrong", "line"), WRONG, ids=[wrong[:40] for _, wrong, _ in WRONG])
def test_a_wrong_file_is_refused_with_line_and_field(write, good, wrong, line):
    assert good in GOOD
    assert refused(write(GOOD.replace(good, wrong, 1))).startswith(line)


def test_the_same_feed_in_two_outlets_is_refused(write):
    text = GOOD + 'feeds = ["https://fjordposten.example/rss"]\n'
    line = refused(write(text))
    assert line.startswith(":30: feeds: 'https://fjordposten.example/rss' is already a feed of 'Fjordposten'")


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes(b'[edition]\ncode = "x"\nname = "Espa\xf1a"\n')
    assert refused(str(path)) == ":3: the file must be UTF-8"


def test_deep_nesting_and_huge_files_are_refused(write, monkeypatch):
    assert ":1: not valid TOML" in refused(write("x = " + "[" * 100_000))
    monkeypatch.setattr(catalogue, "LARGEST", 10)
    assert "that is no edition" in refused(write(GOOD))


def test_an_edition_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(EditionError) as caught:
        load_edition("atlantis")
    assert "atlantis: there is no such edition; Jarida brings morocco, sample" in str(caught.value)


def test_every_edition_that_jarida_brings_loads():
    assert set(available()) >= {"morocco", "sample"}
    for name in available():
        edition = load_edition(name)
        assert edition.outlets
        assert edition.code == name


def test_a_folder_with_an_edition_is_found(write, tmp_path):
    write(GOOD, "edition.toml")
    assert load_edition(str(tmp_path)).code == "norway"


# --- what the installation adds -----------------------------------------------------------------------

ADDED = OutletSpec(
    slug="nytt",
    name="Nytt",
    homepage="https://nytt.example/",
    languages=("nb", "en"),
    kind=Kind.BROADCASTER,
    policy=Policy.FULL,
    feeds=(FeedSpec("https://nytt.example/rss"), FeedSpec("https://nytt.example/map.xml", FeedKind.SITEMAP, "nb")),
)


def test_without_a_file_nothing_is_added(tmp_path):
    assert load_additions(tmp_path) == ()


def test_an_added_outlet_is_read_back_with_the_editions_defaults(write, tmp_path):
    edition = load_edition(write(GOOD))
    save_outlets(tmp_path, [ADDED])
    (outlet,) = load_additions(tmp_path, edition)
    assert (outlet.slug, outlet.name, outlet.kind) == ("nytt", "Nytt", Kind.BROADCASTER)
    assert (outlet.country, outlet.time_zone, outlet.policy) == ("NO", "Europe/Oslo", Policy.HEADLINE)
    assert outlet.languages == ("nb", "en")
    assert outlet.feeds == ADDED.feeds


def test_a_policy_that_was_asked_for_is_kept(tmp_path):
    save_outlets(tmp_path, [ADDED], policy_given=True)
    assert load_additions(tmp_path)[0].policy is Policy.FULL


def test_adding_twice_changes_nothing_and_a_new_feed_joins_its_outlet(tmp_path):
    path = save_outlets(tmp_path, [ADDED])
    before = path.read_text()
    save_outlets(tmp_path, [ADDED])
    assert path.read_text() == before
    more = OutletSpec("nytt", "Nytt", "https://nytt.example/", feeds=(FeedSpec("https://nytt.example/sport"),))
    save_outlets(tmp_path, [more])
    (outlet,) = load_additions(tmp_path)
    assert [feed.url.rpartition("/")[2] for feed in outlet.feeds] == ["rss", "map.xml", "sport"]


def test_the_owners_comments_survive(tmp_path):
    path = save_outlets(tmp_path, [ADDED])
    path.write_text("# mine\n" + path.read_text().replace('"Nytt"', '"Nytt!" # shouted'))
    save_outlets(tmp_path, [OutletSpec("ny", "Ny", "https://ny.example/")])
    text = path.read_text()
    assert text.startswith("# mine\n")
    assert "# shouted" in text
    assert [outlet.slug for outlet in load_additions(tmp_path)] == ["nytt", "ny"]


def test_a_spoilt_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "outlets.toml"
    path.write_text("[[outlets]]\nname = 3\n")
    with pytest.raises(EditionError, match=r"outlets\.toml:2: name: must be text"):
        save_outlets(tmp_path, [ADDED])
    assert path.read_text() == "[[outlets]]\nname = 3\n"


def test_merging_adds_outlets_and_only_the_new_feeds_of_known_ones(write):
    edition = load_edition(write(GOOD))
    known = OutletSpec(
        "fjordposten",
        "Other name",
        "https://other.example/",
        feeds=(FeedSpec("http://fjordposten.example/rss/"), FeedSpec("https://fjordposten.example/sport")),
    )
    whole = merge(edition, [known, ADDED])
    assert [outlet.slug for outlet in whole.outlets] == ["fjordposten", "arctic", "nytt"]
    assert whole.outlets[0].name == "Fjordposten"
    assert [feed.url for feed in whole.outlets[0].feeds[2:]] == ["https://fjordposten.example/sport"]
    assert merge(whole, [known, ADDED]) == whole


def test_the_active_edition_is_that_of_the_settings_with_what_was_added(write, tmp_path):
    folder = tmp_path / "data"
    environ = {"JARIDA_DATA_FOLDER": str(folder), "JARIDA_CONFIG": ""}
    assert active_edition(load(environ=environ)).outlets == ()
    save_outlets(folder, [ADDED])
    assert [outlet.slug for outlet in active_edition(load(environ=environ)).outlets] == ["nytt"]
    environ["JARIDA_EDITION_PATH"] = write(GOOD)
    edition = active_edition(load(environ=environ))
    assert edition.code == "norway"
    assert [outlet.slug for outlet in edition.outlets] == ["fjordposten", "arctic", "nytt"]


# --- slugs and keys -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "homepage", "slug"),
    [
        ("Aujourd'hui le Maroc", "https://aujourdhui.ma", "aujourdhui-le-maroc"),
        ("L’Économiste", "https://leconomiste.com", "leconomiste"),
        ("Médias24", "https://medias24.com", "medias24"),
        ("اليوم 24", "https://www.alyaoum24.com/", "alyaoum24"),
        ("ⴰⵎⴰⴷⴰⵍ", "https://www.amadalamazigh.press.ma", "amadalamazigh-press"),
        ("المغرب", "http://127.0.0.1:9050/", "127-0-0"),
    ],
)
def test_slugs_are_readable_in_any_script(name, homepage, slug):
    assert outlet_slug(name, homepage) == slug


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/feed/", "https://A.example/feed", True),
        ("https://a.example/feed?cat=1", "https://a.example/feed?cat=2", False),
        ("http://127.0.0.1:1/feed", "http://127.0.0.1:2/feed", False),
        ("https://a.example/Feed", "https://a.example/feed", False),
    ],
)
def test_feeds_are_told_apart_by_address(one, other, same):
    assert (feed_key(one) == feed_key(other)) is same


def test_the_example_of_the_guide_is_a_right_edition(write):
    guide = (Path(__file__).parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")
    edition = load_edition(write(guide.partition("```toml\n")[2].partition("```")[0]))
    assert [outlet.slug for outlet in edition.outlets] == ["fjordposten", "nordlys"]
