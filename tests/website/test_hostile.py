"""What outlets send is hostile: nothing of it becomes markup, script or a foreign scheme."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jarida.website.jinja import json_script, web_address
from tests.website.factories import make_article, make_image, make_outlet, make_revision, withdraw

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}{%raw%}"
PAGES = ["", "/revisions", "/revisions/1", "/cite"]


@pytest.fixture
def hostile(db: Any) -> Any:
    outlet = make_outlet("mal", name=EVIL, names={"fr": EVIL}, homepage="javascript:alert(3)")
    article = make_article(
        outlet, title=EVIL, slug="titre", authors=[EVIL], section=EVIL, summary=EVIL, paragraphs=[EVIL],
        image=make_image(1), caption=EVIL, credit=EVIL, url="javascript:alert(4)", tags=[EVIL],
    )  # fmt: skip
    make_revision(article, 2, title=EVIL + "2", paragraphs=[EVIL + " autre"], summary=EVIL)
    withdraw(make_article(outlet, title=EVIL), EVIL)
    return article


@pytest.mark.database
@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_nothing_of_it_becomes_markup(client: Client, hostile: Any, ui: str) -> None:
    paths = [f"/{ui}/articles/{hostile.pk}/titre{suffix}" for suffix in PAGES]
    paths += [f"/{ui}{rest}" for rest in ("/", "/ticker", "/outlets/", "/outlets/mal/", "/removals/")]
    for path in paths:
        text = client.get(path).content.decode()
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert 'href="javascript:' not in text, path
        assert "49" not in re.sub(r"\d{3,}|[0-9a-f]{10,}", "", text) or "{{7*7}}" in text, path


@pytest.mark.database
def test_structured_data_cannot_be_left(client: Client, hostile: Any) -> None:
    text = client.get(f"/fr/articles/{hostile.pk}/titre").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert block
    assert "<" not in block[1]
    assert json.loads(block[1])["headline"] == EVIL


@pytest.mark.database
def test_citations_stay_one_record(client: Client, hostile: Any) -> None:
    hostile.title = "A}\n@evil{x,\r\nER  - \r\nTY  - JOUR"
    hostile.save()
    ris = client.get(f"/fr/articles/{hostile.pk}/titre/cite.ris").content.decode()
    assert re.findall(r"^(?:TY|ER)  - .*$", ris, re.MULTILINE) == ["TY  - NEWS\r", "ER  - \r"]
    bibtex = client.get(f"/fr/articles/{hostile.pk}/titre/cite.bib").content.decode()
    assert re.findall(r"^@\w+", bibtex, re.MULTILINE) == ["@misc"]
    assert "A\\}" in bibtex


@pytest.mark.parametrize(
    "url", ["javascript:x", "data:text/html,x", "//x.example", "JAVASCRIPT:x", "ftp://x", "", " http://x"]
)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert web_address(url) == ""


def test_addresses_of_the_web_are() -> None:
    assert web_address("https://x.example/é") == "https://x.example/é"


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_in_a_script_is_the_same_json(text: str) -> None:
    written = str(json_script({"text": text}))
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"text": text}
