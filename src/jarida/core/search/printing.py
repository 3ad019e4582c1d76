"""A query as text again. What is printed parses to the same tree, whatever language its keywords are in."""

from typing import Final

from jarida.core.search.keywords import IMAGE, IMAGES, KEYWORDS, LANGUAGES, OPERATORS, OR, SORTS, Keyword, Special
from jarida.core.search.lexer import bare, has_letters, unquoted
from jarida.core.search.model import And, Dated, Filter, Name, Node, Not, Or, Phrase, Prefix, Query, Sort, Title, Word

_UNSAFE: Final = frozenset(' \t\n()"«»“”„,،*')


def print_query(query: Query, language: str = "en") -> str:
    """The query with the keywords of a language of the site (English for any other)."""
    spoken = language if language in LANGUAGES else "en"
    parts = [_conjunction(query.node, spoken)] if query.node is not None else []
    parts += [_dated(limit, spoken) for limit in query.dates]
    if query.sort is not None:
        parts.append(_sorted(query.sort, spoken))
    return " ".join(parts)


def _conjunction(node: Node, language: str) -> str:
    if isinstance(node, And):
        return " ".join(_disjunction(part, language) for part in node.nodes)
    return _disjunction(node, language)


def _disjunction(node: Node, language: str) -> str:
    if isinstance(node, Or):
        return f" {OR[language]} ".join(_operand(part, language) for part in node.nodes)
    return _operand(node, language)


def _operand(node: Node, language: str) -> str:
    """A node that can stand beside an operator: groups are put in parentheses."""
    if isinstance(node, And | Or):
        return f"({_conjunction(node, language)})"
    if isinstance(node, Not):
        return f"-{_operand(node.node, language)}"
    if isinstance(node, Title):
        return _title(node.node, language)
    return _leaf(node, language)


def _title(node: Node, language: str) -> str:
    simple = isinstance(node, Word | Prefix | Phrase)
    return _keyword(Special.TITLE, language) + (
        _leaf(node, language) if simple else f"({_conjunction(node, language)})"
    )


def _leaf(node: Node, language: str) -> str:
    if isinstance(node, Phrase):
        return f'"{unquoted(node.text)}"'
    if isinstance(node, Prefix):
        return f"{node.text}*"
    if isinstance(node, Filter):
        return _filter(node, language)
    assert isinstance(node, Word)  # noqa: S101 - the other nodes are printed above
    return node.text


def _filter(node: Filter, language: str) -> str:
    value = IMAGES[language][0] if node == Filter(Name.HAS, IMAGE) else node.value
    return _keyword(node.name, language) + (value if _is_simple(value) else f'"{unquoted(value)}"')


def _is_simple(value: str) -> bool:
    return bare(value) == value and has_letters(value) and _UNSAFE.isdisjoint(value) and value not in OPERATORS


def _dated(limit: Dated, language: str) -> str:
    return _keyword(limit.bound, language) + limit.text


def _sorted(sort: Sort, language: str) -> str:
    return _keyword(Special.SORT, language) + SORTS[sort][language][0]


def _keyword(meant: Keyword, language: str) -> str:
    return f"{KEYWORDS[meant][language][0]}:"
