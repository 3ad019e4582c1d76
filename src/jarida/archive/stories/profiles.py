"""Profiles of articles as they are kept: one row each, some hundred bytes. Read in the order of time."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
import numpy as np
from django.db.models import F

from jarida.archive.models import ArticleProfile, ArticleState
from jarida.core.stories.model import Column, Profile

AT_ONCE: Final = 2_000  # rows read together


class Facts(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """What of a profile has no column of its own. Fields are added at the end only: old rows have fewer."""

    language: str = ""
    outlet: str = ""
    day_only: bool = False
    dated: bool = True
    names: list[str] = []
    places: list[str] = []
    numbers: list[str] = []
    words: list[str] = []
    agency: str = ""
    column: str = ""
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A profile, of which text it was made, by which encoder, and in which story its article is."""

    profile: Profile
    content_hash: str
    encoder: str
    story: int | None = None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Facts).decode


def save(profile: Profile, *, encoder: str, content_hash: str, at: datetime) -> None:
    """Keep the profile of an article, in place of a former one. `at` is the article's `sort_at`."""
    values = {
        "encoder": encoder,
        "vector": np.asarray(profile.vector, np.int8).tobytes(),
        "facts": _encode(facts_of(profile)),
        "signature": profile.signature,
        "digest": profile.digest,
        "at": at,
        "content_hash": content_hash,
    }
    if not ArticleProfile.objects.filter(article_id=profile.id).update(**values):
        ArticleProfile.objects.create(article_id=profile.id, **values)


def facts_of(profile: Profile) -> Facts:
    """The part of a profile that is packed; sorted, so that the same gives the same bytes."""
    return Facts(
        profile.language, profile.outlet, profile.day_only, profile.at is not None, sorted(profile.names),
        sorted(profile.places), sorted(profile.numbers), sorted(profile.words), profile.agency, profile.column.value,
        profile.heading,
    )  # fmt: skip


def of(article_ids: Collection[int]) -> dict[int, Kept]:
    """What is kept of these articles, where anything is."""
    rows = _rows().filter(article_id__in=list(article_ids))
    return {row["article_id"]: _kept(row) for row in rows}


def between(encoder: str, since: datetime, until: datetime | None = None) -> Iterator[Kept]:
    """The profiles of live articles in a time by one encoder, oldest first, with their stories."""
    rows = _rows().filter(encoder=encoder, at__gte=since).exclude(article__state=ArticleState.WITHDRAWN)
    rows = rows.filter(at__lt=until) if until is not None else rows
    for row in rows.order_by("at", "article_id").iterator(AT_ONCE):
        yield _kept(row)


def touch(article_id: int, at: datetime) -> None:
    """The article's date is another one now."""
    ArticleProfile.objects.filter(article_id=article_id).exclude(at=at).update(at=at)


def _rows() -> Any:
    return ArticleProfile.objects.annotate(story=F("article__told_in__story")).values(
        "article_id", "encoder", "vector", "facts", "signature", "digest", "at", "content_hash", "story"
    )


def _kept(row: Mapping[str, Any]) -> Kept:
    return Kept(profile_of(row), row["content_hash"], row["encoder"], row["story"])


def profile_of(row: Mapping[str, Any]) -> Profile:
    """The profile of a row. A row that cannot be read (of another version) is an empty profile, made anew in time."""
    try:
        facts = _decode(bytes(row["facts"]))
    except msgspec.DecodeError:
        facts = Facts()
    return Profile(
        id=row["article_id"],
        vector=np.frombuffer(bytes(row["vector"]), np.int8),
        language=facts.language,
        outlet=facts.outlet,
        at=row["at"] if facts.dated else None,
        day_only=facts.day_only,
        names=frozenset(facts.names),
        places=frozenset(facts.places),
        numbers=frozenset(facts.numbers),
        words=frozenset(facts.words),
        signature=bytes(row["signature"]),
        digest=row["digest"],
        agency=facts.agency,
        column=Column(facts.column) if facts.column in _COLUMNS else Column.NONE,
        heading=facts.heading,
    )


_COLUMNS = frozenset(column.value for column in Column)
