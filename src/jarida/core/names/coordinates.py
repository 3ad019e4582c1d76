"""Where places lie: of those of the gazetteer that GeoNames knows (https://www.geonames.org/, CC BY 4.0)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jarida.core.text.analysis import forms


@dataclass(frozen=True, slots=True)
class Spot:
    """Degrees north and east, and the country (ISO 3166-1)."""

    latitude: float
    longitude: float
    country: str = ""


def spot_of(spellings: Iterable[str]) -> Spot | None:
    """Where a place of these names lies, by the first that is known; None for countries and what is not known."""
    return next((spot for name in spellings if (spot := _spots().get(" ".join(forms(name))))), None)


@cache
def _spots() -> Mapping[str, Spot]:
    lines = Path(__file__).with_name("coordinates.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {key: Spot(float(latitude), float(longitude), country) for key, latitude, longitude, country in rows}
