"""The benchmark of search: its articles are the same every time, its questions sound, and it runs."""

import itertools
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.search import milliseconds
from benchmarks.searchdata import LANGUAGES, OUTLETS, YEARS, Press
from benchmarks.searchqueries import Questions, kinds
from benchmarks.searchquick import quick_terms
from benchmarks.searchworker import document

from jarida.archive.search.terms import terms_of
from jarida.core.search.parse import parse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def test_the_same_seed_makes_the_same_articles(press: Press) -> None:
    first = list(itertools.islice(press.articles(1000), 20))
    assert first == list(itertools.islice(Press().articles(1000), 20))


def test_archives_of_any_size_begin_with_the_same_texts(press: Press) -> None:
    few, many = (list(itertools.islice(press.articles(size), 20)) for size in (20, 1000))
    assert [made.text for made in few] == [made.text for made in many]
    assert few[-1].at > many[-1].at


def test_articles_are_in_the_order_of_their_dates_over_five_years(press: Press) -> None:
    made = list(press.articles(300))
    assert made == sorted(made, key=lambda one: one.at)
    assert (made[-1].at - made[0].at).days in range(365 * YEARS - 20, 366 * YEARS)


def test_all_languages_and_outlets_of_unequal_size(press: Press) -> None:
    made = list(press.articles(1500))
    assert {one.language for one in made} == set(LANGUAGES)
    outlets = [one.outlet for one in made]
    assert max(outlets) > OUTLETS / 2
    assert sum(outlet <= 100 for outlet in outlets) > sum(outlet > OUTLETS - 1000 for outlet in outlets)
    assert 290 < sum(len(one.text.split()) for one in made) / len(made) < 320


def test_questions_are_different_and_without_a_fault(press: Press) -> None:
    for name, _, questions in kinds(Questions(press, 12)):
        assert len({question.text() for question in questions}) == len(questions) >= 10, name
        assert [problem for question in questions for problem in parse(question.text()).problems] == [], name


def test_quick_terms_are_those_of_the_index(press: Press) -> None:
    for made in press.articles(60):
        asked = document(made)
        quick, usual = quick_terms(asked), terms_of(asked)
        assert (quick.title, quick.body, quick.tags, quick.topic) == (usual.title, usual.body, usual.tags, usual.topic)
        every = [{*terms.title_stems, *terms.focus, *terms.stems} for terms in (quick, usual)]
        assert every[0] == every[1]
        assert set(quick.title_stems) == set(usual.title_stems)
        assert replace(quick, fingerprint=1) != quick


def test_percentiles() -> None:
    assert milliseconds([value / 1000 for value in range(1, 101)]) == "51.00 / 100.00"
    assert milliseconds([]) == "–"


@pytest.mark.slow
def test_it_runs(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("JARIDA_")}
    arguments = [
        "--articles",
        "300",
        "--queries",
        "2",
        "--database",
        "sqlite",
        "--growth",
        "100",
        "--keep",
        str(tmp_path),
    ]
    command = [sys.executable, "benchmarks/search.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "| sqlite 300 | 300 |" in done.stdout
    assert "Growth on sqlite" in done.stdout
    assert "| common word, by relevance |" in done.stdout
