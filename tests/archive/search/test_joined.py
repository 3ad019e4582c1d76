"""Both lists of a divided question, joined: in order, without gaps, also where the time is over."""

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from jarida.archive.search import joined as module
from jarida.archive.search.chosen import Divided
from jarida.archive.search.contract import Hit, Place
from jarida.archive.search.estimates import Sample
from jarida.archive.search.joined import Joined, joined
from jarida.archive.search.ranking import Feature, Field, Newest
from jarida.core.search.expression import EVERYTHING, NOTHING, Any, Expression, Form

DAY = date(2026, 11, 23)
EAU = Form("eau")


def hit(key: int) -> Hit:
    return Hit(Place(key), key, 1, "fr", DAY, "", 0)


class Rest:
    """Answers from a list; where `ends` is set, its time is over there."""

    expression: Expression = EAU
    least, most = 0, 1_000

    def __init__(self, keys: Iterable[int], ends: int | None = None) -> None:
        self.all = sorted(keys, reverse=True)
        self.ends = ends

    @property
    def over(self) -> bool:
        return self.ends is not None

    def keys(self, least: int, most: int, limit: int) -> tuple[list[int], int | None]:
        low = least if self.ends is None else max(least, self.ends)
        found = [key for key in self.all if low <= key <= most][:limit]
        return found, None if len(found) == limit or self.ends is None else self.ends

    def newest(self, least: int, most: int, limit: int) -> Newest:
        found, reached = self.keys(least, most, limit + 1)
        return Newest([hit(key) for key in found[:limit]], len(found) > limit or reached is not None, reached)

    def look(self, least: int, most: int, limit: int) -> Sample | None:
        return None

    def having(self, feature: Feature, least: int, most: int) -> Iterable[int]:
        return [key for key in self.all if key % 2]


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_hits", lambda keys: [hit(key) for key in keys])


def among(asked: Expression, field: Field, keys: Sequence[int]) -> Iterable[int]:
    return [key for key in keys if key % 10 == 0]


def made(rest: Rest | None, named: Iterable[int], found: list[int]) -> Joined:
    return Joined(rest, set(named), found, among, EAU)


def test_newest_of_both_in_order():
    reads = made(Rest(range(0, 100, 7)), {7, 50}, [7, 50])
    found = reads.newest(0, 1_000, 5)
    assert [each.place.key for each in found.hits] == [98, 91, 84, 77, 70]
    assert found.more
    assert [each.place.key for each in reads.newest(0, 60, 3).hits] == [56, 50, 49]


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 40])
def test_named_documents_are_decided_here_alone(limit: int):
    reads = made(Rest(range(20)), {3, 4, 5, 12}, [4])
    wanted = sorted({*range(20)} - {3, 5, 12}, reverse=True)
    assert reads.keys(0, 1_000, limit) == (wanted[:limit], None)
    found = reads.newest(0, 1_000, limit)
    assert [each.place.key for each in found.hits] == wanted[:limit]
    assert found.more == (len(wanted) > limit)


def test_nothing_below_where_the_time_was_over():
    reads = made(Rest(range(0, 100, 10), ends=45), {5, 47}, [5, 47])
    found = reads.newest(0, 1_000, 50)
    assert [each.place.key for each in found.hits] == [90, 80, 70, 60, 50, 47]
    assert (found.more, found.reached) == (True, 45)
    assert reads.keys(0, 1_000, 50) == ([90, 80, 70, 60, 50, 47], 45)
    assert reads.keys(0, 1_000, 3) == ([90, 80, 70], None)
    full = reads.newest(0, 1_000, 3)
    assert (full.more, full.reached) == (True, None)
    assert reads.look(0, 1_000, 3) is None


def test_named_documents_alone():
    reads = made(None, {5, 9, 12}, [5, 12])
    assert (reads.least, reads.most) == (5, 12)
    assert [each.place.key for each in reads.newest(0, 100, 1).hits] == [12]
    assert reads.newest(0, 100, 1).more
    assert not reads.newest(0, 100, 2).more
    assert reads.look(0, 100, 5) == Sample(2, 0, 100)
    assert reads.look(0, 100, 1) == Sample(1, 12, 100)


def test_features_of_both():
    feature = Feature(Any((EAU,)), Field.TITLE, 1.0)
    assert set(made(Rest([1, 2, 3]), {10, 20}, [10, 20, 25]).having(feature, 0, 22)) == {1, 3, 10, 20}


def test_what_is_asked_of_named_documents_within_the_dates_only():
    question = Divided({EAU: frozenset({10, 15, 20, 500})}, NOTHING, frozenset({10, 15, 20, 500}))
    reads = joined(question, (0, 100), among, None)
    assert reads is not None
    assert reads.found == [10, 20]
    assert joined(question, (0, 5), among, None) is None
    everything = Divided({EVERYTHING: frozenset({1, 2})}, NOTHING, frozenset({1, 2}))
    reads = joined(everything, (0, 100), among, None)
    assert reads is not None
    assert reads.found == [1, 2]
