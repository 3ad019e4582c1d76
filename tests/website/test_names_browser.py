"""The map and the pages of names in a browser: narrow, dark, right to left, printed; nothing overflows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jarida.archive.models import Mention, Name
from jarida.archive.stories import names
from jarida.core.names.model import Found, Kind
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

TOWNS = ["casablanca", "rabat", "agadir", "oujda", "laayoune", "marrakech", "fes"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def press() -> None:
    outlet = make_outlet(country="MA")
    now = datetime.now(UTC)
    for number in range(1, 4):
        article = make_article(outlet, published_at=now - timedelta(hours=number))
        towns = [Found(Kind.PLACE, key, key.title(), 1, in_title=True, known=True) for key in TOWNS[: number * 3]]
        names.enter(article.pk, [*towns, Found(Kind.PERSON, "~x", "Un nom " + "très" * 30)])


@pytest.mark.parametrize("ui", ["fr", "ar"])
@pytest.mark.parametrize("path", ["places", "people"])
def test_nothing_overflows_at_320_pixels(visitor: Any, press: None, ui: str, path: str) -> None:
    """Index pages, also with a very long name."""
    page = visitor.open(f"/{ui}/{path}/", width=320, height=700)
    assert page.evaluate(OVERFLOW) <= 0


def test_a_page_of_a_name_at_320_pixels(visitor: Any, press: None) -> None:
    """With its curve, outlets and company."""
    row = Name.objects.get(key="casablanca")
    page = visitor.open(f"/ar/places/{row.pk}/{row.slug}", width=320, height=700)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.locator("h1").inner_text().strip() != ""


def test_an_article_of_long_names_at_320_pixels(visitor: Any, press: None) -> None:
    """The links below the text wrap."""
    article = Mention.objects.order_by("article_id").values_list("article_id", flat=True)[0]
    page = visitor.open(f"/articles/{article}", width=320, height=700)
    assert page.locator(".named-here a").count() > 2
    assert page.evaluate(OVERFLOW) <= 0


def test_circles_lead_to_places(visitor: Any, press: None) -> None:
    """By mouse and by keyboard, with a sentence for those who hear it."""
    page = visitor.open("/fr/places/", color_scheme="dark")
    circle = page.locator(".map a[aria-label*=Casablanca]")
    assert circle.get_attribute("aria-label").startswith("Casablanca")
    circle.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/places/*/casablanca")


def test_labels_of_towns_stay_within_the_map(visitor: Any, press: None) -> None:
    """Right to left, too: the map is no text, and is not mirrored."""
    page = visitor.open("/ar/places/")
    inside = page.evaluate(
        """() => { const map = document.querySelector('.map svg').getBoundingClientRect();
        return [...document.querySelectorAll('.map text')].map((text) => text.getBoundingClientRect())
            .every((text) => text.left >= map.left - 2 && text.right <= map.right + 2) }"""
    )
    assert inside
    xs = page.evaluate("[...document.querySelectorAll('.map circle')].map((c) => +c.getAttribute('cx'))")
    assert max(xs) > min(xs)
