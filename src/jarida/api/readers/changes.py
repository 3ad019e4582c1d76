"""What clients of either protocol change: what was read, what is starred."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from jarida.api.readers import numbers, states, streams
from jarida.api.readers.arrivals import first_since, newest
from jarida.api.readers.listing import Desk
from jarida.api.readers.models import ReaderAccount
from jarida.api.readers.numbers import State, Stream
from jarida.api.readers.streams import Walk, selection_of, walk


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of items; None leaves it as it is."""

    read: bool | None = None
    starred: bool | None = None


def change_items(account: ReaderAccount, items: Collection[int], change: Change) -> None:
    """Change items. Of those that are not there nothing is kept, and nothing as read that is too old to be listed."""
    if change.read is not None:
        top, read = newest(), change.read
        articles = {numbers.article_of(item) for item in items}
        known = [article for article in articles if account.horizon < article <= top]
        states.change(account, lambda marks: marks.marked(known, read))
    if change.starred:
        live = streams.live_rows({numbers.article_of(item) for item in items})
        states.star(account, [item for item in items if numbers.article_of(item) in live])
    elif change.starred is not None:
        states.unstar(account, items)


def read_all(at: Desk, stream: Stream, until: datetime | None = None) -> None:
    """Mark as read what is in a stream, and came until a moment (inclusive), or until now."""
    last = newest() if until is None else first_since(until + timedelta(microseconds=1)) - 1
    if stream.state is State.ALL:
        states.change(at.account, lambda marks: marks.up_to(last))
        return
    low = max(at.account.horizon, at.marks.lowest())
    where = Walk(above=numbers.item_of(low + 1, 0) - 1, below=numbers.item_of(last + 1, 0))
    refs = walk(selection_of(at.feeds_in(stream)), where)
    articles = [numbers.article_of(ref.item) for ref in refs]
    states.change(at.account, lambda marks: marks.marked(articles, True))
