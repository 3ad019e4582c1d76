"""The Jinja2 environment of the site."""

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend calls to make the environment."""
    return Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 - autoescape comes in options
