"""What programs read beside what pages show: changes in the order of keeping, and how much of it is looked at."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jarida.archive import records
from jarida.archive.models import LedgerDay, Revision
from jarida.archive.queries import Scope
from tests.website.factories import NOON, make_article, make_outlet, make_revision

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def kept(*hours: float) -> list[Revision]:
    """Articles whose pages were seen so many hours after noon, kept in this order."""
    articles = [make_article(published_at=NOON + timedelta(hours=hour)) for hour in hours]
    return [article.revisions.get() for article in articles]


@pytest.mark.parametrize("hour", [-1.0, 0.0, 0.5, 3.0, 7.5, 19.0, 20.0])
def test_a_moment_is_found_among_revisions(hour):
    revisions = kept(*range(20))
    Revision.objects.filter(pk__in=[revisions[5].pk, revisions[6].pk]).delete()  # numbers may be missing
    left = Revision.objects.order_by("id")
    moment = NOON + timedelta(hours=hour)
    before = [revision.pk for revision in left if revision.seen_at < moment]
    found = records._before(moment)
    assert (before[-1] if before else 0) <= found <= left.last().pk
    assert not left.filter(pk__lte=found, seen_at__gte=moment).exists()


def test_nothing_is_before_anything_in_an_empty_archive():
    assert records._before(NOON) == 0
    page = records.changes(NOON, Scope())
    assert (page.records, page.last, page.more) == ((), 0, False)


def test_revisions_that_were_kept_late_are_found_though_out_of_order():
    revisions = kept(0, 1, 2, -3, 3, 4)
    page = records.changes(NOON - timedelta(hours=4), Scope())
    assert [record.line.id for record in page.records] == [revision.article_id for revision in revisions]
    page = records.changes(NOON + timedelta(hours=2), Scope())
    assert [record.line.id for record in page.records] == [revisions[place].article_id for place in (2, 4, 5)]


def test_an_article_is_one_change_its_newest():
    (first, second) = kept(0, 1)
    for number in (2, 3):
        make_revision(first.article, number, paragraphs=[f"Version {number}"])
    page = records.changes(NOON - timedelta(days=1), Scope())
    assert [record.line.id for record in page.records] == [second.article_id, first.article_id]
    assert page.records[1].changed_at == Revision.objects.get(article=first.article_id, number=3).seen_at


def test_a_page_looks_at_so_many_revisions_and_says_that_more_follow(monkeypatch):
    monkeypatch.setattr(records, "SCANNED", 3)
    busy, quiet = make_outlet("busy"), make_outlet("quiet")
    for _ in range(8):
        make_article(busy)
    wanted = make_article(quiet)
    seen, after = [], 0
    for _ in range(4):
        page = records.changes(NOON - timedelta(days=3650), Scope(outlet_id=quiet.pk), after=after)
        seen += [record.line.id for record in page.records]
        assert page.last > after
        after = page.last
        if not page.more:
            break
    assert seen == [wanted.pk]
    assert not page.more


def test_records_keep_the_order_of_their_lines():
    first, second = make_article(), make_article()
    from jarida.archive import queries

    lines = queries.lines([first.pk, 10**9, second.pk])
    assert [line.id for line in lines] == [first.pk, second.pk]
    assert [record.line.id for record in records.records(lines[::-1])] == [second.pk, first.pk]
    assert records.records(()) == ()


def test_health_sums_the_last_thirty_days_only():
    outlet = make_outlet("press")
    today = date(2026, 11, 23)
    for days, problems in ((0, {"timeout": 1}), (29, {"timeout": 2, "http-404": 1}), (30, {"timeout": 9}), (400, {})):
        LedgerDay.objects.create(
            outlet=outlet, day=today - timedelta(days=days), announced=10, collected=7, failed=3, problems=problems
        )
    found = records.health_of(outlet, today)
    assert found.counts["announced"] == 20
    assert found.problems == {"http-404": 1, "timeout": 3}
    assert found.health.word == "no-feeds"
    assert found.health.pages == {"kept": 14, "failed": 6, "refused": 0}


def test_the_beginning_of_time():
    kept(0)
    assert len(records.changes(datetime(1, 1, 1, tzinfo=UTC), Scope()).records) == 1
