"""The query language in a few examples, with the keywords of the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jarida.core.search import keywords
from jarida.core.search.keywords import Keyword, Special
from jarida.core.search.model import Bound, Name, Sort
from jarida.website.search.asked import Asked

# what a press of each language would be asked: a word, another, a phrase, the beginning of a word, a person, a topic
_WORDS = {
    "fr": ("barrage", "pluie", "eau potable", "constitu", "Salma Idrissi", "sport"),
    "ar": ("سدود", "أمطار", "الماء الصالح للشرب", "دستور", "سلمى الإدريسي", "رياضة"),
    "es": ("embalse", "lluvia", "agua potable", "constitu", "Salma Idrissi", "deporte"),
    "en": ("reservoir", "rain", "drinking water", "constitu", "Salma Idrissi", "sport"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An example with what it means; `address` is the search itself."""

    label: str
    meaning: str
    address: str


def help_lines(ui: str, outlet_slug: str = "", story: int = 0) -> list[Line]:
    """The examples, the simplest first; those of an outlet and of a story only where the archive has one."""
    examples = [*_of_words(ui), *_of_properties(ui, outlet_slug, story), *_of_time(ui)]
    return [Line(query, meaning, Asked(query).address(ui)) for query, meaning in examples]


def _of_words(ui: str) -> Iterator[tuple[str, str]]:
    one, two, phrase, beginning, *_rest = _WORDS[ui]
    yield f"{one} {two}", _("Both words, in any form and order.")
    yield f'"{phrase}"', _("Exactly these words, one after the other.")
    yield f"{one} {keywords.OR[ui]} {two}", _("One of the two, or both. Parentheses group.")
    yield f"{one} -{two}", _("The first word without the second.")
    yield f"{beginning}*", _("All words that begin so.")
    yield f"{_word(Special.TITLE, ui)}:{one}", _("In the title.")


def _of_properties(ui: str, outlet_slug: str, story: int) -> Iterator[tuple[str, str]]:
    one, *_rest, person, topic = _WORDS[ui]
    if outlet_slug:
        yield (
            f"{one} {_word(Name.OUTLET, ui)}:{outlet_slug}",
            _("In one outlet, by its name or the end of its address."),
        )
    if story:
        yield f"{one} {_word(Name.STORY, ui)}:{story}", _("In one story, by the number in its address.")
    yield f"{one} {_word(Name.LANGUAGE, ui)}:ar", _("In one language.")
    yield f'{_word(Name.AUTHOR, ui)}:"{person}"', _("By one author.")
    yield f"{_word(Name.TOPIC, ui)}:{topic}", _("In one section, or with one keyword of the outlet.")
    yield f"{one} {_word(Name.HAS, ui)}:{keywords.IMAGES[ui][0]}", _("Only articles with an image.")


def _of_time(ui: str) -> Iterator[tuple[str, str]]:
    one, *_rest = _WORDS[ui]
    after, before = _word(Bound.AFTER, ui), _word(Bound.BEFORE, ui)
    yield f"{one} {after}:2024-04-22 {before}:2025", _("From this day on, and before that year.")
    yield f"{one} {_word(Bound.ON, ui)}:2024-04", _("Within a day, month or year.")
    order = keywords.SORTS[Sort.RELEVANCE][ui][0]
    yield f"{one} {_word(Special.SORT, ui)}:{order}", _("The best match first, instead of the newest.")


def _word(meant: Keyword, ui: str) -> str:
    return keywords.KEYWORDS[meant][ui][0]
