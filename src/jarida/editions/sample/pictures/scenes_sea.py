"""Scenes of the coast."""

import math

from jarida.editions.sample.pictures.canvas import HEIGHT, WIDTH, Canvas
from jarida.editions.sample.pictures.figures import fishing_boat, person, sail_boat, town
from jarida.editions.sample.pictures.palettes import mix


def port(c: Canvas) -> None:
    """Cranes over a container ship."""
    p = c.palette
    c.sky(520)
    x, _ = c.any_sun(330)
    c.clouds(2)
    c.ridge(520, 90, mix(p.far, p.sky_low, 0.3))
    c.water(520, HEIGHT, x)
    for i, at in enumerate((80, 330, 610, 900)):
        _gantry(c, at + c.rng.uniform(-25, 25), 585 - i % 2 * 14, 1.0 + 0.12 * (i % 3))
    c.rect(0, 572, WIDTH, 30, mix(p.near, p.ink, 0.3))
    _container_ship(c, 210 + c.rng.uniform(-60, 60), 665)
    c.birds(6, 640, 150)


def _gantry(c: Canvas, x: float, y: float, size: float) -> None:
    p = c.palette
    tone = mix(p.accent, p.ink, c.rng.uniform(0.05, 0.3))
    for dx in (0, 90):
        c.rect(x + dx * size, y - 270 * size, 11 * size, 270 * size, tone)
    c.rect(x - 150 * size, y - 280 * size, 320 * size, 13 * size, tone)
    c.rect(x, y - 150 * size, 100 * size, 8 * size, tone)
    c.line([(x + 5 * size, y - 150 * size), (x + 95 * size, y - 270 * size)], tone, 4 * size)
    c.poly(
        [
            (x + 10 * size, y - 280 * size),
            (x + 50 * size, y - 372 * size),
            (x + 60 * size, y - 372 * size),
            (x + 100 * size, y - 280 * size),
        ],
        mix(tone, p.sky_low, 0.1),
    )
    for end in (-146, 166):
        c.line([(x + 55 * size, y - 370 * size), (x + end * size, y - 276 * size)], tone, 2.5)
    at = x - c.rng.uniform(30, 120) * size
    low = y - c.rng.uniform(120, 190) * size
    c.line([(at, y - 270 * size), (at, low)], p.ink, 1.5)
    c.rect(at - 24 * size, low, 48 * size, 20 * size, p.second)


def _container_ship(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    colours = (p.accent, p.second, p.light, p.mid, p.far, mix(p.accent, p.ink, 0.4))
    for column in range(13):
        for row in range(c.rng.randint(2, 5)):
            c.rect(x + 120 + column * 43, y - 74 - row * 23, 41, 21, c.rng.choice(colours))
    c.rect(x + 28, y - 190, 74, 130, p.light)
    c.rect(x + 18, y - 178, 94, 14, mix(p.light, p.ink, 0.6))
    c.rect(x + 44, y - 224, 26, 36, p.accent)
    c.poly([(x, y - 58), (x + 740, y - 58), (x + 692, y + 22), (x + 24, y + 22)], mix(p.ink, p.near, 0.25))
    c.poly([(x + 16, y + 4), (x + 704, y + 4), (x + 692, y + 22), (x + 24, y + 22)], mix(p.accent, p.ink, 0.25))
    for i in range(12):
        c.rect(x + c.rng.uniform(-20, 640), y + 28 + i * 5, c.rng.uniform(60, 190), 2.5, mix(p.near, p.ink, 0.5))


def boats(c: Canvas) -> None:
    """Fishing boats at their moorings before the old town."""
    p = c.palette
    c.sky(440)
    x, _ = c.any_sun(220)
    c.clouds(2, 60, 170)
    c.ridge(430, 130, mix(p.far, p.sky_low, 0.2))
    town(c, 470, mix(p.light, p.far, 0.35), low=40, high=120, lit=0.15)
    c.water(466, HEIGHT, x)
    hulls = (p.accent, p.sky_top, p.second, mix(p.near, p.ink, 0.2), mix(p.accent, p.ink, 0.35))
    for y, size, count in ((520, 40, 6), (590, 70, 4), (702, 120, 3)):
        for i in range(count):
            at = (i + 0.5) * WIDTH / count + c.rng.uniform(-60, 60)
            c.disc(at, y + 2, size * 0.95, mix(p.near, p.sky_top, 0.25), squash=0.12)
            fishing_boat(c, at, y, size, c.rng.choice(hulls))
    c.birds(7, 400, 180)


def bridge(c: Canvas) -> None:
    """A cable-stayed bridge over the strait."""
    p = c.palette
    c.sky(540)
    x, _ = c.any_sun(380)
    c.ridge(545, 120, mix(p.far, p.sky_low, 0.25))
    c.ridge(560, 60, p.mid)
    c.water(548, HEIGHT, x)
    deck, tone = 500, p.ink
    for mast in (340 + c.rng.uniform(-40, 40), 860 + c.rng.uniform(-40, 40)):
        for i in range(1, 13):
            for side in (-1, 1):
                c.line([(mast, 175 + i * 14), (mast + side * i * 22, deck - i * 0.4)], mix(tone, p.sky_low, 0.3), 1.6)
        for dx in (-16, 10):
            c.poly(
                [(mast + dx, 640), (mast + dx * 0.2 - 2, 150), (mast + dx * 0.2 + 7, 150), (mast + dx + 9, 640)], tone
            )
        c.rect(mast - 14, 330, 30, 9, tone)
        c.disc(mast + 2, 148, 5, p.second)
    c.poly(
        [(0, deck + 8), (600, deck - 10), (WIDTH, deck + 8), (WIDTH, deck + 24), (600, deck + 6), (0, deck + 24)], tone
    )
    for i in range(26):
        at = i * 48 + c.rng.uniform(-8, 8)
        c.disc(at, deck + 2 - 14 * math.sin(math.pi * at / WIDTH), 3, p.accent)
        c.glow(at, deck - 10, 22, p.accent, 0.35)
    sail_boat(c, c.rng.uniform(500, 720), 690, 62, p.ink, p.light)


def lighthouse(c: Canvas) -> None:
    """A lighthouse on its rock, its beam over the waves."""
    p = c.palette
    c.sky(500)
    c.clouds(5, 40, 260, mix(p.sky_top, p.sky_low, 0.4))
    x = c.rng.uniform(730, 880)
    c.poly([(x, 196), (-40, 90), (-40, 330)], mix(p.sky_low, p.sun, 0.45))
    c.poly([(x, 196), (1260, 120), (1260, 290)], mix(p.sky_low, p.sun, 0.3))
    c.water(490)
    for row in range(7):
        y, step = 520 + row * 34, 60 + row * 12
        for i in range(-1, WIDTH // step + 1):
            at = i * step + c.rng.uniform(-12, 12)
            c.arc((at, y, at + step, y + 16 + row * 3), 190, 350, mix(p.light, p.sky_top, 0.45), 2 + row * 0.4)
    c.poly([(x - 230, HEIGHT), (x - 150, 610), (x - 60, 560), (x + 70, 552), (x + 170, 600), (x + 330, HEIGHT)], p.ink)
    for i in range(5):
        top, low = 560 - (i + 1) * 62, 560 - i * 62
        wide, narrow = 46 - i * 4, 46 - (i + 1) * 4
        c.poly([(x - narrow, top), (x + narrow, top), (x + wide, low), (x - wide, low)], p.second if i % 2 else p.light)
    c.rect(x - 36, 240, 72, 10, p.ink)
    c.rect(x - 20, 180, 40, 62, p.sun)
    c.poly([(x - 28, 182), (x, 146), (x + 28, 182)], p.ink)
    c.glow(x, 206, 150, p.sun, 0.9)


def beach(c: Canvas) -> None:
    """A beach in the evening: parasols, walkers, a kite."""
    p = c.palette
    c.sky(400)
    x, _ = c.any_sun(300)
    c.ridge(405, 70, mix(p.far, p.sky_low, 0.3))
    c.water(400, 590, x)
    sand = mix(p.second, p.light, 0.5)
    shore = [(i * 60, 560 + 22 * math.sin(i * 0.7 + c.rng.random())) for i in range(21)]
    c.poly([(0, HEIGHT), *[(px, py - 12) for px, py in shore], (WIDTH, HEIGHT)], p.light)
    c.poly([(0, HEIGHT), *shore, (WIDTH, HEIGHT)], sand)
    for place, y, size in ((170, 640, 80), (420, 610, 54), (930, 660, 96), (720, 606, 48)):
        at = place + c.rng.uniform(-40, 40)
        c.line([(at, y + size * 0.6), (at + size * 0.12, y - size * 0.7)], p.ink, 4)
        for part in range(6):
            start = at + size * 0.12 + (part - 3) * size * 0.36
            tone = p.accent if part % 2 else p.light
            c.poly(
                [(at + size * 0.12, y - size * 0.85), (start, y - size * 0.2), (start + size * 0.36, y - size * 0.2)],
                tone,
            )
        c.disc(at + size * 0.1, y + size * 0.6, size * 0.8, mix(sand, p.ink, 0.2), squash=0.08)
    for _ in range(9):
        person(
            c, c.rng.uniform(40, 1160), c.rng.uniform(585, 640), c.rng.uniform(40, 62), p.ink, robe=c.rng.random() < 0.4
        )
    kite = (c.rng.uniform(300, 900), 150)
    c.poly([(kite[0], 110), (kite[0] + 26, 150), (kite[0], 206), (kite[0] - 26, 150)], p.accent)
    c.line([(kite[0], 206), (kite[0] + 30, 360), (kite[0] + 90, 560)], p.ink, 1)
