"""What reports lead to, through moderators' decisions and time."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from jarida.archive import store
from jarida.archive.models import Article, ArticleState, Image, ImageState, Tombstone
from jarida.moderation.decide import Reporter
from jarida.moderation.decisions import decide_image, restore_article, withdraw_article
from jarida.moderation.forget import DAY, Daily, forget
from jarida.moderation.models import Action, Decision, Report
from jarida.moderation.reports import seconds_to_wait, take_report
from tests.moderation.factories import bare_image
from tests.website.factories import make_article

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def somebody(number: int) -> Reporter:
    return Reporter(f"address {number}", f"cookie {number}")


def report(image: Image, *numbers: int) -> list[bool]:
    return [take_report(image.digest, somebody(number)).blocked for number in numbers]


@pytest.fixture
def moderator(db):
    return get_user_model().objects.create_user("salma", password="a long password")


def test_a_cleared_image_is_not_blocked_by_reports(image, moderator):
    report(image, 1, 2, 3)
    decide_image(image.pk, Action.CLEARED, moderator, "a well-known photograph")
    assert report(image, 4, 5, 6, 7) == [False] * 4
    image.refresh_from_db()
    assert (image.state, image.report_count) == (ImageState.CLEARED, 4)


def test_after_a_reversal_reports_count_anew(image, moderator):
    report(image, 1, 2, 3)
    decide_image(image.pk, Action.REVERSED, moderator)
    image.refresh_from_db()
    assert (image.state, image.report_count, image.blocked_at) == (ImageState.SHOWN, 0, None)
    assert report(image, 1, 2, 3) == [False, False, True]
    assert list(Decision.objects.values_list("action", flat=True)) == [Action.BLOCKED, Action.REVERSED, Action.BLOCKED]


def test_a_confirmed_block_holds(image, moderator):
    report(image, 1, 2, 3)
    decide_image(image.pk, Action.CONFIRMED, moderator, "a private person")
    assert report(image, 4) == [True]
    decision = Decision.objects.get(action=Action.CONFIRMED)
    assert (decision.moderator, decision.reason) == (moderator, "a private person")


def test_a_deleted_moderators_decision_still_counts(image, moderator):
    decide_image(image.pk, Action.CLEARED, moderator)
    moderator.delete()
    assert report(image, 1, 2, 3, 4) == [False] * 4


def test_reports_of_one_image_do_not_touch_another(image):
    other = bare_image()
    report(image, 1, 2)
    report(other, 3)
    assert Image.objects.filter(state=ImageState.BLOCKED).count() == 0


def test_an_unknown_image_raises(db):
    with pytest.raises(Image.DoesNotExist):
        take_report("0" * 64, somebody(1))


def test_nothing_is_kept_if_blocking_fails(image, monkeypatch):
    report(image, 1, 2)

    def broken(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(store, "set_image_state", broken)
    with pytest.raises(OSError, match="no space"):
        report(image, 3)
    assert Report.objects.count() == 2
    assert not Decision.objects.exists()


# --- time -------------------------------------------------------------------------------------------


def age(days: float) -> None:
    for found in Report.objects.all():
        Report.objects.filter(pk=found.pk).update(created_at=found.created_at - timedelta(days=days))


def test_who_reported_is_forgotten_after_thirty_days(image):
    report(image, 1, 2)
    age(29)
    assert forget() == 0
    age(2)
    assert forget() == 2
    assert forget() == 0
    assert set(Report.objects.values_list("address_hash", "person_hash")) == {("", "")}


def test_old_reports_count_no_more_even_before_they_are_forgotten(image):
    report(image, 1, 2)
    age(31)
    assert report(image, 3) == [False]
    image.refresh_from_db()
    assert image.report_count == 1


def test_the_command_forgets(image, capsys):
    report(image, 1, 2, 3)
    age(31)
    call_command("forget_reports")
    assert "3 reports" in capsys.readouterr().out
    assert not Report.objects.exclude(address_hash="").exists()


def test_a_report_forgets_at_most_once_a_day(image, send, monkeypatch):
    daily = Daily()
    monkeypatch.setattr("jarida.moderation.forget._daily", daily)
    report(image, 1)
    age(31)
    send(image)
    assert Report.objects.filter(address_hash="").count() == 1
    report(image, 2)
    age(31)
    send(image, "192.0.2.5")
    assert Report.objects.filter(address_hash="").count() == 1


def test_daily_is_due_once_a_day():
    daily = Daily()
    assert [daily.due(now) for now in (0.0, 1.0, DAY - 1, DAY, DAY + 1)] == [True, False, False, True, False]


def test_the_wait_ends_when_the_oldest_report_is_an_hour_old(image, moderation):
    moderation(reports_per_hour=2)
    report(image, 1, 1)
    now = timezone.now()
    first = Report.objects.order_by("created_at").first()
    Report.objects.filter(pk=first.pk).update(created_at=now - timedelta(minutes=50))
    assert 595 <= seconds_to_wait("address 1", now) <= 601
    assert seconds_to_wait("address 1", now + timedelta(minutes=11)) == 0
    assert seconds_to_wait("address 2", now) == 0


# --- articles ---------------------------------------------------------------------------------------


def test_withdrawing_and_restoring_are_decisions(moderator):
    article = make_article()
    assert withdraw_article(article.pk, moderator, "asked by the publisher", "editor@outlet.example") is True
    assert withdraw_article(article.pk, moderator, "again") is False
    assert Article.objects.get().state == ArticleState.WITHDRAWN
    assert Tombstone.objects.get().reason == "asked by the publisher"
    assert restore_article(article.pk, moderator, "a mistake") is True
    assert restore_article(article.pk, moderator) is False
    assert Article.objects.get().state == ArticleState.LIVE
    logged = Decision.objects.order_by("pk").values_list("action", "reason", "article_id")
    assert list(logged) == [
        (Action.WITHDRAWN, "asked by the publisher", article.pk),
        (Action.RESTORED, "a mistake", article.pk),
    ]


# --- at the same time ---------------------------------------------------------------------------------


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that several threads can write to: on SQLite a file instead of the memory of one process."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    settings = connection.settings_dict
    kept = settings["NAME"]
    settings["NAME"] = str(path)
    yield
    settings["NAME"] = kept


def in_threads(*calls) -> list[object]:
    """Call all at once, each on a connection of its own; what they returned, or the error."""
    start = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(place: int) -> None:
        try:
            start.wait(10)
            results[place] = calls[place]()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_of_two_reports_at_once_exactly_one_blocks(shared_database):
    def prepare() -> str:
        image = bare_image()
        report(image, 1, 2)
        return image.digest

    def outcome() -> tuple[str, list[tuple[str, object]], int]:
        image = Image.objects.get(digest=digest)
        return image.state, list(Decision.objects.values_list("action", "moderator")), Report.objects.count()

    (digest,) = in_threads(prepare)
    calls = [lambda number=number: take_report(digest, somebody(number)).persons for number in (3, 4, 5, 6)]
    assert sorted(in_threads(*calls)) == [3, 4, 5, 6]
    (found,) = in_threads(outcome)
    assert found == (ImageState.BLOCKED, [(Action.BLOCKED, None)], 6)
