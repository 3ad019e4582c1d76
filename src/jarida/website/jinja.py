"""The Jinja2 environment of the site: gettext, addresses, dates and directions for the templates."""

import json
from typing import Any

from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

from jarida.archive.queries import PictureLine
from jarida.website import addresses, assets, formats
from jarida.website.languages import CODES, DIRECTIONS, NAMES
from jarida.website.lines import direction_of, shown
from jarida.website.search.found import shown_found, typed
from jarida.website.storylines import shown_stories

_SCRIPT_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend calls to make the environment."""
    made = Environment(  # noqa: S701 - autoescape comes in options
        **{**options, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n"],
    )
    _install_gettext(made)
    made.globals.update(
        address=addresses, formats=formats, static=assets.address, direction=direction_of,
        interface_names=NAMES, interface_codes=CODES, interface_directions=DIRECTIONS,
        srcset=srcset, picture_source=picture_source,
    )  # fmt: skip
    made.filters.update(
        spaced=formats.spaced, lines=shown, json_script=json_script, web=web_address, bare=bare_address, typed=typed,
        found=shown_found, stories=shown_stories,
    )  # fmt: skip
    return made


def _install_gettext(made: Environment) -> None:
    install: Any = made
    install.install_gettext_callables(
        translation.gettext, translation.ngettext, newstyle=True,
        pgettext=translation.pgettext, npgettext=translation.npgettext,
    )  # fmt: skip


def json_script(value: Any) -> Markup:
    """A value as JSON that may stand inside a script element, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_SCRIPT_ESCAPES))  # noqa: S704 - every character that could end the element is escaped


def web_address(url: str) -> str:
    """The address if it is one of the web, else nothing: no other scheme becomes a link."""
    return url if url.startswith(("https://", "http://")) else ""


def bare_address(url: str) -> str:
    """An address as people say it: without scheme and closing slash."""
    return url.partition("://")[2].rstrip("/")


def srcset(picture: PictureLine) -> str:
    """The widths of a picture for an img element."""
    return ", ".join(f"{addresses.media(picture.digest, width)} {width}w" for width in picture.widths)


def picture_source(picture: PictureLine, wanted: int = 640) -> str:
    """The smallest file of a picture that is at least `wanted` pixels wide, else its widest."""
    fitting = [width for width in sorted(picture.widths) if width >= wanted]
    width = fitting[0] if fitting else max(picture.widths, default=0)
    return addresses.media(picture.digest, width) if width else ""
