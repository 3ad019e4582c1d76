"""The calendar of completeness: holes are shown, with their reasons, to everyone."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from jarida.archive.ledger import Day
from jarida.archive.models import LedgerDay, Outlet, RunningDay, WatchDay
from jarida.core.ledger import Counts, DayStatus, Expected, Watch
from jarida.website import completeness
from tests.website.factories import make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ALL = (1 << 24) - 1
DAY = date(2026, 3, 19)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def make_ledger(outlet: Outlet, today: date, known: int = 60, numbers: int = 12) -> None:
    """`known` days up to today; of the last month one we slept through, one silent, some not read, some late."""
    for ago in range(known):
        day = today - timedelta(days=ago)
        if ago != 9:
            RunningDay.objects.create(day=day, hours=ALL)
            WatchDay.objects.create(outlet=outlet, day=day, asked=ALL, answered=0 if ago == 16 else ALL,
                                    problems={"too-slow": ALL} if ago == 16 else {})  # fmt: skip
        if ago not in (9, 13, 16):
            failed = 3 if ago in (5, 20) else 0
            number = numbers + ago % 3
            LedgerDay.objects.create(
                outlet=outlet, day=day, announced=number, collected=number - failed, failed=failed,
                late=2 if ago == 5 else 0, problems={"http-500": 2, "robots-forbid": 1} if failed else {},
            )  # fmt: skip


@pytest.fixture
def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture
def outlet(today: date) -> Outlet:
    outlet = make_outlet("le-courrier", name="Le Courrier", names={"ar": "البريد"}, time_zone="UTC")
    make_ledger(outlet, today)
    return outlet


def path(outlet: Outlet, day: date | None = None, ui: str = "en") -> str:
    return f"/{ui}/outlets/{outlet.slug}/completeness/" + (f"{day:%Y/%m}/" if day else "")


def cells(text: str) -> dict[str, str]:
    """What is said of every day, by its class."""
    return {
        sentence: kind
        for kind, sentence in re.findall(r'<td class="([a-z]+)">.*?<span class="hidden">([^<]+)</span>', text)
    }


def shown(
    status: DayStatus, ui: str = "en", *, expected: Expected | None = None, watch: Watch | None = None, **counts: Any
):
    return completeness.shown(Day(DAY, status, Counts(**counts), watch or Watch(9, 9, 24), expected), ui)


def test_a_hole_is_a_hole_with_its_reason(client, outlet, today):
    for ago, reason in ((9, "Jarida did not run"), (13, "Nothing was announced; "), (16, "site did not answer")):
        day = today - timedelta(days=ago)
        text = client.get(path(outlet, day)).content.decode()
        (kind,) = {kind for sentence, kind in cells(text).items() if f" {day.day} {day:%B} " in sentence}
        assert kind == "hole"
        assert reason in text


def test_every_day_is_said_in_words(client, outlet, today):
    day = today - timedelta(days=5)
    said = cells(client.get(path(outlet, day)).content.decode())
    (sentence,) = [sentence for sentence in said if re.search(rf"\b{day.day} \w+ {day.year}", sentence)]
    assert sentence.endswith("11 of 14 articles kept, hole: not everything could be read")
    assert said[sentence] == "hole"


def test_days_to_come_are_empty_and_days_before_are_not_yet_followed(client, outlet, today):
    before = today - timedelta(days=100)
    said = cells(client.get(path(outlet, before)).content.decode())
    assert set(said.values()) == {"unfollowed"}
    assert all(sentence.endswith("not yet followed") for sentence in said)
    now = cells(client.get(path(outlet)).content.decode())
    assert sum(kind == "future" for kind in now.values()) == len(now) - today.day


def test_a_day_leads_to_its_archive(client, outlet, today):
    text = client.get(path(outlet)).content.decode()
    assert f'href="/en/outlets/le-courrier/archive/{today:%Y/%m/%d}/"' in text


def test_months_lead_to_each_other_as_far_as_there_is_something(client, outlet, today):
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    text = client.get(path(outlet)).content.decode()
    assert f'rel="prev" href="{path(outlet, before)}"' in text
    assert 'rel="next"' not in text
    text = client.get(path(outlet, before)).content.decode()
    assert f'rel="next" href="{path(outlet, first)}"' in text
    assert 'rel="prev"' not in client.get(path(outlet, today - timedelta(days=130))).content.decode()


def test_a_year_sums_up(client, outlet, today):
    text = client.get(f"/en/outlets/le-courrier/completeness/{today.year}/").content.decode()
    collected = sum(row.collected for row in LedgerDay.objects.filter(day__year=today.year))
    found = [int(number.replace(",", "")) for number in re.findall(r"</th><td>([\d,]+)</td>", text)]
    assert sum(found) == collected
    assert f'href="{path(outlet, today)}"' in text
    assert "not yet followed" in client.get("/en/outlets/le-courrier/completeness/2001/").content.decode()


@pytest.mark.parametrize("rest", ["0000/01/", "2026/13/", "2026/00/", "9999/12/", "9999/", "0000/"])
def test_months_that_are_none_or_to_come_are_missing(client, outlet, rest):
    assert client.get(f"{path(outlet)}{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["0001/01/", "0001/", "1999/12/"])
def test_times_long_ago_are_not_yet_followed(client, outlet, rest):
    assert client.get(f"{path(outlet)}{rest}").status_code == 200


def test_an_outlet_that_is_unknown_or_was_never_asked(client):
    assert client.get("/en/outlets/nobody/completeness/").status_code == 404
    text = client.get(path(make_outlet("new"))).content.decode()
    assert "This outlet is not yet followed." in text
    assert "noindex" in text


def test_a_month_is_a_bounded_number_of_queries(client, outlet, today, django_assert_max_num_queries):
    client.get(path(outlet))
    with django_assert_max_num_queries(10):
        client.get(f"{path(outlet, today)}?fresh")


def test_it_is_cached_as_other_lists(client, outlet):
    response = client.get(path(outlet))
    assert "max-age=300" in response["Cache-Control"]
    assert client.get(path(outlet), headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_outlet_and_its_archive_lead_there(client, outlet, today):
    for rest in ("", "archive/", f"archive/{today:%Y/%m}/"):
        assert "/fr/outlets/le-courrier/completeness/" in client.get(f"/fr/outlets/le-courrier/{rest}").content.decode()


def test_without_a_language_it_is_negotiated(client, outlet):
    response = client.get("/outlets/le-courrier/completeness/", headers={"Accept-Language": "ar"})
    assert (response.status_code, response["Location"]) == (302, "/ar/outlets/le-courrier/completeness/")


@pytest.mark.parametrize(("ui", "word"), [("fr", "trou"), ("ar", "نقص"), ("es", "hueco"), ("en", "hole")])
def test_in_every_language(client, outlet, today, ui, word):
    text = client.get(path(outlet, today - timedelta(days=9), ui)).content.decode()
    assert f"{word}" in text
    assert '<table class="month ledger">' in text


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(DayStatus))
@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_every_status_has_a_word_but_the_future(status, ui):
    found = shown(status, ui)
    assert bool(found.word) == (status != DayStatus.FUTURE)
    assert found.sentence


def test_reasons_are_gathered_and_counted():
    problems = {"http-500": 2, "connection": 1, "robots-forbid": 1, "not-an-article": 4}
    found = shown(DayStatus.INCOMPLETE, announced=20, collected=12, failed=7, refused=1, problems=problems)
    assert found.remarks == (
        "3 articles are missing: the outlet's site did not answer.",
        "1 article is missing: the outlet asks robots not to read it.",
    )


def test_what_is_usual_is_said_where_it_explains():
    usual = Expected(10.0, 5, 15)
    assert shown(DayStatus.FEW, expected=usual, announced=2, collected=2).remarks == (
        "Fewer articles were announced than usual: 2 instead of 5 to 15.",
    )
    assert shown(DayStatus.COMPLETE, expected=usual, announced=9, collected=9).remarks == ()


def test_our_own_outage_is_said():
    assert shown(DayStatus.OUTAGE, watch=Watch(0, 0, 0)).remarks == ("Jarida did not run on this day.",)
    assert shown(DayStatus.INTERRUPTED, watch=Watch(9, 9, 17)).remarks == ("Jarida ran for only 17 of 24 hours.",)
    assert "did not ask" in shown(DayStatus.UNWATCHED, watch=Watch(0, 0, 24)).remarks[0]


def test_waiting_withdrawn_and_late_are_said():
    found = shown(DayStatus.WAITING, announced=9, collected=5, waiting=1, withdrawn=2, late=3)
    assert [remark.split()[0] for remark in found.remarks] == ["1", "2", "3"]


def test_feeds_that_failed_in_two_ways():
    watch = Watch(24, 0, 24, 24, {"too-slow": 20, "not-a-feed": 4, "http-503": 1})
    (remark,) = shown(DayStatus.UNREACHABLE, watch=watch).remarks
    assert remark.endswith("the outlet's site did not answer, the page holds something else.")


# --- in a browser -----------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("ui", "width"), [("fr", 1280), ("ar", 390), ("fr", 320), ("ar", 320)])
def test_it_fits_every_screen(visitor, ui, width):
    outlet = make_outlet("le-courrier", name="Le Courrier", time_zone="UTC")
    today = datetime.now(UTC).date()
    make_ledger(outlet, today, numbers=140)
    page = visitor.open(path(outlet, today - timedelta(days=9), ui), width=width, java_script_enabled=False)
    assert page.evaluate(WIDER) <= 0
    boxes = page.evaluate("""() => [...document.querySelectorAll('.ledger td > *')].map(cell =>
        Math.max(0, ...[...cell.querySelectorAll('b, small, i')].map(part => part.scrollWidth)) - cell.clientWidth)""")
    assert max(boxes) <= 0


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_days_are_reached_by_keyboard_and_printed_whole(visitor):
    outlet = make_outlet("le-courrier", name="Le Courrier", time_zone="UTC")
    today = datetime.now(UTC).date()
    make_ledger(outlet, today)
    page = visitor.open(path(outlet, today - timedelta(days=9)))
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => !!document.activeElement.closest('.ledger td')"):
            break
    assert page.evaluate("() => document.activeElement.closest('.ledger td') !== null")
    page.emulate_media(media="print")
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('.ledger .hole > *')).borderTopStyle") == "dashed"
    )
    assert page.locator(".remarks").is_visible()
