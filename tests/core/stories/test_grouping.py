"""A whole batch, from texts to stories."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from benchmarks.storysets import halves, measures, press, written
from tests.core.stories.fake import Fake

from jarida.core.stories import grouping, pairs
from jarida.core.stories.encoders import UNIVERSAL, named
from jarida.core.stories.grouping import batch_profiles, group
from jarida.core.stories.model import ArticleText, Encoder

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
QUAKE = (
    ("fr", "Séisme près d'Agadir : 12 morts, Yassir Zeroual sur place"),
    ("ar", "زلزال قرب أكادير: 12 قتلى، ياسر زروال في المكان"),
    ("es", "Terremoto cerca de Agadir: 12 muertos, Yassir Zeroual en el lugar"),
    ("en", "Earthquake near Agadir: 12 dead, Yassir Zeroual at scene"),
)
BRIDGE = (
    ("fr", "Effondrement d'un pont à Larache"),
    ("es", "Derrumbe de un puente en Larache"),
)


@pytest.fixture(scope="module")
def universal() -> Encoder:
    return named(UNIVERSAL)


def batch(at: datetime | None = AT) -> list[ArticleText]:
    """Two events in several languages."""
    told = [*QUAKE, *BRIDGE]
    return [ArticleText(number, title, language, f"o{number}", at) for number, (language, title) in enumerate(told)]


@pytest.mark.parametrize("at", [AT, None])
def test_one_event_in_four_languages_is_one_story(at):
    found = group(batch(at), Fake())
    assert {found[number] for number in range(4)} == {0}
    assert found[4] == found[5] == 4


def test_what_is_far_apart_in_time_is_not_one():
    texts = batch()
    later = [replace(one, id=one.id + 10, at=AT + timedelta(days=30)) for one in texts]
    found = group([*texts, *later], Fake())
    assert not {found[number] for number in range(6)} & {found[number] for number in range(10, 16)}


def test_each_is_in_a_story_and_of_none_there_are_none():
    assert group([], Fake()) == {}
    assert group([ArticleText(7, "Seul", "fr")], Fake()) == {7: 7}


@pytest.mark.parametrize("title", ["", "🎉", "x" * 10_000, "\x00", "\ud800", "؟"])
def test_titles_that_say_nothing_join_nobody(title):
    texts = [*batch(), ArticleText(90, title, "fr", "a", AT), ArticleText(91, "", "fr", "b", AT)]
    found = group(texts, Fake())
    assert found[90] == 90
    assert found[91] == 91
    assert found[0] == found[1] == 0


def test_wrong_languages_hurt_nobody():
    wrong = {"fr": "ar", "ar": "fr", "es": "fr", "en": "ar"}
    texts = batch()
    found = group([replace(one, language=wrong[one.language]) for one in texts], Fake())
    assert found == group(texts, Fake())


def test_the_order_changes_no_story():
    texts = batch()
    found, back = group(texts, Fake()), group(texts[::-1], Fake())
    assert {one: found[one] for one in range(6)} == {one: back[one] for one in range(6)}


def test_one_outlets_many_versions_are_one_story():
    versions = [
        ArticleText(
            100 + n,
            f"Séisme près d'Agadir, le direct heure par heure : secours, bilan, aide ({n} morts)",
            "fr",
            "live",
            AT + timedelta(minutes=n),
        )
        for n in range(60)
    ]
    found = group([*batch(), *versions], Fake())
    assert len({found[one.id] for one in versions}) <= 2
    assert found[4] == 4


def test_the_cost_of_one_does_not_grow_with_the_number(monkeypatch):
    """Ten thousand lines: comparisons grow as the articles do, not as their pairs."""
    compared = {"n": 0}
    compare = pairs.compare

    def counting(*arguments, **options):
        compared["n"] += 1
        return compare(*arguments, **options)

    monkeypatch.setattr(pairs, "compare", counting)
    generator = np.random.default_rng(3)
    costs = []
    for count in (300, 1200):
        compared["n"] = 0
        texts = [
            ArticleText(n, " ".join(f"mot{word}" for word in generator.integers(0, count * 4, 6)), "fr", f"o{n}", AT)
            for n in range(count)
        ]
        profiles = batch_profiles(texts, Fake())
        grouping.clusters(profiles, pairs.weights("fake"))
        costs.append(compared["n"] / count)
    assert costs[1] < 2 * costs[0] + 20
    assert costs[1] < 120


def test_half_of_the_written_headlines_with_the_small_encoder(universal):
    """Weights were fitted on the other half; the bars leave room for what chance does."""
    judged = halves(written())[1]
    found = group(judged.texts, universal)
    result = measures(judged, [found[one.id] for one in judged.texts])
    assert result.cross > 0.9
    assert result.b3 > 0.93


def test_the_sample_press_with_the_small_encoder(universal):
    judged = press()
    found = group(judged.texts, universal)
    result = measures(judged, [found[one.id] for one in judged.texts])
    assert result.f1 > 0.85
    assert result.b3 > 0.9
