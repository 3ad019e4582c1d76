"""Every page of fixtures/ beside what should be read out of it.

The pages are invented. To look at a difference: `jarida extract tests/core/extraction/fixtures/NAME.html --url URL`.
"""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jarida.core.extraction import as_json
from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Hints

FIXTURES = Path(__file__).parent / "fixtures"
CASES = tomllib.loads((FIXTURES / "cases.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", CASES)
def test_page_is_read_as_expected(name):
    case = CASES[name]
    page = (FIXTURES / f"{name}.html").read_bytes()
    expected = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))

    extraction = extract(page, case["url"], Hints(time_zone=case.get("time_zone", "UTC")), now=NOW)

    assert {**as_json(extraction), "limit": extraction.limit.value} == expected


def test_every_page_has_a_case_and_a_result():
    assert {path.stem for path in FIXTURES.glob("*.html")} == set(CASES)
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(CASES)
