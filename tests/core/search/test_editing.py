"""Facets, chips and corrections change a query and leave the rest of it alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.search.editing import (
    conditions,
    filters,
    map_words,
    with_filter,
    with_period,
    with_sort,
    without,
    without_dates,
)
from jarida.core.search.model import Bound, Filter, Name, Query, Sort, Word
from jarida.core.search.parse import parse
from jarida.core.search.printing import print_query
from tests.core.search.strategies import filters as some_filter
from tests.core.search.strategies import queries

HESPRESS = Filter(Name.OUTLET, "hespress")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "outlet:hespress"),
        ("séisme", "séisme outlet:hespress"),
        ("séisme outlet:le360", "séisme outlet:hespress"),
        ("outlet:le360 OR outlet:medi1 séisme", "séisme outlet:hespress"),
        ("a OR b", "a OR b outlet:hespress"),
        ("(a outlet:x) OR b", "(a outlet:x) OR b outlet:hespress"),
        ("-outlet:le360", "-outlet:le360 outlet:hespress"),
        ("outlet:hespress", "outlet:hespress"),
        ("x after:2024 sort:date", "x outlet:hespress after:2024 sort:date"),
        ("vitamine O", 'vitamine "O" outlet:hespress'),
    ],
)
def test_a_facet_narrows(before: str, after: str) -> None:
    assert print_query(with_filter(parse(before), HESPRESS)) == after


def test_a_period_takes_the_place_of_one_of_its_kind() -> None:
    query = with_period(parse("x after:2020 on:2024"), Bound.ON, "2024-04")
    assert print_query(query) == "x after:2020 on:2024-04"
    assert with_period(query, Bound.ON, "never") == query
    assert print_query(without(query, Bound.AFTER)) == "x on:2024-04"
    assert print_query(without(query, query.dates[0])) == "x on:2024-04"
    assert print_query(without_dates(query)) == "x"


@pytest.mark.parametrize(
    ("what", "left"),
    [
        (Name.LANGUAGE, "x outlet:hespress"),
        (Name.OUTLET, "x lang:fr OR lang:ar"),
        (HESPRESS, "x lang:fr OR lang:ar"),
        (Word("x"), "outlet:hespress lang:fr OR lang:ar"),
        (Word("y"), "x outlet:hespress lang:fr OR lang:ar"),
        (Name.TOPIC, "x outlet:hespress lang:fr OR lang:ar"),
    ],
)
def test_a_condition_is_taken_out(what: Name | Filter | Word, left: str) -> None:
    assert print_query(without(parse("x outlet:hespress lang:fr,ar"), what)) == left


def test_what_a_query_is_limited_to() -> None:
    query = parse("x outlet:hespress lang:fr,ar -lang:es on:2024")
    assert filters(query, Name.LANGUAGE) == ("fr", "ar")
    assert filters(query, Name.OUTLET) == ("hespress",)
    assert filters(query, Name.TOPIC) == ()
    one, *others = conditions(query)
    assert print_query(without(query, one)) == "outlet:hespress lang:fr OR lang:ar -lang:es on:2024"
    assert len(others) == 4


def test_words_are_spelled_otherwise() -> None:
    query = parse('benkiran "benkiran" -title:benkiran* author:benkiran on:2024')
    spelled = map_words(query, lambda word: word.replace("benkiran", "benkirane"))
    assert print_query(spelled) == 'benkirane "benkiran" -title:benkirane* author:benkiran on:2024'
    assert print_query(map_words(parse("lesport x"), {"lesport": "le sport", "x": "x"}.__getitem__)) == '"le sport" x'


def test_order() -> None:
    assert print_query(with_sort(parse("x sort:date"), Sort.RELEVANCE)) == "x sort:relevance"
    assert print_query(with_sort(parse("x sort:date"), None)) == "x"


@given(queries, some_filter)
def test_changes_keep_queries_printable(query: Query, change: Filter) -> None:
    narrowed = with_filter(query, change)
    assert parse(print_query(narrowed)) == narrowed
    assert change.value in filters(narrowed, change.name)
    widened = without(narrowed, change.name)
    assert filters(widened, change.name) == ()
    assert parse(print_query(widened)) == widened


@given(queries, st.sampled_from(Bound))
def test_periods_keep_queries_printable(query: Query, bound: Bound) -> None:
    narrowed = with_period(query, bound, "2024-04")
    assert [each.text for each in narrowed.dates if each.bound is bound] == ["2024-04"]
    assert parse(print_query(narrowed)) == narrowed
