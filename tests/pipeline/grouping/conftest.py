"""Grouping switched on: the tests' own settings have it off, so that no other test needs an encoder."""

import msgspec
import pytest
from django.conf import settings

from jarida.config.options import Stories


@pytest.fixture
def stories_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles that come wait for their stories."""
    options = msgspec.structs.replace(settings.OPTIONS, stories=Stories())
    monkeypatch.setattr(settings, "OPTIONS", options)
