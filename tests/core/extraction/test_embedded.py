"""Texts that a browser would build from a page's data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.embedded import embedded_text
from jarida.core.extraction.model import PageKind
from tests.core.extraction.pages import extracted, page

TITLE = "La digue de Port-Safran tient bon"
LINES = [
    "La digue de Port-Safran a tenu bon malgré la plus forte tempête depuis vingt ans, disent les ingénieurs.",
    "Les pompes ont tourné toute la nuit et le quartier bas n'a été inondé que de dix centimètres, dit-on.",
    "Un second coup de vent est attendu jeudi. Les écoles du front de mer resteront fermées d'ici là.",
]
MARKUP = "".join(f"<p>{line}</p>" for line in LINES)
HEAD = f"<title>{TITLE} - Le Phare</title><meta property='og:title' content='{TITLE}'>"
OTHER = {"title": "Une tout autre nouvelle de la ville", "body": "<p>Autre chose. </p>" * 200}


def script(value, kind="application/json"):
    return f"<div id=__next></div><script type='{kind}'>{json.dumps(value)}</script>"


def text_of(body):
    return embedded_text(page(HEAD, body))


@pytest.mark.parametrize(
    "article",
    [
        {"title": TITLE, "body": MARKUP},
        {"headline": TITLE, "content": {"rendered": MARKUP}},
        {"headlines": {"basic": TITLE}, "content_elements": [{"type": "text", "content": line} for line in LINES]},
        {"title": {"rendered": TITLE}, "content": {"rendered": MARKUP.replace("</p>", "</p>\n\n")}},
        {"title": TITLE, "blocks": [{"__typename": "ParagraphBlock", "text": line} for line in LINES]},
        {"title": TITLE, "body": LINES},
        {"title": TITLE, "blocks": [{"_type": "paragraph", "children": [{"text": line}]} for line in LINES]},
    ],
)
def test_systems_keep_a_text_in_ways_of_their_own(article):
    found = text_of(script({"props": {"pageProps": {"related": [OTHER, OTHER], "article": article}}}))
    assert found == LINES


@pytest.mark.parametrize(
    "name",
    ["Fusion.globalContent", "window.__PRELOADED_STATE__", "window['__APOLLO_STATE__']", "window.__INITIAL_STATE__"],
)
def test_state_that_a_script_assigns(name):
    value = json.dumps({"headline": TITLE, "body": MARKUP})
    assert text_of(f"<script>window.x=1;{name} = {value};Fusion.y=2</script>") == LINES


def test_pieces_that_are_no_text_are_left_out():
    elements = [{"type": "text", "content": line} for line in LINES]
    elements.insert(1, {"type": "image", "content": "une photo", "caption": "La digue"})
    elements.append({"type": "interstitial_link", "content": "Lire aussi : autre chose"})
    assert text_of(script({"headlines": {"basic": TITLE}, "content_elements": elements})) == LINES


def test_lists_within_a_text():
    pieces = [
        *({"type": "text", "content": line} for line in LINES),
        {"type": "list", "items": [{"content": "Un"}, "Deux"]},
    ]
    assert text_of(script({"title": TITLE, "content_elements": pieces})) == [*LINES, "Un", "Deux"]


def test_what_is_not_spoken_is_left_out():
    shown = "<style>p{color:red}</style>", "<figure><img><figcaption>La digue</figcaption></figure>"
    body = f"{shown[0]}<p>{LINES[0]}</p>{shown[1]}<p>{LINES[1]}</p>" * 2
    assert text_of(script({"title": TITLE, "body": body})) == LINES[:2] * 2


def test_without_the_pages_title_nothing_is_taken():
    assert text_of(script({"items": [OTHER, OTHER]})) == []


@pytest.mark.parametrize(
    "body", ["", "<script>x</script>", "<script>__NEXT_DATA__={</script>" + " " * 999, script([]), script("x" * 999)]
)
def test_pages_without_data(body):
    assert text_of(body) == []


def test_a_page_that_only_a_browser_would_fill_is_an_article_all_the_same():
    found = extracted(HEAD, script({"article": {"title": TITLE, "body": MARKUP * 2}}))
    assert found.kind is PageKind.ARTICLE
    assert found.paragraphs == tuple(LINES * 2)


def test_a_text_in_the_page_goes_before_its_data():
    long = "<article>" + MARKUP * 4 + "</article>"
    found = extracted(HEAD, f"<h1>{TITLE}</h1>{long}" + script({"title": TITLE, "body": "<p>Un résumé.</p>" * 900}))
    assert "Un résumé." not in found.paragraphs


KEYS = st.sampled_from(["title", "body", "type", "content", "items", "children", "text"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=30,
)


@given(VALUES)
def test_nothing_breaks_it(value):
    found = text_of(script({"title": TITLE, "x": value, "pad": "x" * 400}))
    assert all(isinstance(text, str) and text for text in found)


def test_data_of_many_levels():
    deep = '{"a":' * 50_000 + "1" + "}" * 50_000
    assert text_of(f"<script type='application/json'>{deep}</script>") == []
