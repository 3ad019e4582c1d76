"""Problem documents: one for each thing that can go wrong, and none says more than it should."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from jarida.api import problems
from jarida.api.problems import Kinds, Problem, bad_parameter, of_status, shown
from tests.website.factories import make_outlet

pytestmark = pytest.mark.database


@pytest.mark.parametrize("kind", list(Kinds))
def test_every_kind_is_a_document(kind):
    answer = problems.response(Problem(kind, "What was wrong."))
    content = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert answer.status_code == content["status"] == kind.value.status
    assert content["type"].endswith(f"/api/v1/docs#{kind.value.slug}")
    assert content["detail"] == "What was wrong."
    assert kind.value.title
    assert kind.value.advice.endswith(".")


def test_kinds_have_names_of_their_own():
    slugs = [kind.value.slug for kind in Kinds]
    assert len(slugs) == len(set(slugs))
    assert all(re.fullmatch("[a-z-]+", slug) for slug in slugs)


def test_further_members_and_headers():
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    answer = problems.response(Problem(Kinds.GONE, "Gone.", {"withdrawn_at": moment}, {"X-One": "1"}))
    assert json.loads(answer.content)["withdrawn_at"] == "2026-11-23T00:00:00Z"
    assert answer["X-One"] == "1"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 418, 500, 503])
def test_of_a_status_alone(status):
    answer = of_status(status, {"Allow": "GET"})
    assert answer.status_code == json.loads(answer.content)["status"] == status
    assert answer["Allow"] == "GET"
    assert problems.is_problem(answer)
    assert not problems.is_problem(HttpResponse("x", status=status))


def test_a_wrong_parameter_is_named_twice():
    problem = bad_parameter("limit", "too much")
    assert problem.detail == "limit: too much"
    assert problem.more["errors"] == [{"in": "query", "name": "limit", "message": "too much"}]


@given(st.text(st.characters(), max_size=300))
def test_what_somebody_sent_is_said_back_short_and_harmless(text):
    said = shown(text)
    assert len(said) <= 4 * (problems.LONGEST_SHOWN + 3) * 3
    json.dumps(said).encode("utf-8")
    assert "\0" not in said
    assert "\n" not in said


def test_surrogates_and_signs_of_direction_are_escaped():
    assert shown("\ud800") == "'?'"
    assert "\u202e" not in shown("\u202eabc")


# --- what somebody sent, in whole answers -----------------------------------------------------------


def test_many_wrong_parameters_are_all_named(ask):
    problem = ask.problem("/articles", 400, limit="x", day="y", language="ZZZZ", outlet="a b")
    assert {error["name"] for error in problem["errors"]} == {"limit", "day", "language", "outlet"}


def test_a_missing_parameter_is_named(ask):
    problem = ask.problem("/search", 400)
    assert problem["errors"] == [{"in": "query", "name": "q", "message": "field required"}]


def test_a_parameter_given_twice_is_named(ask):
    answer = ask.client.get("/api/v1/articles?limit=1&limit=2")
    assert answer.json()["detail"] == "limit: it is given more than once"


def test_an_operation_without_parameters_takes_none(ask):
    assert "known are: none" in ask.problem("/", 400, limit="1")["detail"]


def test_an_unknown_outlet_is_said_back_harmlessly(ask):
    make_outlet("one")
    problem = ask.problem("/outlets/two", 404)
    assert problem["detail"] == "There is no outlet 'two'; /api/v1/outlets lists them."
