"""Reporting an image over HTTP."""

import json
import logging

import pytest
from django.test import Client
from django.urls import reverse

from jarida.archive import generation
from jarida.archive.models import Image, ImageState
from jarida.moderation.models import Action, Decision, Report
from jarida.moderation.persons import COOKIE
from tests.moderation.factories import bare_image, digest_of, with_options
from tests.website.factories import make_article

pytestmark = [pytest.mark.database, pytest.mark.django_db]

THANKS = (
    "Merci d'avoir signalé! Cette image sera automatiquement bloquée après qu'elle soit signalée par plusieurs"
    " personnes."
)


def state_of(image: Image) -> str:
    return Image.objects.get(pk=image.pk).state


def test_three_people_block_an_image(image, send, django_capture_on_commit_callbacks):
    before = generation.current()
    answers = []
    with django_capture_on_commit_callbacks(execute=True):
        answers = [send(image, f"192.0.2.{number}").json()["blocked"] for number in (1, 2, 3)]
    assert answers == [False, False, True]
    assert state_of(image) == ImageState.BLOCKED
    assert generation.current() != before
    decision = Decision.objects.get()
    assert (decision.action, decision.moderator, decision.image) == (Action.BLOCKED, None, image)
    assert "3" in decision.reason
    assert Image.objects.get(pk=image.pk).report_count == 3


def test_one_person_counts_once_whatever_they_do(image, send):
    client = Client()
    for _ in range(3):
        assert send(image, "192.0.2.1", client=client).json()["blocked"] is False
    send(image, "192.0.2.1")  # another browser, same address
    send(image, "192.0.2.2", client=client)  # another address, same browser
    assert state_of(image) == ImageState.SHOWN
    assert Image.objects.get(pk=image.pk).report_count == 1
    assert Report.objects.filter(image=image).count() == 5


def test_one_household_of_ipv6_counts_once(image, send):
    for number in range(1, 5):
        send(image, f"2001:db8:1:2::{number}")
    assert Image.objects.get(pk=image.pk).report_count == 1


def test_where_only_the_cookie_counts_one_address_can_be_many_people(image, send, moderation):
    moderation(identify="cookie")
    client = Client()
    send(image, client=client)
    send(image, "192.0.2.99", client=client)
    assert Image.objects.get(pk=image.pk).report_count == 1
    assert [send(image).json()["blocked"] for _ in range(2)] == [False, True]


def test_the_threshold_is_a_setting(image, send, moderation):
    moderation(threshold=1)
    assert send(image).json()["blocked"] is True


def test_an_invented_forwarded_header_makes_nobody_else(image, send):
    for number in range(5):
        send(image, "192.0.2.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert Image.objects.get(pk=image.pk).report_count == 1


def test_behind_a_trusted_proxy_people_are_told_apart(image, send, settings):
    settings.OPTIONS = with_options(settings.OPTIONS, site={"trusted_proxies": ("10.0.0.0/8",)})
    for number in range(3):
        # the left part is what the client wrote: the same for all, and of no use
        send(image, "10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.5, 198.51.100.{number}")
    assert state_of(image) == ImageState.BLOCKED


def test_what_is_kept_and_logged_names_nobody(image, send, caplog):
    address = "192.0.2.77"
    with caplog.at_level(logging.DEBUG):
        response = send(image, address, data={"article": "no number"})
    cookie = response.cookies[COOKIE].value
    report = Report.objects.get()
    kept = json.dumps({field.name: str(getattr(report, field.attname)) for field in Report._meta.concrete_fields})
    for text in (kept, caplog.text):
        assert address not in text
        assert cookie.split(":")[0] not in text
    assert len(report.address_hash) == len(report.person_hash) == 64


@pytest.mark.parametrize(
    ("ui", "thanks"),
    [
        (
            "fr",
            THANKS,
        ),
        (
            "en",
            "Thank you for reporting! This image will be blocked automatically once several people have reported it.",
        ),
    ],
)
def test_the_reader_is_thanked_in_the_interfaces_language(image, send, ui, thanks):
    response = send(image, ui=ui)
    assert response.status_code == 200
    assert response.json() == {"message": thanks, "blocked": False}
    assert response["Content-Language"] == ui
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("ui", ["ar", "es"])
def test_every_language_has_its_own_thanks(image, send, ui):
    assert not send(image, ui=ui).json()["message"].startswith("Thank you")


def test_without_javascript_the_reader_comes_back_to_the_article(image, send):
    article = make_article(image=image, title="السدود تستعيد نصف طاقتها", slug="السدود")
    response = send(image, HTTP_ACCEPT="text/html", data={"article": str(article.pk)})
    assert response.status_code == 303
    page = reverse("article", kwargs={"ui": "fr", "article_id": article.pk, "slug": "السدود"})
    assert response["Location"] == f"{page}?reported={image.digest}#image-{image.digest}"
    assert response["Location"].isascii()
    assert Report.objects.get().article == article


@pytest.mark.parametrize("article", ["", "0", "999999", "-1", "1e3", "٣", "9" * 30, "//evil.example"])
def test_a_wrong_article_leads_to_the_front_page(image, send, article):
    response = send(image, HTTP_ACCEPT="text/html", data={"article": article})
    assert response.status_code == 303
    assert response["Location"].startswith(f"/fr/?reported={image.digest}#")
    assert Report.objects.get().article is None


def test_the_cookie_is_set_once(image, send):
    client = Client()
    assert COOKIE in send(image, client=client).cookies
    assert COOKIE not in send(image, client=client).cookies


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_an_unknown_image_is_404(db, send, accept):
    response = send(digest_of("nothing"), HTTP_ACCEPT=accept)
    assert response.status_code == 404
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("path", ["xyz", "a" * 63, "A" * 64, "a" * 64 + "/.."])
def test_what_is_no_digest_is_no_address_of_ours(send, path):
    assert send(path).status_code == 404


def test_only_post(image, client):
    response = client.get(f"/fr/images/{image.digest}/report")
    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_an_unknown_language_is_404(image, send):
    assert send(image, ui="xx").status_code == 404


@pytest.mark.parametrize("headers", [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}])
def test_other_sites_cannot_report_in_a_readers_name(image, send, headers):
    response = send(image, **headers)
    assert response.status_code == 403
    assert response.json()["error"]
    assert not Report.objects.exists()


def test_no_token_is_needed_from_our_own_pages(image):
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        f"/fr/images/{image.digest}/report", HTTP_ORIGIN="http://testserver", HTTP_SEC_FETCH_SITE="same-origin"
    )
    assert response.status_code == 303


def test_reports_are_rate_limited_by_address(send, moderation):
    moderation(reports_per_hour=2)
    images = [bare_image() for _ in range(3)]
    assert [send(image).status_code for image in images] == [200, 200, 429]
    refused = send(images[2])
    assert refused.json()["error"]
    assert 3500 < int(refused["Retry-After"]) <= 3601
    assert send(images[2], "192.0.2.2").status_code == 200
    assert Report.objects.count() == 3


def test_the_same_image_again_and_again_is_limited_too(image, send, moderation):
    moderation(reports_per_hour=2, identify="cookie")
    assert [send(image).status_code for _ in range(4)] == [200, 200, 429, 429]


@pytest.mark.parametrize(("ui", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_page_of_a_refusal_is_clear(image, send, moderation, ui, direction):
    moderation(reports_per_hour=1)
    send(image)
    response = send(image, ui=ui, HTTP_ACCEPT="text/html")
    text = response.content.decode()
    assert response.status_code == 429
    assert f'<html lang="{ui}" dir="{direction}">' in text
    assert "<script" not in text
    assert "style=" not in text
    assert response["Content-Security-Policy"]


def test_a_blocked_image_stays_blocked_and_says_so(send):
    image = bare_image(state=ImageState.BLOCKED)
    assert send(image).json()["blocked"] is True
    assert not Decision.objects.exists()
