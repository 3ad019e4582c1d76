"""Days of the week that a text names: what happened on a Saturday did not happen on a Thursday."""

from collections.abc import Iterable
from typing import Final

from jarida.core.text.analysis import Token

MARK: Final = "@"

# folded forms, from Monday to Sunday
_NAMES: Final = {
    language: {word: day for day, words in enumerate(week.split(",")) for word in words.split()}
    for language, week in {
        "fr": "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche",
        "es": "lunes,martes,miercoles,jueves,viernes,sabado,domingo",
        "en": "monday,tuesday,wednesday,thursday,friday,saturday,sunday",
        "ar": "الاثنين الاتنين,الثلاثاء,الاربعاء,الخميس,الجمعه,السبت,الاحد",
    }.items()
}


def weekdays(tokens: Iterable[Token], language: str) -> frozenset[str]:
    """The days that a text names, each as its number (Monday is 0) with `MARK` before it."""
    names = _NAMES.get(language, {})
    return frozenset(f"{MARK}{names[token.form]}" for token in tokens if token.form in names)
