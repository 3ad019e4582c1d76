"""JSON Feed 1.0 and 1.1 (jsonfeed.org). Fields of a wrong type are as good as missing."""

import html
import json
import re
from typing import Any

from jarida.core.errors import NotAFeed
from jarida.core.feeds.bounds import MAX_TITLE
from jarida.core.feeds.markup import plain
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.newest import newest
from jarida.core.feeds.raw import RawEntry, Reading, finish

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def read_json_feed(text: str, reading: Reading) -> ParsedFeed:
    """The feed in a JSON document; raises NotAFeed."""
    document = _document(text, reading)
    items = document.get("items")
    if not isinstance(items, list) or not ("jsonfeed.org" in _text(document, "version") or "title" in document):
        raise NotAFeed("this JSON is not a JSON Feed")
    language = reading.language(_text(document, "language"))
    chosen = newest([item for item in items if isinstance(item, dict)], lambda item: _moment(item, reading), reading)
    entries = (finish(_entry(item, language), reading) for item in chosen)
    home = _text(document, "home_page_url")
    return ParsedFeed(
        format="json-feed-1",
        title=plain(html.escape(_text(document, "title"), quote=False), MAX_TITLE),
        language=language,
        home=reading.address(home, what="home") if home else "",
        entries=tuple(entries),
        hub=_hub(document),
        self_url=_text(document, "feed_url"),
    )


def _document(text: str, reading: Reading) -> dict[str, Any]:
    try:
        document = json.loads(text, strict=False)
    except RecursionError as error:
        raise NotAFeed("this JSON is nested too deeply") from error
    except ValueError as error:
        document = _whole_items(text, reading)
        if document is None:
            raise NotAFeed("this JSON cannot be read") from error
    if not isinstance(document, dict):
        raise NotAFeed("this JSON is not a JSON Feed")
    return document


def _whole_items(text: str, reading: Reading) -> dict[str, Any] | None:
    """What is whole of a document that is cut off or broken: what stands before the items, and the items."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    decoder, items = json.JSONDecoder(strict=False), []
    position = start.end()
    while True:
        between = _BETWEEN.match(text, position)
        try:
            item, position = decoder.raw_decode(text, between.end() if between else position)
        except (ValueError, RecursionError):
            break
        items.append(item)
    reading.problems.add("the document is cut off; its whole entries are kept")
    return {**_head(text[: start.start()]), "items": items}


def _head(text: str) -> dict[str, Any]:
    try:
        head = json.loads(text.rstrip().rstrip(",") + "}", strict=False)
    except (ValueError, RecursionError):
        return {"title": ""}
    return head if isinstance(head, dict) else {"title": ""}


def _text(item: dict[str, Any], *keys: str) -> str:
    for key in keys:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value.encode("utf-8", "replace").decode("utf-8")
        if isinstance(value, int) and not isinstance(value, bool) and key == "id":
            return str(value)[:100]
    return ""


def _objects(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = item.get(key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _moment(item: dict[str, Any], reading: Reading) -> float:
    moment = reading.date([_text(item, "date_published", "date_modified")], note=False)
    return moment.timestamp() if moment else 0.0


def _entry(item: dict[str, Any], language: str) -> RawEntry:
    plain_text = _text(item, "content_text")
    return RawEntry(
        id=_text(item, "id"),
        links=[link for link in (_text(item, "url"), _text(item, "external_url"), _permalink(item)) if link],
        title=_text(item, "title"),
        published=[date for date in (_text(item, "date_published"),) if date],
        updated=[date for date in (_text(item, "date_modified"),) if date],
        authors=[
            _text(person, "name")
            for person in [*_objects(item, "authors"), *_objects({"author": [item.get("author")]}, "author")]
        ],
        summary=html.escape(_text(item, "summary"), quote=False),
        content=_text(item, "content_html") or html.escape(plain_text, quote=False),
        language=_text(item, "language") or language,
        images=[_text(item, "image", "banner_image"), *_pictures(item)],
        tags=_strings(item.get("tags")),
    )


def _permalink(item: dict[str, Any]) -> str:
    said = _text(item, "id")
    return said if said.startswith(("http://", "https://")) else ""


def _pictures(item: dict[str, Any]) -> list[str]:
    return [
        _text(part, "url") for part in _objects(item, "attachments") if _text(part, "mime_type").startswith("image/")
    ]


def _strings(value: Any) -> list[str]:
    return (
        [part.encode("utf-8", "replace").decode("utf-8") for part in value if isinstance(part, str)]
        if isinstance(value, list)
        else []
    )


def _hub(document: dict[str, Any]) -> str:
    hubs = [_text(hub, "url") for hub in _objects(document, "hubs") if _text(hub, "type").lower() == "websub"]
    return hubs[0] if hubs else ""
