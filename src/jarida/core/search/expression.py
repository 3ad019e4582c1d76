"""What is asked of an index, whatever engine it has: terms and how they combine.

An engine compiles an expression into its own language (FTS5's MATCH, PostgreSQL's tsquery). Nothing in it
comes from a reader unfolded: forms and stems are made by `core.text.analysis` and hold letters, digits
and marks of any script only; tags are made by the functions here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Form:
    """A word by its exact folded form (`Token.form`)."""

    form: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Stem:
    """A word by a stem marked with its language (`fr.elect`, `Token.stems`)."""

    stem: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Exact forms one after the other."""

    forms: tuple[str, ...]
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Starts:
    """Any word whose exact form begins so."""

    beginning: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A property of the article, as one token: see the functions below."""

    token: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Documents that are named one by one, by their keys: the members of a story. The index knows no stories."""

    keys: frozenset[int]


@dataclass(frozen=True, slots=True)
class All:
    """All of these. `Without` stands only directly within an All that has another part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any of these; of none, nothing is found."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What must not be found."""

    part: "Expression"


Expression = Form | Stem | Sequence | Starts | Tag | Chosen | All | Any | Without

EVERYTHING = Tag("~all")  # every document has this tag: the ground of searches that only exclude
NOTHING = Any(())


def outlet_tag(outlet_id: int) -> str:
    """The tag of an outlet's articles."""
    return f"~o{outlet_id}"


def language_tag(language: str) -> str:
    """The tag of a language's articles; `language` is a primary subtag or "" where it is not known."""
    return f"~l{language}"


def author_tag(form: str) -> str:
    """The tag of one folded word of an author's name."""
    return f"~a{form}"


def topic_tag(form: str) -> str:
    """The tag of one folded word of a section or keyword."""
    return f"~t{form}"


IMAGE_TAG = "~i"


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """One question to an engine: an expression, and the days from `first` until before `before` (in UTC)."""

    expression: Expression
    first: date | None = None
    before: date | None = None


def leaves(expression: Expression) -> Iterator[Expression]:
    """The terms of an expression that an article may be found by: what is excluded is left out."""
    if isinstance(expression, All | Any):
        for part in expression.parts:
            yield from leaves(part)
    elif not isinstance(expression, Without):
        yield expression
