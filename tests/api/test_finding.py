"""Search for programs: all that the service knows, and pages that follow each other."""

import pytest

from jarida.api import finding
from jarida.archive.models import Outlet
from jarida.archive.search.contract import Place, SearchTooSlow
from jarida.archive.search.service import BadPlace
from tests.archive.making import make_feed, make_outlet, read
from tests.pipeline.builders import NOW

pytestmark = pytest.mark.database


@pytest.fixture
def found(db) -> Outlet:
    """Articles as the pipeline brings them, so that they are in the index."""
    from tests.archive.making import make_entry

    outlet = make_outlet("press")
    feed = make_feed(outlet)
    for number in range(9):
        entry = make_entry(f"dam-{number}", feed, title=f"The reservoir number {number} fills")
        read(
            entry, title=f"The reservoir number {number} fills", paragraphs=(TEXTS[number % 3] + f" Number {number}.",)
        )
    return outlet


TEXTS = (
    "After weeks of rain the dams of the north are half full, says the agency that measures them every morning.",
    "Farmers in the valley hope that irrigation will be allowed again before the sowing of wheat begins.",
    "The minister visited the works and promised that the second tunnel would be opened before the summer.",
)


def test_a_search_says_what_it_found_and_where(found, ask):
    answer = ask.json("/search", q="reservoir")
    assert answer["count"] == {"number": 9, "exact": True}
    assert answer["written"] == "reservoir"
    assert answer["sort"] == "date"
    first = answer["items"][0]
    title = first["article"]["title"]
    assert [title[mark["start"] : mark["end"]] for mark in first["title_marks"]] == ["reservoir"]
    assert first["article"]["outlet"]["slug"] == "press"
    assert answer["facets"] is None
    assert answer["histogram"] is None
    assert answer["problems"] == []


def test_pages_follow_each_other(found, ask):
    for sort in ("date", "relevance"):
        ids = [item["article"]["id"] for item in ask.walk("/search", q="reservoir", sort=sort, limit=2, fold="false")]
        assert len(ids) == len(set(ids)) == 9


def test_a_cursor_is_good_for_its_own_search_only(found, ask):
    cursor = ask.json("/search", q="reservoir", limit=2, fold="false")["next"]
    assert ask.get("/search", q="reservoir", limit=5, fold="false", cursor=cursor).status_code == 200
    for query in ({"q": "number", "fold": "false"}, {"q": "reservoir", "fold": "false", "sort": "relevance"}):
        assert ask.problem("/search", 400, cursor=cursor, **query)["type"].endswith("#bad-cursor")
    assert ask.problem("/search", 400, q="reservoir", cursor=cursor[:-2] + "zz")["errors"][0]["name"] == "cursor"


def test_a_place_that_the_index_knows_no_more(found, ask, monkeypatch):
    def refuse(text: str) -> Place:
        raise BadPlace("another index")

    cursor = ask.json("/search", q="reservoir", limit=2, fold="false")["next"]
    monkeypatch.setattr("jarida.api.finding.service.read_place", refuse)
    problem = ask.problem("/search", 400, q="reservoir", fold="false", cursor=cursor)
    assert "begin again" in problem["detail"]


def test_facets_and_histogram(found, ask):
    answer = ask.json("/search", q="reservoir", facets="true", histogram="true")
    assert [(value["value"], value["hits"]) for value in answer["facets"]["outlets"]] == [("press", 9)]
    assert answer["facets"]["years"][0]["hits"] == 9
    assert sum(bar["hits"] for bar in answer["histogram"]["bars"]) == 9
    assert answer["histogram"]["unit"] in ("day", "month", "year")


def test_what_is_wrong_with_a_query_is_said_and_its_words_are_searched(found, ask):
    answer = ask.json("/search", q='"reservoir after:2024-13-45')
    assert {problem["code"] for problem in answer["problems"]} & {"open-quote", "bad-date"}
    answer = ask.json("/search", q="reservoir after:2024-13-45")
    (problem,) = answer["problems"]
    assert problem["code"] == "bad-date"
    assert "reservoir after:2024-13-45"[problem["start"] : problem["end"]]
    assert answer["count"]["number"] == 9


def test_fields_are_members_of_the_article(found, ask):
    item = ask.items("/search", q="reservoir", fields="id,title", limit=1)[0]
    assert set(item["article"]) == {"id", "title"}
    assert "snippet" in item


def test_what_the_publisher_does_not_allow_is_not_found_nor_shown(found, ask):
    Outlet.objects.update(policy="headline")
    content = ask.get("/search", q="reservoir").content.decode()
    assert "irrigation" not in content
    assert "tunnel" not in content


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "\0", "a\0b", "\u202e\u2066", "((((", '"', "-", "OR", "a" * 5000, "a " * 2000, "\ufffd", "'; --",
        "* OR *", "NEAR(a b)", "title:", "outlet:nobody", "lang:xx", "after:", "~all", "{}", "^a", "a:b:c", "é" * 300,
    ],
    ids=lambda query: repr(query)[:20],
)  # fmt: skip
def test_whatever_is_typed_is_answered(found, ask, query):
    answer = ask.get("/search", q=query, facets="true", histogram="true")
    assert answer.status_code == 200, answer.content
    assert ask.get("/suggestions", q=query[:200]).status_code == 200


def test_suggestions(found, ask):
    items = ask.items("/suggestions", q="reserv")
    assert all(isinstance(item, str) for item in items)
    assert len(ask.items("/suggestions", q="r", limit=1)) <= 1
    assert ask.problem("/suggestions", 400, q="x" * 201)["errors"][0]["name"] == "q"


def test_the_moment_of_a_hit_is_its_own(found, ask):
    item = ask.items("/search", q="reservoir", limit=1)[0]["article"]
    assert item["first_seen_at"].startswith(f"{NOW:%Y-%m-%d}")


def test_a_search_that_takes_too_long_is_told_so(db, client, monkeypatch):
    def slow(request):
        raise SearchTooSlow("the search took too long")

    monkeypatch.setattr(finding.service, "search", slow)
    answer = client.get("/api/v1/search", {"q": "word"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["type"].endswith("#search-too-slow")
    assert answer["Retry-After"] == "10"
