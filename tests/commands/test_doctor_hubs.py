"""What the doctor says of subscriptions at hubs."""

import msgspec
import pytest
from django.conf import settings

from jarida.archive.models import Subscription
from jarida.commands import doctor_installation
from jarida.commands.doctor_installation import Verdict
from jarida.config.options import Pipeline, Site
from tests.archive.making import make_feed

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def told(monkeypatch):
    def tell(*states, site="https://presse.example", websub=True):
        options = msgspec.structs.replace(settings.OPTIONS, site=Site(url=site), pipeline=Pipeline(websub=websub))
        monkeypatch.setattr(settings, "OPTIONS", options)
        feed = make_feed()
        for number, state in enumerate(states):
            topic = f"https://press.example/{number}"
            Subscription.objects.create(feed=feed, hub="https://hub.example/", topic=topic, token=topic, state=state)
        return [(finding.verdict, finding.text) for finding in doctor_installation._hubs()]

    return tell


def test_without_hubs_nothing_is_said(told):
    assert told("left") == []


def test_how_many_stand_how(told):
    assert told("active", "active", "denied", "left") == [(Verdict.OK, "2 active, 1 denied")]


def test_hubs_that_never_ask_back(told):
    [(verdict, text)] = told("asked", "asked")
    assert verdict is Verdict.NOTE
    assert "can https://presse.example be reached?" in text


@pytest.mark.parametrize(("site", "websub", "why"), [("", True, "site.url"), ("https://x.example", False, "is off")])
def test_why_none_is_subscribed_to(told, site, websub, why):
    [(verdict, text)] = told("wanted", site=site, websub=websub)
    assert verdict is Verdict.NOTE
    assert "1 feeds name a hub" in text
    assert why in text
