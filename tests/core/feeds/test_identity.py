from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.feeds import Entry, entry_fingerprint, entry_identity

ENTRY = Entry(
    id="1",
    url="http://x.example/a?utm_source=rss",
    title="Title",
    summary="Said",
    updated=datetime(2024, 4, 22, tzinfo=UTC),
)


def test_it_is_32_hex_digits_and_always_the_same():
    assert entry_fingerprint(ENTRY) == entry_fingerprint(replace(ENTRY))
    assert len(entry_fingerprint(ENTRY)) == 32
    assert int(entry_fingerprint(ENTRY), 16)


@pytest.mark.parametrize("change", [{"title": "Other"}, {"summary": "Other"}, {"updated": None}])
def test_it_changes_with_what_the_feed_says(change):
    assert entry_fingerprint(replace(ENTRY, **change)) != entry_fingerprint(ENTRY)


@pytest.mark.parametrize(
    "change", [{"url": "http://x.example/a?utm_source=mail"}, {"id": "2"}, {"images": ("http://x.example/i.jpg",)}]
)
def test_it_does_not_change_with_identifiers_tracking_or_pictures(change):
    assert entry_fingerprint(replace(ENTRY, **change)) == entry_fingerprint(ENTRY)


def test_fields_do_not_run_into_each_other():
    one, two = replace(ENTRY, title="ab", summary="c"), replace(ENTRY, title="a", summary="bc")
    assert entry_fingerprint(one) != entry_fingerprint(two)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Title, corrected"},
        {"url": "https://x.example/a?utm_source=mail&utm_campaign=b"},
        {"url": "https://www.x.example/a/"},
        {"url": "http://x.example/a#comments"},
        {"id": "2"},
        {"id": ""},
        {"summary": "", "updated": None, "published": None},
    ],
)
def test_an_entry_is_the_same_whatever_else_changes(change):
    assert entry_identity(replace(ENTRY, **change)) == entry_identity(ENTRY)


def test_an_identifier_reused_for_another_article_makes_it_no_other():
    other = replace(ENTRY, url="http://x.example/b")
    assert other.id == ENTRY.id
    assert entry_identity(other) != entry_identity(ENTRY)


def test_without_an_address_the_identifier_is_taken():
    bare = replace(ENTRY, url="")
    assert entry_identity(bare) == entry_identity(replace(bare, title="Other"))
    assert entry_identity(bare) != entry_identity(replace(bare, id="2"))
    assert entry_identity(replace(bare, id="http://x.example/a")) == entry_identity(ENTRY)


def test_without_both_the_title_and_the_day_are_taken():
    bare = Entry(title="The  Title", published=datetime(2024, 4, 22, 8, tzinfo=UTC))
    same = replace(bare, title="the title", published=datetime(2024, 4, 22, 20, tzinfo=UTC))
    assert entry_identity(bare) == entry_identity(same)
    assert entry_identity(bare) != entry_identity(replace(bare, published=datetime(2024, 4, 23, tzinfo=UTC)))
    assert entry_identity(Entry()) == ""


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_entry_has_one_identity(url, identifier, title):
    entry = Entry(id=identifier, url=url, title=title)
    assert entry_identity(entry) == entry_identity(replace(entry, summary="other", images=("x",)))


@given(st.from_regex(r"/[a-z0-9/-]{1,30}", fullmatch=True), st.sampled_from(["utm_source", "fbclid", "gclid"]))
def test_tracking_never_makes_another_article(path, parameter):
    plain = Entry(url=f"https://x.example{path}")
    assert entry_identity(plain) == entry_identity(replace(plain, url=f"http://x.example{path}?{parameter}=9"))
