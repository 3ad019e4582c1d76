"""The ledger, read, shown to the staff and on a terminal."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from jarida.archive import ledger
from jarida.archive.models import LedgerDay, RunningDay, WatchDay
from jarida.core.errors import BadStatus
from jarida.core.ledger import DayStatus
from jarida.pipeline import heartbeat
from jarida.pipeline.management.commands.ledger import line
from tests.archive.making import make_entry, make_outlet, read

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ALL = (1 << 24) - 1
NOW = datetime(2026, 3, 20, 12, 30, tzinfo=UTC)
TODAY = NOW.date()
FIRST = TODAY - timedelta(days=40)


@pytest.fixture
def outlet():
    """Followed for forty days with ten articles each; yesterday we did not run, three days ago it was silent."""
    outlet = make_outlet(time_zone="UTC")
    for number in range(41):
        day = FIRST + timedelta(days=number)
        ago = (TODAY - day).days
        hours = (1 << 13) - 1 if ago == 0 else ALL
        if ago != 1:
            RunningDay.objects.create(day=day, hours=hours)
            WatchDay.objects.create(outlet=outlet, day=day, asked=hours, answered=hours)
        if ago not in (1, 3):
            LedgerDay.objects.create(outlet=outlet, day=day, announced=10, collected=10)
    return outlet


def days_ago(outlet, ago):
    day = TODAY - timedelta(days=ago)
    return ledger.days(outlet, day, day, NOW)[0]


def test_days_say_what_they_were(outlet):
    assert days_ago(outlet, 5).status == DayStatus.COMPLETE
    assert days_ago(outlet, 1).status == DayStatus.OUTAGE
    assert days_ago(outlet, 3).status == DayStatus.SILENT
    assert days_ago(outlet, 41).status == DayStatus.UNFOLLOWED
    assert days_ago(outlet, -1).status == DayStatus.FUTURE
    assert days_ago(outlet, 0).status == DayStatus.COMPLETE


def test_what_is_usual_is_learned_of_watched_days_only(outlet):
    found = days_ago(outlet, 0)
    assert 9 <= found.expected.mean <= 10
    assert found.expected.low >= 3
    assert days_ago(outlet, 35).expected is None
    assert days_ago(outlet, -1).expected is None


def test_the_hours_of_today_are_those_that_have_passed(outlet):
    assert (days_ago(outlet, 0).watch.hours, days_ago(outlet, 0).watch.running) == (13, 13)
    assert (days_ago(outlet, 1).watch.hours, days_ago(outlet, 1).watch.running) == (24, 0)


def test_a_month_is_few_queries(outlet, django_assert_num_queries):
    with django_assert_num_queries(4):
        found = ledger.days(outlet, FIRST, TODAY, NOW)
    assert [each.day for each in found] == [FIRST + timedelta(days=number) for number in range(41)]
    assert sum(each.hole for each in found) == 2


def test_spans_are_bounded(outlet):
    outlet.time_zone = "Asia/Tokyo"
    assert len(ledger.days(outlet, date(1, 1, 1), date(9999, 12, 31), NOW)) == ledger.MOST_DAYS
    assert ledger.days(outlet, date(9999, 12, 31), date(9999, 12, 31), NOW)[0].status == DayStatus.FUTURE
    assert ledger.days(outlet, TODAY, FIRST, NOW) == []


def test_days_are_ready_for_json(outlet):
    WatchDay.objects.filter(day=TODAY).update(problems={"http-500": 0b111})
    found = json.loads(json.dumps(days_ago(outlet, 0).as_json()))
    assert (found["day"], found["status"], found["hole"]) == ("2026-03-20", "complete", False)
    assert found["counts"]["collected"] == 10
    assert found["watch"]["problems"] == {"http-500": 3}
    assert set(found["expected"]) == {"mean", "low", "high"}


def test_an_outlet_never_polled_is_not_followed():
    outlet = make_outlet()
    assert ledger.followed_since(outlet.pk) is None
    assert ledger.days(outlet, TODAY, TODAY, NOW)[0].status == DayStatus.UNFOLLOWED


def test_the_heartbeat_tells_the_ledger(own_folder):
    heartbeat.beat(0)
    assert RunningDay.objects.get().hours.bit_count() == 1


# --- the command ------------------------------------------------------------------------------------


def run(*arguments):
    out = StringIO()
    call_command("ledger", *arguments, stdout=out)
    return out.getvalue()


def test_rebuild_by_command():
    read(make_entry("a"), error=BadStatus("answered 500", subject="a", status=500))
    LedgerDay.objects.update(announced=77)
    assert run("--rebuild") == "1 days counted anew\n"
    assert LedgerDay.objects.get().announced == 1
    assert run("--rebuild", "--since", "2999-01-01").startswith("0 days")


def test_an_outlets_ledger_on_a_terminal(outlet):
    assert len(run("--outlet", "press").splitlines()) == 31
    (first, *_) = run("--outlet", "press", "--since", "2026-02-08", "--json").splitlines()
    assert json.loads(first)["day"] == "2026-02-08"


def test_a_line_says_why(outlet):
    LedgerDay.objects.filter(day=TODAY).update(collected=8, failed=2, problems={"http-500": 2})
    WatchDay.objects.filter(day=TODAY).update(problems={"too-slow": 0b11})
    text = line(days_ago(outlet, 0))
    assert text.startswith("2026-03-20 incomplete")
    assert "8/10, usually" in text
    assert text.endswith("ran 13 of 13 h (http-500 2; feeds too-slow 2 h)")


@pytest.mark.parametrize("arguments", [(), ("--outlet", "nobody"), ("--rebuild", "--since", "yesterday")])
def test_wrong_use_is_said(arguments):
    with pytest.raises(CommandError):
        run(*arguments)


# --- the admin --------------------------------------------------------------------------------------


def test_the_staff_sees_reasons(client, outlet):
    LedgerDay.objects.filter(day=TODAY).update(failed=2, problems={"http-500": 2})
    WatchDay.objects.filter(day=TODAY).update(problems={"too-slow": 0b11})
    client.force_login(get_user_model().objects.create_superuser("chief"))
    assert "http-500: 2" in client.get("/admin/archive/ledgerday/").content.decode()
    assert "too-slow: 2" in client.get("/admin/archive/watchday/").content.decode()
    assert "13" in client.get("/admin/archive/runningday/").content.decode()
    assert client.get("/admin/archive/ledgerday/add/").status_code == 403
