import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.markup import parse
from jarida.core.extraction.structured import LARGEST_IN_ALL, MOST_BLOCKS, MOST_NODES, read_json_ld, text_of, types_of


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


def test_blocks_are_bounded_together(monkeypatch):
    loaded = []
    loads = json.loads
    monkeypatch.setattr("json.loads", lambda text, **how: loaded.append(len(text)) or loads(text, **how))
    read(*[json.dumps([{"@type": "Thing", "name": "x" * 500_000}])] * 50)
    assert sum(loaded) <= LARGEST_IN_ALL


def test_references_in_a_ring_are_followed_one_step():
    ring = ",".join(
        f'{{"@id": "#{i}", "@type": "Person", "knows": {{"@id": "#{(i + 1) % 1000}"}}}}' for i in range(1000)
    )
    found = read(f'{{"@graph": [{ring}]}}')
    assert found.resolve({"@id": "#7"})["knows"] == {"@id": "#8"}
    assert found.resolve({"@id": ["#7"]}) == {"@id": ["#7"]}


def test_objects_of_types_come_in_the_pages_order():
    found = read('[{"@type": "Person", "name": "a"}, {"@type": ["Thing", "WebSite"], "name": "b"}]')
    assert [node["name"] for node in found.of_types("WebSite", "Person")] == ["a", "b"]
    assert list(found.of_types("Place")) == []


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
