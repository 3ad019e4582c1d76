"""Every feed under fixtures/ becomes exactly the JSON beside it.

A file stands for one format, encoding or defect; all are written for this project. After a deliberate
change: `python -m tests.core.feeds.test_golden` writes the expected files anew; read the difference.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jarida.core.feeds import as_json, parse_feed

FIXTURES = Path(__file__).parent / "fixtures"
FEEDS = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".expected.json"))
NOW = datetime(2024, 5, 1, tzinfo=UTC)


def parsed(path: Path) -> dict[str, Any]:
    feed = parse_feed(path.read_bytes(), url="https://feeds.example/news/feed", now=NOW)
    beside = {"ttl": feed.ttl, "hub": feed.hub, "self_url": feed.self_url}
    return as_json(feed) | {name: value for name, value in beside.items() if value}


def expected_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_is_understood_as_expected(path):
    assert parsed(path) == json.loads(expected_file(path).read_text("utf-8"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_no_content_is_made_where_none_is_wanted_and_nothing_else_changes(path):
    feed = parse_feed(path.read_bytes(), url="https://feeds.example/news/feed", now=NOW, with_content=False)
    whole = parse_feed(path.read_bytes(), url="https://feeds.example/news/feed", now=NOW)
    assert not any(entry.content for entry in feed.entries)
    assert [entry.summary for entry in feed.entries] == [entry.summary for entry in whole.entries]
    assert [entry.url for entry in feed.entries] == [entry.url for entry in whole.entries]


def test_every_expected_file_has_its_feed():
    assert {path.name for path in FIXTURES.glob("*.expected.json")} == {expected_file(path).name for path in FEEDS}


if __name__ == "__main__":
    for feed_file in FEEDS:
        text = json.dumps(parsed(feed_file), ensure_ascii=False, indent=1)
        expected_file(feed_file).write_text(text + "\n", encoding="utf-8")
