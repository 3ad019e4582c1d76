"""What a feed announces."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.feeds.model import Entry, ParsedFeed
from jarida.pipeline.announced import (
    LONGEST_SUMMARY,
    MOST_ENTRIES,
    MOST_MEMBERS,
    announced,
    members_to_read,
    remarks_on,
)
from jarida.pipeline.members import ReadMember
from tests.pipeline.builders import NOW, entry


def keys(*entries: Entry) -> list[str]:
    return [one.address_key for one in announced(ParsedFeed("rss2.0", entries=entries))]


def test_each_address_is_announced_once_whatever_its_tracking_parameters():
    twins = (entry("a"), entry("a", url="https://press.example/a?utm_source=rss&utm_campaign=7"))
    assert keys(*twins) == ["press.example/a"]


def test_the_identifier_is_no_identity():
    assert len(keys(entry("a", id="1"), entry("b", id="1"), entry("c", id="1"))) == 3


def test_entries_without_an_address_are_left_out_and_remarked_on():
    parsed = ParsedFeed("rss2.0", entries=(entry("a"), entry("b", url="")), problems=("cut off",))
    usable = announced(parsed)
    assert [one.title for one in usable] == ["Title a"]
    assert remarks_on(parsed, len(usable)) == ("1 of 2 entries have no web address", "cut off")


def test_other_schemes_are_no_addresses():
    assert keys(entry("a", url="javascript:alert(1)"), entry("b", url="file:///etc/passwd")) == []


def test_an_endless_feed_is_bounded():
    entries = tuple(entry(str(number)) for number in range(MOST_ENTRIES + 10))
    usable = announced(ParsedFeed("sitemap", entries=entries))
    assert len(usable) == MOST_ENTRIES
    assert "only the first" in remarks_on(ParsedFeed("sitemap", entries=entries), len(usable))[0]


def test_language_and_date_fall_back():
    parsed = ParsedFeed("atom1.0", language="ar", entries=(entry("a", updated=NOW), entry("b", language="fr")))
    first, second = announced(parsed)
    assert (first.language, first.published_at) == ("ar", NOW)
    assert second.language == "fr"


def test_the_first_picture_that_is_one_is_taken():
    (one,) = announced(ParsedFeed("rss2.0", entries=(entry(images=("data:x", "https://press.example/i.jpg")),)))
    assert one.image_url == "https://press.example/i.jpg"


def test_long_texts_are_shortened():
    (one,) = announced(ParsedFeed("rss2.0", entries=(entry(title="t" * 9000, summary="word " * 5000),)))
    assert len(one.title) <= 1000
    assert len(one.summary) <= LONGEST_SUMMARY


def test_the_fingerprint_follows_what_is_said_and_not_how_it_is_linked():
    def print_of(**values: object) -> str:
        (one,) = announced(ParsedFeed("rss2.0", entries=(entry(**values),)))
        return one.fingerprint

    same = print_of()
    assert print_of(url="https://press.example/a?utm_source=x", content="<p>7 comments</p>", id="9") == same
    assert print_of(title="Title a, corrected") != same
    assert print_of(summary="more") != same
    assert print_of(updated=NOW) != print_of(updated=NOW + timedelta(minutes=1))


def test_members_of_an_index_news_first_then_both_ends():
    members = tuple(f"https://press.example/map-{number}.xml" for number in range(9))
    index = ParsedFeed("sitemap-index", sitemaps=(*members, "https://press.example/news.xml", "ftp://x/y"))
    chosen = members_to_read(index)
    assert chosen[0] == "https://press.example/news.xml"
    assert {members[0], members[8]} <= set(chosen)
    assert len(chosen) == MOST_MEMBERS


DATED = tuple(f"https://press.example/{number}.xml" for number in range(300))
DATES = tuple(NOW - timedelta(days=number) for number in range(300))


def test_of_dated_members_the_newest_come_and_those_of_the_past_never():
    index = ParsedFeed("sitemap-index", sitemaps=DATED[::-1], sitemap_changes=DATES[::-1])
    assert members_to_read(index) == DATED[:MOST_MEMBERS]
    read = {url: ReadMember(NOW, changed) for url, changed in zip(DATED[:5], DATES[:5], strict=True)}
    assert members_to_read(index, read) == DATED[5:7]  # what is left of a week


def test_only_members_that_changed_since_they_were_read_come_again():
    read = {url: ReadMember(NOW, changed) for url, changed in zip(DATED, DATES, strict=True)}
    index = ParsedFeed("sitemap-index", sitemaps=DATED, sitemap_changes=DATES)
    assert members_to_read(index, read) == ()
    changed = (NOW + timedelta(minutes=5), *DATES[1:])
    assert members_to_read(ParsedFeed("sitemap-index", sitemaps=DATED, sitemap_changes=changed), read) == DATED[:1]


def test_members_without_a_date_are_asked_every_time():
    index = ParsedFeed("sitemap-index", sitemaps=DATED[:2])
    assert set(members_to_read(index, {DATED[0]: ReadMember(NOW)})) == set(DATED[:2])


@given(st.lists(st.tuples(st.sampled_from(DATED), st.none() | st.sampled_from(DATES)), max_size=30))
def test_members_are_few_each_once_and_of_the_index(pairs):
    index = ParsedFeed(
        "sitemap-index", sitemaps=tuple(url for url, _ in pairs), sitemap_changes=tuple(changed for _, changed in pairs)
    )
    chosen = members_to_read(index)
    assert len(set(chosen)) == len(chosen) <= MOST_MEMBERS
    assert set(chosen) <= set(index.sitemaps)
    assert bool(chosen) == bool(pairs)


def test_a_feed_has_no_members():
    assert members_to_read(ParsedFeed("rss2.0")) == ()


@given(st.lists(st.builds(Entry, url=st.text(max_size=40), title=st.text(max_size=40), summary=st.text(max_size=40))))
def test_anything_can_be_announced(entries):
    usable = announced(ParsedFeed("rss2.0", entries=tuple(entries)))
    assert len({one.address_key for one in usable}) == len(usable)
    assert all(one.url.startswith(("http://", "https://")) and len(one.fingerprint) == 32 for one in usable)
