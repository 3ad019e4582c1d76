"""What the staff should look at first, for the front page of the admin."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context

from jarida.archive.models import Feed, FeedState
from jarida.moderation.models import ReportedImage

register = template.Library()
SHOWN = 20
TROUBLE = (FeedState.FAILING, FeedState.FORBIDDEN, FeedState.ENDED)


@dataclass(frozen=True, slots=True)
class Attention:
    """How many images wait; the feeds in trouble, and how many more there are."""

    images: int
    feeds: list[Feed]
    more_feeds: int


@register.simple_tag(takes_context=True)
def attention(context: Context) -> Attention:
    """What this user may see of what waits."""
    user: Any = context["request"].user
    images = ReportedImage.waiting().count() if user.has_perm("moderation.view_reportedimage") else 0
    if not user.has_perm("archive.view_feed"):
        return Attention(images, [], 0)
    troubled = Feed.objects.filter(state__in=TROUBLE, outlet__active=True)
    feeds = list(troubled.select_related("outlet").order_by("-failures", "outlet__name", "url")[:SHOWN])
    return Attention(images, feeds, max(0, troubled.count() - SHOWN) if len(feeds) == SHOWN else 0)
