"""Which names stand in a query, and how else they are written: by the gazetteer first, by skeletons next.

A name of the gazetteer is found by its exact folded words, the longest first. Any other word that may be a
name is looked up by its skeleton among the archive's words of the other script, and taken only where the
spellings fit (`core.text.skeletons.strangeness`). What is written small in the archive's titles and texts is
no name in Latin letters: it is widened neither to nor from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jarida.core.names.gazetteer import Forms, Gazetteer
from jarida.core.names.vocabulary import KnownWord, Vocabulary
from jarida.core.search.expansions import Expansion
from jarida.core.text.analysis import forms
from jarida.core.text.skeletons import is_arabic, skeleton, skeletons, strangeness

MOST = 4  # other spellings of one name
MOST_WORDS = 200  # of a query; a name that stands later is not widened
MOST_LOOKUPS = 8  # skeletons of one query
CANDIDATES = 60  # words of one skeleton that are compared
MARGIN = 0.3  # how much stranger than the best fit another may be
SHORTEST = 3  # letters of what may be a name
# A name stands about as often in one script as in the other; what is so much more frequent is another word. By
# the number of its consonants, since short words resemble each other by chance; and if only one of them is known.
UNEVEN: Final = {2: 20, 3: 100}
UNKNOWN = 400  # articles in which a name of two consonants stands at most that the archive has in one script only
SHORT_FIT = 0.6  # how strange a spelling of two consonants may be

# Words that make one name with the next: Ben Kirane, Bou Inania, El Othmani, Aït Taleb.
_ARTICLES: Final = frozenset("el al l as es ed ad er ar et at ez az ech ach esh ash en an".split())
_PARTICLES: Final = _ARTICLES | frozenset("ben bin ibn bou abou abu abd abdel abdul oum umm".split())
_ELISIONS: Final = frozenset("d l s n j m t c qu".split())
_CLITICS: Final = ("وال", "فال", "بال", "كال")

Span = tuple[int, int]  # of forms
Named = tuple[Forms, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a query as forms, and of which typed word each is."""

    typed: tuple[str, ...]
    forms: Forms
    word_of: tuple[int, ...]

    def begins(self, at: int) -> bool:
        """Whether a name may begin here: at a word, or behind its elision (d'Agadir)."""
        before = at - 1
        return at == 0 or self.word_of[before] != self.word_of[at] or self.forms[before] in _ELISIONS

    def ends(self, end: int) -> bool:
        """Whether a name may end before this form."""
        return end == len(self.forms) or self.word_of[end - 1] != self.word_of[end]

    def text(self, start: int, end: int) -> str:
        """What was typed there."""
        return " ".join(self.typed[self.word_of[start] : self.word_of[end - 1] + 1])


_ENDINGS: Final = ("s", "es", "e", "x", "n", "en")  # of plurals and feminines in languages of Latin letters


class NameExpander:
    """An `Expander` over a gazetteer and an archive's words."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        self._gazetteer = gazetteer
        self._vocabulary = vocabulary

    def expand(self, words: tuple[str, ...]) -> tuple[tuple[int, int, Expansion], ...]:
        """Names in words as typed, as (start, end, expansion), in order and none overlapping."""
        asked = _asked(words[:MOST_WORDS])
        known = self._vocabulary.known(set(asked.forms).union(*map(_inflected, asked.forms)))
        named = [one for one in self._named(asked, known) if not self._is_word(asked, one[:2], known)]
        found = [
            (start, end, expansion) for start, end, group in named if (expansion := self._of(asked, start, end, group))
        ]
        taken = {at for start, end, _ in named for at in range(start, end)}
        found += self._by_skeleton(asked, taken, known)
        return tuple(
            (asked.word_of[start], asked.word_of[end - 1] + 1, one) for start, end, one in sorted(found, key=_start)
        )

    # --- by the gazetteer ---

    def _named(self, asked: _Asked, known: Mapping[str, KnownWord]) -> list[tuple[int, int, tuple[str, ...]]]:
        found, at = [], 0
        while at < len(asked.forms):
            end, group = self._longest(asked, at) if asked.begins(at) else (at, ())
            if group:
                found.append((at, end, group))
            at = max(end, at + 1)
        return found

    def _longest(self, asked: _Asked, at: int) -> tuple[int, tuple[str, ...]]:
        for end in range(min(at + self._gazetteer.longest, len(asked.forms)), at, -1):
            if asked.ends(end):
                for name in _without_clitic(asked.forms[at:end]):
                    if group := self._gazetteer.group(name):
                        return end, group
        return at, ()

    @staticmethod
    def _is_word(asked: _Asked, span: Span, known: Mapping[str, KnownWord]) -> bool:
        """Whether a name of one word was typed as a word of every day: `nice`, `sale` where the archive has those."""
        start, end = span
        word = known.get(asked.forms[start])
        return end - start == 1 and word is not None and word.is_common and asked.text(start, end) == word.word

    def _of(self, asked: _Asked, start: int, end: int, group: tuple[str, ...]) -> Expansion | None:
        own = asked.forms[start:end]
        others = [(form, name) for name in group if not _holds(form := forms(name), own)]
        known = self._vocabulary.known({word for form, _ in others for word in form})
        sensible = [other for other in others if not _is_common(other[0], known)]
        ranked = sorted(sensible, key=lambda other: -_documents(other[0], known))
        present = [other for other in ranked if _documents(other[0], known)]
        arabic = is_arabic("".join(own))
        return _expansion(asked.text(start, end), _chosen(present, _across(ranked, arabic=arabic), arabic=arabic))

    # --- by skeletons ---

    def _by_skeleton(
        self, asked: _Asked, taken: set[int], known: Mapping[str, KnownWord]
    ) -> list[tuple[int, int, Expansion]]:
        found, lookups, at = [], 0, 0
        while at < len(asked.forms) and lookups < MOST_LOOKUPS:
            end = at + 1
            for start, stop, spelt in _spellings(asked, at, taken):
                if not _may_be_name(spelt, known):
                    continue
                lookups += 1
                own = known.get("".join(forms(spelt)))
                if own is None and _is_inflected("".join(forms(spelt)), known):
                    continue
                if expansion := self._alike(asked.text(start, stop), spelt, own.documents if own else 0):
                    found.append((start, stop, expansion))
                    end = stop
                    break
            at = end
        return found

    def _alike(self, text: str, spelt: str, documents: int) -> Expansion | None:
        """`documents`: in how many articles the word stands as it was asked for."""
        arabic = is_arabic(spelt)
        words = self._vocabulary.with_skeletons(skeletons(spelt), arabic=not arabic, limit=CANDIDATES)
        even = [word for word in words if not word.is_common and _is_even(word, documents)]
        fits = [(_fit(spelt, word, arabic=arabic), word) for word in even]
        best = min((fit for fit, _ in fits), default=2.0)
        near = [word for fit, word in fits if fit <= min(1.0, best + MARGIN)]
        chosen = sorted(_without_clitics(near), key=lambda word: -word.documents)[:MOST]
        return _expansion(text, [((word.word,), word.shown or word.word) for word in chosen])


def _inflected(form: str) -> set[str]:
    """A word's plural and feminine, or its singular."""
    return {form + ending for ending in _ENDINGS} | {form.removesuffix("s")}


def _is_inflected(form: str, known: Mapping[str, KnownWord]) -> bool:
    """Whether the archive has a word that it does not know as a plural or singular of every day (barrage, -s)."""
    return any(word in known and known[word].is_common for word in _inflected(form))


def _asked(words: Sequence[str]) -> _Asked:
    pairs = [(form, number) for number, word in enumerate(words) for form in forms(word[:200])][:MOST_WORDS]
    return _Asked(tuple(words), tuple(form for form, _ in pairs), tuple(number for _, number in pairs))


def _start(found: tuple[int, int, Expansion]) -> int:
    return found[0]


def _without_clitic(name: Forms) -> Iterable[Forms]:
    """The name, and what it is without و ف ب ك ل before its article: بالدار البيضاء."""
    yield name
    first = name[0]
    if first.startswith(_CLITICS):
        yield (first[1:], *name[1:])
    elif first.startswith("لل") and len(first) > 3:
        yield ("ال" + first[2:], *name[1:])


def _holds(form: Forms, part: Forms) -> bool:
    """Whether a name contains another in a row: whoever finds the part has found it."""
    return any(form[at : at + len(part)] == part for at in range(len(form) - len(part) + 1))


def _documents(form: Forms, known: Mapping[str, KnownWord]) -> int:
    """In how many articles a name can stand at most."""
    return min(known[word].documents if word in known else 0 for word in form)


def _is_common(form: Forms, known: Mapping[str, KnownWord]) -> bool:
    """Whether a name of one word is a word of every day in this archive: who looks for the ONU wants no `un`."""
    return len(form) == 1 and form[0] in known and known[form[0]].is_common


def _across(ranked: Sequence[Named], *, arabic: bool) -> list[Named]:
    """The names in another script than the one asked for."""
    return [other for other in ranked if is_arabic("".join(other[0])) != arabic]


def _chosen(present: Sequence[Named], across: Sequence[Named], *, arabic: bool) -> list[Named]:
    """Of the spellings that the archive has the most frequent, none of which contains another; and at any rate
    one of the other script, since not all words of texts are counted."""
    kept: list[Named] = []
    for form, name in present:
        if not any(_holds(form, other) for other, _ in kept):
            kept = [other for other in kept if not _holds(other[0], form)] + [(form, name)]
    if across and not _across(kept[:MOST], arabic=arabic):
        return [*kept[: MOST - 1], across[0]]
    return kept[:MOST]


def _expansion(asked: str, others: Sequence[Named]) -> Expansion | None:
    if not others:
        return None
    return Expansion(asked, tuple(name for _, name in others), tuple(form for form, _ in others))


def _spellings(asked: _Asked, at: int, taken: set[int]) -> Iterable[tuple[int, int, str]]:
    """What may be one name from here on: a particle with the next word, or the word alone."""
    if at in taken or not asked.begins(at) or not asked.ends(at + 1):
        return
    first, after = asked.forms[at], at + 1
    if first in _PARTICLES and after < len(asked.forms) and after not in taken and asked.ends(after + 1):
        following = asked.forms[after]
        yield at, after + 1, following if first in _ARTICLES else first + following
    if first not in _PARTICLES:
        yield at, after, _as_typed(asked, at)


def _as_typed(asked: _Asked, at: int) -> str:
    """The word with its accents, if it is nothing but that: ç is not c."""
    typed = asked.typed[asked.word_of[at]].casefold()
    return typed if forms(typed) == (asked.forms[at],) and typed.isalpha() else asked.forms[at]


def _may_be_name(word: str, known: Mapping[str, KnownWord]) -> bool:
    folded = known.get("".join(forms(word)))
    return len(word) >= SHORTEST and word.isalpha() and bool(skeletons(word)) and not (folded and folded.is_common)


def _is_even(word: KnownWord, documents: int) -> bool:
    """Whether a word is about as frequent as what was asked for, as the same name would be."""
    consonants = len(skeleton(word.shown or word.word))
    if not documents:
        return consonants > 2 or word.documents <= UNKNOWN
    less, more = sorted((documents, word.documents))
    return more <= less * UNEVEN.get(max(2, consonants), more) or more < 10


def _fit(spelt: str, word: KnownWord, *, arabic: bool) -> float:
    other = word.shown or word.word
    found = strangeness(other, spelt) if arabic else strangeness(spelt, other)
    return found / SHORT_FIT if len(skeleton(other)) <= 2 else found


def _without_clitics(words: Sequence[KnownWord]) -> list[KnownWord]:
    """Without those that are another one behind و ف ب ل ك: stems find them with it."""
    forms_found = {word.word for word in words}
    return [word for word in words if not (word.word[0] in "وفبلك" and word.word[1:] in forms_found)]
