"""Stories for the tests of pages, straight into the tables, with the counts that `archive.stories.store` keeps."""

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from jarida.archive.models import Article, Outlet
from jarida.archive.models.articles import ArticleState
from jarida.archive.models.stories import Story, StoryMember
from tests.website.factories import make_article, make_outlet

LANGUAGES = ("fr", "ar", "es", "en")
_events = itertools.count(1)


def make_story(articles: Iterable[Article], **fields: Any) -> Story:
    """A story of these articles; any field may be given."""
    story = Story.objects.create(state="live")
    for article in articles:
        add_member(story, article)
    return settle(story, **fields)


def add_member(story: Story, article: Article, **fields: Any) -> StoryMember:
    """An article in a story; its counts stay as they are until `settle`."""
    usual = {"language": article.language, "at": article.sort_at, "joined_at": article.first_seen_at}
    return StoryMember.objects.create(article=article, story=story, outlet=article.outlet, **usual | fields)


def settle(story: Story, **fields: Any) -> Story:
    """Count a story anew from its live members, oldest headline of each language first; `fields` win."""
    members = list(story.members.select_related("article").order_by("at", "article_id"))
    live = [member for member in members if member.article.state == ArticleState.LIVE]
    headlines: dict[str, int] = {}
    for member in live:
        headlines.setdefault(member.language, member.article_id)
    outlets = len({member.outlet_id for member in live})
    values = {
        "lead_id": live[0].article_id if live else None, "headlines": headlines, "languages": sorted(headlines),
        "articles": len(live), "outlets": outlets, "rank": float(outlets),
        "told_since": live[0].at if live else None, "told_until": live[-1].at if live else None,
    }  # fmt: skip
    for name, value in (values | fields).items():
        setattr(story, name, value)
    story.save()
    return story


def make_event(
    told: int = 3,
    languages: tuple[str, ...] = LANGUAGES,
    *,
    now: datetime | None = None,
    every: int = 20,
    **fields: Any,
) -> Story:
    """An event that `told` outlets tell, one article each, `every` so many minutes, in these languages in turn.

    `images` are given to its articles in their order; the rest of `fields` is the story's.
    """
    number, now = next(_events), now or datetime.now(UTC)
    images = list(fields.pop("images", ()))
    articles = [
        make_article(
            told_by(position), title=f"Event {number} told {position} in {languages[position % len(languages)]}",
            language=languages[position % len(languages)], published_at=now - timedelta(minutes=every * position),
            image=images[position] if position < len(images) else None, summary=f"What happened, {number}.",
        )
        for position in range(told)
    ]  # fmt: skip
    return make_story(articles, **fields)


def told_by(position: int) -> Outlet:
    """One of the outlets that tell events, the same for the same position."""
    slug = f"teller-{position}"
    return Outlet.objects.filter(slug=slug).first() or make_outlet(slug, name=f"Teller {position}", names={})


def ids_of(story: Story) -> list[int]:
    """The articles of a story, newest first."""
    return list(story.members.order_by("-at", "-article_id").values_list("article_id", flat=True))
