"""Stories for programs: what is not to be shown is not named."""

import pytest

from jarida.archive.models import ArticleTopic, Mention, Name, Outlet
from jarida.archive.stories import listing
from jarida.archive.stories.listing import Wanted
from tests.stories_builder import make_event, make_story
from tests.website.factories import NOON, make_article

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def mention(article: int, key: str, **fields: object) -> None:
    name = Name.objects.create(kind="person", key=key, shown=key.title())
    Mention.objects.create(name=name, article_id=article, at=NOON, **fields)


def test_names_in_the_title_first_then_the_most_named():
    article = make_article().pk
    for key, times, in_title in (("one", 1, False), ("often", 5, False), ("title", 1, True)):
        mention(article, key, times=times, in_title=in_title)
    assert [name.key for name in listing.names_of(article)] == ["title", "often", "one"]


def test_of_a_headline_alone_only_its_names():
    article = make_article().pk
    mention(article, "text")
    mention(article, "title", in_title=True)
    Outlet.objects.update(policy="headline")
    assert [name.key for name in listing.names_of(article)] == ["title"]


def test_topics_the_surest_first():
    article = make_article().pk
    for topic, confidence in (("own:a", 0.4), ("own:b", 0.9)):
        ArticleTopic.objects.create(article_id=article, topic=topic, confidence=confidence, at=NOON)
    assert listing.topics_of(article) == [("own:b", 0.9), ("own:a", 0.4)]


def test_no_story_that_is_not_one():
    make_story([], state="empty", told_until=NOON)
    make_story([], state="merged", told_until=NOON)
    story = make_event(2, now=NOON)
    found, following = listing.stories(Wanted())
    assert [head.id for head in found] == [story.pk]
    assert following is None


def test_no_such_name():
    assert listing.name(999_999) is None
