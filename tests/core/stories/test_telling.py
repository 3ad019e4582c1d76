"""A story as a whole."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.telling import Telling, Told, headline, telling

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TITLE = "A title of five words"


def told(article, language="fr", hours=1.0, outlet=None, title=TITLE, reprint=False):
    return Told(article, outlet or article, language, NOW - timedelta(hours=hours), title, reprint)


def test_nothing_is_nothing():
    assert telling([]) == Telling()


def test_who_told_since_when():
    whole = telling([told(1, hours=3), told(2, hours=1, outlet=1), told(3, hours=5)])
    assert (whole.articles, whole.outlets) == (3, 2)
    assert (whole.since, whole.until) == (NOW - timedelta(hours=5), NOW - timedelta(hours=1))


def test_the_first_headline_of_each_language_stands_for_it():
    whole = telling([told(1, hours=2), told(2, hours=3), told(3, "ar", hours=1)])
    assert whole.headlines == {"fr": 2, "ar": 3}
    assert whole.lead == 2


def test_languages_come_by_outlets_and_not_by_volume():
    arabic = [told(number, "ar", outlet=9) for number in range(10, 20)]
    assert telling([*arabic, told(1), told(2)]).languages == ("fr", "ar")


def test_of_equals_the_language_that_told_first():
    assert telling([told(1, "ar", 2), told(2, "es", 3)]).languages == ("es", "ar")


def test_a_flash_says_less_than_a_sentence():
    flash, sentence = told(1, hours=3, title="Flash"), told(2, hours=1)
    assert headline([flash, sentence]) == sentence
    assert headline([flash]) == flash


def test_a_copy_s_headline_stands_behind_its_own():
    assert headline([told(1, hours=3, reprint=True), told(2)]).article == 2


def test_articles_of_no_known_language():
    whole = telling([told(1, ""), told(2, "", 4)])
    assert (whole.lead, whole.headlines, whole.languages) == (2, {}, ())


@given(st.permutations([told(1), told(2, "ar", 2), told(3, "es", 2), told(4, hours=9, title="Flash")]))
def test_the_order_makes_no_difference(members):
    assert telling(members) == telling([told(1), told(2, "ar", 2), told(3, "es", 2), told(4, hours=9, title="Flash")])
