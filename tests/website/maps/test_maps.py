"""Outlines, and the map that is drawn of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.stories.names import NameLine
from jarida.website.maps import outlines
from jarida.website.maps.outlines import Box
from jarida.website.maps.places import LABELS, LARGEST, SMALLEST, WIDTH, place_map


def place(number: int, name: str, latitude: float | None, longitude: float | None, articles: int = 1) -> NameLine:
    return NameLine(number, "place", name.lower(), name, {}, name.lower(), articles, latitude, longitude)


CASABLANCA = place(1, "Casablanca", 33.59, -7.61, 40)
AGADIR = place(2, "Agadir", 30.42, -9.6, 10)
PARIS = place(3, "Paris", 48.85, 2.35, 99)
SPAIN = place(4, "Espagne", None, None, 99)


# --- outlines -----------------------------------------------------------------------------------------


def test_every_ring_is_closed_and_on_earth() -> None:
    """Of every country."""
    known = outlines.known()
    assert len(known) > 200
    for code in known:
        for ring in outlines.rings(code):
            assert ring[0] == ring[-1], code
            assert all(-180.1 <= east <= 180.1 and -90 <= north <= 90 for east, north in ring), code


def test_extents() -> None:
    """Where countries lie, without what is overseas; a disputed border brings the neighbour along."""
    morocco, france = outlines.extent("MA"), outlines.extent("FR")
    assert morocco is not None
    assert france is not None
    assert morocco.south < 22
    assert 35 < morocco.north < 37
    assert france.south > 40  # without Guiana and Réunion
    assert outlines.extent("ZZ") is None
    assert outlines.extent("") is None


def test_what_lies_within() -> None:
    """Only what is seen."""
    box = Box(-10, 30, -5, 36)
    assert 0 < len(list(outlines.within(box))) < 40
    assert len(list(outlines.disputed(Box(-12, 26, -8, 29)))) > 0
    assert list(outlines.disputed(Box(2, 45, 3, 46))) == []


def test_boxes() -> None:
    """Joining, meeting, growing."""
    one, other = Box(0, 0, 2, 2), Box(1, 1, 5, 3)
    assert one.joined(other) == Box(0, 0, 5, 3)
    assert one.meets(other)
    assert not one.meets(Box(3, 0, 4, 1))
    assert one.grown(1) == Box(-1, -1, 3, 3)


# --- the map ------------------------------------------------------------------------------------------


def test_circles_by_number_of_articles() -> None:
    """The area says how many; the most named is the largest, and drawn first."""
    drawn = place_map([AGADIR, CASABLANCA, PARIS, SPAIN], "MA", "fr")
    assert drawn is not None
    assert [circle.name for circle in drawn.circles] == ["Casablanca", "Agadir"]
    large, small = drawn.circles
    assert large.radius == LARGEST
    assert small.radius == pytest.approx(LARGEST / 2, abs=0.1)
    assert large.y < small.y  # north is above
    assert large.x > small.x
    assert large.address == "/fr/places/1/casablanca"


def test_a_place_named_once_is_seen() -> None:
    """Beside one named a thousand times."""
    drawn = place_map([place(1, "A", 33.0, -7.0, 1000), place(2, "B", 31.0, -7.0, 1)], "MA", "fr")
    assert drawn is not None
    assert drawn.circles[1].radius == SMALLEST


def test_labels_do_not_lie_upon_each_other() -> None:
    """Of many near places some have none; those on the edge have theirs inside."""
    crowd = [place(n, f"Ville {n}", 33.0 + n * 0.02, -7.0, 50 - n) for n in range(1, 30)]
    drawn = place_map([*crowd, place(99, "Oujda la longue", 34.68, -1.9, 60)], "MA", "fr")
    assert drawn is not None
    labelled = [circle for circle in drawn.circles if circle.label]
    assert 0 < len(labelled) < LABELS
    oujda = next(circle for circle in drawn.circles if circle.id == 99)
    assert oujda.anchor == "end" or oujda.label_x + len(oujda.label) * 7 < WIDTH


def test_paths_are_paths() -> None:
    """Nothing but moves, lines and ends."""
    drawn = place_map([CASABLANCA], "MA", "ar")
    assert drawn is not None
    assert re.fullmatch(r"[MLZ0-9 .\-]+", drawn.land)
    assert re.fullmatch(r"[ML0-9 .\-]+", drawn.disputed)
    assert len(drawn.land) < 20_000


def test_without_a_country() -> None:
    """The map of the places themselves; of one place, none."""
    assert place_map([CASABLANCA], "ZZ", "fr") is None
    assert place_map([CASABLANCA, CASABLANCA], "ZZ", "fr") is None
    assert place_map([SPAIN], "", "fr") is None
    drawn = place_map([CASABLANCA, PARIS], "ZZ", "fr")
    assert drawn is not None
    assert len(drawn.circles) == 2


def test_a_country_without_places_is_drawn_all_the_same() -> None:
    """Nobody was named: an empty map."""
    drawn = place_map([], "FR", "fr")
    assert drawn is not None
    assert drawn.circles == ()


@pytest.mark.parametrize("country", ["MA", "FR", "CL", "RU", "US", "NO", "FJ", "KI", "VA", "MT"])
def test_countries_of_any_shape(country: str) -> None:
    """Long, wide, across the date line, tiny: neither flat nor endless."""
    drawn = place_map([CASABLANCA, PARIS], country, "en")
    if drawn is not None:
        assert 0.3 < drawn.height / drawn.width < 2


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 10**6)), max_size=8),
    st.sampled_from(["MA", "ZZ", "US", ""]),
)
def test_any_places_can_be_drawn(spots: list[tuple[float, float, int]], country: str) -> None:
    """Poles, date line, none."""
    places = [place(n, f"P{n}", *spot[:2], spot[2] or 1) for n, spot in enumerate(spots)]
    drawn = place_map(places, country, "es")
    assert drawn is None or all(circle.radius >= SMALLEST for circle in drawn.circles)
