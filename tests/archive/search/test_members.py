"""`story:` on both engines: members are read for each search, and combine with words, NOT and OR."""

from datetime import timedelta

import pytest

from jarida.archive.models import Article, Story
from jarida.archive.search.contract import Count
from jarida.archive.search.engines import engine
from jarida.archive.search.members import keys_of
from jarida.archive.search.service import SearchRequest, search
from jarida.archive.store.moderation import withdraw
from jarida.core.search.expression import All, Any, Chosen, Form, Without
from jarida.core.search.model import ProblemCode, Sort
from tests.archive.search.asking import all_pages, asked, found, index, indexed
from tests.stories_builder import add_member, ids_of, make_event, make_story, settle
from tests.website.factories import NOON, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def titles(text: str, **more: object) -> list[str]:
    """The titles of what a search finds, folded ones not folded."""
    return [each.line.title for each in search(SearchRequest(text, fold=False, **more)).found]


class TestSearches:
    @pytest.fixture(autouse=True)
    def five(self) -> None:
        """Two stories of two articles, and one article in none."""
        names = ["eau un", "prix deux", "eau trois", "barrage quatre", "eau cinq"]
        self.articles = [
            indexed(title=name, published_at=NOON - timedelta(hours=place), section="Société" if place else "Monde")
            for place, name in enumerate(names)
        ]
        self.one = make_story(self.articles[:2])
        self.two = make_story(self.articles[2:4])

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("story:{one}", ["eau un", "prix deux"]),
            ("histoire:{one}", ["eau un", "prix deux"]),
            ("story:{one} eau", ["eau un"]),
            ("story:{one} -eau", ["prix deux"]),
            ("eau -story:{one}", ["eau trois", "eau cinq"]),
            ("-story:{one}", ["eau trois", "barrage quatre", "eau cinq"]),
            ("story:{one} OR barrage", ["eau un", "prix deux", "barrage quatre"]),
            ("story:{one} OR story:{two}", ["eau un", "prix deux", "eau trois", "barrage quatre"]),
            ("(story:{one} OR story:{two}) eau", ["eau un", "eau trois"]),
            ("story:{one} story:{two}", []),
            ("-story:{one} -story:{two}", ["eau cinq"]),
            ("eau (story:{one} OR cinq)", ["eau un", "eau cinq"]),
            ("(story:{one} eau) OR (story:{two} barrage)", ["eau un", "barrage quatre"]),
            ("story:{one} after:2027", []),
            ("story:{one} before:2027", ["eau un", "prix deux"]),
            ("story:{one} title:prix", ["prix deux"]),
            ('story:{one} "eau un"', ["eau un"]),
            ("story:{one} ea*", ["eau un"]),
        ],
    )
    def test_it_combines(self, text: str, expected: list[str]):
        text = text.format(one=self.one.pk, two=self.two.pk)
        page = search(SearchRequest(text, fold=False, facets=True, histogram=True))
        assert [each.line.title for each in page.found] == expected
        assert page.count == Count(len(expected), exact=True)
        assert page.facets is not None
        assert sum(page.facets.languages.values()) == len(expected)
        assert sum(bar.hits for bar in page.histogram.bars) == len(expected) if page.histogram else not expected
        assert not page.problems
        assert sorted(titles(text, sort=Sort.RELEVANCE)) == sorted(expected)

    def test_facets_are_of_what_is_found(self):
        facets = search(SearchRequest(f"story:{self.one.pk}", facets=True)).facets
        assert facets is not None
        assert dict(facets.topics) == {"monde": 1, "societe": 1}
        assert facets.exact

    def test_the_best_match_of_a_story_is_first(self):
        indexed_later = indexed(title="Autre", paragraphs=["eau"], published_at=NOON + timedelta(hours=1))
        add_member(self.one, indexed_later)
        assert titles(f"story:{self.one.pk} eau", sort=Sort.RELEVANCE) == ["eau un", "Autre"]
        assert titles(f"story:{self.one.pk} eau", sort=Sort.DATE) == ["Autre", "eau un"]

    def test_membership_changes_without_the_index(self):
        add_member(self.one, self.articles[4])
        assert titles(f"story:{self.one.pk} eau") == ["eau un", "eau cinq"]

    def test_a_story_that_went_into_another(self):
        Story.objects.filter(pk=self.two.pk).update(state="merged", merged_into=self.one)
        assert titles(f"story:{self.two.pk}") == ["eau un", "prix deux"]

    def test_a_withdrawn_article_is_not_found(self):
        withdraw(self.articles[0].pk, "asked for")
        assert titles(f"story:{self.one.pk}") == ["prix deux"]

    @pytest.mark.parametrize("text", ["story:999999", "story:lions"])
    def test_an_unknown_story_is_said_with_its_place(self, text: str):
        page = search(SearchRequest(f"eau {text}", fold=False))
        (problem,) = page.problems
        assert (problem.code, problem.start, problem.end) == (ProblemCode.UNKNOWN_STORY, 4, 4 + len(text))
        assert len(page.found) == 3
        assert not search(SearchRequest(text)).found

    def test_an_empty_story_is_none(self):
        empty = make_story([], state="empty")
        assert keys_of(empty.pk) is None


class TestPages:
    """Whatever is asked, pages neither lose nor double an article."""

    @pytest.fixture(autouse=True)
    def thirty(self) -> None:
        outlets = [make_outlet() for _ in range(3)]
        articles = [
            Article.objects.get(pk=indexed(
                outlet=outlets[place % 3], title=("eau " if place % 2 else "prix ") + str(place),
                published_at=NOON - timedelta(minutes=place),
            ).pk)
            for place in range(30)
        ]  # fmt: skip
        self.odd = [article.pk for article in articles if article.title.startswith("eau")]
        self.all = [article.pk for article in articles]
        story = make_story(articles[:9])
        self.keys = keys_of(story.pk) or frozenset()
        self.story = ids_of(story)

    @pytest.mark.parametrize("limit", [1, 2, 7, 50])
    @pytest.mark.parametrize("sort", list(Sort))
    def test_all_of_them(self, limit: int, sort: Sort):
        chosen, eau = Chosen(self.keys), Form("eau")
        wanted = {
            chosen: self.story,
            All((chosen, eau)): [each for each in self.story if each in self.odd],
            Any((chosen, eau)): [each for each in self.all if each in self.odd or each in self.story],
            All((eau, Without(chosen))): [each for each in self.odd if each not in self.story],
        }
        for expression, expected in wanted.items():
            pages = all_pages(expression, sort, limit)
            assert sorted(pages) == sorted(expected)
            assert pages == expected or sort is Sort.RELEVANCE
            assert engine().count(asked(expression)) == Count(len(expected), exact=True)

    def test_a_story_of_nothing(self):
        assert found(Chosen(frozenset())) == []
        assert found(All((Form("eau"), Without(Chosen(frozenset()))))) == self.odd


def test_more_are_estimated_than_counted(monkeypatch: pytest.MonkeyPatch):
    """Where there are very many hits the count is an estimate, with and without the articles of a story."""
    monkeypatch.setattr("jarida.archive.search.answering.COUNTED", 5)
    story = make_event(4, now=NOON)
    index(member.article for member in story.members.select_related("article"))
    for place in range(40):
        indexed(title="eau", published_at=NOON - timedelta(hours=place))
    text = f"eau OR story:{story.pk}"
    page = search(SearchRequest(text, histogram=True))
    assert not page.count.exact
    assert 20 <= page.count.number <= 80
    settle(story)
