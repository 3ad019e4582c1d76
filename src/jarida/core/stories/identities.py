"""Which story keeps its number when a week is grouped anew: readers have its address, and links lead to it.

Groups and former stories are matched by how many articles they share, the largest share first (greedy; a tie goes
to the older story). What is left of a story that no group keeps leads to where most of its articles went; a group
that keeps none is a new story, split from the one that most of its articles come from.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

PINNED: Final = 1_000_000  # what an editor's pin weighs, in shared articles


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of one story. `story` None is a new one, split from `split_from` where that is known."""

    articles: frozenset[int]
    story: int | None
    split_from: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of all stories. `merged` are those that go, and the story that each leads to."""

    groups: tuple[Group, ...] = ()
    merged: Mapping[int, int] = field(default_factory=dict)

    def moves(self, before: Mapping[int, int]) -> dict[int, Group]:
        """The articles that are in another story than before, or in a new one, and their group."""
        return {
            article: group
            for group in self.groups
            for article in sorted(group.articles)
            if group.story is None or before.get(article) != group.story
        }


def plan(
    before: Mapping[int, int],
    groups: Iterable[Collection[int]],
    pins: Mapping[int, int] | None = None,
    staying: Collection[int] = (),
) -> Plan:
    """What becomes of stories, by the former story of each article and the new groups.

    `pins` say in which story an editor wants an article: its group keeps that number, whatever it shares. `staying` are
    stories with articles beyond those that were grouped: none of them is merged. The order of `groups` means nothing.
    """
    ordered = sorted((tuple(sorted(set(group))) for group in groups if group), key=lambda group: group[0])
    shares = [_shares(group, before, pins or {}) for group in ordered]
    kept = _kept(shares)
    made = tuple(
        Group(frozenset(group), kept.get(at), None if at in kept else _most(shares[at]))
        for at, group in enumerate(ordered)
    )
    former = {story for group in ordered for article in group if (story := before.get(article)) is not None}
    gone = former - set(kept.values()) - set(staying)
    return Plan(made, {story: _heir(story, shares, kept) for story in sorted(gone)})


def _shares(group: Sequence[int], before: Mapping[int, int], pins: Mapping[int, int]) -> Counter[int]:
    """How many articles a group shares with each former story."""
    shares = Counter(story for article in group if (story := before.get(article)) is not None)
    shares.update({pins[article]: 0 for article in group if article in pins})
    for article in group:
        if article in pins:
            shares[pins[article]] += PINNED
    return shares


def _kept(shares: Sequence[Counter[int]]) -> dict[int, int]:
    """The story that each group keeps."""
    offers = sorted((-share, story, at) for at, counts in enumerate(shares) for story, share in counts.items())
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for _, story, at in offers:
        if at not in kept and story not in taken:
            kept[at] = story
            taken.add(story)
    return kept


def _most(shares: Counter[int]) -> int | None:
    """The story with which most is shared, the older of two; None where there is none."""
    return min(shares, key=lambda story: (-shares[story], story), default=None)


def _heir(story: int, shares: Sequence[Counter[int]], kept: Mapping[int, int]) -> int:
    """The story that holds most of what was another's. There is one: a group without a number would have kept it."""
    return min((-counts[story], kept[at]) for at, counts in enumerate(shares) if counts[story] and at in kept)[1]
