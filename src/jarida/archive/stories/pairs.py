"""What editors said of pairs of articles, as training pairs for who fits the score anew."""

from collections.abc import Iterator
from typing import Any, Final

from jarida.archive.models import CorrectionKind, StoryCorrection

_COLUMNS: Final = ("id", "title", "language", "sort_at", "outlet__slug", "state")


def training_pairs() -> Iterator[dict[str, Any]]:
    """The pairs, oldest first: `{"one": {…}, "other": {…}, "same": true, "made_at": …}`.

    Withdrawn articles are left out. Titles are public of every article; texts are not exported.
    """
    columns = [f"{side}__{column}" for side in ("one", "other") for column in _COLUMNS]
    for row in StoryCorrection.objects.order_by("made_at", "pk").values("kind", "made_at", *columns).iterator():
        if {row["one__state"], row["other__state"]} == {"live"}:
            yield {
                "one": _article(row, "one"),
                "other": _article(row, "other"),
                "same": row["kind"] == CorrectionKind.TOGETHER,
                "made_at": row["made_at"].isoformat(timespec="seconds"),
            }


def _article(row: dict[str, Any], side: str) -> dict[str, Any]:
    return {
        "id": row[f"{side}__id"],
        "title": row[f"{side}__title"],
        "language": row[f"{side}__language"],
        "published": row[f"{side}__sort_at"].isoformat(timespec="seconds"),
        "outlet": row[f"{side}__outlet__slug"],
    }
