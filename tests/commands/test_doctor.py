"""`jarida doctor` as a whole: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jarida.archive.models import Feed, FeedState
from jarida.commands.doctor import command
from tests.archive.making import make_feed, make_outlet
from tests.commands.conftest import Press

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def doctor(*arguments: str) -> Result:
    """The command's result."""
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


@pytest.fixture
def edition(press: Press, tmp_path: Path) -> str:
    """An edition of which one feed is good and one is missing."""
    path = tmp_path / "edition.toml"
    path.write_text(
        '[edition]\ncode = "test"\nname = "Test"\n[[outlets]]\nname = "Le Journal"\n'
        f'homepage = "{press.origin}/"\nfeeds = ["{press.rss()}", "{press.origin}/missing"]\n'
    )
    return str(path)


def test_offline_it_asks_nobody_and_is_content(press, edition):
    result = doctor("--offline", "--edition", edition)
    assert result.exit_code == 0, result.output
    assert press.asked == []
    assert "Test: 1 outlets (0 verified), 2 feeds" in result.output
    assert "not used (--offline)" in result.output


def test_each_feed_is_told_and_one_fault_is_status_one(press, edition):
    result = doctor("--edition", edition)
    assert result.exit_code == 1
    assert "1 of 2 answer with 2 entries" in result.output
    assert f"le-journal: {press.origin}/missing: http-404: " in result.output
    assert press.asked.count("/feed") == 1


def test_all_well_is_status_zero(press, edition):
    press.rss("/missing")
    result = doctor("--edition", edition)
    assert result.exit_code == 0, result.output
    assert "2 of 2 answer with 4 entries" in result.output


def test_json_is_one_object(press, edition):
    result = doctor("--edition", edition, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["ok"] is False
    assert {check["name"] for check in report["checks"]} >= {"Python", "SQLite", "database", "edition", "feeds"}
    assert list(report["feeds"][0]) == [
        "outlet", "url", "code", "problem", "format", "entries", "remarks", "moved_to",
    ]  # fmt: skip
    assert [feed["code"] for feed in report["feeds"]] == ["", "http-404"]


def test_only_so_many_are_asked(press, edition):
    result = doctor("--edition", edition, "--limit", "1")
    assert result.exit_code == 0, result.output
    assert "1 of 1 answer" in result.output
    assert doctor("--limit", "0").exit_code == 2


def test_the_feeds_that_the_archive_polls_are_asked(press):
    outlet = make_outlet("polled", homepage=press.origin)
    make_feed(outlet, url=press.rss("/a"))
    make_feed(outlet, url=press.origin + "/b", state=FeedState.PAUSED)
    make_feed(make_outlet("gone", active=False), url=press.origin + "/c")
    result = doctor()
    assert result.exit_code == 0, result.output
    assert "1 of 1 answer with 2 entries" in result.output
    assert set(press.asked) == {"/a", "/robots.txt"}
    assert Feed.objects.get(url__endswith="/a").state == FeedState.NEW


def test_without_a_network_that_is_said_once(press):
    for number in range(9):
        make_feed(make_outlet(f"o{number}"), url=f"http://127.0.0.1:{number + 39061}/feed")
    result = doctor()
    assert result.exit_code == 1
    assert result.output.count("could not reach") == 1
    assert "there seems to be none" in result.output
    assert "no feed was checked" in result.output


def test_a_wrong_edition_is_one_line(tmp_path):
    result = doctor("--offline", "--edition", "atlantis")
    assert result.exit_code == 1
    assert "atlantis: there is no such edition" in result.output


def test_nothing_to_ask_is_no_fault():
    result = doctor()
    assert result.exit_code == 0, result.output
    assert "there is no feed to ask" in result.output
