"""The interface's languages: which there are, how each writes, and which one a visitor wants."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from jarida.core.text.language import direction

COOKIE = "jarida_language"
NAMES: Mapping[str, str] = {"fr": "Français", "ar": "العربية", "es": "Español", "en": "English"}
CODES = tuple(NAMES)
# dates, numbers and month names as the edition's readers know them: نونبر, not نوفمبر
LOCALES: Mapping[str, str] = {"fr": "fr", "ar": "ar_MA", "es": "es", "en": "en_GB"}
DIRECTIONS: Mapping[str, str] = {code: direction(code) for code in CODES}
LONGEST_HEADER = 500


def negotiate(request: HttpRequest) -> str:
    """The interface's language for a visitor: the one chosen before, else by Accept-Language (RFC 9110 §12.5.4)."""
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen in CODES:
        return chosen
    return preferred(request.headers.get("Accept-Language", ""))


def preferred(header: str) -> str:
    """The best of our languages for an Accept-Language header; the first of them where none fits."""
    wishes = [_wish(part) for part in header[:LONGEST_HEADER].split(",")]
    fitting = [(quality, language) for language, quality in wishes if language in CODES and quality > 0]
    # max keeps the first of equals: the order of the header decides
    return max(fitting, key=lambda wish: wish[0])[1] if fitting else CODES[0]


def _wish(part: str) -> tuple[str, float]:
    tag, _, parameter = part.strip().partition(";")
    language = tag.strip().lower().partition("-")[0]
    return language, _quality(parameter.strip())


def _quality(parameter: str) -> float:
    if not parameter.startswith("q="):
        return 1.0
    try:
        quality = float(parameter[2:])
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0


def site_name() -> str:
    """The name of this site."""
    return settings.OPTIONS.site.name
