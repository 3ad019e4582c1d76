"""Topics and coverage in a real browser: right to left, small screens, dark; bars that are seen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jarida.archive.stories import coverage, topics
from jarida.core.stories.topics import CODES, Topic
from tests.stories_builder import make_story
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BAR = """selector => {
    const rect = document.querySelector(selector + ' rect').getBoundingClientRect();
    const svg = document.querySelector(selector).getBoundingClientRect();
    return [Math.round(rect.left - svg.left), Math.round(svg.right - rect.right), Math.round(rect.height)];
}"""


@pytest.fixture(autouse=True)
def _press(transactional_db: Any) -> Iterator[None]:
    coverage.forget()
    at = datetime.now(UTC) - timedelta(hours=2)
    state = make_outlet("state", name="La Voix du Matin", kind="agency", ownership="state")
    free = make_outlet("free", name="Libre", kind="newspaper", ownership="private")
    for number in range(3):
        articles = [
            make_article(outlet, language="ar", title=f"عنوان طويل يروي ما وقع {number}", published_at=at)
            for outlet in (state, free)
        ]
        make_story(articles)
        for article in articles:
            topics.enter(article.pk, [Topic(CODES["politics"], 0.9)])
    topics.enter(articles[0].pk, [Topic(CODES["sport"], 0.9)])
    make_article(free, language="fr", published_at=at)
    yield
    coverage.forget()


@pytest.mark.parametrize("ui", ["fr", "ar"])
@pytest.mark.parametrize("path", ["topics/", "topics/politics/", "coverage/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(visitor: Any, ui: str, path: str, width: int) -> None:
    page = visitor.open(f"/{ui}/{path}", width=width, color_scheme="dark" if width == 320 else "light")
    assert page.evaluate(WIDER) <= 0


def test_bars_grow_from_where_the_line_begins(visitor: Any) -> None:
    for ui, near, far in (("fr", 0, 1), ("ar", 1, 0)):
        gaps = visitor.open(f"/{ui}/coverage/").evaluate(BAR, ".coverage tbody tr:nth-child(2) .bar")
        assert gaps[near] == 0
        assert gaps[far] > 10
        assert gaps[2] > 2


def test_on_a_small_screen_every_number_says_what_it_counts(visitor: Any) -> None:
    page = visitor.open("/en/coverage/", width=320)
    label = "() => getComputedStyle(document.querySelector('.coverage tbody td'), '::before').content"
    assert "Outlets" in page.evaluate(label)
    assert page.get_by_role("table", name="By language").get_by_role("row").count() >= 3


def test_from_topics_to_an_article_by_links(visitor: Any) -> None:
    page = visitor.open("/en/topics/")
    page.get_by_role("link", name="Politics and government").click()
    page.wait_for_url("**/en/topics/politics/")
    page.locator(".rows a[href*='/articles/']").first.click()
    page.wait_for_url("**/articles/**")
    assert page.locator(".about a").count() >= 1
