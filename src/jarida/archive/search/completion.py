"""Suggestions while typing: the last word completed from the archive's own words."""

import unicodedata

from jarida.archive.search.vocabulary import beginning as beginning_with

LONGEST = 200  # characters; nobody types more before looking


def completed(beginning: str, limit: int) -> tuple[str, ...]:
    """What was typed with its last word completed, most frequent first; nothing where it ends with a space."""
    if not limit or len(beginning) > LONGEST or not beginning or beginning[-1].isspace():
        return ()
    before, word = split_last(beginning)
    words = beginning_with(word, limit) if word else ()
    return tuple(dict.fromkeys(before + found for found in words))


def split_last(text: str) -> tuple[str, str]:
    """A text as what stands before its last word, and the word: keywords, quotes and minus signs stay before it."""
    at = len(text)
    while at and (_is_of_word(text[at - 1])):
        at -= 1
    return text[:at], text[at:]


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"
