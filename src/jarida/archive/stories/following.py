"""Stories follow the archive: called in the transaction of what changed.

Little is done here: an article that came or changed waits to be grouped, and a burst of them delays nothing but
their stories. One that was withdrawn leaves at once.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from jarida.archive.models import Article, StoryDue
from jarida.archive.stories import queue, store


def follow(article_ids: Iterable[int]) -> None:
    """These articles came, changed or came back: they wait to be grouped."""
    if queue.is_on():
        queue.put(article_ids)


def leave(article_ids: Iterable[int]) -> None:
    """These articles were withdrawn: they leave their stories; the process that groups forgets them."""
    ids = list(article_ids)
    with transaction.atomic():
        store.leave(ids)
        if queue.is_on():
            now = timezone.now()
            rows = Article.objects.filter(pk__in=ids).values_list("pk", "sort_at")
            StoryDue.objects.bulk_create([StoryDue(article_id=pk, since=now, at=at) for pk, at in rows])
