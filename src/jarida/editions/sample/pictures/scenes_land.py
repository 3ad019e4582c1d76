"""Scenes of the country: water, fields, mountains, roads and rails."""

import itertools
import math

from jarida.editions.sample.pictures.canvas import HEIGHT, WIDTH, Canvas
from jarida.editions.sample.pictures.figures import cypress, olive_tree, palm, person, town
from jarida.editions.sample.pictures.palettes import mix


def _far_hills(c: Canvas, base: float, *, sharp: bool = False) -> None:
    """Two ridges with mist between them, darker as they come nearer."""
    p = c.palette
    c.ridge(base - 60, 170, mix(p.far, p.sky_low, 0.35), sharp=sharp)
    c.haze(base - 150, 140, p.sky_low, 0.5)
    c.ridge(base, 120, p.mid)
    c.haze(base - 60, 80, p.sky_low, 0.3)


def dam(c: Canvas) -> None:
    """A lake behind an arched wall, water falling through the spillway."""
    p = c.palette
    c.sky(430)
    x, _ = c.any_sun(240)
    c.clouds(3)
    _far_hills(c, 430)
    c.water(430, 640, x)
    wall, shade = mix(p.light, p.far, 0.35), mix(p.near, p.far, 0.35)
    top = [(t * 60, 500 + 70 * math.sin(math.pi * t / 20)) for t in range(21)]
    c.poly([*top, (WIDTH, HEIGHT), (0, HEIGHT)], shade)
    for i in range(0, 20, 2):
        c.poly(
            [top[i], top[i + 1], (top[i + 1][0] * 0.8 + 120, HEIGHT), (top[i][0] * 0.8 + 120, HEIGHT)],
            mix(shade, p.ink, 0.16),
        )
    c.line([(px, py - 4) for px, py in top], wall, 16)
    for px, py in top[1::2]:
        c.rect(px - 3, py - 30, 6, 26, wall)
    for gate in (8, 10, 12):
        gx, gy = top[gate]
        c.poly(
            [(gx - 20, gy + 8), (gx + 20, gy + 8), (gx + 32, HEIGHT), (gx - 32, HEIGHT)], mix(p.light, p.sky_top, 0.18)
        )
        c.glow(gx, HEIGHT, 90, p.light, 0.7)
    c.birds(5, 850, 220)


def mountains(c: Canvas) -> None:
    """Peaks with snow above a village and its walnut trees."""
    p = c.palette
    c.sky(520)
    c.any_sun(200)
    outline = c.ridge(500, 380, p.far, sharp=True)
    for before, peak, after in zip(outline, outline[1:], outline[2:], strict=False):
        if peak[1] < min(before[1], after[1]) and peak[1] < 330:
            _snow(c, before, peak, after)
    c.haze(300, 220, p.sky_low, 0.55)
    c.ridge(540, 170, p.mid, sharp=True)
    c.haze(470, 110, p.sky_low, 0.3)
    town(c, 640, mix(p.second, p.far, 0.55), low=24, high=62, lit=0.25)
    c.ridge(700, 90, p.near)
    for _ in range(22):
        cypress(c, c.rng.uniform(0, WIDTH), c.rng.uniform(670, 760), c.rng.uniform(50, 110), p.ink)


def _snow(c: Canvas, before: tuple[float, float], peak: tuple[float, float], after: tuple[float, float]) -> None:
    def toward(other: tuple[float, float], share: float) -> tuple[float, float]:
        return (peak[0] + (other[0] - peak[0]) * share, peak[1] + (other[1] - peak[1]) * share)

    left, right = toward(before, 0.85), toward(after, 0.85)
    middle = (peak[0] + 6, peak[1] + (max(left[1], right[1]) - peak[1]) * 0.6)
    c.poly([peak, left, middle, right], mix(c.palette.light, c.palette.sky_low, 0.2))


def mountain_pass(c: Canvas) -> None:
    """A road that winds up to a pass, a few cars on it, rocks beside it."""
    p = c.palette
    c.sky(460)
    c.any_sun(180)
    c.clouds(2)
    c.ridge(430, 310, p.far, sharp=True)
    c.haze(230, 220, p.sky_low, 0.5)
    c.ridge(520, 230, p.mid, sharp=True)
    c.ridge(600, 90, mix(p.mid, p.near, 0.5))
    c.rect(0, 590, WIDTH, 160, mix(p.near, p.second, 0.12))
    turns = [(-30, 735), (480, 705), (900, 660), (640, 622), (330, 588), (560, 556), (760, 530), (640, 508), (585, 490)]
    widths = (64, 58, 50, 40, 31, 24, 18, 13)
    for part, width in zip(itertools.pairwise(turns), widths, strict=True):
        c.line(list(part), mix(p.ink, p.near, 0.35), width)
        for end in part:
            c.disc(*end, width / 2, mix(p.ink, p.near, 0.35))
    for part, width in zip(itertools.pairwise(turns), widths, strict=True):
        c.line(list(part), mix(p.light, p.second, 0.3), max(1.5, width * 0.05))
    for x, y, size, tone in (
        (250.0, 712.0, 44.0, p.accent),
        (770.0, 668.0, 34.0, p.light),
        (470.0, 600.0, 20.0, p.second),
    ):
        c.rect(x, y - size * 0.5, size * 1.9, size * 0.5, tone, radius=size * 0.16)
        c.rect(x + size * 0.4, y - size * 0.85, size, size * 0.45, mix(tone, p.ink, 0.3), radius=size * 0.14)
    for _ in range(16):
        x, y, size = c.rng.uniform(880, 1200), c.rng.uniform(690, 750), c.rng.uniform(12, 42)
        c.poly(
            [(x - size, y), (x - size * 0.5, y - size), (x + size * 0.5, y - size * 0.8), (x + size, y)],
            mix(p.near, p.ink, c.rng.uniform(0.2, 0.7)),
        )


def palms(c: Canvas) -> None:
    """An oasis at the foot of dunes: palms, a channel of water, a mud village."""
    p = c.palette
    c.sky(500)
    c.any_sun(300)
    c.ridge(470, 150, mix(p.far, p.sky_low, 0.3))
    c.ridge(540, 120, p.mid)
    town(c, 575, mix(p.second, p.far, 0.6), low=28, high=80, lit=0.12)
    c.rect(0, 570, WIDTH, 180, p.near)
    leaf = mix((62, 110, 78), p.near, 0.35)
    for _ in range(18):
        palm(
            c, c.rng.uniform(0, WIDTH), c.rng.uniform(580, 620), c.rng.uniform(90, 150), mix(p.near, p.ink, 0.45), leaf
        )
    c.poly([(520, 590), (600, 590), (860, HEIGHT), (300, HEIGHT)], mix(p.sky_top, p.light, 0.2))
    for i in range(7):
        c.rect(500 + c.rng.uniform(-60, 120), 612 + i * 20, 60 + i * 12, 2.5, mix(p.sky_low, p.light, 0.5))
    for x, height in ((110, 430), (250, 350), (985, 400), (1110, 480)):
        palm(c, x + c.rng.uniform(-30, 30), 760, height, p.ink, mix(leaf, p.ink, 0.5))


def solar(c: Canvas) -> None:
    """Rows of mirrors before the desert's hills, and the tower they shine on."""
    p = c.palette
    c.sky(450)
    c.any_sun(170)
    c.ridge(430, 120, mix(p.far, p.sky_low, 0.3))
    c.ridge(455, 60, p.mid)
    c.rect(0, 450, WIDTH, 300, mix(p.far, p.mid, 0.45))
    x = c.rng.uniform(420, 780)
    c.poly([(x - 13, 470), (x - 8, 230), (x + 8, 230), (x + 13, 470)], mix(p.light, p.ink, 0.25))
    c.rect(x - 12, 205, 24, 40, p.light, radius=4)
    c.glow(x, 222, 170, p.sun, 0.95)
    glass = mix(p.sky_top, p.ink, 0.35)
    for row in range(9):
        depth = (row / 8) ** 1.7
        y, width = 472 + depth * 250, 30 + depth * 150
        start = -width * c.rng.random()
        while start < WIDTH:
            _panel(c, start, y, width * 0.86, 10 + depth * 58, glass)
            start += width


def _panel(c: Canvas, x: float, y: float, width: float, height: float, glass: tuple[int, int, int]) -> None:
    p, slant = c.palette, width * 0.16
    c.rect(x + width * 0.5, y, width * 0.05, height * 0.9, p.ink)
    c.poly(
        [
            (x + slant, y - height * 0.5),
            (x + width + slant * 0.4, y - height * 0.5),
            (x + width, y + height * 0.4),
            (x, y + height * 0.4),
        ],
        glass,
    )
    c.poly(
        [
            (x + slant, y - height * 0.5),
            (x + width * 0.6, y - height * 0.5),
            (x + width * 0.2, y + height * 0.4),
            (x, y + height * 0.4),
        ],
        mix(glass, p.light, 0.25),
    )
    c.line([(x, y), (x + width, y)], mix(glass, p.light, 0.4), 1.2)


def train(c: Canvas) -> None:
    """A train on a viaduct, at full speed."""
    p = c.palette
    c.sky(520)
    c.any_sun(240)
    c.clouds(3, 50, 180)
    _far_hills(c, 480)
    c.ridge(690, 120, p.near)
    deck, stone = c.rng.uniform(440, 480), mix(p.second, p.far, 0.6)
    for x in range(-60, WIDTH + 60, 150):
        c.rect(x, deck + 20, 34, 330, stone)
        c.rect(x + 34, deck + 20, 116, 60, stone)
        c.disc(x + 92, deck + 82, 58, mix(p.mid, p.near, 0.3))
        c.rect(x + 34, deck + 82, 116, 270, mix(p.mid, p.near, 0.3))
        c.rect(x + 24, deck + 20, 10, 330, mix(stone, p.ink, 0.2))
    c.rect(0, deck + 8, WIDTH, 22, mix(stone, p.light, 0.25))
    _coaches(c, deck)
    c.ridge(770, 110, mix(p.near, p.ink, 0.5))
    for _ in range(9):
        cypress(c, c.rng.uniform(0, WIDTH), 760, c.rng.uniform(70, 150), p.ink)


def _coaches(c: Canvas, deck: float) -> None:
    p, nose = c.palette, c.rng.uniform(880, 1040)
    c.poly(
        [
            (-20, deck - 62),
            (nose - 90, deck - 62),
            (nose - 30, deck - 46),
            (nose + 20, deck - 8),
            (nose + 10, deck + 6),
            (-20, deck + 6),
        ],
        p.light,
    )
    c.poly([(-20, deck - 16), (nose + 14, deck - 16), (nose + 20, deck - 6), (-20, deck - 4)], p.accent)
    for x in range(-10, int(nose) - 140, 36):
        c.rect(x, deck - 50, 26, 20, mix(p.ink, p.sky_top, 0.3), radius=4)
    for x in range(160, int(nose) - 120, 180):
        c.rect(x, deck - 62, 3, 68, mix(p.light, p.ink, 0.35))
    c.poly(
        [(nose - 84, deck - 54), (nose - 36, deck - 42), (nose - 8, deck - 24), (nose - 70, deck - 26)],
        mix(p.ink, p.sky_top, 0.2),
    )
    for x in range(40, WIDTH, 170):
        c.line([(x, deck + 8), (x, deck - 118), (x + 34, deck - 118)], mix(p.ink, p.far, 0.3), 3)
    c.line([(0, deck - 106), (WIDTH, deck - 106)], mix(p.ink, p.far, 0.3), 1.3)


def olives(c: Canvas) -> None:
    """An olive grove in rows, with people at the harvest."""
    p = c.palette
    c.sky(460)
    c.any_sun(260)
    _far_hills(c, 450)
    c.rect(0, 448, WIDTH, 302, mix(p.second, p.far, 0.45))
    for i in range(-8, 9):
        c.poly(
            [(600 + i * 40, 448), (600 + i * 40 + 8, 448), (600 + i * 250 + 60, HEIGHT), (600 + i * 250, HEIGHT)],
            mix(p.second, p.near, 0.4),
        )
    leaf = mix((84, 122, 72), p.near, 0.3)
    for row, (y, size) in enumerate(((476, 44), (520, 74), (590, 120), (735, 210))):
        x = -size * c.rng.random()
        while x < WIDTH + size:
            olive_tree(c, x, y, size * c.rng.uniform(0.85, 1.1), mix(leaf, p.ink, row * 0.1), mix(p.ink, p.second, 0.2))
            x += size * c.rng.uniform(1.7, 2.4)
        if row == 2:
            for _ in range(4):
                person(c, c.rng.uniform(200, 1000), 640, 76, c.rng.choice((p.accent, p.ink, p.light)), robe=True)


def wheat(c: Canvas) -> None:
    """Ears of wheat before a plain that has no end."""
    p = c.palette
    c.sky(430)
    c.any_sun(330)
    c.clouds(4, 70, 260)
    _far_hills(c, 420)
    gold = mix((222, 172, 60), p.second, 0.2)
    c.gradient(418, 332, mix(gold, p.light, 0.3), mix(gold, p.ink, 0.25))
    for i in range(-9, 10):
        c.line([(640 + i * 16, 420), (640 + i * 170, HEIGHT)], mix(gold, p.near, 0.35), 3)
    for _ in range(90):
        x, depth = c.rng.uniform(-20, WIDTH + 20), c.rng.random()
        _ear(c, x, 770, 130 + depth * 170, mix(gold, p.ink, 0.42 - depth * 0.34))


def _ear(c: Canvas, x: float, y: float, height: float, colour: tuple[int, int, int]) -> None:
    lean = c.rng.uniform(-0.05, 0.26) * height
    c.line([(x, y), (x + lean * 0.4, y - height * 0.6), (x + lean, y - height)], colour, 2.6)
    for i in range(7):
        t = 0.74 + i * 0.045
        gx, gy = x + lean * t * t, y - height * t
        for side in (-1, 1):
            c.disc(gx + side * 5, gy, 5.4, colour, squash=1.7)
    c.line([(x + lean, y - height), (x + lean * 1.2, y - height * 1.14)], colour, 1.2)


def wind(c: Canvas) -> None:
    """Wind turbines on a ridge."""
    p = c.palette
    c.sky(560)
    c.any_sun(300)
    c.clouds(4)
    _far_hills(c, 560)
    for x, base, size in ((210, 590, 190), (430, 560, 130), (640, 620, 270), (880, 575, 150), (1060, 600, 210)):
        at = x + c.rng.uniform(-40, 40)
        c.poly(
            [
                (at - size * 0.03, base + 40),
                (at - size * 0.014, base - size),
                (at + size * 0.014, base - size),
                (at + size * 0.03, base + 40),
            ],
            p.light,
        )
        turn = c.rng.uniform(0, 2.1)
        for blade in range(3):
            angle = turn + blade * 2.094
            tip = (at + math.cos(angle) * size * 0.62, base - size + math.sin(angle) * size * 0.62)
            side = (at + math.cos(angle + 0.24) * size * 0.18, base - size + math.sin(angle + 0.24) * size * 0.18)
            c.poly([(at, base - size), side, tip], p.light)
        c.disc(at, base - size, size * 0.03, p.second)
    c.ridge(680, 90, p.near)
    c.ridge(760, 80, mix(p.near, p.ink, 0.5))


def observatory(c: Canvas) -> None:
    """A dome open to the stars."""
    p = c.palette
    c.sky(620)
    for _ in range(160):
        t = c.rng.random()
        c.disc(
            150 + t * 950 + c.rng.gauss(0, 50),
            480 - t * 420 + c.rng.gauss(0, 40),
            c.rng.uniform(0.6, 2.4),
            mix(p.sky_top, p.light, c.rng.uniform(0.3, 0.9)),
        )
    c.sun(c.rng.uniform(180, 360), 150, 40)
    c.ridge(600, 130, p.mid, sharp=True)
    c.ridge(690, 90, p.near)
    x = c.rng.uniform(640, 820)
    c.rect(x - 130, 470, 260, 170, mix(p.light, p.near, 0.45))
    c.disc(x, 470, 130, mix(p.light, p.near, 0.28))
    c.rect(x - 140, 464, 280, 16, mix(p.light, p.near, 0.6))
    c.poly([(x - 16, 470), (x + 34, 470), (x - 40, 345), (x - 74, 360)], p.ink)
    c.line([(x + 2, 452), (x - 76, 318)], mix(p.accent, p.ink, 0.15), 20)
    c.rect(x - 22, 560, 44, 80, mix(p.accent, p.ink, 0.2), radius=6)
    c.glow(x, 600, 120, p.accent, 0.4)
    c.ridge(745, 90, p.ink)
    person(c, x - 230, 690, 62, p.ink)


def radio(c: Canvas) -> None:
    """A mast on a hill that sends its circles over the valleys."""
    p = c.palette
    c.sky(560)
    c.any_sun(260)
    _far_hills(c, 540, sharp=True)
    x = c.rng.uniform(420, 780)
    for ring in range(5, 0, -1):
        radius = ring * 70
        c.arc(
            (x - radius, 190 - radius, x + radius, 190 + radius),
            200,
            340,
            mix(p.sky_low, p.accent, 0.85 - ring * 0.13),
            5,
        )
    c.ridge(700, 150, p.near)
    for side in (-1, 1):
        c.line([(x + side * 62, 640), (x, 190)], p.ink, 6)
    for i in range(9):
        y, half = 640 - i * 48, 62 * (1 - i * 48 / 450)
        c.line([(x - half, y), (x + half * 0.9, y - 46)], p.ink, 3)
        c.line([(x + half, y), (x - half * 0.9, y - 46)], p.ink, 3)
    c.line([(x, 200), (x, 150)], p.ink, 4)
    c.disc(x, 148, 9, p.second)
    c.glow(x, 148, 70, p.second, 0.8)
    c.rect(x + 100, 600, 110, 70, p.ink)
    c.rect(x + 130, 622, 22, 20, p.accent)
    c.ridge(755, 80, p.ink)
