"""What moderators decide. Every decision is a line of the log, with who took it and why."""

from django.contrib.auth.models import User
from django.db import transaction

from jarida.archive import store
from jarida.archive.models import Article, ArticleState, Image, ImageState
from jarida.moderation.models import Action, Decision

# reversed: shown again, and reports count anew; cleared: reports do not block it by themselves any more
STATES = {
    Action.CONFIRMED: ImageState.BLOCKED,
    Action.CLEARED: ImageState.CLEARED,
    Action.REVERSED: ImageState.SHOWN,
}


def decide_image(image_id: int, action: Action, moderator: User | None, reason: str = "") -> None:
    """Confirm a block (or block), clear, or reverse. The reports before it do not count any more."""
    with transaction.atomic():
        image = Image.objects.select_for_update().get(pk=image_id)
        store.set_image_state(image.pk, STATES[action])
        Image.objects.filter(pk=image.pk).update(report_count=0)
        Decision.objects.create(image=image, action=action, moderator=moderator, reason=reason)


def withdraw_article(article_id: int, moderator: User | None, reason: str, requested_by: str = "") -> bool:
    """Withdraw an article with a public reason; its tombstone remains. False if it was withdrawn already."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        if article.state == ArticleState.WITHDRAWN:
            return False
        store.withdraw(article.pk, reason, requested_by)
        Decision.objects.create(article=article, action=Action.WITHDRAWN, moderator=moderator, reason=reason)
        return True


def restore_article(article_id: int, moderator: User | None, reason: str = "") -> bool:
    """Bring a withdrawn article back. False if it was not withdrawn."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        if article.state != ArticleState.WITHDRAWN:
            return False
        store.restore(article.pk)
        Decision.objects.create(article=article, action=Action.RESTORED, moderator=moderator, reason=reason)
        return True
