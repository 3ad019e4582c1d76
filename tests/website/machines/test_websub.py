"""Where hubs reach us: their questions, their refusals, what they send."""

import hashlib
import hmac

import pytest
from django.conf import settings
from django.test import Client

from jarida.archive.models import Feed, Push, Subscription
from jarida.core.feeds.websub import HubState
from tests.archive.making import make_feed

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TOPIC = "https://press.example/feed"
TOKEN = "t" * 43
BODY = b"<rss version='2.0'><channel/></rss>"


@pytest.fixture
def one():
    return Subscription.objects.create(
        feed=make_feed(), hub="https://hub.example/", topic=TOPIC, token=TOKEN, secret="s", state=HubState.ASKED
    )


@pytest.fixture
def hub():
    return Client(enforce_csrf_checks=True)


def ask(hub, token=TOKEN, **said):
    usual = {"mode": "subscribe", "topic": TOPIC, "challenge": "<b>x</b>", "lease_seconds": "86400"} | said
    return hub.get(f"/websub/{token}", {f"hub.{name}": value for name, value in usual.items() if value is not None})


def send(hub, body=BODY, token=TOKEN, key="s", **headers):
    signature = "sha256=" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature": signature} | headers
    return hub.post(f"/websub/{token}", body, content_type="application/rss+xml", headers=headers)


def test_a_hub_that_asks_back_is_told_its_challenge_as_plain_text(hub, one):
    answer = ask(hub)
    assert (answer.status_code, answer.content) == (200, b"<b>x</b>")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert Subscription.objects.get().state == HubState.ACTIVE


@pytest.mark.parametrize(
    "said", [{"topic": "https://other.example/"}, {"mode": "unsubscribe"}, {"mode": "x"}, {"topic": "\0"}]
)
def test_what_was_not_asked_for_is_refused(hub, one, said):
    assert ask(hub, **said).status_code == 404
    assert Subscription.objects.get().state == HubState.ASKED


@pytest.mark.parametrize("challenge", [None, "", "x" * 5000])
def test_a_challenge_that_is_missing_or_too_long(hub, one, challenge):
    assert ask(hub, challenge=challenge).status_code == 400


def test_a_token_that_nobody_gave_out(hub, one):
    assert ask(hub, token="u" * 43).status_code == 404
    assert send(hub, token="u" * 43).status_code == 410
    assert hub.get("/websub/short").status_code == 404


def test_a_refusal_is_kept_with_its_reason(hub, one):
    assert ask(hub, mode="denied", reason="no\nfeeds", challenge=None).status_code == 200
    one.refresh_from_db()
    assert one.state == HubState.DENIED
    assert "no" in one.problem


def test_what_is_signed_is_kept(hub, one):
    assert send(hub).status_code == 202
    push = Push.objects.get()
    assert (bytes(push.body), push.content_type) == (BODY, "application/rss+xml")


def test_what_is_not_signed_rightly_is_answered_alike_and_not_kept(hub, one):
    assert send(hub, key="other").status_code == 202
    assert not Push.objects.exists()


def test_what_is_not_signed_at_all_only_makes_the_feed_due(hub, one):
    Feed.objects.update(next_check_at="2099-01-01T00:00:00Z")
    answer = hub.post(f"/websub/{TOKEN}", BODY, content_type="application/rss+xml")
    assert answer.status_code == 202
    assert not Push.objects.exists()
    assert Feed.objects.get().next_check_at.year < 2099


def test_what_is_too_large_is_not_taken(hub, one):
    largest = settings.OPTIONS.fetch.max_feed_bytes
    assert send(hub, b"x" * (largest + 1)).status_code == 413
    assert not Push.objects.exists()


def test_larger_than_a_form_may_be_is_no_trouble(hub, one):
    body = b"<rss>" + b" " * (2 << 20) + b"</rss>"
    assert send(hub, body).status_code == 202
    assert len(Push.objects.get().body) == len(body)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(hub, one, method):
    assert getattr(hub, method)(f"/websub/{TOKEN}").status_code == 405
