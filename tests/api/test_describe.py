"""How the description is completed, and examples made."""

import shlex

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.api.describe import _parameter, curl, description
from jarida.api.examples import example_of
from jarida.api.reference import bounds, kind_of
from jarida.api.schemas import OutletName

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer"}, 1),
        ({"type": "integer", "examples": [7, 8]}, 7),
        ({"type": "string", "enum": ["a", "b"]}, "a"),
        ({"const": "x"}, "x"),
        ({"type": "string", "format": "date"}, "2026-11-23"),
        ({"type": "array", "items": {"type": "boolean"}}, [False]),
        ({"type": "array"}, []),
        ({"type": "object", "properties": {"a": {"type": "null"}}}, {"a": None}),
        ({"$ref": "#/components/schemas/Known"}, {"n": 1.0}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "…"),
        ({}, None),
    ],
)
def test_examples(schema, value):
    known = {"Known": {"type": "object", "properties": {"n": {"type": "number"}}}}
    assert example_of(schema, known) == value


def test_a_shape_that_holds_itself_has_an_end():
    known = {"Tree": {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Tree"}}}}
    assert example_of({"$ref": "#/components/schemas/Tree"}, known)["child"]["child"]


PLAIN = st.sampled_from([{"type": kind} for kind in ("integer", "number", "boolean", "null", "string")])
SCHEMAS = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        inner.map(lambda each: {"type": "array", "items": each}),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: {"anyOf": each}),
        st.dictionaries(st.sampled_from("abc"), inner).map(
            lambda each: {"type": "object", "properties": each, "required": list(each)}
        ),
    ),
    max_leaves=12,
)


@given(SCHEMAS)
def test_an_example_fits_its_schema(schema):
    assert jsonschema_rs.is_valid(schema, example_of(schema, {}))


def test_a_query_holds_no_null():
    found = _parameter(
        {
            "name": "day", "in": "query", "required": False, "examples": ["2026-11-23"],
            "schema": {
                "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "default": None, "title": "Day",
                "description": "Which.", "examples": ["2026-11-23"],
            },
        },
        None,
    )  # fmt: skip
    assert found == {
        "name": "day", "in": "query", "required": False, "description": "Which.", "example": "2026-11-23",
        "schema": {"type": "string", "format": "date"},
    }  # fmt: skip


def test_fields_name_the_members_of_their_shape():
    found = _parameter({"name": "fields", "in": "query", "required": False, "schema": {"type": "string"}}, OutletName)
    assert found["schema"]["pattern"] == "^(slug|name)(,(slug|name))*$"
    assert "`slug`, `name`" in found["description"]
    assert found["example"] == "slug,name"


def test_what_is_to_be_typed_is_one_command():
    document = description("https://presse.example", "Presse", "1")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            words = shlex.split(curl("https://presse.example", path, method, operation))
            assert words[0] == "curl"
            address = next(word for word in words if word.startswith("https://presse.example/api/v1/"))
            assert "{" not in address
            assert ("POST" in words) is (method == "post")


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string", "format": "date-time"}, "moment"),
        ({"type": "array", "items": {"type": "integer"}}, "list of integer"),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, "day or null"),
        ({"$ref": "#/components/schemas/Feed"}, '<a href="#shape-Feed">Feed</a>'),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "map of integer"),
        ({"enum": ["a<b"]}, "<code>a&lt;b</code>"),
        ({}, "any"),
    ],
)
def test_types_in_words(schema, said):
    assert str(kind_of(schema)) == said


def test_bounds_in_words():
    assert bounds({"minimum": 1, "maximum": 200, "default": 50}) == "1–200, default 50"
    assert bounds({}) == ""
