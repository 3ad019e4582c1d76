"""Scenes of work, learning, play and rest."""

import math

from jarida.editions.sample.pictures.canvas import HEIGHT, WIDTH, Canvas
from jarida.editions.sample.pictures.figures import person, town
from jarida.editions.sample.pictures.palettes import Colour, mix


def books(c: Canvas) -> None:
    """Shelves of old bindings and a manuscript open under the lamp."""
    p = c.palette
    wood = mix(p.ink, p.second, 0.2)
    c.rect(0, 0, WIDTH, HEIGHT, mix(wood, p.ink, 0.5))
    bindings = (
        p.accent,
        p.near,
        p.second,
        mix(p.accent, p.ink, 0.4),
        mix(p.sky_top, p.ink, 0.35),
        mix(p.light, p.second, 0.4),
    )
    for shelf in range(4):
        base, x = 150 + shelf * 150, 20.0
        while x < 1170:
            width, height = c.rng.uniform(16, 44), c.rng.uniform(84, 126)
            tone = mix(c.rng.choice(bindings), p.ink, 0.12)
            c.rect(x, base - height, width - 2, height, tone, radius=3)
            for band in (0.16, 0.24, 0.8):
                c.rect(x + 2, base - height * (1 - band), width - 6, 3, mix(tone, p.sun, 0.5))
            x += width
        c.rect(0, base, WIDTH, 16, wood)
    c.glow(600, 470, 520, p.sun, 0.42)
    c.rect(0, 640, WIDTH, 110, mix(p.second, p.ink, 0.55))
    _open_book(c, 600, 640)


def _open_book(c: Canvas, x: float, y: float) -> None:
    p, page = c.palette, mix(c.palette.light, c.palette.sun, 0.4)
    c.poly([(x - 300, y + 38), (x + 300, y + 38), (x + 270, y - 110), (x - 270, y - 110)], mix(p.accent, p.ink, 0.45))
    for side in (-1, 1):
        c.poly(
            [(x, y + 24), (x + side * 286, y + 22), (x + side * 258, y - 122), (x + side * 60, y - 138), (x, y - 112)],
            page,
        )
        for i in range(9):
            top = y - 104 + i * 13
            c.line(
                [(x + side * 30, top + 4), (x + side * (232 - c.rng.uniform(0, 60) + i * 2), top)],
                mix(page, p.ink, 0.6),
                3,
            )
    c.disc(x + 150, y - 40, 34, mix(p.sky_top, page, 0.2), squash=0.8)
    c.disc(x + 150, y - 40, 20, p.second, squash=0.8)
    c.line([(x, y + 24), (x, y - 112)], mix(page, p.ink, 0.4), 3)


def chart(c: Canvas) -> None:
    """Columns that grow, a line above them, coins."""
    p = c.palette
    c.gradient(0, HEIGHT, mix(p.sky_top, p.ink, 0.2), mix(p.mid, p.sky_top, 0.4))
    for i in range(9):
        c.rect(90, 110 + i * 62, 1030, 1.6, mix(p.mid, p.light, 0.25))
    value, curve = c.rng.uniform(110, 190), []
    for column in range(11):
        value = max(80, min(430, value + c.rng.uniform(-34, 66)))
        x = 110.0 + column * 92
        tone = p.accent if column == 10 else mix(p.far, p.light, 0.12 + column * 0.03)
        c.rect(x, 620 - value, 60, value, tone, radius=6)
        c.rect(x + 42, 620 - value, 18, value, mix(tone, p.ink, 0.18), radius=6)
        curve.append((x + 30, 560 - value - c.rng.uniform(14, 50)))
    c.line(curve, p.second, 7)
    for x, y in curve:
        c.disc(x, y, 10, p.light)
        c.disc(x, y, 5.5, p.second)
    c.rect(0, 620, WIDTH, 130, p.ink)
    for stack in range(7):
        x = 130 + stack * 160 + c.rng.uniform(-30, 30)
        for coin in range(c.rng.randint(2, 6)):
            low = 712 - coin * 15
            c.disc(x, low + 7, 46, mix(p.accent, p.ink, 0.45), squash=0.3)
            c.disc(x, low, 46, mix(p.accent, p.sun, 0.25), squash=0.3)
            c.disc(x, low, 30, mix(p.accent, p.ink, 0.12), squash=0.3)


def carpet(c: Canvas) -> None:
    """A carpet's pattern: bands, lozenges, little signs."""
    p = c.palette
    colours = (p.accent, p.second, p.near, p.light, mix(p.accent, p.ink, 0.5), p.sky_top)
    ground = mix(p.accent, p.ink, 0.3)
    c.rect(0, 0, WIDTH, HEIGHT, ground)
    y = 0.0
    while y < HEIGHT:
        height = c.rng.choice((26.0, 74.0, 118.0))
        back, front = c.rng.sample(colours, 2)
        c.rect(0, y, WIDTH, height, back)
        _band(c, y, height, front, mix(back, p.ink, 0.35))
        c.rect(0, y + height - 3, WIDTH, 6, p.light if c.rng.random() < 0.5 else p.ink)
        y += height
    for i in range(0, WIDTH, 5):
        c.line([(i, 0), (i, HEIGHT)], mix(ground, p.ink, 0.25), 0.5)


def _band(c: Canvas, y: float, height: float, front: Colour, dark: Colour) -> None:
    step = height * c.rng.choice((0.8, 1.1, 1.5))
    steps = int(WIDTH / step) + 2
    for i in range(steps):
        x, middle = i * step, y + height / 2
        if height < 40:
            c.poly([(x, y + height), (x + step / 2, y), (x + step, y + height)], front)
            continue
        for scale, tone in ((0.46, front), (0.3, dark), (0.15, c.palette.light)):
            reach = step * scale
            c.poly(
                [(x - reach, middle), (x, middle - height * scale), (x + reach, middle), (x, middle + height * scale)],
                tone,
            )


def stage(c: Canvas) -> None:
    """Musicians on a stage, beams of light, hands in the air."""
    p = c.palette
    c.gradient(0, HEIGHT, mix(p.ink, p.sky_top, 0.3), mix(p.near, p.ink, 0.3))
    for beam in range(6):
        x, reach = 150.0 + beam * 180, c.rng.uniform(-190, 190)
        tone = mix(p.near, c.rng.choice((p.accent, p.second, p.sky_low)), 0.38)
        c.poly([(x - 8, 30), (x + 8, 30), (x + reach + 90, 600), (x + reach - 90, 600)], tone)
    for beam in range(6):
        c.disc(150 + beam * 180, 34, 16, p.sun)
        c.glow(150 + beam * 180, 34, 90, p.sun, 0.8)
    c.rect(0, 14, WIDTH, 12, p.ink)
    c.rect(60, 560, 1080, 60, p.ink)
    c.glow(600, 540, 420, p.accent, 0.45)
    for place in (300, 455, 600, 750, 900):
        at = place + c.rng.uniform(-20, 20)
        person(c, at, 566, 190, p.ink, robe=c.rng.random() < 0.5)
        c.disc(at + 26, 476, 25, mix(p.accent, p.ink, 0.45))
        c.disc(at + 26, 476, 10, p.ink)
        c.line([(at + 26, 476), (at + 88, 430)], mix(p.accent, p.ink, 0.45), 7)
    for _ in range(70):
        x, y = c.rng.uniform(-10, WIDTH + 10), c.rng.uniform(690, 790)
        c.disc(x, y, 24, p.ink)
        if c.rng.random() < 0.5:
            c.line([(x + 20, y + 40), (x + c.rng.uniform(16, 44), y - c.rng.uniform(50, 95))], p.ink, 11)


def tea(c: Canvas) -> None:
    """A teapot, glasses on a tray, steam before the window."""
    p = c.palette
    c.rect(0, 0, WIDTH, HEIGHT, mix(p.second, p.light, 0.25))
    c.rect(640, 60, 430, 440, mix(p.ink, p.second, 0.3), radius=200)
    c.rect(660, 80, 390, 420, p.sky_low, radius=190)
    c.disc(855, 210, 52, p.sun)
    c.glow(855, 210, 180, p.sun, 0.6)
    c.poly([(662, 500), (662, 420), (760, 360), (860, 410), (960, 350), (1048, 420), (1048, 500)], p.mid)
    for i in range(14):
        for j in range(3):
            tone = (p.accent, p.sky_top, p.light)[(i + j) % 3]
            x, y = i * 90 + (j % 2) * 45, 520 + j * 24
            c.poly([(x, y), (x + 45, y - 14), (x + 90, y), (x + 45, y + 14)], tone)
    c.rect(0, 580, WIDTH, 170, mix(p.ink, p.accent, 0.25))
    c.disc(540, 640, 430, mix(p.sun, p.second, 0.45), squash=0.2)
    c.disc(540, 632, 430, mix(p.sun, p.light, 0.3), squash=0.2)
    c.disc(540, 632, 380, mix(p.second, p.sun, 0.4), squash=0.19)
    _pot(c, 390, 610)
    for x, y in ((620, 620), (730, 600), (760, 668), (640, 690)):
        _glass(c, x, y)


def _pot(c: Canvas, x: float, y: float) -> None:
    silver = mix(c.palette.light, c.palette.sky_top, 0.2)
    dark = mix(silver, c.palette.ink, 0.35)
    c.poly([(x + 70, y - 90), (x + 190, y - 200), (x + 205, y - 190), (x + 110, y - 40)], silver)
    c.arc((x - 190, y - 190, x - 40, y - 30), 90, 270, dark, 15)
    c.disc(x, y - 90, 116, silver, squash=0.92)
    c.disc(x + 34, y - 90, 82, mix(silver, c.palette.light, 0.5), squash=1.15)
    c.rect(x - 84, y + 2, 168, 18, dark, radius=8)
    c.poly([(x - 66, y - 180), (x, y - 270), (x + 66, y - 180)], silver)
    c.disc(x, y - 276, 15, c.palette.accent)
    c.rect(x - 74, y - 190, 148, 14, dark, radius=6)


def _glass(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    amber = mix(p.second, p.accent, 0.3)
    c.poly([(x - 38, y - 100), (x + 38, y - 100), (x + 28, y), (x - 28, y)], mix(p.light, p.sky_top, 0.25))
    c.poly([(x - 35, y - 74), (x + 35, y - 74), (x + 27, y - 4), (x - 27, y - 4)], amber)
    c.disc(x, y - 74, 35, mix(amber, p.light, 0.25), squash=0.24)
    c.disc(x - 8, y - 74, 11, p.near, squash=0.5)
    c.line([(x - 36, y - 40), (x + 36, y - 40)], p.sun, 3)
    for i in range(3):
        c.line(
            [(x - 12 + i * 12 + 6 * math.sin(t * 1.3 + i), y - 110 - t * 12) for t in range(7)],
            mix(p.light, p.second, 0.3),
            2.4,
        )


def bicycle(c: Canvas) -> None:
    """A race: riders in a line on the corniche."""
    p = c.palette
    c.sky(480)
    c.any_sun(260)
    c.ridge(470, 170, mix(p.far, p.sky_low, 0.2), sharp=True)
    c.ridge(540, 110, p.mid)
    c.rect(0, 560, WIDTH, 190, mix(p.ink, p.far, 0.35))
    c.rect(0, 548, WIDTH, 18, p.light)
    for i in range(9):
        c.rect(i * 150 - 20, 712, 80, 7, p.light)
    jerseys = (p.accent, p.second, p.light, p.sky_top, (90, 160, 90))
    for i in range(5):
        _rider(c, 100 + i * 225 + c.rng.uniform(-24, 24), 668 + (i % 2) * 26, jerseys[i])


def _rider(c: Canvas, x: float, y: float, jersey: Colour) -> None:
    p = c.palette
    for dx in (-52, 52):
        c.arc((x + dx - 40, y - 40, x + dx + 40, y + 40), 0, 360, p.ink, 5)
    frame = [(x - 52, y), (x - 24, y - 58), (x + 36, y - 62), (x, y), (x - 52, y), (x - 24, y - 58), (x, y)]
    c.line(frame, jersey, 5)
    c.line([(x + 52, y), (x + 34, y - 76), (x + 52, y - 82)], jersey, 5)
    c.line([(x - 26, y - 72), (x + 14, y - 40), (x - 2, y + 6)], p.ink, 13)
    c.poly([(x - 38, y - 84), (x - 20, y - 66), (x + 34, y - 118), (x + 16, y - 134)], jersey)
    c.line([(x + 24, y - 118), (x + 50, y - 82)], mix(p.second, p.ink, 0.4), 10)
    c.disc(x + 40, y - 140, 17, mix(p.second, p.ink, 0.35))
    c.poly([(x + 18, y - 146), (x + 40, y - 168), (x + 62, y - 146)], jersey)


def pitch(c: Canvas) -> None:
    """A village football ground: dust, two teams, a goal."""
    p = c.palette
    c.sky(400)
    c.any_sun(190)
    c.ridge(390, 150, mix(p.far, p.sky_low, 0.2))
    town(c, 420, mix(p.second, p.far, 0.5), low=24, high=70, lit=0.05)
    earth = mix(p.second, p.far, 0.4)
    c.rect(0, 414, WIDTH, 336, earth)
    c.line([(0, 470), (WIDTH, 440)], p.light, 4)
    c.line([(260, 462), (520, HEIGHT)], p.light, 4)
    c.line([(930, 520), (930, 380), (1110, 372), (1110, 530)], p.light, 8)
    for i in range(8):
        c.line([(930 + i * 24, 380 - i), (940 + i * 24, 520)], mix(p.light, earth, 0.4), 1)
    for i in range(9):
        tone = p.accent if i % 2 else mix(p.sky_top, p.ink, 0.2)
        x, y = c.rng.uniform(80, 880), c.rng.uniform(520, 730)
        c.disc(x + 26, y, 40, mix(earth, p.ink, 0.25), squash=0.14)
        person(c, x, y, 80 + (y - 500) * 0.28, tone)
    c.disc(700, 690, 13, p.light)
    c.disc(703, 692, 4, p.ink)


def bees(c: Canvas) -> None:
    """Hives among flowers, bees in the air."""
    p = c.palette
    c.sky(460)
    c.any_sun(240)
    c.ridge(450, 150, mix(p.far, p.sky_low, 0.2))
    c.ridge(520, 100, p.mid)
    c.rect(0, 510, WIDTH, 240, mix(p.near, p.mid, 0.3))
    for x, tone in ((170.0, p.accent), (450.0, p.light), (730.0, p.sky_top), (980.0, p.second)):
        for box in range(3):
            c.rect(x, 600 - box * 70, 140, 64, mix(tone, p.ink, 0.06 * box))
            c.rect(x + 52, 622 - box * 70, 36, 9, p.ink, radius=4)
        c.rect(x - 12, 446, 164, 18, mix(p.ink, tone, 0.3))
    for _ in range(150):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(660, HEIGHT)
        c.line([(x, y + 26), (x, y)], p.near, 2)
        c.disc(x, y, c.rng.uniform(4, 9), c.rng.choice((p.second, p.accent, p.light, (150, 110, 190))))
    for _ in range(22):
        x, y = c.rng.uniform(100, 1100), c.rng.uniform(260, 600)
        c.disc(x - 4, y - 7, 6, mix(p.light, p.sky_low, 0.3), squash=1.4)
        c.disc(x, y, 9, p.sun, squash=0.65)
        c.rect(x - 2, y - 6, 4, 12, p.ink)
