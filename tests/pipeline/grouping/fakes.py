"""A child that profiles by the first word of a title, a window that groups by it, and no processes."""

import os
import signal
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime

import numpy as np

from jarida.core.stories.model import ArticleText, Assignment, Column, Comparison, Constraints, Profile
from jarida.pipeline import work
from jarida.pipeline.grouping.child import Asked, Given, Tools, Worked
from jarida.pipeline.grouping.encoding import NoEncoder

ENCODER = "words"


def profile(text: ArticleText) -> Profile:
    """What is kept of a text: its first word as a name."""
    first = (text.title.split() or ["nothing"])[0].casefold().rstrip(":")
    vector = np.zeros(8, np.int8)
    vector[sum(first.encode()) % 8] = 127
    return Profile(
        text.id, vector, text.language, text.outlet, text.at, text.day_only, names=frozenset({first}), agency="",
        words=frozenset(text.title.casefold().split()), signature=b"s", digest=len(text.text),
    )  # fmt: skip


class Words(Tools):
    """Tools that know what some titles do to a process."""

    encoder = ENCODER

    def work(self, texts: Sequence[Given]) -> list[Worked]:
        """A profile of each; a title may command otherwise."""
        for text in (given.text for given in texts):
            if text.title.startswith("refused"):
                raise ValueError("a text that no encoder takes")
            if text.title.startswith("kills"):
                os.kill(os.getpid(), signal.SIGKILL)
            if text.title.startswith("hangs"):
                time.sleep(60)
            if text.title.startswith("eats"):
                raise MemoryError
        return [Worked(given.text.id, profile(given.text)) for given in texts]


def tools(asked: Asked) -> Tools:
    """The maker of `Asked`."""
    if asked.encoder == "broken":
        raise ImportError("no such wheel")
    return Words()


class SlowWords(Words):
    """As slow as an encoder, so that a process is killed while it works."""

    def work(self, texts: Sequence[Given]) -> list[Worked]:
        """The same, slowly."""
        time.sleep(0.02 * len(texts))
        return super().work(texts)


def slow_tools(asked: Asked) -> Tools:
    """Another maker of `Asked`."""
    return SlowWords()


def maker() -> str:
    """The name of `tools`, for a child process."""
    return f"{__name__}:tools"


class HereEncoding:
    """An encoding without a process."""

    def __init__(self, name: str = ENCODER) -> None:
        self.name = self.known_name = name
        self.memory = 1 << 20
        self.asked: list[tuple[int, ...]] = []
        self.away = False

    def start(self, texts: Sequence[Given]) -> "Future[work.Outcome]":
        """Begin."""
        if self.away:
            raise NoEncoder("does not run here")
        self.asked.append(tuple(given.text.id for given in texts))
        return Future()

    def results(self, texts: Sequence[Given], started: "Future[work.Outcome]") -> list[Worked]:
        """What comes of them."""
        return [
            Worked(text.id, problem="too strange")
            if text.title.startswith("refused")
            else Worked(text.id, profile(text))
            for text in (given.text for given in texts)
        ]

    def close(self) -> None:
        """Nothing to close."""


class WordWindow:
    """Articles whose titles begin with the same word are one story."""

    def __init__(self) -> None:
        self.members: dict[int, tuple[Profile, int]] = {}

    def __len__(self) -> int:
        """How many."""
        return len(self.members)

    def assign(self, profile: Profile) -> Assignment:
        """Where the others with its word are."""
        if "breaks" in profile.names:
            raise RuntimeError("the window broke")
        for other, (known, story) in self.members.items():
            if known.names == profile.names:
                shared = Comparison(0.9, 0.8, names=profile.names, hours=1.0)
                return Assignment(story, 0.9, other, shared)
        return Assignment(None)

    def add(self, profile: Profile, story: int) -> None:
        """Note it."""
        self.members[profile.id] = (profile, story)

    def remove(self, article_id: int) -> None:
        """Forget it."""
        self.members.pop(article_id, None)

    def column(self, profile: Profile) -> Column:
        """Weather resembles itself."""
        return Column.WEATHER if "weather" in profile.names else profile.column

    def prepare(self, profiles: Iterable[Profile]) -> None:
        """Nothing to prepare."""

    def advance(self, now: datetime) -> None:
        """Forget what is old."""
        self.now = now

    def constrain(self, constraints: Constraints) -> None:
        """What editors said."""
        self.constraints = constraints
