"""The reference: one page for people, made from the description. No script, nothing from elsewhere."""

import hashlib
import re
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

import jarida
from jarida.api.describe import TAGS, curl, description
from jarida.api.examples import REF
from jarida.api.problems import Kinds
from jarida.website.languages import site_name

Json = dict[str, Any]
POLICY = "public, max-age=300, must-revalidate"
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")


def described() -> Json:
    """The description of this installation's API."""
    return description(settings.OPTIONS.site_url, site_name(), jarida.__version__)


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponseBase:
    """The description as JSON."""
    return _public(request, msgspec.json.format(msgspec.json.encode(described()), indent=1), "application/json")


@require_safe
def reference(request: HttpRequest) -> HttpResponseBase:
    """The description as a page."""
    return _public(request, page().encode(), "text/html; charset=utf-8")


def _public(request: HttpRequest, body: bytes, content_type: str) -> HttpResponseBase:
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    held = [part.strip() for part in request.headers.get("If-None-Match", "")[:2000].split(",")]
    same = tag in held or tag.removeprefix("W/") in held
    answer = HttpResponseNotModified() if same else HttpResponse(body, content_type=content_type)
    answer["ETag"], answer["Cache-Control"] = tag, POLICY
    return answer


def page() -> str:
    """The reference as HTML."""
    document = described()
    base = document["servers"][0]["url"]
    return get_template("api/reference.html").render(
        {
            "title": document["info"]["title"], "version": document["info"]["version"],
            "about": paragraphs(document["info"]["description"]), "site_name": site_name(), "base": base,
            "groups": groups(document, base), "problems": [kind.value for kind in Kinds],
            "rate": settings.OPTIONS.api.rate, "shapes": shapes(document), "inline": inline,
        }
    )  # fmt: skip


def groups(document: Json, base: str) -> list[Json]:
    """The operations by tag, as the page has them."""
    found: dict[str, list[Json]] = {name: [] for name in TAGS}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append(_operation(base, path, method, operation, document))
    return [{"name": name, "about": TAGS[name], "operations": rows} for name, rows in found.items()]


def _operation(base: str, path: str, method: str, operation: Json, document: Json) -> Json:
    content = operation["responses"]["200"]["content"]["application/json"]
    answers = [(status, _answer(answer, document)) for status, answer in operation["responses"].items()]
    return {
        "id": operation["operationId"], "method": method.upper(), "path": path, "summary": operation["summary"],
        "about": paragraphs(operation.get("description", "")), "curl": curl(base, path, method, operation),
        "parameters": [_parameter(each) for each in operation["parameters"]], "shape": shape_name(content["schema"]),
        "example": _pretty(content["example"]), "keyed": {} not in operation["security"],
        "answers": [(status, text) for status, text in answers if status != "200"],
    }  # fmt: skip


def _answer(answer: Json, document: Json) -> str:
    if "$ref" in answer:
        answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return str(answer["description"])


def _parameter(parameter: Json) -> Json:
    schema = parameter["schema"]
    return {
        "name": parameter["name"], "in": parameter["in"], "required": parameter["required"],
        "about": inline(parameter.get("description", "")), "kind": kind_of(schema), "bounds": bounds(schema),
    }  # fmt: skip


def bounds(schema: Json) -> str:
    """What of a schema people need to know: least, most, the usual value."""
    said = []
    if "minimum" in schema or "maximum" in schema:
        said.append(f"{schema.get('minimum', '')}–{schema.get('maximum', '')}")
    if "default" in schema:
        said.append(f"default {_pretty(schema['default'])}")
    return ", ".join(said)


def shapes(document: Json) -> list[Json]:
    """The shapes of answers, with their members."""
    return [
        {"name": name, "about": inline(schema.get("description", "")), "members": _members(schema)}
        for name, schema in document["components"]["schemas"].items()
        if schema.get("type") == "object"
    ]


def _members(schema: Json) -> list[Json]:
    return [
        {"name": name, "kind": kind_of(member), "about": inline(member.get("description", ""))}
        for name, member in schema.get("properties", {}).items()
    ]


def kind_of(schema: Json) -> Markup:
    """The type of a value in a few words; shapes are links."""
    if "anyOf" in schema:
        return Markup(" or ").join(kind_of(each) for each in schema["anyOf"])
    if "$ref" in schema:
        name = shape_name(schema)
        return Markup('<a href="#shape-{0}">{0}</a>').format(name)
    if "enum" in schema:
        return Markup(" · ").join(Markup("<code>{}</code>").format(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return Markup("list of {}").format(kind_of(schema.get("items", {})))
    if isinstance(schema.get("additionalProperties"), dict):
        return Markup("map of {}").format(kind_of(schema["additionalProperties"]))
    words = {"date-time": "moment", "date": "day"}
    return escape(words.get(schema.get("format", ""), schema.get("type", "any")))


def shape_name(schema: Json) -> str:
    """The name of the shape that a schema refers to."""
    return str(schema.get("$ref", "")).removeprefix(REF)


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def paragraphs(text: str) -> list[Markup]:
    """Paragraphs of our own descriptions, which know `code` and **weight**."""
    return [inline(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]


def inline(text: str) -> Markup:
    """One paragraph, escaped before anything is made of it."""
    safe = str(escape(text))
    safe = _CODE.sub(r"<code>\1</code>", safe)
    return Markup(_STRONG.sub(r"<strong>\1</strong>", safe))  # noqa: S704 - escaped above
