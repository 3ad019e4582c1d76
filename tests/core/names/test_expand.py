"""Which names are found in a query, and how else they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.names.expand import MOST, NameExpander
from jarida.core.names.gazetteer import gazetteer, make
from jarida.core.text.analysis import forms
from tests.core.names.words import Words

ALIASES = (("Alcazarquivir", "Ksar El Kébir", "القصر الكبير"), ("Salé", "سلا"), ("PAM", "الأصالة والمعاصرة"))
ARCHIVE = Words(
    "أخنوش 30", "وأخنوش 4", "Akhannouch 50", "العثماني 9", "عثماني 2", "بنكيران 8", "Benkirane 7", "table 80", "طبلة 2",
    "nice 9", "كتاب 100", "Kitab 2", "المغرب 300", "Maroc 400", "Marruecos 20", "un 900", "سلا 5", "sale 7",
)  # fmt: skip
EXPANDER = NameExpander(gazetteer(ALIASES), ARCHIVE)
EMPTY = NameExpander(gazetteer(ALIASES), Words())


def found(query: str, expander: NameExpander = EXPANDER) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(start, end, one.shown) for start, end, one in expander.expand(tuple(query.split()))]


class TestGazetteer:
    def test_the_longest_name_wins(self) -> None:
        assert found("Royaume du Maroc") == [(0, 3, ("Maroc", "المغرب", "Marruecos"))]

    def test_accents_capitals_and_hamza_do_not_matter(self) -> None:
        assert found("ksar el kebir") == found("KSAR EL KÉBIR")
        assert found("القصر الكبير", EMPTY) == [(0, 2, ("Alcazarquivir",))]

    def test_a_name_of_several_words_in_one(self) -> None:
        assert found("Al-Hoceïma") == [(0, 1, ("الحسيمة",))]
        assert [place[:2] for place in found("vu d'Agadir hier")] == [(1, 2)]

    def test_behind_clitics(self) -> None:
        assert found("بالقصر الكبير", EMPTY) == [(0, 2, ("Alcazarquivir",))]
        assert found("للمغرب")[0][:2] == (0, 1)

    def test_one_of_the_other_script_is_offered_though_the_archive_has_not_counted_it(self) -> None:
        assert found("alcazarquivir", EMPTY) == [(0, 1, ("القصر الكبير",))]

    def test_what_is_already_found_is_no_other_spelling(self) -> None:
        assert all("Maroc" not in shown for shown in found("maroc")[0][2])

    def test_the_most_frequent_come_first(self) -> None:
        assert found("morocco")[0][2] == ("Maroc", "المغرب", "Marruecos")

    def test_words_of_every_day_are_no_names(self) -> None:
        assert found("sale") == []
        assert found("Salé") == [(0, 1, ("سلا",))]

    def test_words_of_every_day_are_no_spellings(self) -> None:
        words = NameExpander(make([("ONU", "UN", "الأمم المتحدة")]), ARCHIVE)
        assert found("onu", words) == [(0, 1, ("الأمم المتحدة",))]

    def test_several_names_in_order(self) -> None:
        assert [place[:2] for place in found("Benkirane au Maroc avec Akhannouch")] == [(0, 1), (2, 3), (4, 5)]


class TestSkeletons:
    def test_both_ways(self) -> None:
        assert found("akhannouch") == [(0, 1, ("أخنوش",))]
        assert found("أخنوش") == [(0, 1, ("Akhannouch",))]

    def test_articles_and_particles(self) -> None:
        assert found("El Othmani") == [(0, 2, ("العثماني", "عثماني"))]
        assert found("ben kirane") == [(0, 2, ("بنكيران",))]
        assert found("el ben") == []

    @pytest.mark.parametrize(("has", "asked"), [("barrages 9", "barrage"), ("barrage 9", "barrages")])
    def test_a_form_of_a_word_of_every_day_is_no_name(self, has: str, asked: str) -> None:
        assert found(asked, NameExpander(gazetteer(ALIASES), Words(has, "برج 4"))) == []

    def test_without_one_it_may_be_a_name(self) -> None:
        assert found("barrage", NameExpander(gazetteer(ALIASES), Words("برج 4"))) == [(0, 1, ("برج",))]

    def test_words_of_every_day(self) -> None:
        assert found("table") == found("nice") == []

    def test_forms_are_those_of_the_index(self) -> None:
        ((_, _, expansion),) = EXPANDER.expand(("akhannouch",))
        assert expansion.asked == "akhannouch"
        assert expansion.forms == (forms("أخنوش"),)

    def test_numbers_and_short_words(self) -> None:
        assert found("2024 a ab 12:30 ٢٠٢٤") == []


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_words(words: list[str]) -> None:
    end = 0
    for start, stop, expansion in EXPANDER.expand(tuple(words)):
        assert end <= start < stop <= len(words)
        assert 0 < len(expansion.shown) == len(expansion.forms) <= MOST
        end = stop


def test_a_very_long_query_asks_little() -> None:
    class Counting(Words):
        asked = 0

        def with_skeletons(self, skeletons, *, arabic, limit):  # type: ignore[no-untyped-def]
            self.asked += 1
            return super().with_skeletons(skeletons, arabic=arabic, limit=limit)

    words = Counting("بنكيران 8")
    NameExpander(gazetteer(), words).expand(tuple(f"benkiran{'aeiou'[n % 5]}" for n in range(10_000)))
    assert words.asked <= 8


class TestMaking:
    def test_a_homonym_goes_without_the_name(self) -> None:
        made = make([("Tripoli", "طرابلس"), ("Tripoli", "Trâblous", "Tarabulus")])
        assert made.group(("tripoli",)) == ("Tripoli", "طرابلس")
        assert made.group(("trablous",)) == ("Trâblous", "Tarabulus")

    def test_the_same_thing_told_again_is_joined(self) -> None:
        made = make([("Tétouan", "تطوان"), ("Tetouan", "Tehtuan", "تطوان")])
        assert made.group(("tehtuan",)) == ("Tétouan", "تطوان")

    def test_a_single_name_is_no_group(self) -> None:
        assert make([("Tétouan", "TETOUAN"), ("", "!")]).groups == ()

    def test_an_editions_aliases_come_first(self) -> None:
        assert gazetteer([("Tripoli", "Luna")]).group(("tripoli",)) == ("Tripoli", "Luna")

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Londres", "لندن"), ("Pékin", "بكين"), ("Nations unies", "الأمم المتحدة"), ("Maroc", "Marruecos"),
         ("FIFA", "الفيفا"), ("Aïcha", "عائشة"), ("España", "إسبانيا"), ("Oujda", "وجدة"), ("Kenya", "كينيا")],
    )  # fmt: skip
    def test_what_jarida_brings(self, one: str, other: str) -> None:
        assert gazetteer().group(forms(one)) == gazetteer().group(forms(other)) != ()
