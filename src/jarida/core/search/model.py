"""A search as a tree. Made by `parse`, printed by `print_query`, turned into index terms by `build`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Name(StrEnum):
    """What a filter looks at. The value is the English keyword of the query language."""

    OUTLET = "outlet"
    LANGUAGE = "lang"
    AUTHOR = "author"
    TOPIC = "topic"
    PLACE = "place"
    PERSON = "person"
    STORY = "story"
    HAS = "has"


class Bound(StrEnum):
    """How a day, month or year limits the search."""

    AFTER = "after"  # from its first day on
    BEFORE = "before"  # up to the day before its first day
    ON = "on"  # within it


class Sort(StrEnum):
    """The order of the results."""

    DATE = "date"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed. It is found by its exact form and by its stems."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word: `constitu*`, without the asterisk."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other, by their exact forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """What must stand in the title: `title:word`, `title:"a phrase"`, `title:(a OR b)`."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Filter:
    """`outlet:hespress`, `author:"Nadia Lamlili"`, `has:image`. The value as typed, without quotes."""

    name: Name
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be found."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    nodes: tuple["Node", ...]


Node = Word | Prefix | Phrase | Title | Filter | Not | And | Or


@dataclass(frozen=True, slots=True)
class Dated:
    """A limit in time as typed (`2024`, `2024-04`, `2024-04-22`), with the first and last day that it names."""

    bound: Bound
    text: str
    first: date
    last: date


class ProblemCode(StrEnum):
    """What is wrong with a query; the website has a sentence for each in each language."""

    OPEN_QUOTE = "open-quote"  # a quotation mark without its second
    OPEN_PARENTHESIS = "open-parenthesis"
    CLOSING_PARENTHESIS = "closing-parenthesis"  # one too many
    EMPTY_GROUP = "empty-group"
    LONELY_OPERATOR = "lonely-operator"  # OR, - or keyword: with nothing beside it
    BAD_DATE = "bad-date"
    DATE_INSIDE_OR = "date-inside-or"  # dates limit the whole search only; also inside Not
    BAD_SORT = "bad-sort"
    BAD_HAS = "bad-has"
    UNKNOWN_OUTLET = "unknown-outlet"
    UNKNOWN_LANGUAGE = "unknown-language"
    SHORT_PREFIX = "short-prefix"  # fewer letters before * than the index can answer quickly
    NO_WORDS = "no-words"  # nothing but signs
    TOO_LONG = "too-long"  # cut; what was left is searched
    TOO_DEEP = "too-deep"
    UNKNOWN_STORY = "unknown-story"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: characters `start` to `end` of the query as typed; `text` is what stands there."""

    code: ProblemCode
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a word or filter stands in the query as typed: what `build` finds wrong with it is shown there."""

    node: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A search. `node` None means every article (within the dates). Problems never stop a search."""

    node: Node | None = None
    dates: tuple[Dated, ...] = ()
    sort: Sort | None = None
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    places: tuple[Placed, ...] = field(default=(), compare=False)

    @property
    def first(self) -> date | None:
        """The first day that is searched, None for the beginning."""
        return max((at.first for at in self.dates if at.bound is not Bound.BEFORE), default=None)

    @property
    def before(self) -> date | None:
        """The day before which is searched (exclusive), None for the end."""
        ends = [at.first for at in self.dates if at.bound is Bound.BEFORE]
        ends += [_next(at.last) for at in self.dates if at.bound is Bound.ON]
        return min(ends, default=None)


def _next(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def walk(node: Node | None) -> Iterator[Node]:
    """Every node of a tree, parents first."""
    waiting = [node] if node is not None else []
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found, And | Or):
            waiting.extend(reversed(found.nodes))
        elif isinstance(found, Not | Title):
            waiting.append(found.node)
