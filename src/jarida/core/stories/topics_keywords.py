"""An edition's own topics: articles with one of a topic's keywords in the title, or where the text begins.

Words are compared by their forms and by their stems in the article's language (`core.text.analysis`), so that
"barrages" is found by "barrage" and "وبالسدود" by "السدود". The words of a keyword must follow each other.

Search takes every stem that an Arabic word may have, and shows a reader what it found. Here nobody looks: of a text's
word only the light stem counts, so that "في المائة" (per cent) is no form of "الماء" (water).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jarida.core.stories.topics import OWN, Topic
from jarida.core.text import arabic
from jarida.core.text.analysis import Token, analyse

IN_TITLE: Final = 0.95  # how sure a keyword makes; not fitted, as there is nothing yet to fit it to
IN_TEXT: Final = 0.7
TITLE_READ: Final = 500  # characters
TEXT_READ: Final = 600

Word = frozenset[str]  # the form and stems of a word: two words are one where they share one of them


@dataclass(frozen=True, slots=True)
class Keywords:
    """The keywords of an edition's topics as they are looked for in one language: by what their first word may be."""

    phrases: Mapping[str, tuple[tuple[str, tuple[Word, ...]], ...]]

    def found(self, text: str, language: str) -> frozenset[str]:
        """The codes of the topics of which a keyword stands in a text."""
        if not self.phrases:
            return frozenset()
        words = tuple(_said(token, text, language) for token in analyse(text, language))
        return frozenset(
            code
            for at, word in enumerate(words)
            for one in word
            for code, phrase in self.phrases.get(one, ())
            if _stands(phrase, words, at)
        )


def keyword_topics(
    own: Iterable[tuple[str, tuple[str, ...]]], title: str, text: str, language: str
) -> tuple[Topic, ...]:
    """The topics of an edition's own, given as (code, keywords), that an article is about. Their codes get `OWN`."""
    keywords = _keywords(tuple(own), language)
    in_title = keywords.found(title[:TITLE_READ], language)
    in_text = keywords.found(text[:TEXT_READ], language) - in_title
    return tuple(
        Topic(f"{OWN}{code}", sure)
        for codes, sure in ((in_title, IN_TITLE), (in_text, IN_TEXT))
        for code in sorted(codes)
    )


@lru_cache(maxsize=64)
def _keywords(own: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> Keywords:
    phrases: dict[str, dict[tuple[str, tuple[Word, ...]], None]] = {}
    for code, listed in own:
        for keyword in listed:
            if phrase := tuple(frozenset((word.form, *word.stems)) for word in analyse(keyword, language)):
                for one in phrase[0]:
                    phrases.setdefault(one, {})[(code, phrase)] = None
    return Keywords({one: tuple(found) for one, found in phrases.items()})


def _said(token: Token, text: str, language: str) -> Word:
    """What a word of a text may be found by."""
    word = text[token.start : token.end]
    if language != "ar" or not arabic.is_arabic(word):
        return frozenset((token.form, *token.stems))
    spelled = arabic.spelled(word)
    without_for = spelled[1:] if spelled.startswith("ل") and len(spelled) > 4 else spelled
    lights = {f"ar.{arabic.light_stem(each)}" for each in (spelled, without_for)}
    return frozenset((token.form, *lights.intersection(token.stems)))


def _stands(phrase: tuple[Word, ...], words: tuple[Word, ...], at: int) -> bool:
    return at + len(phrase) <= len(words) and all(not word.isdisjoint(words[at + n]) for n, word in enumerate(phrase))
