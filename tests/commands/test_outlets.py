"""`jarida outlets` names every fault, to people and to programs."""

import json

import pytest
from click.testing import CliRunner, Result

from jarida.archive.models import DayCount, Entry, FeedState, FetchState, Outlet
from jarida.commands.outlets import command
from tests.archive.making import NOW, make_feed, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def outlets(*arguments: str) -> Result:
    """The command's result; its exit status is 0."""
    result = CliRunner(env={"COLUMNS": "80"}).invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result


@pytest.fixture
def press() -> Outlet:
    """An outlet in Arabic with a failing feed, a mended one, and pages that cannot be read."""
    outlet = make_outlet("press", name="هسبريس [bold]", languages=["ar", "fr"])
    url = "https://press.example/bomb"
    make_feed(
        outlet, url=url, state=FeedState.FAILING, failures=3, problem_code="too-large", problem=f"{url}: 10 MB \x1b[2J"
    )
    make_feed(
        outlet, url="https://press.example/odd", state=FeedState.ACTIVE, last_new_at=NOW,
        remarks=["2 dates in the future dropped", "cut off"],
    )  # fmt: skip
    for number, code in enumerate(["http-404", "http-404", "not-an-article", "too-slow", "redirects", "too-slow"]):
        Entry.objects.create(
            outlet=outlet, address_key=str(number), url=f"https://press.example/{number}", fingerprint="x",
            announced_at=NOW, state=FetchState.FAILED, problem_code=code, problem=f"problem {code}",
        )  # fmt: skip
    DayCount.objects.create(outlet=outlet, day=NOW.date(), language="ar", articles=12)
    return outlet


def test_without_outlets_it_says_what_to_do():
    assert "no outlets yet" in outlets().output
    assert outlets("--json").output == ""


def test_a_table_that_fits_eighty_columns(press):
    make_feed(make_outlet("calm", name="Le Calme et la Mesure du Royaume"), state=FeedState.ACTIVE)
    output = outlets().output
    table = output[: output.index("هسبريس [bold] (press)")]
    assert all(len(line) <= 80 for line in table.splitlines())
    assert "partly" in table
    assert "too-large" in table
    assert "ar fr" in table
    assert "2 outlets, 12 articles, 1 with a problem." in output


def test_every_fault_is_named_once_by_its_code(press):
    lines = outlets().output.splitlines()
    assert "  feed https://press.example/bomb failing 3 times: too-large: 10 MB [2J" in lines
    assert "  feed https://press.example/odd mended: 2 dates in the future dropped (and 1 more)" in lines
    assert "  2 pages failed: http-404: problem http-404 (https://press.example/0)" in lines
    assert "  1 page with other problems: redirects" in lines


def test_what_strangers_wrote_is_not_obeyed(press):
    output = outlets().output
    assert "\x1b" not in output
    assert "[bold]" in output


def test_only_those_that_fail(press):
    make_feed(make_outlet("calm"), state=FeedState.ACTIVE)
    output = outlets("--failing").output
    assert "Calm" not in output
    assert "1 of 2 outlets, 12 articles, 1 with a problem." in output


def test_all_is_well():
    make_feed(make_outlet("calm"), state=FeedState.ACTIVE)
    assert outlets("--failing").output == "1 outlet, none with a problem.\n"


def test_an_outlet_without_a_feed_is_told_how_to_find_one():
    make_outlet("bare")
    assert "no feed is known; `jarida add https://bare.example/` looks for one" in outlets().output


def test_an_inactive_outlet_is_listed_without_its_troubles(press):
    Outlet.objects.update(active=False)
    output = outlets().output
    assert "inactive" in output
    assert "too-large" not in output


def test_json_lines_are_a_contract(press):
    (line,) = outlets("--json").output.splitlines()
    outlet = json.loads(line)
    assert list(outlet) == [
        "slug", "name", "homepage", "kind", "languages", "country", "policy", "active", "verified", "fictional",
        "articles", "health", "troubled", "last_new_at", "feeds", "pages", "page_problems", "images", "image_problems",
        "layout",
    ]  # fmt: skip
    assert (outlet["slug"], outlet["articles"], outlet["health"]) == ("press", 12, "partly")
    assert outlet["last_new_at"] == NOW.isoformat(timespec="seconds")
    assert list(outlet["feeds"][0]) == [
        "url", "state", "format", "language", "interval", "failures", "problem_code", "problem", "remarks",
        "moved_from", "last_checked_at", "last_success_at", "last_new_at", "next_check_at", "troubled",
    ]  # fmt: skip
    assert outlet["feeds"][0]["problem_code"] == "too-large"
    assert outlet["feeds"][1]["remarks"] == ["2 dates in the future dropped", "cut off"]
    assert outlet["pages"] == {"failed": 6}
    assert outlet["page_problems"][0] == {
        "code": "http-404", "state": "failed", "count": 2, "problem": "problem http-404",
        "example": "https://press.example/0",
    }  # fmt: skip
    assert len(outlet["page_problems"]) == 4


def test_json_of_those_that_fail_leaves_the_others_out(press):
    make_feed(make_outlet("calm"), state=FeedState.ACTIVE)
    assert [json.loads(line)["slug"] for line in outlets("--json", "--failing").output.splitlines()] == ["press"]
