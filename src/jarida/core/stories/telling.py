"""What a story is as a whole: who tells it, in which languages, since when, and whose headlines stand for it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

WHOLE_HEADLINE: Final = 4  # words: "Flash" and "Séisme : direct" say less than any sentence


@dataclass(frozen=True, slots=True)
class Told:
    """One article of a story. `reprint`: its text is another's, which stands before it."""

    article: int
    outlet: int
    language: str
    at: datetime
    title: str = ""
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """A story as a whole. `headlines` maps a language to its article; `languages` are those that tell most first.

    `lead` is the article that stands for the story, None where nothing is left of it.
    """

    lead: int | None = None
    headlines: dict[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    articles: int = 0
    outlets: int = 0
    since: datetime | None = None
    until: datetime | None = None


def telling(members: Iterable[Told]) -> Telling:
    """The whole of these articles; the same whatever their order."""
    told = sorted(members, key=lambda one: (one.at, one.article))
    if not told:
        return Telling()
    by_language: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_language[one.language].append(one)
    headlines = {language: headline(of_it).article for language, of_it in by_language.items() if language}
    languages = _most_told(told)
    return Telling(
        lead=headlines[languages[0]] if languages else headline(told).article,
        headlines=headlines,
        languages=languages,
        articles=len(told),
        outlets=len({one.outlet for one in told}),
        since=told[0].at,
        until=told[-1].at,
    )


def headline(told: Sequence[Told]) -> Told:
    """Whose headline stands for these articles, oldest first: the first that is a sentence and its outlet's own."""
    return min(told, key=lambda one: (len(one.title.split()) < WHOLE_HEADLINE, one.reprint))


def _most_told(told: Sequence[Told]) -> tuple[str, ...]:
    """The languages by outlets that tell in them; of equals that which told first."""
    told_by = dict.fromkeys((one.language, one.outlet) for one in told if one.language)
    outlets = Counter(language for language, _ in told_by)
    return tuple(language for language, _ in outlets.most_common())
