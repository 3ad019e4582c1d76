"""Stories in the admin: looked at, corrected by actions, and what waits."""

import pytest
from django.utils import timezone

from jarida.archive.admin_stories import why
from jarida.archive.models import Story, StoryCorrection, StoryDue, StoryMember
from tests.stories_builder import ids_of, make_event
from tests.website.factories import make_article

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def act(client, model, name, ids):
    data = {"action": name, "_selected_action": list(ids)}
    response = client.post(f"/admin/archive/{model}/", data, follow=True)
    return [str(message) for message in response.context["messages"]] if response.context else []


def listed(client, model, **query):
    response = client.get(f"/admin/archive/{model}/", query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def test_a_story_and_its_articles_are_looked_at(staff):
    story = make_event(3)
    other = make_event(2)
    StoryMember.objects.filter(story=story).update(reasons={"names": ["~bnkrn"], "cosine": 0.61, "editor": True})
    text = staff.get(f"/admin/archive/story/{story.pk}/change/").content.decode()
    assert text.count("an editor put it here; ~bnkrn; similar by 0.61") == 3
    assert other.lead.title not in text


def test_a_story_is_found_by_number_and_by_headline(staff):
    story = make_event(2)
    make_event(2)
    assert listed(staff, "story", q=str(story.pk)) == [story]
    assert listed(staff, "story", q=story.lead.title) == [story]
    assert listed(staff, "story", q="nothing at all") == []


def test_stories_are_merged(chief):
    small, large = make_event(2), make_event(4)
    (said,) = act(chief, "story", "merge", [small.pk, large.pk])
    assert said == f"1 stories were merged into {large.pk}."
    large.refresh_from_db()
    assert large.articles == 6
    assert StoryCorrection.objects.first().editor.username == "chief"


def test_one_story_cannot_be_merged(chief):
    story = make_event(2)
    (said,) = act(chief, "story", "merge", [story.pk])
    assert said == "choose two stories or more that can be read"


def test_articles_are_split_off(chief):
    story = make_event(3)
    rest = ids_of(story)[1:]
    (said,) = act(chief, "storymember", "split", rest)
    new = Story.objects.get(split_from=story)
    assert said == f"2 articles are story {new.pk} now."
    assert ids_of(new) == rest


def test_but_only_those_of_one_story_and_not_all(chief):
    one, other = make_event(2), make_event(2)
    assert act(chief, "storymember", "split", [*ids_of(one), *ids_of(other)]) == ["choose articles of one story"]
    assert act(chief, "storymember", "split", ids_of(one)) == ["choose some articles of the story, not all"]


def test_articles_are_pinned(chief):
    story = make_event(3)
    (said,) = act(chief, "storymember", "pin", ids_of(story)[:2])
    assert said == "2 articles are pinned."
    assert set(StoryCorrection.objects.values_list("kind", flat=True)) == {"together"}


def test_who_may_only_look_corrects_nothing(staff):
    one, other = make_event(2), make_event(2)
    act(staff, "story", "merge", [one.pk, other.pk])
    act(staff, "storymember", "split", ids_of(one)[:1])
    assert not StoryCorrection.objects.exists()
    assert Story.objects.filter(state="live").count() == 2


def test_the_articles_of_a_story_are_listed(staff):
    story = make_event(3)
    make_event(2)
    assert {member.pk for member in listed(staff, "storymember", q=str(story.pk))} == set(ids_of(story))
    assert listed(staff, "storymember", q="words") == []
    assert len(listed(staff, "storymember")) == 5


def test_a_correction_is_taken_back(chief, staff):
    story = make_event(2)
    act(chief, "storymember", "pin", ids_of(story)[:1])
    (correction,) = listed(staff, "storycorrection")
    data = {"action": "delete_selected", "_selected_action": [correction.pk], "post": "yes"}
    staff.post("/admin/archive/storycorrection/", data)
    assert StoryCorrection.objects.exists()
    chief.post("/admin/archive/storycorrection/", data)
    assert not StoryCorrection.objects.exists()


def test_what_was_given_up_is_tried_again(chief, staff):
    now = timezone.now()
    due = StoryDue.objects.create(article=make_article(), since=now, at=now, attempts=3, problem="too strange")
    assert listed(staff, "storydue") == [due]
    act(chief, "storydue", "retry", [due.pk])
    due.refresh_from_db()
    assert (due.attempts, due.problem) == (0, "")


def test_why_of_the_first_and_of_what_is_spoilt():
    assert why(StoryMember(reasons={})) == "the first"
    assert why(StoryMember(reasons={"names": 3, "contradicting": ["3", "5"], "copied": 0.5})) == (
        "50% copied; against it: 3, 5"
    )
