"""What is explained is what happens."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jarida.core.errors import NotAnArticle
from jarida.core.extraction.explain import MOST_BLOCKS, MOST_CANDIDATES, explain
from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Hints
from jarida.core.extraction.templates.learn import learn_template
from tests.core.extraction.templates.outlets import first_layout, learning

FIXTURES = Path(__file__).parent / "fixtures"
CASES = tomllib.loads((FIXTURES / "cases.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = "The council met on Monday and agreed, after four hours of debate, to open the station again. "
PAGE = f"""<html><head><title>The station opens - The Paper</title>
<meta property="og:title" content="The station opens">
<meta property="og:image" content="/lead.jpg"><meta name="author" content="A. Writer">
<meta property="article:published_time" content="2025-05-01T08:00:00Z">
<meta name="date" content="2031-01-01"></head>
<body><div class="menu"><a href="/sport">Sport</a></div><article><h1>The station opens</h1>
<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article>
<div class="aside"><p>Read also: the harbour</p></div></body></html>"""


@pytest.mark.parametrize("name", CASES)
def test_what_is_explained_is_what_is_extracted(name):
    page, case = (FIXTURES / f"{name}.html").read_bytes(), CASES[name]
    hints = Hints(time_zone=case.get("time_zone", "UTC"))
    explained = explain(page, case["url"], hints, now=NOW)
    assert explained.extraction == extract(page, case["url"], hints, now=NOW)
    fields = {"title", "authors", "published", "images", "canonical_url", "language", "section", "summary", "kind"}
    assert set(explained.candidates) == fields
    assert all(len(found) <= MOST_CANDIDATES for found in explained.candidates.values())
    assert len(explained.blocks) <= MOST_BLOCKS


def explained():
    return explain(PAGE.encode(), "https://paper.example/a", now=NOW)


def taken(field):
    return {each.origin for each in explained().candidates[field] if each.chosen}


def test_what_was_taken_is_marked_wherever_it_stands():
    assert taken("title") == {"heading", "declared"}
    assert taken("authors") == {"meta"}
    assert taken("published") == {"meta"}
    assert taken("images") == {"declared"}


def test_what_cannot_be_is_said_to_be_impossible():
    future = [each for each in explained().candidates["published"] if each.value.startswith("2031")]
    assert [(each.chosen, each.note) for each in future] == [(False, "impossible")]


def test_each_block_has_its_probabilities():
    blocks = {block.text[:9]: block for block in explained().blocks}
    assert blocks["The counc"].kept
    assert blocks["The counc"].among > 0.5 > blocks["Sport"].among
    assert not blocks["Sport"].kept
    assert blocks["Sport"].element == "div.menu"
    assert all(0 <= block.alone <= 1 and 0 <= block.among <= 1 for block in blocks.values())


def test_a_word_of_the_menu_that_the_text_says_too_is_not_kept():
    page = PAGE.replace("the station again", "the Sport station again").encode()
    (menu,) = [each for each in explain(page, "https://paper.example/a", now=NOW).blocks if each.text == "Sport"]
    assert not menu.kept


@pytest.mark.parametrize("field", ["title", "authors"])
def test_what_an_editions_selector_names_is_told_first(field):
    hints = Hints(selectors={field: "div.menu"})
    first = explain(PAGE.encode(), "https://paper.example/a", hints, now=NOW).candidates[field][0]
    assert (first.origin, first.value, first.chosen) == ("selector", "Sport", True)


def test_what_a_template_names_is_told_as_its():
    hints = Hints(template=learn_template(learning(first_layout)))
    found = explain(first_layout(11), "https://gue.example/11", hints, now=NOW).candidates["title"]
    assert (found[0].origin, found[0].chosen) == ("template", True)


def test_a_template_is_explained_too():
    template = learn_template(learning(first_layout))
    hints = Hints(template=template)
    url = "https://gue.example/11"
    assert explain(first_layout(11), url, hints, now=NOW).extraction == extract(first_layout(11), url, hints, now=NOW)


def test_what_is_no_page_is_refused_as_by_extract():
    with pytest.raises(NotAnArticle, match=r"https://paper\.example/a"):
        explain(b"%PDF-1.4 \x00\x01", "https://paper.example/a", now=NOW)


def test_the_other_fields_are_told_too():
    page = PAGE.replace("<html>", '<html lang="en-GB">').replace(
        '<meta name="author"',
        f'<link rel="canonical" href="https://paper.example/station"><meta name="description" content="{SENTENCE}">'
        '<meta property="article:section" content="Home | Traffic"><meta name="author"',
    )
    told = explain(page.encode(), "https://paper.example/a", now=NOW).candidates
    assert [(each.origin, each.value, each.chosen) for each in told["language"]] == [("html", "en", True)]
    assert [(each.origin, each.value, each.chosen) for each in told["section"]] == [("declared", "Traffic", True)]
    assert ("link", "https://paper.example/station", True) in [
        (each.origin, each.value, each.chosen) for each in told["canonical_url"]
    ]
    assert [(each.origin, each.chosen) for each in told["summary"]] == [("description", True)]
    assert [each.origin for each in told["kind"]] == ["for an article", "for a list"]


def test_what_weighed_most_is_told_of_each_block():
    blocks = {block.text[:9]: block for block in explained().blocks}
    assert all(block.reasons for block in blocks.values())
    assert all(len(block.reasons) <= 6 for block in blocks.values())
    weights = [abs(weight) for _, weight in blocks["Read also"].reasons]
    assert weights == sorted(weights, reverse=True)
    assert any(name.startswith("says:") and weight < 0 for name, weight in blocks["Read also"].reasons)
