"""Which addresses are front pages."""

import pytest

from jarida.core.extraction.page import is_home


@pytest.mark.parametrize(
    "path", ["", "/", "/fr/", "/ar", "/en-us/", "/index.html", "/fr/index.php", "/?lang=fr", "/?utm_source=rss"]
)
def test_a_front_page(path):
    assert is_home("https://press.example" + path)


@pytest.mark.parametrize(
    "path", ["/?p=123", "/index.php?id=7&lang=fr", "/?article=a-12", "/2024/", "/politique/", "/fr/une"]
)
def test_another_page(path):
    assert not is_home("https://press.example" + path)
