"""How answers are written: JSON, the XML of each protocol, or text. Nobody but the reader may keep them."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from lxml import etree

from jarida.core.text.clean import clean

JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
_TAGS = {"dict": "object", "list": "list", "str": "string"}
HEADERS: Mapping[str, str] = {"Cache-Control": "no-store, private"}


def text(content: str, status: int = 200, headers: Mapping[str, str] = HEADERS) -> HttpResponse:
    """A line of text."""
    return HttpResponse(content, status=status, content_type=TEXT, headers={**HEADERS, **headers})


def as_json(content: Any, status: int = 200) -> HttpResponse:
    """JSON."""
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(written, status=status, content_type=JSON, headers={**HEADERS})


def as_xml(root: Any, status: int = 200) -> HttpResponse:
    """An XML document."""
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(written, status=status, content_type=XML, headers={**HEADERS})


def google(content: Any, output: str) -> HttpResponse:
    """An answer of the Google Reader API: JSON, or where it is asked for the same as Google's XML."""
    if output != "xml":
        return as_json(content)
    return as_xml(_google_xml(content))


def _google_xml(value: Any, name: str = "") -> Any:
    """`<object>`, `<list>`, `<string>` and `<number>`, each with its name, as Google Reader wrote them."""
    tag = _TAGS.get(type(value).__name__, "number")
    element = etree.Element(tag, {"name": name} if name else {})
    if isinstance(value, dict):
        element.extend([_google_xml(each, key) for key, each in value.items()])
    elif isinstance(value, list):
        element.extend([_google_xml(each) for each in value])
    else:
        element.text = clean(str(value))
    return element


def fever(content: dict[str, Any], form: str, status: int = 200) -> HttpResponse:
    """An answer of Fever: JSON, or for `?api=xml` its XML, whose lists hold elements of their singular."""
    if form != "xml":
        return as_json(content, status)
    return as_xml(_fever_xml("response", content), status)


def _fever_xml(tag: str, value: Any) -> Any:
    element = etree.Element(tag)
    if isinstance(value, dict):
        element.extend([_fever_xml(key, each) for key, each in value.items()])
    elif isinstance(value, list):
        element.extend([_fever_xml(tag.removesuffix("s"), each) for each in value])
    else:
        element.text = clean(str(value))
    return element
