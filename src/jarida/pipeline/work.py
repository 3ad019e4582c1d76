"""What is done with bytes from outside, in a process of its own that may be killed at any moment.

Imported by worker processes: nothing of Django here, and what is heavy only when it is first needed.
"""

import contextlib
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from jarida.core.errors import JaridaError
from jarida.core.extraction.model import Extraction, Hints
from jarida.core.extraction.templates.model import Template
from jarida.core.feeds.model import ParsedFeed
from jarida.core.images.model import EncodedImage
from jarida.processes import collect_seldom

CRASHED = "crashed"
TOO_MUCH_MEMORY = "too-much-memory"


class Outcome(NamedTuple):
    """A value, or the code and message of an error. Errors do not cross processes: not all can be pickled."""

    value: Any = None
    code: str = ""
    message: str = ""


def begin(memory: int) -> None:
    """Prepare a worker: bounded in memory (bytes), ended by its parent only."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with_parent()
    collect_seldom()
    # address space where data is not counted for mapped memory (macOS, old kernels)
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with_parent() -> None:
    """Ask Linux to end this process when the pipeline is killed; elsewhere the closed pipe ends it."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def read_page(body: bytes, url: str, hints: Hints, keep: int = 0) -> Outcome:
    """The article of a page, and the page packed to be kept where it has at most `keep` bytes, else None."""
    from jarida.core.extraction.extract import extract
    from jarida.core.keeping import PackedPage, pack

    def read() -> tuple[Extraction, PackedPage | None]:
        extraction = extract(body, url, hints)
        return extraction, pack(body, url, hints.content_type) if len(body) <= keep else None

    return _guarded(read)


def learn(pages: Sequence[tuple[bytes, str, datetime, Hints]]) -> Outcome:
    """The template of an outlet's pages (bytes, address, when fetched, hints); None where they teach nothing."""
    from jarida.core.extraction.templates.learn import LearningPage, learn_template

    def read() -> Template | None:
        return learn_template([LearningPage(*page) for page in pages])

    return _guarded(read)


def fit(pages: Sequence[tuple[bytes, str, datetime, Hints]], template: Template) -> Outcome:
    """How much of the layout that was learned each page has, 0 to 1; pages that cannot be read are left out."""
    from jarida.core.extraction.page import read_page as parsed
    from jarida.core.extraction.templates.apply import fits

    def read() -> list[float]:
        found: list[float] = []
        for body, url, at, hints in pages:
            with contextlib.suppress(JaridaError):
                found.append(fits(parsed(body, url, hints, at), template))
        return found

    return _guarded(read)


def read_feed(body: bytes, url: str, content_type: str) -> Outcome:
    """The entries of a feed."""
    from jarida.core.feeds.parse import parse_feed

    def read() -> ParsedFeed:
        return parse_feed(body, url=url, content_type=content_type, with_content=False)

    return _guarded(read)


def read_section(body: bytes, url: str, content_type: str, seen: Sequence[tuple[str, str]]) -> Outcome:
    """The articles that a section page announces, given what became of its outlet's addresses before."""
    from jarida.core.feeds import sections
    from jarida.core.feeds.patterns import AddressPatterns, Seen

    def read() -> ParsedFeed:
        patterns = AddressPatterns.learned((key, Seen(became)) for key, became in seen)
        return sections.read_section(body, url, content_type, patterns)

    return _guarded(read)


def read_picture(body: bytes) -> Outcome:
    """A picture made safe to serve."""
    from jarida.core.images.encode import encode_image

    def read() -> EncodedImage:
        return encode_image(body)

    return _guarded(read)


def _guarded(read: Callable[[], Any]) -> Outcome:
    try:
        return Outcome(read())
    except JaridaError as error:
        return Outcome(code=error.code, message=str(error))
    except MemoryError:
        return Outcome(code=TOO_MUCH_MEMORY, message="needs more memory than work_memory allows")
    except Exception as error:  # a parser may raise whatever hostile bytes lead it to
        return Outcome(code=CRASHED, message=f"could not be read: {type(error).__name__}: {error}"[:300])
