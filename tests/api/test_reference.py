"""The description and the page made from it."""

import json
import re
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jarida.api.describe import description
from jarida.api.problems import Kinds
from jarida.api.reference import inline, paragraphs

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def document() -> Any:
    return description("https://presse.example", "Presse", "1")


def operations(document: Any) -> list[tuple[str, str, Any]]:
    return [(path, method, each) for path, methods in document["paths"].items() for method, each in methods.items()]


def wrong(schema: Any, value: Any) -> list[str]:
    return [str(error) for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(value)]


def test_it_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    assert document["servers"][0]["url"] == "https://presse.example"
    assert json.loads(json.dumps(document)) == document


def test_every_reference_within_it_leads_somewhere(document):
    for reference in set(re.findall(r'"\$ref": "(#[^"]+)"', json.dumps(document))):
        found = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_every_example_is_of_its_shape(document):
    for path, _method, operation in operations(document):
        content = operation["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": document["components"]}
        assert wrong(schema, content["example"]) == [], path
    for status, answer in document["components"]["responses"].items():
        content = answer["content"]["application/problem+json"]
        schema = {**content["schema"], "components": document["components"]}
        for example in content["examples"].values():
            assert wrong(schema, example["value"]) == [], status
            assert example["value"]["status"] == int(status[:3])


def test_every_operation_says_what_may_come(document):
    for path, method, operation in operations(document):
        assert operation["description"], path
        assert {"200", "400", "401", "429", "500"} <= set(operation["responses"])
        assert ("304" in operation["responses"]) is (method == "get")
        assert "RateLimit" in operation["responses"]["200"]["headers"]
        for parameter in operation["parameters"]:
            assert parameter["description"], (path, parameter["name"])
            assert "anyOf" not in parameter["schema"]
            assert "examples" not in parameter


def test_parameters_fit_their_own_examples(document):
    for path, _method, operation in operations(document):
        for parameter in operation["parameters"]:
            if "example" in parameter:
                assert jsonschema_rs.is_valid(parameter["schema"], parameter["example"]), (path, parameter["name"])


def test_operations_have_names_of_their_own(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names)) == 20


def test_the_description_is_served(db):
    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["paths"]
    again = Client().get("/api/v1/openapi.json", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.fixture
def html(db) -> str:
    return Client().get("/api/v1/docs").content.decode()


def test_the_page_has_every_operation_problem_and_shape(html, document):
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert {operation["operationId"] for _, _, operation in operations(document)} <= ids
    assert {kind.value.slug for kind in Kinds} <= ids
    assert {f"shape-{name}" for name in document["components"]["schemas"]} <= ids
    assert html.count("curl ") == 21


def test_every_link_within_the_page_leads_somewhere(html):
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_page_needs_no_script_and_nothing_from_elsewhere(html):
    for forbidden in ("<script", "<style", " style=", "onclick", "<iframe", "cdn", "<img"):
        assert forbidden not in html
    loaded = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', html)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_the_type_of_a_problem_leads_to_its_paragraph(db, html):
    kind = Client().get("/api/v1/articles/7").json()["type"]
    path, _, fragment = kind.partition("#")
    assert path.endswith("/api/v1/docs")
    assert f'id="{fragment}"' in html


def test_a_wrong_method_on_the_page_is_a_problem(db):
    answer = Client().post("/api/v1/docs")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"


@given(st.text(max_size=200))
def test_nothing_breaks_out_of_a_paragraph(text):
    safe = re.sub(r"</?(?:code|strong)>", "", str(inline(text)))
    assert "<" not in safe
    assert ">" not in safe


def test_paragraphs():
    assert [str(each) for each in paragraphs("One\ntwo `a<b`.\n\n**Three**.\n")] == [
        "One two <code>a&lt;b</code>.", "<strong>Three</strong>.",
    ]  # fmt: skip


def test_robots_read_the_reference_alone(db):
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /api/" in lines
    assert "Allow: /api/v1/docs" in lines
