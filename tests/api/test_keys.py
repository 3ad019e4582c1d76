"""Keys: made once, found by their token, ended for good."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from jarida.api import keys
from jarida.api.keys import create_key, fever_digest, find_fever_key, find_key, revoke
from jarida.api.models import ApiKey, Scope

pytestmark = pytest.mark.database


def test_a_token_finds_its_key(db):
    key, token = create_key(note="a newsroom")
    assert find_key(token) == key
    assert key.prefix == token[:12]
    assert str(key) == f"{token[:12]}… a newsroom"


def test_tokens_are_never_stored(db):
    key, token = create_key()
    row = ApiKey.objects.values().get(pk=key.pk)
    secret = token.removeprefix(key.prefix)
    assert secret not in str(row)
    assert fever_digest(token) not in str(row)


def test_two_keys_differ(db):
    (_, one), (_, two) = create_key(), create_key()
    assert one != two
    assert find_key(one) != find_key(two)


@pytest.mark.parametrize(
    "text", ["", "jarida_", "x" * 47, "jarida_" + "é" * 40, "jarida_" + "a" * 41, "\0", "a" * 100_000]
)
def test_what_is_no_token_asks_no_database(text):
    assert find_key(text) is None  # without the fixture `db` a query would fail


@given(st.text(max_size=60))
def test_any_text_is_refused(text):
    assert keys._TOKEN.fullmatch(text) or find_key(text) is None


def test_a_token_with_one_letter_changed_is_unknown(db):
    _, token = create_key()
    other = "A" if token[-1] != "A" else "B"
    assert find_key(token[:-1] + other) is None


def test_a_revoked_key_is_not_found(db):
    key, token = create_key()
    assert revoke(key)
    assert find_key(token) is None
    assert find_fever_key(fever_digest(token)) is None
    assert ApiKey.objects.get().state() == "revoked"
    assert not revoke(key)


def test_an_expired_key_is_not_found(db):
    key, token = create_key(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert find_key(token) is None
    assert key.state() == "expired"
    later, token = create_key(expires_at=datetime.now(UTC) + timedelta(hours=1))
    assert find_key(token) == later


def test_fevers_digest_finds_the_key(db):
    key, token = create_key()
    assert find_fever_key(fever_digest(token)) == key
    assert find_fever_key(fever_digest(token).upper()) == key
    assert find_fever_key("0" * 32) is None
    assert find_fever_key("no digest") is None


def test_scopes(db):
    key, _ = create_key([Scope.REPORT, Scope.REPORT])
    assert key.scopes == ["reports:write"]
    assert key.may(Scope.REPORT)
    assert not key.may(Scope.READ)


def test_the_day_of_use_is_written_once_a_day(db, django_assert_num_queries):
    _, token = create_key()
    with django_assert_num_queries(2):
        find_key(token)
    with django_assert_num_queries(1):
        key = find_key(token)
    assert key is not None
    assert key.last_used_on == datetime.now(UTC).date()


def run(*arguments: str) -> tuple[str, str]:
    """What the command prints to the two outputs."""
    out, err = StringIO(), StringIO()
    call_command("apikey", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_makes_a_key_and_shows_its_token_alone(db):
    out, err = run("create", "--note", "a reader", "--scope", "reports:write", "--scope", "read", "--rate", "90")
    key = find_key(out.strip())
    assert key is not None
    assert (key.note, key.per_minute, key.scopes, key.expires_at) == ("a reader", 90, ["read", "reports:write"], None)
    assert "only now" in err


def test_the_command_sets_an_expiry(db):
    run("create", "--days", "30")
    key = ApiKey.objects.get()
    assert key.expires_at is not None
    assert timedelta(days=29) < key.expires_at - datetime.now(UTC) <= timedelta(days=30)
    assert key.scopes == ["read"]


@pytest.mark.parametrize(
    "arguments", [["--rate", "0"], ["--rate", "100001"], ["--days", "0"], ["--days", "99999999"], ["--note", "x" * 201]]
)
def test_the_command_refuses_what_makes_no_sense(db, arguments):
    with pytest.raises(CommandError, match="must"):
        run("create", *arguments)
    assert not ApiKey.objects.exists()


def test_the_command_lists_keys_without_tokens(db):
    token = run("create", "--note", "one")[0].strip()
    find_key(token)
    run("create", "--note", "two", "--days", "1")
    listed, _ = run("list")
    assert listed.index("two") < listed.index("one")
    assert token[:12] in listed
    assert token not in listed
    assert "never used" in listed
    assert "used on" in listed


def test_the_command_revokes_by_number_and_by_first_letters(db):
    key, token = create_key()
    assert "is revoked" in run("revoke", str(key.pk))[0]
    assert find_key(token) is None
    with pytest.raises(CommandError, match="revoked before"):
        run("revoke", key.prefix)
    _, token = create_key()
    run("revoke", token[:12])
    assert find_key(token) is None


def test_the_command_says_which_key_is_unknown(db):
    with pytest.raises(CommandError, match="no key '9'"):
        run("revoke", "9")
    create_key()
    create_key()
    with pytest.raises(CommandError, match="several"):
        run("revoke", "jarida_")
