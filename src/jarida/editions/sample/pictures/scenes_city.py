"""Scenes of the towns."""

import math

from jarida.editions.sample.pictures.canvas import HEIGHT, WIDTH, Canvas
from jarida.editions.sample.pictures.figures import cypress, lantern, palm, person, tower, town, wheel, windows
from jarida.editions.sample.pictures.palettes import Colour, mix


def skyline(c: Canvas) -> None:
    """The capital: towers behind, the old town before them, lights going on."""
    p = c.palette
    c.sky(600)
    c.any_sun(400)
    c.clouds(3)
    x = -10.0
    while x < WIDTH:
        width, height = c.rng.uniform(50, 110), c.rng.uniform(150, 410)
        wall = mix(p.far, p.mid, c.rng.random())
        c.rect(x, 640 - height, width, height, wall)
        windows(
            c,
            (x, 650 - height, width, height),
            int(width // 15),
            int(height // 22),
            mix(wall, p.accent, 0.7),
            mix(wall, p.ink, 0.18),
            0.3,
        )
        x += width + c.rng.uniform(-14, 26)
    c.haze(420, 210, p.sky_low, 0.45)
    town(c, 690, p.near, low=60, high=150, lit=0.45)
    c.rect(0, 680, WIDTH, 70, p.ink)
    for _ in range(16):
        cypress(c, c.rng.uniform(0, WIDTH), 740, c.rng.uniform(60, 120), p.ink)


def market(c: Canvas) -> None:
    """A souk: striped awnings, heaps of spices and fruit, passers-by."""
    p = c.palette
    c.sky(420)
    c.any_sun(150)
    town(c, 440, mix(p.second, p.light, 0.4), low=150, high=250, lit=0.06)
    c.rect(0, 436, WIDTH, 314, mix(p.far, p.light, 0.2))
    colours = (p.accent, p.second, p.sky_top, mix(p.near, p.second, 0.3), mix(p.accent, p.ink, 0.3))
    for stall in range(5):
        _stall(c, 20 + stall * 238 + c.rng.uniform(-12, 12), c.rng.uniform(330, 360), colours[stall % len(colours)])
    for _ in range(8):
        tone = c.rng.choice((p.ink, p.near, p.accent, mix(p.sky_top, p.ink, 0.4)))
        person(
            c,
            c.rng.uniform(30, 1170),
            c.rng.uniform(700, 745),
            c.rng.uniform(150, 190),
            tone,
            robe=c.rng.random() < 0.65,
        )


def _stall(c: Canvas, x: float, y: float, colour: Colour) -> None:
    p = c.palette
    for dx in (6, 204):
        c.rect(x + dx, y + 30, 7, 240, p.ink)
    c.rect(x + 6, y + 60, 205, 130, mix(p.ink, p.near, 0.45))
    for part in range(8):
        tone = colour if part % 2 == 0 else p.light
        c.poly(
            [
                (x + 18 + part * 22.5, y),
                (x + 40.5 + part * 22.5, y),
                (x + 27.25 + part * 27.25, y + 70),
                (x + part * 27.25, y + 70),
            ],
            tone,
        )
        c.disc(x + 13.6 + part * 27.25, y + 70, 13.6, tone)
    c.rect(x, y + 190, 218, 26, mix(p.second, p.ink, 0.45))
    c.rect(x + 4, y + 216, 210, 60, mix(p.second, p.ink, 0.6))
    for heap in range(4):
        at, tone = x + 30 + heap * 52, c.rng.choice((p.accent, p.second, p.sun, p.near, mix(p.accent, p.second, 0.5)))
        c.poly([(at - 25, y + 190), (at, y + 146), (at + 25, y + 190)], tone)
        c.poly([(at, y + 146), (at + 25, y + 190), (at + 5, y + 190)], mix(tone, p.ink, 0.22))


def stadium(c: Canvas) -> None:
    """A full stadium in the light of its masts."""
    p = c.palette
    c.sky(430)
    c.clouds(2)
    for x, lean in ((130.0, 1), (1070.0, -1)):
        c.line([(x, 460), (x + lean * 26, 90)], p.ink, 12)
        c.rect(x + lean * 26 - 56, 56, 112, 52, p.ink, radius=6)
        for column in range(5):
            for row in range(2):
                c.disc(x + lean * 26 - 40 + column * 20, 72 + row * 22, 7, p.sun)
        c.glow(x + lean * 26, 82, 300, p.sun, 0.75)
    c.disc(600, 520, 700, mix(p.near, p.ink, 0.35), squash=0.42)
    c.disc(600, 540, 650, mix(p.mid, p.near, 0.4), squash=0.4)
    team = (p.accent, p.second)
    for _ in range(2300):
        angle, reach = c.rng.uniform(math.pi, 2 * math.pi), c.rng.uniform(0.66, 1.0)
        x, y = 600 + math.cos(angle) * 640 * reach, 545 + math.sin(angle) * 250 * reach
        fans = team[0] if x < 600 else team[1]
        c.disc(x, y, c.rng.uniform(2.5, 4.2), c.rng.choice((fans, fans, p.light, mix(fans, p.ink, 0.4))))
    grass = mix((58, 140, 72), p.near, 0.25)
    c.poly([(190, 560), (1010, 560), (1330, HEIGHT), (-130, HEIGHT)], grass)
    for i in range(0, 10, 2):
        c.poly(
            [
                (190 + i * 82, 560),
                (272 + i * 82, 560),
                (16 + (i + 1) * 146 - 130, HEIGHT),
                (16 + i * 146 - 130, HEIGHT),
            ],
            mix(grass, p.light, 0.1),
        )
    c.line([(600, 560), (600, HEIGHT)], p.light, 4)
    c.arc((440, 620, 760, 720), 0, 360, p.light, 4)
    c.line([(190, 562), (1010, 562)], p.light, 4)


def tram(c: Canvas) -> None:
    """A tram in an avenue of palms."""
    p = c.palette
    c.sky(520)
    c.any_sun(230)
    town(c, 560, mix(p.far, p.light, 0.25), low=170, high=300, lit=0.16)
    c.rect(0, 556, WIDTH, 194, mix(p.mid, p.far, 0.4))
    for x in (60.0, 360.0, 690.0, 1090.0):
        palm(
            c,
            x + c.rng.uniform(-30, 30),
            566,
            c.rng.uniform(190, 250),
            mix(p.near, p.ink, 0.3),
            mix(p.near, p.mid, 0.3),
        )
    for y in (672, 700):
        c.rect(0, y, WIDTH, 4, mix(p.ink, p.mid, 0.3))
    c.line([(0, 372), (WIDTH, 366)], p.ink, 1.6)
    x = c.rng.uniform(110, 240)
    for part in range(3):
        _tram_car(c, x + part * 270, part)
    c.line([(x + 380, 446), (x + 420, 400), (x + 370, 369)], p.ink, 3)
    for _ in range(5):
        person(
            c,
            c.rng.uniform(20, 1180),
            742,
            c.rng.uniform(90, 112),
            c.rng.choice((p.ink, p.near)),
            robe=c.rng.random() < 0.4,
        )


def _tram_car(c: Canvas, x: float, part: int) -> None:
    p = c.palette
    slope_left, slope_right = (36 if part == 0 else 0), (36 if part == 2 else 0)
    c.poly(
        [(x + slope_left, 446), (x + 264 - slope_right, 446), (x + 264, 520), (x + 264, 668), (x, 668), (x, 520)],
        p.light,
    )
    c.rect(x, 612, 264, 56, p.accent, radius=5)
    c.rect(x + 264, 460, 7, 200, p.ink)
    for window in range(4):
        c.rect(x + 20 + window * 59, 478, 48, 92, mix(p.ink, p.sky_top, 0.35), radius=6)
    c.rect(x + 112, 478, 44, 186, mix(p.ink, p.sky_top, 0.22), radius=4)
    c.line([(x + 134, 480), (x + 134, 662)], p.light, 2)
    c.rect(x + 16, 668, 232, 12, p.ink, radius=4)
    for dx in (56, 204):
        wheel(c, x + dx, 678, 14)


def bus(c: Canvas) -> None:
    """A school bus on a country road, children waiting."""
    p = c.palette
    c.sky(460)
    c.any_sun(230)
    c.clouds(3, 60, 180)
    c.ridge(450, 190, mix(p.far, p.sky_low, 0.25), sharp=True)
    c.ridge(510, 110, p.mid)
    c.rect(0, 500, WIDTH, 250, mix(p.mid, p.second, 0.3))
    c.poly([(0, 640), (WIDTH, 620), (WIDTH, HEIGHT), (0, HEIGHT)], mix(p.ink, p.far, 0.3))
    for i in range(8):
        c.rect(i * 170 + 20, 716, 90, 8, p.light)
    x = c.rng.uniform(400, 520)
    _bus_body(c, x)
    for i in range(4):
        at = x - 250 + i * 54
        tone = c.rng.choice((p.accent, p.light, p.sky_top))
        person(c, at, 668, c.rng.uniform(78, 104), mix(tone, p.ink, 0.15))
        c.rect(at - 4, 606, 20, 26, p.accent, radius=5)
    cypress(c, 1130, 640, 210, mix(p.near, p.ink, 0.4))


def _bus_body(c: Canvas, x: float) -> None:
    p, yellow = c.palette, (240, 180, 41)
    c.rect(x, 440, 500, 210, yellow, radius=22)
    c.rect(x + 440, 540, 130, 110, yellow, radius=20)
    c.rect(x, 566, 570, 9, p.ink)
    c.rect(x, 588, 570, 5, p.ink)
    for window in range(6):
        c.rect(x + 22 + window * 68, 466, 54, 72, mix(p.ink, p.sky_top, 0.4), radius=8)
        c.disc(x + 48 + window * 68, 524, 13, mix(p.ink, p.second, 0.35))
    c.rect(x + 438, 466, 54, 176, mix(p.ink, p.sky_top, 0.35), radius=8)
    c.disc(x + 552, 594, 13, p.sun)
    for dx in (96, 400):
        wheel(c, x + dx, 652, 44)


def school(c: Canvas) -> None:
    """A village school: its arcade, its flag, children in the yard."""
    p = c.palette
    c.sky(520)
    c.any_sun(220)
    c.clouds(3)
    c.ridge(500, 180, mix(p.far, p.sky_low, 0.2))
    c.rect(0, 560, WIDTH, 190, mix(p.second, p.far, 0.55))
    wall = mix(p.light, p.second, 0.18)
    c.rect(170, 350, 860, 230, wall)
    c.rect(150, 330, 900, 26, mix(p.accent, p.ink, 0.1))
    for arch in range(7):
        x = 206 + arch * 116
        c.rect(x, 440, 78, 140, mix(wall, p.ink, 0.42))
        c.disc(x + 39, 440, 39, mix(wall, p.ink, 0.42))
        c.rect(x + 22, 470, 34, 46, mix(p.sky_top, p.light, 0.3))
    c.rect(556, 250, 88, 84, wall)
    c.disc(600, 292, 27, p.light)
    c.line([(600, 292), (600, 274)], p.ink, 3)
    c.line([(600, 292), (613, 299)], p.ink, 3)
    c.rect(596, 150, 5, 100, p.ink)
    c.poly([(601, 152), (690, 166), (601, 200)], p.accent)
    for _ in range(15):
        tone = c.rng.choice((p.accent, p.ink, p.near, p.sky_top))
        person(c, c.rng.uniform(60, 1140), c.rng.uniform(630, 735), c.rng.uniform(62, 92), tone)
    palm(c, 90, 620, 330, mix(p.ink, p.near, 0.4))
    cypress(c, 1110, 600, 230, mix(p.ink, p.near, 0.4))


def dome(c: Canvas) -> None:
    """The Assembly: columns, a dome, a flag, steps."""
    p = c.palette
    c.sky(560)
    c.any_sun(260)
    c.clouds(4)
    c.ridge(560, 80, mix(p.far, p.sky_low, 0.25))
    stone = mix(p.light, p.far, 0.22)
    shade = mix(stone, p.ink, 0.32)
    c.rect(120, 380, 960, 210, stone)
    c.rect(420, 300, 360, 90, mix(stone, p.light, 0.2))
    c.disc(600, 300, 150, mix(p.sky_top, p.near, 0.45))
    c.disc(566, 300, 90, mix(p.sky_top, p.near, 0.25))
    c.rect(440, 292, 320, 18, stone)
    c.rect(586, 120, 28, 40, stone)
    c.line([(600, 130), (600, 60)], p.ink, 4)
    c.poly([(602, 62), (674, 76), (602, 100)], p.accent)
    c.rect(100, 366, 1000, 22, mix(stone, p.light, 0.35))
    for column in range(15):
        x = 146 + column * 65
        c.rect(x, 392, 40, 190, shade)
        c.rect(x + 41, 388, 22, 200, mix(stone, p.light, 0.3))
    for step in range(6):
        c.rect(90 - step * 22, 586 + step * 18, 1020 + step * 44, 19, mix(stone, shade, 0.2 + 0.12 * step))
    c.rect(0, 694, WIDTH, 60, mix(p.near, p.ink, 0.3))
    for _ in range(9):
        person(
            c, c.rng.uniform(60, 1140), c.rng.uniform(690, 736), c.rng.uniform(64, 84), p.ink, robe=c.rng.random() < 0.3
        )


def lanterns(c: Canvas) -> None:
    """The night of lanterns: garlands over the square, lights on faces."""
    p = c.palette
    c.sky(600)
    c.sun(c.rng.uniform(820, 1050), 130, 46)
    town(c, 640, p.mid, low=120, high=230, lit=0.4)
    tower(c, c.rng.uniform(220, 420), 640, 430, mix(p.mid, p.ink, 0.2))
    c.rect(0, 630, WIDTH, 120, p.ink)
    colours = (p.accent, (232, 92, 74), p.second, (246, 214, 120))
    for garland in range(3):
        y, sag = 90 + garland * 85, c.rng.uniform(70, 120)
        rope = [(i * 60, y + sag * math.sin(math.pi * i / 20) + garland * 14) for i in range(21)]
        c.line(rope, p.ink, 2)
        for i in range(1 + garland % 2, 20, 2):
            lantern(c, *rope[i], 20 + garland * 6, colours[(i + garland) % 4])
    for _ in range(34):
        person(
            c,
            c.rng.uniform(0, WIDTH),
            c.rng.uniform(730, 775),
            c.rng.uniform(100, 140),
            mix(p.ink, p.near, c.rng.uniform(0.1, 0.8)),
            robe=c.rng.random() < 0.5,
        )
    for _ in range(9):
        lantern(c, c.rng.uniform(40, 1160), c.rng.uniform(590, 650), 15, c.rng.choice(colours))


def rain(c: Canvas) -> None:
    """Rain over an avenue: umbrellas, a wet road full of lights."""
    p = c.palette
    c.sky(500)
    c.clouds(9, 30, 190, mix(p.sky_top, p.ink, 0.25))
    town(c, 540, mix(p.mid, p.near, 0.4), low=150, high=300, lit=0.35)
    c.gradient(536, 214, mix(p.near, p.sky_low, 0.25), p.ink)
    for _ in range(26):
        x = c.rng.uniform(0, WIDTH)
        c.rect(
            x,
            c.rng.uniform(556, 700),
            c.rng.uniform(5, 16),
            c.rng.uniform(20, 90),
            mix(p.near, c.rng.choice((p.accent, p.second)), 0.55),
            radius=4,
        )
    for i in range(7):
        x, size = 90 + i * 170 + c.rng.uniform(-50, 50), c.rng.uniform(0.85, 1.25)
        y, tone = 715 + c.rng.uniform(-30, 30), c.rng.choice((p.accent, p.second, p.light, p.sky_top))
        person(c, x, y, 132 * size, p.ink, robe=True)
        c.poly(
            [
                (x - 70 * size, y - 132 * size),
                (x - 40 * size, y - 172 * size),
                (x, y - 188 * size),
                (x + 40 * size, y - 172 * size),
                (x + 70 * size, y - 132 * size),
            ],
            tone,
        )
        c.poly(
            [
                (x, y - 188 * size),
                (x + 40 * size, y - 172 * size),
                (x + 70 * size, y - 132 * size),
                (x + 14 * size, y - 132 * size),
            ],
            mix(tone, p.ink, 0.2),
        )
    streak = mix(p.sky_low, p.light, 0.4)
    for _ in range(260):
        x, y, length = c.rng.uniform(0, WIDTH + 60), c.rng.uniform(-20, HEIGHT), c.rng.uniform(14, 42)
        c.line([(x, y), (x - length * 0.24, y + length)], streak, 1)
