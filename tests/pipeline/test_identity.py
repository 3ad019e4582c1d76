"""Which addresses name an article."""

import pytest

from jarida.core.extraction.model import Extraction
from jarida.pipeline.identity import identities, led_to_front, own_canonical

FINAL = "https://www.press.example/2026/a?utm_source=rss"


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://press.example/2026/a", True),
        ("https://m.press.example/2026/a", True),
        ("https://press.example/", False),  # the front page, on every page
        ("https://press.example/index.html", False),
        ("https://agency.example/2026/a", False),  # another host's article is not ours
        ("https://press.example:8080/2026/a", False),
        ("", False),
    ],
)
def test_a_canonical_address_is_believed_on_its_own_host_only(canonical, believed):
    assert own_canonical(Extraction(FINAL, canonical_url=canonical), FINAL) == (canonical if believed else "")


def test_the_canonical_address_comes_first():
    assert identities("https://press.example/b", FINAL) == ("press.example/b", "press.example/2026/a")
    assert identities("https://press.example/2026/a", FINAL) == ("press.example/2026/a",)


def test_a_front_page_names_no_article():
    assert identities("", "https://press.example/") == ()


def test_an_article_that_leads_to_the_front_page_is_not_there():
    assert led_to_front("https://press.example/a", "https://www.press.example/")
    assert not led_to_front("https://press.example/", "https://press.example/")
    assert not led_to_front("https://press.example/a", "https://press.example/b")
