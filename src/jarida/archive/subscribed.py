"""What hubs sent and is to be read. Read by the pipeline."""

from collections.abc import Container
from dataclasses import dataclass

from jarida.archive import due
from jarida.archive.models import Push
from jarida.core.plans import FeedRow

LOOKED_AT = 1_000  # pushes that wait; each feed has a few at most


@dataclass(frozen=True, slots=True)
class PushWork:
    """What a hub sent of a feed."""

    id: int
    feed: FeedRow
    body: bytes
    content_type: str


def pushes_waiting(limit: int, busy: Container[int] = ()) -> list[PushWork]:
    """The oldest pushes that were not read yet, one of each feed: the next must see what the first brought.

    Feeds that are `busy` are left out. Only what is taken on is read whole: a push may be as large as a feed.
    """
    first: dict[int, int] = {}
    for pk, feed in Push.objects.order_by("pk").values_list("pk", "subscription__feed_id")[:LOOKED_AT]:
        if feed not in busy:
            first.setdefault(feed, pk)
    feeds = due.feed_rows(list(first)[:limit])
    bodies = Push.objects.filter(pk__in=[first[feed] for feed in feeds]).order_by("pk")
    rows = bodies.values_list("pk", "subscription__feed_id", "body", "content_type")
    return [PushWork(pk, feeds[feed], bytes(body), content_type) for pk, feed, body, content_type in rows]
