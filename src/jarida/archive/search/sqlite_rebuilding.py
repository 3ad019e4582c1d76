"""The index on SQLite built anew beside the one that answers, and put in its place.

From the first moment on everything that is written goes into both. A pass walks over the documents in the order
of their keys, a batch a transaction, and remembers how far it came: it can end at any instruction and goes on.
Answers are right throughout; what is dead in the old index is not in the new one.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection, transaction

from jarida.archive.models import Article, ArticleState, SearchDocument, SearchProgress
from jarida.archive.search import filling, pairing
from jarida.archive.search.contract import IndexHealth
from jarida.archive.search.documents import documents
from jarida.archive.search.keys import FIRST_KEY
from jarida.archive.search.schema import PAIRS, SQLITE_TABLE, create_sqlite
from jarida.archive.search.sqlite_reading import rows
from jarida.archive.search.sqlite_structure import structure
from jarida.archive.search.sqlite_writing import NEW_TABLE, forget, in_index, indexes, insert, write
from jarida.archive.search.terms import Terms, terms_of

ROW: Final = "rebuild"  # of SearchProgress: there as long as a new index is being built
SEGMENTS: Final = 64  # in more pieces an index answers slower than it need
DEAD: Final = 0.3  # of the documents: beyond, the index is worth building anew


def rebuild(batch: int) -> Iterator[int]:
    """See `archive.search.contract.Engine`."""
    create_sqlite(connection)
    filling.wake()
    yield from filling.fill(batch)
    done = _begin()
    yield done
    while step := _step(batch):
        yield step
    _replace()


def _begin() -> int:
    """Make the new index, or go on with it; how many documents it has."""
    with transaction.atomic():
        if SearchProgress.objects.filter(name=ROW).exists() and NEW_TABLE in indexes():
            return structure(NEW_TABLE).documents
        _drop(NEW_TABLE)
        create_sqlite(connection, NEW_TABLE)
        SearchProgress.objects.update_or_create(name=ROW, defaults={"key": FIRST_KEY})
    return 0


def _step(batch: int) -> int:
    """Put the next documents into the new index; how many rows were looked at."""
    with transaction.atomic():
        progress = SearchProgress.objects.get(name=ROW)
        following = SearchDocument.objects.filter(key__gt=progress.key, article__isnull=False).order_by("key")
        found = list(following.values_list("key", "article_id", "digest")[:batch])
        if found:
            _copy(found)
            SearchProgress.objects.filter(pk=progress.pk).update(key=found[-1][0])
        return len(found)


def _copy(found: Sequence[tuple[int, int | None, int]]) -> None:
    there = in_index([key for key, _, _ in found], NEW_TABLE)
    places = {article: (key, digest) for key, article, digest in found if key not in there and article is not None}
    same: list[tuple[int, Terms]] = []
    for document in documents(places):
        key, digest = places.pop(document.article_id)
        terms = terms_of(document)
        if terms.digest == digest:
            same.append((key, terms))
        else:
            write([document])
    forget(places)  # what is no document any more
    insert(sorted(same, key=lambda pair: pair[0]), [NEW_TABLE])


def _replace() -> None:
    """Put the new index in the place of the old one, in one transaction."""
    with transaction.atomic():
        SearchProgress.objects.filter(name=ROW).delete()
        pairing.done()
        SearchDocument.objects.filter(article__isnull=True).delete()
        _drop(SQLITE_TABLE)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {NEW_TABLE} RENAME TO {SQLITE_TABLE}")
            cursor.execute(f"ALTER TABLE {NEW_TABLE}{PAIRS} RENAME TO {SQLITE_TABLE}{PAIRS}")


def _drop(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"DROP TABLE IF EXISTS {table}{PAIRS}")


# --- health ---------------------------------------------------------------------------------------------


def health() -> IndexHealth:
    """See `archive.search.contract.Engine`."""
    if SQLITE_TABLE not in indexes():
        return _lost()
    whole, indexed = structure(), rows(f"SELECT count(*) FROM {SQLITE_TABLE}_docsize", [])[0][0]  # noqa: S608 - ours
    live = SearchDocument.objects.filter(article__isnull=False).count()
    return IndexHealth(
        engine=f"SQLite FTS5, {whole.segments} segments",
        documents=live,
        articles=Article.objects.filter(state=ArticleState.LIVE).count(),
        missing=filling.missing(),
        dead=max(0, indexed - live),
        bytes=whole.bytes,
        problems=tuple(_problems(live, indexed, whole.segments)),
    )


def _lost() -> IndexHealth:
    articles = Article.objects.filter(state=ArticleState.LIVE).count()
    problem = "the search index is not there: run jarida manage reindex"
    return IndexHealth("SQLite FTS5", 0, articles, articles, 0, 0, (problem,))


def _problems(live: int, indexed: int, segments: int) -> Iterator[str]:
    if indexed < live:
        yield f"{live - indexed} documents have rows and no terms: run jarida manage reindex"
    if indexed - live > max(1000, DEAD * live):
        yield f"{indexed - live} documents in the index are dead: jarida manage reindex makes it smaller and faster"
    if segments > SEGMENTS:
        yield f"the index lies in {segments} pieces: jarida manage reindex makes it faster"
    if not pairing.ready():
        yield pairing.PROBLEM
    if SearchProgress.objects.filter(name=ROW).exists():
        yield "a new index was begun and is not ready: run jarida manage reindex again, it goes on where it ended"
