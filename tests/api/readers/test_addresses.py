"""What addresses of this site name, and what they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.api.readers.addresses import LONGEST_QUERY, Named, Sort, read_address

HOSTS = {"press.example", "127.0.0.1"}


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://press.example/", Named(Sort.FRONT)),
        ("https://press.example", Named(Sort.FRONT)),
        ("press.example", Named(Sort.FRONT)),
        ("http://127.0.0.1:8000/fr/", Named(Sort.FRONT)),
        ("https://press.example/ar/feed.atom", Named(Sort.FRONT)),
        ("/fr/feed.rss", Named(Sort.FRONT)),
        ("https://press.example/fr/outlets/le-courrier/", Named(Sort.OUTLET, "le-courrier")),
        ("https://press.example/outlets/le-courrier", Named(Sort.OUTLET, "le-courrier")),
        ("press.example/es/outlets/le-courrier/feed.json", Named(Sort.OUTLET, "le-courrier")),
        ("https://press.example/fr/languages/zgh/", Named(Sort.LANGUAGE, "zgh")),
        ("https://press.example/fr/search?q=barrage+sebou", Named(Sort.SEARCH, "barrage sebou")),
        ("https://press.example/fr/search?sort=date&q=%D8%B3%D8%AF", Named(Sort.SEARCH, "سد")),
        ("https://press.example/fr/search/feed.rss?q=lang:fr%20%22eau%22", Named(Sort.SEARCH, 'lang:fr "eau"')),
        ("//press.example/fr/", Named(Sort.FRONT)),
        ("https://courrier.example/rss", Named(Sort.ELSEWHERE, "https://courrier.example/rss", "courrier.example")),
        ("www.courrier.example", Named(Sort.ELSEWHERE, "www.courrier.example", "www.courrier.example")),
    ],
)
def test_what_is_named(address: str, named: Named) -> None:
    assert read_address(address, HOSTS) == named


@pytest.mark.parametrize(
    "address",
    [
        "", " ", "barrage", "ftp://courrier.example/", "javascript:alert(1)", "https://press.example/fr/articles/1/x",
        "https://press.example/admin/", "https://press.example/fr/search", "https://press.example/fr/search?q=",
        "https://press.example/fr/search?q=%20%E2%80%AE", "https://press.example/fr/outlets/",
        "https://press.example/fr/outlets/a/b/", "https://press.example/fr/outlets/a%2Fb/", "https://[press.example/",
        "https://press.example/fr/\0", "https://press.example/" + "a" * 3000, "http://",
        "https://press.example/fr/search?q=" + "x" * (LONGEST_QUERY + 1), "/fr/search?" + "&" * 60 + "q=a",
        "https://press.example/fr/search/x?q=a", "file:///etc/passwd", "http://localhost/",
    ],
)  # fmt: skip
def test_what_is_not(address: str) -> None:
    assert read_address(address, HOSTS) is None


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: f"https://press.example/{text}"))
def test_any_text_is_an_address_or_none(text: str) -> None:
    named = read_address(text, HOSTS)
    if named is not None and named.sort is not Sort.FRONT:
        assert named.value
