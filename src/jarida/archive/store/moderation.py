"""What moderators change: whether an image is shown, whether an article can be read."""

from django.db import transaction
from django.utils import timezone

from jarida.archive import generation
from jarida.archive.models import Article, ArticleImage, ArticleState, Entry, FetchState, Image, ImageState, Tombstone
from jarida.archive.search.following import follow, follow_image
from jarida.archive.store.counts import count_article
from jarida.archive.store.kept import forget_pages
from jarida.archive.store.ledger import recount_entries
from jarida.archive.stories import following as stories


def set_image_state(image_id: int, state: str) -> None:
    """Show, block or clear an image, everywhere it appears. Raises ValueError for another state."""
    state = ImageState(state)
    blocked_at = timezone.now() if state is ImageState.BLOCKED else None
    with transaction.atomic():
        if Image.objects.filter(pk=image_id).exclude(state=state).update(state=state, blocked_at=blocked_at):
            follow_image(image_id)
            generation.bump()


def withdraw(article_id: int, reason: str, requested_by: str = "") -> Tombstone:
    """Take an article out of the archive; a dated tombstone remains (P1), and it never comes back.

    Withdrawing it again changes nothing. Raises Article.DoesNotExist.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        tombstone, made = Tombstone.objects.get_or_create(
            article=article,
            defaults={"reason": reason[:500], "requested_by": requested_by[:200], "withdrawn_at": timezone.now()},
        )
        if not made:
            return tombstone
        count_article(article, -1)
        Article.objects.filter(pk=article_id).update(state=ArticleState.WITHDRAWN)
        Entry.objects.filter(article_id=article_id).update(state=FetchState.REFUSED, next_fetch_at=None)
        ArticleImage.objects.filter(article_id=article_id).update(next_fetch_at=None)
        follow([article_id])
        stories.leave([article_id])
        forget_pages(article_id)
        recount_entries(Entry.objects.filter(article_id=article_id).values_list("pk", flat=True))
        generation.bump()
    return tombstone


def restore(article_id: int) -> None:
    """Bring a withdrawn article back, with all it had. Raises Article.DoesNotExist."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        if article.state == ArticleState.LIVE:
            return
        Tombstone.objects.filter(article=article).delete()
        article.state = ArticleState.LIVE
        article.save(update_fields=["state"])
        count_article(article, 1)
        follow([article_id])
        stories.follow([article_id])
        Entry.objects.filter(article_id=article_id).update(state=FetchState.KEPT, problem_code="", problem="")
        recount_entries(Entry.objects.filter(article_id=article_id).values_list("pk", flat=True))
        ArticleImage.objects.filter(article_id=article_id, state=FetchState.DUE).update(next_fetch_at=timezone.now())
        generation.bump()
