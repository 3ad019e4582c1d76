"""A press and a workshop made of scripts, and a writer that uses the test's own transaction."""

import asyncio
from asyncio import events
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

import pytest

from jarida.core.errors import ConnectionFailed, JaridaError
from jarida.core.fetching.model import FetchRequest, FetchResponse, Purpose, Validators
from jarida.pipeline import work
from jarida.pipeline.workshop import WorkFailed


class FakePress:
    """A fetcher that answers from a script: per address bytes, an error, a response, or a list of such in turn."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[FetchRequest] = []
        self.active: defaultdict[str, int] = defaultdict(int)

    def says(self, url: str, *answers: Any) -> None:
        """Answer `url` with these in turn, the last one again and again."""
        self.pages[url] = deque(answers)

    def feed(self, url: str, *names: str) -> None:
        """Serve an RSS feed with one item a name, and a page for each."""
        items = "".join(
            f"<item><title>Story {name}</title><link>https://press.example/{name}</link></item>" for name in names
        )
        self.says(url, f"<rss version='2.0'><channel><title>Press</title>{items}</channel></rss>".encode())
        for name in names:
            self.pages.setdefault(f"https://press.example/{name}", deque([page(name)]))

    async def fetch(self, request: FetchRequest) -> FetchResponse:
        """The next answer of the script."""
        self.asked.append(request)
        answers = self.pages.get(request.url)
        if answers is None:
            raise ConnectionFailed("no such host", subject=request.url)
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        if callable(answer):
            answer = await answer(request)
        if isinstance(answer, JaridaError):
            raise answer
        return answer if isinstance(answer, FetchResponse) else self._response(request, answer)

    @staticmethod
    def _response(request: FetchRequest, body: bytes) -> FetchResponse:
        etag = f"etag-{hash(body)}"
        if request.validators.etag == etag:
            return FetchResponse(request.url, request.url, 304, validators=request.validators)
        return FetchResponse(request.url, request.url, 200, body, validators=Validators(etag))

    def count(self, purpose: Purpose) -> int:
        """How often something was asked for this purpose."""
        return sum(request.purpose is purpose for request in self.asked)


def page(name: str, text: str = "It was decided to plant four hundred trees along the river.") -> bytes:
    """A page that is surely an article."""
    body = "".join(
        f"<p>{text} The council of {name} met on day {number} and spoke at length.</p>" for number in range(6)
    )
    return (
        f"<!doctype html><html lang='en'><head><title>Story {name}</title><meta property='og:type' content='article'>"
        f"<meta property='og:title' content='Story {name}'>"
        f"<meta property='article:published_time' content='2026-03-01T08:00:00Z'></head>"
        f"<body><article><h1>Story {name}</h1>{body}</article></body></html>"
    ).encode()


class Inline:
    """A workshop without processes."""

    async def room(self) -> None:
        """There always is."""

    async def run(self, function: Callable[..., work.Outcome], *arguments: Any, subject: str) -> Any:
        """Do it here."""
        outcome = function(*arguments)
        if outcome.code:
            raise WorkFailed(outcome.message, subject=subject, code=outcome.code)
        return outcome.value


class SameThread:
    """A writer within the test's thread, transaction and connection."""

    async def call(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do it here. Django keeps a connection of its own for every event loop: hide ours meanwhile."""
        loop = asyncio.get_running_loop()
        events._set_running_loop(None)
        try:
            return function(*arguments, **options)
        finally:
            events._set_running_loop(loop)

    async def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def press() -> FakePress:
    """A press to be scripted."""
    return FakePress()


@pytest.fixture
def same_thread() -> SameThread:
    """A writer that shares the test's transaction."""
    return SameThread()
