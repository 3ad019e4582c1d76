"""A sheet to draw on: flat shapes, gradients, glow, grain. All in units of a 1200 × 750 picture."""

import io
import itertools
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

from jarida.editions.sample.pictures.palettes import Colour, Palette, mix

WIDTH, HEIGHT = 1200, 750
SCALE = 2  # drawn twice as large and reduced: that is what makes edges smooth
GRAIN = 7
Point = tuple[float, float]


class Canvas:
    """One picture in the making. `rng` is the only source of chance: the seed decides everything."""

    def __init__(self, palette: Palette, rng: random.Random) -> None:
        self.palette = palette
        self.rng = rng
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), palette.sky_low)
        self._draw = ImageDraw.Draw(self.image)

    # --- flat shapes ---

    def poly(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        """A filled rectangle from its left top corner, with round corners if asked."""
        box = (x * SCALE, y * SCALE, max(x + width, x) * SCALE, max(y + height, y) * SCALE)
        self._draw.rounded_rectangle(box, radius=radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour, squash: float = 1.0) -> None:
        """A filled circle, or an ellipse of height `squash` times its width."""
        high = radius * squash
        self._draw.ellipse(
            ((x - radius) * SCALE, (y - high) * SCALE, (x + radius) * SCALE, (y + high) * SCALE), fill=colour
        )

    def line(self, points: Sequence[Point], colour: Colour, width: float = 2) -> None:
        """A polyline with round joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def arc(
        self, box: tuple[float, float, float, float], start: float, end: float, colour: Colour, width: float
    ) -> None:
        """A part of an ellipse's outline; angles in degrees, clockwise from three o'clock."""
        scaled = tuple(side * SCALE for side in box)
        self._draw.arc(scaled, start, end, fill=colour, width=round(width * SCALE))

    # --- soft things ---

    def gradient(self, y: float, height: float, top: Colour, low: Colour) -> None:
        """A band over the whole width that passes from one colour to another."""
        steps = 64
        column = Image.new("RGB", (1, steps))
        column.putdata([mix(top, low, i / (steps - 1)) for i in range(steps)])
        size = (WIDTH * SCALE, round(height * SCALE))
        self.image.paste(column.resize(size, Image.Resampling.BICUBIC), (0, round(y * SCALE)))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Light that fades from a point."""
        side = round(radius * 2 * SCALE)
        mask = Image.radial_gradient("L").point(lambda value: round(max(0, 255 - value * 1.42) * strength))
        mask = mask.resize((side, side), Image.Resampling.BILINEAR)
        self.image.paste(colour, (round((x - radius) * SCALE), round((y - radius) * SCALE)), mask)

    def haze(self, y: float, height: float, colour: Colour, strength: float = 0.5) -> None:
        """Mist that thickens downwards."""
        mask = Image.linear_gradient("L").point(lambda value: round(value * strength))
        mask = mask.resize((WIDTH * SCALE, round(height * SCALE)), Image.Resampling.BILINEAR)
        self.image.paste(colour, (0, round(y * SCALE)), mask)

    # --- what most pictures begin with ---

    def sky(self, low: float = 480) -> None:
        """The sky down to `low`, with stars at night."""
        palette = self.palette
        self.gradient(0, low, palette.sky_top, palette.sky_low)
        self.rect(0, low, WIDTH, HEIGHT - low, palette.sky_low)
        if palette.night:
            for _ in range(130):
                x, y = self.rng.uniform(0, WIDTH), self.rng.uniform(0, low * 0.8)
                self.disc(x, y, self.rng.uniform(0.5, 1.6), mix(palette.sky_top, palette.light, 0.7))

    def sun(self, x: float, y: float, radius: float) -> None:
        """Sun or, at night, a crescent moon."""
        palette = self.palette
        self.glow(x, y, radius * 4.2, palette.sun, 0.55)
        if palette.night:
            self.poly(_crescent(x, y, radius), palette.sun)
        else:
            self.disc(x, y, radius, palette.sun)

    def any_sun(self, low: float = 330) -> Point:
        """A sun somewhere; returns where."""
        x, y, radius = self.rng.uniform(180, 1020), self.rng.uniform(110, low), self.rng.uniform(46, 86)
        self.sun(x, y, radius)
        return (x, y)

    def clouds(self, count: int, top: float = 60, low: float = 240, colour: Colour | None = None) -> None:
        """Flat clouds with level undersides."""
        shade = colour or mix(self.palette.sky_low, self.palette.light, 0.55)
        for _ in range(count):
            x, y, size = self.rng.uniform(-40, WIDTH), self.rng.uniform(top, low), self.rng.uniform(0.6, 1.5)
            for dx, radius in ((0, 22), (34, 34), (78, 26), (108, 17)):
                self.disc(x + dx * size, y - radius * 0.5 * size, radius * size, shade)
            self.rect(x - 26 * size, y - 16 * size, 158 * size, 18 * size, shade, radius=9 * size)

    def ridge(
        self, base: float, rise: float, colour: Colour, *, sharp: bool = False, floor: float = HEIGHT
    ) -> list[Point]:
        """A line of hills, or of peaks where `sharp`; returns its outline."""
        outline = _peaks(self.rng, base, rise) if sharp else _hills(self.rng, base, rise)
        self.poly([(0, floor), *outline, (WIDTH, floor)], colour)
        return outline

    def water(self, y: float, low: float = HEIGHT, shine_x: float | None = None) -> None:
        """A surface of water that mirrors the sky, with glints below the sun."""
        palette = self.palette
        self.gradient(y, low - y, mix(palette.sky_low, palette.mid, 0.35), mix(palette.near, palette.sky_top, 0.35))
        for _ in range(70):
            depth = self.rng.random() ** 1.4
            at = y + 4 + depth * (low - y - 8)
            width = 20 + depth * 130 * self.rng.random()
            centre = self.rng.gauss(shine_x, 60 + depth * 90) if shine_x is not None else self.rng.uniform(0, WIDTH)
            bright = 0.5 if shine_x is not None else 0.2
            tone = mix(mix(palette.sky_low, palette.mid, 0.4), palette.sun, self.rng.uniform(0.1, bright))
            self.rect(centre - width / 2, at, width, 1.5 + depth * 2.5, tone, radius=2)

    def birds(self, count: int, x: float, y: float) -> None:
        """A few birds, far away."""
        for _ in range(count):
            at_x, at_y, size = x + self.rng.uniform(-110, 110), y + self.rng.uniform(-50, 50), self.rng.uniform(6, 12)
            wing = [(at_x - size, at_y - size * 0.4), (at_x, at_y), (at_x + size, at_y - size * 0.5)]
            self.line(wing, self.palette.ink, 2)

    def finish(self) -> bytes:
        """The picture as JPEG, with a little darkness at the edges and grain over all."""
        small = self.image.reduce(SCALE)
        edge = Image.radial_gradient("L").point(lambda value: max(0, value - 128) // 3)
        small.paste(mix(self.palette.ink, (0, 0, 0), 0.3), (0, 0), edge.resize((WIDTH, HEIGHT)))
        grain = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), self.rng.randbytes(WIDTH * HEIGHT // 4))
        for tone, mask in ((255, lambda v: GRAIN if v > 190 else 0), (0, lambda v: GRAIN + 3 if v < 64 else 0)):
            small.paste((tone, tone, tone), (0, 0), grain.point(mask).resize((WIDTH, HEIGHT)))
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=84, optimize=True)
        return buffer.getvalue()


def _crescent(x: float, y: float, radius: float) -> list[Point]:
    """The outline of a young moon, leaning."""
    angles = [math.pi * (0.5 + step / 24) for step in range(25)]
    outer = [(math.cos(angle), math.sin(angle)) for angle in angles]
    inner = [(math.cos(angle) * 0.42, math.sin(angle)) for angle in reversed(angles)]
    lean = 0.45
    return [
        (x + radius * (a * math.cos(lean) - b * math.sin(lean)), y + radius * (a * math.sin(lean) + b * math.cos(lean)))
        for a, b in (*outer, *inner)
    ]


def _hills(rng: random.Random, base: float, rise: float) -> list[Point]:
    waves = [
        (rng.uniform(0.5, 1.0) / step, rng.uniform(0.8, 1.4) * step, rng.uniform(0, 6.28)) for step in (1, 2, 4, 9)
    ]
    total = sum(weight for weight, _, _ in waves)

    def height(x: float) -> float:
        return sum(w * math.sin(f * x / WIDTH * 6.28 + phase) for w, f, phase in waves) / total

    return [(x, base - rise * (0.5 + 0.5 * height(x))) for x in range(0, WIDTH + 1, 10)]


def _peaks(rng: random.Random, base: float, rise: float) -> list[Point]:
    points = [(-40.0, base - rise * rng.uniform(0.2, 0.6))]
    while points[-1][0] < WIDTH + 40:
        x, _ = points[-1]
        up = len(points) % 2 == 1
        points.append(
            (x + rng.uniform(60, 150), base - rise * (rng.uniform(0.6, 1.0) if up else rng.uniform(0.05, 0.35)))
        )
    rough = [points[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        rough.append(((x0 + x1) / 2 + rng.uniform(-12, 12), (y0 + y1) / 2 + rng.uniform(-0.07, 0.07) * rise))
        rough.append((x1, y1))
    return rough
