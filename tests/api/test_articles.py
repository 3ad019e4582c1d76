"""Articles, versions and removals for programs."""

from datetime import UTC, datetime, timedelta

import pytest

from jarida.archive import generation
from jarida.archive.models import Article, Image, ImageState, Outlet, Revision
from tests.website.factories import NOON, make_article, make_image, make_outlet, make_revision, withdraw

pytestmark = pytest.mark.database


def test_a_list_is_newest_first_and_says_everything_of_each(press, ask):
    page = ask.json("/articles", limit=5)
    moments = [item["published"]["value"] for item in page["items"]]
    assert moments == sorted(moments, reverse=True)
    first = page["items"][0]
    assert set(first) == {
        "id", "title", "language", "outlet", "section", "authors", "summary", "policy", "kind", "published",
        "modified", "first_seen_at", "changed_at", "revisions", "image", "url", "permanent_url", "story",
    }  # fmt: skip
    assert first["published"]["origin"] == "json-ld"
    assert first["published"]["confidence"] == 0.95
    assert first["permanent_url"].endswith(f"/articles/{first['id']}")
    assert page["more"]


def test_pages_follow_each_other_without_gap_or_double(press, ask):
    ids = [item["id"] for item in ask.walk("/articles", limit=7)]
    assert ids == list(Article.objects.order_by("-sort_at", "-id").values_list("id", flat=True))


def test_a_list_costs_two_queries(press, ask, django_assert_num_queries):
    with django_assert_num_queries(2):
        ask.json("/articles", limit=50)


def test_the_next_page_is_also_in_the_header(press, ask):
    answer = ask.get("/articles", limit=7, language="fr", fields="id")
    link = answer["Link"]
    assert link.endswith('>; rel="next"')
    path = link[1:].partition(">")[0].partition("/api/v1")[2]
    follow = ask.client.get(f"/api/v1{path}").json()["items"]
    assert [set(item) for item in follow] == [{"id"}] * 7
    assert "Link" not in ask.get("/articles", limit=200)


def both(article: Article) -> bool:
    return article.outlet.slug == "agence-du-rif" and article.language == "ar"


@pytest.mark.parametrize(
    ("filters", "of"),
    [
        ({"outlet": "atlas-post"}, lambda article: article.outlet.slug == "atlas-post"),
        ({"language": "ar"}, lambda article: article.language == "ar"),
        ({"outlet": "agence-du-rif", "language": "ar"}, both),
    ],
)  # fmt: skip
def test_filters(press, ask, filters, of):
    wanted = {article.pk for article in Article.objects.select_related("outlet") if of(article)}
    assert {item["id"] for item in ask.walk("/articles", limit=10, **filters)} == wanted


def test_by_day(db, ask):
    inside, outside = make_article(published_at=NOON), make_article(published_at=NOON - timedelta(days=3))
    found = ask.items("/articles", day=inside.day.isoformat())
    assert [item["id"] for item in found] == [inside.pk]
    assert ask.items("/articles", day=outside.day.isoformat())[0]["id"] == outside.pk
    assert ask.items("/articles", day="1999-01-01") == []


def test_an_unknown_outlet_is_named(db, ask):
    assert "'nobody'" in ask.problem("/articles", 404, outlet="nobody")["detail"]


def test_a_date_that_nobody_said_is_none(db, ask):
    article = make_article(published_at=None)
    found = ask.json(f"/articles/{article.pk}")
    assert found["published"] is None
    assert found["first_seen_at"] == "2026-11-23T12:00:00Z"


def test_an_article_whole(db, ask):
    image = make_image()
    article = make_article(
        image=image, caption="Le lac", credit="Rif", paragraphs=["Un.", "Deux."], summary="Un résumé",
        modified_at=NOON, modified_origin="meta", authors=["Salma Idrissi"],
    )  # fmt: skip
    found = ask.json(f"/articles/{article.pk}")
    assert found["paragraphs"] == ["Un.", "Deux."]
    assert found["modified"] == {"value": "2026-11-23T12:00:00Z", "origin": "meta"}
    assert found["authors"] == ["Salma Idrissi"]
    assert found["images"][0]["digest"] == image.digest
    assert found["images"][0]["caption"] == "Le lac"
    assert [file["width"] for file in found["images"][0]["files"]] == [320, 640, 1280]
    assert found["day"] == article.day.isoformat()


def test_a_blocked_picture_has_no_files(db, ask):
    image = make_image(state=ImageState.BLOCKED)
    article = make_article(image=image)
    found = ask.json(f"/articles/{article.pk}")
    assert found["image"]["blocked"]
    assert found["image"]["files"] == found["images"][0]["files"] == []
    Image.objects.update(state=ImageState.CLEARED)
    assert not ask.json(f"/articles/{article.pk}")["image"]["blocked"]


@pytest.mark.parametrize(("policy", "paragraphs", "summary"), [("excerpt", [], True), ("headline", [], False)])
def test_the_publisher_decides(ask, policy, paragraphs, summary):
    outlet = make_outlet(policy=policy)
    article = make_article(outlet, paragraphs=["Premier secret.", "Second."], summary="Le résumé", image=make_image())
    make_revision(article, 2, paragraphs=["Autre secret."])
    whole = ask.json(f"/articles/{article.pk}")
    assert whole["policy"] == policy
    assert whole["paragraphs"] == paragraphs
    assert bool(whole["summary"]) is summary
    assert bool(whole["images"]) is summary
    for path in ("", "/revisions", "/revisions/1", "/revisions/2"):
        assert "secret" not in ask.get(f"/articles/{article.pk}{path}").content.decode()
    assert "secret" not in ask.get("/articles").content.decode()
    assert "secret" not in ask.get("/articles", updated_since="2000-01-01T00:00:00Z").content.decode()


def test_the_pages_own_signals_lower_it(db, ask):
    article = make_article(limit="headline", paragraphs=["Un secret."], summary="Un secret")
    assert "secret" not in ask.get(f"/articles/{article.pk}").content.decode()


def test_versions(db, ask):
    article = make_article(paragraphs=["Avant."])
    make_revision(article, 2, title="Nouveau titre", paragraphs=["Après."], origin="engine")
    items = ask.items(f"/articles/{article.pk}/revisions")
    assert [(item["number"], item["paragraphs"], item["by_engine"]) for item in items] == [
        (1, ["Avant."], False), (2, ["Après."], True),
    ]  # fmt: skip
    assert ask.json(f"/articles/{article.pk}/revisions/2")["title"] == "Nouveau titre"
    assert "no version 3" in ask.problem(f"/articles/{article.pk}/revisions/3", 404)["detail"]


def test_what_was_withdrawn_is_gone_with_its_reason(db, ask):
    article = make_article(title="Un secret")
    withdraw(article, "À la demande de l'éditeur")
    for path in ("", "/revisions", "/revisions/1"):
        problem = ask.problem(f"/articles/{article.pk}{path}", 410)
        assert problem["reason"] == "À la demande de l'éditeur"
        assert problem["withdrawn_at"] == "2026-11-23T12:00:00Z"
        assert problem["outlet"]["slug"] == article.outlet.slug
        assert "secret" not in str(problem)
        assert "private@" not in str(problem)
    assert ask.items("/articles") == []
    assert ask.items("/articles", updated_since="2000-01-01T00:00:00Z") == []


def test_what_never_was_is_not_found(db, ask):
    assert "article 77" in ask.problem("/articles/77", 404)["detail"]


def test_removals_page_by_page_and_since(db, ask):
    for number in range(5):
        withdraw(make_article(), f"raison {number}", NOON + timedelta(hours=number))
    found = ask.walk("/removals", limit=2)
    assert [item["reason"] for item in found] == [f"raison {number}" for number in (4, 3, 2, 1, 0)]
    since = (NOON + timedelta(hours=2)).isoformat()
    assert [item["reason"] for item in ask.walk("/removals", limit=2, since=since)] == [
        "raison 4",
        "raison 3",
        "raison 2",
    ]


# --- changes ----------------------------------------------------------------------------------------


def since(moment: datetime) -> str:
    """As the parameter wants it."""
    return moment.isoformat()


def test_changes_come_in_the_order_in_which_they_were_kept(db, ask):
    old, changed = make_article(), make_article()
    new = make_article()
    make_revision(changed, 2, paragraphs=["Changé."], seen_at=NOON + timedelta(hours=3))
    items = ask.items("/articles", updated_since=since(NOON - timedelta(days=3650)))
    assert [item["id"] for item in items] == [old.pk, new.pk, changed.pk]
    assert items[-1]["changed_at"] == "2026-11-23T15:00:00Z"
    items = ask.items("/articles", updated_since=since(NOON + timedelta(hours=1)))
    assert [item["id"] for item in items] == [changed.pk]
    assert ask.items("/articles", updated_since=since(NOON + timedelta(days=1))) == []


def test_a_mirror_misses_nothing(db, ask):
    articles = [make_article() for _ in range(9)]
    start = since(NOON - timedelta(days=3650))
    seen, cursor = [], {}
    for _ in range(20):
        page = ask.json("/articles", updated_since=start, limit=4, **cursor)
        seen += [item["id"] for item in page["items"]]
        cursor = {"cursor": page["next"]}
        if not page["more"]:
            break
    assert seen == [article.pk for article in articles]
    assert ask.json("/articles", updated_since=start, limit=4, **cursor)["items"] == []
    # fetched before the last of them, kept after: a list by time would have passed it by
    late = make_article(published_at=NOON - timedelta(hours=5))
    make_revision(articles[0], 2, paragraphs=["Changé."])
    page = ask.json("/articles", updated_since=start, limit=4, **cursor)
    assert [item["id"] for item in page["items"]] == [late.pk, articles[0].pk]
    assert not page["more"]


def test_changes_of_an_outlet_are_looked_for_only_so_far(press, ask, monkeypatch):
    monkeypatch.setattr("jarida.archive.records.SCANNED", 10)
    outlet = Outlet.objects.get(slug="atlas-post")
    found = ask.walk("/articles", updated_since="2000-01-01T00:00:00Z", outlet="atlas-post", limit=3)
    assert sorted(item["id"] for item in found) == sorted(outlet.articles.values_list("id", flat=True))


def test_changes_of_any_time(press, ask):
    total = Revision.objects.count()
    for moment in ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1970-01-01t00:00:00z"):
        assert len(ask.items("/articles", updated_since=moment, limit=200)) == total
    assert ask.items("/articles", updated_since="9999-12-31T23:59:59-14:00") == []


def test_a_plus_sign_that_became_a_space_is_understood(db, ask):
    make_article()
    answer = ask.client.get("/api/v1/articles?updated_since=2026-11-01T00:00:00+01:00")
    assert len(answer.json()["items"]) == 1


# --- conditional requests ---------------------------------------------------------------------------


def test_nothing_is_read_where_nothing_changed(press, ask, django_assert_num_queries):
    answer = ask.get("/articles")
    with django_assert_num_queries(0):
        again = ask.get("/articles", headers={"If-None-Match": f'"other", {answer["ETag"]}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == answer["ETag"]
    assert ask.get("/articles", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_at_once(ask):
    tag = ask.get("/articles")["ETag"]
    generation.bump()
    assert ask.get("/articles", headers={"If-None-Match": tag}).status_code == 200


def test_no_shared_cache_keeps_what_is_left_to_somebody(press, ask):
    assert "public" not in ask.get("/articles")["Cache-Control"]


# --- fields -----------------------------------------------------------------------------------------


def test_only_the_members_that_are_named(press, ask):
    items = ask.items("/articles", fields="id,title, outlet")
    assert all(set(item) == {"id", "title", "outlet"} for item in items)
    article = ask.json(f"/articles/{items[0]['id']}", fields="paragraphs")
    assert set(article) == {"paragraphs"}


@pytest.mark.parametrize(("fields", "named"), [("id,titel", "'titel'"), ("", "''"), ("id,", "''"), ("x" * 400, "…")])
def test_an_unknown_member_is_named(press, ask, fields, named):
    problem = ask.problem("/articles", 400, fields=fields)
    assert named in problem["detail"]
    assert problem["errors"][0]["name"] == "fields"
    assert "paragraphs" not in problem["detail"]


def test_now_is_in_utc(db, ask):
    make_article(published_at=datetime(2026, 11, 23, 9, 30, 0, 5000, tzinfo=UTC))
    assert ask.items("/articles")[0]["published"]["value"] == "2026-11-23T09:30:00.005000Z"
