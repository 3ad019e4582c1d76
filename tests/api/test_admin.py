"""Keys in the admin: the token is shown once, and a revoked key stays as it is."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from jarida.api.keys import create_key, find_key, revoke
from jarida.api.models import ApiKey

pytestmark = [pytest.mark.database, pytest.mark.django_db]
KEYS = "/admin/api/apikey/"
ADD = f"{KEYS}add/"
GIVEN = {"note": "a newsroom", "scopes": ["read", "reports:write"], "per_minute": "90"}


@pytest.fixture
def chief() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user("chief", is_staff=True, is_superuser=True))
    return client


def staff(*names: str) -> Client:
    """Staff with some permissions."""
    user = get_user_model().objects.create_user("staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def test_a_key_is_made_and_its_token_shown_once(chief):
    made = chief.post(ADD, GIVEN)
    found = re.search(r"jarida_[A-Za-z0-9]{40}", made.content.decode())
    assert found is not None
    key = find_key(found[0])
    assert key is not None
    assert (key.note, key.scopes, key.per_minute) == ("a newsroom", ["read", "reports:write"], 90)
    assert "no-store" in made["Cache-Control"]
    assert "jarida_" not in str(made.cookies)
    for path in (KEYS, f"{KEYS}{key.pk}/change/", f"{KEYS}{key.pk}/history/"):
        page = chief.get(path)
        assert page.status_code == 200
        assert found[0] not in page.content.decode()
        assert key.prefix in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"scopes": []}, "required"),
        ({"scopes": ["everything"]}, "not one of the available choices"),
        ({"per_minute": "0"}, "greater than or equal"),
        ({"expires_at_0": "2001-01-01", "expires_at_1": "00:00"}, "has passed"),
    ],
)
def test_what_makes_no_sense_is_refused(chief, wrong, said):
    page = chief.post(ADD, {**GIVEN, **wrong})
    assert said in page.content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_is_renamed_and_its_token_stays(chief):
    key, token = create_key()
    chief.post(f"{KEYS}{key.pk}/change/", {**GIVEN, "note": "another newsroom"})
    found = find_key(token)
    assert found is not None
    assert (found.note, found.per_minute) == ("another newsroom", 90)


def test_keys_are_revoked(chief):
    key, token = create_key()
    answer = chief.post(KEYS, {"action": "revoke_keys", "_selected_action": [key.pk]}, follow=True)
    assert "1 keys are revoked" in answer.content.decode()
    assert find_key(token) is None
    again = chief.post(KEYS, {"action": "revoke_keys", "_selected_action": [key.pk]}, follow=True)
    assert "0 keys are revoked" in again.content.decode()


def test_a_revoked_key_stays_as_it_is(chief):
    key, _ = create_key(note="old")
    revoke(key)
    assert chief.post(f"{KEYS}{key.pk}/change/", GIVEN).status_code == 403
    assert ApiKey.objects.get().note == "old"
    assert chief.post(f"{KEYS}{key.pk}/delete/", {"post": "yes"}).status_code == 403


def test_only_who_may_makes_keys():
    client = staff("view_apikey")
    assert client.get(KEYS).status_code == 200
    assert client.post(ADD, GIVEN).status_code == 403
    key, token = create_key()
    client.post(KEYS, {"action": "revoke_keys", "_selected_action": [key.pk]})
    assert find_key(token) is not None
