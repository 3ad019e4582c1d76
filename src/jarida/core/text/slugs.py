"""Readable parts of addresses, made of titles."""

import re
import unicodedata

# Latin letters that do not decompose into a base letter and a mark
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ŋ": "ng", "ə": "e"}
)
# marks of vocalised Arabic, and the stroke that only stretches a word
_TASHKEEL = re.compile("[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]")
_LATIN_WITH_MARKS = re.compile(r"([a-z])[\u0300-\u036f]+")


def slugify(title: str, limit: int = 80) -> str:
    """A slug of at most `limit` characters: words joined by hyphens, cut at the end of a word.

    Latin letters become ASCII; other scripts keep their letters (an Arabic title has an Arabic slug).
    "" where the title has neither letter nor digit.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", title).casefold())
    # letters first: ǽ is æ with a mark, and the mark stands on what æ becomes
    text = _TASHKEEL.sub("", _LATIN_WITH_MARKS.sub(r"\1", text.translate(_LETTERS)))
    words = re.split("-+", "".join(map(_kept, unicodedata.normalize("NFC", text))).strip("-"))
    return _joined(words, limit)


def _kept(character: str) -> str:
    """Letters, digits and the marks that scripts of India cannot do without; a hyphen for the rest."""
    return character if unicodedata.category(character)[0] in "LNM" else "-"


def _joined(words: list[str], limit: int) -> str:
    slug = words[0][:limit]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}"
    return slug
