"""The text of a page that a browser would build from data inside it: an application's state as JSON.

Next.js (`__NEXT_DATA__`), Nuxt, Arc XP (`Fusion.globalContent`, whose text is a list of `content_elements`), WordPress
in an application (`content.rendered`), and what others keep alike. It is looked at only where the page's elements
hold hardly a text. No system's layout is known by heart: the object that has this page's title is looked for, and in it
the longest run of text. Everything is bounded.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from jarida.core.extraction.page import Page, words
from jarida.core.text.clean import clean_markup

MOST_SCRIPTS: Final = 40
LARGEST: Final = 5_000_000  # characters of one script
MOST_NODES: Final = 30_000
MOST_PIECES: Final = 2_000
LONGEST: Final = 500_000  # characters of a text
_ENOUGH: Final = 300
_ALIKE: Final = 0.6  # share of words that two titles have in common

_STATE = re.compile(
    r"(?:Fusion\.globalContent|__(?:NEXT_DATA|NUXT|APOLLO_STATE|PRELOADED_STATE|INITIAL_STATE|INITIAL_DATA|STATE)__)"
    r"[\"']?\]?\s*=\s*(?=[{\[])"
)
_TITLES: Final = ("title", "headline", "headlines", "name", "seoTitle", "webTitle", "pageTitle")
_TEXTS: Final = (
    "articleBody", "body", "content", "contentHtml", "bodyHtml", "body_html", "html", "text", "rendered", "value",
    "paragraph", "article_body", "fullText", "textHtml",
)  # fmt: skip
_KINDS: Final = ("type", "_type", "kind", "__typename", "name", "block", "model")
_TEXT_KIND = re.compile(
    r"text|paragraph|^p$|head(?:er|ing)|^h[2-4]$|subtitle|list|quote|html|body|prose", re.IGNORECASE
)
_OTHER_KIND = re.compile(r"image|video|embed|advert|\bad\b|promo|related|newsletter|caption|teaser", re.IGNORECASE)
_LINE_END = re.compile(r"</(?:p|div|h[1-6]|li|blockquote)>|<br\s*/?>|\n{2,}", re.IGNORECASE)
_UNSPOKEN = re.compile(r"<(script|style|figure|aside|iframe)\b.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)


def embedded_text(page: Page) -> list[str]:
    """The paragraphs of the object in the page's data that has its title; none where it cannot be told."""
    titles = [set(found) for title in _declared_titles(page) if (found := words(title))]
    own = [node for value in _values(page) for node in _nodes(value) if _is_own(node, titles)]
    return max((_paragraphs(node) for node in own[:20]), key=_length, default=[])


def _length(texts: list[str]) -> int:
    return sum(map(len, texts))


def _declared_titles(page: Page) -> list[str]:
    return [page.meta_text("og:title"), page.meta_text("twitter:title"), page.tree.findtext(".//title") or ""]


def _values(page: Page) -> Iterator[Any]:
    """What the page's scripts hold as JSON."""
    for script in page.index.tagged("script")[: 5 * MOST_SCRIPTS]:
        text = script.text or ""
        if not _ENOUGH < len(text) <= LARGEST:
            continue
        kind = (script.get("type") or "").lower()
        if "json" in kind and "ld+json" not in kind:
            yield _read(text, 0)
        elif not kind or "javascript" in kind or kind == "module":
            yield from (_read(text, found.end()) for found in islice(_STATE.finditer(text), 5))


def _read(text: str, start: int) -> Any:
    while start < len(text) and text[start].isspace():
        start += 1
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a value, outer before inner, without recursion."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_NODES:
        item = waiting.pop()
        seen += 1
        if isinstance(item, dict):
            yield item
            waiting.extend(reversed([inner for inner in item.values() if isinstance(inner, dict | list)]))
        elif isinstance(item, list):
            waiting.extend(reversed(item[:MOST_NODES]))


def _is_own(node: dict[str, Any], titles: list[set[str]]) -> bool:
    """Whether an object has the title that the page declares."""
    return any(_alike(set(words(said)), title) for said in _titles_of(node) for title in titles)


def _titles_of(node: dict[str, Any]) -> Iterator[str]:
    for key in _TITLES:
        value = node.get(key)
        values = value.values() if isinstance(value, dict) else (value,)
        yield from (said[:500] for said in islice(values, 8) if isinstance(said, str))


def _alike(own: set[str], title: set[str]) -> bool:
    """The page's title may hold the outlet's name beside the article's."""
    return len(own) >= 3 and len(own & title) >= _ALIKE * len(own) and len(own & title) >= _ALIKE * (len(title) - 4)


def _paragraphs(node: dict[str, Any]) -> list[str]:
    """The longest text in an object: one long string, or the pieces of one list."""
    best: list[str] = []
    for inner in _nodes(node):
        for key, value in inner.items():
            texts = _of_string(value) if isinstance(value, str) and key in _TEXTS else _of_list(value)
            if _length(texts) > _length(best):
                best = texts
    return best


def _of_string(value: str) -> list[str]:
    if len(value) < _ENOUGH:
        return []
    spoken = _UNSPOKEN.sub(" ", value[:LONGEST])
    lines = (clean_markup(line) for line in _LINE_END.split(spoken))
    return [line for line in lines if line]


def _of_list(value: Any) -> list[str]:
    """The texts of a list of pieces, where most of them are pieces of a text."""
    if not isinstance(value, list) or len(value) < 2:
        return []
    pieces = value[:MOST_PIECES]
    if all(isinstance(piece, str) for piece in pieces):
        return [text for piece in pieces if (text := clean_markup(piece[:LONGEST]))]
    texts = [_of_piece(piece) for piece in pieces]
    return [text for piece in texts for text in piece] if 2 * sum(map(bool, texts)) >= len(texts) else []


def _of_piece(piece: Any) -> list[str]:
    if not isinstance(piece, dict):
        return []
    kind = next((piece[key] for key in _KINDS if isinstance(piece.get(key), str)), "")
    if kind and (_OTHER_KIND.search(kind) or not _TEXT_KIND.search(kind)):
        return []
    said = _said(piece)
    if isinstance(said, str):
        lines = (clean_markup(line) for line in _LINE_END.split(_UNSPOKEN.sub(" ", said[:LONGEST])))
        return [line for line in lines if line]
    items = said if isinstance(said, list) else []
    return [text for item in items[:200] if (text := _of_item(item))]


def _said(piece: dict[str, Any]) -> Any:
    """What a piece says: a text, or the items of a list."""
    for key in (*_TEXTS, "items", "children"):
        if isinstance(value := piece.get(key), str | list) and value:
            return value
    return ""


def _of_item(item: Any) -> str:
    said = _said(item) if isinstance(item, dict) else item
    if isinstance(said, list):  # the spans of a paragraph
        said = "".join(str(_said(span)) for span in said[:200] if isinstance(span, dict))
    return clean_markup(said[:LONGEST]) if isinstance(said, str) else ""
