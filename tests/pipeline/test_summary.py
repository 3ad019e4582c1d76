"""What a run came to."""

from jarida.pipeline.recorder import Happened
from jarida.pipeline.summary import Summary


def test_counting():
    summary = Summary()
    summary.add([Happened("feed", "active", new=3), Happened("feed", "failing", "http-500")])
    summary.add([Happened("page", "kept"), Happened("page", "kept", "http-403"), Happened("page", "revised")])
    summary.add([Happened("page", "gone", "http-404"), Happened("page", "failed", "too-slow")])
    summary.add([Happened("picture", "kept"), Happened("picture", "failed", "not-an-image")])
    assert summary.as_json() == {
        "feeds": 2,
        "new_entries": 3,
        "articles": {"kept": 2, "revised": 1, "refreshed": 0, "unchanged": 0, "gone": 1},
        "pictures": 1,
        "failed": {"feed http-500": 1, "page http-404": 1, "page too-slow": 1, "picture not-an-image": 1},
    }
    assert summary.done == 9


def test_lines_for_people():
    summary = Summary(feeds=1, new_entries=1, kept=2)
    summary.failed["page too-slow"] = 3
    assert summary.as_lines() == [
        "1 feed polled, 1 new entry",
        "2 articles kept, 0 revised, 0 unchanged, 0 gone from their source, 0 pictures",
        "failed: 3 × page too-slow",
    ]
