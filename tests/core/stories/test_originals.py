"""Which text is the original: the earliest, whatever the order in which they are looked at."""

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from jarida.core.stories.copies import shared, words
from jarida.core.stories.originals import Source, Text, comes_before, in_order, is_copy, sort_out, source

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def body(seed, length=200):
    return tuple(f"mot{number}" for number in random.Random(seed).choices(range(3000), k=length))


def text(number, of_it, *, hours=None, outlet=None, **fields):
    came_at = NOON + timedelta(hours=number if hours is None else hours)
    return Text(number, outlet or number, came_at, tuple(of_it), **fields)


DISPATCH = body(1)


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (DISPATCH, True),
        (DISPATCH[:40], True),
        (DISPATCH[100:] + DISPATCH[:100], True),
        (DISPATCH[:110] + body(2, 90), True),  # more than half
        (DISPATCH[:80] + body(2, 120), False),  # two fifths of both
        (DISPATCH + body(2, 700), True),  # all of the original, under much of its own
        (DISPATCH[:150] + body(2, 400), True),
        (DISPATCH[:60] + body(2, 400), False),  # a quotation
        (DISPATCH + body(2, 900), False),
        (DISPATCH[:15] + body(2, 5), False),  # too few words to say
        (body(2), False),
        ((), False),
    ],
)
def test_what_is_a_copy(one, verdict):
    assert is_copy(shared(one, DISPATCH)) is verdict


@pytest.mark.parametrize(
    ("one", "verdict"), [(DISPATCH, True), (DISPATCH[:190], True), (DISPATCH[:150], False), (DISPATCH + body(2), False)]
)
def test_what_is_a_copy_within_an_outlet(one, verdict):
    assert is_copy(shared(one, DISPATCH), same_outlet=True) is verdict


REPORT = (
    "La Bourse de Casablanca a clôturé en {} sa séance de jeudi, son indice principal gagnant {} pour cent à {} points."
    " Le volume des échanges s'est établi à {} millions de dirhams, et la capitalisation à {} milliards de dirhams."
    " Les plus fortes hausses ont été de {} pour cent pour les mines et de {} pour cent pour les banques."
)


def report(*values):
    return words([REPORT.format(*values)])


def test_another_days_report_in_the_same_words_is_no_copy():
    today, yesterday = report("hausse", 4, 13450, 212, 780, 5, 2), report("baisse", 1, 13401, 305, 776, 3, 6)
    found = shared(today, yesterday)
    assert found.share_of_one > 0.6
    assert found.renumbered >= 4
    assert not is_copy(found)
    assert is_copy(shared(today, today))


def test_a_dispatch_that_was_brought_up_to_date_is_a_copy():
    morning = [*DISPATCH[:50], "12", *DISPATCH[50:120], "30", *DISPATCH[120:]]
    evening = [*DISPATCH[:50], "17", *DISPATCH[50:120], "41", *DISPATCH[120:]]
    assert shared(evening, morning).renumbered == 2
    assert is_copy(shared(evening, morning))


def test_numbers_of_a_local_addition_are_no_other_numbers():
    local = [word for number in range(20, 60) for word in (f"mot{number}", str(number))]
    assert shared((*local, *DISPATCH, *local), DISPATCH).renumbered == 0
    assert is_copy(shared((*local, *DISPATCH, *local), DISPATCH))


def test_the_original_with_the_most_of_it():
    early, late = text(1, DISPATCH[:120]), text(2, DISPATCH)
    assert source(text(3, DISPATCH), [early, late]) == Source(2, 1.0)
    assert source(text(3, DISPATCH), [early]) == Source(1, 0.6)
    assert source(text(3, body(2)), [early, late]) is None
    assert source(text(3, DISPATCH), []) is None
    assert source(early, [early]) is None


def test_of_equals_the_first():
    assert source(text(3, DISPATCH), [text(1, DISPATCH), text(2, DISPATCH)]) == Source(1, 1.0)


def test_texts_weeks_apart_are_not_compared():
    assert source(text(2, DISPATCH, hours=24 * 14 + 2), [text(1, DISPATCH)]) is None


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_the_order_of_looking_makes_no_difference(order):
    texts = [text(1, DISPATCH), text(2, DISPATCH[:90]), text(3, DISPATCH + body(3, 50)), text(4, body(4))]
    found = sort_out([texts[place] for place in order])
    assert found == {1: None, 2: Source(1, 1.0), 3: Source(1, pytest.approx(0.8)), 4: None}


def test_no_original_has_an_original():
    chain = [text(number, DISPATCH[40 * number : 40 * number + 120]) for number in range(3)]
    found = sort_out(chain)
    originals = {one.original for one in found.values() if one}
    assert all(found[original] is None for original in originals)
    assert found[2] is None  # has too little of the first, and the second is a copy itself


def test_of_one_moment_the_lower_identifier_is_first():
    assert [one.id for one in in_order([text(2, (), hours=1), text(1, (), hours=1)])] == [1, 2]


def test_an_agencys_text_goes_before_those_that_credit_it():
    own = text(2, DISPATCH, hours=3, house="map")
    crediting, other = text(1, DISPATCH, hours=1, credited="map"), text(3, DISPATCH, hours=2)
    assert [one.id for one in in_order([crediting, own, other])] == [2, 1, 3]
    assert [one.id for one in in_order([own, other])] == [3, 2]
    assert comes_before(own, crediting)
    assert not comes_before(own, other)
    late = text(4, DISPATCH, hours=14, house="map")
    assert comes_before(crediting, late)
    elsewhere = text(5, DISPATCH, hours=3, house="afp")
    assert comes_before(crediting, elsewhere)
