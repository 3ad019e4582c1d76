"""Arabic words: what is only spelling is made one, clitics and suffixes are taken off.

The light stem goes the way of light10 (Larkey, Ballesteros, Connell: Light Stemming for Arabic Information
Retrieval, 2007) and further: suffixes are taken off until none is left, so that a noun and what is derived from it
meet; pronouns, the accusative's alef and the endings of countries go too; an alef and lam that belong to the word
stay. The singulars of broken plurals are made by the patterns of the grammars, where a pattern is plain enough that
most of what it matches are plurals.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from jarida.core.text.arabic_plurals import singulars

_LETTERS: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_POINTS: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed\u200b-\u200f]")
# letters of neighbours by which Arabic writes g, p and v (أڭادير, ڨفصة, ڤيديو), and other spellings of its own
_OWN: Final = str.maketrans("یےکڪگڭݣڨڧپڤڥڢچٱەہھ", "ييكككككققبفففجاههه")
_HAMZA: Final = str.maketrans("أإآؤئى", "اااويي")  # teh marbuta stays: it tells a noun from a pronoun's heh

# words whose first alef and lam are no article
_RADICAL: Final = re.compile(
    "ال(?:مان(?:ي|$)|بان(?:ي|$)|كترون|تزام|تحاق|تقاء|تماس|تباس|تفاف|تفات|تهاب|تحام|غاء|زام|هام|ياف|حاح|عاب|وان|قاب|غام|حان"
    "|بسة|بسه|بوم|غاز|واح|سنة|سنه|فاظ|ماس$|يزابيث)"
)
_FATHER: Final = re.compile("وال(?:د|ي$|ي[ةه])")  # والد and والي begin with a waw of their own
_PROCLITICS: Final = ("وبال", "وكال", "فبال", "وال", "بال", "كال", "فال", "ولل", "فلل", "ال", "لل")
_SUFFIXES: Final = (
    "هما", "يات", "يون", "يين", "ها", "هم", "هن", "نا", "وا", "ات", "ان", "ون", "ين", "ية", "يه", "يا",
    "ة", "ه", "ي", "ا",
)  # fmt: skip
_FIRST: Final = frozenset(clitic[0] for clitic in _PROCLITICS)  # an alef with hamza is no article's
_LAST: Final = frozenset(suffix[-1] for suffix in _SUFFIXES)
# امرأة is no form of أمر, مائة none of ماي (May)
_WHOLE: Final = {"امراة": "امراه", "مراة": "امراه", "ماية": "مايه"}
_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "ه", "نا")


def stems(word: str, snowball: Callable[[str], str]) -> tuple[str, ...]:
    """The stems of an Arabic word, not yet folded: Snowball's, the light one, those of a plural's singulars."""
    written = spelled(word)
    # one word in four begins with "and"; a waw of the word itself stays in the light stem (وزير)
    found = [snowball(without_waw(written)), light_stem(written)]
    if written.startswith("ل") and len(written) > 4:
        found.append(light_stem(written[1:]))  # "for", which Snowball leaves (لمدينة)
    found += [_shortened(singular.translate(_HAMZA)) for singular in _singulars(written)]
    return tuple(found)


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters, judged by its first."""
    return bool(_LETTERS.match(word))


def spelled(word: str) -> str:
    """A word without vowel points and strokes, in the letters of Arabic. Hamza and teh marbuta stay."""
    return _POINTS.sub("", unicodedata.normalize("NFKC", word)).translate(_OWN)


def without_waw(word: str) -> str:
    """A spelled word without the "and" before it, and without what only looks like one: stemmed beside the whole."""
    return word[1:] if word.startswith("و") and len(word) > 3 else word


def light_stem(word: str) -> str:
    """The light stem of a spelled word, with the spellings of alef, hamza and yeh made one."""
    return _shortened(_without_proclitics(word).translate(_HAMZA))


def _without_proclitics(word: str) -> str:
    if word[:1] not in _FIRST:
        return word
    plain = word.translate(_HAMZA)
    if _RADICAL.match(plain) or _FATHER.match(plain):
        return word
    for clitic in _PROCLITICS:
        if plain.startswith(clitic) and len(word) - len(clitic) >= (3 if clitic.endswith("لل") else 2):
            return _article_kept(word, clitic)
    return word


def _article_kept(word: str, clitic: str) -> str:
    """Without a clitic; with و or ب alone off where the alef and lam belong to the word (والتزام)."""
    rest = word[len(clitic) :]
    own = "ال" + rest
    return own if clitic.endswith("ال") and len(clitic) > 2 and _RADICAL.match(own.translate(_HAMZA)) else rest


def _shortened(word: str) -> str:
    """Without suffixes: one after the other while three letters are left."""
    if word in _WHOLE:
        return _WHOLE[word]
    for _ in range(4):
        shorter = _without_suffix(word)
        if shorter == word:
            break
        word = shorter
    return word


def _without_suffix(word: str) -> str:
    if word[-1:] not in _LAST:
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            rest = word[: -len(suffix)]
            if _comes_off(suffix, rest):
                return _feminine(suffix, rest)
    # جهة and جهات, سنة: too short to lose their ending
    if len(word) == 4 and word.endswith("ات"):
        return word[:2] + "ه"
    return word[:2] + "ه" if len(word) == 3 and word.endswith("ة") else word


def _comes_off(suffix: str, rest: str) -> bool:
    if len(rest) < 3:
        return False
    if suffix in ("هم", "هن"):
        return not rest.endswith("ا")  # تفاهم, مساهم
    if suffix == "نا":
        return rest[-1] not in "اوي"  # قانونا is an accusative
    if suffix in ("ون", "ان") or (suffix == "ين" and rest[0] in "تم"):
        return len(rest) > 3  # قانون and تكوين are whole
    return True


def _feminine(suffix: str, rest: str) -> str:
    """A pronoun stands behind a teh that was a teh marbuta: حكومته, حكومتهم."""
    return rest[:-1] if suffix in _PRONOUNS and rest.endswith("ت") and len(rest) > 3 else rest


def _singulars(written: str) -> tuple[str, ...]:
    return next(filter(None, map(singulars, _stripped(_without_proclitics(written)))), ())


def _stripped(word: str) -> Iterator[str]:
    """A word without article, and without what else may stand before and behind it."""
    beginnings = [word]
    if len(word) > 5 and (word[0] in "وف" or (word[0] in "بلك" and word[1] in "أم")):
        beginnings.append(word[1:])
    for beginning in beginnings:
        yield beginning
        for ending in (*_PRONOUNS, "ا") if beginning[-1:] in _LAST else ():
            if beginning.endswith(ending) and len(beginning) - len(ending) > 3:
                rest = beginning[: -len(ending)]
                yield rest[:-1] + "ء" if rest.endswith("ائ") else rest
