"""Pictures drawn for the sample press, by code: `picture("dam-2")` is the second variant of the dam.

A picture is drawn when it is first asked for and then kept in memory. The name alone decides what it
looks like, so that every outlet that uses it serves the same bytes.
"""

import random
import re
import threading
import zlib
from functools import lru_cache

from jarida.editions.sample.pictures.canvas import Canvas
from jarida.editions.sample.pictures.palettes import PALETTES
from jarida.editions.sample.pictures.scenes import SCENES

__all__ = ["SCENES", "UnknownPicture", "picture"]

NAME = re.compile(r"([a-z]+)-([1-9][0-9]?)")
KEPT = 150  # pictures of some 80 kB
# One picture at a time: twelve outlets asked at once would otherwise draw twelve of them in 200 MB.
_DRAWING = threading.Lock()


class UnknownPicture(LookupError):
    """There is no scene of this name."""


def picture(name: str) -> bytes:
    """The picture as JPEG, 1200 × 750 pixels; raises UnknownPicture."""
    match = NAME.fullmatch(name)
    if not match or match[1] not in SCENES:
        raise UnknownPicture(name)
    with _DRAWING:
        return _drawn(match[1], int(match[2]))


@lru_cache(maxsize=KEPT)
def _drawn(scene: str, variant: int) -> bytes:
    draw, moods = SCENES[scene]
    rng = random.Random(zlib.crc32(f"{scene}-{variant}".encode()))  # noqa: S311  a drawing, no secret
    canvas = Canvas(PALETTES[moods[(variant - 1) % len(moods)]], rng)
    draw(canvas)
    return canvas.finish()
