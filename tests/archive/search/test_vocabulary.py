"""The archive's words: counted once each, found by index on both databases."""

from collections.abc import Iterable

import pytest
from django.db import connection

from jarida.archive.models import Article, SearchProgress, SearchWord
from jarida.archive.search import vocabulary
from jarida.archive.search.contract import Document
from jarida.archive.search.vocabulary import ArchiveWords, advance, beginning, words_with_skeleton
from tests.archive.making import make_entry, make_feed, make_outlet, read

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def article(name: str, title: str, *paragraphs: str, language: str = "fr") -> Article:
    feed = make_feed(make_outlet(name, policy="full", languages=[language]))
    found = read(make_entry(name, feed), title=title, paragraphs=paragraphs or ("12.",), language=language)
    assert found is not None
    return found


def count(word: str) -> int:
    return SearchWord.objects.filter(word=word).values_list("documents", flat=True).first() or 0


def put(*lines: str) -> None:
    """Words as if they had been counted: `Benkirane 12`."""
    words = [(line.split()[0], int(line.split()[1])) for line in lines]
    vocabulary._add(
        [vocabulary._row(vocabulary.fold(w), n, vocabulary.Writing(vocabulary.Counter({w: 100}))) for w, n in words]
    )


class TestCounting:
    def test_each_word_counts_once_an_article(self) -> None:
        article("a", "Le pont de Tanger", "Le pont est ouvert. Le pont !")
        article("b", "Un autre pont", "Rien de plus.")
        assert advance() == 2
        assert count("pont") == 2
        assert count("tanger") == 1

    def test_nothing_is_counted_twice(self) -> None:
        article("a", "Le pont de Tanger")
        advance()
        assert advance() == 0
        article("b", "Le pont de Larache")
        assert advance() == 1
        assert count("pont") == 2

    def test_a_pass_is_bounded(self) -> None:
        for name in "abc":
            article(name, f"Le pont {name * 3}")
        assert [advance(2), advance(2), advance(2)] == [2, 1, 0]
        assert count("pont") == 3

    def test_a_failure_leaves_neither_counts_nor_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        article("a", "Le pont de Tanger")
        count_all = vocabulary._count

        def killed(found: Iterable[Document]) -> None:
            count_all(found)
            raise KeyboardInterrupt

        monkeypatch.setattr(vocabulary, "_count", killed)
        with pytest.raises(KeyboardInterrupt):
            advance()
        assert not SearchWord.objects.exists()
        assert not SearchProgress.objects.filter(key__gt=0).exists()
        monkeypatch.undo()
        assert advance() == 1
        assert count("pont") == 1

    def test_no_numbers_nor_single_letters(self) -> None:
        article("a", "Les 24 heures à 2024 de covid19")
        advance()
        words = set(SearchWord.objects.values_list("word", flat=True))
        assert {"24", "2024", "a", "covid19"}.isdisjoint(words)
        assert {"heures", "les"} <= words

    def test_the_text_of_headlines_only_is_not_read(self) -> None:
        entry = make_entry("h", make_feed(make_outlet("h", policy="headline")))
        read(entry, title="Le barrage", paragraphs=("Secret absolu.",), language="fr")
        advance()
        assert count("barrage") == 1
        assert count("secret") == 0

    def test_withdrawn_articles_are_not_counted(self) -> None:
        Article.objects.filter(pk=article("a", "Le pont").pk).update(state="withdrawn")
        assert advance() == 1
        assert not SearchWord.objects.exists()

    def test_a_long_text_is_read_from_its_beginning_only(self) -> None:
        article("a", "Titre", "mot " * vocabulary.TEXT, "fin")
        advance()
        assert count("mot") == 1
        assert count("fin") == 0

    def test_words_of_one_article_are_forgotten_where_there_are_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put("un 1", "deux 2", "trois 1", "quatre 1")
        monkeypatch.setattr(vocabulary, "MOST_WORDS", 2)
        vocabulary._prune()
        assert set(SearchWord.objects.values_list("word", flat=True)) == {"deux", "quatre"}


class TestWriting:
    def test_how_a_word_is_shown(self) -> None:
        article("a", "Une table pour Salé", "Table ronde. Le Sénégal et la table de M. Sané.")
        advance()
        shown = dict(SearchWord.objects.values_list("word", "shown"))
        assert shown["table"] == "table"
        assert shown["senegal"] == "Sénégal"
        assert shown["sale"] == "Salé"

    def test_what_is_seen_later_and_more_is_followed(self) -> None:
        article("a", "Nice")
        advance()
        article("b", "La ville de nice", "une nice idée")
        advance()
        assert SearchWord.objects.get(word="nice").shown == "nice"

    def test_skeletons_come_from_what_is_shown(self) -> None:
        article("a", "Vu par François Benkirane")
        article("b", "زيارة بنكيران", language="ar")
        advance()
        skeletons = dict(SearchWord.objects.values_list("word", "skeleton"))
        assert skeletons["benkirane"] == skeletons["بنكيران"] == "BNKRN"
        assert skeletons["francois"].startswith("FRNS")


class TestAsking:
    def test_known(self) -> None:
        put("Tanger 5", "طنجة 7")
        found = ArchiveWords().known({"tanger", "طنجه", "طنجة", "ailleurs", "", "1' OR 1=1"})
        assert {one.shown: one.documents for one in found.values()} == {"Tanger": 5, "طنجة": 7}
        assert ArchiveWords().known(()) == {}

    def test_skeletons_of_one_script(self) -> None:
        put("Benkirane 5", "Bennkirann 2", "بنكيران 7", "وبنكيران 1")
        assert [one.shown for one in words_with_skeleton(["BNKRN"], arabic=True)] == ["بنكيران", "وبنكيران"]
        assert [one.shown for one in words_with_skeleton(["BNKRN", "X"], arabic=False)] == ["Benkirane", "Bennkirann"]
        assert [one.shown for one in words_with_skeleton(["BNKRN"], arabic=True, limit=1)] == ["بنكيران"]
        assert words_with_skeleton([""], arabic=True) == ()

    def test_beginnings(self) -> None:
        put("Élection 5", "élections 9", "électeur 2", "elbe 1", "Zoo 50", "éther 40", "الانتخابات 4", "الأمن 6")
        assert beginning("ELEC") == ("élections", "Élection", "électeur")
        assert beginning("éle", 2) == ("élections", "Élection")
        assert beginning("e") == ("éther", "élections", "Élection", "électeur")
        assert beginning("ال") == ("الأمن", "الانتخابات")

    @pytest.mark.parametrize("text", ["", "%", "_", "\\", "a%", "'", "\x00", "\ud800", "x" * 500, "é" * 41, "1"])
    def test_hostile_beginnings(self, text: str) -> None:
        put("Tanger 5")
        assert beginning(text) == ()

    def test_beginnings_with_lengths(self) -> None:
        put("parle 3", "parlement 9", "parlementaire 5", "part 7")
        found = ArchiveWords().beginning("parl", 6, 9, 10)
        assert [one.word for one in found] == ["parlement"]
        assert ArchiveWords().beginning("", 1, 9, 10) == ()

    def test_beginnings_are_found_by_an_index(self) -> None:
        """Not by reading all words: also where the database sorts as people do."""
        put(*(f"{a}{b}{c} {ord(c)}" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyzabcd"))
        where = f"{vocabulary._from()} AND {vocabulary._before()}"
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE archive_searchword")
            plain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
            sql = f"{plain} SELECT word FROM archive_searchword WHERE {where}"  # noqa: S608
            cursor.execute(sql, ["akx", "akx\U0010ffff"])
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "SEARCH" in plan if connection.vendor == "sqlite" else "Seq Scan" not in plan
