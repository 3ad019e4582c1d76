from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.model import DateOrigin, Extraction, FoundDate, Picture
from jarida.core.extraction.templates import Template
from jarida.core.extraction.templates.alarms import (
    ENOUGH_NEW,
    FIELDS,
    WHOLE_BODY,
    FillRates,
    fields_found,
    layout_changed,
    should_relearn,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WHOLE = Extraction(
    url="https://journal.example/1",
    title="La digue tient",
    authors=("Salma Idrissi",),
    published=FoundDate(NOW, DateOrigin.META, 0.9),
    paragraphs=("x" * WHOLE_BODY,),
    images=(Picture("https://journal.example/1.jpg"),),
    section="Régions",
    language="fr",
)


def rates(pages, **found):
    return FillRates(pages, dict.fromkeys(FIELDS, pages) | found)


def test_all_fields_of_a_whole_page_are_found():
    assert fields_found(WHOLE) == set(FIELDS)


def test_nothing_is_found_on_an_empty_page():
    assert fields_found(Extraction(url="")) == frozenset()


def test_a_few_words_are_no_body():
    assert "body" not in fields_found(Extraction(url="", paragraphs=("x" * (WHOLE_BODY - 1),)))


def test_rates_are_counted():
    counted = FillRates.of([WHOLE, Extraction(url="", title="La crue")])
    assert counted.pages == 2
    assert counted.rate("title") == 1.0
    assert counted.rate("authors") == 0.5
    assert FillRates().rate("title") == 0.0


@pytest.mark.parametrize(("misses", "pages", "alarm"), [(2, 2, False), (3, 3, True), (1, 10, False), (6, 10, True)])
def test_misses_that_chance_does_not_explain_raise_the_alarm(misses, pages, alarm):
    changed = layout_changed(rates(20), rates(pages, authors=pages - misses))
    assert changed == (("authors",) if alarm else ())


def test_a_field_that_was_never_reliable_raises_no_alarm():
    assert layout_changed(rates(20, authors=3), rates(8, authors=0)) == ()


def test_a_small_fall_is_no_change_of_layout_however_sure():
    assert layout_changed(rates(5000), rates(5000, authors=4400)) == ()


def test_no_page_says_nothing():
    assert layout_changed(rates(0), rates(5)) == layout_changed(rates(5), rates(0)) == ()


def test_fields_are_named_in_their_order():
    assert layout_changed(rates(30), rates(10, body=0, title=0)) == ("title", "body")


@given(st.integers(0, 900), st.integers(0, 900), st.data())
def test_more_found_than_before_is_never_an_alarm(before, now, data):
    found = data.draw(st.integers(0, before))
    better = min(now, -(-found * now // before)) if before else now
    assert "title" not in layout_changed(rates(before, title=found), rates(now, title=better))


def test_what_was_never_learned_is_learned_from_three_pages():
    assert not should_relearn(None, new_pages=2, now=NOW)
    assert should_relearn(None, new_pages=3, now=NOW)


def test_a_fitting_young_template_stays():
    template = Template(pages=5, learned_to=NOW - timedelta(days=2))
    assert not should_relearn(template, new_pages=9, fits=[0.9, 0.95, 0.3], now=NOW)


@pytest.mark.parametrize(
    "reason",
    [{"changed": True}, {"new_pages": ENOUGH_NEW}, {"fits": [0.1, 0.2, 0.9]}, {"now": NOW + timedelta(days=40)}],
)
def test_reasons_to_learn_again(reason):
    template = Template(pages=5, learned_to=NOW)
    assert should_relearn(template, **{"new_pages": 4, "now": NOW} | reason)
    assert not should_relearn(
        template, **{"new_pages": 2, "now": NOW} | {k: v for k, v in reason.items() if k != "new_pages"}
    )
