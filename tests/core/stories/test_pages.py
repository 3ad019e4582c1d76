"""Profiles kept in pages: what goes in comes out, and the nearest are found."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.stories.made import NOON, NOTHING, article, vector

from jarida.core.stories.meeting import day_of
from jarida.core.stories.model import Column
from jarida.core.stories.pages import NOWHEN, PAGE, UNIT, Pages

DAY = day_of(NOON)


class TestKept:
    @given(st.frozensets(st.text(max_size=8), max_size=4), st.binary(max_size=20), st.integers(-(2**63), 2**63 - 1))
    def test_what_goes_in_comes_out(self, names: frozenset[str], signature: bytes, digest: int) -> None:
        given_one = article(
            7, names=names, places=names, numbers=["7.2"], words=["fr.x"], signature=signature, digest=digest,
            agency="map", column=Column.REVIEW, heading=9, day_only=True,
        )  # fmt: skip
        pages = Pages()
        kept = pages.profile(pages.add(given_one, DAY))
        assert np.array_equal(kept.vector, given_one.vector)
        assert replace(kept, vector=NOTHING) == replace(given_one, vector=NOTHING)

    def test_rows_tell_their_article(self) -> None:
        pages = Pages()
        row = pages.add(article(7, hours=1), DAY)
        assert (pages.article(row), pages.day(row), pages.holds(row)) == (7, DAY, True)
        assert pages.minute(row) == int(NOON.timestamp() // 60) + 60
        assert pages.minute(pages.add(article(8, hours=None), DAY)) == NOWHEN

    def test_tellers(self) -> None:
        pages = Pages()
        rows = [pages.add(article(number, outlet=outlet), DAY) for number, outlet in enumerate(("a", "b", "a", ""))]
        first, second, third, nobody = map(pages.teller, rows)
        assert first == third != second
        assert nobody == 0

    def test_more_than_a_page(self) -> None:
        pages = Pages()
        rows = [pages.add(article(number, vector=vector(1)), DAY) for number in range(PAGE + 5)]
        assert len(set(rows)) == len(pages) == PAGE + 5
        assert pages.article(rows[-1]) == PAGE + 4
        assert pages.days() == {DAY: PAGE + 5}

    def test_what_is_cleared_is_not_there(self) -> None:
        pages = Pages()
        row = pages.add(article(1, 3), DAY)
        pages.clear(row)
        assert not pages.holds(row)
        assert len(pages) == 0
        assert pages.nearest([vector(3)], 5, 0.0)[0][0].tolist() == []

    def test_a_row_that_never_was(self) -> None:
        assert not Pages().holds(12345)

    def test_what_is_put_anew(self) -> None:
        pages = Pages()
        row = pages.add(article(1, 3), DAY)
        pages.put(row, article(2, 4))
        assert (pages.article(row), len(pages)) == (2, 1)

    def test_a_day_is_forgotten_as_a_whole(self) -> None:
        pages = Pages()
        rows = [pages.add(article(number), DAY + number % 2) for number in range(6)]
        pages.forget(DAY)
        assert pages.articles(DAY + 1) == [1, 3, 5]
        assert pages.articles(DAY) == []
        assert [pages.holds(row) for row in rows] == [False, True] * 3
        assert not pages.holds(pages.add(article(9), DAY) + 1)

    def test_vectors_of_another_length_are_refused(self) -> None:
        pages = Pages()
        pages.add(article(1), DAY)
        with pytest.raises(ValueError, match="a vector of 3 among those of 64"):
            pages.add(article(2, vector=np.ones(3, dtype=np.int8)), DAY)

    def test_it_says_what_it_holds(self) -> None:
        pages = Pages()
        pages.add(article(1), DAY)
        assert pages.size() > PAGE * 64


class TestNearest:
    def test_nobody(self) -> None:
        assert Pages().nearest([vector(1)], 5, 0.0)[0][0].tolist() == []
        assert Pages().nearest([], 5, 0.0) == []

    @settings(max_examples=20, deadline=None)
    @given(st.integers(1, 60), st.integers(1, 9), st.floats(0.05, 0.9))
    def test_as_if_all_were_compared(self, count: int, most: int, least: float) -> None:
        pages = Pages()
        vectors = [vector(number % 5, 0.7, number) for number in range(count)]
        rows = [pages.add(article(number, vector=one), DAY + number % 3) for number, one in enumerate(vectors)]
        asked = [vector(event, 0.7, 999) for event in range(5)]
        for one, (found, cosines) in zip(asked, pages.nearest(asked, most, least), strict=True):
            exact = {
                row: float(one.astype(np.int32) @ other.astype(np.int32)) / UNIT
                for row, other in zip(rows, vectors, strict=True)
            }
            near = sorted((row for row in exact if exact[row] >= least), key=lambda row: (-exact[row], row))[:most]
            assert found.tolist() == near
            assert cosines.tolist() == pytest.approx([exact[row] for row in near])

    def test_over_several_pages(self) -> None:
        pages = Pages()
        for number in range(2 * PAGE):
            pages.add(article(number, vector=vector(9)), DAY)
        best = pages.add(article(5000, vector=vector(3, 0)), DAY)
        assert pages.nearest([vector(3, 0)], 3, 0.5)[0][0].tolist() == [best]

    def test_of_equals_the_earlier(self) -> None:
        pages = Pages()
        rows = [pages.add(article(number, vector=vector(3)), DAY) for number in range(9)]
        assert pages.nearest([vector(3)], 3, 0.5)[0][0].tolist() == rows[:3]
