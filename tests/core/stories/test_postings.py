"""Rows by key."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jarida.core.stories.postings import FRESH, Postings, hashed


class TestPostings:
    def test_nothing(self) -> None:
        assert Postings().find([]) == []
        assert [rows.tolist() for rows in Postings().find([1, 2])] == [[], []]

    def test_fresh_ones(self) -> None:
        postings = Postings()
        postings.add(1, [5, 6], 10)
        postings.add(1, [6], 11)
        assert [rows.tolist() for rows in postings.find([6, 5, 7])] == [[10, 11], [10], []]

    def test_days_in_order_and_forgotten(self) -> None:
        postings = Postings()
        postings.add(2, [5], 20)
        postings.add(1, [5], 10)
        assert postings.find([5])[0].tolist() == [10, 20]
        postings.forget(1)
        postings.forget(99)
        assert postings.find([5])[0].tolist() == [20]

    def test_the_least_and_the_greatest_key(self) -> None:
        postings = Postings()
        for row in range(FRESH):
            postings.add(1, [0 if row % 2 else 0xFFFFFFFF], row)
        low, high = postings.find([0, 0xFFFFFFFF])
        assert (len(low), len(high)) == (FRESH // 2, FRESH // 2)

    @settings(max_examples=15, deadline=None)
    @given(st.integers(1, 40), st.integers(1, 5), st.integers(FRESH // 2, 5 * FRESH))
    def test_many_are_sorted_and_merged(self, keys: int, days: int, count: int) -> None:
        postings, expected = Postings(), {key: [] for key in range(keys)}
        for row in range(count):
            postings.add(row * days // count, [row % keys], row)
            expected[row % keys].append(row)
        assert {
            key: rows.tolist() for key, rows in zip(expected, postings.find(list(expected)), strict=True)
        } == expected

    def test_what_it_holds_grows_by_eight_bytes_a_pair(self) -> None:
        postings = Postings()
        for row in range(20 * FRESH):
            postings.add(1, [row % 1000], row)
        assert 8 * 19 * FRESH <= postings.size() <= 9 * 21 * FRESH


class TestHashed:
    def test_the_same_in_every_process(self) -> None:
        assert hashed([b"nbnkrn", b""]) == [1219893374, 0]

    @given(st.lists(st.binary()))
    def test_of_32_bits(self, keys: list[bytes]) -> None:
        assert all(0 <= one <= 0xFFFFFFFF for one in hashed(keys))
