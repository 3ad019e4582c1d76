"""What articles are about: written by whoever groups them, read by the pages of topics.

    topics.enter(article_id, found)       # of `core.stories.topics_classifier.classify`; again is without effect

Of a withdrawn article nothing is kept here (`parts.forget`), so that no count needs to look at articles; where a date
became another one, it follows (`parts.touch`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from django.db import transaction
from django.db.models import Count, QuerySet

from jarida.archive import editorial, queries
from jarida.archive.models import Article, ArticleState, ArticleTopic, Story, StoryMember, StoryState
from jarida.archive.queries import Cursor, OutletLine, Page
from jarida.archive.stories import front
from jarida.archive.stories.front import Asked, StoryLine
from jarida.core.stories.topics import BY_CODE, HEADINGS, OWN, Heading, Topic

LOOKED_AT: Final = 600  # newest articles of a topic among which its stories and outlets are sought
RECENT: Final = timedelta(days=7)
RANKED: Final = 300  # stories of the front page among which those of a topic are sought
LEAST_SHARE: Final = 0.5  # of a story's articles that are about it


@dataclass(frozen=True, slots=True)
class About:
    """That an article is about something. `keyed`: a keyword of the edition says so, and no confidence is counted."""

    heading: Heading
    confidence: float

    @property
    def keyed(self) -> bool:
        """Whether a keyword of the edition says it."""
        return self.heading.code.startswith(OWN)


# --- writing ------------------------------------------------------------------------------------------


def enter(article_id: int, topics: Iterable[Topic], at: datetime | None = None) -> None:
    """Keep what an article is about, instead of what was kept before. `at` is its `sort_at`, read where not given.

    Takes part in a transaction. Of an article that was withdrawn, or is none, nothing is kept.
    """
    wanted = {topic.code: round(topic.confidence, 3) for topic in topics}
    with transaction.atomic():
        at = at or _sort_at(article_id)
        kept = {} if at is None else wanted
        rows = ArticleTopic.objects.filter(article_id=article_id)
        before = {row.topic: row for row in rows}
        rows.filter(topic__in=[code for code in before if code not in kept]).delete()
        for code, confidence in kept.items():
            row = before.get(code)
            if row is None or (row.confidence, row.at) != (confidence, at):
                values = {"confidence": confidence, "at": at}
                ArticleTopic.objects.update_or_create(article_id=article_id, topic=code, defaults=values)


def _sort_at(article_id: int) -> datetime | None:
    live = Article.objects.filter(pk=article_id).exclude(state=ArticleState.WITHDRAWN)
    return live.values_list("sort_at", flat=True).first()


# --- which topics there are ---------------------------------------------------------------------------


def headings() -> Mapping[str, Heading]:
    """All topics by their slug: the edition's own first, then IPTC's."""
    return _headings(tuple((one.code, one.name, tuple(one.names.items())) for one in editorial.load().topics))


@lru_cache(maxsize=8)
def _headings(own: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]) -> Mapping[str, Heading]:
    of_edition = {code: Heading(f"{OWN}{code}", code, {**dict(names), "": name}) for code, name, names in own}
    return {**of_edition, **{heading.slug: heading for heading in HEADINGS}}


def heading_of(code: str) -> Heading | None:
    """The topic of a code; None for one that the edition no longer has."""
    return BY_CODE.get(code) or (headings().get(code.removeprefix(OWN)) if code.startswith(OWN) else None)


# --- reading ------------------------------------------------------------------------------------------


def of_article(article_id: int) -> tuple[About, ...]:
    """What an article is about, the surest first."""
    rows = ArticleTopic.objects.filter(article_id=article_id).order_by("-confidence", "topic")
    found = ((heading_of(code), confidence) for code, confidence in rows.values_list("topic", "confidence"))
    return tuple(About(heading, confidence) for heading, confidence in found if heading)


def counts(now: datetime, since: timedelta = RECENT) -> dict[str, int]:
    """How many articles each topic has of late, by its slug: one range of the index for each."""
    return {slug: _recent(heading, now, since).count() for slug, heading in headings().items()}


def _recent(heading: Heading, now: datetime, since: timedelta) -> QuerySet[ArticleTopic]:
    return ArticleTopic.objects.filter(topic=heading.code, at__gt=now - since, at__lte=now)


def articles(heading: Heading, *, limit: int = queries.PAGE_SIZE, before: Cursor | None = None) -> Page:
    """The newest articles about something, or those before a place in the list."""
    rows = ids(heading, limit + 1, before)
    lines = queries.lines([article for _, article in rows[:limit]])
    return Page(lines, Cursor(*rows[limit - 1]) if len(rows) > limit else None)


def ids(heading: Heading, limit: int, before: Cursor | None = None) -> list[tuple[datetime, int]]:
    """When the newest articles about something were told, and which they are."""
    found = ArticleTopic.objects.filter(topic=heading.code).order_by("-at", "-article_id")
    return list(queries.older_than(found, before, "at", "article_id").values_list("at", "article_id")[:limit])


def stories(heading: Heading, asked: Asked, limit: int = 6) -> tuple[StoryLine, ...]:
    """The stories of the last days about something, by rank: half of their articles are about it.

    They are sought among those that lead the front page, and among those of the topic's newest articles.
    """
    since = asked.now - RECENT
    live = Story.objects.filter(state=StoryState.LIVE)
    leading = live.order_by("-rank", "-id").values_list("pk", flat=True)[:RANKED]
    about = [article for at, article in ids(heading, LOOKED_AT) if at > since]
    newest = StoryMember.objects.filter(article_id__in=about).values_list("story_id", flat=True).order_by()
    candidates = {*leading, *newest}
    members = StoryMember.objects.filter(story_id__in=candidates, article__topics__topic=heading.code)
    told = dict(members.values_list("story_id").annotate(told=Count("pk")).order_by())
    sizes = live.filter(pk__in=told, outlets__gt=1, told_until__gt=since).values_list("pk", "articles")
    chosen = [story for story, articles in sizes if told[story] >= LEAST_SHARE * articles]
    return front.among(chosen, asked, limit)


def outlets(heading: Heading, limit: int = 12) -> list[tuple[OutletLine, int]]:
    """Which outlets wrote most of the newest articles about something, and how many each."""
    newest = [article for _, article in ids(heading, LOOKED_AT)]
    wrote = Counter(Article.objects.filter(pk__in=newest).values_list("outlet_id", flat=True).order_by())
    most = wrote.most_common(limit)
    lines = queries.outlet_lines(outlet for outlet, _ in most)
    return [(lines[outlet], number) for outlet, number in most if outlet in lines]
