"""Who asks, how often, from where; and how everything below /api/ fails."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from jarida.api import ratetable
from jarida.api.keys import create_key, revoke
from jarida.api.models import Scope
from tests.api.conftest import Asker, problem_of
from tests.website.factories import make_article

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def still(monkeypatch) -> None:
    """A clock that stands, so that nothing comes back while a test runs."""
    monkeypatch.setattr(ratetable.RateTable.__init__, "__defaults__", (lambda: 1_800_000_000.0,))


# --- rates ------------------------------------------------------------------------------------------


def test_a_loop_from_one_address_is_held_and_others_are_not_touched(db, api_rate):
    api_rate(20)
    loop, other = Client(REMOTE_ADDR="198.51.100.7"), Client(REMOTE_ADDR="198.51.100.8")
    statuses = [loop.get("/api/v1/articles").status_code for _ in range(50)]
    assert statuses == [200] * 20 + [429] * 30
    assert other.get("/api/v1/articles").status_code == 200
    problem = problem_of(answer := loop.get("/api/v1/articles"), 429)
    assert answer["Retry-After"] == "4"
    assert answer["RateLimit-Policy"] == '"address";q=20;w=60'
    assert answer["RateLimit"] == '"address";r=0;t=60'
    assert "20 requests a minute" in problem["detail"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_is_left_is_said(db, ask):
    answer = ask.get("/articles")
    assert (answer["RateLimit-Policy"], answer["RateLimit"]) == ('"address";q=60;w=60', '"address";r=59;t=1')
    assert ask.get("/articles/7")["RateLimit"] == '"address";r=58;t=2'


def test_refusals_and_unknown_addresses_count_as_well(db, ask, api_rate):
    api_rate(4)
    for path, status in (("/nothing", 404), ("/articles/7", 404), ("/articles?limit=x", 400), ("/articles", 200)):
        assert ask.get(path).status_code == status
    assert ask.get("/articles").status_code == 429


def test_a_household_of_ipv6_is_one(db, api_rate):
    api_rate(3)
    for number in range(3):
        assert Client(REMOTE_ADDR=f"2001:db8:1:2::{number}").get("/api/v1/articles").status_code == 200
    assert Client(REMOTE_ADDR="2001:db8:1:2:ffff::9").get("/api/v1/articles").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").get("/api/v1/articles").status_code == 200


def test_a_forwarded_address_is_believed_of_no_stranger(db, api_rate):
    api_rate(3)
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    claims = [{"X-Forwarded-For": f"10.0.0.{number}"} for number in range(4)]
    statuses = [stranger.get("/api/v1/articles", headers=claim).status_code for claim in claims]
    assert statuses == [200, 200, 200, 429]


def test_a_key_has_its_own_rate_wherever_it_comes_from(db, api_rate):
    api_rate(2)
    _, token = create_key(per_minute=5)
    keyed = [Asker(token) for _ in range(6)]
    assert [one.get("/articles").status_code for one in keyed] == [200] * 5 + [429]
    assert keyed[0].get("/articles")["RateLimit-Policy"] == '"key";q=5;w=60'
    assert keyed[0].client.get("/api/v1/articles").status_code == 200


def test_guessing_keys_is_held(db, api_rate):
    api_rate(5)
    guesser = Client(REMOTE_ADDR="198.51.100.7")
    statuses = [
        guesser.get("/api/v1/articles", headers={"Authorization": f"Bearer jarida_{n:040}"}).status_code
        for n in range(8)
    ]  # fmt: skip
    assert statuses == [401] * 5 + [429] * 3


def test_the_reference_is_read_by_whoever_was_refused(db, ask, api_rate):
    api_rate(1)
    assert [ask.get("/articles").status_code for _ in range(2)] == [200, 429]
    assert ask.get("/docs").status_code == ask.get("/openapi.json").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_threads_share_a_rate(api_rate):
    from django.db import connection

    api_rate(10)
    statuses: list[int] = []

    def loop() -> None:
        client = Client(REMOTE_ADDR="198.51.100.7")
        statuses.extend(client.get("/api/v1/nothing").status_code for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=loop) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(404) == 10
    assert statuses.count(429) == 30


# --- keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer x", "Bearer jarida_" + "a" * 40, "Basic YTpi", "x" * 5000, "bearer \x00", "Bearer é"],
)
def test_a_wrong_key_is_told_so(db, header):
    answer = Client().get("/api/v1/articles", headers={"Authorization": header})
    problem_of(answer, 401)
    assert answer["WWW-Authenticate"] == 'Bearer realm="Jarida", error="invalid_token"'


def test_a_revoked_and_an_expired_key(db):
    key, token = create_key()
    assert Asker(token).get("/articles").status_code == 200
    revoke(key)
    problem = problem_of(Asker(token).get("/articles"), 401)
    assert "revoked" in problem["detail"]
    _, token = create_key(expires_at=datetime.now(UTC) - timedelta(days=1))
    problem_of(Asker(token).get("/articles"), 401)


def test_the_scheme_is_written_in_any_case(db, token):
    for scheme in ("Bearer", "bearer", "BEARER"):
        assert Client().get("/api/v1/articles", headers={"Authorization": f"{scheme} {token}"}).status_code == 200


def test_a_key_that_may_not_read(db):
    answer = Asker(create_key([Scope.REPORT])[1]).get("/articles")
    problem = problem_of(answer, 403)
    assert "scope read" in problem["detail"]
    assert answer["WWW-Authenticate"] == 'Bearer realm="Jarida", error="insufficient_scope", scope="read"'


# --- browsers ---------------------------------------------------------------------------------------


def test_every_origin_may_read(db, ask):
    make_article()
    answer = ask.get("/articles", headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "RateLimit", "Retry-After"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies


def test_a_browser_asks_first(db, ask):
    answer = ask.client.options(
        "/api/v1/articles",
        headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Headers": "authorization"},
    )
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer["Access-Control-Allow-Headers"]
    assert "POST" not in answer["Access-Control-Allow-Methods"]
    assert "RateLimit" not in answer


def test_head_is_get_without_its_body(press, ask):
    get, head = ask.get("/articles"), ask.client.head("/api/v1/articles")
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(get.content))
    assert head["ETag"] == get["ETag"]
    assert ask.client.head("/api/v1/articles/99").status_code == 404


def test_answers_are_small_where_gzip_is_taken(press, ask):
    plain = ask.get("/articles")
    packed = ask.get("/articles", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 4
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["ETag"] == plain["ETag"]
    assert "Content-Encoding" not in plain


def test_no_robot_lists_it(db, ask):
    assert ask.get("/articles")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in ask.get("/docs")


# --- failing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/articles/", "/api/v2/articles", "/api/x", "/api/v1/articles/1/x", "/api/v1//"]
)
def test_what_is_not_there(db, path):
    problem_of(Client().get(path), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_methods_that_are_not_known(db, ask, method):
    answer = getattr(ask.client, method)("/api/v1/articles")
    problem_of(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_elsewhere_the_website_answers(db):
    answer = Client().get("/en/nothing")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_an_error_of_ours_is_a_problem_without_particulars(db, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("jarida.api.articles.queries.latest", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/articles")
    problem_of(answer, 500)
    assert b"secret" not in answer.content


HOSTILE = [
    "/articles?limit=0", "/articles?limit=201", "/articles?limit=1e3", "/articles?limit=1.0", "/articles?limit=%00",
    f"/articles?limit={'9' * 5000}", "/articles?limit=%D9%A3", "/articles?limit=-1", "/articles?limit=",
    "/articles?day=2024-13-45", "/articles?day=0", "/articles?day=1700000000", "/articles?day=%00",
    "/articles?day=0000-01-01", "/articles?language=%00", "/articles?language=fr%0A", "/articles?outlet=%00",
    "/articles?outlet=../x", "/articles?outlet=a%0A", "/articles?updated_since=yesterday",
    "/articles?updated_since=1700000000", "/articles?updated_since=2024-02-30T00:00:00Z",
    "/articles?updated_since=2024-02-03T00:00:00", "/articles?fields=%00", "/articles?fields=%ED%A0%80",
    "/articles?cursor=", "/articles?cursor=%00", "/articles?cursor=abc", "/articles?cursor=" + "A" * 300,
    "/articles?cursor=%ED%A0%80", "/articles?limit=1&limit=2", "/articles?%00=1", "/articles?%ED%A0%80=1",
    "/articles?" + "&".join(f"a{n}=1" for n in range(10_000)), "/articles?language=french",
    f"/articles/{'9' * 18}0", f"/articles/{'9' * 5000}", "/articles/0", "/articles/-1", "/articles/%D9%A3",
    "/articles/1/revisions/0", "/articles/1/revisions/99999", "/outlets/%00", "/outlets/a%00b", "/outlets/%ED%A0%80",
    "/outlets/" + "a" * 3000, "/outlets/x/ledger?first=2024-02-01&last=2024-01-01", "/images/xyz",
    "/images/" + "A" * 64, "/archive/days?by=month", "/archive/days?first=0001-01-01&last=9999-12-31",
    "/search", "/search?q=a&sort=random", "/search?q=a&expand=maybe", "/suggestions", "/suggestions?q=a&limit=99",
    "/feeds?state=happy", "/feeds?cursor=1", "/outlets?active=1", "/removals?since=now", "/removals?cursor=a.b",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path[:50])
def test_hostile_input_gets_a_clear_answer(db, ask, path):
    answer = ask.client.get(f"/api/v1{path}")
    assert 400 <= answer.status_code < 500
    problem = problem_of(answer, answer.status_code)
    assert len(answer.content) < 2000
    assert problem["detail"] != problem["title"]


def test_more_parameters_than_are_taken_are_named_so(db, ask):
    path = "/articles?" + "&".join(f"a{n}=1" for n in range(10_000))
    assert "more parameters" in problem_of(ask.client.get(f"/api/v1{path}"), 400)["detail"]


def test_the_wrong_parameter_is_named(db, ask):
    problem = ask.problem("/articles", 400, limit="many")
    assert problem["detail"] == "limit: must be a whole number"
    assert problem["errors"] == [{"in": "query", "name": "limit", "message": "must be a whole number"}]
    problem = ask.problem("/articles", 400, langage="fr")
    assert "did you mean language?" in problem["detail"]
    assert problem["errors"][0]["name"] == "langage"
    assert ask.problem("/articles", 400, day="2024-13-45")["detail"] == "day: there is no such day in the calendar"
    assert ask.problem("/articles/0", 400)["errors"][0]["in"] == "path"


def test_a_tampered_cursor(press, ask):
    cursor = ask.json("/articles", limit=3)["next"]
    assert ask.problem("/articles", 400, cursor=cursor[:-1] + "_")["type"].endswith("#bad-cursor")
    assert ask.problem("/articles", 400, cursor=cursor, language="fr")["errors"][0]["name"] == "cursor"
    assert ask.problem("/outlets", 400, cursor=cursor)["type"].endswith("#bad-cursor")
    assert ask.get("/articles", cursor=cursor, limit=9, fields="id").status_code == 200


def test_a_body_that_is_too_large_is_not_read(db, token):
    client = Client(headers={"Authorization": f"Bearer {token}"})
    problem_of(client.post("/api/v1/articles", "x" * 10_001, content_type="application/json"), 413)


def test_an_unknown_host_is_a_problem_too(db, settings):
    settings.ALLOWED_HOSTS = ["known.example"]
    problem_of(Client(raise_request_exception=False).get("/api/v1/articles", headers={"Host": "unknown.example"}), 400)


def test_the_start_leads_to_all_lists(press, ask):
    start = ask.json("/")
    assert start["articles"] == 42
    assert start["outlets"] == 6
    for link in start["links"].values():
        path = "/api" + link.partition("/api")[2]
        query = {"q": "a"} if path.endswith(("search", "suggestions")) else {}
        assert ask.client.get(path, query).status_code == 200
    assert json.loads(ask.client.get("/api/v1/").content) == start


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1"])
def test_people_are_led_to_the_reference(db, path):
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/api/v1/docs")
