"""A query tree as terms of the index: what is looked up, what is marked, what a name was widened by.

Nothing typed reaches an index but through `analysis`: forms and stems hold letters, digits and marks only, and
are checked once more here.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Listed
from dataclasses import dataclass, field
from typing import Final

from jarida.core.search.expansions import Expansion, Surroundings
from jarida.core.search.expression import (
    EVERYTHING,
    IMAGE_TAG,
    NOTHING,
    All,
    Any,
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
from jarida.core.text import analysis
from jarida.core.text.marks import Targets

MAX_TERMS: Final = 600  # of an expression; names are no longer widened beyond
MIN_PREFIX: Final = 2
MAX_FORM: Final = 200  # characters; the index has no longer ones worth finding
MAX_SPELLINGS: Final = 12  # other spellings of one name
# particles that Arabic writes onto the word that follows: و ف ب ل ك, و with another, ل with the article
_PARTICLES: Final = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
_ARTICLE: Final = "ال"


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
        built = self.node(node, _Scope(self.surroundings.languages)) if node is not None else None
        if built is None:
            return NOTHING if self.unknown else EVERYTHING
        return _standing(built)

    def node(self, node: Node, scope: "_Scope") -> Expression | None:
        """One node; None where it asks for nothing."""
        if isinstance(node, And):
            return self._and(node, scope)
        if isinstance(node, Or):
            return _any(self.node(part, scope) for part in node.nodes)
        if isinstance(node, Not):
            return self._not(node, scope)
        if isinstance(node, Title):
            return self.node(node.node, _Scope(scope.languages, in_title=True))
        if isinstance(node, Filter):
            return self._filter(node, scope)
        return self._text(node, scope)

    def _and(self, node: And, scope: "_Scope") -> Expression | None:
        inner = _Scope(_languages(node) or scope.languages, scope.in_title)
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
        return _all(found)

    def _not(self, node: Not, scope: "_Scope") -> Expression | None:
        unknown = self.unknown
        built = self.node(node.node, scope)
        self.unknown = unknown  # without an outlet that is not there: everything
        if built is None:
            return None
        return built.part if isinstance(built, Without) else Without(built)

    def _text(self, node: Word | Prefix | Phrase, scope: "_Scope") -> Expression | None:
        if isinstance(node, Word):
            return _all(self._words([node], scope))
        if isinstance(node, Phrase):
            return self._counted(_phrase(forms_of(node.text), scope.in_title))
        return self._counted(self._prefix(node, scope))

    def _prefix(self, node: Prefix, scope: "_Scope") -> Expression | None:
        forms = forms_of(node.text)
        if not forms:
            return None
        *before, beginning = forms
        last: Expression = Starts(beginning, scope.in_title)
        if len(beginning) < MIN_PREFIX and not _is_ideograph(beginning):
            self._problem(ProblemCode.SHORT_PREFIX, node, node.text)
            last = Form(beginning, scope.in_title)
        return _all([_phrase(tuple(before), scope.in_title), last])

    # --- words and names --------------------------------------------------------------------------------

    def _words(self, words: Listed[Word], scope: "_Scope") -> list[Expression | None]:
        """Words that follow each other, the names among them with their other spellings."""
        found: list[Expression | None] = []
        at = 0
        for start, end, expansion in self._names([word.text for word in words]) if self.expand else ():
            found += [self._word(word.text, scope) for word in words[at:start]]
            asked = _all([self._word(word.text, scope) for word in words[start:end]])
            found.append(_any([asked, *self._spellings(expansion, scope)]))
            at = end
        return found + [self._word(word.text, scope) for word in words[at:]]

    def _word(self, text: str, scope: "_Scope") -> Expression | None:
        words = _words_of(text)
        if len(words) < 2:
            return self._counted(_any(one for form, word in words for one in _alternatives(form, word, scope)))
        forms = tuple(form for form, _ in words)
        if any(len(form) < 2 or not form.isalpha() for form in forms):
            return self._counted(_phrase(forms, scope.in_title))
        return self._counted(_all([_any(_alternatives(form, word, scope)) for form, word in words]))

    def _names(self, words: Listed[str]) -> Iterator[tuple[int, int, Expansion]]:
        """The names among words, from left to right and none overlapping; of two, the longer one."""
        found = self.surroundings.expander.expand(tuple(words)) if words and self.terms < MAX_TERMS else ()
        taken: list[tuple[int, int, Expansion]] = []
        for start, end, expansion in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
            free = all(end <= other[0] or start >= other[1] for other in taken)
            if 0 <= start < end <= len(words) and free:
                taken.append((start, end, expansion))
        yield from sorted(taken, key=lambda each: each[0])

    def _spellings(self, expansion: Expansion, scope: "_Scope") -> list[Expression | None]:
        if self.terms >= MAX_TERMS:
            return []
        self.expansions.append(expansion)
        return [self._counted(_name(forms, scope)) for forms in expansion.forms[:MAX_SPELLINGS]]

    def _named(self, text: str, scope: "_Scope") -> Expression | None:
        """A place or person: the name as it stands, and its other spellings whether or not others are widened."""
        forms = forms_of(text)
        asked = _name(forms, scope)
        if asked is None:
            return None
        spellings = self._whole_name(text.split())
        return self._counted(_any([asked, *(_name(spelling, scope) for spelling in spellings)]))

    # --- filters ----------------------------------------------------------------------------------------

    def _filter(self, node: Filter, scope: "_Scope") -> Expression | None:
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
            self._problem(ProblemCode.NO_STORIES, node, node.value)
            return NOTHING
        return self._tagged(node)

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
        return self._counted(_any(Tag(outlet_tag(number)) for number in sorted(some)[:MAX_SPELLINGS]))

    def _tagged(self, node: Filter) -> Expression | None:
        tag = author_tag if node.name is Name.AUTHOR else topic_tag
        asked = _all([Tag(tag(form)) for form in forms_of(node.value)])
        if asked is None or not self.expand or node.name is not Name.AUTHOR:
            return self._counted(asked)
        spellings = self._whole_name(node.value.split())
        return self._counted(_any([asked, *(_all([Tag(tag(form)) for form in forms]) for forms in spellings)]))

    def _whole_name(self, words: Listed[str]) -> Iterator[tuple[str, ...]]:
        """The other spellings of a name that all these words are."""
        for start, end, expansion in self._names(words):
            if (start, end) == (0, len(words)):
                self.expansions.append(expansion)
                for forms in expansion.forms[:MAX_SPELLINGS]:
                    yield tuple(form for form in forms if _is_safe(form))

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


@dataclass(frozen=True, slots=True)
class _Scope:
    languages: tuple[str, ...]
    in_title: bool = False


# --- terms ------------------------------------------------------------------------------------------------


def forms_of(text: str) -> tuple[str, ...]:
    """The folded forms of a text's words, those that an index can have."""
    return tuple(form for form, _ in _words_of(text))


def _words_of(text: str) -> tuple[tuple[str, str], ...]:
    """Folded forms, each with the word as typed."""
    tokens = analysis.analyse(text, "")
    return tuple((token.form, text[token.start : token.end]) for token in tokens if _is_safe(token.form))


def _is_safe(term: str) -> bool:
    return 0 < len(term) <= MAX_FORM and all(sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in term)


def _is_safe_stem(stem: str) -> bool:
    language, _, rest = stem.partition(".")
    return language.isascii() and language.isalpha() and _is_safe(rest)


def _alternatives(form: str, word: str, scope: _Scope) -> Iterator[Expression]:
    yield Form(form, scope.in_title)
    for stem in analysis.stems_in_all(word, scope.languages):
        if _is_safe_stem(stem):
            yield Stem(stem, scope.in_title)


def _phrase(forms: tuple[str, ...], in_title: bool) -> Expression | None:
    if len(forms) < 2:
        return Form(forms[0], in_title) if forms else None
    return _any(Sequence((first, *forms[1:]), in_title) for first in _with_particles(forms[0]))


def _with_particles(form: str) -> tuple[str, ...]:
    """A word, and in Arabic the word with the particles that may be written onto it."""
    if not _is_arabic(form):
        return (form,)
    joined = (_onto(particle, form) for particle in _PARTICLES)
    return (form, *(word for word in joined if len(word) <= MAX_FORM))


def _onto(particle: str, form: str) -> str:
    if particle.endswith("ل") and form.startswith(_ARTICLE):
        return f"{particle}{form[1:]}"
    return f"{particle}{form}"


def _name(forms: tuple[str, ...], scope: _Scope) -> Expression | None:
    """A name: one word by its stems too, several as they follow each other."""
    safe = tuple(form for form in forms if _is_safe(form))
    if len(safe) == 1:
        return _any(_alternatives(safe[0], safe[0], scope))
    return _phrase(safe, scope.in_title)


def _is_arabic(form: str) -> bool:
    return "\u0620" <= form[0] <= "\u06ff"


def _is_ideograph(form: str) -> bool:
    return unicodedata.name(form[0], "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))


def _languages(node: And) -> tuple[str, ...]:
    """The languages that an And is limited to: their stems are enough."""
    for part in node.nodes:
        filters = part.nodes if isinstance(part, Or) else (part,)
        names = [each.value for each in filters if isinstance(each, Filter) and each.name is Name.LANGUAGE]
        codes = tuple(language_named(name) for name in names)
        if len(names) == len(filters) and all(codes):
            return codes
    return ()


# --- how terms combine ------------------------------------------------------------------------------------


def _all(parts: Iterable[Expression | None]) -> Expression | None:
    """All of these. What only excludes is left to the All, or to the whole, around it."""
    found = tuple(dict.fromkeys(one for part in parts if part is not None for one in _opened(part, All)))
    if len(found) < 2:
        return next(iter(found), None)
    if all(isinstance(part, Without) for part in found):
        return All((EVERYTHING, *found))
    return All(tuple(part for part in found if part != EVERYTHING or _only_excludes(found)))


def _any(parts: Iterable[Expression | None]) -> Expression | None:
    """Any of these."""
    standing = (_standing(part) for part in parts if part is not None)
    found = tuple(dict.fromkeys(one for part in standing for one in _opened(part, Any)))
    return Any(found) if len(found) > 1 else next(iter(found), None)


def _only_excludes(parts: tuple[Expression, ...]) -> bool:
    return all(isinstance(part, Without) or part == EVERYTHING for part in parts)


def _standing(part: Expression) -> Expression:
    """An expression that can stand alone or in an Any."""
    return All((EVERYTHING, part)) if isinstance(part, Without) else part


def _opened(part: Expression, kind: type[All] | type[Any]) -> Iterator[Expression]:
    if isinstance(part, kind) and part.parts:
        for one in part.parts:
            yield from _opened(one, kind)
    else:
        yield part


def has_words(query: Query) -> bool:
    """Whether a query asks for words: relevance says nothing of one that only filters."""
    return any(isinstance(node, Word | Prefix | Phrase) for node in walk(query.node))
