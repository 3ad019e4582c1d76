"""What hubs sent and is to be read. Read by the pipeline."""

from dataclasses import dataclass

from jarida.archive import due
from jarida.archive.models import Push
from jarida.core.plans import FeedRow


@dataclass(frozen=True, slots=True)
class PushWork:
    """What a hub sent of a feed."""

    id: int
    feed: FeedRow
    body: bytes
    content_type: str


def pushes_waiting(limit: int) -> list[PushWork]:
    """The oldest pushes that were not read yet, one of each feed: the next must see what the first brought."""
    rows = Push.objects.order_by("pk").values_list("pk", "subscription__feed_id", "body", "content_type")[:limit]
    first: dict[int, tuple[int, bytes, str]] = {}
    for pk, feed, body, content_type in rows:
        first.setdefault(feed, (pk, bytes(body), content_type))
    feeds = due.feed_rows(first)
    return [PushWork(push[0], feeds[feed], push[1], push[2]) for feed, push in first.items() if feed in feeds]
