"""Texts of which it is known which tell of one event, and how well groups agree with that.

Of the repository: headlines written for it (benchmarks/stories/headlines.tsv) and the sample press. Measured as well,
where their folder is given (`--sets`, or JARIDA_STORY_SETS in the environment), and never part of it: `headlines.jsonl`
with lines {"id", "lang", "outlet", "title", "event_id", "date"}, and `ecbplus.jsonl.xz`, texts of ECB+ (CC BY 3.0)
with lines {"doc", "text", "story"}, of which the first line is taken for the title.
"""

import json
import lzma
import os
import re
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jarida.core.stories.model import ArticleText

WRITTEN = Path(__file__).resolve().parent / "stories" / "headlines.tsv"
LANGUAGES = ("fr", "ar", "es", "en")
EPOCH = datetime(2026, 1, 1, 12, tzinfo=UTC)
FOLDER = os.environ.get("JARIDA_STORY_SETS", "")


@dataclass(frozen=True)
class TextSet:
    """Texts with the event that each tells of, in the same order."""

    name: str
    texts: tuple[ArticleText, ...]
    events: tuple[str, ...]

    def undated(self) -> "TextSet":
        """The same without dates."""
        return TextSet(f"{self.name}, no dates", tuple(replace(one, at=None) for one in self.texts), self.events)

    def dated(self) -> "TextSet":
        """Those that have a date."""
        kept = [(one, event) for one, event in zip(self.texts, self.events, strict=True) if one.at]
        return TextSet(f"{self.name}, dates", tuple(one for one, _ in kept), tuple(event for _, event in kept))

    def of(self, events: Iterable[str], name: str) -> "TextSet":
        """Those that tell of these events."""
        wanted = set(events)
        kept = [(one, event) for one, event in zip(self.texts, self.events, strict=True) if event in wanted]
        return TextSet(name, tuple(one for one, _ in kept), tuple(event for _, event in kept))


def written() -> TextSet:
    """The headlines written for Jarida."""
    texts, events = [], []
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            event, day, *titles = line.split("\t")
            at = EPOCH + timedelta(days=int(day))
            for language, title in zip(LANGUAGES, titles, strict=True):
                texts.append(ArticleText(len(texts) + 1, title, language, f"outlet-{language}", at, day_only=True))
                events.append(event)
    return TextSet("written", tuple(texts), tuple(events))


def press(*, bodies: bool = True) -> TextSet:
    """The sample press. An article that shares its event with no other is an event of its own."""
    from jarida.editions.sample.load import all_articles

    texts, events = [], []
    for number, one in enumerate(all_articles(), 1):
        text = "\n".join(one.paragraphs) if bodies else ""
        texts.append(ArticleText(number, one.title, one.language, one.outlet, one.published(EPOCH), text))
        events.append(one.event or f"alone-{number}")
    return TextSet("sample press" if bodies else "sample press, titles", tuple(texts), tuple(events))


def headlines(folder: Path) -> TextSet:
    """Real headlines in four languages."""
    texts, events = [], []
    for number, row in enumerate(map(json.loads, (folder / "headlines.jsonl").open(encoding="utf-8")), 1):
        at = datetime.fromisoformat(row["date"]).replace(hour=12, tzinfo=UTC) if row.get("date") else None
        texts.append(ArticleText(number, row["title"], row["lang"], row["outlet"], at, day_only=True))
        events.append(row["event_id"])
    return TextSet("headlines", tuple(texts), tuple(events))


def ecb(folder: Path) -> TextSet:
    """ECB+: English texts without dates."""
    texts, events = [], []
    with lzma.open(folder / "ecbplus.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines), 1):
            title, _, body = row["text"].partition("\n")
            texts.append(ArticleText(number, title, "en", row["doc"], text=body))
            events.append(row["story"])
    return TextSet("ECB+", tuple(texts), tuple(events))


def halves(found: TextSet) -> tuple[TextSet, TextSet]:
    """A set divided by event: those that weights are fitted on, and those that they are judged by.

    Events that are called alike (strike-1, strike-2) resemble each other and stay in one half.
    """
    stems = {event: re.split(r"[-_]", event)[0] for event in found.events}
    kept = sorted(set(stems.values()))[::2]
    ours = [event for event, stem in stems.items() if stem in kept]
    others = [event for event, stem in stems.items() if stem not in kept]
    return found.of(ours, f"{found.name}, fitted half"), found.of(others, f"{found.name}, other half")


# --- measures ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measures:
    """Pairwise precision, recall and F1, F1 of pairs in two languages, and B-cubed F1 (Bagga and Baldwin 1998)."""

    precision: float
    recall: float
    f1: float
    cross: float
    b3: float


def measures(found: TextSet, labels: Sequence[Hashable]) -> Measures:
    """How well groups agree with the events."""
    truth, said, language = (
        np.unique(np.array([str(one) for one in ones]), return_inverse=True)[1]
        for ones in (found.events, labels, [one.language for one in found.texts])
    )
    one, other = np.triu_indices(len(truth), 1)
    same, together = truth[one] == truth[other], said[one] == said[other]
    abroad = language[one] != language[other]
    return Measures(*_f1(same, together), _f1(same[abroad], together[abroad])[2], _b3(truth, said))


def _f1(same: np.ndarray, together: np.ndarray) -> tuple[float, float, float]:
    right = float((same & together).sum())
    precision, recall = right / max(together.sum(), 1), right / max(same.sum(), 1)
    return precision, recall, 2 * right / max(same.sum() + together.sum(), 1)


def _b3(truth: np.ndarray, said: np.ndarray) -> float:
    both = (truth[:, None] == truth) & (said[:, None] == said)
    precision = (both.sum(1) / (said[:, None] == said).sum(1)).mean()
    recall = (both.sum(1) / (truth[:, None] == truth).sum(1)).mean()
    return float(2 * precision * recall / (precision + recall))


def events_of(found: TextSet) -> Mapping[str, list[int]]:
    """The places of the texts of each event."""
    places: dict[str, list[int]] = {}
    for at, event in enumerate(found.events):
        places.setdefault(event, []).append(at)
    return places


def pairs_of(found: TextSet) -> Iterator[tuple[int, int]]:
    """All pairs of places."""
    return combinations(range(len(found.texts)), 2)
