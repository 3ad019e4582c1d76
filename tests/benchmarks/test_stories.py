"""The made articles by which the cost of grouping is measured, and how its share is counted."""

import numpy as np
import pytest
from benchmarks.stories import DIMENSION, WEEK, Press, assigned, numbers, of_batch, share

from jarida.core.stories.clustering import Window


class TestPress:
    def test_they_come_in_order_over_a_week(self) -> None:
        told = [profile for profile, _ in Press(700).articles(0, 701)]
        times = [one.at for one in told if one.at]
        assert times == sorted(times)
        assert (times[-1] - times[0]).total_seconds() == pytest.approx(60 * WEEK)

    def test_the_same_articles_each_time(self) -> None:
        first, second = ([one.words for one, _ in Press(700).articles(0, 50)] for _ in range(2))
        assert first == second

    def test_articles_of_one_event_are_near_and_others_far(self) -> None:
        told = [(one, event) for one, event in Press(2000).articles(0, 400)]
        vectors = np.array([one.vector for one, _ in told], dtype=np.int32)
        cosines = vectors @ vectors.T / 127**2
        events = np.array([event for _, event in told])
        same = (events[:, None] == events[None, :]) & ~np.eye(len(told), dtype=bool)
        assert vectors.shape[1] == DIMENSION
        assert 0.5 < cosines[same].mean() < 0.9
        assert abs(cosines[~same & ~np.eye(len(told), dtype=bool)].mean()) < 0.05

    def test_some_are_copies(self) -> None:
        digests = [one.digest for one, _ in Press(2000).articles(0, 400)]
        assert 0.03 < 1 - len(set(digests)) / len(digests) < 0.3


class TestMeasures:
    def test_stories_are_found_again(self) -> None:
        window, press = Window(), Press(2000)
        for profile, event in press.articles(0, 500):
            window.add(profile, event)
        assert assigned(window, press, 500)["right"] > 0.9

    def test_a_batch(self) -> None:
        assert 50 < of_batch(300)["stories"] < 300

    def test_the_share_of_two_cores(self) -> None:
        assert share({"looking": 10.0, "assigning": 7.28, "adding": 0.0}) == "1.00%"

    def test_numbers(self) -> None:
        assert numbers("10,20") == [10, 20]
        assert numbers("") == []
