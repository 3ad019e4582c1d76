"""Words as terms of an index: forms, stems, sequences. Nothing typed gets into a term but by way of `analysis`."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jarida.core.search.expression import Expression, Form, Sequence, Stem
from jarida.core.search.joining import any_of
from jarida.core.text import analysis

MAX_FORM: Final = 200  # characters; the index has no longer ones worth finding
# particles that Arabic writes onto the word that follows: و ف ب ل ك, و with another, ل with the article
_PARTICLES: Final = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
_ARTICLE: Final = "ال"
# signs that list words, not those that join numbers
LOOSE: Final = re.compile(r"(?<!\d)[/,;،؛+&|=]|[/,;،؛+&|=](?!\d)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where words are looked up: whose stems, and whether in titles only."""

    languages: tuple[str, ...]
    in_title: bool = False


def forms_of(text: str) -> tuple[str, ...]:
    """The folded forms of a text's words, those that an index can have."""
    return tuple(form for form, _ in _words_of(text))


def _words_of(text: str) -> tuple[tuple[str, str], ...]:
    """Folded forms, each with the word as typed."""
    tokens = analysis.analyse(text, "")
    return tuple((token.form, text[token.start : token.end]) for token in tokens if is_safe(token.form))


def is_safe(term: str) -> bool:
    """Whether a text can be a form: letters, digits and marks, not too many."""
    return 0 < len(term) <= MAX_FORM and all(sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in term)


def _is_safe_stem(stem: str) -> bool:
    language, _, rest = stem.partition(".")
    return language.isascii() and language.isalpha() and is_safe(rest)


def compound(text: str, scope: Scope) -> Expression | None:
    """A word by its form and stems; several joined ones as they follow each other, or by the stems of the whole."""
    words = _words_of(text)
    if len(words) == 1:
        return any_of(_alternatives(*words[0], scope))
    return any_of([phrase(tuple(form for form, _ in words), scope.in_title), *_stems(text, scope)])


def _alternatives(form: str, word: str, scope: Scope) -> Iterator[Expression]:
    yield Form(form, scope.in_title)
    yield from _stems(word, scope)


def _stems(word: str, scope: Scope) -> Iterator[Expression]:
    for stem in analysis.stems_in_all(word, scope.languages):
        if _is_safe_stem(stem):
            yield Stem(stem, scope.in_title)


def phrase(forms: tuple[str, ...], in_title: bool) -> Expression | None:
    """Exact forms one after the other; in Arabic with what may be written onto the first."""
    if len(forms) < 2:
        return Form(forms[0], in_title) if forms else None
    return any_of(Sequence((first, *forms[1:]), in_title) for first in _with_particles(forms[0]))


def _with_particles(form: str) -> tuple[str, ...]:
    """A word, and in Arabic the word with the particles that may be written onto it."""
    if not _is_arabic(form):
        return (form,)
    joined = (_onto(particle, form) for particle in _PARTICLES)
    return (form, *(word for word in joined if len(word) <= MAX_FORM))


def _onto(particle: str, form: str) -> str:
    if particle.endswith("ل") and form.startswith(_ARTICLE):
        return f"{particle}{form[1:]}"
    return f"{particle}{form}"


def name_of(forms: tuple[str, ...], scope: Scope) -> Expression | None:
    """A name: one word by its stems too, several as they follow each other."""
    safe = tuple(form for form in forms if is_safe(form))
    if len(safe) == 1:
        return any_of(_alternatives(safe[0], safe[0], scope))
    return phrase(safe, scope.in_title)


def _is_arabic(form: str) -> bool:
    return "\u0620" <= form[0] <= "\u06ff"


def is_ideograph(form: str) -> bool:
    """Whether one letter of it says as much as a word elsewhere."""
    return unicodedata.name(form[0], "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))
