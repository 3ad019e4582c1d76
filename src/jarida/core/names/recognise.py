"""The people, organisations and places of a text, each with one identity in all languages and scripts.

In Latin letters a name is a sequence of words with capitals, or stands in the gazetteer; in Arabic ones it stands in
the gazetteer, or follows from a given name or a title (`latin`, `arabic`). German writes every noun with a capital:
there only what is known is taken. A surname alone is the person whose full name stands in the same article, if there
is but one. What a name is the name of is said only where something says it, else it is `Kind.UNSURE`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from jarida.core.names import signs
from jarida.core.names.arabic import ArabicReader
from jarida.core.names.identity import parts
from jarida.core.names.index import build, given_and_surname
from jarida.core.names.latin import LatinReader
from jarida.core.names.mention import Mention
from jarida.core.names.model import Found, Kind, KindedGroup, KnownName
from jarida.core.names.reading import Reading, read
from jarida.core.text.skeletons import is_arabic, skeletons, strangeness

LONGEST_TITLE: Final = 1_000  # characters
LONGEST_TEXT: Final = 20_000
MOST: Final = 60  # names of one article
CANDIDATES: Final = 40  # people of one given name and skeleton that are compared

Forms = tuple[str, ...]


class Recogniser:
    """Finds names by the gazetteer, an edition's `groups` (the most trusted), and names `known` in the archive.

    Making one takes a tenth of a second; it does not change, and may be used by several threads.
    """

    def __init__(self, groups: Iterable[KindedGroup] = (), known: Iterable[KnownName] = ()) -> None:
        self._index = build(groups, known)

    def recognise(self, title: str, text: str = "", language: str = "") -> tuple[Found, ...]:
        """The names of an article, those of its title first, then the most frequent. `language`: a primary subtag.

        Never fails; of long texts the beginning is read.
        """
        body = self._read(read(text[:LONGEST_TEXT]), language, {})
        local = _local(body)
        head = self._read(read(title[:LONGEST_TITLE]), language, local)
        head = [replace(mention, in_title=True) for mention in head]
        mentions = self._known_people([*head, *body])
        return _found(_surnames(mentions))[:MOST]

    def spellings(self, key: str, kind: Kind) -> tuple[str, ...]:
        """All names of what gazetteer or edition know by a key, the usual one first; () for what is unknown."""
        entry = self._index.entries.get(tuple(key.split()))
        return tuple(entry.spelt.values()) if entry and (entry.key, entry.kind) == (key, kind) else ()

    def _read(self, reading: Reading, language: str, local: dict[Forms, Mention]) -> list[Mention]:
        latin = LatinReader(reading, self._index, language, local)
        arabic = ArabicReader(reading, self._index, local)
        found: list[Mention] = []
        at, words = 0, reading.words
        while at < len(words):
            word = words[at]
            if word.arabic:
                end, mention = arabic.at(at)
            elif word.capital:
                end, mention = latin.at(at)
            else:
                end, mention = at + 1, None
            if mention:
                found.append(mention)
            at = max(end, at + 1)
        return [*found, *_surnames_in_arabic(reading, found, local)]

    def _known_people(self, mentions: Sequence[Mention]) -> list[Mention]:
        """With the keys of known people for names that only spell theirs otherwise."""
        keys = {mention.key: self._alike(mention) for mention in mentions if _is_unknown_person(mention)}
        return [_as_known(mention, keys.get(mention.key)) for mention in mentions]

    def _alike(self, mention: Mention) -> KnownName | None:
        """The one known person with the same given name whose surname is written like this one in another script."""
        pair = given_and_surname(mention.shown)
        if not pair or len(parts(mention.key)) != 2:
            return None
        given, surname = pair
        near = {
            one.key: one
            for key in skeletons(surname)
            for one in self._index.people.get((given, key), ())[:CANDIDATES]
            if any(_same(surname, other[1]) for other in map(given_and_surname, one.spellings) if other)
        }
        return next(iter(near.values())) if len(near) == 1 else None


def _same(one: str, other: str) -> bool:
    if is_arabic(one) == is_arabic(other):
        return one == other
    return strangeness(*((other, one) if is_arabic(one) else (one, other))) <= 1


def _is_unknown_person(mention: Mention) -> bool:
    return mention.kind is Kind.PERSON and not mention.known


def _as_known(mention: Mention, known: KnownName | None) -> Mention:
    same = known is not None and mention.kind is Kind.PERSON and not mention.known
    return replace(mention, key=known.key, known=True) if same and known else mention


def _local(mentions: Iterable[Mention]) -> dict[Forms, Mention]:
    """Names that the text has shown to be names, so that the title may be read by them."""
    return {
        one.forms: one for one in mentions if len(one.forms) > 1 or (one.kind is Kind.UNSURE and len(one.forms[0]) > 3)
    }


# --- surnames -----------------------------------------------------------------------------------------


def _surname(forms: Forms) -> str:
    return forms[-1].removeprefix("ال") if len(forms[-1]) > 4 else forms[-1]


def _people(mentions: Iterable[Mention]) -> dict[str, set[tuple[str, bool]]]:
    """The people of an article by their surnames."""
    people: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for one in mentions:
        if one.kind is Kind.PERSON and len(_bare(one.forms)) > 1 and one.forms[-1] not in signs.ROMAN | signs.REGNAL:
            people[_surname(one.forms)].add((one.key, one.known))
    return people


def _bare(forms: Forms) -> Forms:
    return tuple(form for form in forms if form not in signs.ARTICLES)


def _surnames(mentions: Sequence[Mention]) -> list[Mention]:
    """A surname alone is the one person of the article who bears it; of two, nobody is meant for sure."""
    people = _people(mentions)
    return [_of_person(one, people) for one in mentions]


def _of_person(mention: Mention, people: dict[str, set[tuple[str, bool]]]) -> Mention:
    alone = _bare(mention.forms)
    if mention.known or mention.kind not in (Kind.PERSON, Kind.UNSURE) or len(alone) != 1:
        return mention
    bearers = people.get(_surname(alone), set())
    if len(bearers) != 1:
        return mention
    key, known = next(iter(bearers))
    return replace(mention, kind=Kind.PERSON, key=key, known=known)


def _surnames_in_arabic(reading: Reading, found: Sequence[Mention], local: dict[Forms, Mention]) -> list[Mention]:
    """Where the surname of someone whom the article names in full stands alone, in Arabic."""
    named = [one for one in (*found, *local.values()) if one.kind is Kind.PERSON and is_arabic(one.forms[-1])]
    people = {surname: keys for surname, keys in _people(named).items() if len(surname) > 3 and len(keys) == 1}
    if not people:
        return []
    taken = {at for one in found for at in range(one.start, one.end)}
    alone = []
    for at, word in enumerate(reading.words):
        if at in taken or not word.arabic or word.form in signs.ARABIC_WORDS:
            continue
        bare = next((form for form in _spelt(word.form) if form in people), "")
        if bare:
            key, known = next(iter(people[bare]))
            alone.append(Mention(Kind.PERSON, key, at, at + 1, (bare,), word.letters, known))
    return alone


def _spelt(form: str) -> Iterable[str]:
    yield form
    for clitic in ("ال", "و", "ل", "ب", "وال", "لل", "بال", "ف"):
        if form.startswith(clitic) and len(form) - len(clitic) > 3:
            yield form[len(clitic) :]


# --- the whole ----------------------------------------------------------------------------------------


def _found(mentions: Iterable[Mention]) -> tuple[Found, ...]:
    """One of each name: how often, and how it is written best."""
    ordered = sorted(mentions, key=lambda one: (one.kind, one.key))
    grouped = (_one(list(group)) for _, group in groupby(ordered, key=lambda one: (one.kind, one.key)))
    return tuple(sorted(grouped, key=lambda one: (not one.in_title, -one.times, one.key)))


def _one(mentions: Sequence[Mention]) -> Found:
    full = max(len(one.forms) for one in mentions)
    ways = Counter(one.shown for one in mentions if len(one.forms) == full)
    shown = max(ways, key=lambda way: (not way.isupper() or len(way) < 7, ways[way], way))
    first = mentions[0]
    in_title = any(one.in_title for one in mentions)
    return Found(first.kind, first.key, shown, len(mentions), in_title, any(one.known for one in mentions))
