"""Mutated feeds and pages against the two parsers: nothing but a JaridaError, in bounded time and memory.

    python benchmarks/fuzz.py --seconds 60                       both, over documents that it makes itself
    python benchmarks/fuzz.py --only feeds --corpus FOLDER       the feed parser, over every file in FOLDER
    python benchmarks/fuzz.py --seed 7 --keep FOLDER             what failed is written there, made small

Seconds are of CPU and count for each parser. The same seed and corpus give the same documents. A case fails
if it raises anything but a JaridaError, takes more than 5 s of CPU, or lets the process hold more than 500 MB
(a mark that only rises: of several large cases the first is told). Exit status 1 if any case failed.
"""

import argparse
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jarida.core.errors import JaridaError, ParseError
from jarida.core.feeds import as_json, parse_feed

SLOWEST = 5.0  # seconds of CPU a document
HEAVIEST = 500  # MB that the process may hold
LARGEST = 8 << 20  # bytes of a document; the fetcher takes no larger feed
NOW = datetime(2026, 1, 1, tzinfo=UTC)

PIECES = tuple(
    piece.encode()
    for piece in (
        "<", ">", "&", "\0", "\x1b$B", "]]>", "<![CDATA[", "<!--", "-->", "<?", "<!DOCTYPE a [", '<!ENTITY a "b">',
        "&a;", "&#0;", "&#xD800;", "&amp;amp;lt;", "</item>", "<item>", "<entry>", "<p>", "</p>", "<table><tr><td>",
        "<svg><style>", "<script>", "</script>", "<template>", "<plaintext>", "<select>", "<a href='", '"', "'", "{",
        "[", "\\ud800", "xmlns:a=''", " xml:base='http://[' ", "http://[::1", "encoding='utf-7'", "<base href=//x",
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"', "\u202e", "ـ", "٩٩٩٩", "9" * 400,
        "99/99/9999", "<time datetime=9999-99-99T99:99:99+99:99>", "<meta property=og:image content=//[>",
    )
)  # fmt: skip
RAW = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\x80", b"\xed\xa0\x80", b"\xff" * 64)


def own_feeds() -> list[bytes]:
    """A few small feeds of every format."""
    items = "".join(
        f"<item><title>Titre {n} &amp; suite</title><link>https://x.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Mon, 0{n} Jan 2024 10:00:00 +0100</pubDate><dc:creator>A. B.</dc:creator>"
        f"<description><![CDATA[<p>Texte <b>gras</b> <img src='/i{n}.jpg'></p>]]></description></item>"
        for n in range(1, 8)
    )
    entries = "".join(
        f"<entry><id>urn:{n}</id><title type='html'>خبر &lt;b&gt;{n}&lt;/b&gt;</title><link href='/{n}'/>"
        f"<updated>2024-01-0{n}T00:00:00Z</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        f"<p>نص</p></div></content></entry>"
        for n in range(1, 8)
    )
    urls = "".join(f"<url><loc>https://x.example/{n}</loc><lastmod>2024-01-0{n}</lastmod></url>" for n in range(1, 8))
    item = '{"id":"1","url":"/1","content_html":"<p>a</p>","date_published":"2024-01-01","authors":[{"name":"A"}]}'
    texts = (
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title>{items}</channel></rss>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example/"><title>A</title>{entries}</feed>',
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
        f'{{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{item}]}}',
    )
    return [text.encode() for text in texts] + [texts[0].encode("utf-16"), texts[1].encode("cp1256", "replace")]


def own_pages() -> list[bytes]:
    """A few small pages with all that an extractor looks at."""
    body = "".join(
        f"<p>Paragraphe {n} avec assez de mots pour compter comme du texte de presse.</p>" for n in range(12)
    )
    data = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"T","datePublished":"2024-01-01"}'
    page = (
        f"<!doctype html><html lang=fr><head><title>T - X</title><meta property=og:title content=T>"
        f'<script type="application/ld+json">{data}</script></head><body><nav><a href=/a>A</a></nav><article><h1>T</h1>'
        f"<p class=byline>Par A. B.</p><time datetime=2024-01-01>1er janvier</time><img src=/i.jpg>{body}</article>"
        f"<ul><li><a href=/b>Lire aussi</a></li></ul><footer>© 2024</footer></body></html>"
    )
    arabic = page.replace("Paragraphe", "الفقرة").replace("lang=fr", "lang=ar dir=rtl")
    return [page.encode(), arabic.encode(), arabic.encode("cp1256", "replace")]


def mutate(body: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """The document with one to eight wounds."""
    for _ in range(dice.randint(1, 8)):
        body = dice.choice(WOUNDS)(body, others, dice)[:LARGEST]
    return body


def _flip(body: bytes, _: list[bytes], dice: random.Random) -> bytes:
    changed = bytearray(body)
    for _n in range(dice.randint(1, 20)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(body: bytes, _: list[bytes], dice: random.Random) -> bytes:
    return body[: dice.randint(0, len(body))]


def _remove(body: bytes, _: list[bytes], dice: random.Random) -> bytes:
    at = dice.randint(0, len(body))
    return body[:at] + body[at + dice.randint(1, 200) :]


def _insert(body: bytes, _: list[bytes], dice: random.Random) -> bytes:
    at = dice.randint(0, len(body))
    return body[:at] + dice.choice((*PIECES, *RAW)) + body[at:]


def _splice(body: bytes, others: list[bytes], dice: random.Random) -> bytes:
    other = dice.choice(others)
    at, start = dice.randint(0, len(body)), dice.randint(0, len(other))
    return body[:at] + other[start : start + dice.choice((50, 500, 5000))] + body[at:]


def _repeat(body: bytes, _: list[bytes], dice: random.Random) -> bytes:
    """One piece of the document, or of ours, many times over: nesting, bombs, long words."""
    at = dice.randint(0, len(body))
    piece = body[at : at + dice.randint(1, 200)] if dice.random() < 0.5 else dice.choice((*PIECES, *RAW))
    return body[:at] + piece * dice.choice((10, 300, 3000, 30_000 if dice.random() < 0.1 else 100)) + body[at:]


def _open_tags(body: bytes, _: list[bytes], dice: random.Random) -> bytes:
    name = dice.choice((b"div", b"b", b"a", b"table", b"span", b"item", b"p", b"font", b"li", b"section"))
    at = dice.randint(0, len(body))
    return body[:at] + b"<%s>" % name * dice.choice((5, 260, 3000)) + body[at:]


WOUNDS: tuple[Callable[[bytes, list[bytes], random.Random], bytes], ...] = (
    _flip, _flip, _cut, _remove, _insert, _insert, _splice, _repeat, _open_tags,
)  # fmt: skip


def read_feed(body: bytes) -> None:
    """The feed parser, and what the command line prints of it."""
    as_json(parse_feed(body, url="https://x.example/feed", now=NOW))


def read_page(body: bytes) -> None:
    """The page extractor."""
    from jarida.core.extraction.extract import extract

    try:
        extract(body, "https://x.example/2024/01/01/a")
    except JaridaError as error:
        # what no rule foresaw is told as a ParseError, with the defect behind it
        if type(error) is ParseError and error.__cause__ is not None:
            raise error.__cause__ from None
        raise


class _TooSlow(BaseException):
    """Ends a document that takes for ever; no handler of errors may hold it up."""


def _give_up(*_: object) -> None:
    raise _TooSlow


def complaint(read: Callable[[bytes], None], body: bytes) -> str:
    """What is wrong with how a document is read; "" if nothing is."""
    before, began = _held(), time.process_time()
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST * 2)
    try:
        read(body)
    except (JaridaError, _TooSlow):
        pass
    except Exception as error:  # what the fuzzer is there to find
        return f"{type(error).__name__}: {str(error)[:100]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    spent, held = time.process_time() - began, _held()
    if spent > SLOWEST:
        return f"slow: {spent:.1f} s of CPU"
    return f"heavy: {held} MB" if held > HEAVIEST > before else ""


def _held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def smaller(read: Callable[[bytes], None], body: bytes, kind: str) -> bytes:
    """The document with as much taken away as leaves its complaint; within a minute of CPU."""
    until, step = time.process_time() + 60, max(1, len(body) // 2)
    while step and time.process_time() < until:
        at = 0
        while at < len(body) and time.process_time() < until:
            less = body[:at] + body[at + step :]
            if complaint(read, less).partition(":")[0] == kind:
                body = less
            else:
                at += step
        step //= 2
    return body


@dataclass(slots=True)
class Run:
    """What a run has tried and found."""

    tried: int = 0
    slowest: float = 0.0
    failures: int = 0


def fuzz(name: str, read: Callable[[bytes], None], seeds: list[bytes], options: argparse.Namespace) -> Run:
    """Mutate and read for the seconds of CPU asked for; every kind of failure is told once, made small."""
    run, known, began = Run(), set[str](), time.process_time()
    for number, body in enumerate(_documents(seeds, options.seed)):
        if time.process_time() - began > options.seconds:
            break
        start = time.process_time()
        said = complaint(read, body)
        run.tried = number + 1
        run.slowest = max(run.slowest, time.process_time() - start)
        kind = said.partition(":")[0]
        if said and (said not in known):
            known.add(said if kind not in ("slow", "heavy") else kind)
            run.failures += 1
            less = body if kind == "heavy" else smaller(read, body, kind)
            print(f"{name}: case {number}: {said}: {len(less)} bytes: {less[:200]!r}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{name}-{options.seed}-{number}").write_bytes(less)
    return run


def _documents(seeds: list[bytes], seed: int) -> Iterator[bytes]:
    dice = random.Random(seed)
    while True:
        yield mutate(dice.choice(seeds), seeds, dice)


def corpus(folder: Path | None, own: list[bytes], most: int = 2000) -> list[bytes]:
    """Our own documents, and the files of a folder up to a megabyte each."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
    step = max(1, len(files) // most)
    return own + [body for path in files[::step] if 0 < len(body := path.read_bytes()) <= 1 << 20]


def main() -> int:
    """Fuzz what is asked for and say what was found."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--seconds", type=float, default=60.0, help="of CPU, for each parser")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=("feeds", "pages"))
    options.add_argument("--corpus", type=Path, help="a folder of documents to mutate besides our own")
    options.add_argument("--keep", type=Path, help="where to write the documents that failed")
    chosen = options.parse_args()
    failures = 0
    for name, read, own in (("feeds", read_feed, own_feeds()), ("pages", read_page, own_pages())):
        if chosen.only in (None, name):
            run = fuzz(name, read, corpus(chosen.corpus, own), chosen)
            failures += run.failures
            print(
                f"{name}: {run.tried} documents, slowest {run.slowest:.2f} s, {_held()} MB held at most, "
                f"{run.failures} kinds of failure"
            )
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
