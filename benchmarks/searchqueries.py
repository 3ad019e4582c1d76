"""The questions that `search.py` asks, the same at every size of the archive."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.searchdata import LANGUAGES, OUTLETS, START, Made, Press

SAMPLED = 3_000  # of the first articles phrases and new words are taken, so that every archive has them
COMMON = 250  # ranks below are common: each word stands in a twelfth of its language's articles or more
RARE = 60_000  # ranks above are rare: a word stands in about one of 10,000 articles


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Parts that are empty are not."""

    words: tuple[str, ...] = ()
    phrase: str = ""
    prefix: str = ""
    without: str = ""
    outlet: int = 0
    language: str = ""
    first: date | None = None
    before: date | None = None

    def text(self) -> str:
        """In Jarida's query language."""
        parts = [*self.words]
        parts += [f'"{self.phrase}"'] if self.phrase else []
        parts += [f"{self.prefix}*"] if self.prefix else []
        parts += [f"-{self.without}"] if self.without else []
        parts += [f"outlet:outlet-{self.outlet}"] if self.outlet else []
        parts += [f"lang:{self.language}"] if self.language else []
        parts += [f"after:{self.first}"] if self.first else []
        parts += [f"before:{self.before}"] if self.before else []
        return " ".join(parts)


class Questions:
    """Questions of each kind about a press, `count` of each."""

    def __init__(self, press: Press, count: int) -> None:
        self.press = press
        self.count = count
        self.rng = random.Random(11)
        self.sample: list[Made] = list(press.articles(SAMPLED))

    def _many(self, one: Callable[[], Question]) -> list[Question]:
        found: dict[Question, None] = {}
        for _ in range(self.count * 20):
            found.setdefault(one())
            if len(found) == self.count:
                break
        return list(found)

    def _language(self) -> str:
        return self.rng.choice(LANGUAGES)

    def _common(self, language: str = "") -> str:
        return self.rng.choice(self.press.lexicons[language or self._language()].bases[:COMMON])

    def _date(self) -> date:
        return START.date() + timedelta(days=self.rng.randrange(365 * 4))

    def rare(self) -> list[Question]:
        """Words of about one in 10,000 articles and words that stand in one article only, half and half."""
        return self._many(self._rare)

    def _rare(self) -> Question:
        if self.rng.random() < 0.5:
            return Question((self.rng.choice(self.press.lexicons[self._language()].bases[RARE:]),))
        longest = max(self.rng.choice(self.sample).text.split(), key=len)
        return Question((longest.rstrip(".").rpartition("'")[2],))

    def common(self) -> list[Question]:
        """One of the 250 most frequent words of a language."""
        return self._many(lambda: Question((self._common(),)))

    def phrases(self) -> list[Question]:
        """Two or three words that follow each other in one of the oldest articles."""
        return self._many(lambda: Question(phrase=self._phrase(self.rng.choice((2, 2, 3)))))

    def _phrase(self, length: int) -> str:
        words = self.rng.choice(self.sample).text.split()
        start = self.rng.randrange(len(words) - length)
        return " ".join(word.rstrip(".") for word in words[start : start + length])

    def filtered(self) -> list[Question]:
        """Two common words in an outlet, its language, and half a year."""
        return self._many(self._filtered)

    def _filtered(self) -> Question:
        outlet = self.rng.randint(1, 300)
        language = self.press.languages[outlet]
        first = self._date()
        words = (self._common(language), self._common(language))
        return Question(words, outlet=outlet, language=language, first=first, before=first + timedelta(days=182))

    def dated(self) -> list[Question]:
        """A common word on one day."""
        return self._many(self._dated)

    def _dated(self) -> Question:
        first = self._date()
        return Question((self._common(),), first=first, before=first + timedelta(days=1))

    def small_outlets(self) -> list[Question]:
        """One of the thousand smallest outlets; every second time with a common word of its language."""
        return self._many(self._small_outlet)

    def _small_outlet(self) -> Question:
        outlet = self.rng.randint(OUTLETS // 2, OUTLETS)
        words = (self._common(self.press.languages[outlet]),) if self.rng.random() < 0.5 else ()
        return Question(words, outlet=outlet)

    def prefixes(self) -> list[Question]:
        """The first two to five letters of common words."""
        return self._many(lambda: Question(prefix=self._common()[: self.rng.randint(2, 5)].ljust(2, "a")))

    def excluding(self) -> list[Question]:
        """A common word without another common word of its language."""
        return self._many(self._excluding)

    def _excluding(self) -> Question:
        language = self._language()
        return Question((self._common(language),), without=self._common(language))

    def never_together(self) -> list[Question]:
        """Two common words of two languages: each in many articles, both in hardly any."""
        pairs = [("fr", "ar"), ("es", "ar"), ("en", "ar"), ("ar", "fr")]
        return self._many(lambda: Question(tuple(self._common(name) for name in self.rng.choice(pairs))))


def kinds(questions: Questions) -> Iterator[tuple[str, str, list[Question]]]:
    """Each kind as its name, what is called, and its questions."""
    common = questions.common()
    mixed = questions.common()[::2] + questions.rare()[::2]
    yield "rare word", "date", questions.rare()
    yield "common word, newest first", "date", common
    yield "common word, page in the middle of the archive", "deep", common
    yield "common word, by relevance", "relevance", common
    yield "rare word, by relevance", "relevance", questions.rare()
    yield "phrase", "date", questions.phrases()
    yield "two words, outlet, language, dates", "date", questions.filtered()
    yield "common word on one day", "date", questions.dated()
    yield "a small outlet", "date", questions.small_outlets()
    yield "common word without another", "date", questions.excluding()
    yield "common words never together", "date", questions.never_together()
    yield "beginning of a word", "date", questions.prefixes()
    yield "count", "count", mixed
    yield "facets", "facets", mixed
    yield "histogram by month", "histogram", mixed
