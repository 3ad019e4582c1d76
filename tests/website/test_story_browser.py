"""A story's page in a real browser: small screens, long words, no script, print, and an editor with the keyboard."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from jarida.archive.models import Name, Reprint, Story
from tests.stories_builder import add_member, ids_of, make_event, settle
from tests.website.factories import NOON, make_article, make_image, make_outlet
from tests.website.test_browser import WIDER

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]
UIS = ("fr", "ar")


@pytest.fixture
def story(transactional_db: Any) -> Story:
    """A story with everything that a page shows of one, and words that no line holds."""
    story = make_event(9, now=NOON, every=100, images=[make_image(), make_image()])
    long = make_article(
        make_outlet("long", name="L'outlet-au-nom-extraordinairement-long"), title="Hydro" + "électrométal" * 12,
        language="fr", published_at=NOON, image=make_image(), credit="Crédit" * 20,
    )  # fmt: skip
    copy = make_article(make_outlet("copie"), title="La même", language="fr", published_at=NOON)
    nearest = story.members.order_by("at").first()
    reasons = {"places": ["casablanca"], "numbers": ["412" * 9], "contradicting": ["3", "5"], "cosine": 0.6, "hours": 2}
    add_member(story, long, reasons=reasons, nearest_id=nearest.article_id if nearest else None)
    add_member(story, copy)
    Reprint.objects.create(article=copy, original=long, share=0.9)
    make_outlet("muet", name="Silencieux" * 9)
    Name.objects.create(kind="place", key="casablanca", shown="Casa" * 20)
    return settle(story)


@pytest.mark.parametrize("ui", UIS)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_screen(visitor: Any, story: Story, ui: str, width: int):
    page = visitor.open(f"/{ui}/stories/{story.pk}", width=width)
    for closed in page.locator("main summary").all():
        closed.click()
    assert page.evaluate(WIDER) == 0
    why = page.locator(".links a[rel=nofollow]").first.get_attribute("href")
    page.goto(visitor.base + why)
    assert page.evaluate(WIDER) == 0


def test_without_script_all_is_there(visitor: Any, story: Story):
    page = visitor.open(f"/fr/stories/{story.pk}", java_script_enabled=False)
    assert page.locator(".timeline rect").count() > 1
    assert page.locator(".group").count() == 4
    page.locator(".silences summary").first.click()


def test_in_print_there_are_no_controls(visitor: Any, story: Story):
    page = visitor.open(f"/fr/stories/{story.pk}")
    page.emulate_media(media="print")
    assert page.locator(".group .headline").first.is_visible()
    assert not page.locator(".links").first.is_visible()
    assert not page.locator(".pictures .report").first.is_visible()


def test_an_editor_splits_with_the_keyboard_alone(visitor: Any, story: Story):
    user = User.objects.create_user("editor", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_story"))
    client = Client()
    client.force_login(user)
    page = visitor.open("/healthz", width=320)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visitor.base}])
    page.goto(f"{visitor.base}/fr/stories/{story.pk}/edit")
    assert page.evaluate(WIDER) == 0
    page.locator("input[name=article]").first.focus()
    page.keyboard.press("Space")
    page.locator("button[value=split]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=confirmed]", state="attached")
    page.locator(".buttons button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit?done=split")
    new = Story.objects.exclude(pk=story.pk).get()
    assert len(ids_of(new)) == 1
    assert new.split_from_id == story.pk
