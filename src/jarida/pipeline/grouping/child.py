"""What is done with the text of articles, in a process of its own that may be killed at any moment.

The encoder lives here, with the gazetteers and the classifier of topics: a text that hangs or breaks one of them costs
that article its story, and no more. Nothing of Django here.
"""

import contextlib
import importlib
import os
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from jarida.core.errors import JaridaError
from jarida.core.names.model import Found, KindedGroup, KnownName
from jarida.core.stories.model import ArticleText, Profile
from jarida.core.stories.topics import Topic
from jarida.pipeline import work

UNUSABLE: Final = "no-encoder"  # the code where no encoder can be loaded: no article's fault
NICE: Final = 5  # the site and the gathering come first


@dataclass(frozen=True, slots=True)
class Asked:
    """What the child is made for. `encoder` is "" for the best that runs here; the rest is the edition's own, and
    the names that the archive knows.

    `maker` is the function that makes the `Tools`, as "module:function": tests have one of their own.
    """

    encoder: str = ""
    groups: tuple[KindedGroup, ...] = ()
    agencies: tuple[Any, ...] = ()
    topics: tuple[Any, ...] = ()
    known: tuple[KnownName, ...] = ()
    maker: str = "jarida.pipeline.grouping.tools:tools"


@dataclass(frozen=True, slots=True)
class Given:
    """An article's text, and where its outlet put it."""

    text: ArticleText
    section: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of an article's text; or, where nothing did, why."""

    id: int
    profile: Profile | None = None
    names: tuple[Found, ...] = ()
    topics: tuple[Topic, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child says of some articles. `memory` is the most that it ever held, in bytes."""

    encoder: str
    worked: tuple[Worked, ...]
    memory: int


class Tools(Protocol):
    """What works on texts; made once in a process. The `maker` of `Asked` gives one."""

    encoder: str

    def work(self, texts: Sequence[Given]) -> list[Worked]:
        """What comes of each text, in order. May raise whatever a hostile text leads it to."""


_asked = Asked()
_tools: Tools | None = None


def begin(asked: Asked, memory: int) -> None:
    """Prepare the process: bounded in memory (bytes), ended by its parent only."""
    global _asked  # noqa: PLW0603 - one for the process
    work.begin(memory)
    with contextlib.suppress(OSError):
        os.nice(NICE)
    _asked = asked


def answer(texts: Sequence[Given]) -> work.Outcome:
    """What comes of these texts; nothing but the encoder's name where there are none."""
    try:
        tools = _made()
    except JaridaError as error:
        return work.Outcome(code=UNUSABLE, message=str(error))
    except MemoryError:
        return work.Outcome(code=UNUSABLE, message="needs more memory than it may have")
    except Exception as error:
        return work.Outcome(code=UNUSABLE, message=f"cannot be loaded: {type(error).__name__}: {error}"[:300])
    return work.Outcome(Answer(tools.encoder, tuple(_together(tools, texts)), peak_memory()))


def _made() -> Tools:
    global _tools  # noqa: PLW0603 - one for the process
    if _tools is None:
        module, _, name = _asked.maker.partition(":")
        maker: Callable[[Asked], Tools] = getattr(importlib.import_module(module), name)
        _tools = maker(_asked)
    return _tools


def _together(tools: Tools, texts: Sequence[Given]) -> list[Worked]:
    """All at once, which is quicker; where one of them is refused, each alone."""
    try:
        return tools.work(texts) if texts else []
    except MemoryError:
        raise
    except Exception:
        return [_alone(tools, given) for given in texts]


def _alone(tools: Tools, given: Given) -> Worked:
    try:
        return tools.work([given])[0]
    except Exception as error:
        return Worked(given.text.id, problem=f"could not be compared: {type(error).__name__}: {error}"[:300])


def peak_memory() -> int:
    """The most memory that this process ever held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
