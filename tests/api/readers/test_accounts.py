"""Who may read: keys, revoked keys, scopes, rates; no cookie, no session, nothing kept by caches."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from jarida.api.keys import revoke
from jarida.api.models import ApiKey, Scope
from jarida.api.readers.models import ReaderAccount
from tests.api.readers.conftest import ALL, Press, Reader

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CALLS = [
    "token", "user-info", "subscription/list", "tag/list", "stream/items/ids", f"stream/contents/{ALL}", "unread-count",
    "preference/list", "nothing/at/all",
]  # fmt: skip


def test_a_revoked_key_is_refused_everywhere_at_once(reader: Reader) -> None:
    assert reader.get("token").status_code == 200
    assert reader.fever().json()["auth"] == 1
    revoke(reader.key)
    for path in CALLS:
        answer = reader.get(path)
        assert (answer.status_code, answer.content) == (401, b"Unauthorized")
        assert answer["X-Reader-Google-Bad-Token"] == answer["Google-Bad-Token"] == "true"
    for path in ("edit-tag", "mark-all-as-read", "subscription/quickadd", "subscription/edit", "rename-tag"):
        assert reader.post(path, f"T={reader.password}").status_code == 401
    assert reader.client.get("/reader/atom/feed/1", headers=reader.header).status_code == 401
    login = reader.client.post(f"{reader.base}/accounts/ClientLogin", {"Email": "me", "Passwd": reader.password})
    assert (login.status_code, login.content) == (401, b"Error=BadAuthentication\n")
    fever = reader.fever("&items")
    assert (fever.status_code, fever.json()) == (401, {"api_version": 3, "auth": 0})


def test_an_expired_key_is_refused(press: Press, make_reader: Callable[..., Reader]) -> None:
    reader = make_reader(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert reader.get("token").status_code == 401
    assert reader.fever().status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "", "GoogleLogin", "GoogleLogin auth=", "GoogleLogin auth=jarida_x", "GoogleLogin other={token}",
        "Basic {token}", "{token}", "GoogleLogin auth={token}x", "GoogleLogin auth=" + "é" * 5000, "Bearer \0",
    ],
)  # fmt: skip
def test_headers_that_say_nothing(reader: Reader, header: str) -> None:
    sent = {"Authorization": header.format(token=reader.password)} if header else {}
    answer = reader.client.get(f"{reader.base}/reader/api/0/token", headers=sent)
    assert answer.status_code == 401


@pytest.mark.parametrize("header", ["GoogleLogin auth={token}", "googlelogin AUTH = {token}", "Bearer {token}"])
def test_headers_that_are_taken(reader: Reader, header: str) -> None:
    sent = {"Authorization": header.format(token=reader.password)}
    answer = reader.client.get(f"{reader.base}/reader/api/0/token", headers=sent)
    assert answer.content.decode() == reader.password


def test_a_form_may_carry_the_token_as_with_miniflux(press: Press, reader: Reader) -> None:
    path = f"{reader.base}/reader/api/0/mark-all-as-read"
    assert reader.client.post(path, {"s": ALL, "T": reader.password}).content == b"OK"
    assert reader.unread() == []
    assert reader.client.post(path, {"s": ALL, "T": "x"}).status_code == 401
    # not in an address, where logs would keep it
    assert reader.client.get(f"{reader.base}/reader/api/0/token?T={reader.password}").status_code == 401


def test_a_key_without_the_scope_may_not_read(press: Press, make_reader: Callable[..., Reader]) -> None:
    reader = make_reader(scopes=[Scope.REPORT])
    assert reader.get("token").status_code == 403
    assert reader.fever().status_code == 403
    assert not ReaderAccount.objects.exists()


def test_rates_hold_for_a_key_and_do_not_touch_others(press: Press, make_reader: Callable[..., Reader]) -> None:
    slow, other = make_reader(per_minute=3), make_reader()
    statuses = [slow.get("token").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = slow.get("token")
    assert int(refused["Retry-After"]) > 0
    assert slow.fever("&items").status_code == 429
    assert int(slow.fever("&items")["Retry-After"]) > 0
    assert other.get("token").status_code == 200


def test_guesses_are_limited_by_address(reader: Reader, settings: Any) -> None:
    statuses: list[int] = []
    for _ in range(settings.OPTIONS.api.rate + 1):
        answer = reader.client.post("/accounts/ClientLogin", {"Email": "me", "Passwd": "jarida_" + "x" * 40})
        statuses.append(answer.status_code)
    assert statuses == [401] * (len(statuses) - 1) + [429]
    assert reader.get("token").status_code == 200


def test_no_cookie_no_session_and_nothing_for_caches(press: Press, reader: Reader) -> None:
    answers = [reader.get(path) for path in CALLS]
    answers += [reader.post("edit-tag", "i=64"), reader.fever("&items"), Client().get("/reader/api/0/token")]
    answers.append(reader.client.post("/accounts/ClientLogin", {"Email": "me", "Passwd": reader.password}))
    for answer in answers:
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
        assert "ETag" not in answer


def test_two_keys_have_nothing_in_common(press: Press, reader: Reader, make_reader: Callable[..., Reader]) -> None:
    other = make_reader()
    reader.post("edit-tag", f"i={press.items(0)[0]}&a=user/-/state/com.google/read&a=user/-/state/com.google/starred")
    reader.post("subscription/edit", f"s=feed/{press.sawt.pk * 64}&ac=unsubscribe")
    assert other.unread() == press.items(3, 2, 1, 0)
    assert other.ids("s=user/-/state/com.google/starred") == []
    assert len(other.get("subscription/list").json()["subscriptions"]) == 2


def test_what_a_key_read_goes_with_the_key(press: Press, reader: Reader) -> None:
    reader.post("edit-tag", f"i={press.items(0)[0]}&a=user/-/state/com.google/starred")
    ApiKey.objects.all().delete()
    assert not ReaderAccount.objects.exists()


def test_a_key_is_found_used(press: Press, reader: Reader) -> None:
    reader.get("token")
    assert ApiKey.objects.get().last_used_on == datetime.now(UTC).date()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(reader: Reader, method: str) -> None:
    for path in ("/reader/api/0/token", "/accounts/ClientLogin", "/fever/", "/reader/atom/feed/1"):
        assert getattr(reader.client, method)(path).status_code == 405


def test_what_freshrss_says_of_itself(reader: Reader) -> None:
    assert reader.client.get("/api/greader.php").content == b"OK"
    path = "/api/greader.php/check/compatibility"
    assert reader.client.get(path, headers=reader.header).content == b"PASS"
    assert reader.client.get(path).content.startswith(b"FAIL")
