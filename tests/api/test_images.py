"""Pictures' state, and reports of them by programs."""

import json
from typing import Any

import pytest
from django.test import Client

from jarida.api.keys import create_key
from jarida.api.models import ApiKey, Scope
from jarida.archive.models import Image, ImageState
from jarida.moderation.models import Report
from tests.api.conftest import problem_of
from tests.moderation.factories import bare_image, with_options
from tests.website.factories import make_article

pytestmark = pytest.mark.database


@pytest.fixture
def image(db) -> Image:
    return bare_image()


def report(digest: str, token: str = "", body: Any = None, **more: Any) -> Any:
    """Send a report."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = body if isinstance(body, str | bytes) else json.dumps(body if body is not None else {})
    more.setdefault("content_type", "application/json")
    return Client(headers=headers, REMOTE_ADDR="192.0.2.1").post(f"/api/v1/images/{digest}/reports", data, **more)


def reporter() -> str:
    return create_key([Scope.REPORT])[1]


def test_a_picture_that_is_shown(image, ask):
    found = ask.json(f"/images/{image.digest}")
    assert found["state"] == "shown"
    assert [file["width"] for file in found["files"]] == [320, 640]
    assert "report_count" not in found
    Image.objects.update(state=ImageState.CLEARED)
    assert ask.json(f"/images/{image.digest}")["state"] == "shown"


def test_a_picture_that_is_blocked(image, ask):
    Image.objects.update(state=ImageState.BLOCKED)
    found = ask.json(f"/images/{image.digest}")
    assert (found["state"], found["files"]) == ("blocked", [])
    assert ask.problem(f"/images/{'0' * 64}", 404)["detail"] == "There is no picture with this digest."


def test_several_keys_block_a_picture(image):
    states = [report(image.digest, reporter()).json()["state"] for _ in range(3)]
    assert states == ["shown", "shown", "blocked"]
    image.refresh_from_db()
    assert image.state == ImageState.BLOCKED


def test_one_key_is_one_person_however_often_and_from_wherever(image):
    token = reporter()
    for number in range(5):
        assert report(image.digest, token, REMOTE_ADDR=f"192.0.2.{number + 1}").json()["state"] == "shown"
    image.refresh_from_db()
    assert image.report_count == 1


@pytest.mark.parametrize("identify", ["cookie", "address-and-cookie"])
def test_keys_behind_one_address_are_persons_of_their_own(image, settings, identify):
    settings.OPTIONS = with_options(settings.OPTIONS, moderation={"identify": identify})
    assert [report(image.digest, reporter()).json()["state"] for _ in range(3)][-1] == "blocked"


def test_nothing_tells_the_key_in_the_clear(image):
    token = reporter()
    report(image.digest, token)
    row = str(Report.objects.values().get())
    assert token not in row
    assert ApiKey.objects.get().token_hash not in row


def test_the_article_is_kept_with_the_report(image):
    article = make_article()
    assert report(image.digest, reporter(), {"article": article.pk}).status_code == 200
    assert report(image.digest, reporter(), {"article": 10**17}).status_code == 200
    assert [row.article_id for row in Report.objects.order_by("id")] == [article.pk, None]


def test_without_a_key(image):
    answer = report(image.digest)
    problem_of(answer, 401)
    assert 'scope="reports:write"' in answer["WWW-Authenticate"]
    assert "Access-Control-Allow-Origin" not in answer
    assert not Report.objects.exists()


def test_a_key_that_only_reads(image):
    problem = problem_of(report(image.digest, create_key([Scope.READ])[1]), 403)
    assert "reports:write" in problem["detail"]
    assert not Report.objects.exists()


def test_an_unknown_picture(db):
    problem_of(report("0" * 64, reporter()), 404)
    problem_of(report("x", reporter()), 400)


def test_so_many_reports_an_hour(image, settings):
    settings.OPTIONS = with_options(settings.OPTIONS, moderation={"reports_per_hour": 2})
    token, other = reporter(), reporter()
    assert [report(image.digest, token).status_code for _ in range(3)] == [200, 200, 429]
    answer = report(image.digest, token)
    assert 0 < int(answer["Retry-After"]) <= 3601
    assert report(image.digest, other).status_code == 200


DEEP = "[" * 4_000 + "]" * 4_000
BODIES = [
    " ", "{", "null", "[]", "1", '"x"', DEEP, '{"article": ' + DEEP + "}", '{"article": "1"}', '{"article": 0}',
    '{"article": -1}', '{"article": 1e400}', '{"article": ' + "9" * 5000 + "}", '{"article": true}',
    '{"article": 1.5}', '{"articel": 1}', '{"article": "\\ud800"}', '{"\\ud800": 1}', '{"article": "\\u0000"}',
    b"\xff\xfe", b"\x00", '{"article": NaN}',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body)[:30])
def test_bodies_that_make_no_sense(image, body):
    answer = report(image.digest, reporter(), body)
    problem = problem_of(answer, 400)
    assert problem["detail"].startswith(("body: ", "article: ", "articel: ")) or "\\ud800" in problem["detail"]
    assert len(answer.content) < 3000
    assert not Report.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_bodies_that_are_no_json(image, kind):
    problem_of(report(image.digest, reporter(), "{}", content_type=kind), 415)


def test_a_report_cannot_be_fetched(image, ask):
    answer = ask.client.get(f"/api/v1/images/{image.digest}/reports")
    problem_of(answer, 405)
    assert answer["Allow"] == "OPTIONS, POST"
