"""The parts of a story's page that need no database: bars, words, citations."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from jarida.website.stories.citing import Cited, bibtex, ris, text
from jarida.website.stories.shown import number_in
from jarida.website.stories.timeline import HEIGHT, MOST_BARS, WIDTH, timeline
from jarida.website.stories.why_said import apart

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CITED = Cited(12, "Barrages {à} 50 % & plus", "fr", 14, 9, date(2026, 11, 23), date(2026, 11, 25))


class TestTimeline:
    def test_nothing_to_compare(self):
        assert timeline([], "UTC", "fr") is None
        assert timeline([NOON], "UTC", "fr") is None
        assert timeline([NOON, NOON + timedelta(minutes=5)], "UTC", "fr") is None

    @pytest.mark.parametrize(
        ("span", "unit"), [(3, "hour"), (72, "hour"), (73, "day"), (24 * 62, "day"), (24 * 90, "month")]
    )
    def test_its_unit(self, span: int, unit: str):
        found = timeline([NOON, NOON + timedelta(hours=span)], "UTC", "fr")
        assert found is not None
        assert found.unit == unit
        assert [bar.number for bar in found.told] == [1, 1]

    def test_hours_are_those_of_the_editions_zone(self):
        found = timeline([NOON, NOON + timedelta(hours=2)], "Africa/Casablanca", "fr")
        assert found is not None
        assert [bar.iso for bar in found.bars] == ["2026-11-23T13:00", "2026-11-23T14:00", "2026-11-23T15:00"]
        assert found.bars[0].sentence.startswith("23 nov., 13:00")

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_bars_are_in_the_field_and_none_on_another(self, mirrored: bool):
        found = timeline([NOON + timedelta(hours=each % 40) for each in range(90)], "UTC", "ar", mirrored=mirrored)
        assert found is not None
        assert sum(bar.number for bar in found.bars) == 90
        assert all(
            bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y + bar.height <= HEIGHT + 0.1 for bar in found.bars
        )
        places = [bar.x for bar in found.bars]
        assert places == sorted(places, reverse=mirrored)

    def test_a_story_of_decades_has_a_bound(self):
        found = timeline([NOON, NOON - timedelta(days=40_000)], "UTC", "fr")
        assert found is not None
        assert len(found.bars) == MOST_BARS


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "30 minutes"), (1, "1 hour"), (3.2, "3 hours"), (-47, "47 hours"), (48, "2 days"), (1 / 60, "1 minute")],
)
def test_time_apart(hours: float, words: str):
    with translation.override("en"):
        assert apart(hours, "en") == words


@pytest.mark.parametrize(
    ("number", "english", "french", "arabic"),
    [
        ("7.2", "7.2", "7,2", "7,2"),
        ("50.4%", "50.4%", "50,4\u202f%", "50,4%"),
        ("2030", "2030", "2030", "2030"),
        ("412000000", "412,000,000", "412\u202f000\u202f000", "412.000.000"),
        ("7,2 x", "7,2 x", "7,2 x", "7,2 x"),
        ("9" * 30, "9" * 30, "9" * 30, "9" * 30),
    ],
)
def test_numbers_as_readers_write_them(number: str, english: str, french: str, arabic: str):
    assert [number_in(number, ui) for ui in ("en", "fr", "ar")] == [english, french, arabic]


class TestCitations:
    def test_bibtex_is_escaped(self):
        found = bibtex(CITED, date(2026, 12, 1))
        assert r"title = {{Barrages \{à\} 50 \% \& plus}}," in found
        assert "urldate = {2026-12-01}," in found
        assert found.startswith("@misc{jarida-story12,\n")

    def test_ris(self):
        lines = ris(CITED, date(2026, 12, 1)).split("\r\n")
        assert lines[0] == "TY  - ELEC"
        assert "DA  - 2026/11/23" in lines
        assert "UR  - http://testserver/stories/12" in lines or any(line.endswith("/stories/12") for line in lines)

    @pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
    def test_a_sentence(self, ui: str):
        with translation.override(ui):
            found = text(CITED, ui, date(2026, 12, 1), "9 x")
        assert CITED.title in found
        assert CITED.address in found
