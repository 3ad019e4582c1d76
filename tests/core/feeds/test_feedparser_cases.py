"""Floors under what is reached on feedparser's own cases, where they are at hand."""

import re
from pathlib import Path

import pytest

from tests.core.feeds.feedparser_cases import UNKNOWN, Case, agrees, answer, comparisons, encoding_agrees, read_cases

ARCHIVE = Path(__file__).resolve().parents[4] / "shared/press/data/feeds_feedparser_tests.tar.xz"
DANGEROUS = re.compile(r"<script|<style|\son[a-z]+\s*=|javascript:|vbscript:|data:|expression\(", re.IGNORECASE)

pytestmark = pytest.mark.skipif(not ARCHIVE.exists(), reason="feedparser's cases are not here")


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(read_cases(ARCHIVE))


def asked(cases):
    """Every expectation about something that Jarida keeps: (case, whether it agrees)."""
    for case in cases:
        feed = case.parse()
        for what, path, value in comparisons(case.expect):
            found = answer(feed, what, path)
            if found is not UNKNOWN:
                yield case, agrees(found, value)


def test_almost_all_is_understood_as_feedparser_does(cases):
    results = [agreed for case, agreed in asked(cases) if case.group != "sanitize"]
    assert len(results) > 300
    assert sum(results) / len(results) >= 0.97


def test_the_sanitising_cases_agree_by_meaning(cases):
    results = [agreed for case, agreed in asked(cases) if case.group == "sanitize"]
    assert len(results) > 250
    assert sum(results) / len(results) >= 0.99


def test_nothing_dangerous_survives_in_any_case(cases):
    for case in cases:
        feed = case.parse()
        for entry in feed.entries if feed else ():
            assert not DANGEROUS.search("".join(re.findall(r"<[^>]*>", entry.content))), case.name
            assert entry.url == "" or entry.url.startswith(("http://", "https://")), case.name


def test_the_encodings_are_told(cases):
    told = {case.name: encoding_agrees(case) for case in cases if case.group in ("encoding", "chardet")}
    asked_for = [name for name, agreed in told.items() if agreed is not None]
    right = [name for name in asked_for if told[name]]
    assert len(asked_for) > 35
    assert len(right) / len(asked_for) >= 0.9, sorted(set(asked_for) - set(right))
