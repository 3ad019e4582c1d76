import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.slugs import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’œuvre d’Été : 3 morts à Casa !", "l-oeuvre-d-ete-3-morts-a-casa"),
        ("¿Qué pasó en Málaga?", "que-paso-en-malaga"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("İstanbul", "istanbul"),
        ("Ǽgir og Ǿ", "aegir-og-o"),
        ("المَغرب يـفوز بكأس إفريقيا", "المغرب-يفوز-بكأس-إفريقيا"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴷⵉ ⵜⵉⵏⵎⵍ", "ⵜⴰⵎⴰⵣⵉⵖⵜ-ⴷⵉ-ⵜⵉⵏⵎⵍ"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("PIB: +3,4 %", "pib-3-4"),
        ("--a--b--", "a-b"),
        ("???", ""),
        ("", ""),
    ],
)
def test_slugs_are_readable(title, slug):
    assert slugify(title) == slug


def test_slugs_are_cut_at_the_end_of_a_word():
    assert slugify("un deux trois quatre", limit=12) == "un-deux"
    assert slugify("x" * 200) == "x" * 80


@given(st.text(max_size=200))
def test_slugs_are_short_clean_and_stable(title):
    slug = slugify(title)
    assert len(slug) <= 80
    assert not re.search(r"[\s/?#%&<>\"'\\.]|--|^-|-$", slug)
    assert slugify(slug) == slug
