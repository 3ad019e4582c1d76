"""The pure parts of the engines: keys, places, estimates, folding, match texts, features, bars."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.search import keys, places
from jarida.archive.search.contract import Document, Hit, Hits, Place
from jarida.archive.search.estimates import Sample, estimated, slices
from jarida.archive.search.folding import folded
from jarida.archive.search.histograms import bars, next_first, unit_of
from jarida.archive.search.match import match_of, simplified, streams
from jarida.archive.search.ranking import Feature, Field, features_of, scores
from jarida.archive.search.sqlite_structure import Structure, read
from jarida.archive.search.terms import TEXT_CHARACTERS, safe, terms_of
from jarida.core.search import expression as ex

moments = st.datetimes(datetime(1, 1, 2), datetime(9989, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


class TestKeys:
    @given(moments, moments, st.integers(1, 10**9))
    def test_they_are_in_the_order_of_minutes_and_tell_the_day(self, one: datetime, other: datetime, article: int):
        first, second = (next(keys.candidates(at, article)) for at in (one, other))
        assert (keys.minute_of(one) < keys.minute_of(other)) <= (first < second)
        assert keys.day_of(first) == one.date()
        least, most = keys.key_range(one.date(), one.date() + timedelta(days=1))
        assert least <= first <= most

    def test_a_minute_has_many_keys_and_then_the_next_is_used(self):
        at = datetime(2024, 1, 1, tzinfo=UTC)
        found = list(islice(keys.candidates(at, 7), 1000))
        assert len(set(found)) == 1000
        assert keys.minute_of_key(found[keys.TRIES]) == keys.minute_of(at) + 1

    def test_the_end_of_time_has_days_too(self):
        last = list(islice(keys.candidates(datetime.max.replace(tzinfo=UTC), 1), 100))[-1]
        assert keys.FIRST_KEY < last < keys.LAST_KEY
        assert keys.day_of(last).year == 9990


class TestPlaces:
    @given(st.integers(keys.FIRST_KEY, keys.LAST_KEY))
    def test_a_key(self, key: int):
        assert places.read_place(places.write_place(Place(key))) == Place(key)

    @given(st.integers(0, 10**6), st.integers(0, 99), st.integers(-1000, 1000), st.integers(0, 1000))
    def test_a_score(self, score: int, features: int, least: int, length: int):
        place = Place(5, score / 1000, (least, least + length), features)
        assert places.read_place(places.write_place(place)) == place

    @given(st.text(max_size=60))
    def test_any_text_is_a_place_or_none(self, text: str):
        place = places.read_place(text)
        assert place is None or places.write_place(place) == text

    @pytest.mark.parametrize(
        "text",
        ["", "x", "1 ", " 1", "1\n", "01", "-0", "+1", "１", "9" * 18, "9" * 400, "1_2", "1_2_3_4", "1_2_9_3_1",
         "1_-2_3_4_1", "1_2_3_4_100", "1_9999999999_1_2_3", "1e3", "0x1", "1;DROP"],
    )  # fmt: skip
    def test_what_was_tampered_with_is_none(self, text: str):
        assert places.read_place(text) is None


class TestEstimates:
    @given(st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(1, 40))
    def test_slices_are_all_there_is_once(self, least: int, length: int, number: int):
        found = list(slices(least, least + length, number))
        assert found[0][1] == least + length
        assert found[-1][0] == least
        assert all(above[0] == below[1] + 1 for above, below in pairwise(found))

    def test_even_hits_are_estimated_well(self):
        hits = range(0, 1_000_000, 10)

        def look(least: int, most: int, limit: int) -> Sample:
            found = [key for key in range(most - most % 10, least - 1, -10) if key in hits][:limit]
            return Sample(len(found), found[-1] if len(found) == limit else least, most)

        total = sum(estimated(list(slices(0, 999_999)), look))
        assert abs(total - 100_000) < 2_000

    def test_few_hits_are_counted(self):
        assert sum(estimated([(0, 99)], lambda least, most, limit: Sample(3, least, most))) == pytest.approx(3)

    def test_where_the_time_is_over_the_rest_is_as_before(self):
        answers = iter([Sample(10, 0, 99), None, None])
        assert estimated([(100, 199), (0, 99)], lambda *_: next(answers)) == [10.0, 10.0]

    def test_without_any_time_there_is_no_estimate(self):
        assert estimated([(0, 99)], lambda *_: None) == [0.0]


def hit(key: int, fingerprint: int = 0) -> Hit:
    return Hit(Place(key), key, 1, "fr", date(2024, 1, 1), "", fingerprint)


def listed(*hits: Hit):
    """Fetches from a list, newest first."""

    def fetch(after: Place | None, number: int) -> Hits:
        following = [one for one in hits if after is None or one.place.key < after.key]
        return Hits(tuple(following[:number]), len(following) > number)

    return fetch


class TestFolding:
    @given(st.lists(st.sampled_from([0, 7, -1, 1 << 40]), max_size=40), st.integers(1, 7))
    def test_over_all_pages_each_hit_is_there_once(self, fingerprints: list[int], limit: int):
        hits = [hit(100 - number, fingerprint) for number, fingerprint in enumerate(fingerprints)]
        seen, after = [], None
        while True:
            page = folded(listed(*hits), limit, after)
            assert len(page.groups) <= limit
            seen += [one for group in page.groups for one in group]
            if page.next is None:
                break
            after = page.next
        assert sorted(one.place.key for one in seen) == sorted(one.place.key for one in hits)

    def test_copies_are_under_the_first(self):
        page = folded(listed(hit(9, 255), hit(8), hit(7, 254), hit(6, 255)), 10, None)
        assert [[one.place.key for one in group] for group in page.groups] == [[9, 7, 6], [8]]

    def test_or_not(self):
        page = folded(listed(hit(9, 255), hit(8, 255)), 1, None, fold=False)
        assert len(page.groups) == 1
        assert page.next == Place(9)

    def test_where_the_time_was_over_the_next_page_begins_there(self):
        page = folded(lambda after, number: Hits((), more=True, next=Place(3)), 5, None)
        assert (page.groups, page.next) == ((), Place(3))


class TestMatch:
    @pytest.mark.parametrize(
        ("expression", "text"),
        [
            (ex.Form("eau"), '"eau"'),
            (ex.Form("eau", in_title=True), '{title} : "eau"'),
            (ex.Sequence(("a", "b")), '"a b"'),
            (ex.Starts("co"), '{title body} : "co" *'),
            (ex.All((ex.Form("a"), ex.Without(ex.Form("b")))), '("a" NOT ("b"))'),
            (ex.Form('a" OR "b'), '"a__OR__b"'),
        ],
    )
    def test_texts(self, expression: ex.Expression, text: str):
        assert match_of(simplified(expression)) == text

    def test_what_streams(self):
        assert streams(ex.Any((ex.Form("a"), ex.Stem("fr.a"))))
        assert not streams(ex.Any((ex.Form("a"), ex.Sequence(("a", "b")))))
        assert not streams(ex.Form("a", in_title=True))

    @given(st.text(max_size=100))
    def test_a_safe_term_is_one_token(self, text: str):
        assert not set(safe(text)) & set(" \t\n\"'()*:^{}+\0") - {":"}
        assert len(safe(text)) <= 80


class TestTerms:
    def document(self, **values: object) -> Document:
        usual = {
            "article_id": 1,
            "outlet_id": 2,
            "language": "fr",
            "at": datetime(2024, 1, 1, tzinfo=UTC),
            "title": "Titre",
        }
        return Document(**{**usual, **values})  # type: ignore[arg-type]

    def test_each_stem_is_in_the_best_place_it_has(self):
        text = "La sécheresse. " + "mot " * 200 + "barrage olives olives olives"
        terms = terms_of(self.document(title="Les barrages", text=text))
        assert "fr.barrag" in terms.title_stems
        assert "fr.barrag" not in (*terms.focus, *terms.stems)
        assert {"fr.oliv", "fr.secheress"} <= set(terms.focus)
        assert not set(terms.focus) & set(terms.stems)

    def test_a_document_of_a_megabyte_is_bounded(self):
        assert len(terms_of(self.document(text="mot " * 300_000)).body) <= TEXT_CHARACTERS // 4

    def test_the_digest_follows_what_is_indexed(self):
        same = terms_of(self.document()).digest
        assert terms_of(self.document()).digest == same
        for change in ({"title": "x"}, {"text": "x"}, {"language": "es"}, {"has_image": True}, {"authors": ("A",)},
                       {"at": datetime(2024, 1, 2, tzinfo=UTC)}, {"topics": ("t",)}):  # fmt: skip
            assert terms_of(self.document(**change)).digest != same

    def test_the_topic_is_the_first_that_has_a_word(self):
        assert terms_of(self.document(topics=("!!", "Économie & finance", "x"))).topic == "economie finance"


class TestRanking:
    def test_features_ask_what_is_worth_most_first(self):
        found = features_of(ex.All((ex.Any((ex.Form("a"), ex.Stem("fr.a"))), ex.Form("b"), ex.Tag("~lfr"))))
        assert [feature.worth for feature in found] == sorted((feature.worth for feature in found), reverse=True)
        assert Feature(ex.Any((ex.Sequence(("a", "b")),)), Field.TITLE, 2.0) in found
        assert not any(isinstance(term, ex.Tag) for feature in found for term in feature.terms.parts)

    def test_a_rare_feature_is_worth_more(self):
        rare, common = (Feature(ex.Any(()), Field.TITLE, 1.0) for _ in range(2))
        found = scores([1, 2, 3, 4], [(rare, frozenset({1})), (common, frozenset({2, 3, 4, 99}))])
        assert found[1] > found[2] == found[4] > 0
        assert 99 not in found


class TestBars:
    def test_units(self):
        assert unit_of(date(2024, 1, 1), date(2024, 2, 20)) == "day"
        assert unit_of(date(2024, 1, 1), date(2026, 2, 20)) == "month"
        assert unit_of(date(1999, 1, 1), date(2026, 2, 20)) == "year"

    @given(st.dates(date(1, 1, 1), date(9990, 1, 1)), st.sampled_from(["day", "month", "year"]))
    def test_a_unit_follows_the_other(self, day: date, unit: str):
        following = next_first(day, unit)
        assert day < following
        assert unit == "day" or following.day == 1

    def test_there_are_no_gaps_and_holes_are_zero(self):
        found = bars(date(2024, 1, 30), date(2024, 3, 1), "month", {date(2024, 3, 1): 2}, {date(2024, 3, 1): 5})
        assert [(bar.first.month, bar.hits, bar.archived) for bar in found] == [(1, 0, 0), (2, 0, 0), (3, 2, 5)]

    def test_of_two_thousand_years_the_latest(self):
        assert len(bars(date(1, 1, 1), date(2026, 1, 1), "year", {}, {})) == 150


def test_a_structure_that_cannot_be_read_is_empty():
    assert read(b"", b"") == Structure()
    assert read(b"\x05", b"\0\0\0\0\x01") == Structure(5)
    # one level with two segments of 3 and 1 pages, after 300 documents
    assert read(b"\x82\x2c\x01", b"\0\0\0\0\x01\x02\x09\x00\x02\x01\x01\x03\x02\x01\x01") == Structure(300, 2, 4)
