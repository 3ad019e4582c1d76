"""One archive of `search.py`: built, asked, measured, in the process whose environment names its database.

python -m benchmarks.searchworker ARTICLES QUERIES MINUTES [PROCESS OF THE DATABASE]
"""

import itertools
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from benchmarks.common import Peak, cpu_seconds, watch_memory
from benchmarks.searchdata import OUTLETS, Made, Press
from benchmarks.searchqueries import Question, Questions, kinds

BATCH = 1_000
STOCK = 5_000  # articles whose words are analysed as always; the others quickly (`searchquick`)
LONGEST = 60.0  # seconds of one kind; what is left of its questions is not asked
WARM = 3
MIDDLE = date(2022, 7, 1)


def say(text: str) -> None:
    """A line for whoever waits."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Bench:
    """The archive of this process's settings, and the processes that serve it."""

    def __init__(self, articles: int, server: int | None) -> None:
        from django.db import connection

        self.connection = connection
        self.articles = articles
        self.processes = [psutil.Process()] + ([psutil.Process(server)] if server else [])
        self.press = Press()
        self.words: Counter[str] = Counter()

    def cpu(self) -> float:
        """CPU seconds so far, ours and the database's."""
        return sum(map(cpu_seconds, self.processes))

    def watch(self, stack: ExitStack) -> list[Peak]:
        """Watch the memory of ours and of the database's processes."""
        return [stack.enter_context(watch_memory(process, 1.0)) for process in self.processes]

    # --- building ---------------------------------------------------------------------------------------

    def build(self, minutes: float) -> dict[str, Any]:
        """Make the archive and its index, unless it is there; what that cost."""
        from jarida.archive.ready import prepare
        from jarida.archive.search import schema

        prepare()
        kept = self.folder() / "built.json"
        if kept.exists():
            return dict(json.loads(kept.read_text()))
        self.enter_outlets()
        with ExitStack() as stack:
            peaks = self.watch(stack)
            self.enter_articles()
            before = self.size()
            if self.connection.vendor == "postgresql":
                self.execute("DROP INDEX archive_search_words")
            found = self.index(time.monotonic() + 60 * minutes)
            start = self.cpu()
            schema.create(self.connection)
            gin = self.cpu() - start
            self.tidy()
        result = describe(found, gin) | {"bytes": self.size() - before, "memory_build": memory(peaks)}
        kept.write_text(json.dumps(result))
        return result

    def folder(self) -> Path:
        """The data folder."""
        return Path(os.environ["JARIDA_DATA_FOLDER"])

    def execute(self, sql: str, rows: Iterable[Any] | None = None) -> list[Any]:
        """Run a statement; what it gives."""
        with self.connection.cursor() as cursor:
            if rows is not None:
                cursor.executemany(sql, rows)
                return []
            cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    def enter_outlets(self) -> None:
        """2,000 outlets."""
        from jarida.archive.models import Outlet

        Outlet.objects.bulk_create(
            [
                Outlet(pk=n, slug=f"outlet-{n}", name=f"Outlet {n}", homepage=f"https://o{n}.example/",
                       languages=[self.press.languages[n]])
                for n in range(1, OUTLETS + 1)
            ],
            batch_size=500,
        )  # fmt: skip

    def enter_articles(self) -> None:
        """Articles as far as the index leans on them: rows without text."""
        from django.db import transaction

        from jarida.archive.models import Article

        for batch in batches(self.press.articles(self.articles), 5 * BATCH):
            with transaction.atomic():
                Article.objects.bulk_create(map(article_row, batch), batch_size=BATCH)

    def index(self, end: float) -> dict[str, float]:
        """Index all articles as a rebuild does, or as many as can be until `end`; what that cost.

        `stock` is the CPU seconds of the first STOCK articles, `quick` of an article beyond, whose words are
        remembered (`searchquick`); making the texts is not counted.
        """
        from benchmarks import searchquick

        made = batches(self.press.articles(self.articles), BATCH)
        found = {"words": 0.0, "done": 0.0, "stock": 0.0, "rest": 0.0}
        while found["done"] < self.articles and time.monotonic() < end:
            batch = next(made)
            start = self.cpu()
            self.index_batch(batch)
            found["stock" if found["done"] < STOCK else "rest"] += self.cpu() - start
            for article in batch:
                self.words.update({*article.title.split(), *article.text.split()})
            found["words"] += sum(a.text.count(" ") + a.title.count(" ") + 2 for a in batch)
            found["done"] += len(batch)
            if found["done"] == STOCK:
                searchquick.install()
            if found["done"] % (20 * BATCH) == 0:
                say(f"{self.connection.vendor}: {found['done']:,.0f} of {self.articles:,} indexed")
        return found

    def index_batch(self, batch: list[Made]) -> None:
        """Index some articles in one transaction."""
        from django.db import transaction

        from jarida.archive.search.engines import engine

        with transaction.atomic():
            engine().write(map(document, batch))

    def enter_words(self) -> None:
        """The archive's words, as the pipeline counts them beside the index: beginnings are completed by them."""
        from jarida.archive.models import SearchWord
        from jarida.archive.search.vocabulary import LONGEST as LONGEST_WORD
        from jarida.archive.search.vocabulary import MOST_WORDS
        from jarida.core.text.analysis import forms

        known: Counter[str] = Counter()
        for word, number in self.words.items():
            known.update({form: number for form in forms(word) if form.isalpha() and 2 <= len(form) <= LONGEST_WORD})
        rows = (SearchWord(word=word, shown=word, documents=number) for word, number in known.most_common(MOST_WORDS))
        for batch in batches(rows, BATCH):
            SearchWord.objects.bulk_create(batch, ignore_conflicts=True)

    def tidy(self) -> None:
        """What an archive that runs for long has behind it."""
        self.enter_words()
        if self.connection.vendor == "postgresql":
            self.execute("VACUUM ANALYZE archive_searchdocument")
            self.execute("CHECKPOINT")
        else:
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self) -> int:
        """Bytes on disk of what the index is part of."""
        if self.connection.vendor == "postgresql":
            return int(self.execute("SELECT pg_total_relation_size('archive_searchdocument')")[0][0])
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return (self.folder() / "jarida.sqlite3").stat().st_size

    # --- asking -----------------------------------------------------------------------------------------

    def ask(self, queries: int) -> dict[str, Any]:
        """Ask everything; times by kind."""
        found: dict[str, Any] = {}
        with ExitStack() as stack:
            peaks = self.watch(stack)
            for name, call, questions in kinds(Questions(self.press, queries)):
                found[name] = self.ask_kind(name, call, questions)
        return {"kinds": found, "memory_ask": memory(peaks)}

    def ask_kind(self, name: str, call: str, questions: list[Question]) -> dict[str, Any]:
        """The times of one kind's questions: cold and warm, and how many hits they had on their first page."""
        asking = caller(call)
        built = list(map(index_query, questions))
        forget_files(self.folder())
        end = time.monotonic() + LONGEST
        cold, warm, hits = [], [], 0
        for query in built:
            if time.monotonic() > end:
                break
            seconds, answer = timed(asking, query)
            cold.append(seconds)
            warm.append(min(timed(asking, query)[0] for _ in range(WARM)))
            hits += len(getattr(answer, "hits", ()))
        slowest = questions[max(range(len(warm)), key=warm.__getitem__)].text()
        say(f"{name}: {len(warm)} asked, {sorted(warm)[len(warm) // 2] * 1e3:.2f} ms, "
            f"worst {max(warm) * 1e3:.1f} ms: {slowest}; {hits / len(warm):.1f} hits")  # fmt: skip
        return {"cold": cold, "warm": warm}


def describe(found: dict[str, float], gin: float) -> dict[str, Any]:
    """The costs of a build by article. `gin` is the CPU seconds that the whole index took after its rows."""
    done = found["done"]
    later, rest = gin / done, max(0.0, done - STOCK)
    return {
        "articles": int(done), "words": found["words"] / done, "cpu_each": found["stock"] / min(done, STOCK) + later,
        "cpu_quick": found["rest"] / rest + later if rest else None,
    }  # fmt: skip


def batches(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    """Items in lists."""
    while batch := list(itertools.islice(items, size)):
        yield batch


def article_row(made: Made) -> Any:
    """An article's row."""
    from jarida.archive.models import Article

    return Article(
        pk=made.number, outlet_id=made.outlet, address_key=f"o/{made.number}", url=f"https://o.example/{made.number}",
        title=made.title, language=made.language, first_seen_at=made.at, sort_at=made.at, day=made.at.date(),
    )  # fmt: skip


def document(made: Made) -> Any:
    """An article as it is indexed."""
    from jarida.archive.search.contract import Document

    return Document(
        made.number, made.outlet, made.language, made.at, made.title, made.text, (made.author,), (made.topic,),
        made.has_image,
    )  # fmt: skip


def index_query(question: Question) -> Any:
    """A question as the index is asked, by the parser and everything else that is between."""
    from jarida.archive.search.surroundings import surroundings
    from jarida.core.search.build import build
    from jarida.core.search.parse import parse

    return build(parse(question.text()), surroundings()).index_query


def caller(call: str) -> Callable[[Any], Any]:
    """What is timed."""
    from jarida.archive.search.contract import Place
    from jarida.archive.search.engines import engine
    from jarida.archive.search.keys import first_key
    from jarida.core.search.model import Sort

    middle = Place(first_key(MIDDLE))
    calls: dict[str, Callable[[Any], Any]] = {
        "date": lambda query: engine().hits(query, Sort.DATE, 30),
        "deep": lambda query: engine().hits(query, Sort.DATE, 30, middle),
        "relevance": lambda query: engine().hits(query, Sort.RELEVANCE, 30),
        "count": lambda query: engine().count(query),
        "facets": lambda query: engine().facets(query),
        "histogram": lambda query: engine().histogram(query, "month"),
    }
    return calls[call]


def timed(asking: Callable[[Any], Any], query: Any) -> tuple[float, Any]:
    """Seconds, and the answer (None where the engine refused)."""
    from jarida.archive.search.contract import SearchTooSlow

    start = time.perf_counter()
    try:
        answer = asking(query)
    except SearchTooSlow:
        answer = None
    return time.perf_counter() - start, answer


def forget_files(folder: Path) -> None:
    """Ask the system to forget what it read of these files; other files of the machine stay in its cache."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith((".pid", ".lock")):
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def memory(peaks: list[Peak]) -> str:
    """The most memory at once: ours, and the database's."""
    return " + ".join(f"{peak.together / 1e6:.0f}" for peak in peaks) + " MB"


def main() -> None:
    """Build, ask, print one line of JSON."""
    from jarida.config.setup import setup_django

    setup_django()
    articles, queries, minutes, *server = map(int, sys.argv[1:])
    bench = Bench(articles, server[0] if server else None)
    built = bench.build(minutes)
    print(json.dumps(built | bench.ask(queries)))


if __name__ == "__main__":
    main()
