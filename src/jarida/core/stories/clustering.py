"""Which story an article goes into, among those of the last days: average link, one article after the other.

Stories are sought among the articles near it by vector and those that share what is rare (`candidates`). With a few
members of each that is likely the article is compared; it joins the story with the highest mean, if that is high
enough, else it begins one. One outlet and language count once in a story, however often they tell it; members near
in time stand for a long story, and those that began it, so that it does not drift from one event into another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from jarida.core.stories import pairs
from jarida.core.stories.candidates import Candidates
from jarida.core.stories.columns import REPEATS, recurring
from jarida.core.stories.counts import Counts
from jarida.core.stories.meeting import SPAN, Compare, day_of, may_meet, minute_of
from jarida.core.stories.model import Assignment, Column, Comparison, Constraints, Profile
from jarida.core.stories.pages import NOWHEN

DAYS: Final = 7
MOST: Final = 1_000_000  # articles in a window; beyond it the oldest day goes
STORIES: Final = 8  # that are compared in full
LIKELY: Final = 0.15  # the probability of the best pair, below which a story is not compared in full
LOOKED: Final = 400  # members of a story that are looked at to choose some
NEARBY: Final = 12  # members near in time that stand for a story
FIRST: Final = 8  # members that began it and stand for it as well
DRIFTED: Final = 0.25  # of the bar: below it what resembles the last members has left the first ones behind
ENOUGH: Final = 200  # articles from which on it is known what is rare

_SPAN: Final = int(SPAN.total_seconds() // 60)

Cosines = Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an article is kept, and in which story it is."""

    row: int
    story: int


class Window:
    """The articles of the last days in memory, each with its story.

    `compare` is `pairs.compare` with what is rare in the window, and `bar` that of its weights, where none are given.
    Not for several threads at once.
    """

    def __init__(
        self,
        window_days: int = DAYS,
        compare: Compare | None = None,
        bar: float | None = None,
        constraints: Constraints | None = None,
        most: int = MOST,
    ) -> None:
        self._days = window_days
        self._compare = compare or self._by_pairs
        self._bar = bar
        self._most = most
        self._found = Candidates()
        self._places: dict[int, _Place] = {}
        self._stories: dict[int, list[int]] = {}
        self._counts = Counts()
        self._first_day = 0
        self._last_day = 0
        self.constrain(constraints or Constraints())

    # --- what is kept ----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, article: object) -> bool:
        return article in self._places

    def story(self, article: int) -> int | None:
        """The story of an article; None where it is not in the window."""
        place = self._places.get(article)
        return place.story if place else None

    def members(self, story: int) -> frozenset[int]:
        """The articles of a story that are in the window."""
        return frozenset(map(self._found.pages.article, self._stories.get(story, ())))

    def profile(self, article: int) -> Profile:
        """What is kept of an article. KeyError where it is not in the window."""
        return self._found.pages.profile(self._places[article].row)

    def size(self) -> int:
        """About how many bytes are held."""
        return self._found.size() + 220 * len(self._places) + 160 * len(self._stories)

    def add(self, profile: Profile, story: int) -> None:
        """Note that an article is in a story; one that is there already is put anew.

        An article from before the window is left out: no new one can meet it.
        """
        day = self._day(profile)
        if day < self._first_day:
            self.remove(profile.id)
            return
        place = self._places.get(profile.id)
        if place and self._found.pages.day(place.row) == day:
            self._renew(profile, place, story)
            return
        self.remove(profile.id)
        self._enter(profile.id, self._found.add(profile, day), story)
        self._counts.change(_counted(profile), 1)
        self._last_day = max(self._last_day, day)
        while len(self._places) > self._most and len(self._found.pages.days()) > 1:
            self._forget(min(self._found.pages.days()))

    def update(self, profile: Profile, story: int) -> None:
        """An article has changed: the same as to add it."""
        self.add(profile, story)

    def _renew(self, profile: Profile, place: _Place, story: int) -> None:
        """Put a profile in the place of its former self, so that a page that changes all day takes no room."""
        self._counts.change(_counted(self._found.pages.profile(place.row)), -1)
        self._counts.change(_counted(profile), 1)
        self._found.put(place.row, profile)
        self.move(profile.id, story)

    def _enter(self, article: int, row: int, story: int) -> None:
        self._places[article] = _Place(row, story)
        self._stories.setdefault(story, []).append(row)

    def _leave(self, article: int) -> int:
        place = self._places.pop(article)
        rows = self._stories[place.story]
        rows.remove(place.row)
        if not rows:
            del self._stories[place.story]
        return place.row

    def move(self, article: int, story: int) -> None:
        """Note that an article went into another story. One that is not there is none."""
        if article in self._places and self._places[article].story != story:
            self._enter(article, self._leave(article), story)

    def remove(self, article: int) -> None:
        """Forget an article; one that is not there is none."""
        if article in self._places:
            row = self._leave(article)
            self._counts.change(_counted(self._found.pages.profile(row)), -1)
            self._found.pages.clear(row)

    def advance(self, now: datetime) -> None:
        """Forget the days before the window, and take in none of them."""
        self._first_day = max(self._first_day, day_of(now - timedelta(days=self._days)))
        for day in sorted(self._found.pages.days()):
            if day < self._first_day:
                self._forget(day)

    def _forget(self, day: int) -> None:
        for article in self._found.pages.articles(day):
            row = self._leave(article)
            self._counts.change(_counted(self._found.pages.profile(row)), -1)
        self._found.forget(day)

    def _day(self, profile: Profile) -> int:
        """Under which day an article is kept: without a date, under the newest."""
        return day_of(profile.at) if profile.at else max(self._last_day, self._first_day)

    # --- what editors said -----------------------------------------------------------------------------

    def constrain(self, constraints: Constraints) -> None:
        """Obey these corrections from now on."""
        self._together = _beside(constraints.together)
        self._apart = _beside(constraints.apart)

    def _stories_of(self, articles: Iterable[int]) -> set[int]:
        return {place.story for article in articles if (place := self._places.get(article))}

    # --- where an article goes -------------------------------------------------------------------------

    def prepare(self, profiles: Iterable[Profile]) -> None:
        """Look for what is near many articles at once before each is assigned: it takes a tenth of the time."""
        self._found.prepare(profiles)

    def assign(self, profile: Profile) -> Assignment:
        """Where an article goes; the window is not changed.

        With story None it begins one; `probability` is then the highest mean that did not suffice.
        """
        profile = self._recognised(profile)
        refused = self._stories_of(self._apart.get(profile.id, ()))
        wanted = self._stories_of(self._together.get(profile.id, ())) - refused
        likely = self._likely(profile, self._found.of(profile), refused)
        if wanted:
            return self._as_told(profile, min(wanted))
        found = [self._mean(profile, story, compared) for story, compared in likely]
        best = max(found, key=lambda one: (one.probability, -(one.story or 0)), default=Assignment(None))
        return best if best.probability >= self._threshold(profile) else Assignment(None, best.probability)

    def _threshold(self, profile: Profile) -> float:
        return pairs.weights_of(len(profile.vector)).threshold if self._bar is None else self._bar

    def _by_pairs(self, one: Profile, other: Profile, cosine: float | None) -> Comparison:
        return pairs.compare(one, other, cosine, rarity=self.rarity())

    def rarity(self) -> pairs.Rarity:
        """How rare names and words are in the window; unknown while it holds too little."""
        return pairs.Rarity(self._counts, len(self)) if len(self) >= ENOUGH else pairs.UNKNOWN

    def _likely(self, profile: Profile, rows: Cosines, refused: set[int]) -> list[tuple[int, dict[int, Comparison]]]:
        """The stories worth comparing in full, and what was compared of each; the likeliest first."""
        stories: dict[int, dict[int, Comparison]] = {}
        for row, cosine in rows.items():
            other = self._found.pages.profile(row)
            story = self._places[other.id].story
            if story not in refused and may_meet(profile, other):
                stories.setdefault(story, {})[row] = self._compare(profile, other, cosine)
        best = {story: max(one.probability for one in compared.values()) for story, compared in stories.items()}
        order = sorted((story for story in best if best[story] >= LIKELY), key=lambda story: (-best[story], story))
        return [(story, stories[story]) for story in order[:STORIES]]

    def _mean(self, profile: Profile, story: int, compared: dict[int, Comparison]) -> Assignment:
        """The mean over some members of a story; 0 where it would go on for too long."""
        rows = self._stories[story]
        looked = rows if len(rows) <= LOOKED else rows[: LOOKED // 4] + rows[-3 * LOOKED // 4 :]
        if self._is_too_long(profile, looked):
            return Assignment(None)
        some = [self._compared(profile, row, compared) for row in self._standing(profile, looked)]
        first = some[NEARBY:]
        if first and sum(first) / len(first) < DRIFTED * self._threshold(profile):
            return Assignment(None)
        nearest = max(compared, key=lambda row: (compared[row].probability, -row))
        return Assignment(story, sum(some) / len(some), self._found.pages.article(nearest), compared[nearest])

    def _compared(self, profile: Profile, row: int, compared: Mapping[int, Comparison]) -> float:
        if row in compared:
            return compared[row].probability
        other = self._found.pages.profile(row)
        return self._compare(profile, other, None).probability if may_meet(profile, other) else 0.0

    def _is_too_long(self, profile: Profile, rows: Sequence[int]) -> bool:
        if profile.at is None:
            return False
        minutes = [minute for row in rows if (minute := self._found.pages.minute(row)) != NOWHEN]
        own = minute_of(profile.at)
        return bool(minutes) and max(own, *minutes) - min(own, *minutes) > _SPAN

    def _standing(self, profile: Profile, rows: Sequence[int]) -> list[int]:
        """The members that stand for a story: one an outlet and language, near in time; and some of its first."""
        own = minute_of(profile.at) if profile.at else None
        minute = self._found.pages.minute
        order = sorted(rows, key=lambda row: (abs(minute(row) - own) if own is not None else 0, -row))
        tellers: dict[object, int] = {}
        for row in order:
            tellers.setdefault(self._found.pages.teller(row) or row, row)
        each = list(tellers.values())
        return each[:NEARBY] + sorted(each[NEARBY:], key=lambda row: (minute(row), row))[:FIRST]

    def _as_told(self, profile: Profile, story: int) -> Assignment:
        """Where an editor wants an article, with the member most like it."""
        compared = {
            row: self._compare(profile, self._found.pages.profile(row), None)
            for row in self._standing(profile, [row for row in self._stories[story] if not self._is(profile, row)])
        }
        nearest = max(compared, key=lambda row: (compared[row].probability, -row), default=None)
        if nearest is None:
            return Assignment(story, 1.0)
        return Assignment(story, 1.0, self._found.pages.article(nearest), compared[nearest])

    def _is(self, profile: Profile, row: int) -> bool:
        return self._found.pages.article(row) == profile.id

    # --- standing columns ------------------------------------------------------------------------------

    def column(self, profile: Profile) -> Column:
        """What standing column an article is: as its title says, or because its outlet had it on other days."""
        if profile.column or profile.at is None or not (key := recurring(profile)):
            return profile.column
        own = self._day(profile)
        rows = self._found.having(key)
        days = {self._found.pages.day(row) for row in rows} - {own}
        return Column.REPEATED if len(days) >= REPEATS else Column.NONE

    def _recognised(self, profile: Profile) -> Profile:
        column = self.column(profile)
        return profile if column is profile.column else replace(profile, column=column)


def _counted(profile: Profile) -> Iterable[str]:
    """What is counted of an article to know how rare it is."""
    return (*profile.names, *profile.places, *profile.words)


def _beside(pairs_of: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """For each article those that stand beside it in pairs."""
    found: dict[int, set[int]] = {}
    for one, other in pairs_of:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
