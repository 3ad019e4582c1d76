"""The words of the query language: keywords, their values and operators, in the four languages of the site.

The first keyword of a language is the one that is printed. All are compared folded (`key`), and every keyword
works in every language of the site: an address that was shared is read the same by everybody.
"""

import unicodedata
from enum import StrEnum
from typing import Final

from jarida.core.search.model import Bound, Name, Sort


class Special(StrEnum):
    """Keywords that are neither filters nor dates."""

    TITLE = "title"
    SORT = "sort"


Keyword = Name | Bound | Special

LANGUAGES: Final = ("en", "fr", "es", "ar")

KEYWORDS: Final[dict[Keyword, dict[str, tuple[str, ...]]]] = {
    Special.TITLE: {
        "en": ("title", "headline"),
        "fr": ("titre",),
        "es": ("título", "titular"),
        "ar": ("عنوان", "العنوان"),
    },
    Name.OUTLET: {
        "en": ("outlet", "source", "newspaper"),
        "fr": ("journal", "média"),
        "es": ("medio", "periódico", "diario", "fuente"),
        "ar": ("صحيفة", "الصحيفة", "جريدة", "الجريدة", "منبر", "المنبر", "مصدر", "المصدر"),
    },
    Name.LANGUAGE: {
        "en": ("lang", "language"),
        "fr": ("langue",),
        "es": ("idioma", "lengua"),
        "ar": ("لغة", "اللغة"),
    },
    Name.AUTHOR: {
        "en": ("author", "by"),
        "fr": ("auteur", "auteure", "autrice"),
        "es": ("autor", "autora"),
        "ar": ("كاتب", "الكاتب", "كاتبة", "مؤلف", "المؤلف"),
    },
    Name.TOPIC: {
        "en": ("topic", "section", "tag"),
        "fr": ("sujet", "thème", "rubrique"),
        "es": ("tema", "sección"),
        "ar": ("موضوع", "الموضوع", "قسم", "القسم"),
    },
    Name.PLACE: {
        "en": ("place",),
        "fr": ("lieu",),
        "es": ("lugar",),
        "ar": ("مكان", "المكان"),
    },
    Name.PERSON: {
        "en": ("person",),
        "fr": ("personne",),
        "es": ("persona",),
        "ar": ("شخص", "الشخص", "شخصية"),
    },
    Name.STORY: {
        "en": ("story",),
        "fr": ("histoire",),
        "es": ("historia",),
        "ar": ("قصة", "القصة"),
    },
    Name.HAS: {
        "en": ("has", "with"),
        "fr": ("avec",),
        "es": ("con",),
        "ar": ("مع", "به"),
    },
    Bound.AFTER: {
        "en": ("after", "since"),
        "fr": ("après", "depuis"),
        "es": ("después", "desde"),
        "ar": ("بعد", "منذ"),
    },
    Bound.BEFORE: {
        "en": ("before",),
        "fr": ("avant",),
        "es": ("antes",),
        "ar": ("قبل",),
    },
    Bound.ON: {
        "en": ("on", "date"),
        "fr": ("date", "le", "en"),
        "es": ("fecha", "el"),
        "ar": ("تاريخ", "التاريخ", "في", "يوم"),
    },
    Special.SORT: {
        "en": ("sort", "order"),
        "fr": ("tri", "ordre"),
        "es": ("orden",),
        "ar": ("ترتيب", "الترتيب"),
    },
}  # fmt: skip

IMAGE: Final = "image"  # the one value that `has:` has
IMAGES: Final[dict[str, tuple[str, ...]]] = {
    "en": (IMAGE, "images", "picture", "pictures"),
    "fr": (IMAGE, "images", "photo", "photos"),
    "es": ("imagen", "imágenes", "foto", "fotos"),
    "ar": ("صورة", "صور", "الصورة", "الصور"),
}

SORTS: Final[dict[Sort, dict[str, tuple[str, ...]]]] = {
    Sort.DATE: {"en": ("date", "newest"), "fr": ("date",), "es": ("fecha",), "ar": ("تاريخ", "التاريخ")},
    Sort.RELEVANCE: {
        "en": ("relevance",),
        "fr": ("pertinence",),
        "es": ("relevancia",),
        "ar": ("صلة", "الصلة", "أهمية"),
    },
}

OR: Final = {"en": "OR", "fr": "OU", "es": "O", "ar": "أو"}  # as printed
STRONG_OR: Final = frozenset({"OR", "OU"})
# operators between two terms; anywhere else they are the words that they are in their language
WEAK_OR: Final = frozenset({"O", "أو", "او"})
# what stands between two terms and says what their standing side by side says already
STRONG_AND: Final = frozenset({"AND"})
WEAK_AND: Final = frozenset({"ET", "Y"})
# NON and NO stay words: an exclusion that nobody meant hides what is looked for. `-` is there in every language.
NOT: Final = frozenset({"NOT", "SAUF", "EXCEPTO"})
# "and", written as a word of its own where Arabic attaches it: no article has it as a word
NEVER_WORDS: Final = frozenset({"و"})
OPERATORS: Final = STRONG_OR | WEAK_OR | STRONG_AND | WEAK_AND | NOT | NEVER_WORDS

_ARABIC: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None})


def key(word: str) -> str:
    """A keyword or value as it is compared: without case, accents, vowel signs, hamza on alef and final dots."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_ARABIC).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _by_key(table: dict[Keyword, dict[str, tuple[str, ...]]]) -> dict[str, Keyword]:
    return {key(word): meant for meant, words in table.items() for each in words.values() for word in each}


_KEYWORDS: Final = _by_key(KEYWORDS)
_SORTS: Final = {key(word): sort for sort, words in SORTS.items() for each in words.values() for word in each}
_IMAGES: Final = frozenset(key(word) for words in IMAGES.values() for word in words)
LONGEST: Final = max(map(len, _KEYWORDS)) + 10  # with vowel signs


def keyword(word: str) -> Keyword | None:
    """What a word before a colon stands for, None where it is no keyword."""
    return _KEYWORDS.get(key(word)) if len(word) <= LONGEST else None


def sort_named(word: str) -> Sort | None:
    """The order that a value of `sort:` names."""
    return _SORTS.get(key(word))


def is_image(word: str) -> bool:
    """Whether a value of `has:` means a picture."""
    return key(word) in _IMAGES
