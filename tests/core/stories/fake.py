"""An encoder for tests: a direction for each word, and the same for the words of one meaning."""

import zlib
from functools import cache

import numpy as np

from jarida.core.stories.encoders import rows
from jarida.core.stories.model import Matrix
from jarida.core.text.analysis import forms

DIMENSION = 96
MEANINGS = {
    word: meaning
    for meaning, words in {
        "quake": "seisme زلزال terremoto earthquake quake",
        "dead": "morts قتلى muertos dead killed",
        "bridge": "pont قنطره puente bridge",
        "collapse": "effondrement انهيار derrumbe collapse",
        "final": "finale نهائي final",
        "win": "gagne يفوز gana wins",
    }.items()
    for word in words.split()
}


@cache
def direction(word: str) -> Matrix:
    """The direction of a word or meaning."""
    made: Matrix = np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION).astype(np.float32)
    return made


class Fake:
    """Deterministic, quick, and counting how often it was asked."""

    name = "fake"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Matrix:
        """A row of length 1 for each text."""
        self.asked += texts
        return rows(texts, self._encoded, DIMENSION)

    def _encoded(self, texts: list[str]) -> Matrix:
        return np.stack(
            [
                sum((direction(MEANINGS.get(word, word)) for word in forms(text)), np.zeros(DIMENSION, np.float32))
                for text in texts
            ]
        )
