"""How a name is written in each language, as far as gazetteer and CLDR say it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from babel import Locale

from jarida.core.text.analysis import forms
from jarida.core.text.skeletons import ARABIC

LANGUAGES: Final = ("fr", "ar", "es", "en")


def by_language(spellings: Sequence[str]) -> dict[str, str]:
    """The spellings of one thing by language: a territory's own names, else its first in Arabic letters for Arabic.

    What a list does not say (which of its Latin names is Spanish) is left to the articles in that language.
    """
    territory = next((code for name in spellings if (code := _territories().get(forms(name)))), "")
    if territory:
        return {language: str(Locale(language).territories[territory]) for language in LANGUAGES}
    arabic = next((name for name in spellings if ARABIC.search(name)), "")
    return {"ar": arabic} if arabic else {}


@cache
def _territories() -> Mapping[tuple[str, ...], str]:
    names = Locale("fr").territories
    return {forms(str(name)): str(code) for code, name in names.items() if len(str(code)) == 2 and code != "ZZ"}
