"""The description is held against the API by schemathesis: hundreds of answers, none of them a surprise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from jarida.api.describe import description
from jarida.api.keys import create_key
from jarida.api.models import Scope
from jarida.api.rates import Rate
from jarida.archive.models import ArticleTopic, Feed, Mention, Name, Outlet
from tests.stories_builder import make_story
from tests.website.factories import make_article, make_image, make_press, make_revision, withdraw

pytestmark = [pytest.mark.database, pytest.mark.slow]

EXAMPLES = 15
# what a schema cannot say: which cursors were given out, that a last day comes after a first
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "301", "304", "400", "404", "410"]
"""


@pytest.fixture
def kept_open(db) -> Iterator[None]:
    """Requests end without closing the connection, which a test's transaction lives in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(kept_open, tmp_path: Path, monkeypatch) -> Any:
    """The API of a small press, as its own description has it, with a rate that is never reached."""
    monkeypatch.setattr("jarida.api.gate.Rate", lambda _: Rate(10**9))
    seed()
    _, token = create_key(list(Scope))
    path = tmp_path / "schemathesis.toml"
    path.write_text(CONFIG)
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", WSGIHandler(), config=SchemathesisConfig.from_path(path)
    )
    # identity: its WSGI client does not unpack
    return schema, {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


def seed() -> None:
    """Something of everything that the API speaks of, under the names of its examples."""
    make_press(12, pictures=2)
    outlet = Outlet.objects.get(slug="le-courrier-du-souk")
    Feed.objects.create(outlet=outlet, url="https://courrier.example/feed")
    article = make_article(outlet, image=make_image())
    make_revision(article, 2, paragraphs=["Autrement."])
    withdraw(make_article(outlet))
    make_story([make_article(outlet), article], pk=1)
    place = {"kind": "place", "key": "casablanca", "shown": "Casablanca", "latitude": 33.59, "longitude": -7.61}
    name = Name.objects.create(pk=1, **place)
    Mention.objects.create(name=name, article=article, at=article.sort_at)
    ArticleTopic.objects.create(article=article, topic="medtop:04000000", at=article.sort_at)


OPERATIONS = sorted(
    (mode, method.upper(), path)
    for path, methods in description("http://127.0.0.1", "Jarida", "1")["paths"].items()
    for method, operation in methods.items()
    for mode in GenerationMode
    # what takes nothing cannot be given anything wrong
    if operation["parameters"] or mode is GenerationMode.POSITIVE
)


# not by its plugin for pytest, which does not know the newest one
@pytest.mark.parametrize(("mode", "method", "path"), OPERATIONS)
def test_every_answer_is_as_described(described: Any, mode: GenerationMode, method: str, path: str) -> None:
    schema, headers = described
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers)

    ask()
