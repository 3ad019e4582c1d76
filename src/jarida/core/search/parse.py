"""The parser of the query language: recursive descent over the tokens of `lexer`.

The grammar is in docs/decisions/0020-query-language.md. Nothing that is typed is an error: what is wrong
becomes a Problem with its place, and what is left is searched. All is bounded: characters, terms, depth
and problems.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from jarida.core.search import keywords
from jarida.core.search.keywords import Special
from jarida.core.search.lexer import BEGINS, Kind, Token, Typed, bare, has_letters, tokens
from jarida.core.search.model import (
    And,
    Bound,
    Dated,
    Filter,
    Name,
    Node,
    Phrase,
    Placed,
    Prefix,
    Problem,
    ProblemCode,
    Query,
    Sort,
    Word,
)
from jarida.core.search.periods import dated
from jarida.core.search.trees import Leaf, all_of, any_of, in_title, map_leaves, not_of

MAX_TERMS: Final = 64
_SPLITS: Final = re.compile(r"(?<!\d):|:(?!\d)")  # 10:30 is one word
_LISTED: Final = frozenset({Name.OUTLET, Name.LANGUAGE})  # whose bare values may be a list: lang:fr,ar
_COMMAS: Final = re.compile("[,،]")


def parse(text: str) -> Query:
    """Read a query. Never raises, whatever the text holds."""
    typed = Typed(text)
    parser = _Parser(typed, tokens(typed))
    node = parser.conjunction()
    dates = tuple(limit.dated for limit in parser.limits)
    if node is None and not dates and parser.sort is None:
        _nothing(typed)
    problems = tuple(_in_order(typed.problems))
    return Query(node, dates, parser.sort, problems, tuple(parser.places))


def _in_order(problems: list[Problem]) -> Iterator[Problem]:
    """As they stand in the text; that it is too long is said once."""
    cut = False
    for problem in sorted(problems, key=lambda each: (each.start, each.end)):
        if problem.code is not ProblemCode.TOO_LONG or not cut:
            yield problem
        cut = cut or problem.code is ProblemCode.TOO_LONG


def _nothing(typed: Typed) -> None:
    shown = typed.text.strip()
    if shown and not typed.problems:
        start = typed.typed.find(shown[0])
        typed.problem(ProblemCode.NO_WORDS, start, len(typed.typed.rstrip()))


@dataclass(frozen=True, slots=True)
class _Limit:
    dated: Dated
    token: Token


@dataclass(slots=True)
class _Parser:
    typed: Typed
    tokens: list[Token]
    at: int = 0
    terms: int = 0
    sort: Sort | None = None
    limits: list[_Limit] = field(default_factory=list)
    places: list[Placed] = field(default_factory=list)

    # --- structure ------------------------------------------------------------------------------------

    def conjunction(self) -> Node | None:
        """What stands side by side, up to the end or the closing parenthesis."""
        nodes = []
        while (token := self._peek()) is not None and token.kind is not Kind.CLOSE:
            before = self.at
            nodes.append(self._disjunction())
            self.at += self.at == before  # never stand still, whatever the tokens are
        return all_of(nodes)

    def _disjunction(self) -> Node | None:
        known = len(self.limits)
        nodes = [self._negation()]
        while self._is(Kind.OR):
            self.at += 1
            nodes.append(self._negation())
        if len(nodes) > 1:
            self._no_limits_since(known)
        return any_of(nodes)

    def _negation(self) -> Node | None:
        known, negated = len(self.limits), 0
        while self._is(Kind.NOT):
            self.at += 1
            negated += 1
        node = self._primary()
        if negated:
            self._no_limits_since(known)
        return not_of(node) if negated % 2 else node

    def _primary(self) -> Node | None:
        token = self._peek()
        if token is None or token.kind not in BEGINS:
            return None
        self.at += 1
        if token.kind is Kind.OPEN:
            return self._group(token)
        if token.kind is Kind.PHRASE:
            return self._leaf(Phrase(token.text), token)
        if token.kind is Kind.KEYWORD:
            return self._keyword(token)
        return self._words(token.text, token)

    def _group(self, opening: Token) -> Node | None:
        start = self.at
        node = self.conjunction()
        closing = self.tokens[self.at]
        if self.at == start and closing.text:
            self.typed.problem(ProblemCode.EMPTY_GROUP, opening.start, closing.end)
        self.at += 1
        return node

    # --- leaves ---------------------------------------------------------------------------------------

    def _words(self, text: str, token: Token) -> Node | None:
        """A word as typed: what a colon joins are words of their own, an asterisk at the end makes a prefix."""
        pieces = _SPLITS.split(text.rstrip("*"))
        nodes: list[Node | None] = [self._word(piece, token) for piece in pieces[:-1]]
        last = bare(pieces[-1])
        if text.endswith("*") and last:
            nodes.append(self._leaf(Prefix(last), token))
        else:
            nodes.append(self._word(pieces[-1], token))
        return all_of(nodes)

    def _word(self, text: str, token: Token) -> Node | None:
        word = bare(text)
        if not word:
            return None
        return self._leaf(Phrase(word) if word in keywords.OPERATORS else Word(word), token)

    def _leaf(self, node: Leaf, token: Token) -> Node | None:
        self.terms += 1
        if self.terms > MAX_TERMS:
            if self.terms == MAX_TERMS + 1:
                self.typed.problem(ProblemCode.TOO_LONG, token.start, len(self.typed.typed))
            return None
        self.places.append(Placed(node, token.start, token.end))
        return node

    # --- keywords -------------------------------------------------------------------------------------

    def _keyword(self, token: Token) -> Node | None:
        if token.grouped:
            return self._of_group(token, self._primary()) if self._is(Kind.OPEN) else None
        if not has_letters(token.text):
            self.typed.problem(ProblemCode.LONELY_OPERATOR, token.start, token.end)
            return None
        if isinstance(token.meant, Bound):
            self._limit(token.meant, token)
            return None
        if token.meant is Special.SORT:
            self._sorted(token)
            return None
        value, negated = self._value(token)
        node = in_title(value) if token.meant is Special.TITLE else value
        return not_of(node) if negated else node

    def _value(self, token: Token) -> tuple[Node | None, bool]:
        """The value of a title or filter, and whether it was excluded behind the colon (`title:-war`)."""
        negated = not token.quoted and token.text[0] == "-"
        if token.meant is Special.TITLE:
            whole = self._leaf(Phrase(token.text), token) if token.quoted else self._words(token.text, token)
            return whole, negated
        assert isinstance(token.meant, Name)  # noqa: S101 - the other keywords are read before
        listed = token.meant in _LISTED and not token.quoted
        values = _COMMAS.split(token.text) if listed else [token.text]
        return any_of(self._filter(token.meant, value, token) for value in values), negated

    def _filter(self, name: Name, text: str, token: Token) -> Node | None:
        value = text if token.quoted else bare(text)
        if not has_letters(value):
            return None
        if name is Name.HAS:
            return self._has(value, token)
        return self._leaf(Filter(name, value), token)

    def _has(self, value: str, token: Token) -> Node | None:
        if keywords.is_image(value):
            return self._leaf(Filter(Name.HAS, keywords.IMAGE), token)
        self.typed.problem(ProblemCode.BAD_HAS, token.start, token.end)
        return None

    def _limit(self, bound: Bound, token: Token) -> None:
        found = dated(bound, token.text.rstrip(",.;:!?،؛؟"))
        if found is None:
            self.typed.problem(ProblemCode.BAD_DATE, token.start, token.end)
        elif self._counted(token):
            self.limits.append(_Limit(found, token))

    def _counted(self, token: Token) -> bool:
        self.terms += 1
        if self.terms == MAX_TERMS + 1:
            self.typed.problem(ProblemCode.TOO_LONG, token.start, len(self.typed.typed))
        return self.terms <= MAX_TERMS

    def _sorted(self, token: Token) -> None:
        found = keywords.sort_named(bare(token.text))
        if found is None:
            self.typed.problem(ProblemCode.BAD_SORT, token.start, token.end)
        self.sort = found or self.sort

    def _of_group(self, token: Token, node: Node | None) -> Node | None:
        """A keyword before a group is said of each word in it."""
        if token.meant is Special.TITLE:
            return in_title(node)
        if isinstance(token.meant, Name):
            return self._filtered(token.meant, node, token)
        code = ProblemCode.BAD_SORT if token.meant is Special.SORT else ProblemCode.BAD_DATE
        self.typed.problem(code, token.start, token.end)
        return node

    def _filtered(self, name: Name, node: Node | None, token: Token) -> Node | None:
        if isinstance(node, And) and all(isinstance(part, Word) for part in node.nodes):
            node = Word(" ".join(part.text for part in node.nodes if isinstance(part, Word)))
        return map_leaves(node, lambda leaf: leaf if isinstance(leaf, Filter) else self._of_leaf(name, leaf, token))

    def _of_leaf(self, name: Name, leaf: Word | Prefix | Phrase, token: Token) -> Node | None:
        if name is Name.HAS:
            return self._has(leaf.text, token)
        found = Filter(name, leaf.text)
        self.places.append(Placed(found, token.start, token.end))
        return found

    # --- tools ----------------------------------------------------------------------------------------

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _is(self, kind: Kind) -> bool:
        token = self._peek()
        return token is not None and token.kind is kind

    def _no_limits_since(self, known: int) -> None:
        for limit in self.limits[known:]:
            self.typed.problem(ProblemCode.DATE_INSIDE_OR, limit.token.start, limit.token.end)
        del self.limits[known:]
