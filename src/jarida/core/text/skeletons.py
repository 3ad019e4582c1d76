"""Skeletons of words: the consonants that a name keeps when it is written in another script.

Arabic writes consonants and long vowels; French, English and Spanish each spell Arabic sounds in their own
way, and Moroccan spelling is a fourth. So two questions are asked of two words. Have they a skeleton in
common: consonants in classes that no spelling confuses (ق ك گ غ and k q c g gh are one), which an index can
look up? And if so, how well do the spellings fit (`strangeness`): the letters within a class, and the vowels
that stand, or do not stand, between the same consonants?

The idea of a consonant skeleton for names across scripts is that of Arabized Soundex and of name search by
consonant classes (S. U. Aqeel et al., "On the Development of Name Search Techniques for Arabic", JASIST 57,
2006); classes and costs were made here of the romanisations that the press of the Maghreb uses, and measured
on `tests/core/names/pairs.tsv`. Tifinagh follows the transliteration of the IRCAM alphabet (Unicode 2D30-2D7F).
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

MOST = 4  # skeletons of one word
LONGEST = 40  # letters; what is longer is no name
_BEAM = 8  # readings of one word

ARABIC: Final = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]+")
LATIN: Final = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff'’ʿʾ]+", re.IGNORECASE)
TIFINAGH: Final = re.compile(r"[\u2d30-\u2d6f]+")

_TIFINAGH: Final = dict(zip(
    "ⴰⴱⴲⴳⴴⴵⴶⴷⴸⴹⴺⴻⴼⴽⴾⴿⵀⵁⵂⵃⵄⵅⵆⵇⵈⵉⵊⵋⵌⵍⵎⵏⵓⵔⵕⵖⵗⵘⵙⵚⵛⵜⵝⵞⵟⵠⵡⵢⵣⵤⵥⵯ",
    ("a", "b", "b", "g", "gh", "dj", "dj", "d", "dh", "d", "dh", "e", "f", "k", "k", "kh", "h", "b", "h", "h", "",
     "kh", "kh", "q", "q", "i", "j", "j", "j", "l", "m", "n", "u", "r", "r", "gh", "gh", "j", "s", "s", "ch", "t",
     "th", "tch", "t", "v", "w", "y", "z", "z", "z", "w"),
    strict=True,
))  # fmt: skip
_ALSO: Final = {"ç": "s", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}

# A Latin spelling: the classes it may stand for, the likeliest first, each with what it costs to assume it.
Options = tuple[tuple[str, float], ...]
_SOFT: Final = "eiy"
_SPELLINGS: Final[dict[str, Options]] = {
    "sch": (("C", 0.0),), "ssh": (("C", 0.0),), "cch": (("C", 0.0),), "kkh": (("X", 0.0),),
    "ch": (("C", 0.0), ("K", 0.3)), "sh": (("C", 0.0),), "kh": (("X", 0.0),), "gh": (("K", 0.0),),
    "rh": (("R", 0.0), ("K", 0.2)), "th": (("T", 0.0),), "dh": (("D", 0.0), ("Z", 0.2)), "ph": (("F", 0.0),),
    "ck": (("K", 0.0),), "qu": (("K", 0.0),), "dj": (("J", 0.0),), "zh": (("J", 0.0),),
    "b": (("B", 0.0),), "p": (("B", 0.0),), "v": (("F", 0.0), ("B", 0.25)), "f": (("F", 0.0),),
    "t": (("T", 0.0),), "d": (("D", 0.0),), "s": (("S", 0.0),), "z": (("Z", 0.0),), "c": (("K", 0.0),),
    "k": (("K", 0.0),), "q": (("K", 0.0),), "g": (("K", 0.0), ("J", 0.3)), "j": (("J", 0.0), ("X", 0.25)),
    "x": (("KS", 0.0), ("C", 0.3)), "r": (("R", 0.0),), "l": (("L", 0.0),), "m": (("M", 0.0),), "n": (("N", 0.0),),
    "h": (("H", 0.0),),
}  # fmt: skip
_MUTE_H: Final[Options] = (("H", 0.0), ("", 0.2))
_LAST_H: Final[Options] = (("", 0.0), ("H", 0.05))
_SOFT_C: Final[Options] = (("S", 0.0),)
_SOFT_G: Final[Options] = (("J", 0.0), ("K", 0.1))
_LATIN_VOWELS: Final = {"a": "A", "e": "E", "i": "I", "y": "I", "o": "U", "u": "U", "w": "U"}
_LATIN_VOWEL_GROUPS: Final = (("eau", "U"), ("ou", "U"), ("oo", "U"), ("ee", "I"))

_LETTERS: Final[dict[str, Options]] = {
    **{letter: ((sound, 0.0),) for sound, letters in (
        ("B", "بپ"), ("T", "تط"), ("C", "شچ"), ("X", "خ"), ("D", "دض"), ("R", "ر"), ("Z", "ز"), ("S", "سص"),
        ("K", "غقكگڭݣکڨ"), ("F", "فڤڥ"), ("L", "ل"), ("M", "م"), ("N", "ن"), ("H", "هحہھ"), ("J", "ژ"),
    ) for letter in letters},
    "ث": (("T", 0.0), ("S", 0.3)), "ج": (("J", 0.0), ("K", 0.3)), "خ": (("X", 0.0), ("J", 0.3)),
    "ذ": (("D", 0.0), ("Z", 0.3)), "ظ": (("D", 0.0), ("Z", 0.2)),
}  # fmt: skip
_ARABIC_VOWELS: Final = {
    "ا": "A", "أ": "A", "إ": "A", "آ": "A", "ٱ": "A", "ى": "A", "ة": "a", "ع": "G", "ء": "", "و": "U", "ؤ": "U",
    "ي": "I", "ئ": "Y", "ی": "I",
}  # fmt: skip
# Names of two words written as one: their article is not heard before these letters (نورالدين, Noureddine).
_JOINED: Final = re.compile(
    r"^((?:[وبل])?(?:عبد|نور|عز|شمس|سيف|بدر|صلاح|علاء|جمال|محي|محيي|نجم|ضياء|حسام|عماد|فخر|تقي|تاج|خير|شرف|بهاء|ناصر|جلال|سعد|زين|نصر))"
    r"ال(?=[تثدذرزسشصضطظن])"
)
_LAST_ARABIC_H: Final[dict[str, Options]] = {"ح": (("H", 0.0), ("", 0.3))}

# Within a class: how strange it is that this Latin spelling stands for this letter. What is not here is usual.
_STRANGE: Final = {
    ("t", "ث"): 0.3, ("th", "ط"): 0.4, ("th", "ت"): 0.1, ("d", "ظ"): 0.15, ("d", "ذ"): 0.15, ("dh", "د"): 0.3,
    ("dh", "ض"): 0.05, ("g", "غ"): 0.1, ("g", "ق"): 0.1, ("gh", "ك"): 0.6, ("gh", "ق"): 0.6, ("k", "غ"): 0.9,
    ("c", "غ"): 0.9, ("q", "غ"): 0.9, ("ck", "غ"): 0.9, ("qu", "غ"): 0.9, ("q", "ك"): 0.25, ("k", "ق"): 0.15,
    ("c", "ق"): 0.25, ("s", "ص"): 0.05, ("z", "ظ"): 0.1, ("rh", "ر"): 0.1, ("h", "ح"): 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: its consonants' classes, how each is spelt, and the vowels before, between, after.

    There is one more in `vowels` than in `spelt`. `cost` says how unusual the reading is. `article`: an article
    was left out of it; what is Latin for an article is read as one only where Arabic has one too.
    """

    key: str
    spelt: tuple[str, ...]
    vowels: tuple[str, ...]
    cost: float = 0.0
    article: bool = False


def skeleton(word: str) -> str:
    """The likeliest skeleton of a word in Arabic, Latin or Tifinagh letters; "" where it has none."""
    return next(iter(skeletons(word)), "")


def skeletons(word: str) -> tuple[str, ...]:
    """All skeletons a word may have, the likeliest first, at most `MOST`; words that match have one in common."""
    return tuple(dict.fromkeys(reading.key[:LONGEST] for reading in readings(word)))[:MOST]


def is_arabic(word: str) -> bool:
    """Whether the word is written in Arabic letters only."""
    return bool(ARABIC.fullmatch(word))


def strangeness(latin: str, arabic: str) -> float:
    """How little a word in Latin (or Tifinagh) letters fits one in Arabic letters.

    1 and less: probably the same name; 0: written as usual; infinite: no skeleton in common. Words of two
    consonants must fit better than longer ones, since too many words share them; of one, nothing fits.
    """
    theirs = readings(arabic)
    pairs = [(one, other) for one in readings(latin) for other in theirs if _comparable(one, other)]
    return min((_pair_cost(one, other) / _allowed(len(one.key)) for one, other in pairs), default=float("inf"))


def same_name(latin: str, arabic: str) -> bool:
    """Whether a word in Latin letters and one in Arabic letters are probably the same name."""
    return strangeness(latin, arabic) <= 1.0


def _comparable(latin: Reading, arabic: Reading) -> bool:
    return latin.key == arabic.key and len(latin.key) > 1 and (arabic.article or not latin.article)


def _allowed(consonants: int) -> float:
    return (0.36, 0.6, 0.72, 0.84)[min(consonants, 5) - 2]


@lru_cache(maxsize=8192)
def readings(word: str) -> tuple[Reading, ...]:
    """The ways to read a word, the likeliest first; none for numbers, other scripts and what is too long."""
    if not 2 <= len(word) <= LONGEST:
        return ()
    bare = "".join(sign for sign in word if not "\u064b" <= sign <= "\u065f" and sign not in "\u0640\u0670")
    if ARABIC.fullmatch(bare):
        return _arabic_readings(bare)
    if TIFINAGH.fullmatch(word.replace("\u2d7f", "")):
        return _latin_readings("".join(_TIFINAGH.get(letter, "") for letter in word))
    return _latin_readings(_plain(word)) if LATIN.fullmatch(word) else ()


def _plain(word: str) -> str:
    """Only a-z."""
    spelt = "".join(_ALSO.get(letter, letter) for letter in unicodedata.normalize("NFC", word.casefold()))
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", spelt))


# --- Latin --------------------------------------------------------------------------------------------


def _latin_readings(word: str) -> tuple[Reading, ...]:
    whole = _read(_latin_units(word))
    return _best([*whole, *_without_latin_article(word)])


def _without_latin_article(word: str) -> list[Reading]:
    """Readings of a word that begins with an article: Elyazami, Essaouira, Laâyoune."""
    if len(word) >= 5 and (found := re.match(r"[ea](l(?=[^aeiouywl]..)|(?=([sztdnr])\2)|(?=cch|ddh))", word)):
        return _read(_latin_units(word[found.end() :]), 0.1, article=True)
    if len(word) >= 5 and re.match(r"l[aeo]", word):
        return _read(_latin_units(word[1:]), 0.3, article=True)
    return []


def _latin_units(word: str) -> list[tuple[str, Options]]:
    """The word cut into spellings of consonants, and vowels (which have no options)."""
    units: list[tuple[str, Options]] = []
    at = 0
    while at < len(word):
        spelt, options = _latin_unit(word, at)
        units.append((spelt, options))
        at += len(spelt)
    return [(_vowel(spelt) if not options else spelt, options) for spelt, options in units]


def _latin_unit(word: str, at: int) -> tuple[str, Options]:
    for group, _ in _LATIN_VOWEL_GROUPS:
        if word.startswith(group, at):
            return group, ()
    letter, following = word[at], word[at + 1 : at + 2]
    if letter in _LATIN_VOWELS:
        return letter, ()
    if letter == "h":
        return letter, _h_options(word, at)
    if letter in "cg" and following and following in _SOFT:
        return letter, _SOFT_C if letter == "c" else _SOFT_G
    if letter == "g" and following == "u" and word[at + 2 : at + 3] in tuple(_SOFT):
        return "gu", _SPELLINGS["k"]
    longest = next(length for length in (3, 2, 1) if word[at : at + length] in _SPELLINGS)
    spelt = word[at : at + longest]
    return spelt, _SPELLINGS[spelt]


def _h_options(word: str, at: int) -> Options:
    if at == len(word) - 1:
        return _LAST_H
    beside_vowels = word[at + 1] in _LATIN_VOWELS and (at == 0 or word[at - 1] in _LATIN_VOWELS)
    return _SPELLINGS["h"] if beside_vowels else _MUTE_H


def _vowel(spelt: str) -> str:
    return next((sign for group, sign in _LATIN_VOWEL_GROUPS if group == spelt), _LATIN_VOWELS.get(spelt, ""))


# --- Arabic -------------------------------------------------------------------------------------------


def _arabic_readings(word: str) -> tuple[Reading, ...]:
    word = _JOINED.sub(r"\1ا", word).replace("لله", "له")
    if word.startswith("ال") and len(word) >= 4:
        joined = [*_read(_arabic_units(word), 0.2), *_read(_arabic_units(word[1:]), 0.2)]  # الياس, and Laâyoune
        return _best([*_read(_arabic_units(word[2:]), article=True), *joined])
    return _best(_read(_arabic_units(word)))


def _arabic_units(word: str) -> list[tuple[str, Options]]:
    units: list[tuple[str, Options]] = []
    for place, letter in enumerate(word):
        last = place == len(word) - 1
        if letter in _ARABIC_VOWELS:
            units.append((_ARABIC_VOWELS[letter], ()))
        elif last and letter == "ه":
            units.append(("a", ()))  # also what folding makes of ة
        elif letter in _LETTERS:
            units.append((letter, _LAST_ARABIC_H.get(letter, _LETTERS[letter]) if last else _LETTERS[letter]))
    return units


# --- reading ------------------------------------------------------------------------------------------


def _read(units: list[tuple[str, Options]], cost: float = 0.0, *, article: bool = False) -> list[Reading]:
    """All ways to choose a class for each consonant, but no more than the beam is wide."""
    beam = [Reading("", (), ("",), cost, article)]
    for spelt, options in units:
        if options:
            beam = [_with(reading, spelt, *option) for option in options for reading in beam]
            beam = sorted(beam, key=lambda reading: reading.cost)[:_BEAM]
        else:
            beam = [replace(one, vowels=(*one.vowels[:-1], _joined(one.vowels[-1], spelt))) for one in beam]
    return beam


def _with(reading: Reading, spelt: str, sound: str, cost: float) -> Reading:
    """One consonant more; one that Latin letters double, with no vowel between, is one."""
    cost += reading.cost
    doubled = spelt.isascii() and len(sound) == 1 and reading.key.endswith(sound) and not reading.vowels[-1]
    if not sound or doubled:
        return replace(reading, cost=cost)
    spellings = (spelt,) if len(sound) == 1 else ("",) * len(sound)
    vowels = (*reading.vowels, *("" for _ in sound))
    return replace(reading, key=reading.key + sound, spelt=reading.spelt + spellings, vowels=vowels, cost=cost)


def _joined(vowels: str, more: str) -> str:
    return vowels if vowels.endswith(more) else vowels + more


def _best(found: list[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted((one for one in found if one.key), key=lambda reading: reading.cost)[:_BEAM])


# --- comparing ----------------------------------------------------------------------------------------

# Where vowels stand: before all consonants, between them, before the last one, after it. What is long and
# therefore written stands mostly before the last one (Karim كريم), what Arabic never leaves out after it.
_FIRST, _MIDDLE, _CLOSING, _LAST = range(4)
_UNWRITTEN: Final = {  # Latin has it, Arabic does not
    "A": (1.0, 0.1, 0.1, 0.9), "E": (0.9, 0.0, 0.0, 0.05), "I": (1.0, 0.25, 0.6, 0.9), "U": (1.0, 0.2, 0.65, 0.9),
}  # fmt: skip
_UNHEARD: Final = {  # Arabic has it, Latin does not
    "A": (0.9, 0.6, 0.6, 0.6), "a": (0.2, 0.2, 0.2, 0.7), "G": (0.5, 0.15, 0.15, 0.15), "U": (0.9, 0.6, 0.6, 0.9),
    "I": (0.9, 0.6, 0.6, 0.9), "Y": (0.3, 0.1, 0.1, 0.3),
}  # fmt: skip
_OTHERWISE: Final = {  # Latin writes the one, Arabic the other: at the beginning, between, at the end
    "AA": (0.0, 0.0, 0.0), "Aa": (0.0, 0.0, 0.0), "AG": (0.05, 0.05, 0.3), "AI": (0.6, 0.7, 0.9),
    "AU": (0.6, 0.6, 0.9), "AY": (0.2, 0.2, 0.5), "EA": (0.1, 0.15, 0.3), "Ea": (0.1, 0.1, 0.1),
    "EG": (0.1, 0.1, 0.2), "EI": (0.3, 0.15, 0.6), "EU": (0.6, 0.5, 0.9), "EY": (0.1, 0.05, 0.3),
    "IA": (0.15, 0.7, 0.9), "Ia": (0.5, 0.5, 0.7), "IG": (0.1, 0.25, 0.4), "II": (0.0, 0.0, 0.0),
    "IU": (0.8, 0.8, 0.9), "IY": (0.1, 0.0, 0.0), "UA": (0.15, 0.55, 0.9), "Ua": (0.5, 0.5, 0.7),
    "UG": (0.1, 0.2, 0.4), "UI": (0.8, 0.8, 0.9), "UU": (0.0, 0.0, 0.0), "UY": (0.5, 0.3, 0.5),
}  # fmt: skip


def _pair_cost(latin: Reading, arabic: Reading) -> float:
    cost = latin.cost + arabic.cost
    cost += sum(_STRANGE.get(pair, 0.0) for pair in zip(latin.spelt, arabic.spelt, strict=True))
    for place, (one, other) in enumerate(zip(latin.vowels, arabic.vowels, strict=True)):
        cost += _vowel_cost(one, other, _place(place, len(latin.key)))
    return cost


def _place(number: int, last: int) -> int:
    return _FIRST if number == 0 else _LAST if number == last else _CLOSING if number == last - 1 else _MIDDLE


@lru_cache(maxsize=16384)
def _vowel_cost(latin: str, arabic: str, place: int) -> float:
    """The least costly way to say that these vowels are the same (an edit distance)."""
    if not latin and not arabic:
        return 0.0
    after = _MIDDLE if place == _FIRST else place
    ways = []
    if latin:
        ways.append(_UNWRITTEN[latin[0]][place] + _vowel_cost(latin[1:], arabic, after))
    if arabic:
        ways.append(_unheard(arabic, place) + _vowel_cost(latin, arabic[1:], after))
    if latin and arabic:
        column = (0, 1, 1, 2)[place]
        ways.append(_OTHERWISE[latin[0] + arabic[0]][column] + _vowel_cost(latin[1:], arabic[1:], after))
    return min(ways)


def _unheard(arabic: str, place: int) -> float:
    # an alef that only carries the vowel behind it: أوباما, إيمان
    carrier = place == _FIRST and arabic[0] == "A" and arabic[1:2] in ("U", "I")
    return 0.05 if carrier else _UNHEARD[arabic[0]][place]
