"""Who tells a story, in pages; and which story an article is in."""

from datetime import timedelta

import pytest

from jarida.archive.models import Reprint, Story
from jarida.archive.queries import Cursor
from jarida.archive.store.moderation import withdraw
from jarida.archive.stories import whole
from jarida.archive.stories.tellers import Teller, by_language, members, page, story_of
from jarida.archive.stories.whole import Emptied, Merged, StoryHead
from tests.stories_builder import ids_of, make_event, make_story, told_by
from tests.website.factories import NOON, make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def all_of(tellers: tuple[Teller, ...]) -> list[int]:
    return [each.member.id for teller in tellers for each in (teller, *teller.copies)]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_neither_lose_nor_double(first: bool, limit: int):
    articles = [
        make_article(
            told_by(place % 9), language="fr ar".split()[place % 2], published_at=NOON - timedelta(hours=place)
        )
        for place in range(30)
    ]
    found = members(make_story(articles).pk)
    after: Cursor | None = None
    seen: list[int] = []
    while True:
        shown = page(found, first=first, after=after, limit=limit)
        seen += all_of(shown.tellers)
        after = shown.following
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 18
    times = [next(member.at for member in found if member.id == each) for each in seen]
    assert times == sorted(times, reverse=not first)


def test_a_copy_of_a_copy_is_not_lost():
    articles = [make_article(make_outlet(), published_at=NOON + timedelta(minutes=place)) for place in range(3)]
    for copy, original in ((articles[1], articles[0]), (articles[2], articles[1])):
        Reprint.objects.create(article=copy, original=original, share=0.9)
    found = page(members(make_story(articles).pk)).tellers
    assert sorted(all_of(found)) == sorted(article.pk for article in articles)


def test_two_that_copy_each_other_are_not_lost():
    one, other = (make_article(make_outlet(), published_at=NOON) for _ in range(2))
    Reprint.objects.create(article=one, original=other, share=1)
    Reprint.objects.create(article=other, original=one, share=1)
    assert sorted(all_of(page(members(make_story([one, other]).pk)).tellers)) == sorted([one.pk, other.pk])


def test_the_readers_language_first_then_the_most():
    story = make_event(7, ("fr", "ar", "ar", "es"))
    found = page(members(story.pk)).tellers
    assert list(by_language(found, ("es",))) == ["es", "ar", "fr"]


def test_where_a_story_is():
    story = make_event(2)
    merged = make_story([], state="merged", merged_into=story)
    assert isinstance(whole.story(story.pk), StoryHead)
    assert whole.story(merged.pk) == Merged(merged.pk, story.pk)
    assert isinstance(whole.story(make_story([], state="empty").pk), Emptied)
    assert whole.story(999_999) is None
    standing = whole.standing(merged.pk)
    assert standing is not None
    assert standing.id == story.pk
    assert story_of(ids_of(story)[0]) == story.pk


def test_a_chain_has_an_end():
    story = make_event(2)
    for _ in range(whole.MOST_MERGES + 2):
        last = story
        story = make_story([], state="merged", merged_into=last)
    assert isinstance(whole.story(story.pk), Emptied)
    assert whole.standing(story.pk) is None


def test_another_headline_where_the_lead_was_withdrawn():
    story = make_event(3)
    lead = story.lead_id
    withdraw(lead or 0, "asked for")
    Story.objects.filter(pk=story.pk).update(lead_id=lead)
    head = whole.story(story.pk)
    assert isinstance(head, StoryHead)
    assert head.lead.id != lead
    assert [each.lead.id for each in whole.heads([story.pk])] == [head.lead.id]
