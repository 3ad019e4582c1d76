"""What is kept of an article to compare it: vector, names, places, numbers, words, sketch."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from jarida.core.names.model import Found, Kind
from jarida.core.stories import centring, copies
from jarida.core.stories.agencies import Credited, credit
from jarida.core.stories.centring import Means
from jarida.core.stories.columns import column, heading
from jarida.core.stories.echoes import echoes
from jarida.core.stories.encoders import encoded_text
from jarida.core.stories.model import ArticleText, Encoder, Matrix, Profile, Vector
from jarida.core.stories.numbers import numbers
from jarida.core.stories.weekdays import weekdays
from jarida.core.text.analysis import STEMMED, analyse
from jarida.core.text.clean import clean
from jarida.core.text.language import detect_language

BODY: Final = 400  # characters of a text whose words, names and numbers are compared: its lead
TITLE: Final = 400  # characters of a title that are looked at
_SHORT: Final = 3  # letters


class Names(Protocol):
    """Finds names: `core.names.recognise.Recogniser` is one."""

    def recognise(self, title: str, text: str, language: str) -> Sequence[Found]:
        """The names of people, organisations and places of a text."""
        ...


class Profiler:
    """Makes profiles with one encoder. `means` are the encoder's frozen ones where none are given."""

    def __init__(
        self, encoder: Encoder, names: Names, agencies: Iterable[Credited] = (), means: Means | None = None
    ) -> None:
        self.encoder = encoder
        self.names = names
        self.agencies = tuple(agencies)
        self.means = means or centring.frozen(encoder.name, encoder.dimension)

    def profiles(self, articles: Sequence[ArticleText]) -> list[Profile]:
        """A profile of each article, in order."""
        return self.profiles_of(articles, self.vectors(articles))

    def vectors(self, articles: Iterable[ArticleText]) -> Matrix:
        """The vectors of articles as the encoder makes them, not centred."""
        return self.encoder.encode([encoded_text(one.title, one.text) for one in articles])

    def profiles_of(self, articles: Sequence[ArticleText], vectors: Matrix) -> list[Profile]:
        """A profile of each article with its vector, which is not centred yet."""
        languages = [language_of(one) for one in articles]
        rows = centring.packed(centring.centred(vectors, languages, self.means))
        return [self._profile(one, language, row) for one, language, row in zip(articles, languages, rows, strict=True)]

    def _profile(self, article: ArticleText, language: str, vector: Vector) -> Profile:
        title, lead = clean(article.title[:TITLE]), clean(article.text[: 2 * BODY])[:BODY]
        names, places = self._names(title, lead, language)
        prints = copies.prints(article.text, article.boilerplate)
        return Profile(
            id=article.id,
            vector=vector,
            language=language,
            outlet=article.outlet,
            at=article.at,
            day_only=article.day_only,
            names=names,
            places=places,
            numbers=numbers(f"{title}\n{lead}", language),
            words=words(f"{title}\n{lead}", language),
            signature=prints.signature,
            digest=prints.digest,
            agency=credit(title, article.text.split("\n"), article.authors, self.agencies),
            column=column(title, language, article.section),
            heading=heading(title),
        )

    def _names(self, title: str, lead: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
        found = self.names.recognise(title, lead, language)
        places = frozenset(one.key for one in found if one.kind is Kind.PLACE)
        return frozenset(one.key for one in found if one.kind is not Kind.PLACE), places


def language_of(article: ArticleText) -> str:
    """The language that an article is written in: what it declares is believed where its letters do not deny it."""
    return detect_language(clean(f"{article.title[:TITLE]}\n{article.text[:BODY]}"), article.language)


def words(text: str, language: str) -> frozenset[str]:
    """What is compared of the words of a text: stems, marked by their language, and echoes of what may be names.

    Of a language without a stemmer, longer forms stand for stems.
    """
    tokens = analyse(text, language)
    if language in STEMMED:
        found = {token.stems[0] for token in tokens if token.stems}
    else:
        found = {f"{language}.{token.form}" for token in tokens if len(token.form) > _SHORT and token.form.isalpha()}
    return frozenset(found) | echoes(text, language) | weekdays(tokens, language)
