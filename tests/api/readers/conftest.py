"""A press, a key, and a client that speaks as a feed reader does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from jarida.api.keys import create_key, fever_digest
from jarida.api.models import ApiKey, Scope
from jarida.api.readers import found
from jarida.api.readers.models import ReaderAccount
from jarida.archive.models import Article, Outlet
from tests.website.factories import make_article, make_outlet

NOW = datetime.now(UTC).replace(microsecond=0)
ALL = "user/-/state/com.google/reading-list"
READ = "user/-/state/com.google/read"
STARRED = "user/-/state/com.google/starred"


@pytest.fixture(autouse=True)
def nothing_found_before() -> Iterator[None]:
    """No test finds what another's search found."""
    found.forget()
    yield
    found.forget()


def came(minutes: int, outlet: Outlet, **fields: Any) -> Article:
    """An article that came some minutes ago, published an hour before. Make them in the order in which they come."""
    seen = NOW - timedelta(minutes=minutes)
    return make_article(outlet, **{"published_at": seen - timedelta(hours=1), "first_seen_at": seen, **fields})


@dataclass
class Press:
    """Two outlets in two languages with two articles each, which came in the order of `articles`."""

    courier: Outlet
    sawt: Outlet
    articles: list[Article]

    def items(self, *places: int) -> list[str]:
        """The items of these articles in their outlets' feeds, as decimal numbers."""
        return [str(self.articles[place].pk * 64) for place in places]


@pytest.fixture
def press(db: None) -> Press:
    """The press."""
    courier = make_outlet("courrier", name="Le Courrier", languages=["fr"])
    sawt = make_outlet("sawt", name="صوت الأطلس", languages=["ar", "fr"])
    articles = [
        came(
            50, courier, title="Les barrages", paragraphs=["Un barrage.", "Deux barrages."], authors=["Salma Idrissi"]
        ),
        came(40, sawt, title="السدود", language="ar", paragraphs=["سد واحد."]),
        came(30, courier, title="La coupe <b>"),
        came(20, sawt, title="الكأس", language="ar"),
    ]
    return Press(courier, sawt, articles)


@dataclass
class Reader:
    """A feed reader at one base address. It keeps no cookies, and what it sends is what the test says."""

    key: ApiKey
    password: str
    base: str = "/api/greader.php"
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    @property
    def header(self) -> dict[str, str]:
        """The header of a reader that has signed in."""
        return {"Authorization": f"GoogleLogin auth={self.password}"}

    @property
    def account(self) -> ReaderAccount:
        """Its account, as it is kept."""
        return ReaderAccount.objects.get(key=self.key)

    def get(self, path: str, **headers: str) -> Any:
        """GET below /reader/api/0/."""
        return self.client.get(f"{self.base}/reader/api/0/{path}", headers={**self.header, **headers})

    def post(self, path: str, body: str = "", **headers: str) -> Any:
        """POST a form, written as it goes over the line, below /reader/api/0/."""
        return self.client.post(
            f"{self.base}/reader/api/0/{path}", body, content_type="application/x-www-form-urlencoded",
            headers={**self.header, **headers},
        )  # fmt: skip

    def ids(self, query: str) -> list[str]:
        """The items of a list of identifiers."""
        answer = self.get(f"stream/items/ids?output=json&{query}")
        assert answer.status_code == 200, answer.content
        return [ref["id"] for ref in answer.json()["itemRefs"]]

    def unread(self) -> list[str]:
        """The unread items."""
        return self.ids(f"s={ALL}&xt={READ}&n=1000")

    def contents(self, *items: str) -> list[dict[str, Any]]:
        """Some items with their contents."""
        body = "&".join(f"i={quote(item)}" for item in items)
        return list(self.post("stream/items/contents?output=json", body).json()["items"])

    def fever(self, query: str = "", body: str = "", path: str = "/api/fever.php") -> Any:
        """A call of Fever."""
        return self.client.post(
            f"{path}?api{query}", f"api_key={fever_digest(self.password)}{body}",
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip


@pytest.fixture
def make_reader(db: None) -> Callable[..., Reader]:
    """Make readers, each with a key of its own."""

    def make(**values: Any) -> Reader:
        scopes = values.pop("scopes", [Scope.READ])
        key, token = create_key(scopes, note="a reader", **values)
        return Reader(key, token)

    return make


@pytest.fixture
def reader(press: Press, make_reader: Callable[..., Reader]) -> Reader:
    """A reader of the press."""
    return make_reader()
