"""An index expression as the text that FTS5's MATCH takes. Pure.

Every term stands in quotation marks and holds no sign that FTS5 knows (`terms.safe`), so nothing that was typed
can become an operator: https://sqlite.org/fts5.html#full_text_query_syntax
"""

from collections.abc import Iterable, Mapping

from jarida.archive.search.ranking import Field
from jarida.archive.search.terms import safe
from jarida.core.search.expression import (
    NOTHING,
    All,
    Any,
    Expression,
    Form,
    Sequence,
    Starts,
    Stem,
    Tag,
    Without,
)

MARKS = "~@^*."  # first signs of what is no word in the index of an engine; words begin with none of them
FORMS = {Field.TITLE: "{title} : ", Field.ANYWHERE: ""}
STEMS = {Field.TITLE: "{title_stems} : ", Field.FOCUS: "{title_stems focus} : ", Field.ANYWHERE: ""}
BEGINNINGS = {Field.TITLE: "{title} : ", Field.ANYWHERE: "{title body} : "}  # stems and tags have beginnings too


def match_of(expression: Expression, field: Field = Field.ANYWHERE) -> str:
    """The MATCH text of a simplified expression (`simplified`) that is not NOTHING; of all its terms in a field."""
    match expression:
        case Form(form, in_title):
            return _in(FORMS, field, in_title) + _quoted(form)
        case Stem(stem, in_title):
            return _in(STEMS, field, in_title) + _quoted(stem)
        case Sequence(forms, in_title):
            return _in(FORMS, field, in_title) + _quoted(*forms)
        case Starts(beginning, in_title):
            return _in(BEGINNINGS, field, in_title) + _quoted(beginning) + " *"
        case Tag(token):
            return _quoted(token)
        case Any(parts):
            return f"({' OR '.join(match_of(part, field) for part in parts)})"
        case All(parts):
            return _all(parts, field)
    raise ValueError(f"this cannot stand alone: {expression}")


def within(match: str, blocks: Iterable[str]) -> str:
    """A MATCH text limited to blocks of time (`archive.search.blocks`)."""
    named = " OR ".join(f'"{block}"' for block in blocks)
    return f"({named}) AND {match}" if named else match


def _in(columns: Mapping[Field, str], field: Field, in_title: bool) -> str:
    return columns[Field.TITLE] if in_title else columns[field]


def _quoted(*terms: str) -> str:
    return f'"{" ".join(map(safe, terms))}"'


def _all(parts: Iterable[Expression], field: Field) -> str:
    wanted = [match_of(part, field) for part in parts if not isinstance(part, Without)]
    unwanted = [match_of(part.part, field) for part in parts if isinstance(part, Without)]
    found = f"({' AND '.join(wanted)})" if len(wanted) > 1 else wanted[0]
    return f"({found} NOT ({' OR '.join(unwanted)}))" if unwanted else found


def streams(expression: Expression) -> bool:
    """Whether each step in the index is a hit: what is a single list, or lists side by side.

    In others FTS5 may read list after list to the end of the archive before it finds the next hit.
    """
    match expression:
        case Form(_, in_title) | Stem(_, in_title) | Starts(_, in_title):
            return not in_title
        case Any(parts):
            return all(map(streams, parts))
    return isinstance(expression, Tag)


def simplified(expression: Expression) -> Expression:
    """The same expression without empty, single and nested parts. NOTHING is only ever the whole."""
    match expression:
        case All(parts):
            return _simple_all(parts)
        case Any(parts):
            found = _flat(Any, (simplified(part) for part in parts))
            kept = tuple(part for part in found if part != NOTHING)
            return kept[0] if len(kept) == 1 else Any(kept)
        case Sequence(forms, in_title):
            forms = tuple(form for form in forms if form)
            return Sequence(forms, in_title) if forms else NOTHING
        case Starts(term):
            return expression if term and term[0] not in MARKS else NOTHING
        case Form(term) | Stem(term):
            return expression if term else NOTHING
    return expression


def _simple_all(parts: tuple[Expression, ...]) -> Expression:
    wanted = _flat(All, (simplified(part) for part in parts if not isinstance(part, Without)))
    unwanted = [simplified(part.part) for part in parts if isinstance(part, Without)]
    unwanted += [part.part for part in wanted if isinstance(part, Without)]
    wanted = [part for part in wanted if not isinstance(part, Without)]
    if not wanted or NOTHING in wanted:
        return NOTHING
    without = tuple(Without(part) for part in dict.fromkeys(unwanted) if part != NOTHING)
    kept = (*dict.fromkeys(wanted), *without)
    return kept[0] if len(kept) == 1 else All(kept)


def _flat(kind: type[All] | type[Any], parts: Iterable[Expression]) -> list[Expression]:
    """The parts, those of the same kind opened."""
    return [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
