"""Feeds read by Jarida and by feedparser: CPU, entries found, memory.

    python benchmarks/feeds.py FOLDER-OR-TAR        every feed in it
    python benchmarks/feeds.py                      feeds of its own making

An entry is the same for both if its link, identifier or title is. CPU is the least of three rounds for Jarida
and one round for feedparser (the ratio is so at its least favourable by some percent). The peak of memory is
what the reading of the largest feed adds in a process of its own.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jarida.core.addresses import address_key
from jarida.core.errors import NotAFeed
from jarida.core.feeds import ParsedFeed, parse_feed
from jarida.core.feeds.markup import plain

NOW = datetime.now(UTC)
BASE = "https://x.example/feed"
_PEAK = """
import re, sys
from pathlib import Path
from jarida.core.feeds import parse_feed
def held():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
body = sys.stdin.buffer.read()
parse_feed(b"<rss/>")
before = held()
parse_feed(body, url="https://x.example/feed")
print(held() - before)
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One feed: how many entries both found, and the titles of those that only one did."""

    name: str
    both: int
    only_jarida: tuple[str, ...]
    only_feedparser: tuple[str, ...]


def own_feeds() -> dict[str, bytes]:
    """Feeds with and without full text, for a run without a corpus."""
    text = "".join(
        f"<p>Paragraphe {n} <a href='https://x.example/{n}'>avec un lien</a>, du texte.</p>" for n in range(30)
    )
    item = (
        "<item><title>Titre {n}</title><link>https://x.example/{n}</link><guid>{n}</guid><pubDate>Mon, 22 Apr 2024 "
        "10:00:00 +0100</pubDate><description>Un résumé</description><content:encoded><![CDATA[{text}]]>"
        "</content:encoded></item>"
    )
    start = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>R</title>'
    kinds = {"full text": (text, 30), "headlines": ("", 30), "many": ("", 1000)}
    return {
        name: (start + "".join(item.format(n=n, text=said) for n in range(count)) + "</channel></rss>").encode()
        for name, (said, count) in kinds.items()
    }


def read_corpus(path: Path | None) -> dict[str, bytes]:
    """Feeds by name: of a folder, of a tar (members below `feeds/`, or all), or our own."""
    if path is None:
        return own_feeds()
    if path.is_dir():
        return {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.is_file()}
    with tarfile.open(path) as tar:
        found = {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}  # type: ignore[union-attr]
    feeds = {name: body for name, body in found.items() if name.startswith("feeds/")}
    return feeds or found


def compare(name: str, body: bytes) -> Comparison:
    """What each finds in one feed."""
    try:
        ours = parse_feed(body, url=BASE, now=NOW)
    except NotAFeed:
        ours = ParsedFeed("")
    theirs = feedparser.parse(body).entries
    our_keys = [_keys(entry.url, entry.id, entry.title) for entry in ours.entries]
    their_keys = [_keys(entry.get("link", ""), entry.get("id", ""), entry.get("title", "")) for entry in theirs]
    known, wanted = set().union(*our_keys), set().union(*their_keys)
    return Comparison(
        name,
        sum(bool(keys & known) for keys in their_keys),
        tuple(entry.title for entry, keys in zip(ours.entries, our_keys, strict=True) if not keys & wanted),
        tuple(entry.get("title", "") for entry, keys in zip(theirs, their_keys, strict=True) if not keys & known),
    )


def _keys(url: str, identifier: str, title: str) -> set[str]:
    # an entry that says none of these is like any other such entry
    return {key for key in (address_key(url), identifier.strip(), plain(title, 200)) if key} or {"nameless"}


def cpu(read: Callable[[bytes], Any], bodies: Sequence[bytes], rounds: int) -> float:
    """The least CPU in seconds of so many rounds over all feeds."""
    return min(_round(read, bodies) for _ in range(rounds))


def _round(read: Callable[[bytes], Any], bodies: Sequence[bytes]) -> float:
    began = time.process_time()
    for body in bodies:
        read(body)
    return time.process_time() - began


def _ours(with_content: bool) -> Callable[[bytes], None]:
    def read(body: bytes) -> None:
        try:
            parse_feed(body, url=BASE, now=NOW, with_content=with_content)
        except NotAFeed:
            return

    return read


def peak(body: bytes) -> float:
    """The megabytes that reading a feed adds to a process."""
    done = subprocess.run([sys.executable, "-c", _PEAK], input=body, capture_output=True, check=True)
    return float(done.stdout)


def lines(found: Sequence[Comparison]) -> Iterator[str]:
    """The entries in all, and each feed in which the two differ."""
    both = sum(one.both for one in found)
    lost, more = sum(len(one.only_feedparser) for one in found), sum(len(one.only_jarida) for one in found)
    yield f"entries: {both} by both, {more} only by Jarida, {lost} only by feedparser"
    for one in found:
        if one.only_jarida or one.only_feedparser:
            yield f"  {one.name}: +{len(one.only_jarida)} -{len(one.only_feedparser)} {one.only_feedparser[:3]}"


def main() -> int:
    """Measure, and say it; status 1 if an entry was lost."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("corpus", type=Path, nargs="?")
    options.add_argument("--json", action="store_true", help="one JSON object instead of text")
    chosen = options.parse_args()
    corpus = read_corpus(chosen.corpus)
    bodies = list(corpus.values())
    found = [compare(name, body) for name, body in corpus.items()]
    full, light = cpu(_ours(True), bodies, 3), cpu(_ours(False), bodies, 3)
    theirs, largest = cpu(feedparser.parse, bodies, 1), max(bodies, key=len)
    figures = {
        "feeds": len(bodies), "ms_with_content": full / len(bodies) * 1000, "ms_without": light / len(bodies) * 1000,
        "ms_feedparser": theirs / len(bodies) * 1000, "ratio_with_content": theirs / full,
        "ratio_without": theirs / light, "largest_mb": len(largest) / 2**20, "peak_mb": peak(largest),
        "lost": sum(len(one.only_feedparser) for one in found),
    }  # fmt: skip
    if chosen.json:
        print(json.dumps({name: round(value, 2) for name, value in figures.items()}))
    else:
        print(*lines(found), sep="\n")
        print(*(f"{name:20} {value:10.2f}" for name, value in figures.items()), sep="\n")
    return 1 if figures["lost"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
