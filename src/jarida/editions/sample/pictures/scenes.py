"""All scenes by name, each with the palettes of its first, second … variant."""

from collections.abc import Callable

from jarida.editions.sample.pictures import scenes_city, scenes_land, scenes_life, scenes_sea
from jarida.editions.sample.pictures.canvas import Canvas

Scene = tuple[Callable[[Canvas], None], tuple[str, ...]]

SCENES: dict[str, Scene] = {
    "beach": (scenes_sea.beach, ("rose", "noon", "dusk")),
    "bees": (scenes_life.bees, ("meadow", "sand")),
    "bicycle": (scenes_life.bicycle, ("sand", "dawn", "meadow")),
    "boats": (scenes_sea.boats, ("dawn", "noon", "dusk")),
    "books": (scenes_life.books, ("sand", "rose", "dusk")),
    "bridge": (scenes_sea.bridge, ("dusk", "noon", "night")),
    "bus": (scenes_city.bus, ("meadow", "sand", "dawn")),
    "carpet": (scenes_life.carpet, ("sand", "rose", "dusk")),
    "chart": (scenes_life.chart, ("dusk", "noon", "night")),
    "dam": (scenes_land.dam, ("dawn", "meadow", "storm")),
    "dome": (scenes_city.dome, ("dawn", "dusk", "noon")),
    "lanterns": (scenes_city.lanterns, ("night", "dusk", "rose")),
    "lighthouse": (scenes_sea.lighthouse, ("storm", "dusk", "night")),
    "market": (scenes_city.market, ("sand", "noon", "rose")),
    "mountains": (scenes_land.mountains, ("dawn", "rose", "noon")),
    "observatory": (scenes_land.observatory, ("night", "dusk")),
    "olives": (scenes_land.olives, ("meadow", "sand", "dawn")),
    "palms": (scenes_land.palms, ("sand", "dusk", "rose")),
    "pass": (scenes_land.mountain_pass, ("noon", "dawn", "storm")),
    "pitch": (scenes_life.pitch, ("meadow", "noon")),
    "port": (scenes_sea.port, ("dawn", "dusk", "storm")),
    "radio": (scenes_land.radio, ("dusk", "night", "rose")),
    "rain": (scenes_city.rain, ("storm", "night")),
    "school": (scenes_city.school, ("noon", "meadow", "sand")),
    "skyline": (scenes_city.skyline, ("dusk", "rose", "night")),
    "solar": (scenes_land.solar, ("sand", "noon", "dusk")),
    "stadium": (scenes_city.stadium, ("dusk", "night", "noon")),
    "stage": (scenes_life.stage, ("night", "rose", "dusk")),
    "tea": (scenes_life.tea, ("sand", "rose", "meadow")),
    "train": (scenes_land.train, ("noon", "dusk", "dawn")),
    "tram": (scenes_city.tram, ("dawn", "noon", "dusk")),
    "wheat": (scenes_land.wheat, ("sand", "meadow", "dusk")),
    "wind": (scenes_land.wind, ("noon", "rose", "storm")),
}
