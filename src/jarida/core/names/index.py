"""What is looked up while a text is read: names of gazetteer, edition and archive, and given names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jarida.core.names import gazetteer
from jarida.core.names.identity import Forenames, of_group
from jarida.core.names.model import Kind, KindedGroup, KnownName
from jarida.core.text.analysis import forms
from jarida.core.text.skeletons import skeletons

Forms = tuple[str, ...]

# The topics of an edition's aliases that are names of something. Others ("matters") are compared, and have no page.
_TOPICS: Final = {
    "places": Kind.PLACE, "regions": Kind.PLACE, "people": Kind.PERSON, "organisations": Kind.ORGANISATION,
    "institutions": Kind.ORGANISATION, "parties": Kind.ORGANISATION, "companies": Kind.ORGANISATION,
    "unions": Kind.ORGANISATION, "sport": Kind.ORGANISATION, "media": Kind.ORGANISATION,
}  # fmt: skip
# What stands among organisations and is an event.
_EVENTS: Final = frozenset(("coupe", "copa", "cup", "championnat", "liga", "botola", "mondial", "festival", "tournoi"))
_SHIPPED: Final = {
    "people": Kind.PERSON, "organisations": Kind.ORGANISATION, "cities": Kind.PLACE,
    "territories": Kind.PLACE, "places": Kind.PLACE,
}  # fmt: skip
_WEAK: Final = "places"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the index. `spelt` are its names by their forms. `weak`: one of the world's many cities."""

    kind: Kind
    key: str
    spelt: Mapping[Forms, str]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Names by their forms. `starts` says of a first form how many words its longest name has."""

    entries: Mapping[Forms, Entry]
    starts: Mapping[str, int]
    forenames: Forenames
    given_starts: frozenset[str]
    abroad: frozenset[Forms]  # given names behind which a surname is in no Arabic pattern
    people: Mapping[tuple[str, str], tuple[KnownName, ...]]  # by given name (usual form) and a skeleton of the surname


def kind_of_topic(topic: str, names: Sequence[str]) -> Kind:
    """What the names of an edition's group are, by the topic under which it has them."""
    first = forms(names[0])[:1] if names else ()
    return Kind.UNSURE if first and first[0] in _EVENTS else _TOPICS.get(topic, Kind.UNSURE)


@cache
def shipped() -> tuple[KindedGroup, ...]:
    """The groups that Jarida brings, without given names."""
    return tuple(
        KindedGroup(kind, group) for file, kind in _SHIPPED.items() for group in gazetteer.read_groups(file)
    )  # fmt: skip


@cache
def forenames() -> Forenames:
    """Given names by their forms, each with its usual form as one word."""
    found: dict[Forms, str] = {}
    for file in ("given", "forenames", "forenames_abroad"):
        for group in gazetteer.read_groups(file):
            usual = "".join(forms(group[0]))
            for name in group:
                found.setdefault(forms(name), usual)
    return found


@cache
def _given_starts() -> frozenset[str]:
    return frozenset(form[0] for form in forenames())


@cache
def _abroad() -> frozenset[Forms]:
    at_home = {
        forms(name) for file in ("given", "forenames") for group in gazetteer.read_groups(file) for name in group
    }
    abroad = {forms(name) for group in gazetteer.read_groups("forenames_abroad") for name in group}
    return frozenset(abroad - at_home)


@cache
def _weak() -> frozenset[Forms]:
    return frozenset(forms(group[0]) for group in gazetteer.read_groups(_WEAK))


def build(groups: Iterable[KindedGroup] = (), known: Iterable[KnownName] = ()) -> Index:
    """An index of an edition's groups, those of Jarida, and the names that the archive has."""
    groups = tuple(groups)
    listed = [*groups, *shipped()]
    kinds: dict[Forms, Kind] = {}
    for group in listed:
        for name in group.names:
            kinds.setdefault(forms(name), group.kind)
    made = gazetteer.make(group.names for group in listed)
    trusted = frozenset(forms(name) for group in groups for name in group.names)
    things = [_entry(names, kinds[forms(names[0])], trusted) for names in made.groups]
    entries = {form: things[number] for form, number in made.index.items()}
    by_key = {(thing.kind, thing.key) for thing in things}
    fresh = [name for name in known if (name.kind, name.key) not in by_key]
    _add(entries, fresh)
    return Index(entries, _starts(entries), forenames(), _given_starts(), _abroad(), _people(fresh, things))


def _entry(names: Sequence[str], kind: Kind, trusted: frozenset[Forms]) -> Entry:
    spelt = {forms(name): name for name in names}
    weak = trusted.isdisjoint(spelt) and not _weak().isdisjoint(spelt)
    return Entry(kind, of_group(names), spelt, weak)


def _add(entries: dict[Forms, Entry], known: Iterable[KnownName]) -> None:
    """What the archive has, where nothing is called so yet. One word says who it is only of an organisation."""
    for name in known:
        entry = Entry(name.kind, name.key, {forms(one): one for one in name.spellings})
        for form in entry.spelt:
            if len(form) > 1 or (form and name.kind is Kind.ORGANISATION and len(form[0]) > 2):
                entries.setdefault(form, entry)


def _starts(entries: Iterable[Forms]) -> dict[str, int]:
    longest: dict[str, int] = defaultdict(int)
    for form in entries:
        longest[form[0]] = max(longest[form[0]], len(form))
    return dict(longest)


def _people(known: Iterable[KnownName], things: Iterable[Entry]) -> dict[tuple[str, str], tuple[KnownName, ...]]:
    found: dict[tuple[str, str], dict[str, KnownName]] = defaultdict(dict)
    listed = [KnownName(one.kind, one.key, tuple(one.spelt.values())) for one in things]
    for name in (*known, *listed):
        if name.kind is Kind.PERSON:
            for given, surname in filter(None, map(given_and_surname, name.spellings)):
                for key in skeletons(surname):
                    found[given, key].setdefault(name.key, name)
    return {key: tuple(names.values()) for key, names in found.items()}


def given_and_surname(name: str) -> tuple[str, str] | None:
    """The usual form of the given name that a full name begins with, and its last word; None where there is none."""
    form = forms(name)
    for length in (3, 2, 1):
        given = forenames().get(form[:length])
        if given and len(form) > length:
            return given, form[-1]
    return None
