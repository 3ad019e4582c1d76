"""Stories, their articles with reasons, and names for programs."""

from datetime import timedelta

import pytest

from jarida.archive.models import ArticleTopic, Mention, Name, Story
from jarida.archive.store.moderation import withdraw
from jarida.archive.stories import listing
from tests.api.conftest import problem_of
from tests.stories_builder import ids_of, make_event, make_story
from tests.website.factories import NOON, make_article, make_outlet

pytestmark = pytest.mark.database


@pytest.fixture
def told(db) -> list[Story]:
    """Five stories, one a day, the newest first; and an article that no other outlet tells."""
    make_story([make_article(make_outlet(), published_at=NOON)])
    return [make_event(3, now=NOON - timedelta(days=day)) for day in range(5)]


class TestList:
    def test_those_told_last_first(self, told, ask):
        page = ask.json("/stories")
        assert [item["id"] for item in page["items"]] == [story.pk for story in told]
        assert not page["more"]
        first = page["items"][0]
        assert (first["articles"], first["outlets"], first["languages"]) == (3, 3, ["ar", "es", "fr"])
        assert [each["language"] for each in first["headlines"]] == ["ar", "es", "fr"]
        assert first["permanent_url"].endswith(f"/stories/{told[0].pk}")

    def test_pages_follow_each_other(self, told, ask):
        assert [item["id"] for item in ask.walk("/stories", limit=2)] == [story.pk for story in told]

    def test_pages_follow_each_other_where_what_is_asked_for_is_rare(self, told, ask, monkeypatch):
        monkeypatch.setattr(listing, "SCANNED", 2)
        rare = make_event(3, ("en",), now=NOON - timedelta(days=9))
        assert [item["id"] for item in ask.walk("/stories", language="en")] == [rare.pk]

    def test_filters(self, told, ask):
        article = told[2].members.first().article_id
        ArticleTopic.objects.create(article_id=article, topic="medtop:04000000", at=NOON)
        assert ask.items("/stories", language="en") == []
        assert len(ask.items("/stories", language="ar")) == 5
        assert len(ask.items("/stories", since=(NOON - timedelta(days=1)).isoformat())) == 2
        assert [item["id"] for item in ask.items("/stories", topic="medtop:04000000")] == [told[2].pk]
        assert len(ask.items("/stories", outlets=1)) == 6
        assert ask.items("/stories", outlets=4) == []

    @pytest.mark.parametrize("wrong", [{"outlets": 0}, {"topic": "x"}, {"since": "now"}, {"language": "french"}])
    def test_what_makes_no_sense(self, told, ask, wrong):
        ask.problem("/stories", 400, **wrong)

    def test_fields(self, told, ask):
        assert ask.items("/stories", fields="id,title", limit=1)[0].keys() == {"id", "title"}

    def test_few_queries_however_many(self, told, ask, django_assert_max_num_queries):
        with django_assert_max_num_queries(6):
            ask.json("/stories")


class TestStory:
    def test_its_articles_and_why(self, told, ask):
        story = told[0]
        member = story.members.order_by("-at").first()
        member.reasons = {"places": ["casablanca"], "cosine": 0.6, "hours": 2.0, "editor": False}
        member.probability = 0.9
        member.save()
        found = ask.json(f"/stories/{story.pk}")
        assert [each["article"] for each in found["members"]] == ids_of(story)
        first = found["members"][0]
        assert first["probability"] == 0.9
        assert first["reasons"] == {
            "names": [], "places": ["casablanca"], "numbers": [], "contradicting": [], "cosine": 0.6, "hours": 2.0,
            "copied": 0.0, "agency": "", "editor": False,
        }  # fmt: skip
        assert ask.json(f"/stories/{story.pk}", fields="id") == {"id": story.pk}

    def test_all_its_articles_in_pages(self, told, ask):
        story = told[0]
        assert [each["article"] for each in ask.walk(f"/stories/{story.pk}/members", limit=2)] == ids_of(story)

    def test_a_withdrawn_article_is_in_none(self, told, ask):
        gone = ids_of(told[0])[1]
        withdraw(gone, "asked for")
        assert gone not in [each["article"] for each in ask.json(f"/stories/{told[0].pk}")["members"]]

    @pytest.mark.parametrize("ending", ["", "/members"])
    def test_where_it_went(self, told, ask, ending):
        merged = make_story([], state="merged", merged_into=told[0])
        answer = ask.get(f"/stories/{merged.pk}{ending}")
        assert problem_of(answer, 301)["story"] == told[0].pk
        assert answer["Location"] == f"/api/v1/stories/{told[0].pk}{ending}"

    def test_none_and_none_any_more(self, told, ask):
        ask.problem("/stories/999999", 404)
        ask.problem(f"/stories/{make_story([], state='empty').pk}", 410)

    def test_a_conditional_request(self, told, ask):
        answer = ask.get(f"/stories/{told[0].pk}")
        again = ask.get(f"/stories/{told[0].pk}", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


class TestArticles:
    def test_the_story_of_an_article(self, told, ask):
        article = ids_of(told[0])[0]
        alone = make_article()
        assert ask.json(f"/articles/{article}")["story"] == told[0].pk
        found = {item["id"]: item["story"] for item in ask.items("/articles")}
        assert (found[article], found[alone.pk]) == (told[0].pk, None)

    def test_names_and_topics_of_an_article(self, told, ask):
        article = told[0].members.first().article
        name = Name.objects.create(kind="person", key="~fd", shown="Fouad", names={"ar": "فؤاد"}, articles=1)
        Mention.objects.create(name=name, article=article, at=NOON, times=2, in_title=True)
        ArticleTopic.objects.create(article=article, topic="own:water", confidence=0.5, at=NOON)
        found = ask.json(f"/articles/{article.pk}")
        assert found["names"] == [
            {"id": name.pk, "kind": "person", "name": "Fouad", "names": {"ar": "فؤاد"}, "times": 2, "in_title": True}
        ]
        assert found["topics"] == [{"code": "own:water", "confidence": 0.5}]
        assert ask.json(f"/names/{name.pk}") == {
            "id": name.pk, "kind": "person", "name": "Fouad", "names": {"ar": "فؤاد"}, "key": "~fd", "latitude": None,
            "longitude": None, "articles": 1,
        }  # fmt: skip
        ask.problem("/names/999999", 404)

    def test_a_story_is_searched_in(self, told, ask):
        from jarida.archive.search.following import follow

        follow(ids_of(told[0]))
        found = ask.items("/search", q=f"story:{told[0].pk}", fold="false")
        assert [item["article"]["id"] for item in found] == ids_of(told[0])
        assert {item["article"]["story"] for item in found} == {told[0].pk}
