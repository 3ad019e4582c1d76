"""Fills what the index lacks: articles older than the index, and those that were marked to be indexed anew.

A pass walks over the articles by id, a batch a transaction, and remembers how far it came: it can end at any
instruction and goes on. Articles that come meanwhile are indexed by the store. When it has come to the end it
rests until it is woken.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from jarida.archive.models import Article, ArticleState, SearchDocument, SearchProgress
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine

ROW = "reindex"  # the row of SearchProgress; its key is the id of the last article that was looked at
STEP = 500  # articles of a transaction: some tenths of a second, and other writers wait no longer
LOOKED = 5_000  # articles that are looked at for such that lack a document


def wake() -> None:
    """Let the pass begin anew: documents are missing or marked."""
    SearchProgress.objects.filter(name=ROW).update(key=0)


def fill(batch: int = STEP) -> Iterator[int]:
    """Index what is missing or marked; yields how many articles were looked at since the last. Ends at the end."""
    while looked := fill_step(batch):
        yield looked


def fill_step(batch: int = STEP) -> int:
    """One step of `fill`, one transaction: how many articles were looked at; 0 when nothing is left."""
    with transaction.atomic():
        progress, _ = SearchProgress.objects.get_or_create(name=ROW)
        ids = list(_after(progress.key)[:LOOKED])
        if not ids:
            return 0
        missing = _missing(ids)[:batch]
        last = missing[-1] if len(missing) == batch else ids[-1]
        engine().write(documents(missing))
        SearchProgress.objects.filter(pk=progress.pk).update(key=last)
        return sum(one <= last for one in ids)


def _after(article_id: int) -> QuerySet[Article, int]:
    return Article.objects.filter(pk__gt=article_id).order_by("pk").values_list("pk", flat=True)


def _missing(ids: list[int]) -> list[int]:
    lacking = Q(search_document=None) | Q(search_document__digest=0)
    found = Article.objects.filter(lacking, pk__range=(ids[0], ids[-1]), state=ArticleState.LIVE)
    return list(found.order_by("pk").values_list("pk", flat=True))


def left() -> int:
    """About how many articles the pass has still to look at."""
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    return max(0, last - (SearchProgress.objects.filter(name=ROW).values_list("key", flat=True).first() or 0))


def missing() -> int:
    """How many live articles have no document. Looks at every article: for the doctor, not for readers."""
    live = Article.objects.filter(state=ArticleState.LIVE).count()
    return live - SearchDocument.objects.filter(article__state=ArticleState.LIVE).exclude(digest=0).count()
