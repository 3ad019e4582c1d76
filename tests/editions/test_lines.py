"""The scanner must agree with tomllib on what exists, and with the eye on where it stands."""

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from jarida.editions.lines import line_map, line_of

DOCUMENT = r'''# an edition
title = "# no comment [no.table] = here"

[edition]
names.ar = "المغرب"
names."en-x" = 'its'
when = 2024-04-22T10:00:00Z
text = !!!
[[outlets]]
name = "not a table"
!!!
quoted = """a "quoted" \""" word""""

[[outlets]]
name = "One"
feeds = [ # first
  "https://one.example/[feed]", "https://one.example/2",
  { url = "https://one.example/3", kind = "sitemap" },
]
[outlets.names]
fr = "Un"

[[outlets]]
"name" = "Two"
selectors = { title = "h1, h2", body = "a[href='}']" }
'''.replace("!!!", "'''")


def paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every path of a parsed document."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = set()
    for key, inner in members:
        found |= {(*path, key)} | paths(inner, (*path, key))
    return found


def test_document_is_toml_and_every_path_is_found():
    assert set(line_map(DOCUMENT)) == paths(tomllib.loads(DOCUMENT))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("edition",), 4),
        (("edition", "names"), 5),
        (("edition", "names", "ar"), 5),
        (("edition", "names", "en-x"), 6),
        (("edition", "text"), 8),
        (("edition", "quoted"), 12),
        (("outlets",), 14),
        (("outlets", 0), 14),
        (("outlets", 0, "feeds"), 16),
        (("outlets", 0, "feeds", 0), 17),
        (("outlets", 0, "feeds", 1), 17),
        (("outlets", 0, "feeds", 2), 18),
        (("outlets", 0, "feeds", 2, "kind"), 18),
        (("outlets", 0, "names"), 20),
        (("outlets", 0, "names", "fr"), 21),
        (("outlets", 1), 23),
        (("outlets", 1, "name"), 24),
        (("outlets", 1, "selectors", "body"), 25),
    ],
)
def test_lines_are_those_that_the_eye_sees(path, line):
    assert line_map(DOCUMENT)[path] == line


def test_a_value_without_a_line_is_where_its_table_is():
    lines = line_map("\n\n[[outlets]]\nname = 'x'\n")
    assert line_of(lines, ("outlets", 0, "homepage")) == 3
    assert line_of(lines, ("nothing", "of", "this")) == 1


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "a = 1", "a = 1 # end", "a = 'x'\r\nb = 2\r\n", "[a]"])
def test_small_documents(text):
    assert set(line_map(text)) == paths(tomllib.loads(text))


KEYS = st.text(alphabet="abc-_. \"'#[]=é\\", min_size=1, max_size=6)
SCALARS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet="ab\"'\\#[]{}=,\n é", max_size=12),
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(st.dictionaries(KEYS, VALUES | st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3), max_size=4))
def test_any_document_that_tomllib_reads_is_walked_to_its_end(data):
    text = tomlkit.dumps(data)
    parsed = tomllib.loads(text)
    lines = line_map(text)
    assert set(lines) == paths(parsed)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
