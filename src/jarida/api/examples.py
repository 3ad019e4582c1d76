"""One value for a JSON Schema: what its `examples` say, else something plain of its type. Pure."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
DEEPEST = 40
_PLAIN: dict[str, Any] = {"integer": 1, "number": 1.0, "boolean": False, "null": None}
_FORMATS = {"date-time": "2026-11-23T08:12:00Z", "date": "2026-11-23"}
REF = "#/components/schemas/"


def example_of(schema: Schema, known: Mapping[str, Schema], depth: int = 0) -> Any:
    """A value that the schema accepts; `known` are the schemas that others name."""
    if depth > DEEPEST:
        return None
    for word in ("example", "const", "default"):
        if word in schema and schema[word] is not None:
            return schema[word]
    for words in ("examples", "enum"):
        if schema.get(words):
            return schema[words][0]
    if "$ref" in schema:
        return example_of(known[schema["$ref"].removeprefix(REF)], known, depth + 1)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], known, depth + 1)
    return _of_type(schema, known, depth)


def _of_type(schema: Schema, known: Mapping[str, Schema], depth: int) -> Any:
    kind = schema.get("type")
    if kind == "object":
        members = schema.get("properties", {})
        return {name: example_of(member, known, depth + 1) for name, member in members.items()}
    if kind == "array":
        return [example_of(schema["items"], known, depth + 1)] if "items" in schema else []
    if kind == "string":
        return _FORMATS.get(schema.get("format", ""), "…")
    return _PLAIN.get(str(kind))
