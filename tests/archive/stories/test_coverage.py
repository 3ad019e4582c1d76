"""Coverage of a week, read from the archive."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jarida.archive.models import LedgerDay, Outlet, WatchDay
from jarida.archive.stories import coverage
from jarida.archive.stories.coverage import Span
from jarida.core.stories.coverage import KIND, LANGUAGE, OWNERSHIP
from tests.stories_builder import make_story
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MONDAY = date(2026, 11, 16)
WEEK = Span(MONDAY, MONDAY + timedelta(days=6))
TODAY = date(2026, 11, 25)
ZONE = "Africa/Casablanca"  # an hour before Greenwich then
WEDNESDAY = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    coverage.forget()
    yield
    coverage.forget()


def read(span: Span = WEEK) -> coverage.Week:
    coverage.forget()
    return coverage.week(span, TODAY, ZONE)


def outlet(slug: str, kind: str = "newspaper", ownership: str = "private") -> Outlet:
    return make_outlet(slug, kind=kind, ownership=ownership)


def told(*tellings: tuple[Outlet, str], at: datetime = WEDNESDAY, **fields):
    return make_story([make_article(each, language=code, published_at=at) for each, code in tellings], **fields)


class TestSpan:
    def test_days_and_moments_of_a_time_zone(self) -> None:
        assert WEEK.days == 7
        begin, end = WEEK.moments(ZONE)
        assert (begin, end) == (datetime(2026, 11, 15, 23, tzinfo=UTC), datetime(2026, 11, 22, 23, tzinfo=UTC))

    def test_only_what_was_told_in_it_counts(self) -> None:
        one, other = outlet("one"), outlet("other")
        begin, end = WEEK.moments("UTC")
        told((one, "fr"), (other, "fr"), at=begin - timedelta(hours=2))
        told((one, "fr"), (other, "fr"), at=end + timedelta(hours=2))
        assert read().coverage.stories == 0
        told((one, "fr"), (other, "fr"), at=begin + timedelta(hours=2))
        assert read().coverage.stories == 1

    def test_the_first_day(self) -> None:
        assert coverage.first_day() is None
        make_article(published_at=WEDNESDAY)
        assert coverage.first_day() == WEDNESDAY.date()


class TestCoverage:
    def test_by_every_side(self) -> None:
        state, party, unknown = outlet("a", "agency", "state"), outlet("b", "site", "party"), outlet("c", "site", "")
        first = told((state, "fr"), (party, "ar"))
        second = told((party, "ar"), (unknown, "ar"))
        found = read().coverage
        assert (found.articles, found.outlets, found.stories) == (4, 3, 2)
        assert found.alone == {LANGUAGE: {"ar": (second.pk,)}, KIND: {"site": (second.pk,)}, OWNERSHIP: {}}
        assert {group.key: group.articles for group in found.groups[OWNERSHIP]} == {"party": 2, "state": 1, "": 1}
        assert found.languages == {1: 1, 2: 1}
        assert first.pk not in found.alone[LANGUAGE]["ar"]

    def test_standing_columns_and_stories_that_are_no_more_are_none(self) -> None:
        one, other = outlet("one"), outlet("other")
        told((one, "fr"), (other, "fr"), column="weather")
        told((one, "fr"), (other, "fr"), state="merged")
        told((one, "fr"))
        assert read().coverage.stories == 0
        assert read().coverage.articles == 5, "their articles were published all the same"

    def test_few_questions_however_many_articles(self) -> None:
        outlets = [outlet(f"o{number}") for number in range(6)]
        for _ in range(5):
            told(*((each, "fr") for each in outlets))
        with CaptureQueriesContext(connection) as queries:
            read()
        assert len(queries) <= 9

    def test_it_is_kept_for_some_minutes(self) -> None:
        read()
        with CaptureQueriesContext(connection) as queries:
            coverage.week(WEEK, TODAY, ZONE)
        assert len(queries) == 0


class TestHoles:
    def watched(self, outlet: Outlet, *days: int, answered: int = 1) -> None:
        for day in days:
            WatchDay.objects.create(
                outlet=outlet, day=MONDAY + timedelta(days=day), asked=0xFF, answered=answered, problems={}
            )

    def test_none(self) -> None:
        self.watched(outlet("one"), *range(7))
        found = read()
        assert (found.missed, found.followed) == ((), 1)

    def test_days_on_which_nothing_answered(self) -> None:
        one = outlet("one")
        self.watched(one, 0, 1, 2)
        self.watched(one, 3, answered=0)
        [missed] = read().missed
        assert (missed.outlet.slug, missed.days, missed.lost) == ("one", 4, 0)

    def test_days_before_an_outlet_was_followed_are_no_holes(self) -> None:
        self.watched(outlet("one"), 5, 6)
        assert read().missed == ()

    def test_outlets_that_were_followed_later_are_counted(self) -> None:
        self.watched(outlet("whole"), *range(7))
        self.watched(outlet("since-saturday"), 5, 6)
        self.watched(outlet("since-next-week"), 8)
        outlet("never")
        found = read()
        assert (found.active, found.followed, found.late) == (4, 2, 3)

    def test_an_outlet_that_is_not_followed_has_none(self) -> None:
        outlet("one")
        self.watched(make_outlet("left", active=False), 0)
        found = read()
        assert (found.missed, found.followed) == ((), 0)

    def test_today_is_not_over(self) -> None:
        one = outlet("one")
        WatchDay.objects.create(outlet=one, day=TODAY - timedelta(days=1), asked=1, answered=1, problems={})
        found = read(Span(TODAY - timedelta(days=6), TODAY))
        assert found.missed == ()

    def test_what_could_not_be_read(self) -> None:
        one, other = outlet("one"), outlet("other")
        self.watched(one, *range(7))
        self.watched(other, *range(1, 7))
        self.watched(other, -1)
        LedgerDay.objects.create(outlet=one, day=MONDAY, announced=10, collected=7, failed=2, refused=1)
        found = read().missed
        assert [(each.outlet.slug, each.days, each.lost) for each in found] == [("other", 1, 0), ("one", 0, 3)]
