"""Which encoding undeclared bytes are in, by what the letters look like.

For each encoding that the press has used, the text that it makes of the bytes is rated: letters that are
frequent in the languages written in it count for it, others against it; so does a letter of another script
next to a Latin one, and a capital after a small letter (KOI8-R and windows-1251 differ in little else).
"""

import re
from typing import NamedTuple

_SAMPLE = 20_000  # bytes, from the first that is not ASCII
_RARE = frozenset(("cp866", "cp855"))  # hardly on the web
_ENOUGH = 0.45  # of 1, which a text of frequent letters only would get


class _Script(NamedTuple):
    """A script, the letters that are frequent in it, and the encodings it is written in, the likelier first."""

    encodings: tuple[str, ...]
    letters: frozenset[str]


def _script(encodings: str, letters: str) -> _Script:
    return _Script(tuple(encodings.split()), frozenset(letters))


_SCRIPTS = (
    _script("cp1256 iso8859-6", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةپچ؟،؛"),
    _script("cp1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    _script("cp1251 koi8-r iso8859-5 cp866 cp855", "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў"),
    _script("cp1253 iso8859-7", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    _script("cp874", "กขคฆงจฉชซญฎฐณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาำเแโใไๆัิีึืุู็่้๊๋์"),
)
_LATIN = (
    _script("cp1252", "àâçéèêëîïôùûüœæñáíóúößäåøãõ«»’“”–…¿¡ºª°€\xa0ÀÉÈÊÇÁÍÓÚÑÖÄÜ"),
    _script("cp1254", "çğıöşüİĞŞÇÖÜâîû"),
    _script("cp1250 iso8859-2", "ąćęłńóśźżáčďéěíňřšťúůýžőűöüôľĺŕđŁŚŻŹČŠŽŘ„”–"),
)
# written with two bytes a letter: a strict decoder rules out most, these letters most of the rest
_WIDE = (
    _script("cp932 euc_jp", "".join(map(chr, [*range(0x3041, 0x3094), *range(0x30A1, 0x30F7)])) + "ー、。"),
    _script("cp949", "".join(map(chr, range(0xAC00, 0xD7A4)))),
    _script(
        "gb18030",
        "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长。，、：（）",
    ),
    _script(
        "big5hkscs",
        "的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長。，、：（）",
    ),
)
_NO_LETTER = re.compile(r"[\ufffd\x80-\x9f]")
_UPPER_AFTER_LOWER = re.compile(r"[^\W\dA-Za-z_]{2,}")


def guess(body: bytes, preferred: str = "") -> str:
    """Python's name of the likeliest encoding of bytes that are not UTF-8; "" where nothing is likely.

    `preferred` is tried with a little advantage: what a document declares and does not quite keep.
    """
    sample = _from_first_high_byte(body)
    rated = [(_advantage(name, preferred) + rating, name) for name, rating in _ratings(sample)]
    best, name = max(rated, key=lambda pair: pair[0])  # of equals the first
    return name if best >= _ENOUGH else ""


def _from_first_high_byte(body: bytes) -> bytes:
    found = re.search(rb"[\x80-\xff]", body)
    start = max(0, found.start() - 40) if found else 0
    return body[start : start + _SAMPLE]


def _advantage(name: str, preferred: str) -> float:
    if name == preferred or (name == "cp1252" and not preferred):
        return 0.1
    return -0.08 if name in _RARE else 0.0


def _ratings(sample: bytes) -> list[tuple[str, float]]:
    wide = [(name, _of_wide(sample, name, script)) for script in _WIDE for name in script.encodings]
    scripts = [(name, _of_script(sample, name, script)) for script in _SCRIPTS for name in script.encodings]
    latin = [(name, _of_latin(sample, name, script)) for script in _LATIN for name in script.encodings]
    return [*wide, *scripts, *latin]


def _foreign(sample: bytes, name: str) -> list[str]:
    """The letters that are not ASCII."""
    return [letter for letter in sample.decode(name, "replace") if letter > "\x7f"]


def _of_wide(sample: bytes, name: str, script: _Script) -> float:
    letters = _foreign(sample, name)
    wrong = letters.count("\ufffd")
    if not letters or wrong > 1 + len(letters) // 200:  # the sample may end, or begin, within a letter
        return 0.0
    frequent = sum(letter in script.letters for letter in letters) / len(letters)
    # of Chinese a third is in so short a list, of Japanese and Korean most is
    return min(1.0, frequent * (1.0 if name == "cp949" else 2.2))


def _of_script(sample: bytes, name: str, script: _Script) -> float:
    text = sample.decode(name, "replace")
    letters = [letter for letter in text if letter > "\x7f"]
    if not letters:
        return 0.0
    frequent = sum(letter in script.letters or letter.lower() in script.letters for letter in letters)
    words = _UPPER_AFTER_LOWER.findall(text)
    odd = sum(1 for word in words if not (word.islower() or word.isupper() or word[1:].islower() or _caseless(word)))
    mixed = len(_NO_LETTER.findall(text)) + len(re.findall(r"[A-Za-z][^\W\dA-Za-z_]|[^\W\dA-Za-z_][A-Za-z]", text))
    small = sum(letter in script.letters for letter in letters) / len(letters)
    return 0.8 * (frequent - 2 * mixed) / len(letters) + 0.2 * small - odd / max(1, len(words))


def _caseless(word: str) -> bool:
    return word.lower() == word.upper()


def _of_latin(sample: bytes, name: str, script: _Script) -> float:
    letters = _foreign(sample, name)
    if not letters:
        return 0.0
    frequent = sum(letter in script.letters for letter in letters) / len(letters)
    # letters with accents are few among plain ones; a text of nothing but them is in another script
    return frequent * 0.95 if len(letters) * 2 < len(sample) else frequent * 0.3
