"""Stories keep their counts: of live members, whatever enters, moves and leaves."""

from datetime import timedelta

import pytest

from jarida.archive import generation
from jarida.archive.models import ArticleState, Reprint, Story, StoryMember, StoryState
from jarida.archive.stories import store
from jarida.archive.stories.counting import settle
from jarida.archive.stories.store import Place
from jarida.core.stories.ranking import NEVER
from tests.stories_builder import ids_of, make_event
from tests.website.factories import NOON, make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def article(outlet="one", **fields):
    from jarida.archive.models import Outlet

    place = Outlet.objects.filter(slug=outlet).first() or make_outlet(outlet)
    return make_article(place, **{"title": "A title of some words"} | fields)


def joined(*articles, story=None):
    """These in one story."""
    found = None
    for one in articles:
        found = store.join([Place(one.pk, story if found is None else found)])[one.pk]
    return Story.objects.get(pk=found)


def test_a_story_is_counted_as_articles_enter():
    first = article("one", published_at=NOON - timedelta(hours=2), language="fr-MA")
    story = joined(first, article("one", published_at=NOON), article("two", published_at=NOON, language="ar"))
    assert (story.articles, story.outlets, story.lead) == (3, 2, first)
    assert set(story.languages) == set(story.headlines) == {"fr", "ar"}
    assert (story.told_since, story.told_until) == (NOON - timedelta(hours=2), NOON)
    assert story.rank > joined(article("three", published_at=NOON - timedelta(hours=2))).rank


def test_an_article_that_enters_elsewhere_leaves_where_it_was():
    one, other = joined(article()), joined(article("two"), article("three"))
    moved = ids_of(one)[0]
    store.join([Place(moved, other.pk)])
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.merged_into, other.articles) == ("merged", other, 3)


def test_to_enter_again_changes_nothing(monkeypatch):
    story = joined(article(), article("two"))
    before = Story.objects.values().get(pk=story.pk)
    joined_at = StoryMember.objects.first().joined_at
    bumps = []
    monkeypatch.setattr(generation, "bump", lambda: bumps.append(1))
    for member in ids_of(story):
        store.join([Place(member, story.pk)])
    assert Story.objects.values().get(pk=story.pk) == before
    assert StoryMember.objects.order_by("pk").first().joined_at == joined_at
    assert not bumps


def test_one_that_was_withdrawn_does_not_enter():
    gone = article(state=ArticleState.WITHDRAWN)
    assert store.join([Place(gone.pk, None), Place(404, None)]) == {}
    assert not Story.objects.exists()


def test_a_column_never_leads_the_page():
    one = article()
    story = Story.objects.get(pk=store.join([Place(one.pk, None, column="weather")])[one.pk])
    assert (story.column, story.rank) == ("weather", NEVER)


def test_a_copy_s_headline_stands_behind():
    copy, original = article(published_at=NOON - timedelta(hours=1)), article("two", published_at=NOON)
    Reprint.objects.create(article=copy, original=original, share=0.9)
    assert joined(copy, original).lead == original


def test_one_that_is_asked_for_by_an_old_number_is_found_where_it_is_now():
    first, second, third = make_event(1), make_event(1), make_event(2)
    store.move(ids_of(first), second.pk)
    store.move(ids_of(second), third.pk)
    assert store.live_story(first.pk) == store.live_story(second.pk) == store.live_story(third.pk) == third.pk
    assert store.live_story(None) is None
    assert store.live_story(404) is None


def test_a_circle_of_merges_has_no_story():
    one, other = make_event(1), make_event(1)
    Story.objects.filter(pk=one.pk).update(state=StoryState.MERGED, merged_into=other)
    Story.objects.filter(pk=other.pk).update(state=StoryState.MERGED, merged_into=one)
    assert store.live_story(one.pk) is None


def test_an_empty_story_is_none_to_enter():
    story = make_event(1)
    store.leave(ids_of(story))
    story.refresh_from_db()
    assert (story.state, story.rank) == ("empty", NEVER)
    other = article()
    assert store.join([Place(other.pk, story.pk)])[other.pk] != story.pk


def test_a_merged_story_stays_merged_when_it_is_counted():
    one, other = make_event(1), make_event(1)
    store.move(ids_of(one), other.pk)
    assert settle([one.pk]) == set()
    one.refresh_from_db()
    assert one.state == "merged"


def test_counting_a_large_story_takes_few_queries(django_assert_max_num_queries):
    story = make_event(40)
    with django_assert_max_num_queries(3):
        settle([story.pk])
    assert settle([]) == set()
