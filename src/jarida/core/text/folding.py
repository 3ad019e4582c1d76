"""Letters as the index holds them: what is only a manner of writing is folded away, in every script.

Latin, Greek and Cyrillic lose their accents, Hebrew and Arabic their vowel points, every digit becomes ASCII,
presentation forms and full-width letters become ordinary ones (compatibility decomposition, UAX #15).
Scripts whose marks are vowels (India, Thailand and others) keep them.
"""

import re
import unicodedata
from itertools import chain
from typing import Final

# where Unicode keeps its combining marks and its digits: ideographs and syllables are left out, to import quickly
_BLOCKS: Final = ((0x300, 0x3400), (0xA600, 0xAC00), (0xFB00, 0xFE30), (0x10A00, 0x12000), (0x16A00, 0x17000),
                  (0x1E000, 0x1F000))  # fmt: skip


def _letters_and_marks() -> tuple[str, dict[int, str]]:
    """Ranges of combining marks for a character class, and the digits of all scripts with their ASCII ones."""
    ranges: list[list[int]] = []
    digits: dict[int, str] = {}
    for code in chain.from_iterable(range(*block) for block in _BLOCKS):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            digits[code] = str(unicodedata.decimal(chr(code)))
        elif category in ("Mn", "Mc"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges), digits


_MARK_RANGES, _DIGITS = _letters_and_marks()

# shown as nothing, and ignored: joiners, soft hyphen, bidi controls (UAX #9), word joiner, byte order mark,
# variation selectors; combining marks beyond those of writing
IGNORED: Final = (
    "\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
MARKS: Final = _MARK_RANGES  # what may follow a letter within a word, for a character class

# Latin letters that do not decompose; in Tamazight ɣ is what is typed as gh, ɛ what is typed as e.
# Modifier letters stand for ayin and hamza, or for nothing that is typed.
_LATIN: Final = {
    "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ŋ": "ng", "ə": "e", "ɛ": "e",
    "ɣ": "gh", "ħ": "h", "ŧ": "t", "ĸ": "k", "ɔ": "o", "ǝ": "e", "ɖ": "d", "ɗ": "d", "ɓ": "b", "ƙ": "k", "ƴ": "y",
    "ɲ": "n", "ʒ": "z", "ʃ": "s", "ʋ": "v", "ɩ": "i",
}  # fmt: skip
# spellings of one Arabic letter: alef, yeh, kaf, heh and teh marbuta, the Maghreb's feh and qaf, high hamza
_ARABIC: Final = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه",
    "ھ": "ه", "ڢ": "ف", "ڧ": "ق", "ـ": "", "\u0674": "", "\u06e5": "", "\u06e6": "",
}  # fmt: skip
_SILENT: Final = dict.fromkeys("'’‘ʼʻʽʾʿˈʹʺˊ`´′·\"״׳", "")
_TABLE: Final = str.maketrans(_LATIN | _ARABIC | _SILENT) | _DIGITS
# marks that go: accents, Hebrew and Arabic points, Syriac points, the joiner of Tifinagh
_POINTS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u0898-\u089f\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2d7f\ufe20-\ufe2f"
    f"{IGNORED}]"
)
_SHORT_I: Final = re.compile("([иу])\u0306")  # й and ў are letters, not accented ones
_GREEK_IN_LATIN: Final = str.maketrans({"ε": "e", "γ": "gh"})  # typed for ɛ and ɣ
_LATIN_LETTER: Final = re.compile("[a-z]")
_LABIAL: Final = "\u2d6f"  # Tifinagh's mark of a rounded consonant, often left out; it would decompose into a letter
_AM: Final = (("\u0e4d\u0e32", "\u0e33"), ("\u0ecd\u0eb2", "\u0eb3"))  # vowels of Thai and Lao that come apart
UNSAFE: Final = re.compile(f"[^\\w{MARKS}]+|_+")


def fold_letters(letters: str) -> str:
    """Letters folded. Signs within are dropped where they belong to a word, else left as they are."""
    if letters.isascii():
        return letters.lower()
    text = unicodedata.normalize("NFKD", letters.replace(_LABIAL, "")).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = _SHORT_I.sub(_composed, text)
    text = _POINTS.sub("", text).translate(_TABLE)
    if _LATIN_LETTER.search(text):
        text = text.translate(_GREEK_IN_LATIN)
    for apart, whole in _AM:
        text = text.replace(apart, whole)
    return unicodedata.normalize("NFC", text)


def _composed(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found[0])
