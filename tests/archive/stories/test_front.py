"""Stories as the front page, the ticker and the lists read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jarida.archive.models import Article, ArticleState, ImageState, Story, StoryState
from jarida.archive.stories import front
from jarida.archive.stories.front import Asked, Newest, StoryLine
from tests.stories_builder import add_member, ids_of, make_event, make_story, settle, told_by
from tests.website.factories import make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 16, 37, 12, tzinfo=UTC)
FR = Asked("fr", NOW)


def leading(asked: Asked = FR, limit: int = 10, **named: Any) -> tuple[StoryLine, ...]:
    return front.leading(limit, asked, **named)


def only_one(asked: Asked = FR) -> StoryLine:
    (story,) = leading(asked)
    return story


# --- which stories ----------------------------------------------------------------------------------


def test_the_rank_leads() -> None:
    second, first = make_event(3, rank=1.0), make_event(2, rank=2.0)
    assert [story.id for story in leading()] == [first.pk, second.pk]
    assert [story.id for story in leading(limit=1)] == [first.pk]


def test_no_stories() -> None:
    make_article()
    assert leading() == ()
    assert front.recent(30, FR) == front.StoryPage((), None)


def test_what_one_outlet_tells_a_column_and_what_merged_never_lead() -> None:
    outlet = make_outlet()
    make_story([make_article(outlet), make_article(outlet)])
    make_event(4, column="weather")
    make_event(4, state=StoryState.MERGED)
    make_event(4, state=StoryState.EMPTY)
    told = make_event(2)
    assert [story.id for story in leading()] == [told.pk]
    assert [story.id for story in front.recent(30, FR).stories] == [told.pk]


def test_what_was_told_long_ago_does_not_lead() -> None:
    make_event(5, now=NOW - timedelta(days=9), rank=9.0)
    fresh = make_event(2, now=NOW)
    assert [story.id for story in leading(since=NOW - timedelta(days=2))] == [fresh.pk]


def test_looking_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "CANDIDATES", 3)
    for _ in range(3):
        make_story([make_article()], rank=9.0)
    make_event(4, rank=1.0)
    assert leading() == ()


# --- what is shown of one ---------------------------------------------------------------------------


def test_counts_are_of_the_whole_story() -> None:
    story = make_event(6, now=NOW)
    shown = only_one(Asked("fr", NOW, others=2))
    assert (shown.articles, shown.outlets, set(shown.languages)) == (6, 6, {"fr", "ar", "es", "en"})
    assert (shown.told_since, shown.told_until) == (story.told_since, story.told_until)
    assert len(shown.others) == 2


@pytest.mark.parametrize(("reader", "expected"), [("fr", "fr"), ("ar", "ar"), ("en", "es")])
def test_headline_is_in_the_readers_language_or_the_leads(reader: str, expected: str) -> None:
    story = make_event(3, ("fr", "ar", "es"))
    lead = story.headlines["es"]
    settle(story, lead_id=lead)
    shown = only_one(Asked(reader, NOW))
    assert shown.headline.language == expected
    assert shown.slug == shown.headline.slug == Article.objects.get(pk=story.headlines[expected]).slug
    assert shown.headline.id not in [line.id for line in shown.others]


def test_a_headline_older_than_the_members_looked_at_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "MEMBERS", 3)
    story = make_event(8, ("ar",))
    oldest = ids_of(story)[-1]
    settle(story, headlines={"ar": oldest}, lead_id=oldest)
    shown = only_one()
    assert shown.headline.id == oldest
    assert [line.id for line in shown.others] == ids_of(story)[:3]


def test_others_are_one_of_each_outlet_languages_in_turn() -> None:
    languages = ["ar", "fr", "fr", "fr", "ar", "es"]
    articles = [
        make_article(told_by(n), language=language, title=f"T{n}", published_at=NOW - timedelta(minutes=n))
        for n, language in enumerate(languages)
    ]
    again = make_article(told_by(1), language="fr", title="Encore", published_at=NOW - timedelta(hours=3))
    make_story([*articles, again], headlines={"fr": articles[3].pk})
    shown = only_one()
    assert shown.headline.title == "T3"
    assert [line.title for line in shown.others] == ["T0", "T1", "T5", "T4", "T2"]
    assert shown.articles == 7


def test_a_dispatch_word_for_word_stands_once() -> None:
    articles = [
        make_article(told_by(n), title="Séisme à AGADIR" if n % 2 else "Séisme à Agadir", published_at=NOW)
        for n in range(4)
    ]
    make_story(articles)
    shown = only_one()
    assert (shown.others, shown.outlets) == ((), 4)


def test_what_was_withdrawn_is_nowhere() -> None:
    story = make_event(3, ("fr", "ar"))
    Article.objects.filter(pk=story.headlines["fr"]).update(state=ArticleState.WITHDRAWN)
    shown = only_one()
    assert shown.headline.language == "ar" or shown.headline.id != story.headlines["fr"]
    assert story.headlines["fr"] not in [shown.headline.id, *(line.id for line in shown.others)]
    Article.objects.update(state=ArticleState.WITHDRAWN)
    assert leading() == ()


def test_policy_of_an_outlet_is_kept() -> None:
    picture = make_image(1, size=(64, 40))
    closed = make_outlet(policy="headline")
    story = make_story([make_article(closed, image=picture, summary="Caché"), make_article(make_outlet())])
    settle(story, headlines={}, lead_id=ids_of(story)[0])
    shown = only_one()
    assert shown.pictured is None
    assert "Caché" not in [line.summary for line in (shown.headline, *shown.others)]


# --- languages --------------------------------------------------------------------------------------


def test_only_one_language() -> None:
    both, _spanish = make_event(4, ("fr", "ar"), rank=2.0), make_event(3, ("es",), rank=3.0)
    shown = only_one(Asked("fr", NOW, only="ar"))
    assert shown.id == both.pk
    assert {line.language for line in (shown.headline, *shown.others)} == {"ar"}
    assert (shown.articles, len(shown.languages)) == (4, 2)
    assert leading(Asked("fr", NOW, only="zgh")) == ()


def test_unknown_language_is_not_counted() -> None:
    make_event(3, ("fr", ""))
    assert only_one().languages == ("fr",)


# --- pictures ---------------------------------------------------------------------------------------


def test_the_largest_picture_that_may_be_shown() -> None:
    small, large = make_image(1, size=(64, 40)), make_image(2, size=(128, 80))
    blocked = make_image(3, size=(256, 160), state=ImageState.BLOCKED)
    lost = make_image(4, size=(300, 200), widths=[])
    story = make_event(4, images=[small, blocked, large, lost])
    shown = only_one()
    assert shown.pictured is not None
    assert shown.pictured.id == ids_of(story)[2]
    assert shown.pictured.picture is not None
    assert shown.pictured.picture.digest == large.digest


def test_no_picture_twice() -> None:
    large, small = make_image(1, size=(128, 80)), make_image(2, size=(64, 40))
    first = make_event(2, images=[large], rank=3.0)
    second = make_event(2, images=[large, small], rank=2.0)
    third = make_event(2, images=[large], rank=1.0)
    pictures = {story.id: story.pictured and story.pictured.picture.digest for story in leading()}
    assert pictures == {first.pk: large.digest, second.pk: small.digest, third.pk: None}


# --- growth -----------------------------------------------------------------------------------------


def test_growth_counts_what_was_published_since_a_moment_that_is_told() -> None:
    story = make_event(4, now=NOW - timedelta(minutes=5), every=40)
    ahead = make_article(published_at=NOW + timedelta(hours=3), language="fr")
    add_member(story, ahead)
    settle(story)
    shown = only_one()
    assert shown.growth_since == datetime(2026, 11, 25, 15, 35, tzinfo=UTC)
    assert shown.growth == 2
    Article.objects.filter(pk=ids_of(story)[1]).update(state=ArticleState.WITHDRAWN)
    assert only_one().growth == 1


# --- lists ------------------------------------------------------------------------------------------


def test_a_list_has_every_story_once_newest_first() -> None:
    for number in range(7):
        make_event(2, now=NOW - timedelta(hours=number // 2), every=0)
    seen, before = [], None
    while True:
        page = front.recent(3, FR, before=before)
        seen += [(story.told_until, story.id) for story in page.stories]
        if (before := page.older) is None:
            break
    assert len(set(seen)) == len(seen) == 7
    assert seen == sorted(seen, reverse=True)


def test_a_list_of_rare_stories_goes_on_where_looking_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "CANDIDATES", 2)
    monkeypatch.setattr(front, "RARE", 2)
    old = make_event(2, ("zgh",), now=NOW - timedelta(days=1))
    for number in range(9):
        make_story([make_article(published_at=NOW - timedelta(minutes=number))])
    asked, before, found, pages = Asked("fr", NOW, only="zgh"), None, [], 0
    while True:
        page = front.recent(3, asked, before=before)
        found += [story.id for story in page.stories]
        pages += 1
        if (before := page.older) is None:
            break
    assert found == [old.pk]
    assert pages == 3


def test_few_queries_however_many_stories(django_assert_num_queries: Any) -> None:
    make_event(2)
    with django_assert_num_queries(3):
        assert len(leading()) == 1
    for number in range(12):
        make_event(5, rank=float(number))
    with django_assert_num_queries(3):
        assert len(leading()) == 10
    with django_assert_num_queries(1):
        assert leading(Asked("fr", NOW, only="zgh")) == ()


def test_no_query_walks_the_archive(django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_event(3)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        front.recent(30, FR)
        leading()
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}".replace("%", "%%"))
            steps = [row[3] for row in cursor.fetchall()]
            scans = [step for step in steps if step.startswith("SCAN") and "subquery" not in step.lower()]
            assert [step for step in scans if "archive_" in step and "story_" not in step] == [], query["sql"]


# --- articles and their stories ---------------------------------------------------------------------


def test_newest_says_which_story_several_outlets_tell() -> None:
    story = make_event(2, ("fr", "ar"), now=NOW)
    weather = make_event(2, now=NOW, column="weather")
    alone = make_article(published_at=NOW - timedelta(days=1))
    make_story([alone])
    outside = make_article(published_at=NOW - timedelta(days=2))
    make_article(published_at=NOW, state=ArticleState.WITHDRAWN)
    found = front.newest(20)
    told = {each.id: (each.story, each.outlets) for each in found}
    assert {told[each] for each in ids_of(story)} == {(story.pk, 2)}
    assert {told[each] for each in [*ids_of(weather), alone.pk, outside.pk]} == {(0, 1)}
    assert [each.id for each in found][-1] == outside.pk
    assert len(found) == 6
    assert {each.language for each in front.newest(20, "ar")} == {"ar"}
    assert len(front.newest(3)) == 3


def test_of_one_story_only_one_stays() -> None:
    def at(number: int, language: str, story: int) -> Newest:
        return Newest(number, language, story, 3 if story else 1)

    articles = [at(1, "ar", 7), at(2, "fr", 0), at(3, "fr", 7), at(4, "fr", 7), at(5, "ar", 8), at(6, "es", 8)]
    assert [each.id for each in front.told_once(articles, "fr")] == [2, 3, 5]
    assert [each.id for each in front.told_once(articles, "ar")] == [1, 2, 5]
    assert [each.id for each in front.told_once(articles, "en")] == [1, 2, 5]
    assert front.told_once([], "fr") == ()


def test_slugs_are_those_of_the_headline_in_a_language(django_assert_num_queries: Any) -> None:
    story, other = make_event(2, ("fr", "ar")), make_event(2, ("es",))
    nobody = Story.objects.create()
    asked = [story.pk, other.pk, nobody.pk]
    with django_assert_num_queries(1):
        found = front.slugs(asked, "ar")
    assert found[story.pk] == Article.objects.get(pk=story.headlines["ar"]).slug
    assert found[other.pk] == Article.objects.get(pk=other.lead_id).slug
    assert found[nobody.pk] == ""
    assert front.slugs([], "fr") == {}


@pytest.mark.parametrize(
    ("now", "since"),
    [("16:37:12.5", "15:35"), ("16:35:00", "15:35"), ("00:04:59", "23:00"), ("16:00:00", "15:00")],
)
def test_growth_is_counted_from_a_moment_on_the_clock(now: str, since: str) -> None:
    moment = datetime.fromisoformat(f"2026-11-25T{now}+00:00")
    assert front.growth_since(moment).strftime("%H:%M:%S.%f") == f"{since}:00.000000"
