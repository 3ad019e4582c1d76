"""An editor corrects a story: who may, what is asked again, what is done, what is written down and taken back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from jarida.archive.models import Story, StoryCorrection, StoryMember
from tests.stories_builder import ids_of, make_event, make_story
from tests.website.factories import NOON

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who may correct."""
    user = User.objects.create_user("editor", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_story"))
    client = Client()
    client.force_login(user)
    return client


def path_of(story: Story, ui: str = "en") -> str:
    return f"/{ui}/stories/{story.pk}/edit"


def do(client: Client, story: Story, action: str, **fields: Any) -> Any:
    """Ask, confirm."""
    asked = client.post(path_of(story), {"action": action, **fields})
    assert asked.status_code == 200, asked.content.decode()[-3000:]
    return client.post(path_of(story), {"action": action, "confirmed": "1", **fields})


class TestWhoMay:
    def test_a_reader_is_asked_to_sign_in(self, client: Client):
        answer = client.get(path_of(make_event(2)))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/?next=")
        assert answer["Cache-Control"] == "no-store"

    def test_staff_without_the_permission_may_not(self, client: Client):
        client.force_login(User.objects.create_user("other", is_staff=True))
        story = make_event(2)
        assert client.get(path_of(story)).status_code == 403
        answer = client.post(path_of(story), {"action": "pin", "confirmed": "1", "article": ids_of(story)})
        assert answer.status_code == 403
        assert not StoryCorrection.objects.exists()

    def test_without_a_token_nothing_is_done(self, editor: Client):
        story = make_event(3)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = editor.cookies
        fields = {"action": "split", "confirmed": "1", "article": ids_of(story)[:1]}
        assert strict.post(path_of(story), fields).status_code == 403
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(path_of(story)).content.decode())
        assert token
        assert strict.post(path_of(story), {**fields, "csrfmiddlewaretoken": token[1]}).status_code == 303

    def test_get_changes_nothing(self, editor: Client):
        story = make_event(3)
        answer = editor.get(path_of(story), {"action": "split", "confirmed": "1", "article": ids_of(story)[:1]})
        assert answer.status_code == 200
        assert not StoryCorrection.objects.exists()
        assert answer["Cache-Control"] == "no-store"
        assert editor.put(path_of(story)).status_code == 405

    def test_the_pages_of_readers_lead_there(self, client: Client):
        story = make_event(3)
        html = client.get(f"/en/stories/{story.pk}", follow=True).content.decode()
        assert f'href="{path_of(story)}"' in html


class TestActions:
    def test_nothing_happens_before_it_is_confirmed(self, editor: Client):
        story = make_event(3)
        answer = editor.post(path_of(story), {"action": "split", "article": ids_of(story)[:1], "note": "another dam"})
        html = answer.content.decode()
        assert 'name="confirmed" value="1"' in html
        assert f'name="article" value="{ids_of(story)[0]}"' in html
        assert "another dam" in html
        assert Story.objects.count() == 1

    def test_split(self, editor: Client):
        story = make_event(4)
        out = ids_of(story)[:2]
        answer = do(editor, story, "split", article=out, note="another event")
        new = Story.objects.exclude(pk=story.pk).get()
        assert answer["Location"] == f"{path_of(new)}?done=split"
        assert sorted(ids_of(new)) == sorted(out)
        assert new.split_from_id == story.pk
        correction = StoryCorrection.objects.filter(kind="apart").first()
        assert correction
        assert (correction.editor.username if correction.editor else "", correction.note) == ("editor", "another event")
        assert "their own story" in editor.get(answer["Location"]).content.decode()

    @pytest.mark.parametrize("form", ["{}", "http://testserver/fr/stories/{}/slug", "/stories/{}", "#{}"])
    def test_move(self, editor: Client, form: str):
        story, other = make_event(3), make_event(2, now=NOON)
        moved = ids_of(story)[0]
        answer = do(editor, story, "move", article=[moved], target=form.format(other.pk))
        assert answer["Location"] == f"{path_of(other)}?done=move"
        assert StoryMember.objects.get(article_id=moved).story_id == other.pk

    def test_merge(self, editor: Client):
        story, other = make_event(2), make_event(2, now=NOON)
        answer = do(editor, story, "merge", target=str(other.pk))
        assert answer["Location"] == f"{path_of(story)}?done=merge"
        assert len(ids_of(story)) == 4
        assert Story.objects.get(pk=other.pk).state == "merged"
        assert editor.get(path_of(other))["Location"] == path_of(story)

    def test_pin(self, editor: Client):
        story = make_event(3)
        pinned = ids_of(story)[-1]
        assert do(editor, story, "pin", article=[pinned]).status_code == 303
        assert StoryMember.objects.get(article_id=pinned).reasons["editor"] is True
        assert StoryCorrection.objects.filter(kind="together").exists()

    def test_the_log_and_taking_back(self, editor: Client):
        story = make_event(3)
        do(editor, story, "split", article=ids_of(story)[:1], note="why not")
        html = editor.get(path_of(story)).content.decode()
        assert "why not" in html
        said = re.findall(r'name="said" value="([^"]+)"', html)
        assert said
        assert do(editor, story, "undo", said=said[0]).status_code == 303
        assert not StoryCorrection.objects.filter(kind="apart").exists()

    def test_of_another_story_nothing_is_taken_back(self, editor: Client):
        story, other = make_event(3), make_event(3, now=NOON - timedelta(days=20))
        do(editor, story, "split", article=ids_of(story)[:1])
        kept = StoryCorrection.objects.count()
        said = re.findall(r'name="said" value="([^"]+)"', editor.get(path_of(story)).content.decode())[0]
        do(editor, other, "undo", said=said)
        assert StoryCorrection.objects.count() == kept


class TestRefusals:
    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({}, "Choose what to do"),
            ({"action": "destroy"}, "Choose what to do"),
            ({"action": "split"}, "at least one article"),
            ({"action": "split", "article": ["x", "999999"]}, "at least one article"),
            ({"action": "move", "target": ""}, "by its number"),
            ({"action": "merge", "target": "999999"}, "by its number"),
            ({"action": "merge", "target": "lions"}, "by its number"),
            ({"action": "undo", "said": "apart,yesterday"}, "what to take back"),
            ({"action": "undo"}, "what to take back"),
        ],
    )
    def test_what_makes_no_sense(self, editor: Client, fields: dict[str, Any], sentence: str):
        answer = editor.post(path_of(make_event(3)), fields)
        assert answer.status_code == 400
        assert sentence in answer.content.decode()

    def test_not_all(self, editor: Client):
        story = make_event(3)
        answer = editor.post(path_of(story), {"action": "split", "article": ids_of(story), "confirmed": "1"})
        assert "must stay" in answer.content.decode()

    def test_with_itself(self, editor: Client):
        story = make_event(3)
        answer = editor.post(path_of(story), {"action": "merge", "target": str(story.pk)})
        assert "one story already" in answer.content.decode()

    def test_what_the_archive_refuses(self, editor: Client):
        story = make_event(1)
        answer = editor.post(path_of(story), {"action": "pin", "article": ids_of(story), "confirmed": "1"})
        assert answer.status_code == 409
        assert "cannot be done" in answer.content.decode()

    def test_no_such_story_and_none_any_more(self, editor: Client):
        assert editor.get("/en/stories/999999/edit").status_code == 404
        assert editor.get(path_of(make_story([], state="empty"))).status_code == 410
