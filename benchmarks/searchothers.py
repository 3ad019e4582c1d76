"""The articles and questions of `search.py` in the PyPI packages `tantivy` and `reader`, on what they can do of them.

    python -m benchmarks.searchothers tantivy|reader FOLDER ARTICLES QUERIES

tantivy: its own tokenizer (lower case, no stems, no clitics); dates, outlet and language are fast fields; a page
newest first sorts all hits by date. reader: an entry an article in one feed an outlet, FTS5 with unicode61; it has
no dates, outlets by name or languages to search by, no facets; newest first is its order "recent". What a package
cannot be asked is left out. Neither has Jarida's analysis: a question does not find the same articles.
"""

import itertools
import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import psutil

from benchmarks.common import cpu_seconds, watch_memory
from benchmarks.searchdata import Press
from benchmarks.searchqueries import Question, Questions, kinds
from benchmarks.searchworker import LONGEST, WARM, forget_files, memory, say, timed

PAGE = 30


class Tantivy:
    """The package tantivy: Lucene's like in Rust."""

    calls = ("date", "relevance", "count", "facets")

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("title")
        schema.add_text_field("body")
        schema.add_integer_field("number", stored=True)
        schema.add_integer_field("outlet", indexed=True, fast=True)
        schema.add_text_field("language", tokenizer_name="raw", fast=True)
        schema.add_date_field("at", indexed=True, fast=True)
        schema.add_integer_field("second", indexed=True, fast=True)
        self.schema = schema.build()
        self.index = tantivy.Index(self.schema, path=str(folder))

    def build(self, press: Press, articles: int) -> None:
        """Index the articles on one thread."""
        writer = self.index.writer(200_000_000, 1)
        for made in press.articles(articles):
            writer.add_document(
                self.tantivy.Document(
                    title=made.title, body=made.text, number=made.number, outlet=made.outlet, language=made.language,
                    at=made.at, second=int(made.at.timestamp()),
                )
            )  # fmt: skip
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Ready to be asked."""
        self.index.reload()
        self.searcher = self.index.searcher()

    def can(self, question: Question) -> bool:
        """Everything."""
        return True

    def query(self, question: Question) -> Any:
        """A question as its query."""
        query, must = self.tantivy.Query, self.tantivy.Occur.Must
        fields = ["title", "body"]
        parts = [(must, self.index.parse_query(f'"{word}"', fields)) for word in question.words]
        if question.phrase:
            parts.append((must, self.index.parse_query(f'"{question.phrase}"', fields)))
        if question.prefix:
            begins = [query.regex_query(self.schema, field, question.prefix.lower() + ".*") for field in fields]
            parts.append((must, query.boolean_query([(self.tantivy.Occur.Should, one) for one in begins])))
        if question.without:
            parts.append((self.tantivy.Occur.MustNot, self.index.parse_query(f'"{question.without}"', fields)))
        if question.outlet:
            parts.append((must, query.term_query(self.schema, "outlet", question.outlet)))
        if question.language:
            parts.append((must, query.term_query(self.schema, "language", question.language)))
        if question.first and question.before:
            first, last = (
                int(datetime.combine(day, clock(), UTC).timestamp()) for day in (question.first, question.before)
            )
            integer = self.tantivy.FieldType.Integer
            parts.append((must, query.range_query(self.schema, "second", integer, first, last, True, False)))
        return query.boolean_query(parts)

    def call(self, name: str) -> Callable[[Any], Any]:
        """What is timed."""
        facets = {"outlets": {"terms": {"field": "outlet"}}, "languages": {"terms": {"field": "language"}}}
        calls = {
            "date": lambda query: self.searcher.search(query, PAGE, count=False, order_by_field="second"),
            "relevance": lambda query: self.searcher.search(query, PAGE, count=False),
            "count": lambda query: self.searcher.search(query, 1, count=True).count,
            "facets": lambda query: self.searcher.aggregate(query, facets),
        }
        return calls[name]


class Reader:
    """The package reader: a feed reader's library on SQLite."""

    calls = ("date", "relevance", "count")

    def __init__(self, folder: Path) -> None:
        from reader import make_reader

        self.reader = make_reader(str(folder / "reader.sqlite"), search_enabled=True)

    def build(self, press: Press, articles: int) -> None:
        """Add the articles as entries, then let it index them."""
        feeds: set[str] = set()
        for made in press.articles(articles):
            feed = f"https://o{made.outlet}.example/feed"
            if feed not in feeds:
                feeds.add(feed)
                self.reader.add_feed(feed)
            self.reader.add_entry(
                {
                    "feed_url": feed,
                    "id": str(made.number),
                    "title": made.title,
                    "published": made.at,
                    "summary": made.text,
                }
            )
        self.reader.update_search()

    def open(self) -> None:
        """Ready to be asked."""

    def can(self, question: Question) -> bool:
        """It has no dates or languages to search by."""
        return not (question.first or question.language)

    def query(self, question: Question) -> Any:
        """A question as its query, which is FTS5's, and the feed."""
        parts = [f'"{word}"' for word in question.words]
        parts += [f'"{question.phrase}"'] if question.phrase else []
        parts += [f'"{question.prefix}"*'] if question.prefix else []
        text = " AND ".join(parts) + (f' NOT "{question.without}"' if question.without else "")
        return text, f"https://o{question.outlet}.example/feed" if question.outlet else None

    def call(self, name: str) -> Callable[[Any], Any]:
        """What is timed."""
        find = self.reader.search_entries
        calls = {
            "date": lambda query: list(self._found(find, query, sort="recent", limit=PAGE)),
            "relevance": lambda query: list(self._found(find, query, limit=PAGE)),
            "count": lambda query: self._found(self.reader.search_entry_counts, query),
        }
        return calls[name]

    def _found(self, find: Callable[..., Any], query: tuple[str, str | None], **options: Any) -> Any:
        text, feed = query
        if text:
            return find(text, feed=feed, **options)
        return self.reader.get_entries(feed=feed, **options) if options else self.reader.get_entry_counts(feed=feed)


def ask(package: Tantivy | Reader, folder: Path, press: Press, queries: int) -> dict[str, Any]:
    """The times of each kind that the package can be asked."""
    found = {}
    for name, call, questions in kinds(Questions(press, queries)):
        wanted = [question for question in questions if package.can(question)]
        if call in package.calls and wanted:
            found[name] = ask_kind(package, folder, package.call(call), wanted)
            say(f"{type(package).__name__}, {name}: {len(found[name]['warm'])} asked")
    return found


def ask_kind(package: Any, folder: Path, asking: Callable[[Any], Any], questions: list[Question]) -> dict[str, Any]:
    """Cold and warm times of one kind."""
    built = list(map(package.query, questions))
    forget_files(folder)
    end = time.monotonic() + LONGEST
    cold, warm = [], []
    for query in itertools.takewhile(lambda _: time.monotonic() < end, built):
        cold.append(timed(asking, query)[0])
        warm.append(min(timed(asking, query)[0] for _ in range(WARM)))
    return {"cold": cold, "warm": warm}


def main() -> None:
    """Build, ask, print one line of JSON."""
    name, where, count, queries = sys.argv[1:]
    folder, articles, press, process = Path(where), int(count), Press(), psutil.Process()
    kept = folder / "built.json"
    package = Tantivy(folder) if name == "tantivy" else Reader(folder)
    with ExitStack() as stack:
        peak = stack.enter_context(watch_memory(process, 1.0))
        if not kept.exists():
            kept_before = cpu_seconds(process)
            package.build(press, articles)
            each = (cpu_seconds(process) - kept_before) / articles
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            built = {
                "articles": articles,
                "words": 311,
                "cpu_each": each,
                "bytes": size,
                "memory_build": memory([peak]),
            }
            kept.write_text(json.dumps(built | {"note": "CPU with making the texts; bytes with texts, reader"}))
    package.open()
    with watch_memory(process, 1.0) as peak:
        found = ask(package, folder, press, int(queries))
    print(json.dumps(json.loads(kept.read_text()) | {"kinds": found, "memory_ask": memory([peak])}))


if __name__ == "__main__":
    main()
