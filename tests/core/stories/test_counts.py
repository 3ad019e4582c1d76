"""How often words stood, in fixed memory."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.counts import Counts


class TestCounts:
    def test_what_never_came(self) -> None:
        assert Counts()["x"] == 0
        assert Counts().get("x", 3) == 0

    def test_what_came_and_went(self) -> None:
        counts = Counts()
        counts.change(["a", "b", "a"], 1)
        counts.change(["a"], -1)
        assert (counts["a"], counts["b"]) == (1, 1)

    def test_it_cannot_say_what_it_knows(self) -> None:
        counts = Counts()
        counts.change(["a"], 1)
        assert list(counts) == []
        assert len(counts) == 0

    @given(st.lists(st.text(max_size=6), max_size=60))
    def test_never_too_few(self, keys: list[str]) -> None:
        counts = Counts()
        counts.change(keys, 1)
        assert all(counts[key] >= number for key, number in Counter(keys).items())
