"""Keys: made once, shown once, found by the hash of their token.

A token is 40 letters and digits out of 62 behind `jarida_`: 238 bits, so one SHA-256 keeps it as safe as a
slow hash would keep a password, and finding a key costs one step in an index.
"""

import hashlib
import re
import secrets
import string
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import DatabaseError

from jarida.api.models import ApiKey, Scope

LEAD = "jarida_"
LETTERS = 40
SHOWN = len(LEAD) + 5
FEVER_NAME = "jarida"
_ALPHABET = string.ascii_letters + string.digits
_TOKEN = re.compile(rf"{LEAD}[A-Za-z0-9]{{{LETTERS}}}", re.ASCII)
_FEVER = re.compile(r"[0-9a-f]{32}", re.ASCII)


def create_key(
    scopes: Iterable[Scope] = (Scope.READ,),
    *,
    note: str = "",
    per_minute: int = 600,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its token, which nobody can ask for again."""
    token = LEAD + "".join(secrets.choice(_ALPHABET) for _ in range(LETTERS))
    key = ApiKey.objects.create(
        prefix=token[:SHOWN], token_hash=hash_of(token), fever_hash=hash_of(fever_digest(token)),
        scopes=sorted({scope.value for scope in scopes}), note=note, per_minute=per_minute, expires_at=expires_at,
    )  # fmt: skip
    return key, token


def find_key(token: str) -> ApiKey | None:
    """The key of a token if it is active; None for a token that is unknown, revoked, expired or no token."""
    return _found(token_hash=hash_of(token)) if _TOKEN.fullmatch(token) else None


def find_fever_key(digest: str) -> ApiKey | None:
    """The active key of whom Fever's clients name by the MD5 of `jarida:TOKEN`, in hexadecimal; None as above."""
    digest = digest[:100].lower()
    return _found(fever_hash=hash_of(digest)) if _FEVER.fullmatch(digest) else None


def revoke(key: ApiKey) -> bool:
    """End a key for good, from the next request on; whether it was active or expired until now."""
    return bool(ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=datetime.now(UTC)))


def hash_of(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fever_digest(token: str) -> str:
    """What a Fever client sends that was given the name `jarida` and the token as its password."""
    return hashlib.md5(f"{FEVER_NAME}:{token}".encode(), usedforsecurity=False).hexdigest()


def _found(**hashed: str) -> ApiKey | None:
    key = ApiKey.objects.filter(**hashed).first()
    if key is None or key.state() != "active":
        return None
    _remember_use(key)
    return key


def _remember_use(key: ApiKey) -> None:
    """One write a day: a request that reads must not wait for the database's one writer."""
    today = datetime.now(UTC).date()
    if key.last_used_on == today:
        return
    try:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)
    except DatabaseError:  # a full disk ends no reading
        return
    key.last_used_on = today
