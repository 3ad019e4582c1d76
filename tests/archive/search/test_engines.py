"""What both engines answer: words, stems, phrases, filters, dates, order, pages, counts. The same on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jarida.archive.models import SearchDocument
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from jarida.core.search.expression import (
    EVERYTHING,
    IMAGE_TAG,
    NOTHING,
    All,
    Any,
    Expression,
    Form,
    IndexQuery,
    Sequence,
    Starts,
    Stem,
    Tag,
    Without,
    author_tag,
    language_tag,
    outlet_tag,
    topic_tag,
)
from jarida.core.search.model import Sort
from tests.archive.search.asking import all_pages, asked, found, indexed
from tests.website.factories import NOON, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


class TestWords:
    def test_a_word_is_found_by_its_folded_form_in_title_and_text(self):
        title = indexed(title="Les Élections à Fès", published_at=NOON)
        text = indexed(title="Autre", paragraphs=["Des élections anticipées."], published_at=NOON - timedelta(days=1))
        indexed(title="Sans rapport")
        assert found("elections") == [title.pk, text.pk]

    def test_a_word_in_the_title_only(self):
        title = indexed(title="Les élections")
        indexed(title="Autre", paragraphs=["Des élections."])
        assert found(Form("elections", in_title=True)) == [title.pk]
        assert found(Stem("fr.elect", in_title=True)) == [title.pk]

    def test_a_stem_is_of_its_language(self):
        french = indexed(title="Une élection", language="fr")
        indexed(title="An election", language="en")
        assert found(Stem("fr.elect")) == [french.pk]

    def test_arabic(self):
        article = indexed(title="القوانين الجديدة", language="ar", paragraphs=["صدرت القوانينُ اليوم"])
        assert found("القوانين") == [article.pk]

    def test_a_beginning(self):
        article = indexed(title="Constitution")
        indexed(title="Contraire")
        assert found(Starts("constit")) == [article.pk]
        assert found(Starts("constit", in_title=True)) == [article.pk]
        assert found(Starts("zzz")) == []

    def test_a_beginning_is_none_of_tags_and_stems(self):
        indexed(title="Titre", language="fr", authors=["Nadia"])
        assert found(Starts("fr.")) == []
        assert found(Starts("~a")) == []
        assert found(Starts("fr")) == []

    def test_a_phrase_is_in_order_and_not_across_title_and_text(self):
        article = indexed(title="La Cour des comptes", paragraphs=["publie"])
        indexed(title="Comptes des cour", paragraphs=["La Cour, des gros comptes"])
        assert found(Sequence(("cour", "des", "comptes"))) == [article.pk]
        assert found(Sequence(("comptes", "publie"))) == []
        assert found(Sequence(("cour", "des"), in_title=True)) == [article.pk]


class TestCombinations:
    @pytest.fixture(autouse=True)
    def three(self) -> None:
        self.one = indexed(title="eau prix", published_at=NOON).pk
        self.two = indexed(title="eau barrage", published_at=NOON - timedelta(days=1)).pk
        self.three = indexed(title="prix barrage", published_at=NOON - timedelta(days=2)).pk

    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            (All((Form("eau"), Form("prix"))), "1"),
            (Any((Form("eau"), Form("barrage"))), "123"),
            (All((Form("eau"), Without(Form("prix")))), "2"),
            (All((EVERYTHING, Without(Form("prix")), Without(Form("absent")))), "2"),
            (All((Any((Form("eau"), Form("absent"))), Form("barrage"))), "2"),
            (All((Form("prix"), Without(Any((Form("eau"), Form("absent")))))), "3"),
            (All((Form("eau"), NOTHING)), ""),
            (Any((Form("eau"), NOTHING)), "12"),
            (All((Form("eau"), Without(NOTHING))), "12"),
            (NOTHING, ""),
            (EVERYTHING, "123"),
            (All((All((Form("eau"),)), Any((Form("eau"),)))), "12"),
        ],
    )
    def test_they_mean_what_they_say(self, expression: Expression, expected: str):
        names = {self.one: "1", self.two: "2", self.three: "3"}
        assert "".join(names[article] for article in found(expression)) == expected


class TestFilters:
    def test_outlet_language_author_topic_picture(self):
        outlet = make_outlet("le-matin")
        article = indexed(
            outlet=outlet, language="es", authors=["Nadia Lamlili"], section="Économie", tags=["Banque centrale"],
            image=make_image(),
        )  # fmt: skip
        indexed(outlet=make_outlet("autre"))
        tags = (
            outlet_tag(outlet.pk), language_tag("es"), author_tag("nadia"), author_tag("lamlili"),
            topic_tag("economie"), topic_tag("centrale"), IMAGE_TAG,
        )  # fmt: skip
        for tag in tags:
            assert found(Tag(tag)) == [article.pk], tag
        assert found(All(tuple(map(Tag, tags)))) == [article.pk]

    def test_an_outlet_whose_number_begins_as_anothers(self):
        outlets = [make_outlet() for _ in range(12)]
        articles = {outlet.pk: indexed(outlet=outlet).pk for outlet in outlets}
        for outlet, article in articles.items():
            assert found(Tag(outlet_tag(outlet))) == [article]

    def test_days_are_those_of_utc_and_the_last_is_exclusive(self):
        last = indexed(title="x", published_at=datetime(2024, 3, 31, 23, 59, 59, tzinfo=UTC))
        first = indexed(title="x", published_at=datetime(2024, 3, 1, tzinfo=UTC))
        indexed(title="x", published_at=datetime(2024, 4, 1, tzinfo=UTC))
        indexed(title="x", published_at=datetime(2024, 2, 29, 23, 59, tzinfo=UTC))
        assert found("x", first=date(2024, 3, 1), before=date(2024, 4, 1)) == [last.pk, first.pk]
        assert found("x", first=date(2025, 1, 1), before=date(2024, 1, 1)) == []

    def test_dates_before_1970_and_far_ones(self):
        old = indexed(title="x", published_at=datetime(1912, 3, 30, 9, tzinfo=UTC))
        oldest = indexed(title="x y", published_at=datetime(1, 1, 1, tzinfo=UTC))
        late = indexed(title="x", published_at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
        assert found("x") == [late.pk, old.pk, oldest.pk]
        assert found(All((Form("x"), Form("y")))) == [oldest.pk]
        assert found("x", first=date(1912, 3, 30), before=date(1912, 3, 31)) == [old.pk]
        assert found("x", first=date.min, before=date.max)[-1] == oldest.pk


class TestPages:
    @pytest.fixture(autouse=True)
    def forty(self) -> None:
        # many of one minute, over years, some with the word in the title
        self.ids = [
            indexed(
                title=("eau " if number % 3 == 0 else "") + f"n{number}",
                paragraphs=["eau et prix" if number % 2 else "eau"],
                published_at=NOON - timedelta(days=40 * (number // 4)), language="fr",
            ).pk
            for number in range(40)
        ]  # fmt: skip

    @pytest.mark.parametrize("limit", [1, 7, 40, 100])
    @pytest.mark.parametrize("what", [Form("eau"), All((Form("eau"), Form("et"))), Sequence(("eau", "et"))])
    @pytest.mark.parametrize("sort", list(Sort))
    def test_no_hit_is_lost_or_doubled(self, what: Expression, sort: Sort, limit: int):
        pages = all_pages(what, sort, limit)
        assert len(pages) == len(set(pages))
        assert sorted(pages) == sorted(found(what))

    @pytest.mark.parametrize("sort", list(Sort))
    def test_nor_while_articles_arrive(self, sort: Sort):
        ids: list[int] = []
        after = None
        while True:
            page = engine().hits(asked("eau"), sort, 9, after)
            ids += [hit.article_id for hit in page.hits]
            if not page.more:
                break
            indexed(title="eau eau eau", published_at=NOON + timedelta(days=len(ids)))
            after = page.next or page.hits[-1].place
        assert sorted(ids) == sorted(self.ids)

    def test_newest_first(self):
        days = [hit.day for hit in engine().hits(asked("eau"), Sort.DATE, 100).hits]
        assert days == sorted(days, reverse=True)

    def test_the_same_numbers_everywhere(self):
        query = asked("prix")
        assert engine().count(query).number == 20
        assert engine().count(query).exact
        facets = engine().facets(query)
        assert facets.exact
        assert facets.counted == sum(facets.outlets.values()) == sum(facets.years.values()) == 20
        assert facets.languages == {"fr": 20}
        for unit in ("day", "month", "year"):
            bars, exact = engine().histogram(query, unit)
            assert exact
            assert sum(bars.values()) == 20
        assert engine().histogram(query, "year")[0].keys() == {date(year, 1, 1) for year in facets.years}

    def test_of_nothing_nothing(self):
        query = asked(NOTHING)
        assert engine().hits(query, Sort.RELEVANCE, 10).hits == ()
        assert engine().count(query).number == 0
        assert engine().facets(query).counted == 0
        assert engine().histogram(query, "month") == ({}, True)


class TestRelevance:
    def test_the_title_before_the_text_and_the_form_before_the_stem(self):
        text = indexed(title="Un", paragraphs=["x " * 400, "élection"], published_at=NOON)
        stem = indexed(title="Deux", paragraphs=["x " * 400, "élections"], published_at=NOON - timedelta(days=1))
        title = indexed(title="Une élection", published_at=NOON - timedelta(days=2))
        word = Any((Form("election"), Stem("fr.elect")))
        assert found(word, Sort.RELEVANCE) == [title.pk, text.pk, stem.pk]

    def test_what_the_text_begins_with_before_what_it_mentions(self):
        mentions = indexed(title="Un", paragraphs=["y " * 400, "la sécheresse"], published_at=NOON)
        about = indexed(title="Deux", paragraphs=["La sécheresse.", "y " * 400], published_at=NOON - timedelta(days=9))
        word = Any((Form("secheresse"), Stem("fr.secheress")))
        assert found(word, Sort.RELEVANCE) == [about.pk, mentions.pk]

    def test_words_that_follow_each_other(self):
        apart = indexed(title="z", paragraphs=["Ksar au nord, El Kebir au sud"], published_at=NOON)
        together = indexed(title="z", paragraphs=["à Ksar El Kebir"], published_at=NOON - timedelta(days=9))
        words = All((Form("ksar"), Form("el"), Form("kebir")))
        assert found(words, Sort.RELEVANCE) == [together.pk, apart.pk]

    def test_of_equals_the_newest_first(self):
        ids = [indexed(title="eau", published_at=NOON - timedelta(days=day)).pk for day in range(5)]
        assert found("eau", Sort.RELEVANCE) == ids

    def test_a_rare_word_weighs_more_than_a_common_one(self):
        for day in range(6):
            indexed(title="de", paragraphs=["barrage de"], published_at=NOON - timedelta(days=day))
        rare = indexed(title="barrage", paragraphs=["de"], published_at=NOON - timedelta(days=30))
        assert found(All((Form("de"), Form("barrage"))), Sort.RELEVANCE)[0] == rare.pk


class TestWriting:
    def test_writing_again_changes_nothing(self):
        article = indexed(title="eau")
        before = list(SearchDocument.objects.values())
        engine().write(documents([article.pk]))
        assert list(SearchDocument.objects.values()) == before

    def test_what_is_forgotten_is_not_found_and_can_come_back(self):
        article = indexed(title="eau")
        engine().forget([article.pk])
        engine().forget([article.pk])
        assert found("eau") == []
        engine().write(documents([article.pk]))
        assert found("eau") == [article.pk]

    def test_a_document_that_is_written_anew_is_found_by_its_new_words_only(self):
        article = indexed(title="eau")
        for number in range(12):
            article.title = f"feu n{number}"
            article.save()
            engine().write(documents([article.pk]))
        assert found("eau") == []
        assert found("n10") == []
        assert found("feu") == found("n11") == [article.pk]
        assert engine().count(asked("feu")).number == 1

    def test_another_date_moves_it(self):
        older, newer = (
            indexed(title="eau", published_at=NOON - timedelta(days=1)),
            indexed(title="eau", published_at=NOON),
        )
        older.sort_at = NOON + timedelta(days=1)
        older.save()
        engine().write(documents([older.pk]))
        assert found("eau") == [older.pk, newer.pk]

    def test_thousands_of_one_minute_have_keys_of_their_own(self):
        ids = [indexed(title="eau", published_at=NOON).pk for _ in range(30)]
        assert found("eau") == sorted(ids, reverse=True)

    def test_what_is_rolled_back_is_not_found(self):
        with transaction.atomic():
            indexed(title="eau")
            transaction.set_rollback(True)
        assert found("eau") == []


TERMS = st.text(max_size=12) | st.sampled_from(
    ['" OR "a', "a* NOT b", "{title}:x", "NEAR(a b)", "'; DROP TABLE archive_article; --", "%s", "\\", "a & !b", ":*",
     "<->", "^a", "(", ")", "\0", "\ud800", "~all", "fr.", "@1.2", "a\nb", "%(x)s", "$1", "a" * 5000]
)  # fmt: skip
LEAVES = st.one_of(
    st.builds(Form, TERMS, st.booleans()),
    st.builds(Stem, TERMS, st.booleans()),
    st.builds(Starts, TERMS, st.booleans()),
    st.builds(Sequence, st.lists(TERMS, max_size=4).map(tuple), st.booleans()),
    st.builds(Tag, TERMS),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
        st.builds(All, st.lists(inner | st.builds(Without, inner), max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


class TestHostile(TestCase):
    """Nothing that stands in a term is taken for the language of an engine."""

    @settings(max_examples=60)
    @given(EXPRESSIONS)
    def test_any_term_is_only_a_term(self, expression: Expression):
        query = IndexQuery(expression)
        page = engine().hits(query, Sort.DATE, 5)
        assert engine().count(query).number >= len(page.hits)
        engine().hits(query, Sort.RELEVANCE, 5)

    @settings(max_examples=30)
    @given(st.text(max_size=200), st.text(max_size=10), st.lists(st.text(max_size=20), max_size=3))
    def test_any_article_can_be_indexed(self, text: str, language: str, names: list[str]):
        text, language, *names = (
            part.replace("\0", "").encode("utf-8", "ignore").decode() for part in (text, language, *names)
        )
        article = indexed(title=text, language=language, authors=names, tags=names, section="x", paragraphs=[text])
        assert found(Tag(topic_tag("x"))) == [article.pk]


def test_a_hundred_words_beside_each_other_are_answered():
    indexed(title=" ".join(f"w{number}" for number in range(100)))
    assert len(found(All(tuple(Form(f"w{number}") for number in range(100))))) == 1
    assert len(found(Any(tuple(Form(f"w{number}") for number in range(600))))) == 1


def test_the_keys_of_a_question_without_an_archive():
    assert found("eau") == []
    assert engine().count(asked("eau")).number == 0
    assert engine().hits(asked("eau"), Sort.RELEVANCE, 10).hits == ()
