"""CSS selectors of an edition, as XPath.

The part of CSS that reviewed selectors need: type, `*`, `.class`, `#id`, `[attribute]` with `=`, `~=`,
`^=`, `$=`, `*=`, the descendant and child combinators, and lists (Selectors Level 4, §4, §6, §14, §15).
"""

import re
from functools import lru_cache
from typing import Any, Final

import lxml.html
from lxml import etree

from jarida.core.errors import ParseError

FIELDS: Final = ("title", "authors", "published", "body", "image", "section", "remove")
_NAME = r"-?[^\W\d][\w-]*"
_PART = re.compile(
    rf"""(?P<combinator>\s*>\s*|\s+) | (?P<type>\*|{_NAME}) | \.(?P<class>{_NAME}) | \#(?P<id>{_NAME})
    | \[\s*(?P<attribute>{_NAME})\s*(?:(?P<operator>[~^$*]?=)\s*(?P<quote>["']?)(?P<value>[^"'\]]*)(?P=quote)\s*)?\]""",
    re.VERBOSE,
)


@lru_cache(maxsize=512)
def to_xpath(selector: str) -> str:
    """The XPath of a CSS selector. Raises ParseError, naming the selector, where it is wrong or beyond us."""
    return " | ".join(_alternative(part.strip(), selector) for part in selector.split(","))


def select(tree: lxml.html.HtmlElement, selector: str) -> list[lxml.html.HtmlElement]:
    """The elements that a selector names, in the document's order."""
    found: Any = etree.XPath(to_xpath(selector))(tree)
    return list(found)


def _alternative(text: str, selector: str) -> str:
    if not text:
        raise ParseError("is no CSS selector: a part of the list is empty", subject=selector)
    path, conditions, kind, at = "", "", "*", 0
    axis = "//"
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            raise ParseError(f"is no CSS selector that is understood, at {text[at:]!r}", subject=selector)
        if match["combinator"] is not None:
            path, conditions, kind = path + axis + kind + conditions, "", "*"
            axis = "/" if ">" in match["combinator"] else "//"
        elif match["type"] is not None:
            kind = match["type"].lower()
        else:
            conditions += f"[{_condition(match)}]"
        at = match.end()
    return path + axis + kind + conditions


def _condition(match: re.Match[str]) -> str:
    if match["class"] is not None:
        return _word("class", match["class"])
    if match["id"] is not None:
        return f"@id = '{match['id']}'"
    name, operator, value = match["attribute"].lower(), match["operator"], match["value"] or ""
    if operator is None:
        return f"@{name}"
    if not value and operator != "=":
        return "false()"
    tests = {
        "=": f"@{name} = '{value}'",
        "~=": _word(name, value),
        "^=": f"starts-with(@{name}, '{value}')",
        "$=": f"substring(@{name}, string-length(@{name}) - {len(value) - 1}) = '{value}'",
        "*=": f"contains(@{name}, '{value}')",
    }
    return tests[operator]


def _word(attribute: str, value: str) -> str:
    return f"contains(concat(' ', normalize-space(@{attribute}), ' '), ' {value} ')"
