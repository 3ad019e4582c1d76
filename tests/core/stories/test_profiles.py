"""What is kept of an article: nothing that it is may break it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.stories.fake import DIMENSION, Fake

from jarida.core.stories.centring import GENERAL, Means
from jarida.core.stories.encoders import LEAD
from jarida.core.stories.model import ArticleText, Column
from jarida.core.stories.names import recogniser
from jarida.core.stories.profiles import Profiler, language_of, words

FRENCH = ArticleText(
    1,
    "Séisme de magnitude 7,2 près d'Agadir : trois morts, dit Yassir Zeroual",
    "fr",
    "journal",
    text="AGADIR (MAP) - Un séisme a frappé samedi. " + "Les secours sont arrivés dans la nuit sur les lieux. " * 8,
)


@pytest.fixture
def profiler() -> Profiler:
    return Profiler(Fake(), recogniser())


def test_the_facts_of_an_article(profiler):
    (found,) = profiler.profiles([FRENCH])
    assert found.language == "fr"
    assert found.outlet == "journal"
    assert "agadir" in found.places
    assert any("zrl" in key for key in found.names)
    assert {"7.2", "3"} <= found.numbers
    assert "fr.seism" in found.words
    assert "@5" in found.words
    assert found.agency == "map"
    assert found.digest
    assert found.signature
    assert found.column is Column.NONE
    assert found.vector.dtype == np.int8
    assert found.vector.shape == (DIMENSION,)


def test_names_meet_across_scripts(profiler):
    french, arabic = profiler.profiles(
        [
            ArticleText(1, "Xabi Alonso nommé entraîneur du Real Madrid", "fr"),
            ArticleText(2, "ريال مدريد يعين تشابي ألونسو مدربا جديدا", "ar"),
        ]
    )
    assert french.names & arabic.names
    assert french.words & arabic.words


def test_only_the_beginning_is_encoded():
    encoder = Fake()
    Profiler(encoder, recogniser()).profiles([replace(FRENCH, text="mot " * 100_000)])
    assert len(encoder.asked[0]) <= LEAD


@pytest.mark.parametrize(
    ("title", "declared", "language"),
    [
        ("La Reserva Federal baja los tipos un cuarto de punto, el primer recorte del año", "fr", "es"),
        ("Le Conseil de gouvernement adopte le décret relatif au salaire minimum", "ar", "fr"),
        ("أكثر من 800 قتيل جراء زلزال ضرب شرق أفغانستان", "fr", "ar"),
        ("Federal Reserve lowers interest rates for first time this year, chairman says", "es", "en"),
        ("Le Conseil de gouvernement adopte le décret", "", "fr"),
        ("Le Conseil de gouvernement adopte le décret", "fr-FR", "fr"),
        ("", "fr", "fr"),
        ("🎉", "", ""),
    ],
)
def test_a_wrong_language_is_noticed(title, declared, language):
    assert language_of(ArticleText(1, title, declared)) == language


def test_a_wrong_language_changes_nothing_but_itself(profiler):
    title = "La Reserva Federal baja los tipos un cuarto de punto, el primer recorte del año"
    right, wrong = profiler.profiles([ArticleText(1, title, "es"), ArticleText(1, title, "ar")])
    assert (right.vector == wrong.vector).all()
    assert replace(right, vector=wrong.vector) == wrong


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "🎉🎉🎉",
        "mot " * 2_500,
        "x" * 10_000,
        "Un\x00titre",
        "lone \ud83d surrogate",
        "\u202e\u200b",
        "؟!،",
        "7" * 5_000,
    ],
)
def test_bad_titles(profiler, title):
    (found,) = profiler.profiles([ArticleText(1, title, "fr", text=title)])
    assert len(found.words) < 500
    assert len(found.numbers) <= 40
    assert np.isfinite(found.vector).all()


def test_a_title_without_words_has_no_vector(profiler):
    assert not profiler.profiles([ArticleText(1, "🎉", "fr")])[0].vector.any()


def test_means_are_taken_away():
    encoder = Fake()
    mean = 0.4 * encoder.encode(["commun"])[0]
    means = Means({GENERAL: np.zeros(DIMENSION, np.float32), "fr": mean})
    plain = Profiler(encoder, recogniser(), means=Means({GENERAL: np.zeros(DIMENSION, np.float32)}))
    centred = Profiler(encoder, recogniser(), means=means)
    text = [ArticleText(1, "commun gouvernement décret adopté conseil ministre", "fr")]
    away = plain.profiles(text)[0].vector.astype(float), centred.profiles(text)[0].vector.astype(float)
    assert abs(away[1] @ mean) < abs(away[0] @ mean)


def test_none_of_none(profiler):
    assert profiler.profiles([]) == []


def test_words_of_a_language_without_a_stemmer():
    assert words("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴰⵙⵙ", "zgh") >= {"zgh.ⵜⴰⵎⴰⵣⵉⵖⵜ"}
    assert "fr.les" not in words("les maisons", "fr")


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=5))
@settings(max_examples=60, deadline=None)
def test_never_fails(title, text, language):
    (found,) = Profiler(Fake(), recogniser()).profiles([ArticleText(1, title, language, text=text)])
    assert found.id == 1


def test_a_section_may_say_that_a_text_is_a_standing_column(profiler):
    plain, weather = profiler.profiles(
        [ArticleText(1, "Samedi 22 avril", "fr"), ArticleText(2, "Samedi 22 avril", "fr", section="Météo")]
    )
    assert (plain.column, weather.column) == (Column.NONE, Column.WEATHER)
