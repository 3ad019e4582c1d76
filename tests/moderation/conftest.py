"""What the tests of moderation share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jarida.archive.models import Image
from tests.moderation.factories import bare_image, with_options


@pytest.fixture
def moderation(settings) -> Callable[..., None]:
    """Change settings of [moderation] for one test: `moderation(threshold=2)`."""

    def change(**values: Any) -> None:
        settings.OPTIONS = with_options(settings.OPTIONS, moderation=values)

    return change


@pytest.fixture
def image(db) -> Image:
    """An image that is shown."""
    return bare_image()


@pytest.fixture
def send() -> Callable[..., Any]:
    """Report an image as somebody: `send(image, "192.0.2.1")`, with a fresh browser unless one is given."""

    def report(image: Image | str, address: str = "192.0.2.1", *, client: Client | None = None, ui="fr", **more: Any):
        digest = image if isinstance(image, str) else image.digest
        more.setdefault("HTTP_ACCEPT", "application/json")
        data = more.pop("data", {})
        path = f"/{ui}/images/{digest}/report"
        return (client or Client()).post(path, data, REMOTE_ADDR=address, **more)

    return report
