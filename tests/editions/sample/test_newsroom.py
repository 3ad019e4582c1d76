"""What is published when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jarida.editions.sample.houses import HOUSES
from jarida.editions.sample.load import all_articles
from jarida.editions.sample.model import Article, Correction
from jarida.editions.sample.newsroom import Newsroom, fill
from jarida.editions.sample.slugs import slug
from jarida.editions.sample.words import in_words, month_name

EPOCH = datetime(2026, 11, 23, 8, 0, 30, 400, tzinfo=UTC)
PLAIN = Article("atlas-post", "en", 2.5, "A title", "News", ("One {weekday+1}.", "Two."))


def titles(article: Article, seconds: float) -> list[str]:
    room = Newsroom(EPOCH, [article])
    return [item.title for item in room.visible(article.outlet, EPOCH + timedelta(seconds=seconds))]


def test_an_article_of_yesterday_is_dated_from_the_epoch():
    (item,) = Newsroom(EPOCH, [PLAIN]).visible("atlas-post", EPOCH)
    assert item.published == datetime(2026, 11, 23, 5, 30, 30, tzinfo=UTC)
    assert not item.corrected
    assert item.paragraphs[0] == "One Tuesday."


def test_a_later_article_appears_at_its_second():
    later = replace(PLAIN, hours_ago=0, release_after_seconds=30)
    assert titles(later, 29) == []
    assert titles(later, 30) == ["A title"]


def test_what_is_not_released_later_is_there_even_before_the_epoch():
    assert titles(PLAIN, -3600) == ["A title"]


def test_a_correction_replaces_title_and_text_but_not_the_address():
    corrected = replace(PLAIN, correction=Correction(60, "A better title", ("One.", "Three.")))
    room = Newsroom(EPOCH, [corrected])
    (before,) = room.visible("atlas-post", EPOCH + timedelta(seconds=59))
    (after,) = room.visible("atlas-post", EPOCH + timedelta(seconds=61))
    assert (before.title, after.title) == ("A title", "A better title")
    assert after.paragraphs == ("One.", "Three.")
    assert after.path == before.path
    assert after.number == before.number
    assert after.corrected
    assert after.modified == EPOCH.replace(microsecond=0) + timedelta(seconds=60)
    assert (after.original_title, after.original_summary) == ("A title", "One Tuesday.")


def test_the_newest_come_first():
    older = replace(PLAIN, title="Older", hours_ago=9)
    room = Newsroom(EPOCH, [older, PLAIN])
    assert [item.title for item in room.visible("atlas-post", EPOCH)] == ["A title", "Older"]


def test_addresses_of_an_outlet_are_its_own_and_unique():
    room = Newsroom(EPOCH)
    end = EPOCH + timedelta(hours=1)
    for house in HOUSES.values():
        paths = [item.path for item in room.visible(house.slug, end)]
        assert len(set(paths)) == len(paths)
        assert all(path.startswith("/") and path.isascii() for path in paths)
    assert sum(len(room.visible(slug_, end)) for slug_ in HOUSES) == len(all_articles())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("{month}", "ar", "نونبر"),
        ("{month+2}", "fr", "janvier"),
        ("à partir de {month+9}", "fr", "à partir d’août"),
        ("le mois de {month+1}", "fr", "le mois de décembre"),
        ("{weekday}", "es", "lunes"),
        ("{weekday-1}", "ar", "الأحد"),
        ("{year+1}", "en", "2027"),
        ("nothing", "en", "nothing"),
        ("{else}", "en", "{else}"),
    ],
)
def test_words_that_depend_on_the_day(text: str, language: str, expected: str):
    assert fill(text, EPOCH, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Écho du Port : à 1 h 25", "l-echo-du-port-a-1-h-25"),
        ("Cœur d’été", "coeur-d-ete"),
        ("أمطار نونبر", "امطار-نونبر"),
        ("x" * 10 + " word" * 30, "-".join(["x" * 10, *["word"] * 12])),
        ("…", ""),
    ],
)
def test_slugs(text: str, expected: str):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "23 novembre 2026 à 08:05"),
        ("ar", "الاثنين 23 نونبر 2026 على الساعة 08:05"),
        ("es", "23 de noviembre de 2026, 08:05"),
        ("en", "23 November 2026, 08:05"),
    ],
)
def test_dates_in_words(language: str, expected: str):
    assert in_words(datetime(2026, 11, 23, 8, 5, tzinfo=UTC), language) == expected


def test_a_month_alone():
    assert month_name(EPOCH, "es") == "noviembre"
