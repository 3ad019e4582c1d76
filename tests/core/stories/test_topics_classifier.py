"""What an article is about: by its vector, its section, and an edition's keywords."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from jarida.core.stories.centring import centred, frozen, packed
from jarida.core.stories.encoders import NANO, UNIVERSAL, named
from jarida.core.stories.model import Encoder
from jarida.core.stories.topics import BY_CODE, CODES, HEADINGS
from jarida.core.stories.topics_classifier import FILE, LEAST, LEAST_SECOND, _weights, by_vector, classify, shares
from jarida.editions.model import TopicSpec

DIMENSIONS = {NANO: 384, UNIVERSAL: 512}
SPORT, ECONOMY, LABOUR = CODES["sport"], CODES["economy"], CODES["labour"]
WATER = TopicSpec("water", "Eau", {}, ("barrage",))


def towards(encoder: str, *slugs: str) -> np.ndarray:
    """A kept vector that speaks for these topics as clearly as the weights can."""
    weights = _weights(encoder)
    assert weights is not None
    numbers = [at for at, heading in enumerate(HEADINGS) if heading.slug in slugs]
    # the directions of these topics, without what they have in common with all
    direction = (weights.rows - weights.rows.mean(axis=0))[numbers].sum(axis=0)
    return np.rint(direction / np.linalg.norm(direction) * 127).astype(np.int8)


def nothing(encoder: str = NANO) -> np.ndarray:
    return np.zeros(DIMENSIONS[encoder], np.int8)


class TestByVector:
    @pytest.mark.parametrize("encoder", [NANO, UNIVERSAL])
    @pytest.mark.parametrize("heading", HEADINGS, ids=lambda heading: heading.slug)
    def test_every_topic_can_be_found(self, encoder: str, heading) -> None:
        found = by_vector(towards(encoder, heading.slug), encoder)
        assert found[0].code == heading.code
        assert LEAST <= found[0].confidence <= 1

    def test_nothing_is_found_where_nothing_is_said(self) -> None:
        assert by_vector(nothing(), NANO) == ()

    def test_nothing_is_found_by_an_encoder_that_is_not_known_or_a_vector_of_another(self) -> None:
        assert by_vector(towards(NANO, "sport"), "other") == ()
        assert by_vector(towards(NANO, "sport"), UNIVERSAL) == ()
        assert by_vector(np.zeros(0, np.int8), NANO) == ()

    def test_shares_make_one(self) -> None:
        assert shares(towards(NANO, "sport"), NANO).sum() == pytest.approx(1, abs=1e-5)

    def test_an_article_between_two_topics_gets_both_or_none(self) -> None:
        found = by_vector(towards(NANO, "labour", "economy"), NANO)
        assert {topic.code for topic in found} <= {LABOUR, ECONOMY}
        assert all(topic.confidence >= LEAST_SECOND for topic in found)
        assert not found or found[0].confidence >= LEAST

    @given(arrays.arrays(np.int8, 384))
    def test_any_vector_gives_two_topics_at_most(self, vector: np.ndarray) -> None:
        found = by_vector(vector, NANO)
        assert len(found) <= 2
        assert all(topic.code in BY_CODE and 0 < topic.confidence <= 1 for topic in found)


class TestSections:
    def test_a_section_alone_makes_sure_enough(self) -> None:
        [topic] = by_vector(nothing(), NANO, "Sport")
        assert topic.code == SPORT
        assert topic.confidence >= LEAST

    def test_a_tag_alone_does_not(self) -> None:
        assert by_vector(nothing(), NANO, "", ["sport"]) == ()

    def test_a_section_makes_surer_and_a_tag_less_so(self) -> None:
        vector = towards(NANO, "sport") // 8
        at = [heading.slug for heading in HEADINGS].index("sport")
        plain, tagged, placed = (
            shares(vector, NANO, section, tags)[at] for section, tags in (("", ()), ("", ("Sport",)), ("Sport", ()))
        )
        assert plain < tagged < placed

    def test_what_is_plain_outweighs_a_section(self) -> None:
        assert by_vector(towards(NANO, "religion"), NANO, "Économie")[0].code == CODES["religion"]


class TestClassify:
    def test_the_surest_first_and_an_editions_own_among_them(self) -> None:
        found = classify(towards(NANO, "sport"), NANO, "Sport", (), "Le barrage", "", "fr", (WATER,))
        assert {topic.code for topic in found} == {SPORT, "own:water"}
        assert [topic.confidence for topic in found] == sorted((topic.confidence for topic in found), reverse=True)

    def test_an_empty_article_is_about_nothing(self) -> None:
        assert classify(nothing(), NANO, "", (), "", "", "", ()) == ()
        assert classify(nothing(), NANO, "", (), "", "", "", (WATER,)) == ()

    def test_it_is_pure(self) -> None:
        vector = towards(NANO, "sport")
        before = vector.copy()
        asked = (vector, NANO, "Sport", ("x",), "Barrage", "", "fr", (WATER,))
        assert classify(*asked) == classify(*asked)
        assert (vector == before).all()

    @given(st.text(max_size=200), st.text(max_size=300), st.sampled_from(["fr", "ar", "", "x"]))
    def test_hostile_words(self, title: str, section: str, language: str) -> None:
        found = classify(nothing(), NANO, section, (section, title), title, title, language, (WATER,))
        assert all(0 < topic.confidence <= 1 for topic in found)


def test_the_file_is_small_and_has_both_encoders() -> None:
    assert FILE.stat().st_size < 32_000
    for encoder, dimension in DIMENSIONS.items():
        weights = _weights(encoder)
        assert weights is not None
        assert weights.rows.shape == (len(HEADINGS), dimension)
        assert np.isfinite(weights.rows).all()
        assert np.isfinite(weights.bias).all()


@pytest.fixture(scope="module")
def universal() -> Encoder:
    return named(UNIVERSAL)


@pytest.mark.parametrize(
    ("headline", "language", "slug"),
    [
        ("Le gardien arrête deux penaltys et qualifie son club", "fr", "sport"),
        ("البنك يخفض توقعاته لنمو الاقتصاد", "ar", "economy"),
        ("El obispo bendice la nueva campana de la catedral", "es", "religion"),
        ("Floods wash away a bridge and two villages are cut off", "en", "disasters"),
        ("Une infirmière alerte sur la pénurie de vaccins", "fr", "health"),
        ("المنتخب يستدعي خمسة لاعبين جددا", "ar", "sport"),
    ],
)
def test_headlines_that_it_has_not_seen(universal: Encoder, headline: str, language: str, slug: str) -> None:
    vectors = centred(universal.encode([headline]), [language], frozen(UNIVERSAL, universal.dimension))
    vector = packed(vectors)[0]
    assert by_vector(vector, UNIVERSAL)[0].code == CODES[slug]
