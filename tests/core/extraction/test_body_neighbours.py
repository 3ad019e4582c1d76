"""What is measured of a block among the others."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.body import find_body
from jarida.core.extraction.body.blocks import read_blocks
from jarida.core.extraction.body.features import is_bare_link, shape_features, shape_of
from jarida.core.extraction.body.neighbours import NUMBERS, Sums, chance, neighbour_rows
from jarida.core.extraction.body.tree import NEVER, odds_alone, odds_of, said_of
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = "The council met on Monday and agreed, after four hours of debate, to open the station again. "
PAGE = f"""<html><head><title>The station opens</title></head><body>
<div class="menu"><a href="/a">Sport</a></div><div class="menu"><a href="/b">Culture</a></div>
<article class="story"><h1>The station opens</h1><p>{SENTENCE * 2}</p><p>Short.</p><p>{SENTENCE * 3}</p></article>
<div class="aside"><p>Read also: the harbour</p></div></body></html>"""


def page_of(markup):
    return read_page(markup.encode(), "https://paper.example/a", Hints(), NOW)


def rows_of(markup, odds=None):
    page = page_of(markup)
    blocks = read_blocks(page.tree, (), page.heading)
    given_odds = odds_alone(blocks, 1.0) if odds is None else odds(blocks)
    rows = neighbour_rows(blocks, given_odds, 1.0, said_of(page, blocks))
    return blocks, [dict(zip(NUMBERS, row, strict=True)) if row else {} for row in rows]


def likely(blocks):
    """Log-odds as a first sum might give them: long blocks are text."""
    return [3.0 if len(block.text) > 60 else -3.0 for block in blocks.blocks]


def test_bare_links_have_no_numbers_and_are_never_text():
    blocks, rows = rows_of(PAGE)
    assert [block.text for block, row in zip(blocks.blocks, rows, strict=True) if not row] == ["Sport", "Culture"]
    page = page_of(PAGE)
    assert odds_of(blocks, said_of(page, blocks))[0] == NEVER


def test_every_other_block_has_all_numbers():
    _, rows = rows_of(PAGE)
    assert {len(row) for row in rows if row} == {len(NUMBERS)}
    assert all(isinstance(value, float | int) for row in rows for value in row.values())


def test_neighbours_are_those_before_and_after():
    blocks, rows = rows_of(PAGE, likely)
    short = next(i for i, block in enumerate(blocks.blocks) if block.text == "Short.")
    assert rows[short]["odds"] == -3.0
    assert (rows[short]["previous_odds"], rows[short]["next_odds"]) == (3.0, 3.0)


def test_container_holds_the_text_and_not_the_box_after_it():
    blocks, rows = rows_of(PAGE, likely)
    inside = {block.text[:5]: row["in_container"] for block, row in zip(blocks.blocks, rows, strict=True) if row}
    assert inside["The c"] == inside["Short"] == 1.0
    assert inside["Read "] == 0.0


def test_places_are_counted_from_the_first_and_to_the_last_sure_block():
    blocks, rows = rows_of(PAGE, likely)
    measured = {block.text[:5]: row for block, row in zip(blocks.blocks, rows, strict=True) if row}
    assert measured["Short"]["from_first"] == 0.5
    assert measured["Short"]["to_last"] == 1.0
    assert measured["Read "]["to_last"] == -1.0
    assert measured["Short"]["strong_count"] == 2.0


def test_heading_and_declared_text_are_told():
    declared = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "' + SENTENCE * 3 + '"}</script>'
    )
    blocks, rows = rows_of(PAGE.replace("</head>", declared + "</head>"))
    measured = {block.text[:5]: row for block, row in zip(blocks.blocks, rows, strict=True) if row}
    assert measured["The s"]["title_likeness"] == 1
    assert measured["The c"]["declared"] == 1
    assert measured["Read "]["declared"] == 0
    _, undeclared = rows_of(PAGE)
    assert {row["declared"] for row in undeclared if row} == {-1}


def test_repeated_text_is_counted():
    _, rows = rows_of("<div><p>One two three four five.</p><p>One two three four five.</p></div>")
    assert [row["repeated"] for row in rows] == [0.0, 1.0]


def test_an_empty_page_has_no_rows():
    assert rows_of("<html><body></body></html>")[1] == []


@pytest.mark.parametrize(
    "markup",
    [
        "<nav><h1>The station opens</h1><p>{text}</p>",
        "<button class='menu'><svg></svg><main><h1>The station opens</h1><p>{text}</p></main>",
        "<nav><ul><li><a href='/'>x</a></li></ul><div><p>{text}</p><p>{text}</p></div>",
    ],
)
def test_an_element_that_was_never_closed_does_not_swallow_the_page(markup):
    page = page_of(
        f"<html><head><title>The station opens</title></head><body>{markup.format(text=SENTENCE)}</body></html>"
    )
    texts = [block.text for block in read_blocks(page.tree, (), page.heading).blocks]
    assert SENTENCE.strip() in texts


def test_a_closed_menu_is_still_left_out():
    menu = "<nav>" + "".join(f"<a href='/{i}'>Section {i}</a>" for i in range(5)) + "</nav>"
    page = page_of(PAGE.replace("<article", menu + "<article"))
    assert not any("Section" in block.text for block in read_blocks(page.tree, (), page.heading).blocks)


def test_removed_elements_are_left_out_even_with_the_heading_in_them():
    page = page_of(PAGE)
    removed = frozenset(page.tree.xpath("//article"))
    assert [block.text for block in read_blocks(page.tree, removed, page.heading).blocks][
        -1
    ] == "Read also: the harbour"
    assert len(read_blocks(page.tree, removed, page.heading).blocks) == 3


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_chances_rise_with_odds_and_stay_between_nought_and_one(one, other):
    low, high = sorted((one, other))
    assert 0.0 < chance(low) <= chance(high) <= 1.0


def test_sums_add_up():
    whole = Sums(10, 5, 8, 1)
    whole.add(Sums(30, 0, 2, 2))
    assert (whole.length, whole.links, whole.mass, whole.count) == (40, 5, 10, 3)
    assert whole.chance == pytest.approx(10 / 41)


def test_a_sentence_in_a_link_is_no_bare_link():
    blocks = read_blocks(page_of(f"<p><a href='/x'>{SENTENCE}</a></p><p><a href='/y'>Sport</a></p>").tree).blocks
    assert [is_bare_link(block, 1.0) for block in blocks] == [False, True]


def test_shapes_are_named():
    block = read_blocks(page_of("<p>Is it so?</p>").tree).blocks[0]
    assert shape_of(block, "p", 1.0)[1:] == ("0", "stop", "p")
    assert "tag-links:p:0" in shape_features(shape_of(block, "p", 1.0))


@pytest.mark.parametrize(
    "line", ["<p><time>le premier jour</time></p>", "<p>14 Yennayer 2974</p>", "<p>By A. Writer</p>"]
)
def test_a_dateline_before_the_text_is_cut(line):
    page = page_of(PAGE.replace("</h1>", "</h1>" + line))
    found = find_body(page, "The station opens").paragraphs
    assert found[0] == (SENTENCE * 2).strip()


def test_the_container_is_that_of_the_text_not_of_its_heading():
    markup = PAGE.replace("</h1>", "</h1><div id='text'>").replace("</article>", "</div></article>")
    container = find_body(page_of(markup), "The station opens").container
    assert container is not None
    assert container.get("id") == "text"
