"""Things that stand in several pictures: trees, houses, people, boats, wheels."""

import math

from jarida.editions.sample.pictures.canvas import Canvas, Point
from jarida.editions.sample.pictures.palettes import Colour, mix


def palm(c: Canvas, x: float, y: float, height: float, colour: Colour, crown: Colour | None = None) -> None:
    """A date palm whose foot is at (x, y)."""
    lean = c.rng.uniform(-0.16, 0.16) * height
    top = (x + lean, y - height)
    trunk = [(x + lean * t * t, y - height * t) for t in (0, 0.25, 0.5, 0.75, 1)]
    c.line(trunk, colour, height * 0.045)
    for i in range(13):
        angle = math.pi * (i / 12) + c.rng.uniform(-0.1, 0.1)
        reach = height * c.rng.uniform(0.36, 0.46)
        _frond(c, top, angle, reach, crown or colour)


def _frond(c: Canvas, top: Point, angle: float, reach: float, colour: Colour) -> None:
    """A leaf: an arc that rises, bends under its weight and tapers at both ends."""
    upper, lower = [], []
    for step in range(9):
        t = step / 8
        x = top[0] + math.cos(angle) * reach * t
        y = top[1] - math.sin(angle) * reach * 0.75 * t - reach * 0.22 * t + reach * 0.72 * t * t
        half = reach * 0.075 * math.sin(math.pi * (0.08 + 0.92 * t))
        upper.append((x, y - half))
        lower.append((x, y + half))
    c.poly([*upper, *reversed(lower)], colour)


def cypress(c: Canvas, x: float, y: float, height: float, colour: Colour) -> None:
    """A dark, narrow tree."""
    c.disc(x, y - height / 2, height * 0.13, colour, squash=3.8)


def olive_tree(c: Canvas, x: float, y: float, size: float, leaf: Colour, trunk: Colour) -> None:
    """A round crown on a twisted trunk."""
    c.poly(
        [
            (x - size * 0.12, y),
            (x - size * 0.04, y - size * 0.5),
            (x + size * 0.1, y - size * 0.5),
            (x + size * 0.14, y),
        ],
        trunk,
    )
    for dx, dy, radius in ((-0.34, -0.62, 0.34), (0.32, -0.6, 0.36), (0, -0.86, 0.42), (-0.1, -0.5, 0.3)):
        c.disc(x + dx * size, y + dy * size, radius * size, leaf, squash=0.82)
    for _ in range(14):
        tone = mix(leaf, c.palette.light, c.rng.uniform(0.1, 0.3))
        c.disc(x + c.rng.gauss(0, 0.28) * size, y - (0.68 + c.rng.gauss(0, 0.14)) * size, size * 0.04, tone)


def person(c: Canvas, x: float, y: float, height: float, colour: Colour, robe: bool = False) -> None:
    """Someone seen from afar; the feet are at (x, y)."""
    head = height * 0.11
    c.disc(x, y - height + head, head, colour)
    if robe:
        c.poly(
            [
                (x - height * 0.1, y - height * 0.78),
                (x + height * 0.1, y - height * 0.78),
                (x + height * 0.19, y),
                (x - height * 0.19, y),
            ],
            colour,
        )
        return
    c.rect(x - height * 0.12, y - height * 0.79, height * 0.24, height * 0.42, colour, radius=height * 0.08)
    c.rect(x - height * 0.1, y - height * 0.42, height * 0.08, height * 0.42, colour)
    c.rect(x + height * 0.03, y - height * 0.42, height * 0.08, height * 0.42, colour)


def windows(
    c: Canvas,
    box: tuple[float, float, float, float],
    columns: int,
    rows: int,
    lit: Colour,
    dark: Colour,
    share: float = 0.4,
) -> None:
    """Rows of windows in a wall given as (x, y, width, height); `share` of them are lit."""
    x, y, width, height = box
    step_x, step_y = width / columns, height / rows
    for column in range(columns):
        for row in range(rows):
            tone = lit if c.rng.random() < share else dark
            c.rect(x + (column + 0.28) * step_x, y + (row + 0.25) * step_y, step_x * 0.44, step_y * 0.5, tone)


def town(c: Canvas, base: float, colour: Colour, *, low: float = 40, high: float = 130, lit: float = 0.3) -> None:
    """A row of flat-roofed houses with a tower, across the whole width."""
    x = -20.0
    while x < 1200:
        width, height = c.rng.uniform(45, 100), c.rng.uniform(low, high)
        wall = mix(colour, c.palette.ink, c.rng.uniform(0, 0.22))
        c.rect(x, base - height, width + 1, height + 4, wall)
        c.rect(x - 2, base - height, width + 5, 5, mix(wall, c.palette.light, 0.16))
        pane = mix(wall, c.palette.ink, 0.4)
        windows(
            c,
            (x, base - height + 8, width, height - 10),
            max(2, int(width // 24)),
            max(1, int(height // 34)),
            c.palette.accent,
            pane,
            lit,
        )
        x += width
    tower(c, c.rng.uniform(260, 940), base, min(high * 1.9, base * 0.75), mix(colour, c.palette.ink, 0.1))


def tower(c: Canvas, x: float, base: float, height: float, colour: Colour) -> None:
    """A square tower with a lantern on top."""
    c.rect(x - 21, base - height, 42, height + 2, colour)
    c.rect(x - 25, base - height - 6, 50, 10, mix(colour, c.palette.light, 0.18))
    c.rect(x - 11, base - height - 34, 22, 30, colour)
    c.disc(x, base - height - 34, 11, colour)
    c.rect(x - 5, base - height + 26, 10, 26, mix(colour, c.palette.ink, 0.45), radius=5)
    c.rect(x - 5, base - height + 76, 10, 26, mix(colour, c.palette.ink, 0.45), radius=5)


def sail_boat(c: Canvas, x: float, y: float, size: float, hull: Colour, sail: Colour) -> None:
    """A boat with a lateen sail; (x, y) is the middle of its waterline."""
    c.poly([(x - size, y - size * 0.28), (x + size, y - size * 0.34), (x + size * 0.66, y), (x - size * 0.72, y)], hull)
    c.line([(x - size * 0.1, y - size * 0.25), (x - size * 0.02, y - size * 1.5)], c.palette.ink, size * 0.05)
    c.poly(
        [(x - size * 0.75, y - size * 0.42), (x + size * 0.16, y - size * 1.85), (x + size * 0.6, y - size * 0.48)],
        sail,
    )


def fishing_boat(c: Canvas, x: float, y: float, size: float, hull: Colour) -> None:
    """A small trawler: (x, y) is the middle of its waterline."""
    light = c.palette.light
    c.poly(
        [(x - size, y - size * 0.45), (x + size * 1.05, y - size * 0.56), (x + size * 0.72, y), (x - size * 0.8, y)],
        hull,
    )
    c.poly(
        [
            (x - size * 0.98, y - size * 0.42),
            (x + size * 1.03, y - size * 0.53),
            (x + size * 0.98, y - size * 0.44),
            (x - size * 0.94, y - size * 0.33),
        ],
        light,
    )
    c.rect(x - size * 0.55, y - size * 0.95, size * 0.55, size * 0.5, light)
    c.rect(x - size * 0.48, y - size * 0.86, size * 0.4, size * 0.18, c.palette.ink)
    c.line([(x + size * 0.25, y - size * 0.5), (x + size * 0.25, y - size * 1.5)], c.palette.ink, size * 0.05)
    c.line([(x + size * 0.25, y - size * 1.45), (x + size * 0.95, y - size * 0.55)], c.palette.ink, 1.5)
    c.line([(x + size * 0.25, y - size * 1.45), (x - size * 0.5, y - size * 0.95)], c.palette.ink, 1.5)


def wheel(c: Canvas, x: float, y: float, radius: float) -> None:
    """A tyre with its hub."""
    c.disc(x, y, radius, c.palette.ink)
    c.disc(x, y, radius * 0.48, mix(c.palette.light, c.palette.ink, 0.25))


def lantern(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A paper lantern hanging from (x, y), with its light."""
    c.glow(x, y + size, size * 3, colour, 0.5)
    c.line([(x, y), (x, y + size * 0.4)], c.palette.ink, 1.5)
    c.disc(x, y + size, size * 0.62, colour, squash=1.15)
    for dx in (-0.3, 0, 0.3):
        c.line(
            [(x + dx * size, y + size * 0.42), (x + dx * size * 1.3, y + size), (x + dx * size, y + size * 1.6)],
            mix(colour, c.palette.ink, 0.3),
            1,
        )
    for dy in (0.28, 1.58):
        c.rect(x - size * 0.25, y + size * dy, size * 0.5, size * 0.16, mix(colour, c.palette.ink, 0.6))
