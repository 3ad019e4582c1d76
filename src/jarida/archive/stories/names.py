"""Who and what articles name: written with their profiles, read for the pages of people, places and organisations.

A name's counts are of live articles. Where a publisher lets only the headline be shown, only what stands in it counts
(P8): at writing, and at reading again, since publishers change their mind.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from jarida.archive import generation, queries
from jarida.archive.models import Article, ArticleState, Mention, Name, NameKind, StoryMember
from jarida.archive.queries import ArticleLine, Cursor
from jarida.archive.search.contract import Bar, Histogram
from jarida.archive.stories.known import spellings as known_spellings
from jarida.archive.visibility import effective_policy
from jarida.core.extraction.model import Policy
from jarida.core.names.coordinates import spot_of
from jarida.core.names.identity import UNKNOWN
from jarida.core.names.model import Found, Kind, KnownName
from jarida.core.names.spellings import by_language
from jarida.core.text.skeletons import ARABIC
from jarida.core.text.slugs import slugify

LONGEST: Final = 200  # characters of a key and of a spelling
PAGE_SIZE: Final = queries.PAGE_SIZE
RECENT_DAYS: Final = 7
MOST_COUNTED: Final = 50_000  # mentions of the last days that are counted, the newest
MOST_READ: Final = 5_000  # mentions of one name from which its outlets and its curve are counted
MOST_BESIDE: Final = 300  # articles in which its company is looked for
DAYS_OF_CURVE: Final = 90  # from which on it is drawn by month
MOST_KNOWN: Final = 5_000  # names of each kind that the recogniser learns from the archive
FEWEST_KNOWN: Final = 3  # articles
ON_ARTICLE: Final = 12  # names shown below an article


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name as lists show it. `articles`: how many name it, in all or in the days asked for."""

    id: int
    kind: str
    key: str
    shown: str
    names: Mapping[str, str] = field(default_factory=dict)
    slug: str = ""
    articles: int = 0
    latitude: float | None = None
    longitude: float | None = None

    def name_in(self, language: str) -> str:
        """How it is written in a language; else in a language of the same script; else as it was found."""
        if own := self.names.get(language):
            return own
        if language != "ar" and ARABIC.search(self.shown):
            return next((self.names[code] for code in ("fr", "en", "es") if code in self.names), self.shown)
        return self.shown

    def others(self, language: str) -> tuple[str, ...]:
        """Its other spellings, each once."""
        shown = self.name_in(language)
        return tuple(dict.fromkeys(name for name in (*self.names.values(), self.shown) if name != shown))


@dataclass(frozen=True, slots=True)
class MentionPage:
    """One page of the articles that name it; `older` is where the next begins."""

    articles: tuple[ArticleLine, ...]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class Named:
    """The names of some days, most named first; `since` is from when on they were counted in truth."""

    names: tuple[NameLine, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a name from the newest articles that name it: by outlet, over time, beside whom."""

    outlets: tuple[tuple[int, int], ...]
    curve: Histogram | None
    beside: tuple[NameLine, ...]
    stories: tuple[int, ...]
    whole: bool


_FIELDS: Final = ("id", "kind", "key", "shown", "names", "slug", "articles", "latitude", "longitude")


# --- writing ------------------------------------------------------------------------------------------


def enter(article_id: int, found: Iterable[Found]) -> None:
    """Let an article name these, and nobody else. Takes part in a transaction; can be repeated without effect.

    What cannot be told (`Kind.UNSURE`) has no page. An article that is not live names nobody.
    """
    row = Article.objects.filter(pk=article_id).exclude(state=ArticleState.WITHDRAWN).values(*_OF_ARTICLE).first()
    if row is None:
        leave([article_id])
        return
    only_title = effective_policy(row["outlet__policy"], row["limit"]) is Policy.HEADLINE
    wanted = {
        (one.kind.value, one.key): one
        for one in found
        if one.kind is not Kind.UNSURE and (one.in_title or not only_title) and len(one.key) <= LONGEST
    }
    numbers = _numbers(wanted, str(row["language"]).partition("-")[0])
    mentions = {numbers[pair]: one for pair, one in wanted.items()}
    if _write(article_id, row["sort_at"], mentions):
        generation.bump()


_OF_ARTICLE: Final = ("sort_at", "language", "limit", "outlet__policy")


def leave(article_ids: Collection[int]) -> None:
    """Forget whom these articles name: they were withdrawn. Takes part in a transaction."""
    mentions = Mention.objects.filter(article_id__in=list(article_ids))
    counted = Counter(mentions.values_list("name_id", flat=True))
    mentions.delete()
    for number, articles in sorted(counted.items()):
        Name.objects.filter(pk=number).update(articles=F("articles") - articles)


def _write(article_id: int, at: datetime, mentions: Mapping[int, Found]) -> bool:
    """Bring the mentions of an article to these, and the counts with them; whether anything changed."""
    kept = {row.name_id: row for row in Mention.objects.filter(article_id=article_id)}
    gone = sorted(kept.keys() - mentions.keys())
    fresh = sorted(mentions.keys() - kept.keys())
    changed = [
        row for number, row in kept.items()
        if number in mentions and (row.at, row.times, row.in_title) != _said(at, mentions[number])
    ]  # fmt: skip
    for row in changed:
        row.at, row.times, row.in_title = _said(at, mentions[row.name_id])
    Mention.objects.bulk_update(changed, ["at", "times", "in_title"])
    Mention.objects.filter(article_id=article_id, name_id__in=gone).delete()
    Mention.objects.bulk_create(
        Mention(name_id=number, article_id=article_id, at=at, times=one.times, in_title=one.in_title)
        for number, one in ((number, mentions[number]) for number in fresh)
    )
    Name.objects.filter(pk__in=gone).update(articles=F("articles") - 1)
    Name.objects.filter(pk__in=fresh).update(articles=F("articles") + 1)
    return bool(gone or fresh or changed)


def _said(at: datetime, found: Found) -> tuple[datetime, int, bool]:
    return at, found.times, found.in_title


def _numbers(wanted: Mapping[tuple[str, str], Found], language: str) -> dict[tuple[str, str], int]:
    """The rows of some names, made where there are none; what this language calls them is learned."""
    rows = _rows(wanted)
    missing = [_made(one, language) for pair, one in sorted(wanted.items()) if pair not in rows]
    if missing:
        Name.objects.bulk_create(missing, ignore_conflicts=True)  # another process may have been first
        rows |= _rows({(row.kind, row.key): wanted[row.kind, row.key] for row in missing})
    learned = [row for pair, row in rows.items() if _learn(row, wanted[pair], language)]
    Name.objects.bulk_update(learned, ["names"])
    return {pair: row.pk for pair, row in rows.items()}


def _rows(wanted: Mapping[tuple[str, str], Found]) -> dict[tuple[str, str], Name]:
    keys = {key for _, key in wanted}
    return {(row.kind, row.key): row for row in Name.objects.filter(key__in=keys) if (row.kind, row.key) in wanted}


def _made(found: Found, language: str) -> Name:
    spellings = known_spellings(found.key, found.kind)
    shown = (spellings[0] if spellings else found.shown)[:LONGEST]
    names = by_language(spellings) or ({language: found.shown[:LONGEST]} if language else {})
    spot = spot_of(spellings or (shown,)) if found.kind is Kind.PLACE else None
    return Name(
        kind=found.kind.value, key=found.key, shown=shown, names=names, slug=slugify(shown),
        latitude=spot.latitude if spot else None, longitude=spot.longitude if spot else None,
    )  # fmt: skip


def _learn(row: Name, found: Found, language: str) -> bool:
    """Learn what a language calls it; the fuller name for a surname. Whether there was something to learn."""
    before = row.names.get(language, "")
    fuller = not found.known and len(found.shown.split()) > len(before.split()) and len(found.shown) < 60
    if not language or (before and not fuller) or (found.shown.isupper() and len(found.shown) > 6):
        return False
    row.names = {**row.names, language: found.shown[:LONGEST]}
    return True


def known(limit: int = MOST_KNOWN) -> tuple[KnownName, ...]:
    """The people and organisations that articles have named most and no gazetteer has, for the recogniser."""
    found: list[KnownName] = []
    for kind in (NameKind.PERSON, NameKind.ORGANISATION):
        rows = Name.objects.filter(kind=kind, articles__gte=FEWEST_KNOWN).order_by("-articles")
        for key, shown, names in rows.values_list("key", "shown", "names")[:limit]:
            if key.startswith(UNKNOWN):
                found.append(KnownName(Kind(kind.value), key, tuple(dict.fromkeys((shown, *names.values())))))
    return tuple(found)


# --- reading ------------------------------------------------------------------------------------------


def line(name_id: int, kind: NameKind) -> NameLine | None:
    """One name of a kind; None where there is none, or no article names it any more."""
    row = Name.objects.filter(pk=name_id, kind=kind, articles__gt=0).values(*_FIELDS).first()
    return NameLine(**row) if row else None


def articles(name_id: int, *, before: Cursor | None = None, limit: int = PAGE_SIZE) -> MentionPage:
    """The newest articles that name it, or those before a place in the list."""
    rows = queries.older_than(_shown(name_id), before, "at", "article_id")
    found = list(rows.values_list("article_id", "at")[: limit + 1])
    lines = queries.lines([article for article, _ in found[:limit]])
    older = Cursor(found[limit - 1][1], found[limit - 1][0]) if len(found) > limit else None
    return MentionPage(lines, older)


def newest(name_id: int, limit: int) -> list[int]:
    """The newest articles that name it, for feeds."""
    return list(_shown(name_id).values_list("article_id", flat=True)[:limit])


def _shown(name_id: int) -> QuerySet[Mention]:
    return _allowed(Mention.objects.filter(name_id=name_id)).order_by("-at", "-article_id")


def _allowed(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """Without what stands in texts of which only the headline may be shown."""
    headline = Q(article__outlet__policy=Policy.HEADLINE.value) | Q(article__limit=Policy.HEADLINE.value)
    return mentions.exclude(headline, in_title=False)


def of_article(article_id: int, limit: int = ON_ARTICLE) -> tuple[NameLine, ...]:
    """The names of an article: those of its title first, then those that it names most."""
    fields = [f"name__{name}" for name in _FIELDS]
    mentions = _allowed(Mention.objects.filter(article_id=article_id)).order_by("-in_title", "-times", "name_id")
    return tuple(
        NameLine(**{name.removeprefix("name__"): value for name, value in row.items()})
        for row in mentions.values(*fields)[:limit]
    )


def most_named(kind: NameKind, limit: int, *, days: int = RECENT_DAYS, now: datetime | None = None) -> Named:
    """Whom or what the articles of the last days name most. The newest `MOST_COUNTED` mentions are counted."""
    now = now or timezone.now()
    since = now - timedelta(days=days)
    recent = _allowed(Mention.objects.filter(at__gte=since, at__lte=now, name__kind=kind)).order_by("-at")
    rows = list(recent.values_list("name_id", "at")[:MOST_COUNTED])
    counted = Counter(number for number, _ in rows)
    most = sorted(counted, key=lambda number: (-counted[number], number))[:limit]
    found = _lines(most)
    names = tuple(_counted(found[number], counted[number]) for number in most if number in found)
    return Named(names, rows[-1][1] if len(rows) == MOST_COUNTED else since)


def around(name_id: int) -> Around:
    """Outlets, curve, company and stories of a name, from the newest articles that name it."""
    rows = list(_shown(name_id).values_list("article_id", "article__outlet_id", "article__day")[:MOST_READ])
    ids = [article for article, _, _ in rows]
    return Around(
        outlets=tuple(Counter(outlet for _, outlet, _ in rows).most_common()),
        curve=_curve(Counter(day for _, _, day in rows)),
        beside=_beside(name_id, ids[:MOST_BESIDE]),
        stories=_stories(ids[:MOST_BESIDE]),
        whole=len(rows) < MOST_READ,
    )


def _beside(name_id: int, ids: Sequence[int]) -> tuple[NameLine, ...]:
    """The names that most of these articles name as well."""
    mentions = _allowed(Mention.objects.filter(article_id__in=ids)).exclude(name_id=name_id)
    counted = Counter(mentions.values_list("name_id", flat=True))
    most = [number for number, times in counted.most_common(ON_ARTICLE) if times > 1 or len(ids) < 5]
    found = _lines(most)
    return tuple(_counted(found[number], counted[number]) for number in most if number in found)


def _stories(ids: Sequence[int]) -> tuple[int, ...]:
    """The stories in which most of these articles are."""
    counted = Counter(StoryMember.objects.filter(article_id__in=ids).values_list("story_id", flat=True))
    return tuple(story for story, _ in counted.most_common())


def _lines(numbers: Sequence[int]) -> dict[int, NameLine]:
    return {row["id"]: NameLine(**row) for row in Name.objects.filter(pk__in=numbers).values(*_FIELDS)}


def _counted(name: NameLine, articles: int) -> NameLine:
    values: dict[str, Any] = {each: getattr(name, each) for each in _FIELDS}
    return NameLine(**{**values, "articles": articles})


# --- over time ----------------------------------------------------------------------------------------


def _curve(days: Mapping[date, int]) -> Histogram | None:
    """How many articles name it, by day, or by month where that is long; holes of the archive stay holes (P3)."""
    if not days:
        return None
    first, last = min(days), max(days)
    by_day = (last - first).days <= DAYS_OF_CURVE
    archived = queries.day_counts(first, last)
    if by_day:
        bars = tuple(Bar(day, days.get(day, 0), archived.get(day, 0)) for day in _days(first, last))
        return Histogram("day", bars)
    hits, kept = _by_month(days), _by_month(archived)
    return Histogram("month", tuple(Bar(month, hits[month], kept[month]) for month in _months(first, last)))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _by_month(days: Mapping[date, int]) -> Counter[date]:
    counted: Counter[date] = Counter()
    for day, number in days.items():
        counted[day.replace(day=1)] += number
    return counted


def _months(first: date, last: date) -> Iterable[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return (date(number // 12, number % 12 + 1, 1) for number in months)
