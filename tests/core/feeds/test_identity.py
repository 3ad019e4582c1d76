from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jarida.core.feeds import Entry, entry_fingerprint

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
