from datetime import UTC, datetime

import pytest

from jarida.core.extraction.dates import find_dates
from jarida.core.extraction.model import DateOrigin
from tests.core.extraction.pages import json_ld, page

META = '<meta property="article:published_time" content="2024-04-20T10:00:00+01:00">'
LD = json_ld('{"@type":"NewsArticle","headline":"La digue tient bon","datePublished":"2024-04-21T09:00:00Z"}')
TIME = '<h1>Titre de la page</h1><time datetime="2024-04-19T08:00:00Z">19 avril</time>'
SPOKEN = "<h1>Titre de la page</h1><p class='date'>Publié le 18 avril 2024 à 7h05</p>"
DATED_URL = "https://journal.example/2024/04/17/la-digue"
FEED = datetime(2024, 4, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "hints", "url", "origin", "day"),
    [
        (LD + META, TIME, {"published": FEED}, DATED_URL, DateOrigin.JSON_LD, 21),
        (META, TIME, {"published": FEED}, DATED_URL, DateOrigin.META, 20),
        ("", TIME, {"published": FEED}, DATED_URL, DateOrigin.TIME, 19),
        ("", SPOKEN, {"published": FEED}, DATED_URL, DateOrigin.FEED, 16),
        ("", SPOKEN, {}, DATED_URL, DateOrigin.URL, 17),
        ("", SPOKEN, {}, "https://journal.example/la-digue", DateOrigin.TEXT, 18),
    ],
)
def test_the_most_trusted_origin_wins(head, body, hints, url, origin, day):
    published, _ = find_dates(page(head, body, url=url, **hints))

    assert published is not None
    assert (published.origin, published.value.day) == (origin, day)


def test_confidence_falls_with_trust_and_without_a_time_of_day():
    def confidence(head, body="<h1>Titre</h1>"):
        return find_dates(page(head, body))[0].confidence

    day_only = json_ld('{"@type":"NewsArticle","headline":"x","datePublished":"2024-04-21"}')
    assert 1 > confidence(LD) > confidence(META) > confidence("", TIME) > confidence("", SPOKEN) > 0
    assert confidence(day_only) < confidence(LD)


def test_nothing_is_published_where_nothing_says_so():
    body = "<h1>Titre</h1><p>Un texte sans date.</p><footer>© 2019 Journal. Publié depuis le 3 mars 1999</footer>"
    assert find_dates(page("", body, url="https://journal.example/2019/titre")) == (None, None)


@pytest.mark.parametrize(
    "value", ["2038-01-19T03:14:07Z", "2026-01-01T00:11:00Z", "1970-01-01T00:00:00Z", "0001-01-01", "soon"]
)
def test_impossible_dates_fall_to_the_next_origin(value):
    head = json_ld(f'{{"@type":"NewsArticle","headline":"x","datePublished":"{value}"}}') + META
    published, _ = find_dates(page(head))
    assert published.origin is DateOrigin.META


def test_a_clock_may_be_ten_minutes_ahead():
    head = '<meta property="article:published_time" content="2026-01-01T00:09:00Z">'
    assert find_dates(page(head))[0].value == datetime(2026, 1, 1, 0, 9, tzinfo=UTC)


def test_dates_without_a_zone_are_in_the_outlets():
    head = '<meta property="article:published_time" content="2024-07-01 09:00:00">'
    published, _ = find_dates(page(head, time_zone="Europe/Madrid"))
    assert published.value.isoformat() == "2024-07-01T09:00:00+02:00"


def test_the_offset_that_the_page_gives_stays():
    published, _ = find_dates(page(META, time_zone="Europe/Madrid"))
    assert published.value.isoformat() == "2024-04-20T10:00:00+01:00"


def test_a_day_takes_the_time_of_day_from_a_lesser_source_of_the_same_day():
    head = json_ld('{"@type":"NewsArticle","headline":"x","datePublished":"2024-04-20"}') + META
    published, _ = find_dates(page(head))
    assert (published.value.hour, published.origin) == (10, DateOrigin.JSON_LD)


def test_modified_is_kept_apart_and_never_before_published():
    head = META + '<meta property="article:modified_time" content="2024-04-20T12:00:00+01:00">'
    published, modified = find_dates(page(head))
    assert modified.value > published.value
    earlier = META + '<meta property="article:modified_time" content="2023-04-20T12:00:00+01:00">'
    assert find_dates(page(earlier))[1] is None


def test_a_text_that_says_updated_is_not_the_publication():
    body = "<h1>Titre</h1><p class='date'>Mis à jour le 18 avril 2024 à 7h05</p>"
    published, modified = find_dates(page("", body))
    assert published is None
    assert (modified.value.day, modified.origin) == (18, DateOrigin.TEXT)


def test_dates_of_teasers_and_comments_are_not_the_articles():
    body = (
        "<h1>Titre</h1><div class='comments-list'><time datetime='2024-05-01'>1er mai</time></div>"
        "<aside><time datetime='2024-05-02'>2 mai</time></aside>"
    )
    assert find_dates(page("", body)) == (None, None)


def test_month_comes_first_only_in_the_united_states():
    body = "<h1>Titre</h1><p class='date'>04/05/2024</p>"
    assert find_dates(page("", body, lang="en-US"))[0].value.month == 4
    assert find_dates(page("", body, lang="en-GB"))[0].value.month == 5


def test_the_editions_selector_wins():
    body = "<h1>Titre</h1><b id='quand'>3 mars 2024</b>"
    assert find_dates(page(META, body, selectors={"published": "#quand"}))[0].value.month == 3
