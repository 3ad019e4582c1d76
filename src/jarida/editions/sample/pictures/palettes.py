"""The colours of the sample press's pictures."""

from dataclasses import dataclass, fields

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """A colour from "#rrggbb"."""
    return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with a share (0 to 1) of `second` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


@dataclass(frozen=True, slots=True)
class Palette:
    """Ten colours: the sky from top to horizon, the sun or moon, the land from far to near, and accents."""

    sky_top: Colour
    sky_low: Colour
    sun: Colour
    far: Colour
    mid: Colour
    near: Colour
    ink: Colour
    accent: Colour
    second: Colour
    light: Colour
    night: bool = False


def _palette(codes: str, *, night: bool = False) -> Palette:
    names = [field.name for field in fields(Palette) if field.name != "night"]
    colours = {name: rgb(f"#{code}") for name, code in zip(names, codes.split(), strict=True)}
    return Palette(**colours, night=night)


PALETTES: dict[str, Palette] = {
    "dawn": _palette("486b93 f7cba4 fff3da a3a9ba 74809c 465270 222838 dd5638 f2b134 fdf3e1"),
    "noon": _palette("4fa3c4 e4f1e6 fffae0 a3c7bd 639d8c 35705f 163c36 df7740 f4c95d fbfaf0"),
    "dusk": _palette("33225a f2955f ffdca6 8b5f86 5a3f6d 33274c 181029 f6c453 e84a5f ffe9cf"),
    "night": _palette("0c1b36 3a5c86 f4f1de 2f4a70 1f3555 14243e 08101f f4b942 4fb3bf e9eef5", night=True),
    "sand": _palette("5fb0bd f7e3b5 fffbe6 e3b681 cb8f51 a06433 4c2d18 1f7a8c e76f51 fff7e4"),
    "storm": _palette("42515f b4c0c3 e8ecec 8797a0 5d7079 3b4d56 1b272e f2c14e d1495b eef2f2"),
    "meadow": _palette("7ab9cb f5efcd fffde8 acc790 75a45f 44763f 20402a d95d39 f0a202 fcf9e6"),
    "rose": _palette("6a4c7d f6b7a6 fff0dc c48a99 8f5f7c 5d3d5c 2b1b30 d6404e f3a65a fff1e6"),
}
