"""What editors correct is done at once, kept, and taken back by deleting it."""

import pytest
from django.contrib.auth import get_user_model

from jarida.archive import generation
from jarida.archive.models import ArticleState, Story, StoryCorrection, StoryDue, StoryMember
from jarida.archive.stories import corrections
from jarida.archive.stories.corrections import CorrectionRefused, constraints
from tests.stories_builder import ids_of, make_event

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def bumps(monkeypatch):
    calls = []
    monkeypatch.setattr(generation, "bump", lambda: calls.append(1))
    return calls


@pytest.fixture
def one():
    return make_event(3)


@pytest.fixture
def other():
    return make_event(2, languages=("ar",))


def said():
    rows = StoryCorrection.objects.order_by("one_id", "other_id").values_list("kind", "one_id", "other_id")
    return {(kind, first, second) for kind, first, second in rows}


def pair(kind, first, second):
    return (kind, min(first, second), max(first, second))


# --- merging -----------------------------------------------------------------------------------------


def test_two_stories_become_one(one, other, bumps):
    merged_ids = ids_of(other)
    story = corrections.merge(one.pk, other.pk)
    assert (story.pk, story.articles, story.state) == (one.pk, 5, "live")
    assert set(merged_ids) <= set(ids_of(story))
    other.refresh_from_db()
    assert (other.state, other.merged_into_id, other.articles, other.lead) == ("merged", one.pk, 0, None)
    assert bumps


def test_all_of_both_tell_what_the_lead_tells(one, other):
    lead = one.lead_id
    corrections.merge(one.pk, other.pk)
    assert said() == {pair("together", lead, member) for member in ids_of(one) if member != lead}
    assert len(said()) == 4


def test_who_corrected_is_kept(one, other):
    editor = get_user_model().objects.create_user("editor")
    corrections.merge(one.pk, other.pk, editor, "the same match " * 100)
    row = StoryCorrection.objects.first()
    assert row.editor == editor
    assert len(row.note) == 300
    assert row.one_id < row.other_id


def test_the_moved_say_that_an_editor_moved_them(one, other):
    there = ids_of(other)
    StoryMember.objects.filter(pk=there[0]).update(reasons={"names": ["rabat"]})
    corrections.merge(one.pk, other.pk)
    assert StoryMember.objects.get(pk=there[0]).reasons == {"names": ["rabat"], "editor": True}
    assert set(StoryDue.objects.values_list("article_id", flat=True)) == set(there)


def test_a_story_that_was_merged_before_is_found_where_it_is_now(one, other):
    corrections.merge(one.pk, other.pk)
    third = make_event(2)
    assert corrections.merge(third.pk, other.pk).articles == 7
    one.refresh_from_db()
    assert one.merged_into_id == third.pk


def test_a_story_is_not_merged_with_itself(one, other, bumps):
    corrections.merge(one.pk, other.pk)
    bumps.clear()
    for first, second in ((one.pk, one.pk), (one.pk, other.pk), (one.pk, 404), (404, one.pk)):
        with pytest.raises(CorrectionRefused):
            corrections.merge(first, second)
    assert not bumps


# --- splitting ---------------------------------------------------------------------------------------


def test_some_get_a_story_of_their_own(one):
    lead, *rest = ids_of(one)
    story = corrections.split(one.pk, rest)
    one.refresh_from_db()
    assert (story.split_from_id, story.articles, one.articles) == (one.pk, 2, 1)
    assert (ids_of(story), ids_of(one)) == (rest, [lead])
    assert said() == {pair("together", *rest), pair("apart", rest[1], lead)}


@pytest.mark.parametrize("chosen", [slice(0), slice(None)])
def test_neither_all_nor_none_can_be_split(one, chosen):
    with pytest.raises(CorrectionRefused, match="some articles"):
        corrections.split(one.pk, ids_of(one)[chosen])
    assert not said()


def test_articles_of_other_stories_are_not_split(one, other):
    with pytest.raises(CorrectionRefused):
        corrections.split(one.pk, ids_of(other))


def test_what_is_said_last_holds(one):
    members = ids_of(one)
    new = corrections.split(one.pk, members[:1])
    corrections.merge(one.pk, new.pk)
    assert {kind for kind, *_ in said()} == {"together"}
    corrections.split(one.pk, members[:1])
    assert {kind for kind, *both in said() if members[0] in both} == {"apart"}


# --- moving and pinning --------------------------------------------------------------------------------


def test_one_article_goes_into_another_story(one, other):
    moved, *stay = ids_of(one)
    lead = other.lead_id
    story = corrections.move(moved, other.pk)
    assert (story.pk, story.articles) == (other.pk, 3)
    assert said() == {pair("apart", moved, each) for each in stay} | {pair("together", moved, lead)}


def test_the_last_article_takes_its_story_with_it(other):
    alone = make_event(1)
    corrections.move(alone.lead_id, other.pk)
    alone.refresh_from_db()
    assert (alone.state, alone.merged_into_id) == ("merged", other.pk)


def test_an_article_without_a_story_is_put_into_one(one):
    lonely = make_event(1)
    article = lonely.lead_id
    StoryMember.objects.all().filter(pk=article).delete()
    assert corrections.move(article, one.pk).articles == 4
    assert StoryMember.objects.get(pk=article).reasons == {"editor": True}


def test_an_article_is_pinned_where_it_is(one):
    member = next(pk for pk in ids_of(one) if pk != one.lead_id)
    assert corrections.pin(member) == one
    assert said() == {pair("together", member, one.lead_id)}
    assert StoryMember.objects.get(pk=member).reasons["editor"] is True


def test_the_lead_is_pinned_to_another(one):
    corrections.pin(one.lead_id)
    ((kind, *both),) = said()
    assert (kind, one.lead_id in both) == ("together", True)


def test_what_cannot_be_pinned(one):
    alone = make_event(1)
    for article in (alone.lead_id, 404):
        with pytest.raises(CorrectionRefused):
            corrections.pin(article)
    assert Story.objects.filter(state="live").count() == 2


def test_a_withdrawn_article_is_not_moved(one, other):
    article = one.lead
    article.state = ArticleState.WITHDRAWN
    article.save()
    with pytest.raises(CorrectionRefused, match="no such article"):
        corrections.move(article.pk, other.pk)


# --- kept and taken back -------------------------------------------------------------------------------


def test_constraints_are_those_of_the_articles_asked_for(one, other):
    moved, *stay = ids_of(one)
    corrections.move(moved, other.pk)
    lead = next(second if first == moved else first for kind, first, second in said() if kind == "together")
    assert constraints({moved, lead}).together == {(min(moved, lead), max(moved, lead))}
    assert constraints({moved, lead}).apart == frozenset()
    assert len(constraints({moved, *stay}).apart) == 2


def test_a_correction_is_undone_by_deleting_it(one):
    corrections.pin(one.lead_id)
    assert corrections.undo(StoryCorrection.objects.values_list("pk", flat=True)) == 1
    assert constraints(set(ids_of(one))).together == frozenset()
