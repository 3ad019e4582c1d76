"""What each language adds to a story: names, places and numbers that only its articles mention.

Read from the profiles of the newest articles (`core.stories.model.Profile`), so that no text is read again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from jarida.archive.models import Article, Name
from jarida.archive.stories import profiles
from jarida.archive.stories.names import NameLine
from jarida.archive.stories.tellers import Member
from jarida.core.extraction.model import Policy

MOST_PROFILES: Final = 300
MOST_SHOWN: Final = 8  # of names, and of numbers, of one language
LEAST_DIGITS: Final = 2  # a single digit says little


@dataclass(frozen=True, slots=True)
class Addition:
    """What only the articles in `language` mention, what most of them mention first."""

    language: str
    names: tuple[NameLine, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one article mentions, as keys."""

    language: str
    names: frozenset[str]
    numbers: frozenset[str]


def additions(found: Sequence[Member]) -> tuple[Addition, ...]:
    """What each language of a story adds; nothing where one language alone tells it."""
    newest = found[:MOST_PROFILES]
    if len({member.language for member in newest if member.language}) < 2:
        return ()
    only = only_of(_told(newest))
    known = name_lines({key for names, _ in only.values() for key in names})
    made = (
        Addition(language, tuple(known[key] for key in names if key in known)[:MOST_SHOWN], tuple(numbers[:MOST_SHOWN]))
        for language, (names, numbers) in only.items()
    )
    return tuple(each for each in made if each.names or each.numbers)


def only_of(articles: Iterable[Told]) -> dict[str, tuple[list[str], list[str]]]:
    """By language, the names and numbers that no other language mentions, what most articles mention first. Pure."""
    names: dict[str, Counter[str]] = {}
    numbers: dict[str, Counter[str]] = {}
    for article in articles:
        names.setdefault(article.language, Counter()).update(article.names)
        numbers.setdefault(article.language, Counter()).update(
            number for number in article.numbers if sum(map(str.isdigit, number)) >= LEAST_DIGITS
        )
    return {language: (_alone(language, names), _alone(language, numbers)) for language in names}


def _alone(language: str, counted: Mapping[str, Counter[str]]) -> list[str]:
    others = set().union(*(found for code, found in counted.items() if code != language))
    own = [(-times, key) for key, times in counted[language].items() if key not in others]
    return [key for _, key in sorted(own)]


def _told(found: Sequence[Member]) -> list[Told]:
    languages = {member.id: member.language for member in found if member.language}
    # profiles may be older than the publisher's decision to show the headline only (P8)
    headline = Q(outlet__policy=Policy.HEADLINE.value) | Q(limit=Policy.HEADLINE.value)
    for article in Article.objects.filter(headline, pk__in=languages).values_list("pk", flat=True):
        del languages[article]
    return [
        Told(languages[article], kept.profile.names | kept.profile.places, kept.profile.numbers)
        for article, kept in profiles.of(languages).items()
    ]


def name_lines(keys: Collection[str]) -> dict[str, NameLine]:
    """The names that are known of some keys. A place comes before a person of the same key."""
    rows = Name.objects.filter(key__in=list(keys)[:500]).order_by("-kind").values_list(
        "id", "kind", "key", "shown", "names", "slug"
    )  # fmt: skip
    found: dict[str, NameLine] = {}
    for row in rows:
        found.setdefault(row[2], NameLine(*row[:4], row[4] or {}, row[5]))
    return found
