"""The terms of a document as a tsvector, and an index expression as a tsquery. Pure.

Everything is written as the text that PostgreSQL reads, each lexeme in quotation marks (`quoted`); nothing goes
through a text search configuration. Kinds of lexemes are told apart by their first sign, which no folded word
begins with:

    word        a form with its positions; those of the title have the weight A
    ^word       a form of the title          .fr.elect   a stem
    ^.fr.elect  a stem of the title          ~o12        a tag
    *.fr.elect  a stem of the text's focus   @0.19000    a time (`blocks`)
    =0a9z       a pair of neighbouring words (`core.text.pairs`)

What stands in the title is a lexeme of its own, since GIN knows no weights and would look at every row again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jarida.archive.search.phrases import Paired
from jarida.archive.search.ranking import Field
from jarida.archive.search.terms import Terms, safe
from jarida.core.search import expression as ex

# https://www.postgresql.org/docs/current/textsearch-limitations.html
MOST_POSITIONS = 255
LAST_POSITION = 16_383
MOST_BYTES = 900_000  # of 1 MB for all lexemes and positions
PAIR = 4  # signs of a pair that are kept: three million keys
BETWEEN = 8  # positions between title and text: no phrase crosses them


@dataclass(frozen=True, slots=True)
class Focus(ex.Stem):
    """A stem in the title or in the focus of the text."""


def in_field(terms: ex.Any, field: Field) -> ex.Any:
    """Terms, limited to a field."""
    if field is Field.TITLE:
        return ex.Any(tuple(_in_title(part) for part in terms.parts))
    if field is Field.FOCUS:
        return ex.Any(tuple(Focus(part.stem) for part in terms.parts if isinstance(part, ex.Stem)))
    return terms


def _in_title(part: ex.Expression) -> ex.Expression:
    if isinstance(part, ex.Form | ex.Stem | ex.Sequence | ex.Starts):
        return replace(part, in_title=True)
    return part


def quoted(lexeme: str) -> str:
    """A lexeme as both input functions read it."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def term(text: str) -> str:
    """A term as the index has it; never empty, which would be no lexeme."""
    return safe(text) or "_"


def vector_of(terms: Terms, times: Iterable[str]) -> str:
    """The text of a document's tsvector; beyond what one can hold, the end of the text is left out."""
    written, size = [], 0
    for lexeme, positions in _lexemes(terms, times):
        size += len(lexeme.encode()) + 2 * len(positions) + 8
        if size > MOST_BYTES:
            break
        written.append(quoted(lexeme) + (":" + ",".join(positions) if positions else ""))
    return " ".join(written)


def _lexemes(terms: Terms, times: Iterable[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each lexeme once with its positions, the most important first."""
    for lexeme in (*times, *dict.fromkeys(terms.tags)):
        yield lexeme, ()
    for form in dict.fromkeys(terms.title):
        yield f"^{form}", ()
    for stem in terms.title_stems:
        yield f"^.{stem}", ()
    for stem in terms.focus:
        yield f"*.{stem}", ()
    for stem in dict.fromkeys((*terms.title_stems, *terms.focus, *terms.stems)):
        yield f".{stem}", ()
    for pair in dict.fromkeys(map(_pair, terms.pairs)):
        yield pair, ()
    yield from _positions(terms).items()


def _positions(terms: Terms) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, form in enumerate(terms.title, 1):
        _add(found, form, place, "A")
    for place, form in enumerate(terms.body, len(terms.title) + BETWEEN):
        _add(found, form, place, "")
    return found


def _add(found: dict[str, list[str]], form: str, place: int, weight: str) -> None:
    places = found.setdefault(form, [])
    if place <= LAST_POSITION and len(places) < MOST_POSITIONS:
        places.append(f"{place}{weight}")


def tsquery_of(expression: ex.Expression) -> str:
    """The text of a tsquery. The expression is simplified (`match.simplified`) and not NOTHING."""
    match expression:
        case ex.Form(form, in_title):
            return quoted(_mark(in_title) + term(form))
        case Focus(stem):
            return any_of([quoted(f"^.{term(stem)}"), quoted(f"*.{term(stem)}")])
        case ex.Stem(stem, in_title):
            return quoted(f"{_mark(in_title)}.{term(stem)}")
        case ex.Starts(beginning, in_title):
            return quoted(_mark(in_title) + term(beginning)) + ":*"
        case ex.Tag(token):
            return quoted(term(token))
        case ex.Sequence(forms, in_title):
            return _phrase(tuple(map(term, forms)), in_title)
        case ex.Any(parts):
            return any_of(map(tsquery_of, parts))
        case ex.All(parts):
            return all_of(map(tsquery_of, parts))
        case ex.Without(part):
            return f"!{tsquery_of(part)}"
    raise ValueError(f"no expression: {expression}")


def any_of(queries: Iterable[str]) -> str:
    """Any of some tsqueries."""
    return f"({' | '.join(queries)})"


def all_of(queries: Iterable[str]) -> str:
    """All of some tsqueries."""
    return f"({' & '.join(queries)})"


def pairs_query(paired: Paired) -> str:
    """The text of a tsquery for what any of these sets of pairs is in."""
    return any_of(all_of(quoted(pair) for pair in sorted(set(map(_pair, pairs)))) for pairs in paired)


def _pair(pair: str) -> str:
    """A pair's lexeme. Few strangers under one key cost less than a key of GIN for each pair."""
    return f"={pair[:PAIR]}"


def _mark(in_title: bool) -> str:
    return "^" if in_title else ""


def _phrase(forms: tuple[str, ...], in_title: bool) -> str:
    if not in_title:
        return f"({' <-> '.join(map(quoted, forms))})"
    # the marked forms are what the index can answer, the weights what it cannot
    there = [quoted(f"^{form}") for form in dict.fromkeys(forms)]
    return all_of([*there, f"({' <-> '.join(f'{quoted(form)}:A' for form in forms)})"])
