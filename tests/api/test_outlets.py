"""Outlets, their feeds and ledger, and counts of days, for programs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jarida.api.shapes import bare
from jarida.archive.models import DayCount, Feed, LedgerDay, Outlet, WatchDay
from tests.website.factories import make_article, make_outlet

pytestmark = pytest.mark.database


def test_outlets_page_by_page(press, ask):
    slugs = [item["slug"] for item in ask.walk("/outlets", limit=2)]
    assert slugs == sorted(Outlet.objects.values_list("slug", flat=True))
    assert ask.items("/outlets", limit=1)[0]["names"] == {"ar": "وكالة الريف"} or slugs[0] != "agence-du-rif"


def test_outlets_that_are_gathered_no_more_are_there(db, ask):
    make_outlet("old", active=False, country="MA")
    make_outlet("new", country="ES")
    assert [item["slug"] for item in ask.items("/outlets")] == ["new", "old"]
    assert [item["slug"] for item in ask.items("/outlets", active="false")] == ["old"]
    assert [item["slug"] for item in ask.items("/outlets", active="true")] == ["new"]
    assert [item["slug"] for item in ask.items("/outlets", country="MA")] == ["old"]


def test_one_outlet(press, ask):
    found = ask.json("/outlets/atlas-post")
    assert (found["name"], found["articles"], found["followed_since"]) == ("Atlas Post", 7, None)
    assert "note" not in found
    assert "selectors" not in found
    assert ask.json("/outlets/atlas-post", fields="name") == {"name": "Atlas Post"}
    assert "'nobody'" in ask.problem("/outlets/nobody", 404)["detail"]


def test_to_whom_an_outlet_belongs(db, ask):
    make_outlet("stated", ownership="state")
    make_outlet("unstated")
    assert [ask.json(f"/outlets/{slug}")["ownership"] for slug in ("stated", "unstated")] == ["state", ""]


@pytest.fixture
def outlet(db) -> Outlet:
    """An outlet with two feeds, one of which fails, and a week in the ledger."""
    outlet = make_outlet("press")
    now = datetime.now(UTC)
    Feed.objects.create(
        outlet=outlet, url="https://name:word@press.example/feed?key=1", state="active", last_new_at=now
    )
    Feed.objects.create(
        outlet=outlet, url="https://press.example/old", state="failing", problem_code="http-500", failures=3,
        problem="answered 500 from 10.0.0.1",
    )  # fmt: skip
    for number in range(7):
        day = now.date() - timedelta(days=number)
        LedgerDay.objects.create(
            outlet=outlet, day=day, announced=10, collected=8, failed=2, problems={"timeout": 1, "http-404": 1}
        )
        WatchDay.objects.create(outlet=outlet, day=day, asked=0xFFFFFF, answered=0xFFFFFF)
    return outlet


def test_health(outlet, ask):
    make_article(outlet)
    found = ask.json("/outlets/press/health")
    assert found["word"] == "partly"
    assert found["articles"] == 1
    assert found["last_30_days"]["announced"] == 70
    assert found["last_30_days"]["problems"] == {"http-404": 7, "timeout": 7}
    assert [feed["troubled"] for feed in found["feeds"]] == [False, True]
    assert found["feeds"][1]["problem_code"] == "http-500"


def test_what_may_be_secret_of_a_feed_is_not_told(outlet, ask):
    for path in ("/outlets/press/health", "/feeds"):
        content = ask.get(path).content.decode()
        assert "https://press.example/feed" in content
        for secret in ("name:word", "key=1", "10.0.0.1"):
            assert secret not in content


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/f?x=1#y", "https://a.example/f"),
        ("https://u:p@a.example:8443/f", "https://a.example:8443/f"),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_addresses_without_secrets(url, shown):
    assert bare(url) == shown


def test_feeds_page_by_page_and_by_state(outlet, ask):
    other = make_outlet("other")
    Feed.objects.create(outlet=other, url="https://other.example/feed")
    assert [feed["outlet"] for feed in ask.walk("/feeds", limit=1)] == ["press", "press", "other"]
    assert [feed["url"] for feed in ask.items("/feeds", state="failing")] == ["https://press.example/old"]
    assert [feed["outlet"] for feed in ask.items("/feeds", outlet="other")] == ["other"]
    assert set(ask.items("/feeds", fields="id,state")[0]) == {"id", "state"}


def test_health_is_asked_again_with_its_tag(outlet, ask):
    tag = ask.get("/outlets/press/health")["ETag"]
    assert ask.get("/outlets/press/health", headers={"If-None-Match": tag}).status_code == 304
    # a feed that begins to fail bumps no generation: readers' pages are the same
    Feed.objects.update(state="failing")
    assert ask.get("/outlets/press/health", headers={"If-None-Match": tag}).status_code == 200


def test_the_ledger_shows_holes(outlet, ask):
    found = ask.json("/outlets/press/ledger")
    assert len(found["items"]) == 30
    last = found["items"][-1]
    assert last["counts"]["announced"] in (0, 10)  # it may be another day already in the outlet's zone
    assert {item["status"] for item in found["items"]} >= {"incomplete", "unfollowed"}
    assert all(item["hole"] for item in found["items"] if item["status"] == "incomplete")
    assert found["followed_since"] == min(WatchDay.objects.values_list("day", flat=True)).isoformat()


def test_the_ledger_of_a_span(outlet, ask):
    found = ask.json("/outlets/press/ledger", first="2024-02-28", last="2024-03-01")
    assert [item["day"] for item in found["items"]] == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert [item["day"] for item in ask.items("/outlets/press/ledger", last="0001-01-02")][-1] == "0001-01-02"
    assert len(ask.items("/outlets/press/ledger", first="9999-12-30")) == 2
    assert "400 days" in ask.problem("/outlets/press/ledger", 400, first="2020-01-01", last="2024-01-01")["detail"]
    assert "last" in ask.problem("/outlets/press/ledger", 400, first="2024-01-02", last="2024-01-01")["detail"]


def test_days_are_counted(db, ask):
    one, two = make_outlet("one"), make_outlet("two")
    for outlet, language, articles in ((one, "fr", 3), (one, "ar", 2), (two, "fr", 5)):
        DayCount.objects.create(outlet=outlet, day=date(2026, 11, 20), language=language, articles=articles)
    DayCount.objects.create(outlet=one, day=date(2026, 11, 22), language="fr", articles=1)
    span = {"first": "2026-11-19", "last": "2026-11-23"}

    def counted(**query: str) -> list[tuple[str, int, str | None, str | None]]:
        items = ask.items("/archive/days", **span, **query)
        return [(item["day"][-2:], item["articles"], item["outlet"], item["language"]) for item in items]

    assert counted() == [("20", 10, None, None), ("22", 1, None, None)]
    assert counted(outlet="two") == [("20", 5, None, None)]
    assert counted(language="ar") == [("20", 2, None, None)]
    assert counted(by="outlet") == [("20", 5, "one", None), ("20", 5, "two", None), ("22", 1, "one", None)]
    assert counted(by="language", outlet="one") == [
        ("20", 2, None, "ar"), ("20", 3, None, "fr"), ("22", 1, None, "fr"),
    ]  # fmt: skip
    assert ask.problem("/archive/days", 404, outlet="three")["detail"]


def test_too_many_counts_are_said_to_be_cut(press, ask, monkeypatch):
    assert ask.json("/archive/days", by="outlet")["complete"]
    monkeypatch.setattr("jarida.api.outlets.MOST_COUNTS", 2)
    found = ask.json("/archive/days", by="outlet")
    assert len(found["items"]) == 2
    assert not found["complete"]
