"""A page read for the extractor playground, in a process of its own that may be killed at any moment.

One line of JSON on standard input (address, hints, whether to use the template), then the page's bytes; one
object on standard output. Nothing of Django here.
"""

import json
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Final

import lxml.html
import nh3

from jarida.core.errors import JaridaError
from jarida.core.extraction import as_json
from jarida.core.extraction.explain import Explanation, explain
from jarida.core.extraction.markup import decode
from jarida.core.extraction.model import Extraction, Hints
from jarida.core.extraction.templates.model import Template
from jarida.core.text.clean import clean, shorten

MEMORY: Final = 1 << 30
LONGEST_PREVIEW: Final = 600_000  # characters of sanitised markup
MOST_MARKED: Final = 20_000  # elements looked at for marking
LONGEST_VALUE: Final = 2_000
# what shows a page's order without asking anything of anybody: no images, no addresses, no styles, no forms
TAGS: Final = frozenset(
    "a abbr address article aside b blockquote br caption center cite code dd del details dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
DROPPED: Final = frozenset("script style noscript svg math template iframe object embed textarea select title".split())
BLOCKS: Final = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "td", "dd", "figcaption", "pre")


def report(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """What is found in a page, why, and the page itself made harmless with the found paragraphs marked."""
    hints = _hints(request)
    explanation = explain(body, request["url"], hints)
    extraction = explanation.extraction
    preview = _preview(decode(body, hints.content_type, hints.languages), extraction, request.get("direction", ""))
    return {
        "rows": _rows(explanation),
        "paragraphs": list(extraction.paragraphs),
        "blocks": [asdict(block) for block in explanation.blocks],
        "preview": preview,
    }


def _hints(request: dict[str, Any]) -> Hints:
    template = request.get("template")
    return Hints(
        outlet=request.get("outlet", ""),
        time_zone=request.get("time_zone") or "UTC",
        languages=tuple(request.get("languages", ())),
        content_type=request.get("content_type", ""),
        selectors=request.get("selectors", {}),
        template=Template.from_json(template) if template else None,
    )


def _rows(explanation: Explanation) -> list[dict[str, Any]]:
    """Field, value, origin and what else was looked at, of everything but the text."""
    extraction = explanation.extraction
    origins = {
        name: f"{found.origin}, {found.confidence:.0%}"
        for name, found in (("published", extraction.published), ("modified", extraction.modified))
        if found is not None
    }
    values = {name: value for name, value in as_json(extraction).items() if name not in ("url", "paragraphs")}
    values["limit"] = extraction.limit.value
    return [
        {
            "field": name,
            "value": shorten(_line(value), LONGEST_VALUE),
            "origin": origins.get(name, ""),
            "candidates": [asdict(each) for each in explanation.candidates.get(name, ())],
        }
        for name, value in values.items()
    ]


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("value") or " · ".join(str(part) for part in value.values() if part))
    if isinstance(value, list):
        return "\n".join(_line(each) for each in value)
    return "" if value is None else str(value)


def _preview(markup: str, extraction: Extraction, direction: str) -> str:
    """The page as a document of text alone, its found paragraphs within `mark` elements."""
    safe = nh3.clean(
        markup, tags=set(TAGS), attributes={"*": {"dir", "lang"}}, clean_content_tags=set(DROPPED), link_rel=None
    )
    marked = _marked(safe, extraction.paragraphs)[:LONGEST_PREVIEW]
    way = ' dir="rtl"' if direction == "rtl" else ""
    return (
        f'<!doctype html><html{way}><head><meta charset="utf-8"><title>page</title>'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head><body>{marked}</body></html>'
    )


def _marked(safe: str, paragraphs: Iterable[str]) -> str:
    wanted = {clean(paragraph) for paragraph in paragraphs}
    if not safe.strip() or not wanted:
        return safe
    tree = lxml.html.fragment_fromstring(safe, create_parent="div")
    for number, element in enumerate(tree.iter(*BLOCKS)):
        if number >= MOST_MARKED:
            break
        if element is not tree and clean(element.text_content()) in wanted:
            _mark(element)
    return str(lxml.html.tostring(tree, encoding="unicode"))


def _mark(element: lxml.html.HtmlElement) -> None:
    """Put all that an element holds into one `mark`, unless it was put into one with its parent."""
    if any(ancestor.tag == "mark" for ancestor in element.iterancestors()):
        return
    mark = lxml.html.Element("mark")
    mark.text, element.text = element.text, None
    mark.extend(list(element))
    element.append(mark)


def main() -> None:
    """Read one request, write one report: `{"error": …}` where it cannot be had."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    try:
        request = json.loads(sys.stdin.buffer.readline())
        answer = report(request, sys.stdin.buffer.read())
    except JaridaError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "needs more memory than a page may"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
