"""Outlets that have not told a story: what can be said of each, and no more."""

from datetime import timedelta

import pytest

from jarida.archive.models import LedgerDay, Outlet, WatchDay
from jarida.archive.stories.silence import MOST_DAYS, Silence, silent
from tests.website.factories import NOON, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DAY = timedelta(days=1)


def watched(outlet: Outlet, days: int = 1, answered: int = 1) -> None:
    for step in range(days):
        WatchDay.objects.create(outlet=outlet, day=(NOON + step * DAY).date(), asked=1, answered=answered)


def said(outlet: Outlet, days: int = 0, *telling: int) -> Silence | None:
    found = silent(telling, NOON, NOON + days * DAY, NOON + 30 * DAY)
    return next((each.silence for each in found if each.outlet.slug == outlet.slug), None)


def test_silent_only_where_it_was_collected_on_every_day():
    outlet = make_outlet()
    assert said(outlet) is Silence.UNKNOWN
    watched(outlet, 2)
    assert said(outlet) is Silence.SILENT
    assert said(outlet, 1) is Silence.SILENT
    assert said(outlet, 2) is Silence.UNKNOWN


def test_asked_without_an_answer_is_not_collected():
    outlet = make_outlet()
    watched(outlet, answered=0)
    assert said(outlet) is Silence.UNKNOWN


@pytest.mark.parametrize(("field", "unread"), [("failed", True), ("waiting", True), ("refused", False)])
def test_what_could_not_be_read_might_have_been_of_it(field: str, unread: bool):
    outlet = make_outlet()
    watched(outlet)
    LedgerDay.objects.create(outlet=outlet, day=NOON.date(), announced=3, **{field: 2})
    assert said(outlet) is (Silence.UNREAD if unread else Silence.SILENT)


def test_the_first_days_of_a_long_story_and_none_that_is_to_come():
    outlet = make_outlet()
    watched(outlet, MOST_DAYS)
    assert said(outlet, 60) is Silence.SILENT
    assert silent((), NOON, NOON + 60 * DAY, NOON)[0].silence is Silence.SILENT
    assert silent((), NOON + 2 * DAY, NOON, NOON)[0].silence is Silence.SILENT


def test_who_tells_it_or_is_gathered_no_more_is_not_silent():
    teller, former = make_outlet(), make_outlet(active=False)
    assert said(teller, 0, teller.pk) is None
    assert said(former) is None


def test_few_queries(django_assert_num_queries: object):
    for _ in range(20):
        make_outlet()
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(silent((), NOON, NOON)) == 20
