"""Topics in the archive: kept once, read by topic, told by whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jarida.archive import data_files, editorial
from jarida.archive.editorial import Editorial
from jarida.archive.models import Article, ArticleTopic
from jarida.archive.queries import Cursor
from jarida.archive.stories import topics
from jarida.archive.stories.front import Asked
from jarida.core.stories.topics import BY_CODE, CODES, Topic
from jarida.editions.model import TopicSpec
from tests.stories_builder import make_event, make_story
from tests.website.factories import NOON, make_article, make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SPORT, HEALTH = CODES["sport"], CODES["health"]
WATER = TopicSpec("water", "Eau", {"en": "Water"}, ("eau",))


@pytest.fixture(autouse=True)
def _own_topics():
    editorial.save(Editorial(topics=(WATER,)))
    yield
    editorial.save(Editorial())


def about(article: Article, *codes: str, confidence: float = 0.9) -> Article:
    topics.enter(article.pk, [Topic(code, confidence) for code in codes])
    return article


class TestEntering:
    def test_kept_with_the_articles_moment(self) -> None:
        article = about(make_article(), SPORT, "own:water")
        rows = ArticleTopic.objects.order_by("topic").values_list("topic", "confidence", "at")
        assert list(rows) == [(SPORT, 0.9, article.sort_at), ("own:water", 0.9, article.sort_at)]

    def test_again_writes_nothing(self) -> None:
        article = about(make_article(), SPORT)
        keys = list(ArticleTopic.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            topics.enter(article.pk, [Topic(SPORT, 0.9)], article.sort_at)
        assert list(ArticleTopic.objects.values_list("pk", flat=True)) == keys
        assert not [one for one in queries.captured_queries if one["sql"].startswith(("INSERT", "UPDATE"))]

    def test_what_is_found_anew_stands_for_what_was(self) -> None:
        article = about(make_article(), SPORT)
        about(article, HEALTH, confidence=0.6)
        assert list(ArticleTopic.objects.values_list("topic", "confidence")) == [(HEALTH, 0.6)]
        about(article, HEALTH, confidence=0.7)
        assert ArticleTopic.objects.get().confidence == 0.7
        about(article)
        assert not ArticleTopic.objects.exists()

    def test_a_moment_that_became_another(self) -> None:
        article = about(make_article(), SPORT)
        topics.enter(article.pk, [Topic(SPORT, 0.9)], NOON)
        assert ArticleTopic.objects.get().at == NOON

    def test_nothing_of_what_was_withdrawn_or_is_not_there(self) -> None:
        article = about(make_article(), SPORT)
        withdraw(article)
        about(article, SPORT)
        topics.enter(999_999, [Topic(SPORT, 0.9)])
        assert not ArticleTopic.objects.exists()


class TestHeadings:
    def test_the_editions_own_come_first(self) -> None:
        assert list(topics.headings())[:2] == ["water", "culture"]
        assert topics.headings()["water"].name_in("en") == "Water"
        assert topics.headings()["water"].name_in("ar") == "Water"

    def test_a_topic_that_left_the_edition_is_none_any_more(self) -> None:
        article = about(make_article(), "own:water", SPORT)
        assert [one.heading.slug for one in topics.of_article(article.pk)] == ["sport", "water"]
        editorial.save(Editorial())
        assert [one.heading.slug for one in topics.of_article(article.pk)] == ["sport"]
        assert "water" not in topics.headings()

    def test_a_spoilt_file_leaves_the_others(self) -> None:
        data_files.replace(editorial._path(), b"{")
        assert len(topics.headings()) == 17

    def test_a_keyword_has_no_confidence_that_was_counted(self) -> None:
        article = about(make_article(), "own:water", SPORT)
        assert {one.heading.slug: one.keyed for one in topics.of_article(article.pk)} == {"water": True, "sport": False}


class TestReading:
    def test_pages_by_keyset(self) -> None:
        articles = [about(make_article(), SPORT) for _ in range(5)]
        about(make_article(), HEALTH)
        first = topics.articles(BY_CODE[SPORT], limit=2)
        assert [line.id for line in first.articles] == [articles[0].pk, articles[1].pk]
        second = topics.articles(BY_CODE[SPORT], limit=2, before=first.older)
        third = topics.articles(BY_CODE[SPORT], limit=2, before=second.older)
        assert [line.id for line in (*second.articles, *third.articles)] == [one.pk for one in articles[2:]]
        assert third.older is None

    def test_articles_of_one_moment_are_all_shown_once(self) -> None:
        made = [about(make_article(published_at=NOON), SPORT) for _ in range(5)]
        seen, place = [], None
        for _ in range(5):
            page = topics.articles(BY_CODE[SPORT], limit=2, before=place)
            seen += [line.id for line in page.articles]
            place = page.older
            if place is None:
                break
        assert seen == sorted((one.pk for one in made), reverse=True)

    def test_what_was_withdrawn_is_not_shown(self) -> None:
        gone = about(make_article(), SPORT)
        withdraw(gone)  # as if its row were still there
        assert topics.articles(BY_CODE[SPORT]).articles == ()

    def test_counts_are_of_the_last_days(self) -> None:
        about(make_article(published_at=NOON - timedelta(days=1)), SPORT)
        about(make_article(published_at=NOON - timedelta(days=8)), SPORT)
        about(make_article(published_at=NOON + timedelta(days=1)), SPORT)
        found = topics.counts(NOON)
        assert found["sport"] == 1
        assert found["health"] == found["water"] == 0

    def test_counts_cost_one_step_a_topic(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            topics.counts(NOON)
        assert len(queries) == 18

    def test_outlets_by_how_much_they_write(self) -> None:
        much, little = make_outlet("much"), make_outlet("little")
        for outlet in (much, much, little):
            about(make_article(outlet), SPORT)
        assert [(line.slug, number) for line, number in topics.outlets(BY_CODE[SPORT])] == [("much", 2), ("little", 1)]

    def test_a_place_before_all(self) -> None:
        about(make_article(), SPORT)
        assert topics.articles(BY_CODE[SPORT], before=Cursor(NOON - timedelta(days=9999), 1)).articles == ()


class TestStories:
    def test_those_whose_articles_are_about_it_by_rank(self) -> None:
        asked = Asked("fr", NOON)
        small, large = make_event(2, now=NOON), make_event(4, now=NOON)
        for story in (small, large):
            for member in story.members.all():
                about(member.article, SPORT)
        assert [story.id for story in topics.stories(BY_CODE[SPORT], asked)] == [large.pk, small.pk]

    def test_one_article_does_not_make_a_story_be_about_it(self) -> None:
        story = make_event(4, now=NOON)
        about(story.members.first().article, SPORT)
        assert topics.stories(BY_CODE[SPORT], Asked("fr", NOON)) == ()

    def test_a_story_that_leads_is_found_though_its_articles_are_not_among_the_newest(self, monkeypatch) -> None:
        monkeypatch.setattr(topics, "LOOKED_AT", 1)
        story = make_event(3, now=NOON)
        for member in story.members.all():
            about(member.article, SPORT)
        for _ in range(3):
            about(make_article(published_at=NOON + timedelta(minutes=5)), SPORT)
        assert [each.id for each in topics.stories(BY_CODE[SPORT], Asked("fr", NOON))] == [story.pk]

    def test_one_that_does_not_lead_is_found_by_its_newest_article(self, monkeypatch) -> None:
        monkeypatch.setattr(topics, "RANKED", 1)
        small = make_event(2, now=NOON)
        make_event(5, now=NOON)
        for member in small.members.all():
            about(member.article, SPORT)
        assert [each.id for each in topics.stories(BY_CODE[SPORT], Asked("fr", NOON))] == [small.pk]

    def test_a_page_of_stories_costs_few_questions(self) -> None:
        for _ in range(6):
            for member in make_event(4, now=NOON).members.all():
                about(member.article, SPORT)
        with CaptureQueriesContext(connection) as queries:
            assert len(topics.stories(BY_CODE[SPORT], Asked("fr", NOON))) == 6
        assert len(queries) <= 9

    def test_what_one_outlet_tells_or_is_old_is_no_story_here(self) -> None:
        make_story([about(make_article(published_at=NOON), SPORT)])
        for member in make_event(3, now=NOON - timedelta(days=9)).members.all():
            about(member.article, SPORT)
        assert topics.stories(BY_CODE[SPORT], Asked("fr", NOON)) == ()
