"""The facade over parse, build, engine and what is shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jarida.archive.models import Article, ArticleState
from jarida.archive.search import service
from jarida.archive.search.contract import Place
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from jarida.archive.search.filling import fill
from jarida.archive.search.service import BadPlace, SearchPage, SearchRequest
from jarida.core.search.model import ProblemCode, Sort
from tests.archive.search.asking import indexed
from tests.website.factories import NOON, make_outlet, make_press

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LONG = "Un long texte de plus de huit mots qui parle de la pluie et du beau temps sur la plaine du Saïss."


def ask(text: str, **asked: object) -> SearchPage:
    return service.search(SearchRequest(text, **asked))  # type: ignore[arg-type]


def titles(page: SearchPage) -> list[str]:
    return [one.line.title for one in page.found]


@pytest.mark.parametrize(
    "text",
    ["barrages", "السدود", '"moitié de"', "outlet:sawt-al-atlas", "", "lang:fr -barrages", "barr*", "after:2024"],
)
def test_what_is_asked_is_found(text: str):
    make_press(40, pictures=0)
    engine().write(documents(Article.objects.values_list("pk", flat=True)))
    page = ask(text, facets=True, histogram=True)
    assert page.found
    assert page.count.number == sum(1 + len(one.folded) for one in page.found)
    assert page.facets is not None
    assert page.facets.counted == page.count.number
    assert page.histogram is not None
    assert sum(bar.hits for bar in page.histogram.bars) == page.count.number


def test_what_is_not_wanted_is_not_computed():
    indexed(title="eau", paragraphs=["eau"])
    page = ask("eau", snippets=False)
    assert (page.facets, page.histogram, page.found[0].snippet.text) == (None, None, "")


def test_an_empty_archive():
    page = ask("eau", facets=True, histogram=True)
    assert (page.found, page.next, page.count.number, page.histogram) == ((), None, 0, None)


class TestShown:
    def test_the_hit_is_marked_in_title_and_text_also_by_its_stem(self):
        indexed(title="Les élections", paragraphs=["Rien.", "Une élection anticipée."], language="fr")
        one = ask("élections").found[0]
        assert [one.line.title[mark.start : mark.end] for mark in one.title_marks] == ["élections"]
        assert [one.snippet.text[mark.start : mark.end] for mark in one.snippet.marks] == ["élection"]

    def test_of_an_excerpt_no_more_than_the_excerpt_is_shown(self):
        text = ["mot " * 80, "secret barrage"]
        indexed(outlet=make_outlet(policy="excerpt"), title="Titre", summary="", paragraphs=text, limit="full")
        assert "secret" not in ask("barrage").found[0].snippet.text

    def test_of_a_headline_nothing_is_shown_and_its_text_is_not_found(self):
        indexed(outlet=make_outlet(policy="headline"), title="Titre", paragraphs=["barrage"], summary="barrage")
        assert ask("barrage").found == ()
        assert ask("titre").found[0].snippet.text == ""

    def test_what_was_withdrawn_this_moment_is_left_out(self):
        article = indexed(title="eau")
        Article.objects.filter(pk=article.pk).update(state=ArticleState.WITHDRAWN)
        assert ask("eau").found == ()


class TestFolding:
    def test_copies_are_under_the_newest(self):
        for day in range(3):
            indexed(title="Pluie sur le Saïss", paragraphs=[LONG], published_at=NOON - timedelta(days=day))
        indexed(title="Autre pluie", paragraphs=["Rien de cela."])
        page = ask("pluie")
        assert sorted(len(one.folded) for one in page.found) == [0, 2]
        assert page.count.number == 4
        assert len(ask("pluie", fold=False).found) == 4

    def test_pages_lose_none(self):
        ids = {
            indexed(
                title=f"Pluie {day % 4}", paragraphs=[LONG * (1 + day % 4)], published_at=NOON - timedelta(days=day)
            ).pk
            for day in range(20)
        }
        seen: list[int] = []
        after: Place | None = None
        for _ in range(30):
            page = ask("pluie", limit=2, after=after)
            seen += [line.id for one in page.found for line in (one.line, *one.folded)]
            if page.next is None:
                break
            after = service.read_place(service.write_place(page.next))
        assert sorted(seen) == sorted(ids)


class TestOrder:
    def test_newest_first_unless_asked(self):
        indexed(title="Autre", paragraphs=["x " * 300, "barrage"], published_at=NOON)
        indexed(title="Barrage", published_at=NOON - timedelta(days=1))
        assert titles(ask("barrage")) == ["Autre", "Barrage"]
        assert titles(ask("barrage sort:relevance")) == ["Barrage", "Autre"]
        assert titles(ask("barrage", sort=Sort.RELEVANCE)) == ["Barrage", "Autre"]
        assert ask("barrage sort:relevance", sort=Sort.DATE).sort is Sort.DATE

    def test_filters_alone_have_no_relevance(self):
        indexed(title="x", language="fr")
        assert ask("lang:fr sort:relevance").sort is Sort.DATE


class TestQueries:
    def test_an_outlet_by_its_name_in_another_language(self):
        indexed(outlet=make_outlet("as-sabah", name="الصباح", names={"fr": "As-Sabah"}), title="x")
        indexed(outlet=make_outlet("autre"), title="x")
        for text in ("outlet:as-sabah", 'outlet:"As Sabah"', "outlet:الصباح"):
            assert len(ask(text).found) == 1, text

    def test_a_new_outlet_is_known_at_once(self):
        assert ask("outlet:demain").problems[0].code is ProblemCode.UNKNOWN_OUTLET
        indexed(outlet=make_outlet("demain"), title="x")
        assert len(ask("outlet:demain").found) == 1

    def test_a_wrong_query_says_so_and_searches_the_words(self):
        indexed(title="eau")
        page = ask('"eau after:2024-13-45')
        assert {problem.code for problem in page.problems} >= {ProblemCode.OPEN_QUOTE}
        assert len(ask("eau after:2024-13-45").found) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "a" * 100_000,
            "eau " * 10_000,
            '"' * 999,
            "(" * 999,
            "\u202eeau\0\ud800",
            "-",
            "*",
            "eau*" * 500,
            ":::",
            "OR OR",
        ],
    )
    def test_hostile_ones_are_answered(self, text: str):
        indexed(title="eau")
        assert ask(text, facets=True, histogram=True).count.number <= 1


class TestAnything(TestCase):
    @settings(max_examples=60)
    @given(st.text(max_size=60) | st.text(alphabet='ab"()-*: ORtitleoutletlang٣ابstémrelvanc', max_size=60))
    def test_search_never_fails(self, text: str):
        indexed(title="a b")
        page = ask(text, facets=True, histogram=True)
        assert page.count.number <= 1
        ask(page.written)
        service.suggestions(text)


class TestPlaces:
    @pytest.mark.parametrize("text", ["", "x", "1_2", "9" * 30, "1;2", "-", "1_1_1_1_1_1"])
    def test_what_was_tampered_with_is_told(self, text: str):
        with pytest.raises(BadPlace):
            service.read_place(text)

    def test_a_place_far_away_is_an_empty_page(self):
        indexed(title="eau")
        assert ask("eau", after=service.read_place("-12345")).found == ()
        hostile = service.read_place("5_999_-99999999_9999999999999_99")
        assert ask("eau sort:relevance", after=hostile).count.number == 1


class TestAround:
    def test_topics_as_they_are_written_most(self):
        for number in range(3):
            indexed(title=f"x{number}", section="Économie & Finance" if number else "ECONOMIE FINANCE")
        assert service.topic_labels({"economie finance": 3, "absent": 1}) == {
            "economie finance": "Économie & Finance", "absent": "absent",
        }  # fmt: skip

    def test_topics_are_labelled_with_one_look_at_the_articles(self):
        for number in range(3):
            indexed(title=f"x{number}", section=f"Sujet {number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(service.topic_labels({f"sujet {number}": 1 for number in range(3)})) == 3
        assert sum("archive_article" in query["sql"] for query in asked.captured_queries) == 1

    def test_the_last_word_is_completed_from_the_archives_words(self):
        from jarida.archive.search import vocabulary

        for number in range(3):
            indexed(title=f"Sécheresse {number}")
        vocabulary.advance()
        assert [text.casefold() for text in service.suggestions("lang:fr séch")] == ["lang:fr sécheresse"]
        assert service.suggestions("") == service.suggestions("séch ") == service.suggestions("a" * 300) == ()

    def test_a_hole_of_the_archive_is_no_absence_of_hits(self):
        today = timezone.now().replace(hour=12)
        for days in (0, 3):
            indexed(title="eau", published_at=today - timedelta(days=days))
        histogram = ask("eau", histogram=True).histogram
        assert histogram is not None
        assert [bar.archived for bar in histogram.bars] == [1, 0, 0, 1]

    def test_an_archive_without_an_index_is_answered_once_it_is_filled(self):
        make_press(6, pictures=0)
        assert ask("barrages").found == ()
        list(fill())
        assert ask("barrages").found
