"""The moderators' desk: who may do what, and what it leaves behind."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from jarida.archive.models import Article, ArticleState, Feed, FeedState, Image, ImageState, Tombstone
from jarida.moderation.decide import Reporter
from jarida.moderation.models import Action, Decision, ReportedImage
from jarida.moderation.reports import take_report
from tests.moderation.factories import bare_image
from tests.website.factories import make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]
QUEUE = "/admin/moderation/reportedimage/"
IMAGES = "/admin/archive/image/"
ARTICLES = "/admin/archive/article/"
LOG = "/admin/moderation/decision/"


def signed_in(**user) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user(username=f"user {len(user)}", **user))
    return client


def allowed(*names: str) -> Client:
    """Staff with some permissions."""
    client = signed_in(is_staff=True)
    user = get_user_model().objects.get(is_staff=True, is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return client


@pytest.fixture
def chief(db) -> Client:
    return signed_in(is_staff=True, is_superuser=True)


@pytest.fixture
def moderator(db) -> Client:
    names = ("view_reportedimage", "view_image", "view_article", "view_decision", "add_decision")
    return allowed(*names)


def reported(persons: int, image: Image | None = None) -> Image:
    image = image or bare_image()
    for number in range(persons):
        take_report(image.digest, Reporter(f"a{number}", f"c{number}"))
    image.refresh_from_db()
    return image


def act(client: Client, path: str, name: str, *rows, **fields: str):
    data = {"action": name, "_selected_action": [str(row.pk) for row in rows], **fields}
    return client.post(path, data, follow=True)


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- the queue --------------------------------------------------------------------------------------


def test_the_queue_has_what_waits_most_reporters_first(chief):
    bare_image()
    once, twice = reported(1), reported(2)
    blocked = reported(3)
    response = chief.get(QUEUE)
    assert [image.pk for image in response.context["cl"].result_list] == [blocked.pk, twice.pk, once.pk]


def test_what_is_decided_is_out_of_the_queue_until_it_is_reported_again(moderator):
    image = reported(3)
    act(moderator, QUEUE, "reverse_block", image, decided="1", reason="a harmless picture")
    assert list(moderator.get(QUEUE).context["cl"].result_list) == []
    reported(1, image)
    assert [each.pk for each in moderator.get(QUEUE).context["cl"].result_list] == [image.pk]


@pytest.mark.parametrize(
    ("name", "action", "state"),
    [
        ("confirm_block", Action.CONFIRMED, ImageState.BLOCKED),
        ("clear", Action.CLEARED, ImageState.CLEARED),
        ("reverse_block", Action.REVERSED, ImageState.SHOWN),
    ],
)
@pytest.mark.parametrize("path", [QUEUE, IMAGES])
def test_every_decision_has_a_page_for_its_reason_and_a_line_in_the_log(moderator, path, name, action, state):
    first, second = reported(3), reported(1)
    asked = act(moderator, path, name, first, second)
    assert "decided" in asked.content.decode()
    assert Decision.objects.count() == 1  # the automatic block
    done = act(moderator, path, name, first, second, decided="1", reason="seen by two of us")
    assert "2 of 2" in messages(done)[0]
    logged = Decision.objects.filter(action=action)
    assert {(each.image_id, each.reason, each.moderator.username) for each in logged} == {
        (first.pk, "seen by two of us", "user 1"), (second.pk, "seen by two of us", "user 1"),
    }  # fmt: skip
    assert set(Image.objects.values_list("state", "report_count")) == {(state, 0)}


def test_a_reason_is_optional_for_images(moderator):
    act(moderator, QUEUE, "clear", image := reported(1), decided="1", reason="")
    assert Decision.objects.get().reason == ""
    image.refresh_from_db()
    assert image.state == ImageState.CLEARED


def test_a_reason_that_is_too_long_is_asked_for_again(moderator):
    response = act(moderator, QUEUE, "clear", reported(1), decided="1", reason="x" * 501)
    assert response.context["form"].errors
    assert not Decision.objects.exists()


def test_the_page_of_an_image_shows_what_a_moderator_needs(chief):
    image = make_image(fingerprint=0b1111 << 40)
    near = make_image(fingerprint=0b1110 << 40, state=ImageState.BLOCKED)
    far = make_image(fingerprint=0x5555_5555_5555_5555)
    article = make_article(make_outlet(name="Le Courrier"), title="Le <lac>", image=image)
    reported(3, image)
    page = chief.get(f"{QUEUE}{image.pk}/change/").content.decode()
    assert f"{ARTICLES}{article.pk}/change/" in page
    assert "Le &lt;lac&gt;" in page
    assert "Le Courrier" in page
    assert f"{QUEUE}{near.pk}/picture.webp" in page
    assert f"{QUEUE}{far.pk}/picture.webp" not in page
    assert "blocked automatically" in page
    assert "style=" not in page.split('id="content"')[1]


def test_a_moderator_sees_a_blocked_picture_and_readers_do_not(moderator, client):
    image = make_image(state=ImageState.BLOCKED)
    for path in (QUEUE, IMAGES):
        response = moderator.get(f"{path}{image.pk}/picture.webp")
        assert b"".join(response.streaming_content)[8:12] == b"WEBP"
        assert "no-store" in response["Cache-Control"]
        assert client.get(f"{path}{image.pk}/picture.webp").status_code == 302
    assert client.get(f"/media/{image.digest}-320.webp").status_code == 410


def test_a_picture_that_is_not_there_is_404(moderator):
    image = bare_image()
    assert moderator.get(f"{IMAGES}{image.pk}/picture.webp").status_code == 404
    assert moderator.get(f"{IMAGES}999/picture.webp").status_code == 404
    assert allowed_nothing().get(f"{IMAGES}{image.pk}/picture.webp").status_code == 404


def allowed_nothing() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user("nobody", is_staff=True))
    return client


# --- articles ---------------------------------------------------------------------------------------


def test_withdrawing_asks_for_a_reason_that_readers_see(moderator):
    article = make_article()
    asked = act(moderator, ARTICLES, "withdraw", article)
    assert "Shown to readers" in asked.content.decode()
    refused = act(moderator, ARTICLES, "withdraw", article, decided="1", reason="")
    assert refused.context["form"].errors
    assert Article.objects.get().state == ArticleState.LIVE
    act(moderator, ARTICLES, "withdraw", article, decided="1", reason="À la demande", requested_by="x@outlet.example")
    assert Article.objects.get().state == ArticleState.WITHDRAWN
    stone = Tombstone.objects.get()
    assert (stone.reason, stone.requested_by) == ("À la demande", "x@outlet.example")
    assert Decision.objects.get().action == Action.WITHDRAWN
    again = act(moderator, ARTICLES, "withdraw", article, decided="1", reason="again")
    assert "0 of 1" in messages(again)[0]


def test_restoring(moderator):
    article = make_article()
    act(moderator, ARTICLES, "withdraw", article, decided="1", reason="r")
    act(moderator, ARTICLES, "restore", article, decided="1", reason="a mistake")
    assert Article.objects.get().state == ArticleState.LIVE
    assert [each.action for each in Decision.objects.order_by("pk")] == [Action.WITHDRAWN, Action.RESTORED]


def test_so_many_at_once_are_refused(moderator, monkeypatch):
    monkeypatch.setattr("jarida.moderation.reason.MOST_AT_ONCE", 1)
    response = act(moderator, ARTICLES, "withdraw", make_article(), make_article(), decided="1", reason="r")
    assert "At most 1" in messages(response)[0]
    assert not Tombstone.objects.exists()


# --- from all sides ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [QUEUE, IMAGES, ARTICLES, LOG, "/admin/"])
def test_a_stranger_is_led_to_the_door(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", [QUEUE, IMAGES, ARTICLES, LOG])
def test_staff_without_permission_sees_nothing(db, path):
    assert allowed().get(path).status_code == 403


def test_who_may_look_may_not_decide(db):
    viewer = allowed("view_reportedimage", "view_image", "view_article", "change_image", "change_reportedimage")
    image, article = reported(3), make_article()
    for path, name, row in ((QUEUE, "clear", image), (IMAGES, "clear", image), (ARTICLES, "withdraw", article)):
        assert viewer.get(path).status_code == 200
        act(viewer, path, name, row, decided="1", reason="r")
    image.refresh_from_db()
    assert image.state == ImageState.BLOCKED
    assert not Tombstone.objects.exists()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "model", ["moderation/decision", "moderation/reportedimage", "archive/image", "archive/article"]
)
def test_not_even_the_chief_edits_what_is_kept(chief, model):
    article = make_article(image=make_image())
    decision = Decision.objects.create(article=article, action=Action.WITHDRAWN)
    pk = {"moderation/decision": decision.pk, "archive/article": article.pk}.get(model, article.lead_image_id)
    assert chief.get(f"/admin/{model}/add/").status_code == 403
    assert chief.get(f"/admin/{model}/{pk}/delete/").status_code == 403
    assert chief.post(f"/admin/{model}/{pk}/change/", {"title": "other", "reason": "other"}).status_code == 403
    article.refresh_from_db()
    assert article.title != "other"


def test_the_log_names_who_decided_on_what(chief):
    image = reported(3)
    act(chief, QUEUE, "clear", image, decided="1", reason="<b>known</b>")
    page = chief.get(LOG).content.decode()
    assert "&lt;b&gt;known&lt;/b&gt;" in page
    assert "user 2" in page
    assert f"{QUEUE}{image.pk}/change/" in page


# --- the front of the admin -------------------------------------------------------------------------


def test_the_front_names_failing_feeds_and_the_queue(chief):
    outlet = make_outlet(name="Le Courrier")
    Feed.objects.create(
        outlet=outlet, url="https://le-courrier.example/rss", state=FeedState.FAILING, failures=3,
        problem_code="http-500", problem="the server <failed>",
    )  # fmt: skip
    Feed.objects.create(outlet=outlet, url="https://le-courrier.example/fine", state=FeedState.ACTIVE)
    reported(1)
    page = chief.get("/admin/").content.decode()
    assert "Le Courrier" in page
    assert "http-500" in page
    assert "the server &lt;failed&gt;" in page
    assert "le-courrier.example/fine" not in page
    assert "wait for a decision: 1" in page


def test_a_long_list_of_failing_feeds_is_cut(chief):
    outlet = make_outlet()
    for number in range(23):
        Feed.objects.create(outlet=outlet, url=f"https://a.example/{number}", state=FeedState.FAILING)
    assert "And 3 more feeds in trouble" in chief.get("/admin/").content.decode()


def test_the_front_keeps_quiet_for_those_who_may_not_see(db):
    Feed.objects.create(outlet=make_outlet(), url="https://a.example/rss", state=FeedState.FAILING)
    reported(1)
    page = allowed().get("/admin/").content.decode()
    assert "a.example" not in page
    assert "wait for a decision" not in page


@pytest.mark.parametrize(
    ("language", "word", "direction"),
    [
        ("fr", "Déconnexion", "ltr"),
        ("ar", "إدارة الموقع", "rtl"),
        ("es", "Cerrar sesión", "ltr"),
        ("en", "Log out", "ltr"),
    ],
)
def test_the_admin_speaks_the_staffs_language(chief, language, word, direction):
    response = chief.get("/admin/", HTTP_ACCEPT_LANGUAGE=language)
    page = response.content.decode()
    assert word in page
    assert f'dir="{direction}"' in page
    assert "Accept-Language" in response["Vary"]


def test_the_waiting_are_found_from_the_reports(db):
    reported(1)
    assert "report" in str(ReportedImage.waiting().query)
    assert ReportedImage.waiting().count() == 1
