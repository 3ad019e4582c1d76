"""The pure parts of the search page: addresses, marks, bars, problems, narrowing."""

import html
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.search import service
from jarida.archive.search.contract import Bar, Histogram, Place
from jarida.core.search.model import Problem, ProblemCode, Sort
from jarida.core.search.parse import parse
from jarida.core.search.printing import print_query
from jarida.core.text.marks import Mark
from jarida.website.search.asked import LONGEST, Asked, read
from jarida.website.search.chart import HEIGHT, WIDTH, chart, span_of
from jarida.website.search.found import marked, typed
from jarida.website.search.help import help_lines
from jarida.website.search.narrowing import any_word, limits, with_span
from jarida.website.search.problems import LONGEST as LONGEST_WRONG
from jarida.website.search.problems import shown_problems
from jarida.website.views.search import rounded
from tests.website.searching import FakeSearch

UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


# --- addresses ---------------------------------------------------------------------------------------


def test_a_search_read_back_from_its_address_is_the_same(fake_search: FakeSearch) -> None:
    asked = Asked("eau & « pluie » + 50 %", Sort.RELEVANCE, expand=False, after=Place(30))
    fields = {
        name: values[0] for name, values in parse_qs(urlsplit(asked.address("fr", after=asked.after)).query).items()
    }
    assert read(fields) == asked


def test_an_address_of_another_search_is_its_first_page(fake_search: FakeSearch) -> None:
    asked = Asked("eau", after=Place(30))
    assert asked.address("fr", sort=Sort.DATE) == "/fr/search?q=eau&sort=date"
    assert Asked("eau", Sort.RELEVANCE, expand=False).feed_query() == "?q=eau&expand=0"
    assert Asked().query() == "?q="


@given(st.text())
def test_whatever_is_typed_is_one_clean_line(text: str) -> None:
    asked = read({"q": text, "sort": text, "expand": text})
    assert len(asked.text) <= LONGEST
    assert not UNWANTED.search(asked.text)
    assert "\n" not in asked.text
    asked.address("ar").encode("ascii")
    assert read({"q": asked.text}).text == asked.text


def test_what_is_too_long_is_cut_where_the_language_says_so() -> None:
    asked = read({"q": "eau " * 25_000})
    assert len(asked.text) <= LONGEST
    assert ProblemCode.TOO_LONG in {problem.code for problem in parse(asked.text).problems}


def test_a_place_that_is_too_long_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "read_place", lambda text: pytest.fail("was read"))
    with pytest.raises(service.BadPlace):
        read({"after": "1" * 5000})


# --- marks -------------------------------------------------------------------------------------------


def test_marks_are_around_escaped_pieces() -> None:
    assert marked("a <b> & c", (Mark(2, 5), Mark(8, 9))) == "a <mark>&lt;b&gt;</mark> &amp; <mark>c</mark>"
    assert marked("", ()) == ""


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40))))
def test_wrong_marks_change_nothing_of_the_text(text: str, places: list[tuple[int, int]]) -> None:
    written = str(marked(text, [Mark(*place) for place in places]))
    assert html.unescape(re.sub(r"</?mark>", "", written)) == html.unescape(str(marked(text, ())))
    assert "<" not in re.sub(r"</?mark>", "", written)
    assert re.sub(r"<mark>[^<]*</mark>", "", written).count("mark>") == 0


@pytest.mark.parametrize(
    ("query", "markup"),
    [
        ("سدود بعد:2024-04-22", 'سدود بعد:<bdi dir="ltr">2024-04-22</bdi>'), ("<b>", "&lt;b&gt;"), ("2024", "2024"),
        ("covid-19", "covid-19"), ("1-2 & 3-4-5", '<bdi dir="ltr">1-2</bdi> &amp; <bdi dir="ltr">3-4-5</bdi>'),
    ],
)  # fmt: skip
def test_dates_in_a_query_keep_their_order(query: str, markup: str) -> None:
    assert typed(query) == markup


# --- bars --------------------------------------------------------------------------------------------


def test_bars_fill_the_field() -> None:
    histogram = Histogram("year", tuple(Bar(date(2000 + n, 1, 1), n, 10) for n in range(10)))
    drawn = chart(histogram, "en", lambda span: f"/{span}")
    assert drawn
    assert (drawn.bars[-1].height, drawn.bars[0].height) == (HEIGHT, 0)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y >= 0 for bar in drawn.bars)
    assert drawn.bars[3].address == "/2003"
    assert drawn.top == "9"


def test_few_hits_are_still_seen_and_hits_are_never_a_hole() -> None:
    histogram = Histogram("day", (Bar(date(2024, 4, 21), 1, 0), Bar(date(2024, 4, 22), 100_000, 0)))
    drawn = chart(histogram, "fr", str)
    assert drawn
    assert drawn.bars[0].height >= 2
    assert not drawn.holes
    assert drawn.bars[0].name == "21 avril 2024"


def test_holes_one_after_the_other_are_one() -> None:
    histogram = Histogram("year", tuple(Bar(date(2000 + n, 1, 1), n % 4, n % 4) for n in (4, 1, 8, 12, 2)))
    drawn = chart(histogram, "en", str, mirrored=True)
    assert drawn
    first, second = (bar for bar in drawn.bars[2:4])
    assert drawn.holes
    assert (first.hole, first.address, first.height) == (True, "", HEIGHT)
    assert second.x + second.width == first.x


@pytest.mark.parametrize("bars", [(), (Bar(date(2024, 1, 1), 5, 5),), (Bar(date(2024, 1, 1), 0, 5),) * 3])
def test_nothing_to_compare_is_no_chart(bars: tuple[Bar, ...]) -> None:
    assert chart(Histogram("month", bars), "fr", str) is None


@pytest.mark.parametrize(("unit", "span"), [("year", "0987"), ("month", "0987-04"), ("day", "0987-04-22")])
def test_a_span_as_the_query_language_writes_it(unit: str, span: str) -> None:
    assert span_of(date(987, 4, 22), unit) == span


# --- problems ----------------------------------------------------------------------------------------


def test_the_place_is_cut_out_of_a_long_query() -> None:
    text = "a" * 100 + "WRONG" + "b" * 100
    (shown,) = shown_problems([Problem(ProblemCode.BAD_DATE, 100, 105)], text)
    assert (shown.before, shown.wrong, shown.after) == ("…" + "a" * 24, "WRONG", "b" * 24 + "…")
    (long,) = shown_problems([Problem(ProblemCode.OPEN_QUOTE, 0, 205)], text)
    assert len(long.wrong) == LONGEST_WRONG + 1


@given(st.text(max_size=50), st.integers(-10, 90), st.integers(-10, 90), st.sampled_from(ProblemCode))
def test_any_place_can_be_shown(text: str, start: int, end: int, code: ProblemCode) -> None:
    (shown,) = shown_problems([Problem(code, start, end)], text)
    assert shown.sentence
    pieces = shown.before.removeprefix("…") + shown.wrong.removesuffix("…") + shown.after.removesuffix("…")
    assert pieces in text


def test_of_many_problems_the_first_are_told_once() -> None:
    many = [Problem(ProblemCode.BAD_DATE, place, place + 1) for place in range(50)] * 2
    assert len(shown_problems(many, "x" * 60)) == 5


# --- narrowing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wider"),
    [
        ("a b", "a OR b"), ('a "b c" d*', 'a OR "b c" OR d*'), ("a b lang:fr -c", "a OR b lang:fr -c"),
        ("a", ""), ("a lang:fr", ""), ("a OR b", ""), ("", ""),
    ],
)  # fmt: skip
def test_any_of_the_words(text: str, wider: str) -> None:
    found = any_word(parse(text))
    assert (print_query(found) if found else "") == wider


def test_limits_are_filters_and_dates_but_no_words() -> None:
    query = parse('a "b" -c -lang:fr outlet:x title:y (lang:fr OR a) after:2024 has:image')
    assert [type(limit).__name__ for limit in limits(query)] == ["Not", "Filter", "Filter", "Dated"]


def test_a_bar_takes_the_place_of_the_dates() -> None:
    query = parse("pluie after:2020 before:2026 sort:date")
    assert print_query(with_span(query, "2024-04")) == "pluie on:2024-04 sort:date"


@pytest.mark.parametrize(
    ("number", "told"), [(0, 0), (7, 7), (94, 94), (949, 950), (1_187_342, 1_200_000), (995, 1000), (99_500, 100_000)]
)
def test_estimates_are_round(number: int, told: int) -> None:
    assert rounded(number) == told


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_every_example_of_the_help_is_right(ui: str) -> None:
    assert len(help_lines(ui)) == len(help_lines(ui, "le-courrier")) - 1
    lines = help_lines(ui, "le-courrier")
    assert len({line.label for line in lines}) == len({line.meaning for line in lines}) == len(lines)
    for line in lines:
        query = parse(line.label)
        assert not query.problems, line.label
        assert print_query(query, ui) == line.label
