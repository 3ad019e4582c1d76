"""When articles came, and where that is among their numbers."""

from datetime import timedelta
from typing import Any

import pytest

from jarida.api.readers import arrivals
from jarida.api.readers.found import MOST_KEPT, _kept
from jarida.archive.models import Revision
from tests.api.readers.conftest import NOW, Press
from tests.website.factories import make_article, make_outlet, make_revision

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_moment_is_a_place_among_the_numbers(press: Press) -> None:
    keys = [article.pk for article in press.articles]  # 50, 40, 30 and 20 minutes ago
    for minutes, expected in [
        (600, 1), (50, 1), (49, keys[1]), (40, keys[1]), (25, keys[3]), (20, keys[3]), (19, keys[3] + 1),
        (-9, keys[3] + 1),
    ]:  # fmt: skip
        found = arrivals.first_since(NOW - timedelta(minutes=minutes))
        assert found == expected or (expected == 1 and found <= keys[0])


def test_revisions_of_later_are_no_arrival(press: Press) -> None:
    make_revision(press.articles[0], 2, paragraphs=["Mieux."])
    Revision.objects.filter(number=2).update(seen_at=NOW)
    came = arrivals.arrivals([press.articles[0].pk, press.articles[2].pk, 10**9])
    assert came == {
        press.articles[0].pk: NOW - timedelta(minutes=50), press.articles[2].pk: NOW - timedelta(minutes=30),
    }  # fmt: skip
    assert arrivals.first_since(NOW - timedelta(minutes=45)) == press.articles[1].pk


def test_numbers_that_are_missing(press: Press) -> None:
    key = press.articles[1].pk
    Revision.objects.filter(article_id=key).delete()
    press.articles[1].delete()
    assert arrivals.first_since(NOW - timedelta(minutes=45)) in (key, press.articles[2].pk)
    assert arrivals.newest() == press.articles[3].pk


def test_an_empty_archive(db: Any) -> None:
    assert arrivals.newest() == 0
    assert arrivals.first_since(NOW) == 1
    assert arrivals.arrivals([]) == {}


def test_of_many_few_are_looked_at(db: Any, django_assert_max_num_queries: Any) -> None:
    outlet = make_outlet()
    articles = [make_article(outlet, first_seen_at=NOW - timedelta(minutes=300 - number)) for number in range(60)]
    with django_assert_max_num_queries(14):
        assert arrivals.first_since(NOW - timedelta(minutes=300 - 20)) == articles[20].pk


def test_searches_are_kept_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    from jarida.api.readers import found

    monkeypatch.setattr(found, "_search", lambda query: (len(query),))
    for number in range(MOST_KEPT + 20):
        assert found.found("x" * (number % 7) + str(number)) != ()
    assert len(_kept) == MOST_KEPT
