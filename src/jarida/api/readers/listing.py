"""One page of a stream: which feeds, which of their items, how many, and where the next begins."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from jarida.api.readers import numbers, states, subscriptions
from jarida.api.readers.arrivals import newest
from jarida.api.readers.marks import Marks
from jarida.api.readers.models import ReaderAccount
from jarida.api.readers.numbers import State, Stream
from jarida.api.readers.streams import Ref, Walk, feed_of, live_rows, selection_of, walk
from jarida.api.readers.subscriptions import Subscription

UNREAD = (State.UNREAD, State.KEPT_UNREAD)
Test = Callable[[Ref], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks of a stream. `only` and `without` are further streams that items must be in, or not."""

    stream: Stream
    only: tuple[Stream, ...] = ()
    without: tuple[Stream, ...] = ()
    count: int = 20
    where: Walk = field(default_factory=Walk)


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer; `more` is the last item where others follow it, else 0."""

    refs: tuple[Ref, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one request knows of an account."""

    account: ReaderAccount
    feeds: tuple[Subscription, ...]
    marks: Marks

    def feeds_in(self, stream: Stream) -> tuple[Subscription, ...]:
        """The feeds of a stream. A single feed may be read without being subscribed to."""
        if stream.state is not None:
            return () if stream.state is State.OTHER else self.feeds
        if stream.label:
            return tuple(feed for feed in self.feeds if feed.folder == stream.label)
        number = stream.feed or self._number_at(stream.address)
        chosen = tuple(feed for feed in self.feeds if feed.number == number)
        single = None if chosen else subscriptions.one(self.account, number)
        return (single,) if single else chosen

    def _number_at(self, address: str) -> int:
        return next((feed.number for feed in self.feeds if address in (feed.url, feed.home)), 0)


def desk(account: ReaderAccount) -> Desk:
    """What is known of an account."""
    return Desk(account, subscriptions.subscriptions_of(account), states.marks_of(account))


def listed(at: Desk, asked: Asked) -> Listed:
    """A page of a stream."""
    feeds = at.feeds_in(asked.stream)
    streams = (asked.stream, *asked.only)
    wanted = {stream.state for stream in streams if stream.state is not None}
    if State.STARRED in wanted:
        source = _starred(at, asked.where, _numbers_in(feeds) if asked.stream.state is None else None)
    else:
        source = _walked(at, feeds, asked, wanted)
    tests = [*_tests(at, asked.stream), *_only(at, asked.only), *_without(at, asked.without)]
    kept = (ref for ref in source if all(test(ref) for test in tests))
    refs = tuple(islice(kept, asked.count + 1))
    if len(refs) > asked.count:
        return Listed(refs[:-1], refs[-2].item if asked.count else 0)
    _learn(at, asked, refs)
    return Listed(refs)


def _walked(at: Desk, feeds: tuple[Subscription, ...], asked: Asked, wanted: set[State]) -> Iterator[Ref]:
    horizon = at.account.horizon
    unread = not wanted.isdisjoint(UNREAD) or any(stream.state is State.READ for stream in asked.without)
    low = max(horizon, at.marks.lowest()) if unread else horizon
    above = max(asked.where.above, numbers.item_of(low + 1, 0) - 1)
    return walk(selection_of(feeds), replace(asked.where, above=above))


def _starred(at: Desk, where: Walk, within: Collection[int] | None) -> Iterator[Ref]:
    """Stars have no horizon: what was kept on purpose stays."""
    stars = [item for item in states.stars_of(at.account) if where.above < item < where.below]
    rows = live_rows({numbers.article_of(item) for item in stars})
    for item in stars if where.newest_first else reversed(stars):
        row = rows.get(numbers.article_of(item))
        if row is not None:
            ref = Ref(item, feed_of(item, *row))
            if within is None or ref.feed in within:
                yield ref


def _numbers_in(feeds: Collection[Subscription]) -> frozenset[int]:
    return frozenset(feed.number for feed in feeds)


# --- tests of items ---------------------------------------------------------------------------------


def _tests(at: Desk, stream: Stream) -> list[Test]:
    """What an item must pass to be in a stream, beside standing in its feeds."""
    if stream.state is State.READ:
        return [lambda ref: at.marks.is_read(numbers.article_of(ref.item))]
    if stream.state in UNREAD:
        return [lambda ref: not at.marks.is_read(numbers.article_of(ref.item))]
    return []


def _only(at: Desk, streams: Collection[Stream]) -> list[Test]:
    tests: list[Test] = []
    for stream in streams:
        tests += _tests(at, stream)
        if stream.state in (None, State.OTHER):
            tests.append(_in(_numbers_in(at.feeds_in(stream))))
    return tests


def _without(at: Desk, streams: Collection[Stream]) -> list[Test]:
    tests: list[Test] = []
    for stream in streams:
        if stream.state is None:
            tests.append(_not(_in(_numbers_in(at.feeds_in(stream)))))
        elif stream.state is State.STARRED:
            stars = frozenset(states.stars_of(at.account))
            tests.append(lambda ref, stars=stars: ref.item not in stars)  # type: ignore[misc]
        else:
            tests += [_not(test) for test in _tests(at, stream)]
    return tests


def _in(feeds: Collection[int]) -> Test:
    return lambda ref: ref.feed in feeds


def _not(test: Test) -> Test:
    return lambda ref: not test(ref)


# --- what a scan teaches ----------------------------------------------------------------------------


def _learn(at: Desk, asked: Asked, refs: tuple[Ref, ...]) -> None:
    """After all that is unread was listed, down to the floor: raise it to below the first that is."""
    whole = (
        asked.stream.state is State.ALL
        and not asked.only
        and asked.where == replace(asked.where, above=0, below=numbers.LARGEST)
    )
    if whole and [stream.state for stream in asked.without] == [State.READ]:
        top = newest()
        lowest = min((numbers.article_of(ref.item) for ref in refs), default=top + 1)
        states.raise_floor(at.account, lowest, top)
