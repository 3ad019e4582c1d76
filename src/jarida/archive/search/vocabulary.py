"""The archive's own words, counted in the background: for other scripts, "did you mean" and suggestions.

`advance` takes in articles in the order of their ids, a bounded number at a time; the counts and how far they
have come are one transaction, so that no article is counted twice or lost at a crash. Of a text only the
beginning is read: what matters stands in titles and first paragraphs. Words of withdrawn articles stay in the
counts, but a word is shown to readers only where several articles have it.

Reading is by index on both databases. PostgreSQL orders text as people do, by which the words with one
beginning do not stand together; its operators ~>=~ and ~<~ go by bytes and have an index of their own
(varchar_pattern_ops), which Django makes for every unique text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection, transaction

from jarida.archive.models import Article, SearchProgress, SearchWord
from jarida.archive.search.contract import Document
from jarida.archive.search.documents import documents
from jarida.core.names.vocabulary import KnownWord
from jarida.core.names.writing import Writing, written
from jarida.core.text.analysis import fold
from jarida.core.text.skeletons import skeleton

PROGRESS: Final = "words"
AT_ONCE: Final = 200  # articles of one transaction
TEXT: Final = 1_500  # characters of an article's text that are read
SHORTEST: Final = 2  # letters
LONGEST: Final = 40
FEWEST: Final = 2  # articles of a word that is suggested
MOST_WORDS: Final = 600_000  # beyond that, words of a single article are forgotten, the oldest first
PRUNE_EVERY: Final = 10_000  # articles
MOST_ASKED: Final = 4_000  # words looked up at once
MANY: Final = 3_000  # words of one beginning; of more, the first are found from the most frequent word down
_LAST: Final = "\U0010ffff"
_ARABIC: Final = ("\u0600", "\u0900")  # where words in Arabic letters begin and end, by code points

_KNOWN: Final = "word, shown, documents"


# --- counting -----------------------------------------------------------------------------------------


def advance(limit: int = AT_ONCE) -> int:
    """Count the words of the next articles, at most `limit`; how many were taken in, 0 where all are."""
    with transaction.atomic():
        progress, _ = SearchProgress.objects.get_or_create(name=PROGRESS)
        progress = SearchProgress.objects.select_for_update().get(pk=progress.pk)
        ids = list(Article.objects.filter(pk__gt=progress.key).order_by("pk").values_list("pk", flat=True)[:limit])
        if not ids:
            return 0
        _count(documents(ids))
        if progress.key // PRUNE_EVERY != ids[-1] // PRUNE_EVERY:
            _prune()
        progress.key = ids[-1]
        progress.save()
    return len(ids)


def _count(found: Iterable[Document]) -> None:
    counts: Counter[str] = Counter()
    writings: dict[str, Writing] = {}
    for document in found:
        own = written([document.title, document.text[:TEXT]])
        words = {word: writing for word, writing in own.items() if _is_counted(word)}
        counts.update(words.keys())
        for word, writing in words.items():
            writings.setdefault(word, Writing()).add(writing)
    _add([_row(word, counts[word], writings[word]) for word in sorted(counts)])


def _is_counted(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _row(word: str, documents: int, writing: Writing) -> tuple[str, str, str, int, int]:
    shown, sure = writing.most()
    shown = shown if len(shown) <= 80 else word
    return word, shown, skeleton(shown), documents, int(sure)


def _add(rows: Sequence[tuple[str, str, str, int, int]]) -> None:
    """Add counts; how a word is written follows what is seen most of late, where its case says something."""
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    newer = f"%s = 1 AND 2 * excluded.documents > {table}.documents"
    sql = (
        f"INSERT INTO {table} (word, shown, skeleton, documents) VALUES (%s, %s, %s, %s) "  # noqa: S608 - our own names
        f"ON CONFLICT (word) DO UPDATE SET documents = {table}.documents + excluded.documents, "
        f"shown = CASE WHEN {newer} THEN excluded.shown ELSE {table}.shown END, "
        f"skeleton = CASE WHEN {newer} THEN excluded.skeleton ELSE {table}.skeleton END"
    )
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(*row, row[-1]) for row in rows])


def _prune() -> None:
    """Forget words of a single article where there are too many, those that were met first."""
    surplus = SearchWord.objects.count() - MOST_WORDS
    if surplus > 0:
        single = SearchWord.objects.filter(documents=1).order_by("pk").values_list("pk", flat=True)[:surplus]
        SearchWord.objects.filter(pk__in=list(single)).delete()


# --- asking -------------------------------------------------------------------------------------------


class ArchiveWords:
    """The archive's words as `core.names` asks for them."""

    def known(self, words: Collection[str]) -> Mapping[str, KnownWord]:
        """Those of these folded words that the archive has."""
        asked = [word for word in words if 0 < len(word) <= LONGEST and word.isalpha()][:MOST_ASKED]
        return {one.word: one for one in _select(f"word {_among()}", [_list(asked)], "")} if asked else {}

    def with_skeletons(self, skeletons: Collection[str], *, arabic: bool, limit: int) -> Sequence[KnownWord]:
        """Words with one of these skeletons, in Arabic letters or in others, the most frequent first."""
        return words_with_skeleton(skeletons, arabic=arabic, limit=limit)

    def beginning(self, prefix: str, shortest: int, longest: int, limit: int) -> Sequence[KnownWord]:
        """Words with this folded beginning and so many letters, the most frequent first."""
        if not prefix or shortest > longest:
            return ()
        where = f"{_from()} AND {_before()} AND length(word) BETWEEN %s AND %s"
        return tuple(_select(where, [prefix, prefix + _LAST, shortest, longest], _first(limit)))


def words_with_skeleton(skeletons: Collection[str], *, arabic: bool, limit: int = 60) -> Sequence[KnownWord]:
    """Words with one of these skeletons, in Arabic letters or in others, the most frequent first."""
    asked = [key for key in skeletons if key][:8]
    if not asked:
        return ()
    within = f"({_from()} AND {_before()})"
    script = within if arabic else f"NOT {within}"
    return tuple(_select(f"skeleton {_among()} AND {script}", [_list(asked), *_ARABIC], _first(limit)))


def beginning(prefix: str, limit: int = 8) -> tuple[str, ...]:
    """The most frequent words with this beginning, as they are mostly written; accents and case do not matter."""
    folded = fold(prefix)
    if not folded or len(folded) > LONGEST or not folded.isalpha():
        return ()
    where = f"{_from()} AND {_before()} AND documents >= %s"
    values = [folded, folded + _LAST, FEWEST]
    order = _downwards(limit) if _many(folded) else _first(limit)
    found = _select(where, values, order)
    return tuple(dict.fromkeys(one.shown or one.word for one in found))


def _many(prefix: str) -> bool:
    """Whether so many words begin so that reading them all would take long."""
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {_from()} AND {_before()} LIMIT {MANY}) AS first_ones"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [prefix, prefix + _LAST])
        return bool(cursor.fetchone()[0] >= MANY)


def _select(where: str, values: Sequence[Any], order: str) -> Iterator[KnownWord]:
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    # a plan that walks down the frequencies must be asked for on SQLite, which does not count words
    by = " INDEXED BY searchword_documents" if "documents DESC" in order and connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_KNOWN} FROM {table}{by} WHERE {where}{order}", values)  # noqa: S608 - our own names
        yield from (KnownWord(*row) for row in cursor.fetchall())


def _first(limit: int) -> str:
    """The most frequent of few: sorted, without the index of frequencies."""
    return f" ORDER BY documents + 0 DESC, word LIMIT {max(0, int(limit))}"


def _downwards(limit: int) -> str:
    """The most frequent of many: found by walking down the index of frequencies."""
    return f" ORDER BY documents DESC LIMIT {max(0, int(limit))}"


def _from() -> str:
    return "word >= %s" if connection.vendor == "sqlite" else "word ~>=~ %s"


def _before() -> str:
    return "word < %s" if connection.vendor == "sqlite" else "word ~<~ %s"


def _among() -> str:
    return "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"


def _list(words: Sequence[str]) -> Any:
    """A list as one parameter: a statement with a thousand of them takes longer to read than to answer."""
    if connection.vendor != "sqlite":
        return list(words)
    import json

    return json.dumps(list(words))
