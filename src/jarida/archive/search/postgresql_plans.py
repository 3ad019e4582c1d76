"""How a question is put to the index on PostgreSQL, so that its cost is bounded. Pure.

GIN finds what is rare in no time. What it cannot do is stop: it collects every hit before the first is seen. So a
question is asked of windows of time (`blocks`), the newest first, each much larger than the last,
until the page is full. Beginnings of words are what GIN does worst (it first unites the lists of all words that
begin so); short ones are left out of what the index is asked and looked at in the rows instead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jarida.archive.search.blocks import first_key_of, number_of, span
from jarida.archive.search.match import simplified
from jarida.archive.search.phrases import paired
from jarida.archive.search.postgresql_terms import all_of, any_of, pairs_query, quoted, tsquery_of
from jarida.core.search import expression as ex

SHORT = 5  # letters; shorter beginnings are looked at in rows where that may be enough
SIZES = (2_000, 64_000)  # documents in the first windows; the last window holds the rest
SIZES_BY_ROWS = (250, 2_500)  # the same where each row must be looked at
SIZES_BY_PAIRS = (2_000, 16_000, 128_000, *[1_000_000] * 50)  # phrases whose pairs tell where they may be
SIZES_BY_HITS = (2_000, *[16_000] * 500)  # the same where each hit must be: phrases; the time may be over in between


@dataclass(frozen=True, slots=True)
class Plan:
    """A question as tsqueries. `whole` says everything; `index` what the index is asked ("" for nothing).

    `check` is looked at in the rows that the index gives, "" where the index says it all. `paired`: pairs of words are
    asked for.
    """

    whole: str
    index: str
    check: str = ""
    phrases: bool = False
    paired: bool = False

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many documents the first windows hold."""
        if self.phrases:
            return SIZES_BY_PAIRS if self.paired else SIZES_BY_HITS
        return SIZES if self.index else SIZES_BY_ROWS


@dataclass(frozen=True, slots=True)
class Window:
    """Keys from `least` to `most`; `everything` where no document lies outside."""

    least: int
    most: int
    everything: bool = False

    def within(self, tsquery: str) -> str:
        """A tsquery limited to the window's blocks of time; "" is every document."""
        if self.everything:
            return tsquery or quoted(ex.EVERYTHING.token)
        blocks = any_of(map(quoted, span(number_of(self.least), number_of(self.most))))
        return all_of([tsquery, blocks]) if tsquery else blocks


def plan(expression: ex.Expression, are_paired: Callable[[], bool] = lambda: False) -> Plan | None:
    """The plan of an expression; None where nothing can be found. `are_paired`: whether documents have their pairs."""
    simple = simplified(expression)
    if simple == ex.NOTHING:
        return None
    whole, pairs = tsquery_of(simple), paired(simple)
    weaker = without_short(simple)
    index = whole if weaker == simple else tsquery_of(weaker) if weaker else ""
    asked = bool(pairs) and are_paired()
    if asked:  # where the index finds few, few rows are looked at for the places of words
        whole, index = all_of([pairs_query(pairs), whole]), all_of(filter(None, [pairs_query(pairs), index]))
    return Plan(whole, index, "" if weaker == simple else whole, has_phrases(simple), asked)


def has_phrases(expression: ex.Expression) -> bool:
    """Whether lexemes alone do not tell: places of words must be looked at."""
    match expression:
        case ex.All(parts) | ex.Any(parts):
            return any(map(has_phrases, parts))
        case ex.Without(part):
            return has_phrases(part)
        case ex.Sequence(forms):
            return len(forms) > 1
    return False


def without_short(expression: ex.Expression) -> ex.Expression | None:
    """What holds wherever the expression holds, and asks for no short beginning; None: nothing can be said."""
    match expression:
        case ex.Starts(beginning):
            return expression if len(beginning) >= SHORT else None
        case ex.Any(parts):
            weaker = tuple(without_short(part) for part in parts)
            return None if None in weaker else ex.Any(tuple(part for part in weaker if part))
        case ex.All(parts):
            kept = [part for part in map(_without_short_part, parts) if part is not None]
            return ex.All(tuple(kept)) if any(not isinstance(part, ex.Without) for part in kept) else None
    return expression


def _without_short_part(part: ex.Expression) -> ex.Expression | None:
    if isinstance(part, ex.Without):
        return part if without_short(part.part) == part.part else None
    return without_short(part)


def aligned(key: int, least: int) -> int:
    """Where a window that begins about `key` begins: with a block, and not before `least`."""
    return max(least, first_key_of(number_of(key)))
