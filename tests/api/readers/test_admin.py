"""Accounts in the admin: the set of feeds, and more of them by address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jarida.api.readers.models import FeedSet, ReaderAccount
from tests.api.readers.conftest import ALL, Press, Reader

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ACCOUNTS = "/admin/api/readeraccount/"
NO_FEEDS = {"feeds-TOTAL_FORMS": "0", "feeds-INITIAL_FORMS": "0"}


@pytest.fixture
def chief() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user("chief", is_staff=True, is_superuser=True))
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_set_is_chosen_and_a_search_added(press: Press, reader: Reader, chief: Client) -> None:
    reader.get("token")
    page = f"{ACCOUNTS}{reader.account.pk}/change/"
    assert "each outlet, in folders by language" in text(chief.get(page))
    given = {"feed_set": "nothing", "address": "http://testserver/fr/search?q=coupe", **NO_FEEDS}
    assert "Coupe was added" in text(chief.post(page, given, follow=True))
    listed = reader.get("subscription/list").json()["subscriptions"]
    assert [each["title"] for each in listed] == ["coupe"]
    assert "coupe (http" in text(chief.get(page))
    assert "coupe" not in text(chief.get(ACCOUNTS))


def test_what_is_no_address_is_said(press: Press, reader: Reader, chief: Client) -> None:
    reader.get("token")
    page = f"{ACCOUNTS}{reader.account.pk}/change/"
    given = {"feed_set": "front", "address": "https://nowhere.example/", **NO_FEEDS}
    assert "There is no such outlet here." in text(chief.post(page, given, follow=True))
    assert reader.account.feed_set == FeedSet.FRONT


def test_saving_touches_nothing_that_was_read(press: Press, reader: Reader, chief: Client) -> None:
    reader.get("token")
    page = f"{ACCOUNTS}{reader.account.pk}/change/"
    chief.get(page)
    reader.post("mark-all-as-read", f"s={ALL}")
    floor = reader.account.floor
    chief.post(page, {"feed_set": "languages", **NO_FEEDS})
    assert (reader.account.floor, reader.account.feed_set) == (floor, "languages")
    assert reader.unread() == []


def test_an_account_is_made_before_its_key_signs_in(
    press: Press, make_reader: Callable[..., Reader], chief: Client
) -> None:
    reader = make_reader()
    assert text(chief.get(f"{ACCOUNTS}add/"))
    given = {"key": str(reader.key.pk), "feed_set": "front", "address": "/fr/outlets/sawt/", **NO_FEEDS}
    assert "was added" in text(chief.post(f"{ACCOUNTS}add/", given, follow=True))
    assert ReaderAccount.objects.count() == 1
    listed = reader.get("subscription/list").json()["subscriptions"]
    assert {each["title"] for each in listed} == {"Jarida", "صوت الأطلس"}
    assert len(reader.unread()) == 6


def test_a_feed_is_renamed_and_hidden(press: Press, reader: Reader, chief: Client) -> None:
    reader.post("subscription/quickadd", "quickadd=http://testserver/")
    row = reader.account.feeds.get()
    page = f"{ACCOUNTS}{reader.account.pk}/change/"
    given = {
        "feed_set": "outlets", "feeds-TOTAL_FORMS": "1", "feeds-INITIAL_FORMS": "1", "feeds-0-id": str(row.pk),
        "feeds-0-account": str(reader.account.pk), "feeds-0-title": "Tout", "feeds-0-folder": "Pays",
    }  # fmt: skip
    assert chief.post(page, given).status_code == 302
    listed = reader.get("subscription/list").json()["subscriptions"]
    assert ("Tout", "Pays") in [(each["title"], each["categories"][0]["label"]) for each in listed]
    assert chief.post(page, {**given, "feeds-0-hidden": "on"}).status_code == 302
    assert len(reader.get("subscription/list").json()["subscriptions"]) == 2


def test_only_staff_that_may(press: Press, reader: Reader) -> None:
    client = Client()
    client.force_login(get_user_model().objects.create_user("staff", is_staff=True))
    assert client.get(ACCOUNTS).status_code == 403
    assert Client().get(ACCOUNTS).status_code == 302
