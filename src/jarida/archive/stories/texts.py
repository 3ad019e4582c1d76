"""Articles as grouping reads them: their newest text, and what their outlet puts around all of its texts.

Where the publisher allows the headline only, the text is not used (P8).
"""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from jarida.archive import queries
from jarida.archive.models import Article, ArticleState
from jarida.archive.visibility import effective_policy
from jarida.core.extraction.model import Policy
from jarida.core.stories import boilerplate
from jarida.core.stories.model import ArticleText

LONGEST: Final = 100_000  # characters of a text; the vector and the names need its beginning only
_COLUMNS: Final = (
    "id", "title", "language", "sort_at", "published_at", "authors", "limit", "content_hash", "section", "tags",
    "outlet_id", "outlet__slug", "outlet__policy", "outlet__time_zone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """An article to be grouped. `content_hash` tells of which text it was made; `section`, where its outlet put it."""

    text: ArticleText
    at: datetime
    content_hash: str
    section: str = ""
    tags: tuple[str, ...] = ()


class Texts:
    """Reads articles. Keeps what it learned of each outlet for a while."""

    ARTICLES: Final = 100  # newest of an outlet, from which its boilerplate is learned
    SECONDS: Final = 1800.0

    def __init__(self) -> None:
        self._known: dict[int, tuple[float, frozenset[int]]] = {}

    def read(self, article_ids: Collection[int]) -> dict[int, Subject]:
        """Those of these articles that are live."""
        live = Article.objects.filter(pk__in=list(article_ids)).exclude(state=ArticleState.WITHDRAWN)
        rows = list(live.values(*_COLUMNS))
        paragraphs = queries.paragraphs_of([row["id"] for row in rows if _may_be_read(row)])
        return {row["id"]: self._subject(row, paragraphs.get(row["id"], ())) for row in rows}

    def _subject(self, row: Mapping[str, Any], paragraphs: Collection[str]) -> Subject:
        around = self.boilerplate(row["outlet_id"]) if paragraphs else frozenset[int]()
        tags = tuple(tag for tag in row["tags"] or () if isinstance(tag, str))
        text = text_of(row, paragraphs, around)
        return Subject(text, row["sort_at"], row["content_hash"], row["section"], tags)

    def boilerplate(self, outlet_id: int) -> frozenset[int]:
        """The paragraphs that come back in the outlet's newest articles, as hashes."""
        until, found = self._known.get(outlet_id, (0.0, frozenset[int]()))
        if until < time.monotonic():
            newest = Article.objects.filter(outlet_id=outlet_id, state=ArticleState.LIVE).order_by("-sort_at", "-id")
            ids = list(newest.values_list("pk", flat=True)[: self.ARTICLES])
            found = boilerplate.learn(queries.paragraphs_of(ids).values())
            self._known[outlet_id] = (time.monotonic() + self.SECONDS, found)
        return found


def text_of(row: Mapping[str, Any], paragraphs: Collection[str], around: frozenset[int]) -> ArticleText:
    """An article's columns as grouping reads them. Pure.

    Where no date of publication is known, the moment it was first seen stands for it.
    """
    return ArticleText(
        id=row["id"],
        title=row["title"],
        language=row["language"],
        outlet=row["outlet__slug"],
        at=row["sort_at"],
        text="\n".join(paragraphs)[:LONGEST],
        day_only=row["published_at"] is not None and is_midnight(row["published_at"], row["outlet__time_zone"]),
        authors=tuple(name for name in row["authors"] or () if isinstance(name, str)),
        boilerplate=around,
        section=row["section"],
    )


def is_midnight(at: datetime, time_zone: str) -> bool:
    """Whether a moment is a day's beginning, there or in Greenwich: then only its day was told."""
    try:
        zone = ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return any(
        (local.hour, local.minute, local.second) == (0, 0, 0) for local in (at.astimezone(zone), at.astimezone(UTC))
    )


def _may_be_read(row: Mapping[str, Any]) -> bool:
    return effective_policy(row["outlet__policy"], row["limit"]) is not Policy.HEADLINE
