import random
from datetime import timedelta

import pytest

from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page
from jarida.core.extraction.selectors import to_xpath
from jarida.core.extraction.templates.apply import fits, learned
from jarida.core.extraction.templates.learn import MOST_PAGES, learn_template
from jarida.core.extraction.templates.model import FIELDS
from tests.core.extraction.templates.outlets import (
    FOOT,
    LAYOUTS,
    NAMES,
    NOTICE,
    NOW,
    first_layout,
    learning,
    paragraphs,
    published,
    second_layout,
    title,
    with_bytes,
)

URL = "https://gue.example/11"


def page_of(layout, number=11):
    return read_page(layout(number), URL, Hints(), NOW)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_places_on_which_pages_agree_are_learned(layout):
    template = learn_template(learning(layout))
    page = page_of(layout)
    assert {"title", "authors", "body"} <= set(template.selectors) <= set(FIELDS)
    assert [each.text for each in learned(page, template, "title")] == [title(11)]
    (body,) = learned(page, template, "body")
    assert all(text in body.text_content() for text in paragraphs(11))
    (author,) = learned(page, template, "authors")
    assert NAMES[11 % 6] in author.text
    assert all(to_xpath(selector) for selector in template.selectors.values())


def test_what_a_template_tells_of_itself():
    template = learn_template(learning(first_layout))
    assert template.pages == 6
    assert template.learned_from == published(0) + timedelta(hours=1)
    assert template.learned_to == published(5) + timedelta(hours=1)
    assert template.fill["title"] == template.fill["body"] == template.fill["published"] == 1.0
    assert template.fill["image"] == 0.0


def test_the_newsletters_box_is_left_out_of_the_text():
    template = learn_template(learning(first_layout))
    found = extract(first_layout(11), URL, Hints(template=template), now=NOW)
    assert found.paragraphs == paragraphs(11)
    assert (found.title, found.authors) == (title(11), (NAMES[5],))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_is_read_as_well_with_a_template_as_without(layout):
    template = learn_template(learning(layout))
    plain, better = extract(layout(9), URL, now=NOW), extract(layout(9), URL, Hints(template=template), now=NOW)
    assert (better.title, better.authors) == (plain.title, plain.authors)
    assert better.published.value == plain.published.value
    assert better.published.confidence >= plain.published.confidence
    assert set(better.paragraphs) <= set(plain.paragraphs)
    assert set(paragraphs(9)) <= set(better.paragraphs)
    assert not {NOTICE, FOOT} & set(better.paragraphs)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_pages_makes_no_difference(seed):
    pages = learning(first_layout)
    shuffled = random.Random(seed).sample(pages, len(pages))
    assert learn_template(shuffled).to_json() == learn_template(pages).to_json()


def test_two_pages_teach_nothing():
    assert learn_template(learning(first_layout, range(2))) is None
    assert learn_template([]) is None


def test_versions_of_one_article_are_one_page():
    assert learn_template(learning(first_layout, [1, 1, 1, 1, 2])) is None


def test_pages_that_have_nothing_in_common_teach_nothing_wrong():
    pages = [with_bytes(each, b"<p>a<p>b") for each in learning(first_layout)]
    assert learn_template(pages) is None


def test_a_byline_that_repeats_is_no_furniture():
    pages = learning(first_layout, [1, 7, 13])  # all three by one author
    template = learn_template(pages)
    assert extract(first_layout(19), URL, Hints(template=template), now=NOW).authors == (NAMES[1],)


def test_a_changed_layout_fits_no_more():
    template = learn_template(learning(first_layout))
    assert fits(page_of(first_layout), template) == 1.0
    assert fits(page_of(second_layout), template) < 0.3


def test_a_template_of_another_layout_does_no_harm():
    template = learn_template(learning(first_layout))
    plain = extract(second_layout(9), URL, now=NOW)
    other = extract(second_layout(9), URL, Hints(template=template), now=NOW)
    assert (other.title, other.authors, other.published) == (plain.title, plain.authors, plain.published)
    assert set(paragraphs(9)) <= set(other.paragraphs)


@pytest.mark.parametrize(
    "hostile",
    [b"", b"\x00" * 500, b"%PDF-1.7", b"<div>" * 5000 + b"x", b"<p class='" + b"a " * 9000 + b"'>x", b"\xff\xfe<p>"],
)
def test_hostile_pages_do_not_keep_the_others_from_being_learned_from(hostile):
    pages = learning(first_layout)
    assert learn_template([*pages, with_bytes(pages[0], hostile)]).selectors == learn_template(pages).selectors


def test_of_many_pages_the_newest_are_learned_from():
    pages = [
        with_bytes(each, first_layout(1000 + place)) for place, each in enumerate(learning(first_layout, [3] * 34))
    ]
    assert learn_template(pages).pages <= MOST_PAGES
