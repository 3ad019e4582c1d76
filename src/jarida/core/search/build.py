"""A query tree as terms of the index: what is looked up, what is marked, what a name was widened by.

Nothing typed reaches an index but through `analysis`: forms and stems hold letters, digits and marks only, and
are checked once more here.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence as Listed
from dataclasses import dataclass, field
from typing import Final

from jarida.core.search.expansions import Expansion, Surroundings
from jarida.core.search.expression import (
    EVERYTHING,
    IMAGE_TAG,
    NOTHING,
    Chosen,
    Expression,
    Form,
    IndexQuery,
    Sequence,
    Starts,
    Stem,
    Tag,
    Without,
    author_tag,
    language_tag,
    leaves,
    outlet_tag,
    topic_tag,
)
from jarida.core.search.joining import all_of, any_of, standing
from jarida.core.search.languages import language_named
from jarida.core.search.model import (
    And,
    Filter,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Problem,
    ProblemCode,
    Query,
    Title,
    Word,
    walk,
)
from jarida.core.search.terms import LOOSE, Scope, compound, forms_of, is_ideograph, is_safe, name_of, phrase
from jarida.core.text import analysis
from jarida.core.text.marks import Targets

MAX_TERMS: Final = 600  # of an expression; names are no longer widened beyond
MIN_PREFIX: Final = 2
MAX_SPELLINGS: Final = 12  # other spellings of one name
_STORY: Final = re.compile(r"(?:(?:\S{0,300}/)?stories/|#)?([0-9٠-٩۰-۹]{1,18})(?:/\S{0,400})?")


@dataclass(frozen=True, slots=True)
class Built:
    """What a query asks of the index. `problems` are those that only the archive could tell (unknown outlets, …)."""

    expression: Expression
    index_query: IndexQuery
    targets: Targets
    expansions: tuple[Expansion, ...] = ()
    problems: tuple[Problem, ...] = ()


def build(query: Query, surroundings: Surroundings, expand: bool = True) -> Built:
    """Turn a query into terms. Never raises: what the archive does not know is a problem, and is left out.

    A filter that names nothing known is left out where other words are searched; where nothing else is,
    nothing is found. Where `expand` is False, only `place:` and `person:` are looked up in other scripts.
    """
    builder = _Builder(query, surroundings, expand)
    expression = builder.whole(query.node)
    return Built(
        expression,
        IndexQuery(expression, query.first, query.before),
        targets_of(expression),
        tuple(dict.fromkeys(builder.expansions)),
        tuple(dict.fromkeys(builder.problems)),
    )


def outlet_key(name: str) -> str:
    """A slug or name of an outlet as `Surroundings.outlets` has it."""
    return " ".join(analysis.forms(name))


def story_number(value: str) -> int | None:
    """The number of a story as typed, in digits of any script, or in the address of its page; None for neither."""
    found = _STORY.fullmatch(value.strip())
    return int(found[1]) if found else None


def targets_of(expression: Expression) -> Targets:
    """What of an expression can be marked in a text."""
    found = tuple(leaves(expression))
    return Targets(
        frozenset(term.form for term in found if isinstance(term, Form)),
        frozenset(term.stem for term in found if isinstance(term, Stem)),
        tuple(dict.fromkeys(term.beginning for term in found if isinstance(term, Starts))),
        tuple(dict.fromkeys(term.forms for term in found if isinstance(term, Sequence))),
    )


@dataclass(slots=True)
class _Builder:
    query: Query
    surroundings: Surroundings
    expand: bool
    terms: int = 0
    unknown: bool = False
    expansions: list[Expansion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def whole(self, node: Node | None) -> Expression:
        """The expression of a whole query; of one that asks for nothing, everything."""
        built = self.node(node, Scope(self.surroundings.languages)) if node is not None else None
        if built is None:
            return NOTHING if self.unknown else EVERYTHING
        return standing(built)

    def node(self, node: Node, scope: Scope) -> Expression | None:
        """One node; None where it asks for nothing."""
        if isinstance(node, And):
            return self._and(node, scope)
        if isinstance(node, Or):
            return any_of(self.node(part, scope) for part in node.nodes)
        if isinstance(node, Not):
            return self._not(node, scope)
        if isinstance(node, Title):
            return self.node(node.node, Scope(scope.languages, in_title=True))
        if isinstance(node, Filter):
            return self._filter(node, scope)
        return self._text(node, scope)

    def _and(self, node: And, scope: Scope) -> Expression | None:
        inner = Scope(_languages(node) or scope.languages, scope.in_title)
        found: list[Expression | None] = []
        waiting: list[Word] = []
        for part in (*node.nodes, None):
            if isinstance(part, Word):
                waiting.append(part)
                continue
            found += self._words(waiting, inner)
            waiting = []
            if part is not None:
                found.append(self.node(part, inner))
        return all_of(found)

    def _not(self, node: Not, scope: Scope) -> Expression | None:
        unknown = self.unknown
        built = self.node(node.node, scope)
        self.unknown = unknown  # without an outlet that is not there: everything
        if built is None:
            return None
        return built.part if isinstance(built, Without) else Without(built)

    def _text(self, node: Word | Prefix | Phrase, scope: Scope) -> Expression | None:
        if isinstance(node, Word):
            return all_of(self._words([node], scope))
        if isinstance(node, Phrase):
            return self._counted(phrase(forms_of(node.text), scope.in_title))
        return self._counted(self._prefix(node, scope))

    def _prefix(self, node: Prefix, scope: Scope) -> Expression | None:
        forms = forms_of(node.text)
        if not forms:
            return None
        *before, beginning = forms
        last: Expression = Starts(beginning, scope.in_title)
        if len(beginning) < MIN_PREFIX and not is_ideograph(beginning):
            self._problem(ProblemCode.SHORT_PREFIX, node, node.text)
            last = Form(beginning, scope.in_title)
        return all_of([phrase(tuple(before), scope.in_title), last])

    # --- words and names --------------------------------------------------------------------------------

    def _words(self, words: Listed[Word], scope: Scope) -> list[Expression | None]:
        """Words that follow each other, the names among them with their other spellings."""
        found: list[Expression | None] = []
        at = 0
        for start, end, expansion in self._names([word.text for word in words]) if self.expand else ():
            found += [self._word(word.text, scope) for word in words[at:start]]
            asked = all_of([self._word(word.text, scope) for word in words[start:end]])
            found.append(any_of([asked, *self._spellings(expansion, scope)]))
            at = end
        return found + [self._word(word.text, scope) for word in words[at:]]

    def _word(self, text: str, scope: Scope) -> Expression | None:
        """A word as typed: what hyphens and full stops join stands together, what slashes and commas join need not."""
        return self._counted(all_of(compound(part, scope) for part in LOOSE.split(text)))

    def _names(self, words: Listed[str]) -> Iterator[tuple[int, int, Expansion]]:
        """The names among words, from left to right and none overlapping; of two, the longer one."""
        found = self.surroundings.expander.expand(tuple(words)) if words and self.terms < MAX_TERMS else ()
        taken: list[tuple[int, int, Expansion]] = []
        for start, end, expansion in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
            free = all(end <= other[0] or start >= other[1] for other in taken)
            if 0 <= start < end <= len(words) and free:
                taken.append((start, end, expansion))
        yield from sorted(taken, key=lambda each: each[0])

    def _spellings(self, expansion: Expansion, scope: Scope) -> list[Expression | None]:
        if self.terms >= MAX_TERMS:
            return []
        self.expansions.append(expansion)
        return [self._counted(name_of(forms, scope)) for forms in expansion.forms[:MAX_SPELLINGS]]

    def _named(self, text: str, scope: Scope) -> Expression | None:
        """A place or person: the name as it stands, and its other spellings whether or not others are widened."""
        forms = forms_of(text)
        asked = name_of(forms, scope)
        if asked is None:
            return None
        spellings = self._whole_name(text.split())
        return self._counted(any_of([asked, *(name_of(spelling, scope) for spelling in spellings)]))

    # --- filters ----------------------------------------------------------------------------------------

    def _filter(self, node: Filter, scope: Scope) -> Expression | None:
        if node.name is Name.OUTLET:
            return self._outlet(node)
        if node.name is Name.LANGUAGE:
            code = language_named(node.value)
            return Tag(language_tag(code)) if code else self._missing(ProblemCode.UNKNOWN_LANGUAGE, node)
        if node.name in {Name.PLACE, Name.PERSON}:
            return self._named(node.value, scope)
        if node.name is Name.HAS:
            return Tag(IMAGE_TAG)
        if node.name is Name.STORY:
            return self._story(node)
        return self._tagged(node)

    def _story(self, node: Filter) -> Expression | None:
        number = story_number(node.value)
        keys = None if number is None else self.surroundings.stories(number)
        return self._missing(ProblemCode.UNKNOWN_STORY, node) if keys is None else Chosen(keys)

    def _outlet(self, node: Filter) -> Expression | None:
        outlets = self.surroundings.outlets
        words = forms_of(node.value)
        known = outlets.get(" ".join(words))
        if known is not None:
            return Tag(outlet_tag(known))
        wanted = set(words)
        some = {number for name, number in outlets.items() if wanted and wanted <= set(name.split())}
        if not some:
            return self._missing(ProblemCode.UNKNOWN_OUTLET, node)
        return self._counted(any_of(Tag(outlet_tag(number)) for number in sorted(some)[:MAX_SPELLINGS]))

    def _tagged(self, node: Filter) -> Expression | None:
        tag = author_tag if node.name is Name.AUTHOR else topic_tag
        asked = all_of([Tag(tag(form)) for form in forms_of(node.value)])
        if asked is None or not self.expand or node.name is not Name.AUTHOR:
            return self._counted(asked)
        spellings = self._whole_name(node.value.split())
        return self._counted(any_of([asked, *(all_of([Tag(tag(form)) for form in forms]) for forms in spellings)]))

    def _whole_name(self, words: Listed[str]) -> Iterator[tuple[str, ...]]:
        """The other spellings of a name that all these words are."""
        for start, end, expansion in self._names(words):
            if (start, end) == (0, len(words)):
                self.expansions.append(expansion)
                for forms in expansion.forms[:MAX_SPELLINGS]:
                    yield tuple(form for form in forms if is_safe(form))

    def _missing(self, code: ProblemCode, node: Filter) -> Expression | None:
        self._problem(code, node, node.value)
        self.unknown = True
        return None

    def _problem(self, code: ProblemCode, node: Node, text: str) -> None:
        places = [place for place in self.query.places if place.node == node]
        if not places:
            self.problems.append(Problem(code, 0, 0, text))
        self.problems += [Problem(code, place.start, place.end, text) for place in places]

    def _counted(self, expression: Expression | None) -> Expression | None:
        self.terms += sum(1 for _ in leaves(expression)) if expression is not None else 0
        return expression


def _languages(node: And) -> tuple[str, ...]:
    """The languages that an And is limited to: their stems are enough."""
    for part in node.nodes:
        filters = part.nodes if isinstance(part, Or) else (part,)
        names = [each.value for each in filters if isinstance(each, Filter) and each.name is Name.LANGUAGE]
        codes = tuple(language_named(name) for name in names)
        if len(names) == len(filters) and all(codes):
            return codes
    return ()


def has_words(query: Query) -> bool:
    """Whether a query asks for words: relevance says nothing of one that only filters."""
    return any(isinstance(node, Word | Prefix | Phrase) for node in walk(query.node))
