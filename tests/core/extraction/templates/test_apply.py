from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jarida.core.errors import NotAnArticle, ParseError
from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page
from jarida.core.extraction.templates import Template
from jarida.core.extraction.templates.apply import apply_template, fits
from jarida.core.extraction.templates.learn import learn_template
from jarida.core.extraction.templates.marks import blocks, layout, mark, names
from tests.core.extraction.templates.outlets import NAMES, NOTICE, NOW, first_layout, learning, title

URL = "https://gue.example/11"
MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class='story-text'>", "</div>", "<h1>", "<a href=x>", NOTICE, "<table>", "né "]
    )
).map(lambda parts: "".join(parts).encode())
SELECTORS = st.sampled_from(["h1", "div.story-text", "p", "*", "[", "div >", "", "#x", "p.story-byline", "a" * 400])
TEMPLATES = st.builds(
    Template,
    selectors=st.dictionaries(st.sampled_from(["title", "authors", "published", "body", "other"]), SELECTORS),
    repeated=st.frozensets(st.sampled_from([mark("x"), "", "zz", mark(f"div/p {NOTICE}"), mark(f"body/p {NOTICE}")])),
    signature=st.frozensets(st.text(max_size=9)),
)


@pytest.fixture(scope="module")
def template():
    return learn_template(learning(first_layout))


def applied(body, template, **hints):
    return apply_template(read_page(body, URL, Hints(**hints), NOW), template)


def test_repeated_blocks_are_removed_and_what_holds_only_them(template):
    page = applied(first_layout(11), template)
    texts = {each.text for each in page.removed}
    assert NOTICE in texts
    assert not any(text and NAMES[5] in text for text in texts)
    assert any(each.get("class") == "foot" for each in page.removed)
    assert page.heading not in page.removed
    assert not page.removed & page.containers


def test_the_editions_selectors_win(template):
    page = applied(first_layout(11), template, selectors={"title": "title"})
    assert page.hints.selectors["title"] == "title"
    assert page.selected("title") == [f"{title(11)} - Le Gué"]


def test_a_selector_that_finds_nothing_leaves_the_general_rules_to_it():
    lost = Template(selectors={"title": "h1.gone", "authors": "p.gone", "published": "time.gone", "body": "div.gone"})
    assert extract(first_layout(3), URL, Hints(template=lost), now=NOW) == extract(first_layout(3), URL, now=NOW)


def test_a_selector_that_finds_nonsense_leaves_the_general_rules_to_it():
    wrong = Template(selectors={"title": "p", "authors": "div.menu", "published": "h1", "body": "time"})
    found = extract(first_layout(3), URL, Hints(template=wrong), now=NOW)
    assert found.title == title(3)
    assert found.paragraphs == extract(first_layout(3), URL, now=NOW).paragraphs


def test_a_wrong_selector_does_not_cost_the_page():
    wrong = Template(selectors=dict.fromkeys(["title", "authors", "published", "body"], "p["))
    assert extract(first_layout(3), URL, Hints(template=wrong), now=NOW).title == title(3)


def test_nothing_learned_changes_nothing():
    page = read_page(first_layout(3), URL, Hints(), NOW)
    assert apply_template(page, Template()).removed == frozenset()
    assert fits(page, Template()) == 1.0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKUP, TEMPLATES)
def test_any_template_on_any_page_neither_fails_nor_gives_more(body, template):
    try:
        page = read_page(body, URL, Hints(), NOW)
    except (NotAnArticle, ParseError):
        return
    changed = apply_template(page, template)
    assert len(changed.removed) <= len(page.index.elements)
    assert set(changed.hints.selectors) <= {"title", "authors"}
    assert 0.0 <= fits(page, template) <= 1.0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEMPLATES)
def test_any_template_gives_no_more_text_than_none(template):
    plain = extract(first_layout(4), URL, now=NOW)
    found = extract(first_layout(4), URL, Hints(template=template), now=NOW)
    assert set(found.paragraphs) <= set(plain.paragraphs) | {title(4)}
    assert len(found.title) <= 400


@given(TEMPLATES, st.integers(0, 50))
def test_a_template_survives_being_stored(template, pages):
    stored = Template(
        selectors={name: text for name, text in template.selectors.items() if name != "other" and 0 < len(text) <= 300},
        repeated=template.repeated,
        signature=template.signature,
        pages=pages,
        learned_to=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        fill={"title": 0.5},
    )
    assert Template.from_json(stored.to_json()) == stored


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"version": 99}, {"version": 1}, {**Template().to_json(), "pages": "x"},
     {**Template().to_json(), "selectors": 3}, {**Template().to_json(), "learned_to": "soon"}],
)  # fmt: skip
def test_what_is_no_template_is_refused(value):
    with pytest.raises(ParseError):
        Template.from_json(value)


def test_marks_tell_blocks_by_text_and_place_and_are_steady():
    def marks(body):
        return {own for _, own in blocks(read_page(body, URL, Hints(), NOW))}

    one = marks(b"<div><p>Suivez-nous  sur les ondes</p></div>")
    assert one == marks(b"<div class=x><p>Suivez-nous sur\nles ondes</p></div>")
    assert one != marks(b"<ul><li>Suivez-nous sur les ondes</li></ul>")
    assert len(mark("a")) == 16


def test_a_line_that_links_another_article_each_time_is_one_block():
    def marks(other):
        body = f"<div><p>Lire aussi : <a href=/1>{other}</a></p></div>".encode()
        return {own for _, own in blocks(read_page(body, URL, Hints(), NOW))}

    assert marks("La crue est passée par là") & marks("Le pont rouvre demain matin")


def test_names_with_numbers_are_no_layout():
    assert names("story post-4711 css-1x2y3z col2 is-wide") == ["story", "col2", "is-wide"]
    assert layout(read_page(b"<div class='a'><p class=b>x</p></div>", URL, Hints(), NOW)) == layout(
        read_page(b"<div class='a post-77'><p class=b>y</p></div>", URL, Hints(), NOW)
    )
