"""What else is kept of an article that is grouped, each written by a module of its own: names, topics, copies."""

from collections.abc import Collection

from jarida.archive.models import ArticleTopic, Mention, Reprint


def forget(article_ids: Collection[int]) -> None:
    """Forget all of it for articles that were withdrawn. Takes part in a transaction."""
    ids = list(article_ids)
    ArticleTopic.objects.filter(article_id__in=ids).delete()
    Mention.objects.filter(article_id__in=ids).delete()
    Reprint.objects.filter(article_id__in=ids).delete()
    Reprint.objects.filter(original_id__in=ids).update(original=None, share=0.0)
