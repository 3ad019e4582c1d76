"""Made articles for `search.py`: four languages, words by Zipf's law, outlets of very unequal size, five years.

The same seed gives the same archive, and the first N articles of every size are spread over the whole time, so
that 10,000 and 1,000,000 articles differ in density only. A word's frequency in French, Spanish, English and
Arabic follows 1/(rank + 2.7), as Mandelbrot has it; the first ranks are real function words, the others are made
of the languages' syllables (Latin) or of roots and patterns with clitics (Arabic), with their inflections.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

LANGUAGES = ("fr", "ar", "es", "en")
SHARES = {"ar": 40, "fr": 35, "en": 15, "es": 10}
OUTLETS = 2000
YEARS = 5
START = datetime(2020, 1, 1, tzinfo=UTC)
BASES = 80_000  # words of one language before clitics
NEW = 3  # words of each text that are in no list: names, numbers, slips; a vocabulary never ends (Heaps)
WORDS = 300
TITLE_WORDS = 10

FUNCTION = {
    "fr": "de la le et les des en un une du est que dans pour par au sur pas qui plus il ce avec son sont à ne se ont "
    "été aux mais comme ou si leur cette deux même fait elle entre selon après depuis pays gouvernement",
    "ar": "في من على إلى أن عن التي مع الذي هذا هذه بعد بين كان قد لا ما كما ذلك خلال حول حيث قبل أو عند كل بن "
    "أكد أمام ضد منذ أكثر غير عدد اليوم الحكومة المغرب",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si "
    "sin sobre este ya entre cuando todo esta ser son dos también fue gobierno país años",
    "en": "the of to and a in for is on that by this with be it was as are from at or an have has not but were "
    "their they its more will which after about been government people year new said",
}
LATIN = {
    "fr": ("b c d f g j l m n p r s t v ch qu br cr pr tr gr fl pl", "a e i o u é è ai ou eau on an in eu"),
    "es": ("b c d f g j l m n p r s t v ch qu br cr pr tr gr ll ñ", "a e i o u a e i o á é í ó ue ie io"),
    "en": ("b c d f g h j k l m n p r s t v w sh th st br cr pr tr", "a e i o u a e i o ea oo ai ou ee"),
}
ENDINGS = {
    "fr": ("", "s", "tion", "ments", "é", "ée", "eur", "ique", "er"),
    "es": ("", "s", "ción", "mente", "ado", "ada", "dor", "ico", "ar"),
    "en": ("", "s", "ing", "ed", "ment", "er", "ly", "al", "ation"),
}
ROOT = "بتثجحخدذرزسشصضطعغفقكلمنهوي"
PATTERNS = (
    "{0}{1}{2} {0}ا{1}{2} م{0}{1}و{2} {0}{1}ي{2} ت{0}{1}ي{2} ا{0}ت{1}ا{2} {0}{1}{2}ة م{0}ا{1}{2}ة {0}{1}ا{2} "
    "است{0}{1}ا{2} "
    "م{0}{1}{2} ت{0}ا{1}{2} ان{0}{1}ا{2} أ{0}{1}ا{2} {0}{1}و{2} مت{0}{1}{2} {0}{1}{2}ي {0}{1}{2}ات"
).split()
CLITICS = (("ال", 40), ("", 30), ("وال", 8), ("بال", 7), ("لل", 6), ("و", 5), ("ب", 2), ("ل", 2))


@dataclass(frozen=True, slots=True)
class Made:
    """A made article; `outlet` counts from 1 in the order of size."""

    number: int
    outlet: int
    language: str
    at: datetime
    title: str
    text: str
    author: str
    topic: str
    has_image: bool


def latin_bases(rng: random.Random, language: str) -> Iterator[str]:
    """Words of one to four syllables without end; most are of two or three."""
    onsets, nuclei = (part.split() for part in LATIN[language])
    while True:
        length = rng.choices((1, 2, 3, 4), (1, 6, 6, 2))[0]
        syllables = "".join(rng.choice(onsets) + rng.choice(nuclei) for _ in range(length))
        yield syllables + rng.choice(ENDINGS[language])


def arabic_bases(rng: random.Random) -> Iterator[str]:
    """Words of a root of three letters and a pattern, without end."""
    while True:
        yield rng.choice(PATTERNS).format(*rng.sample(ROOT, 3))  # 18 patterns of 17,550 roots


def distinct(words: Iterator[str], known: Sequence[str], count: int) -> list[str]:
    """The first `count` different words after the known ones."""
    seen = dict.fromkeys(known)
    for word in words:
        seen.setdefault(word)
        if len(seen) >= count:
            break
    return list(seen)


class Lexicon:
    """The words of one language with their frequencies; `words[0]` is the most frequent base."""

    def __init__(self, language: str) -> None:
        rng = random.Random(f"words {language}")
        function = FUNCTION[language].split()
        made = arabic_bases(rng) if language == "ar" else latin_bases(rng, language)
        self.function = len(function)
        self.bases = distinct(made, function, BASES)
        self.words: list[str] = []
        weights = []
        for rank, base in enumerate(self.bases):
            for word, share in self._written(base, language, rank):
                self.words.append(word)
                weights.append(share / (rank + 2.7))
        self.cumulated = list(itertools.accumulate(weights))

    def _written(self, base: str, language: str, rank: int) -> list[tuple[str, float]]:
        if language == "ar" and rank >= self.function:
            return [(clitic + base, share / 100) for clitic, share in CLITICS]
        if language == "fr" and rank >= self.function and base[0] in "aeiouéè":
            return [(base, 0.6), ("l'" + base, 0.25), ("d'" + base, 0.15)]
        return [(base, 1.0)]

    def text(self, rng: random.Random, words: int) -> str:
        """Some words as running text with sentences."""
        chosen = rng.choices(self.words, cum_weights=self.cumulated, k=words)
        for _ in range(NEW * words // WORDS):
            chosen[rng.randrange(words)] = f"{rng.choice(self.bases)}{rng.choice(self.bases)}"
        for end in range(12, words, 14):
            chosen[end] += "."
        return " ".join(chosen)


class Press:
    """The made press: outlets, topics, authors, articles."""

    def __init__(self, seed: int = 7) -> None:
        rng = random.Random(seed)
        self.seed = seed
        languages = list(SHARES)
        self.languages = ["", *rng.choices(languages, [SHARES[name] for name in languages], k=OUTLETS)]
        self.sizes = list(itertools.accumulate(1 / (rank + 5) for rank in range(OUTLETS)))
        self.authors = {language: self._names(language, 60) for language in LANGUAGES}
        self.topics = {language: self.lexicons[language].bases[200:240] for language in LANGUAGES}

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """The words of each language."""
        return {language: Lexicon(language) for language in LANGUAGES}

    def _names(self, language: str, count: int) -> list[str]:
        bases = self.lexicons[language].bases
        return [f"{bases[400 + n].title()} {bases[500 + n].title()}" for n in range(count)]

    def articles(self, count: int) -> Iterator[Made]:
        """`count` articles in the order of their dates."""
        rng = random.Random(self.seed + 1)
        step = timedelta(days=365.25 * YEARS) / count
        outlets = range(1, OUTLETS + 1)
        for number in range(1, count + 1):
            outlet = rng.choices(outlets, cum_weights=self.sizes)[0]
            yield self._article(rng, number, outlet, START + step * number)

    def _article(self, rng: random.Random, number: int, outlet: int, at: datetime) -> Made:
        language = self.languages[outlet]
        lexicon = self.lexicons[language]
        return Made(
            number,
            outlet,
            language,
            at.replace(microsecond=0),
            lexicon.text(rng, rng.randint(TITLE_WORDS - 4, TITLE_WORDS + 4)),
            lexicon.text(rng, rng.randint(WORDS // 3, WORDS * 5 // 3)),
            rng.choice(self.authors[language]),
            self.topics[language][min(int(rng.expovariate(0.15)), 39)],
            rng.random() < 0.7,
        )
