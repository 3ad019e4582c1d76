"""The evaluation gate: floors under what reading the sample press reaches, so that no change can lose it unseen.

Every page of the sample press is written by us and its truth is known: layouts of several content systems in five
languages and scripts, with boxes, menus, captions, newsletters and corrections around the text. Floors lie a little
under what was measured; where a change lifts a figure, lift its floor.
"""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Hints, PageKind
from jarida.editions.sample.houses import HOUSES
from jarida.editions.sample.newsroom import Newsroom
from jarida.editions.sample.pages import Site

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FLOORS = {"kind": 1.0, "title": 1.0, "authors": 0.96, "published": 1.0, "image": 1.0, "body": 0.985, "worst body": 0.8}
OF_AN_OUTLET = 0.94
ZONE = "Africa/Casablanca"
WORD = re.compile(r"\w+")


def runs(text):
    words = WORD.findall(text)
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def agreement(truth, found):
    """F1 of runs of four words, as the extraction benchmarks of the field count it."""
    wanted, got = runs(truth), runs(found)
    return 2 * sum((wanted & got).values()) / max(1, sum(wanted.values()) + sum(got.values()))


def judge(site, item):
    """Of one page of the sample press, each field as a figure between 0 and 1."""
    found = extract(site.article(item).encode(), site.base + item.path, Hints(time_zone=ZONE), now=NOW)
    return {
        "kind": float(found.kind is PageKind.ARTICLE),
        "title": float(spaced(found.title) == spaced(item.title)),
        "authors": float(found.authors == tuple(item.article.authors)),
        "published": float(
            found.published is not None and found.published.value.replace(second=0) == item.published.replace(second=0)
        ),
        "image": float(bool(found.images) == bool(item.article.image)),
        "body": agreement("\n".join(item.paragraphs), "\n".join(found.paragraphs)),
    }


@pytest.fixture(scope="module")
def figures():
    newsroom = Newsroom(NOW)
    sites = [Site(house, f"https://{slug}.example", newsroom.visible(slug, NOW)) for slug, house in HOUSES.items()]
    return {site.house.slug: [judge(site, item) for item in site.items] for site in sites}


def spaced(text):
    """A title with ordinary spaces: which kind stands before a colon is typography."""
    return " ".join(text.split())


def mean(values):
    values = list(values)
    return sum(values) / len(values)


@pytest.mark.parametrize("field", ["kind", "title", "authors", "published", "image", "body"])
def test_figures_keep_above_their_floors(figures, field):
    reached = mean(page[field] for pages in figures.values() for page in pages)
    assert reached >= FLOORS[field], f"{field}: {reached:.4f}"


def test_no_page_is_lost_for_the_others(figures):
    worst = min(page["body"] for pages in figures.values() for page in pages)
    assert worst >= FLOORS["worst body"]


@pytest.mark.parametrize("slug", HOUSES)
def test_each_outlet_keeps_above_its_floor(figures, slug):
    reached = mean(page["body"] for page in figures[slug])
    assert reached >= OF_AN_OUTLET, f"{reached:.4f}"


def test_the_set_is_large_and_of_many_languages(figures):
    assert sum(map(len, figures.values())) >= 100
    assert len({house.language for house in HOUSES.values()}) >= 4
