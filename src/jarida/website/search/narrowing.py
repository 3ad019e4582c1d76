"""Facets as links, and what a search is narrowed to as links out of it: every choice rewrites the query itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.search import service
from jarida.archive.search.contract import Facets
from jarida.core.search.editing import conditions, with_filter, with_period, without, without_dates
from jarida.core.search.model import Bound, Dated, Filter, Name, Node, Not, Or, Phrase, Prefix, Query, Word, walk
from jarida.core.search.printing import print_query
from jarida.core.search.trees import all_of, any_of, parts
from jarida.website import formats

Key = TypeVar("Key")
SHOWN = 8
MOST = 30
MOST_TOPICS = 12  # each label is looked up


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to a search that differs by one thing. `count` is empty where there is none to tell."""

    label: str
    address: str
    count: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one facet, the most frequent first; `more` are those after the first few."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFacets:
    """All facets that offer a choice, and how they were counted where that was not over all results."""

    groups: tuple[Group, ...]
    note: str = ""


def written(query: Query, ui: str) -> str:
    """A query with the keywords of the interface's language."""
    return print_query(query, ui)


def with_span(query: Query, span: str) -> Query:
    """The search within a day, month or year, in place of the dates that it had."""
    return with_period(without_dates(query), Bound.ON, span)


def limits(query: Query) -> list[Node | Dated]:
    """What the whole search is narrowed by: filters and dates, not words."""
    return [part for part in conditions(query) if isinstance(part, Dated) or all(map(_is_filter, walk(part)))]


def _is_filter(node: Node) -> bool:
    return isinstance(node, Filter | Or | Not)


def any_word(query: Query) -> Query | None:
    """The search for any of what it asks all of; None where that is one thing."""
    wanted = [part for part in parts(query.node) if isinstance(part, Word | Prefix | Phrase)]
    if len(wanted) < 2:
        return None
    others = [part for part in parts(query.node) if part not in wanted]
    return replace(query, node=all_of([any_of(wanted), *others]), problems=(), places=())


def shown_facets(facets: Facets, query: Query, ui: str, address: Callable[[Query], str]) -> ShownFacets | None:
    """The facets of an answer, as links; `address` makes the page of a query."""
    link = _Links(query, ui, address)
    found = {
        _("Published by"): list(_outlets(facets, link)),
        _("Languages"): list(_languages(facets, link)),
        _("Years"): list(_years(facets, link)),
        _("Topics"): list(_topics(facets, link)),
    }
    groups = [Group(name, tuple(each[:SHOWN]), tuple(each[SHOWN:])) for name, each in found.items() if each]
    return ShownFacets(tuple(groups), _note(facets, ui)) if groups else None


@dataclass(frozen=True, slots=True)
class _Links:
    query: Query
    ui: str
    address: Callable[[Query], str]

    def to(self, narrowed: Query, label: str, number: int, language: str = "") -> Choice:
        return Choice(label, self.address(narrowed), formats.number(number, self.ui), language)

    def filtered(self, name: Name, value: str, label: str, number: int, language: str = "") -> Choice:
        return self.to(with_filter(self.query, Filter(name, value)), label, number, language)


def _outlets(facets: Facets, link: _Links) -> Iterator[Choice]:
    counts = _most(facets.outlets)
    lines = queries.outlet_lines(counts)
    for outlet_id, number in counts.items():
        if line := lines.get(outlet_id):
            yield link.filtered(Name.OUTLET, line.slug, line.name_in(link.ui), number)


def _languages(facets: Facets, link: _Links) -> Iterator[Choice]:
    for code, number in _most(facets.languages).items():
        if code:
            yield link.filtered(Name.LANGUAGE, code, formats.own_name(code), number, code)


def _years(facets: Facets, link: _Links) -> Iterator[Choice]:
    for year, number in sorted(facets.years.items(), reverse=True)[:MOST]:
        yield link.to(with_span(link.query, f"{year:04}"), str(year), number)


def _topics(facets: Facets, link: _Links) -> Iterator[Choice]:
    counts = {topic: number for topic, number in _most(facets.topics, MOST_TOPICS).items() if topic}
    labels = service.topic_labels(counts)
    for topic, number in counts.items():
        label = labels.get(topic) or topic
        yield link.filtered(Name.TOPIC, label, label, number)


def _most(counts: Mapping[Key, int], most: int = MOST) -> dict[Key, int]:
    return dict(sorted(counts.items(), key=lambda pair: -pair[1])[:most])


def _note(facets: Facets, ui: str) -> str:
    if facets.exact:
        return ""
    return _("Counted over the newest %(number)s results.") % {"number": formats.number(facets.counted, ui)}


def chosen(query: Query, ui: str, address: Callable[[Query], str]) -> list[Choice]:
    """What a search is narrowed to, each as a link to the search without it."""
    return [Choice(_label(part, ui), address(without(query, part))) for part in limits(query)]


def _label(part: Node | Dated, ui: str) -> str:
    return written(Query(dates=(part,)) if isinstance(part, Dated) else Query(part), ui)


def ways_out(query: Query, narrowed: list[Choice], ui: str, address: Callable[[Query], str]) -> Iterator[Choice]:
    """Searches that find more, for one that found nothing: without each of its limits, with any of its words."""
    for each in narrowed:
        yield Choice(_("Without %(limit)s") % {"limit": each.label}, each.address)
    if wider := any_word(query):
        yield Choice(_("Any of the words instead of all of them"), address(wider))
