"""Why an article is in its story: what the score found, what an editor said (P10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from jarida.archive import queries
from jarida.archive.models import Reprint, StoryCorrection, StoryMember
from jarida.archive.queries import ArticleLine
from jarida.archive.stories.additions import name_lines
from jarida.archive.stories.names import NameLine

MOST_SAID: Final = 10
MOST_KEYS: Final = 30


@dataclass(frozen=True, slots=True)
class Said:
    """What an editor said of this article and another one. Who it was is not told to readers."""

    kind: str
    other: ArticleLine
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons. `cosine` and `copied` are from 0 to 1, `hours` apart; None where it is not known.

    `unshown` counts shared names that have no spelling to be shown. `original` is what it copies, `share` how much
    of it stands there.
    """

    article: int
    story: int
    probability: float
    joined_at: datetime
    nearest: ArticleLine | None = None
    names: tuple[NameLine, ...] = ()
    places: tuple[NameLine, ...] = ()
    numbers: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    cosine: float | None = None
    hours: float | None = None
    copied: float = 0.0
    agency: str = ""
    editor: bool = False
    unshown: int = 0
    original: ArticleLine | None = None
    share: float = 0.0
    said: tuple[Said, ...] = ()


def why(article_id: int) -> Why | None:
    """Why an article is where it is; None where it is in no story."""
    row = StoryMember.objects.filter(article_id=article_id).values(
        "article_id", "story_id", "probability", "joined_at", "nearest_id", "reasons"
    ).first()  # fmt: skip
    if row is None:
        return None
    reasons: Mapping[str, Any] = row["reasons"] if isinstance(row["reasons"], dict) else {}
    original, agency, share = Reprint.objects.filter(article_id=article_id).values_list(
        "original_id", "agency", "share"
    ).first() or (None, "", 0.0)
    wanted = [each for each in (row["nearest_id"], original) if each]
    lines = {line.id: line for line in queries.lines(wanted)}
    names, places = _keys(reasons, "names"), _keys(reasons, "places")
    known = name_lines({*names, *places})
    return Why(
        article=row["article_id"], story=row["story_id"], probability=row["probability"], joined_at=row["joined_at"],
        nearest=lines.get(row["nearest_id"]), names=tuple(known[key] for key in names if key in known),
        places=tuple(known[key] for key in places if key in known), numbers=_keys(reasons, "numbers"),
        contradicting=_keys(reasons, "contradicting"), cosine=_cosine(reasons, row["nearest_id"]),
        hours=_number(reasons, "hours"), copied=_number(reasons, "copied") or 0.0,
        agency=str(reasons.get("agency") or agency), editor=bool(reasons.get("editor")),
        unshown=sum(key not in known for key in (*names, *places)),
        original=lines.get(original or 0), share=share, said=_said(article_id),
    )  # fmt: skip


def _keys(reasons: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = reasons.get(name)
    return tuple(sorted(str(each) for each in found)[:MOST_KEYS]) if isinstance(found, list | tuple) else ()


def _number(reasons: Mapping[str, Any], name: str) -> float | None:
    found = reasons.get(name)
    return float(found) if isinstance(found, int | float) else None


def _cosine(reasons: Mapping[str, Any], nearest: int | None) -> float | None:
    """The likeness; of one that was compared with none, a likeness of nothing is not known."""
    found = _number(reasons, "cosine")
    return found if found or nearest is not None else None


def _said(article_id: int) -> tuple[Said, ...]:
    found = StoryCorrection.objects.filter(Q(one_id=article_id) | Q(other_id=article_id)).order_by("-made_at", "-pk")
    rows = [
        (kind, other if one == article_id else one, made_at)
        for kind, one, other, made_at in found.values_list("kind", "one_id", "other_id", "made_at")[:MOST_SAID]
    ]
    lines = {line.id: line for line in queries.lines([other for _, other, _ in rows])}
    return tuple(Said(kind, lines[other], made_at) for kind, other, made_at in rows if other in lines)
