"""The last days grouped anew: numbers stay, addresses lead on, editors are obeyed."""

import json
from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.utils import timezone

from jarida.archive import generation
from jarida.archive.management.commands import regroup
from jarida.archive.models import Story, StoryMember
from jarida.archive.stories import corrections, merging, profiles, progress
from jarida.archive.stories.pairs import training_pairs
from jarida.core.stories.model import Column, Profile
from tests.stories_builder import ids_of, make_event
from tests.website.factories import withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def event(told=3, **fields):
    """A story whose articles have profiles."""
    story = make_event(told, **fields)
    for member in story.members.select_related("article"):
        keep(member.article)
    return story


def keep(article, column=Column.NONE):
    vector = np.full(384, 6, np.int8)
    profile = Profile(
        article.pk, vector, article.language, article.outlet.slug, article.sort_at, names=frozenset({"~bnkrn"}),
        column=column,
    )  # fmt: skip
    profiles.save(profile, encoder="words", content_hash=article.content_hash, at=article.sort_at)


def grouped(*groups):
    """A clustering that finds these groups, and every other article alone."""

    def recluster(known, constraints):
        told = {one for group in groups for one in group}
        return [*groups, *({profile.id} for profile in known if profile.id not in told)]

    return recluster


def carry_out(recluster):
    found = merging.look(7, recluster)
    return found, sum(merging.write(found))


def test_nothing_changes_where_all_is_well():
    one, other = event(), event(2)
    found, moved = carry_out(grouped(ids_of(one), ids_of(other)))
    assert (moved, found.plan.merged) == (0, {})
    assert "5 articles in 2 stories: 0 articles move" in found.summary()
    assert Story.objects.filter(state="live").count() == 2


def test_two_become_one_and_the_address_leads_on():
    one, other = event(3), event(2)
    _, moved = carry_out(grouped([*ids_of(one), *ids_of(other)]))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (moved, one.articles, one.state) == (2, 5, "live")
    assert (other.state, other.merged_into, other.articles) == ("merged", one, 0)


def test_one_becomes_two_and_says_from_which():
    one = event(3)
    first, *rest = ids_of(one)
    carry_out(grouped(rest, [first]))
    new = StoryMember.objects.get(article=first).story
    one.refresh_from_db()
    assert (new.split_from, new.articles, one.articles) == (one, 1, 2)
    member = StoryMember.objects.get(article=first)
    assert (member.nearest, member.reasons) == (None, {})


def test_why_a_moved_article_is_where_it_is():
    one, other = event(2), event(1)
    (moved,) = ids_of(other)
    carry_out(grouped([*ids_of(one), moved]))
    member = StoryMember.objects.get(article=moved)
    assert member.nearest_id in ids_of(one)
    assert member.reasons["names"] == ["~bnkrn"]
    assert 0 < member.probability <= 1


def test_what_editors_said_is_given_to_who_groups():
    one, other = event(), event(2)
    moved = ids_of(one)[0]
    corrections.move(moved, other.pk)
    seen = []

    def recluster(known, constraints):
        seen.append(constraints)
        return [{profile.id} for profile in known]

    merging.look(7, recluster)
    assert seen[0].together == {tuple(sorted((moved, other.lead_id)))}
    assert len(seen[0].apart) == 2


def test_a_story_that_an_editor_made_keeps_its_number():
    one, other = event(4), event(2)
    corrections.merge(other.pk, one.pk)
    everything = ids_of(other)
    carry_out(grouped(everything))
    other.refresh_from_db()
    assert (other.state, other.articles) == ("live", 6)


def test_a_story_with_older_articles_is_not_merged_away():
    old, new = event(3), event(3)
    past = timezone.now() - timedelta(days=30)
    member = old.members.order_by("pk").first()
    profiles.touch(member.article_id, past)
    rest = [one for one in ids_of(old) if one != member.article_id]
    carry_out(grouped([*ids_of(new), *rest]))
    old.refresh_from_db()
    assert (old.state, ids_of(old)) == ("live", [member.article_id])


def test_an_article_that_was_moved_meanwhile_stays_where_it_was_put():
    one, other, third = event(2), event(1), event(2)
    (moved,) = ids_of(other)
    found = merging.look(7, grouped([*ids_of(one), moved]))
    corrections.move(moved, third.pk)
    list(merging.write(found))
    assert StoryMember.objects.get(article=moved).story == third


def test_one_that_was_withdrawn_meanwhile_is_left_out():
    one, other = event(2), event(2)
    gone, stays = ids_of(other)
    found = merging.look(7, grouped([*ids_of(one), gone, stays]))
    StoryMember.objects.filter(article=gone).delete()
    list(merging.write(found))
    assert StoryMember.objects.get(article=stays).story == one


def test_much_is_moved_a_little_at_a_time(monkeypatch):
    monkeypatch.setattr(merging, "AT_ONCE", 2)
    one, other = event(6), event(5)
    found = merging.look(7, grouped([*ids_of(one), *ids_of(other)]))
    assert list(merging.write(found)) == [2, 2, 1]
    one.refresh_from_db()
    assert one.articles == 11


def test_a_large_split_is_one_new_story(monkeypatch):
    monkeypatch.setattr(merging, "AT_ONCE", 2)
    one = event(8)
    members = ids_of(one)
    carry_out(grouped(members[:5], members[5:]))
    assert sorted(Story.objects.values_list("articles", flat=True)) == [3, 5]


def test_those_who_keep_stories_in_memory_are_told(monkeypatch):
    calls = []
    monkeypatch.setattr(generation, "bump", lambda: calls.append(1))
    event(2)
    before = progress.get(progress.EPOCH)
    carry_out(grouped())
    assert progress.get(progress.EPOCH) == before + 1
    assert calls


def test_an_empty_archive():
    found, moved = carry_out(grouped())
    assert (found.summary().split(":")[0], moved) == ("0 articles in 0 stories", 0)


def test_a_column_stays_one():
    one = event(2)
    members = ids_of(one)
    for member in one.members.select_related("article"):
        keep(member.article, Column.WEATHER)
    carry_out(grouped(members[:1], members[1:]))
    assert Story.objects.exclude(pk=one.pk).get().column == "weather"


# --- by hand ----------------------------------------------------------------------------------------


def test_by_hand_it_says_what_it_does(monkeypatch):
    one, other = event(3), event(2)
    everything = [*ids_of(one), *ids_of(other)]

    def recluster(known, constraints, progress):
        progress(len(known))
        return [everything]

    monkeypatch.setattr(regroup, "recluster", recluster)
    out = StringIO()
    call_command("regroup", "--dry-run", stdout=out)
    assert out.getvalue() == "5 articles in 1 stories: 2 articles move, 0 stories are new, 1 merge into others\n"
    assert Story.objects.filter(state="live").count() == 2
    call_command("regroup", "--days", "3", stdout=out)
    assert "done in 0 s" in out.getvalue()
    assert Story.objects.get(state="live").articles == 5


def test_training_pairs_are_exported():
    one, other = event(2), event(2)
    moved, *stay = ids_of(one)
    corrections.move(moved, other.pk)
    found = list(training_pairs())
    assert {pair["same"] for pair in found} == {True, False}
    for pair in found:
        assert pair["one"].keys() == {"id", "title", "language", "published", "outlet"}
    out = StringIO()
    call_command("storypairs", stdout=out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == found
    withdraw(one.members.get(article=stay[0]).article)
    assert len(list(training_pairs())) == len(found) - 1


def test_as_many_days_as_can_be_looked_at(monkeypatch):
    held = {7: 500, 6: 400, 5: 300, 4: 200, 3: 150, 2: 120}
    monkeypatch.setattr(merging, "number", held.__getitem__)
    for most, days in ((1_000, 7), (300, 5), (299, 4), (120, 2), (100, 1)):
        monkeypatch.setattr(merging, "MOST", most)
        assert merging.affordable(7) == days
    assert merging.affordable(1) == 1
