import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.markup import parse
from jarida.core.extraction.structured import MOST_BLOCKS, MOST_NODES, read_json_ld, text_of, types_of


def read(*blocks):
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return read_json_ld(parse(f"<html><head>{scripts}</head><body>x</body></html>"))


ARTICLE = '{"@type": "NewsArticle", "headline": "Titre"}'


@pytest.mark.parametrize(
    "block",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f"[[{ARTICLE}]]",
        f'{{"@graph": [{ARTICLE}]}}',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"/* <![CDATA[ */{ARTICLE}",
        ARTICLE + ";",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace("Titre", "Ti\ntre"),
        ARTICLE + "} trailing rubbish",
        ARTICLE.replace('"', "&quot;"),
        ARTICLE.replace("NewsArticle", "http://schema.org/ReportageNewsArticle"),
        ARTICLE.replace('"NewsArticle"', '["Thing", "schema:BlogPosting"]'),
    ],
)
def test_articles_are_found_in_whole_and_broken_blocks(block):
    assert [text_of(node["headline"]).replace(" ", "") for node in read(block).articles()] == ["Titre"]


@pytest.mark.parametrize(
    "block", ["", "{", "null", "[1, 2]", '"text"', "{'a': 1}", "<html>", "[" * 100_000, '{"a":' * 50_000]
)
def test_hopeless_blocks_are_left_out(block):
    assert read(block, ARTICLE).articles()[0]["headline"] == "Titre"


def test_ten_thousand_blocks_are_bounded():
    assert len(read(*[ARTICLE] * 10_000).nodes) == MOST_BLOCKS


def test_ten_thousand_objects_are_bounded():
    assert len(read(json.dumps([{"@type": "Thing"}] * 20_000)).nodes) <= MOST_NODES


def test_references_are_resolved_once():
    found = read('{"@graph": [{"@id": "#a", "@type": "Person", "name": "Ida", "knows": {"@id": "#a"}}]}')
    assert found.resolve({"@id": "#a"})["name"] == "Ida"
    assert found.resolve({"@id": "#b"}) == {"@id": "#b"}
    assert found.resolve("text") == "text"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (["", {"name": "b"}], "b"),
        ({"@value": "c"}, "c"),
        ([["d"]], "d"),
        (None, ""),
        (7, ""),
        ({}, ""),
        ("&lt;b&gt;e&lt;/b&gt;", "e"),
        ("l&#039;&amp;eacute;t&amp;eacute;", "l'été"),
    ],
)
def test_text_of_whatever_stands_there(value, text):
    assert text_of(value) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_survived(value):
    for node in read(json.dumps(value).replace("<", "")).nodes:
        types_of(node)
        text_of(node)
