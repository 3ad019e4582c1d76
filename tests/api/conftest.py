"""What the tests of the API share: a small press, and somebody who asks."""

import itertools
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client

from jarida.api.keys import create_key
from jarida.api.models import Scope
from tests.website.factories import make_press

_addresses = itertools.count(1)


@pytest.fixture
def press(db) -> None:
    """Six outlets in four languages, 42 articles."""
    make_press(42, pictures=2)


@pytest.fixture
def api_rate(settings) -> Callable[[int], None]:
    """Change the rate of those without a key."""

    def change(rate: int) -> None:
        options = settings.OPTIONS
        settings.OPTIONS = msgspec.structs.replace(options, api=msgspec.structs.replace(options.api, rate=rate))

    return change


@pytest.fixture
def token(db) -> str:
    """The token of a key that may read and report."""
    return create_key([Scope.READ, Scope.REPORT])[1]


class Asker:
    """Asks from an address of its own, and takes answers apart."""

    def __init__(self, token: str = "") -> None:
        number = next(_addresses)
        self.client = Client(REMOTE_ADDR=f"192.0.2.{number % 250 + 1}")
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> Any:
        """GET below /api/v1."""
        headers = {**self.headers, **query.pop("headers", {})}
        return self.client.get(f"/api/v1{path}", query, headers=headers)

    def json(self, path: str, **query: Any) -> Any:
        """The content of an answer that must be 200."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content[:500]
        return json.loads(answer.content)

    def items(self, path: str, **query: Any) -> Any:
        """The items of a list that must be 200."""
        return self.json(path, **query)["items"]

    def problem(self, path: str, status: int, **query: Any) -> Any:
        """The problem document of an answer with this status."""
        return problem_of(self.get(path, **query), status)

    def walk(self, path: str, **query: Any) -> list[Any]:
        """The items of all pages of a list."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.json(path, **query, **cursor)
            found += page["items"]
            if not page["next"] or not page.get("more", True):
                return found
            cursor = {"cursor": page["next"]}


def problem_of(answer: Any, status: int) -> Any:
    """An answer's problem document, looked over."""
    assert answer.status_code == status, answer.content[:500]
    assert answer["Content-Type"] == "application/problem+json"
    content = json.loads(answer.content)
    assert content["status"] == status
    assert content["title"]
    assert content["detail"]
    assert "/api/v1/docs#" in content["type"]
    return content


@pytest.fixture
def ask(db) -> Asker:
    """Somebody without a key."""
    return Asker()


@pytest.fixture
def ask_with_key(token: str) -> Asker:
    """Somebody with a key."""
    return Asker(token)
