"""Languages by code and by name, as they are typed behind `lang:`."""

from functools import cache
from typing import Final

from babel import Locale

from jarida.core.search.keywords import LANGUAGES, key
from jarida.core.text.language import primary_subtag

# names that people use and that the CLDR gives otherwise or to a variety; those of Tamazight are one language here
_ALSO: Final = {
    "tamazight": "zgh", "amazigh": "zgh", "amazighe": "zgh", "tifinagh": "zgh", "berbère": "zgh", "berber": "zgh",
    "bereber": "zgh", "amazige": "zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ": "zgh", "الأمازيغية": "zgh", "أمازيغية": "zgh",
    "darija": "ar", "الدارجة": "ar", "عربي": "ar", "عربية": "ar", "castellano": "es", "castillan": "es",
    "catalan": "ca", "فرنسية": "fr", "إنجليزية": "en", "إسبانية": "es", "اسبانية": "es",
}  # fmt: skip
_CODE: Final = 3  # letters at most
_NATIVE: Final = ("ar", "fr", "es", "en", "pt", "de", "it", "ca", "nl", "tr", "he", "ru", "zh", "ja", "fa")


def language_named(text: str) -> str:
    """The primary subtag of a language by its code (`fr`, `fr-MA`, `fra`) or name in a language of the site or
    its own; "" where it is none."""
    name = key(text.strip())
    code = primary_subtag(name)
    if code not in _codes():
        code = ""
    # names of all languages take long to read; facets ask by code
    return code if code and len(name) <= _CODE else _names().get(name, code)


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _NATIVE:
        found[key(Locale.parse(language).get_language_name(language) or language)] = language
    for language in LANGUAGES:
        for code, name in Locale.parse(language).languages.items():
            if code.isalpha() and (primary := primary_subtag(code)):
                found.setdefault(key(name), primary)
    return found | {key(name): code for name, code in _ALSO.items()}


@cache
def _codes() -> frozenset[str]:
    """Primary subtags that the CLDR has a name for."""
    codes = map(str, Locale.parse("en").languages)
    return frozenset(code for code in codes if code.isalpha() and code.islower())
