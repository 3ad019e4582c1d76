"""Whose text an article is: finds the original of each article, and writes `Reprint`.

The process that groups calls `Copies.enter` once an article's profile is written, and again for a revision; whoever
withdraws articles calls `leave` in the same transaction.

What `enter` finds of a dispatch does not depend on the order in which its copies come: where an earlier text comes
late, it becomes the original of those that had one; where an original changes or leaves, the next earliest takes its
place. In a chain, where each text has half of the one before, it may: see the decision record 27.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jarida.archive import editorial, generation, queries
from jarida.archive.models import Article, ArticleProfile, ArticleState, OutletKind, Reprint
from jarida.archive.stories import store
from jarida.archive.stories.texts import Texts, is_midnight
from jarida.archive.visibility import effective_policy
from jarida.core.extraction.model import Policy
from jarida.core.stories import agencies
from jarida.core.stories.boilerplate import without
from jarida.core.stories.copies import UNKNOWN, words
from jarida.core.stories.lookup import Index
from jarida.core.stories.model import Column, Profile
from jarida.core.stories.originals import APART, Source, Text, comes_before, sort_out, source

MOST_CANDIDATES: Final = 20  # texts that are looked up of those that the index gives
CLEARED_EVERY: Final = 5_000  # articles after which signatures that are too old are let go
MOST_COPIES: Final = 200  # of one text, that are compared anew when its original changes

_COLUMNS: Final = (
    "id", "outlet_id", "published_at", "first_seen_at", "limit", "outlet__kind", "outlet__slug", "outlet__name",
    "outlet__names", "outlet__time_zone", "outlet__policy", "reprint__agency", "reprint__original_id",
)  # fmt: skip


class Copies:
    """Finds the copies of texts. One in a process; remembers the signatures of the last days."""

    def __init__(self, texts: Texts | None = None) -> None:
        self._texts = texts or Texts()
        self._index: Index | None = None
        self._entered = 0

    @property
    def index(self) -> Index:
        """The signatures of the last days; read when they are first needed."""
        if self._index is None:
            self._index = _load(timezone.now() - APART)
        return self._index

    def enter(self, profile: Profile) -> int | None:
        """Find the original of an article by its profile, and write whose text it is; the original's id, if any.

        A text that always resembles itself (weather, horoscope) is nobody's copy. Takes part in the caller's
        transaction, or is one.
        """
        with transaction.atomic():
            store.lock()
            own = _rows([profile.id])
            if not own or profile.column is not Column.NONE:
                self.index.forget(profile.id)
                _write({profile.id: None}, own, {})
                return None
            at = (own[0]["published_at"] or own[0]["first_seen_at"]).timestamp()
            near = self._near(profile, at)
            self._remember(profile, at)
            return self._place(profile, near)

    def _remember(self, profile: Profile, at: float) -> None:
        self.index.add(profile.id, at, profile.signature)
        self._entered += 1
        if self._entered % CLEARED_EVERY == 0:
            self.index.forget_before((timezone.now() - APART).timestamp())

    def _near(self, profile: Profile, at: float) -> list[int]:
        """Articles whose texts may be the same, the most similar first."""
        apart = APART.total_seconds()
        found = self.index.find(profile.signature, at - apart, at + apart, MOST_CANDIDATES)
        ids = [*_of_digest(profile.digest, datetime.fromtimestamp(at, tz=UTC)), *(each.id for each in found)]
        return [each for each in dict.fromkeys(ids) if each != profile.id]

    def _place(self, profile: Profile, near: list[int]) -> int | None:
        """Compare an article with the originals among what is near, or sort all out if it changes which these are."""
        kinds = Q(article_id__in=near) | Q(article_id=profile.id)
        known = Reprint.objects.filter(kinds).values_list("article_id", "original_id", "article__outlet__kind")
        original_of = {article_id: original for article_id, original, _ in known}
        heads = dict.fromkeys(original_of.get(each) or each for each in [*near, profile.id])
        followers = _copies_of([profile.id])
        texts, rows = self._read([*heads, *followers, profile.id], profile)
        text = texts.get(profile.id)
        if text is None:
            return None
        others = [texts[each] for each in heads if each in texts and each != profile.id]
        # who credits an agency decides whether its text goes first: what copies say must be looked at as well
        agency_follows = any(original and kind == OutletKind.AGENCY for _, original, kind in known)
        earlier = any(comes_before(text, other) and source(other, [text]) for other in others)
        if followers or earlier or text.house or (text.credited and agency_follows):
            return self._sort_out(profile, [*heads, profile.id])
        found = source(text, others)
        _write({profile.id: found}, rows, texts)
        return found.original if found else None

    def _sort_out(self, profile: Profile, heads: list[int]) -> int | None:
        texts, rows = self._read([*heads, *_copies_of(heads)], profile)
        found = sort_out(list(texts.values()))
        _write(found, rows, texts)
        own = found.get(profile.id)
        return own.original if own else None

    def _read(self, ids: Iterable[int], profile: Profile) -> tuple[dict[int, Text], list[dict[str, Any]]]:
        return _read(ids, {profile.id: profile.agency}, self._texts)


def _load(since: datetime) -> Index:
    """What is kept of the articles since a moment."""
    index = Index()
    rows = ArticleProfile.objects.filter(at__gte=since).exclude(article__state=ArticleState.WITHDRAWN)
    for pk, at, signature in rows.order_by("pk").values_list("pk", "at", "signature").iterator(5_000):
        index.fill(pk, at.timestamp(), bytes(signature))
    return index


def leave(article_ids: Collection[int]) -> None:
    """These articles are withdrawn: the next earliest text is the original of what was copied of them.

    Takes part in the caller's transaction.
    """
    ids = list(article_ids)
    left = _copies_of(ids)
    Reprint.objects.filter(article_id__in=ids).delete()
    Reprint.objects.filter(original_id__in=ids).update(original=None, share=0.0)
    texts, rows = _read(left, {}, Texts())
    _write(sort_out(list(texts.values())), rows, texts)


def _copies_of(ids: Iterable[int]) -> list[int]:
    return list(
        Reprint.objects.filter(original_id__in=list(ids))
        .exclude(article__state=ArticleState.WITHDRAWN)
        .order_by("article__sort_at", "article_id")
        .values_list("article_id", flat=True)[:MOST_COPIES]
    )


def _of_digest(digest: int, at: datetime) -> list[int]:
    """The articles of these days with the very same words, however long ago they were entered."""
    if digest == UNKNOWN:
        return []
    same = ArticleProfile.objects.filter(digest=digest, at__range=(at - APART, at + APART))
    return list(same.order_by("at", "article_id").values_list("article_id", flat=True)[:MOST_CANDIDATES])


# --- texts ------------------------------------------------------------------------------------------


def _rows(ids: Iterable[int]) -> list[dict[str, Any]]:
    live = Article.objects.filter(pk__in=list(ids)).exclude(state=ArticleState.WITHDRAWN)
    return list(live.values(*_COLUMNS))


def _read(
    ids: Iterable[int], credited: Mapping[int, str], texts: Texts
) -> tuple[dict[int, Text], list[dict[str, Any]]]:
    """The live ones of these articles, and their rows. Where only the headline is allowed there is no text (P8)."""
    rows = _rows(ids)
    readable = [row["id"] for row in rows if _policy(row) is not Policy.HEADLINE]
    paragraphs = queries.paragraphs_of(readable)
    found = {}
    for row in rows:
        text = without(paragraphs.get(row["id"], ()), texts.boilerplate(row["outlet_id"]))
        found[row["id"]] = _text(row, words(text), credited.get(row["id"], row["reprint__agency"] or ""))
    return found, rows


def _policy(row: Mapping[str, Any]) -> Policy:
    return effective_policy(row["outlet__policy"], row["limit"])


def _text(row: Mapping[str, Any], of_it: tuple[str, ...], credited: str) -> Text:
    own = house(row)
    return Text(row["id"], row["outlet_id"], came_at(row), of_it, credited or own, own)


def came_at(row: Mapping[str, Any]) -> datetime:
    """When an article came out, as far as it is known.

    Of a day without an hour its end, or when it was seen here on that day: a date without an hour is before none.
    """
    published, seen = row["published_at"], row["first_seen_at"]
    if published is None:
        return seen  # type: ignore[no-any-return]
    if not is_midnight(published, row["outlet__time_zone"]):
        return published  # type: ignore[no-any-return]
    return min(max(seen, published), published + timedelta(days=1))  # type: ignore[no-any-return]


def house(row: Mapping[str, Any]) -> str:
    """The code of the agency that an outlet is; "" for others."""
    if row["outlet__kind"] != OutletKind.AGENCY:
        return ""
    names = (row["outlet__slug"], row["outlet__name"], *row["outlet__names"].values())
    return agencies.of_names(names, editorial.load().agencies) or row["outlet__slug"]


# --- what is written --------------------------------------------------------------------------------


def _write(found: Mapping[int, Source | None], rows: list[dict[str, Any]], texts: Mapping[int, Text]) -> None:
    """Write whose texts these are, where it is another than before. Who has neither original nor agency has no row.

    A copy that names no agency is of the agency that its original names.
    """
    changed = False
    for article_id in (row["id"] for row in rows if row["id"] in found):
        one = found[article_id]
        known = [texts.get(article_id), texts.get(one.original) if one else None]
        named = [text.credited for text in known if text is not None]
        changed |= _write_one(article_id, one, next(filter(None, named), "")[:40])
    if changed:
        generation.bump()


def _write_one(article_id: int, found: Source | None, agency: str) -> bool:
    rows = Reprint.objects.filter(article_id=article_id)
    values = {
        "original_id": found.original if found else None,
        "agency": agency,
        "share": round(found.share, 3) if found else 0.0,
    }
    if not found and not agency:
        return bool(rows.delete()[0])
    if rows.filter(**values).exists():
        return False
    if not rows.update(**values):
        Reprint.objects.create(article_id=article_id, **values)
    return True
