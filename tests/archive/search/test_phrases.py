"""What pairs tell of a question, and that answers with them are those without."""

from datetime import timedelta

import pytest

from jarida.archive.models import SearchProgress
from jarida.archive.search import pairing, phrases, sqlite_reading
from jarida.archive.search.engines import engine
from jarida.archive.search.match import simplified
from jarida.archive.search.phrases import paired
from jarida.core.search.expression import All, Any, Expression, Form, Sequence, Without
from jarida.core.search.model import Sort
from jarida.core.text.pairs import pair
from tests.archive.search.asking import all_pages, asked, found, indexed
from tests.website.factories import NOON

COURT = Sequence(("cour", "des", "comptes"))
COURT_PAIRS = frozenset({pair("cour", "des"), pair("des", "comptes")})
NIGHT = Sequence(("la", "nuit"))
NIGHT_PAIRS = frozenset({pair("la", "nuit")})


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (COURT, (COURT_PAIRS,)),
        (Form("eau"), ()),
        (Any((COURT, NIGHT)), (COURT_PAIRS, NIGHT_PAIRS)),
        (Any((COURT, Form("eau"))), ()),
        (All((COURT, Form("eau"))), (COURT_PAIRS,)),
        (All((COURT, NIGHT)), (COURT_PAIRS | NIGHT_PAIRS,)),
        (All((Form("eau"), Without(COURT))), ()),
        (All((Any((COURT, NIGHT)), Form("eau"))), (COURT_PAIRS, NIGHT_PAIRS)),
        (All((Any((COURT, NIGHT)), NIGHT)), (NIGHT_PAIRS,)),
        (Sequence(("seul",)), ()),
    ],
)
def test_what_a_document_must_have(expression: Expression, told: phrases.Paired):
    assert paired(simplified(expression)) == told


def test_alternatives_that_stand_nowhere_are_left_out():
    both, either = Any((COURT, NIGHT)), Any((COURT, Form("eau")))
    assert simplified(phrases.possible(both, lambda pairs: pairs == NIGHT_PAIRS)) == NIGHT
    assert simplified(phrases.possible(All((both, Form("eau"))), lambda pairs: pairs == COURT_PAIRS)) == All(
        (COURT, Form("eau"))
    )
    assert simplified(phrases.possible(either, lambda pairs: False)) == Form("eau")
    assert phrases.possible(both, lambda pairs: False) == Any((COURT,))  # asked for all the same, and not found
    assert phrases.possible(NIGHT, lambda pairs: False) == NIGHT


@pytest.mark.database
@pytest.mark.django_db
class TestAnswers:
    @pytest.fixture(autouse=True)
    def archive(self) -> None:
        texts = ["de la cour", "cour de la nuit", "la cour de nuit", "de nuit la cour", "la nuit de la cour"]
        days = [timedelta(days=number) for number in range(20)]
        self.ids = [
            indexed(title=f"Titre {number}", paragraphs=[texts[number % 5]], published_at=NOON - day).pk
            for number, day in enumerate(days)
        ]

    def of(self, *rests: int) -> list[int]:
        return [article for number, article in enumerate(self.ids) if number % 5 in rests]

    @pytest.mark.parametrize("most", [200, 3, 0])  # found by pairs, and as if there were too many
    def test_phrases_are_found_wherever_they_are(self, monkeypatch: pytest.MonkeyPatch, most: int):
        monkeypatch.setattr(phrases, "MOST", most)
        assert found(Sequence(("de", "la"))) == self.of(0, 1, 4)
        assert found(Sequence(("de", "la", "cour"))) == self.of(0, 4)
        assert found(All((Sequence(("la", "cour")), Without(Form("nuit"))))) == self.of(0)
        assert found(Any((Sequence(("de", "nuit")), Sequence(("cour", "de"))))) == self.of(1, 2, 3)
        assert found(Sequence(("nuit", "cour"))) == []

    @pytest.mark.parametrize("most", [200, 0])
    def test_pages_counts_and_facets_are_the_same(self, monkeypatch: pytest.MonkeyPatch, most: int):
        monkeypatch.setattr(phrases, "MOST", most)
        wanted = Sequence(("la", "cour"))
        assert all_pages(wanted, Sort.DATE, 3) == self.of(0, 2, 3, 4)
        assert sorted(all_pages(wanted, Sort.RELEVANCE, 3)) == sorted(self.of(0, 2, 3, 4))
        assert (engine().count(asked(wanted)).number, engine().count(asked(wanted)).exact) == (16, True)
        assert sum(engine().facets(asked(wanted)).languages.values()) == 16
        assert sum(engine().histogram(asked(wanted), "day")[0].values()) == 16

    def test_days_limit_a_phrase(self):
        day = (NOON - timedelta(days=4)).date()
        assert found(Sequence(("la", "cour")), first=day) == [one for one in self.of(0, 2, 3, 4) if one in self.ids[:5]]

    def test_what_was_withdrawn_or_changed_is_not_found_by_its_pairs(self):
        engine().forget(self.ids[:5])
        assert found(Sequence(("de", "la", "cour"))) == [one for one in self.of(0, 4) if one not in self.ids[:5]]

    def test_the_index_built_anew_has_pairs(self):
        list(engine().rebuild(7))
        assert found(Sequence(("de", "la", "cour"))) == self.of(0, 4)

    def test_an_index_from_before_pairs_answers_without_them_and_says_so(self):
        SearchProgress.objects.create(name=pairing.ROW)
        wanted = Sequence(("de", "la", "cour"))
        assert found(wanted) == self.of(0, 4)
        assert pairing.PROBLEM in engine().health().problems
        list(engine().rebuild(7))
        assert pairing.ready()
        assert pairing.PROBLEM not in engine().health().problems
        assert found(wanted) == self.of(0, 4)

    @pytest.mark.parametrize(("page", "rounds"), [(4, 9), (4, 1), (100, 1)])
    def test_a_page_of_a_frequent_phrase(self, monkeypatch: pytest.MonkeyPatch, page: int, rounds: int):
        monkeypatch.setattr(phrases, "MOST", 2)
        monkeypatch.setattr(sqlite_reading, "PAGE", page)
        monkeypatch.setattr(sqlite_reading, "ROUNDS", rounds)
        assert found(Sequence(("de", "la", "cour")), limit=3) == self.of(0, 4)[:3]
        assert all_pages(Sequence(("la", "cour")), Sort.DATE, 3) == self.of(0, 2, 3, 4)
