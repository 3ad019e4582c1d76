"""With whom an article is worth comparing."""

import os
import struct

import numpy as np
from tests.core.stories.made import NOON, NOTHING, article, vector

from jarida.core.stories import copies
from jarida.core.stories.candidates import COMMON, NEAREST, SHARING, Candidates, keys
from jarida.core.stories.meeting import day_of
from jarida.core.stories.model import Profile

DAY = day_of(NOON)


def made(*profiles: Profile) -> Candidates:
    candidates = Candidates()
    for one in profiles:
        candidates.add(one, DAY)
    return candidates


def found(candidates: Candidates, profile: Profile) -> set[int]:
    return {candidates.pages.article(row) for row in candidates.of(profile)}


class TestByVector:
    def test_those_near(self) -> None:
        assert found(made(article(1, 3), article(2, 4)), article(9, 3)) == {1}

    def test_with_their_cosine(self) -> None:
        (cosine,) = made(article(1, vector=vector(3, 0))).of(article(9, vector=vector(3, 0))).values()
        assert cosine is not None
        assert abs(cosine - 1) < 0.02

    def test_no_more_than_some(self) -> None:
        assert len(found(made(*(article(number, 3) for number in range(3 * NEAREST))), article(999, 3))) == NEAREST

    def test_never_itself(self) -> None:
        assert found(made(article(1, 3, names=["a"])), article(1, 3, names=["a"])) == set()

    def test_an_empty_one_is_near_nobody(self) -> None:
        assert found(made(article(1, vector=NOTHING)), article(2, vector=NOTHING)) == set()


class TestByWhatIsRare:
    def test_a_name(self) -> None:
        assert found(made(article(1, 3, names=["bnkrn"])), article(9, 4, names=["bnkrn"])) == {1}

    def test_a_name_is_no_place(self) -> None:
        assert found(made(article(1, 3, names=["fes"])), article(9, 4, places=["fes"])) == set()

    def test_the_same_text(self) -> None:
        assert found(made(article(1, 3, digest=5)), article(9, 4, digest=5)) == {1}

    def test_no_digest_is_not_the_same_text(self) -> None:
        assert found(made(article(1, 3, digest=0)), article(9, 4, digest=0)) == set()

    def test_near_copies(self) -> None:
        text = [f"w{at}" for at in range(200)]
        first, second = copies.signature(text), copies.signature([*text[:190], *"abcdefghij"])
        assert first != second
        assert found(made(article(1, 3, signature=first)), article(9, 4, signature=second)) == {1}

    def test_a_signature_of_another_version_says_nothing(self) -> None:
        strange = struct.pack("<130B", *range(130))
        assert found(made(article(1, 3, signature=strange)), article(9, 4, signature=strange)) == set()

    def test_what_everyone_has_says_nothing(self) -> None:
        everyone = [article(number, number, names=["maroc"]) for number in range(COMMON + 1)]
        assert found(made(*everyone), article(9999, vector=NOTHING, names=["maroc"])) == set()

    def test_the_same_text_however_common(self) -> None:
        everyone = [article(number, number, digest=5) for number in range(COMMON + 50)]
        assert len(found(made(*everyone), article(9999, vector=NOTHING, digest=5))) == SHARING

    def test_those_that_share_most_first(self) -> None:
        some = [article(number, number, names=["a"]) for number in range(2 * SHARING)]
        both = article(999, 999, names=["a", "b"])
        assert 999 in found(made(both, *some), article(9999, 9999, names=["a", "b"]))

    def test_a_page_that_changes_all_day_makes_nothing_common(self) -> None:
        candidates = made(article(1, 3, names=["bnkrn"]))
        row = next(iter(candidates.of(article(8, 3))))
        for change in range(COMMON + 1):
            candidates.put(row, article(1, 3, names=["bnkrn", f"new{change}"]))
        assert found(candidates, article(9, vector=NOTHING, names=["bnkrn"])) == {1}


class TestKeys:
    def test_of_nothing_nothing(self) -> None:
        assert keys(article(1)) == []

    def test_each_kind_has_its_own(self) -> None:
        one = article(1, names=["x"], places=["x"], numbers=["x"], words=["x"], digest=7, heading=7)
        assert len({key for key, _ in keys(one)}) == 6

    def test_lone_surrogates_do_no_harm(self) -> None:
        assert len(keys(article(1, names=["\ud800x"]))) == 1


class TestPrepared:
    def test_what_came_since(self) -> None:
        candidates = made(article(1, 3))
        asked = article(9, 3)
        candidates.prepare([asked])
        candidates.add(article(2, 3), DAY)
        assert found(candidates, asked) == {1, 2}

    def test_what_changed_since(self) -> None:
        candidates = made(article(1, 3))
        asked = article(9, 4)
        candidates.prepare([asked])
        candidates.put(next(iter(candidates.of(article(8, 3)))), article(1, 4))
        assert found(candidates, asked) == {1}

    def test_one_that_changed_itself_is_sought_anew(self) -> None:
        candidates = made(article(1, 3), article(2, 4))
        candidates.prepare([article(9, 3)])
        candidates.add(article(9, 4), DAY)
        assert found(candidates, article(9, 4)) == {2}

    def test_what_was_forgotten_since(self) -> None:
        candidates = made(article(1, 3, names=["a"]))
        asked = article(9, 3, names=["a"])
        candidates.prepare([asked])
        candidates.forget(DAY)
        assert found(candidates, asked) == set()

    def test_random_signatures_share_nothing(self) -> None:
        noise = [article(number, number, signature=os.urandom(130)) for number in range(50)]
        assert found(made(*noise), article(999, vector=NOTHING, signature=os.urandom(130))) == set()

    def test_the_size_is_said(self) -> None:
        assert made(article(1)).size() > np.zeros((2048, 64), dtype=np.int8).nbytes
