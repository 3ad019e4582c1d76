import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.errors import ParseError
from jarida.core.extraction.markup import parse
from jarida.core.extraction.selectors import select, to_xpath

TREE = parse(
    "<div id=main class='post  story'><p class=lead>a</p><section><p data-k='x-1'>b</p></section>"
    "<a href='https://h.example/p.jpg' rel='nofollow author'>c</a></div><p>d</p>"
)


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p", ["a", "b", "d"]),
        ("P", ["a", "b", "d"]),
        (".lead", ["a"]),
        ("div.story p", ["a", "b"]),
        ("#main > p", ["a"]),
        ("#main>p", ["a"]),
        ("div.post.story > section p", ["b"]),
        ("[data-k]", ["b"]),
        ("p[data-k='x-1']", ["b"]),
        ("[data-k^=x]", ["b"]),
        ('a[href$=".jpg"]', ["c"]),
        ("a[href*=example]", ["c"]),
        ("a[rel~=author]", ["c"]),
        ("a[rel~=auth]", []),
        (".lead, a", ["a", "c"]),
        ("div > *", ["a", "b", "c"]),
        (".stor", []),
    ],
)
def test_selectors_name_what_css_says(selector, texts):
    assert [element.text_content() for element in select(TREE, selector)] == texts


@pytest.mark.parametrize("selector", ["", "p,", "p:hover", "p + a", "p::before", "..a", "a[b", "#", "p[x='a\"]"])
def test_what_is_not_understood_is_named(selector):
    with pytest.raises(ParseError):
        to_xpath(selector)


@given(st.text(alphabet="pa.#[]='\"*>, ^$~x|/()", max_size=30))
def test_no_selector_breaks_out_of_the_path(selector):
    with contextlib.suppress(ParseError):
        assert set(select(TREE, selector)) <= set(TREE.iter())
