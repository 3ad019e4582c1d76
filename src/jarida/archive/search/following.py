"""The index follows the archive: called in the transaction of what changed.

What few articles are touched by is written at once. Where thousands are (an outlet's policy, a picture that many
show), what may no longer be found is taken out at once, and the rest is marked and written by the pass that fills
the index (`archive.search.filling`).
"""

from collections.abc import Iterable

from django.db.models import Q

from jarida.archive.models import Article, ArticleState, SearchDocument
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from jarida.archive.search.filling import wake
from jarida.core.extraction.model import Policy

AT_ONCE = 100  # articles that are indexed within somebody's transaction
STALE = 0  # the digest of a document that is to be indexed anew


def follow(article_ids: Iterable[int]) -> None:
    """Index these articles as they are now; those that are withdrawn are taken out."""
    ids = set(article_ids)
    found = list(documents(ids))
    gone = ids - {document.article_id for document in found}
    if gone:
        engine().forget(gone)
    engine().write(found)


def follow_image(image_id: int) -> None:
    """A picture is shown now, or not any more: articles with it are found by `has:image` or not."""
    of_image = Article.objects.filter(lead_image_id=image_id, state=ArticleState.LIVE)
    ids = list(of_image.order_by("-sort_at").values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(ids) <= AT_ONCE:
        follow(ids)
        return
    _mark(Q(article__in=of_image))


def follow_policy(outlet_id: int, before: str, after: str) -> None:
    """What may be shown of an outlet changed. To the headline: none of its text can be found from now on."""
    if Policy.HEADLINE not in (before, after) or before == after:
        return
    of_outlet = Article.objects.filter(outlet_id=outlet_id)
    if after == Policy.HEADLINE:
        engine().forget(of_outlet.values_list("pk", flat=True).iterator())
        wake()
    else:
        _mark(Q(article__in=of_outlet))


def _mark(of_them: Q) -> None:
    SearchDocument.objects.filter(of_them).update(digest=STALE)
    wake()
