"""What a run of the pipeline came to, in numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jarida.core.plans import Verdict
from jarida.pipeline.recorder import Happened


@dataclass
class Summary:
    """Counts of what was stored. `failed` is by code, with the kind of work before it."""

    feeds: int = 0
    new_entries: int = 0
    kept: int = 0
    revised: int = 0
    refreshed: int = 0
    unchanged: int = 0
    gone: int = 0
    pictures: int = 0
    done: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    def add(self, happened: Iterable[Happened]) -> None:
        """Count what happened."""
        for one in happened:
            self._add(one)

    def _add(self, one: Happened) -> None:
        self.done += 1
        if one.what == "feed":
            self.feeds += 1
            self.new_entries += one.new
        elif one.what == "picture" and not one.code:
            self.pictures += 1
        elif one.what == "page":
            self._add_page(one)
        if one.code and one.verdict != Verdict.KEPT:
            self.failed[f"{one.what} {one.code}"] += 1

    def _add_page(self, one: Happened) -> None:
        counted = {Verdict.KEPT, Verdict.REVISED, Verdict.REFRESHED, Verdict.UNCHANGED, Verdict.GONE}
        if one.verdict in counted:
            setattr(self, one.verdict, getattr(self, one.verdict) + 1)

    def as_json(self) -> dict[str, Any]:
        """The summary as `jarida poll --json` prints it; its keys are stable."""
        return {
            "feeds": self.feeds,
            "new_entries": self.new_entries,
            "articles": {
                "kept": self.kept,
                "revised": self.revised,
                "refreshed": self.refreshed,
                "unchanged": self.unchanged,
                "gone": self.gone,
            },
            "pictures": self.pictures,
            "failed": dict(sorted(self.failed.items())),
        }

    def as_lines(self) -> list[str]:
        """The summary for people."""
        feeds = f"{_many(self.feeds, 'feed')} polled, {_many(self.new_entries, 'new entry', 'new entries')}"
        unchanged = self.unchanged + self.refreshed
        articles = f"{_many(self.kept, 'article')} kept, {self.revised} revised, {unchanged} unchanged"
        rest = f"{self.gone} gone from their source, {_many(self.pictures, 'picture')}"
        return [feeds, f"{articles}, {rest}", *(f"failed: {n} × {what}" for what, n in self.failed.most_common())]


def _many(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
