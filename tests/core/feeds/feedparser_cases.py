"""A thin adapter: what feedparser's own tests expect, asked of Jarida's parser.

Each case is a feed whose first comment holds `Expect: <Python expression>`. Only comparisons about things
that Jarida keeps are asked; text is compared as the text that a reader sees, since Jarida's titles and
summaries are plain by design.
"""

import ast
import html
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jarida.core.errors import NotAFeed
from jarida.core.feeds import Entry, ParsedFeed, parse_feed
from jarida.core.feeds.charset import understand
from jarida.core.feeds.markup import plain
from jarida.core.feeds.problems import Problems

_EXPECT = re.compile(rb"Expect:\s*(.*?)\s*(?:-->|\n)", re.DOTALL)
_HEADER = re.compile(rb"Header:\s*([\w-]+):\s*(.*?)\s*\n")
_ENCODING = re.compile(r"\bencoding == '([^']+)'")
BASE = "http://127.0.0.1:8097/"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
UNKNOWN = object()


@dataclass(frozen=True)
class Case:
    """One feed of feedparser's tests."""

    name: str
    body: bytes
    expect: str
    headers: dict[str, str]

    @property
    def group(self) -> str:
        return self.name.split("/")[-2]

    def parse(self) -> ParsedFeed | None:
        url = self.headers.get("content-location", BASE)
        url = url if url.startswith("http") else BASE
        try:
            return parse_feed(self.body, url=url, content_type=self.headers.get("content-type", ""), now=NOW)
        except NotAFeed:
            return None


def read_cases(archive: Path) -> Iterator[Case]:
    with tarfile.open(archive, "r:xz") as tar:
        for member in tar:
            if not member.name.endswith(".xml"):
                continue
            file = tar.extractfile(member)
            body = file.read() if file else b""
            yield _case(member.name, body)


def _case(name: str, body: bytes) -> Case:
    readable = body[2:].replace(b"\0", b"") if b"\0" in body[:40] else body
    expect = _EXPECT.search(readable)
    headers = {key.decode().lower(): value.decode() for key, value in _HEADER.findall(readable)}
    return Case(name, body, expect[1].decode("utf-8", "replace") if expect else "", headers)


def comparisons(expect: str) -> Iterator[tuple[str, list[Any], Any]]:
    """The `feed[...] == value` and `entries[n][...] == value` parts: (what, path, value)."""
    try:
        tree = ast.parse(expect, mode="eval").body
    except SyntaxError:
        return
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    for part in parts:
        if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq):
            path = _path(part.left)
            try:
                value = ast.literal_eval(part.comparators[0])
            except ValueError:
                continue
            if path:
                yield str(path[0]), path[1:], value


def encoding_agrees(case: Case) -> bool | None:
    """Whether a case about encodings is understood as it means; None if it asks for nothing that Jarida keeps.

    `encoding == …` asks for the text that these bytes are in that encoding: labels that stand for another
    (us-ascii, gb2312) and documents that are plain ASCII make no difference. `bozo` is feedparser's own word.
    """
    wanted = _ENCODING.search(case.expect)
    if wanted:
        text, _ = understand(case.body, case.headers.get("content-type", ""), Problems())
        return text.lstrip("\ufeff") == case.body.decode(wanted[1], "replace").lstrip("\ufeff")
    asked = [
        _said_agrees(case, part) for part in case.expect.split(" and ") if part.strip() not in ("bozo", "not bozo")
    ]
    known = [said for said in asked if said is not None]
    return all(known) if known else None


def _said_agrees(case: Case, part: str) -> bool | None:
    part = re.sub(r"entries\[0\]\.(\w+)", r"entries[0]['\1']", part)
    number = re.fullmatch(r"ord\((.*)\) == (\d+)", part)
    part = f"{number[1]} == {chr(int(number[2]))!r}" if number else part
    feed = case.parse()
    for what, path, value in comparisons(part):
        found = answer(feed, what, path)
        return None if found is UNKNOWN else agrees(found, value)
    return feed is not None if part.strip() == "1" else None


def _path(node: ast.expr) -> list[Any]:
    steps: list[Any] = []
    while isinstance(node, ast.Subscript):
        if not isinstance(node.slice, ast.Constant):
            return []
        steps.append(node.slice.value)
        node = node.value
    return [node.id, *reversed(steps)] if isinstance(node, ast.Name) else []


def answer(feed: ParsedFeed | None, what: str, path: list[Any]) -> Any:
    """What Jarida says where feedparser's path points; UNKNOWN if it does not keep such a thing."""
    if what == "feed" and len(path) == 1:
        return _of_feed(feed, str(path[0]))
    if what == "feed" and path == ["title_detail", "value"]:
        return feed.title if feed else None
    if what != "entries" or len(path) < 2:
        return UNKNOWN
    entries = feed.entries if feed else ()
    entry = entries[path[0]] if path[0] < len(entries) else None
    return _of_entry(entry, path[1:])


def _of_feed(feed: ParsedFeed | None, key: str) -> Any:
    known = {"title": "title", "link": "home", "language": "language"}
    if key not in known:
        return UNKNOWN
    return getattr(feed, known[key]) if feed else None


def _dated(entry: Entry) -> Any:
    return entry.updated or entry.published


# feedparser's keys below an entry, in their order, and what Jarida keeps of each
_OF_ENTRY: dict[tuple[Any, ...], Any] = {
    ("title",): lambda entry: entry.title,
    ("title_detail", "value"): lambda entry: entry.title,
    ("link",): lambda entry: entry.url,
    ("links", 0, "href"): lambda entry: entry.url,
    ("id",): lambda entry: entry.id,
    ("guid",): lambda entry: entry.id,
    ("summary",): lambda entry: (entry.summary, entry.content),
    ("description",): lambda entry: (entry.summary, entry.content),
    ("summary_detail", "value"): lambda entry: (entry.summary, entry.content),
    ("content", 0, "value"): lambda entry: (plain(entry.content, 10**6), entry.content),
    ("content", 0, "language"): lambda entry: entry.language,
    ("language",): lambda entry: entry.language,
    ("published_parsed",): lambda entry: entry.published,
    ("created_parsed",): lambda entry: entry.published,
    ("issued_parsed",): lambda entry: entry.published,
    ("updated_parsed",): _dated,
    ("modified_parsed",): _dated,
    ("date_parsed",): _dated,
    ("author",): lambda entry: "".join(entry.authors[:1]),
    ("author_detail", "name"): lambda entry: "".join(entry.authors[:1]),
    ("authors", 0, "name"): lambda entry: "".join(entry.authors[:1]),
    ("category",): lambda entry: "".join(entry.tags[:1]),
    ("tags", 0, "term"): lambda entry: "".join(entry.tags[:1]),
    ("tags", 1, "term"): lambda entry: "".join(entry.tags[1:2]),
    ("media_thumbnail", 0, "url"): lambda entry: "".join(entry.images[-1:]),
}


def _of_entry(entry: Entry | None, path: list[Any]) -> Any:
    said = _OF_ENTRY.get(tuple(path))
    if said is None:
        return UNKNOWN
    return said(entry) if entry else None


def agrees(found: Any, value: Any) -> bool:
    """Whether what Jarida says means what feedparser's test expects."""
    if isinstance(found, datetime):
        return isinstance(value, tuple) and found.utctimetuple()[:6] == value[:6]
    if isinstance(found, tuple) and len(found) == 2 and isinstance(value, str):
        return any(_same(part, value) for part in found)
    if isinstance(found, str) and isinstance(value, str):
        return _same(found, value) or found == value.split("-")[0].split("_")[0].lower()
    return bool(found == value)


def _same(found: str, value: str) -> bool:
    def text(said: str) -> str:
        return "".join(plain(said, 10**6).split())

    return found == value or text(found) == text(value) or text(html.escape(found)) == text(value)
