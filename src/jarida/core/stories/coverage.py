"""Who tells what: a week's stories by the language, the kind and the ownership of the outlets that tell them.

A story here is one that at least two outlets told in the week: what one alone tells is no choice of the others.
Where the edition does not state an outlet's ownership it may be anyone's, so such an outlet keeps a story out of
"only state-owned outlets tell this", and the outlets not stated are a group in the tables but never "alone".
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

LANGUAGE: Final = "language"
KIND: Final = "kind"
OWNERSHIP: Final = "ownership"
SIDES: Final = (LANGUAGE, KIND, OWNERSHIP)


class Telling(NamedTuple):
    """That an outlet told a story in a language."""

    story: int
    outlet: int
    language: str


class Count(NamedTuple):
    """How many articles an outlet published in a language in the week."""

    outlet: int
    language: str
    articles: int


@dataclass(frozen=True, slots=True)
class Owner:
    """What the edition says of an outlet; empty where it does not."""

    kind: str = ""
    ownership: str = ""


_NOBODY: Final = Owner()


@dataclass(frozen=True, slots=True)
class Group:
    """The outlets of one language, kind or ownership. `stories` are those that at least one of them told, `alone`
    those that none but them told."""

    key: str
    outlets: int
    articles: int
    stories: int
    alone: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A week. `groups` are by side, those with most articles first; `alone` names the stories that one group alone
    told, by side and key; `languages` says how many stories were told in one, two, … languages.
    """

    articles: int = 0
    outlets: int = 0
    stories: int = 0
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)
    alone: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    languages: Mapping[int, int] = field(default_factory=dict)


def cover(counts: Collection[Count], tellings: Iterable[Telling], owners: Mapping[int, Owner]) -> Coverage:
    """The coverage of a week. Of `alone`, the stories that most outlets told come first."""
    told: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for story, outlet, language in tellings:
        told[story].add((outlet, language))
    shared = {story: by for story, by in told.items() if len({outlet for outlet, _ in by}) > 1}
    keys = {story: _keys(by, owners) for story, by in shared.items()}
    order = sorted(shared, key=lambda story: (-len({outlet for outlet, _ in shared[story]}), -story))
    alone = {side: _alone(side, order, keys) for side in SIDES}
    return Coverage(
        articles=sum(count.articles for count in counts),
        outlets=len({count.outlet for count in counts}),
        stories=len(shared),
        groups={side: _groups(side, counts, keys, alone[side], owners) for side in SIDES},
        alone=alone,
        languages=dict(sorted(Counter(len(found[LANGUAGE]) for found in keys.values()).items())),
    )


def _key(side: str, outlet: int, language: str, owners: Mapping[int, Owner]) -> str:
    owner = owners.get(outlet, _NOBODY)
    return {LANGUAGE: language, KIND: owner.kind, OWNERSHIP: owner.ownership}[side]


def _keys(by: Collection[tuple[int, str]], owners: Mapping[int, Owner]) -> dict[str, frozenset[str]]:
    """The groups that told a story, by side. A week has a hundred thousand stories: each is looked at once."""
    who = [owners.get(outlet, _NOBODY) for outlet, _ in by]
    return {
        LANGUAGE: frozenset([language for _, language in by]),
        KIND: frozenset([owner.kind for owner in who]),
        OWNERSHIP: frozenset([owner.ownership for owner in who]),
    }


def _alone(
    side: str, order: Iterable[int], keys: Mapping[int, Mapping[str, frozenset[str]]]
) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for story in order:
        told_by = keys[story][side]
        if len(told_by) == 1 and (key := next(iter(told_by))):
            found[key].append(story)
    return {key: tuple(stories) for key, stories in found.items()}


def _groups(
    side: str,
    counts: Iterable[Count],
    keys: Mapping[int, Mapping[str, frozenset[str]]],
    alone: Mapping[str, tuple[int, ...]],
    owners: Mapping[int, Owner],
) -> tuple[Group, ...]:
    articles: Counter[str] = Counter()
    outlets: dict[str, set[int]] = defaultdict(set)
    for outlet, language, number in counts:
        key = _key(side, outlet, language, owners)
        articles[key] += number
        outlets[key].add(outlet)
    told = Counter(key for found in keys.values() for key in found[side])
    groups = (
        Group(key, len(outlets[key]), articles[key], told[key], len(alone.get(key, ()))) for key in {*articles, *told}
    )
    return tuple(sorted(groups, key=lambda group: (not group.key, -group.articles, group.key)))
