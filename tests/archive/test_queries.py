"""Reads of the archive: order, paging, scopes, counts, plans, and nothing that may not be shown."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jarida.archive import queries
from jarida.archive.models import Article, ArticleImage, ArticleState, ImageState
from jarida.archive.queries import ArticleWhole, Cursor, Scope, Withdrawn
from jarida.core.extraction.model import Policy
from tests.website.factories import NOON, make_article, make_image, make_outlet, make_revision, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]


EVERYTHING = Scope()


def walk(scope: Scope = EVERYTHING, limit: int = 7) -> list[int]:
    """Every identifier of a list, page after page."""
    seen: list[int] = []
    cursor: Cursor | None = None
    while True:
        page = queries.latest(scope, limit=limit, before=cursor)
        seen += [line.id for line in page.articles]
        cursor = page.older
        if cursor is None:
            return seen


def expected(**conditions: Any) -> list[int]:
    live = Article.objects.filter(state=ArticleState.LIVE, **conditions).order_by("-sort_at", "-id")
    return list(live.values_list("id", flat=True))


def test_newest_first_and_withdrawn_left_out() -> None:
    outlet = make_outlet()
    articles = [make_article(outlet) for _ in range(5)]
    withdraw(articles[2])
    assert walk() == expected()
    assert articles[2].pk not in walk()


def test_paging_neither_skips_nor_doubles_where_moments_are_equal() -> None:
    outlet = make_outlet()
    for number in range(40):
        make_article(outlet, published_at=NOON - timedelta(minutes=number // 15))
    assert walk(limit=7) == expected()


def test_paging_is_steady_when_new_articles_come() -> None:
    outlet = make_outlet()
    for number in range(10):
        make_article(outlet, published_at=NOON - timedelta(hours=number))
    first = queries.latest(limit=5)
    make_article(outlet, published_at=NOON + timedelta(hours=1))
    second = queries.latest(limit=5, before=first.older)
    assert not {line.id for line in first.articles} & {line.id for line in second.articles}
    assert len(second.articles) == 5


def test_last_page_has_no_older() -> None:
    outlet = make_outlet()
    for _ in range(6):
        make_article(outlet)
    assert queries.latest(limit=6).older is None
    assert queries.latest(limit=5).older is not None


@pytest.mark.parametrize("field", ["outlet", "language", "day", "outlet and day"])
def test_scopes(field: str) -> None:
    one, other = make_outlet(), make_outlet()
    for number in range(24):
        make_article(
            one if number % 2 else other, language="ar" if number % 3 else "fr",
            published_at=NOON - timedelta(days=number // 8),
        )  # fmt: skip
    yesterday = NOON.date() - timedelta(days=1)
    scope, conditions = {
        "outlet": (Scope(outlet_id=one.pk), {"outlet": one}),
        "language": (Scope(language="ar"), {"language": "ar"}),
        "day": (Scope(day=yesterday), {"day": yesterday}),
        "outlet and day": (Scope(outlet_id=one.pk, day=yesterday), {"outlet": one, "day": yesterday}),
    }[field]
    assert walk(scope, limit=5) == expected(**conditions)
    assert walk(scope)


def test_list_is_one_query(django_assert_num_queries: Any) -> None:
    outlet = make_outlet()
    for number in range(12):
        make_article(outlet, image=make_image(number, size=(64, 40)))
    with django_assert_num_queries(1):
        queries.latest(limit=10)


def test_lists_never_read_bodies() -> None:
    make_article()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queries.latest()
    assert "paragraphs" not in captured[0]["sql"]
    assert "COUNT(" not in captured[0]["sql"].upper()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
@pytest.mark.parametrize(
    ("scope", "index"),
    [
        (Scope(), "article_latest"),
        (Scope(outlet_id=1), "article_outlet_latest"),
        (Scope(language="fr"), "article_language_latest"),
        (Scope(day=date(2026, 11, 23)), "article_day"),
    ],
)
@pytest.mark.parametrize("before", [None, Cursor(NOON, 10)])
def test_order_comes_from_an_index(scope: Scope, index: str, before: Cursor | None) -> None:
    with CaptureQueriesContext(connection) as captured:
        queries.latest(scope, before=before)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
        plan = " | ".join(str(row[-1]) for row in cursor.fetchall())
    assert f"INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN archive_article " not in plan


def test_what_the_publisher_keeps_back_does_not_leave_lists() -> None:
    closed = make_outlet(policy="headline")
    short = make_outlet(policy="excerpt")
    image = make_image(1, size=(64, 40))
    make_article(closed, summary="Secret", image=image)
    make_article(short, summary="Su mot " * 100, image=image)
    lines = {line.policy: line for line in queries.latest().articles}
    assert lines[Policy.HEADLINE].summary == ""
    assert lines[Policy.HEADLINE].picture is None
    assert len(lines[Policy.EXCERPT].summary.split()) <= 60
    assert lines[Policy.EXCERPT].picture is not None


def test_page_signals_lower_the_policy() -> None:
    article = make_article(make_outlet(policy="full"), limit="excerpt", summary="Court", paragraphs=["Secret"])
    found = queries.article(article.pk)
    assert isinstance(found, ArticleWhole)
    assert found.parts.policy is Policy.EXCERPT
    assert found.parts.paragraphs == ()


def test_article_has_its_newest_paragraphs() -> None:
    article = make_article(paragraphs=["Avant"])
    make_revision(article, 2, paragraphs=["Après"])
    found = queries.article(article.pk)
    assert isinstance(found, ArticleWhole)
    assert found.parts.paragraphs == ("Après",)
    assert found.revision_count == 2


def test_article_that_is_not_there() -> None:
    assert queries.article(987654) is None
    assert queries.article_line(987654) is None


def test_withdrawn_article_keeps_only_date_and_reason() -> None:
    article = make_article(title="Rien de ceci")
    withdraw(article, "Erreur")
    for found in (queries.article(article.pk), queries.article_line(article.pk)):
        assert isinstance(found, Withdrawn)
        assert (found.reason, found.withdrawn_at) == ("Erreur", NOON)
        assert "Rien de ceci" not in repr(found)


def test_pictures_lead_first_and_each_once() -> None:
    lead, other = make_image(1, size=(64, 40)), make_image(2, size=(64, 40))
    article = make_article(image=lead, caption="Première")
    ArticleImage.objects.filter(article=article).update(position=5)
    ArticleImage.objects.create(article=article, image=other, url="https://i.example/2", position=1)
    ArticleImage.objects.create(article=article, image=other, url="https://i.example/3", position=2)
    ArticleImage.objects.create(article=article, image=None, url="https://i.example/4", position=3)
    assert [picture.digest for picture in queries.pictures_of(article.pk, 10)] == [lead.digest, other.digest]
    assert queries.lead_caption(article.pk, lead.digest) == ("Première", "")
    assert queries.lead_caption(article.pk, "0" * 64) == ("", "")


@pytest.mark.parametrize(("state", "blocked"), [("blocked", True), ("shown", False), ("cleared", False)])
def test_blocked_wherever_it_is(state: ImageState, blocked: bool) -> None:
    image = make_image(1, size=(64, 40), state=state)
    outlets = [make_outlet(), make_outlet()]
    articles = [make_article(outlet, image=image) for outlet in outlets]
    assert [line.picture.blocked for line in queries.latest().articles if line.picture] == [blocked] * 2
    assert [queries.pictures_of(article.pk, 5)[0].blocked for article in articles] == [blocked] * 2


def test_versions_in_order_and_cut() -> None:
    article = make_article(make_outlet(policy="headline"), paragraphs=["Secret"])
    make_revision(article, 2, title="Autre titre", paragraphs=["Autre secret"])
    found = queries.versions(article.pk)
    assert [version.number for version in found] == [1, 2]
    assert "ecret" not in repr(found)


def test_site_facts() -> None:
    make_outlet(time_zone="Africa/Casablanca")
    make_outlet(time_zone="Africa/Casablanca", fictional=True)
    make_outlet(time_zone="Europe/Madrid")
    make_outlet(active=False)
    facts = queries.site_facts()
    assert (facts.outlets, facts.fictional, facts.time_zone) == (3, True, "Africa/Casablanca")


def test_site_facts_of_an_empty_edition() -> None:
    assert queries.site_facts() == queries.SiteFacts(0, fictional=False, time_zone="UTC")


def test_counts() -> None:
    one, other = make_outlet(), make_outlet()
    for days in (0, 0, 1, 400):
        make_article(one, published_at=NOON - timedelta(days=days))
    make_article(other, language="ar", published_at=NOON)
    today = NOON.date()
    assert queries.day_counts(today - timedelta(days=3), today) == {today - timedelta(days=1): 1, today: 3}
    assert queries.day_counts(today, today, Scope(outlet_id=one.pk)) == {today: 2}
    assert queries.years() == [2026, 2025]
    assert queries.years(Scope(outlet_id=other.pk)) == [2026]
    assert queries.language_counts(today) == {"fr": 2, "ar": 1}
    assert queries.outlet_counts(today - timedelta(days=5)) == {one.pk: 3, other.pk: 1}
    assert queries.outlet_counts(today - timedelta(days=5), today - timedelta(days=1)) == {one.pk: 1}


def test_neighbour_days_leap_over_holes() -> None:
    outlet = make_outlet()
    for days in (0, 5, 30):
        make_article(outlet, published_at=NOON - timedelta(days=days))
    middle = NOON.date() - timedelta(days=5)
    assert queries.neighbour_days(middle) == (NOON.date() - timedelta(days=30), NOON.date())
    assert queries.neighbour_days(NOON.date(), Scope(outlet_id=outlet.pk)) == (middle, None)


def test_removals_page_by_page() -> None:
    outlet = make_outlet()
    articles = [make_article(outlet) for _ in range(5)]
    for number, article in enumerate(articles):
        withdraw(article, f"Raison {number}", NOON - timedelta(hours=number // 2))
    first, older = queries.removals(limit=3)
    second, end = queries.removals(limit=3, before=older)
    assert end is None
    assert len({line.id for line in first + second}) == 5
    assert first[0].withdrawn_at >= first[-1].withdrawn_at >= second[0].withdrawn_at


def test_restored_article_is_not_in_the_log() -> None:
    article = make_article()
    withdraw(article)
    Article.objects.filter(pk=article.pk).update(state=ArticleState.LIVE)
    assert queries.removals() == ((), None)


def test_outlets() -> None:
    make_outlet("zeta", name="Zeta")
    make_outlet("alpha", name="Alpha", names={"ar": "ألفا"})
    make_outlet("gone", name="Beta", active=False)
    assert [outlet.name for outlet in queries.outlets()] == ["Alpha", "Zeta"]
    assert queries.outlet("gone") is not None
    assert queries.outlet("none") is None
    lines = queries.outlet_lines([outlet.pk for outlet in queries.outlets()])
    assert {line.name_in("ar") for line in lines.values()} == {"ألفا", "Zeta"}
