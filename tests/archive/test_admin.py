"""The archive for the staff: found, steered, never rewritten; and quick however much there is."""

from datetime import timedelta

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jarida.archive import generation, paginator
from jarida.archive.admin import thumbnail
from jarida.archive.models import Article, ArticleAddress, Entry, Feed, FeedState, FetchState, Image, StoryCorrection
from jarida.archive.paginator import BoundedPaginator
from jarida.core.addresses import address_key
from tests.stories_builder import ids_of, make_event
from tests.website.factories import NOON, make_article, make_image, make_outlet, make_revision, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def feeds(db) -> list[Feed]:
    outlet = make_outlet("le-courrier")
    states = (FeedState.ACTIVE, FeedState.FAILING, FeedState.PAUSED)
    later = timezone.now() + timedelta(days=1)
    return [
        Feed.objects.create(
            outlet=outlet, url=f"https://le-courrier.example/{state}", state=state, next_check_at=later,
            failures=2 if state == FeedState.FAILING else 0, problem_code="http-500" if state == "failing" else "",
        )
        for state in states
    ]  # fmt: skip


def listed(client: Client, model: str, **query: str) -> list:
    response = client.get(f"/admin/archive/{model}/", query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def act(client: Client, name: str, *rows) -> None:
    data = {"action": name, "_selected_action": [row.pk for row in rows]}
    client.post("/admin/archive/feed/", data)
    for row in rows:
        row.refresh_from_db()


def an_entry(**fields) -> Entry:
    outlet = make_outlet()
    url = f"https://{outlet.slug}.example/news/1"
    defaults = {"url": url, "address_key": address_key(url), "fingerprint": "x", "announced_at": timezone.now()}
    return Entry.objects.create(outlet=outlet, **{**defaults, **fields})


# --- feeds ------------------------------------------------------------------------------------------


def test_feeds_are_polled_paused_and_resumed(chief, feeds):
    active, failing, paused = feeds
    act(chief, "poll_now", *feeds)
    now = timezone.now()
    assert active.next_check_at <= now
    assert failing.next_check_at <= now
    assert paused.next_check_at > now
    act(chief, "pause", active)
    assert active.state == FeedState.PAUSED
    act(chief, "resume", failing, paused)
    assert {(feed.state, feed.failures, feed.problem_code) for feed in (failing, paused)} == {(FeedState.NEW, 0, "")}


def test_resuming_leaves_a_feed_that_is_well_alone(chief, feeds):
    act(chief, "resume", feeds[0])
    assert feeds[0].state == FeedState.ACTIVE


def test_feeds_in_trouble_stand_first_and_say_why(chief, feeds):
    response = chief.get("/admin/archive/feed/")
    assert response.context["cl"].result_list[0] == feeds[1]
    assert "http-500" in response.content.decode()
    assert listed(chief, "feed", problem_code="http-500") == [feeds[1]]
    assert listed(chief, "feed", state__exact="paused") == [feeds[2]]


def test_who_may_only_look_does_not_steer(staff, feeds):
    act(staff, "pause", feeds[0])
    assert feeds[0].state == FeedState.ACTIVE


# --- entries and articles -----------------------------------------------------------------------------


def test_entries_say_what_failed_and_why(chief):
    entry = an_entry(state=FetchState.FAILED, problem_code="too-large", problem="larger than 8 MB")
    an_entry(state=FetchState.KEPT)
    assert listed(chief, "entry", state__exact="failed") == [entry]
    page = chief.get("/admin/archive/entry/").content.decode()
    assert "too-large" in page
    assert "larger than 8 MB" in page
    assert listed(chief, "entry", q=f"{entry.url}?utm_source=x") == [entry]


def test_articles_are_found_by_address_number_and_words(chief):
    wanted = make_article(title="Les barrages à moitié pleins", url="https://a.example/2024/barrages?id=7")
    ArticleAddress.objects.create(
        outlet=wanted.outlet, article=wanted, address_key=address_key("https://a.example/old/7")
    )
    make_article(title="La coupe")
    for term in ("barrages", "pleins Barrages", str(wanted.pk), wanted.url, "http://www.a.example/old/7?utm_source=x"):
        assert listed(chief, "article", q=term) == [wanted], term
    assert listed(chief, "article", q="nothing of the kind") == []
    assert len(listed(chief, "article", q=" ")) == 2


def test_articles_are_filtered(chief):
    arabic = make_article(make_outlet(), language="ar")
    make_article(make_outlet())
    assert listed(chief, "article", language="ar") == [arabic]
    assert listed(chief, "article", outlet__id__exact=str(arabic.outlet_id)) == [arabic]
    assert listed(chief, "article", state__exact="withdrawn") == []


def test_the_versions_of_an_article_are_shown_and_not_edited(chief):
    article = make_article(title="Premier", paragraphs=["<b>Un</b>"], image=make_image(), caption="Le lac")
    make_revision(article, 2, title="Second", paragraphs=["Deux"])
    path = f"/admin/archive/article/{article.pk}/change/"
    page = chief.get(path).content.decode()
    for text in ("&lt;b&gt;Un&lt;/b&gt;", "Deux", "Second", "Le lac"):
        assert text in page
    assert "<textarea" not in page
    assert 'name="revisions-0-title"' not in page
    assert chief.post(path, {"title": "Other"}).status_code == 403
    assert Article.objects.get().title == "Premier"


def test_tombstones_and_images_are_listed(chief):
    withdraw(make_article(image=make_image()))
    image = Image.objects.get()
    assert len(listed(chief, "tombstone")) == 1
    assert listed(chief, "image", q=f"/media/{image.digest[:20]}-320.webp") == [image]
    assert listed(chief, "image", q="ffff0000") == []


# --- outlets ----------------------------------------------------------------------------------------


def outlet_form(outlet, **values) -> dict:
    return {"policy": outlet.policy, "active": "on", "note": "", **values}


def test_the_policy_of_an_outlet_is_changed_here_and_at_once(chief, feeds, django_capture_on_commit_callbacks):
    outlet = feeds[0].outlet
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        path = f"/admin/archive/outlet/{outlet.pk}/change/"
        response = chief.post(path, outlet_form(outlet, policy="headline", name="Other", slug="other"))
    assert response.status_code == 302
    outlet.refresh_from_db()
    assert (outlet.policy, outlet.slug) == ("headline", "le-courrier")
    assert outlet.name != "Other"
    assert generation.current() != before


def test_outlets_name_their_feeds_in_trouble(chief, feeds):
    assert "http-500" in chief.get("/admin/archive/outlet/").content.decode()


def test_outlets_are_neither_added_nor_deleted_here(chief, feeds):
    assert chief.get("/admin/archive/outlet/add/").status_code == 403
    assert chief.get(f"/admin/archive/outlet/{feeds[0].outlet_id}/delete/").status_code == 403


def test_who_may_only_look_does_not_change_an_outlet(staff, feeds):
    outlet = feeds[0].outlet
    path = f"/admin/archive/outlet/{outlet.pk}/change/"
    assert staff.get(path).status_code == 200
    assert staff.post(path, outlet_form(outlet, policy="headline")).status_code == 403


# --- size -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["outlet", "feed", "entry", "article", "image", "tombstone"])
def test_every_list_costs_few_queries_whatever_its_length(chief, model):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            listed(chief, model)
        return len(captured)

    def more() -> None:
        for _ in range(3):
            withdraw(article := make_article(make_outlet(), image=make_image(size=(32, 20))))
            an_entry(article=article)
            Feed.objects.create(outlet=article.outlet, url="https://a.example/rss")

    more()
    first = queries()
    more()
    assert queries() <= first <= 12


@pytest.mark.parametrize("model", ["entry", "article", "image"])
def test_no_list_counts_to_its_end(chief, model):
    make_article(image=make_image())
    an_entry()
    with CaptureQueriesContext(connection) as captured:
        listed(chief, model)
    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
    assert counts
    for sql in counts:
        assert f"LIMIT {paginator.MOST}" in sql, sql


def test_a_long_list_ends_at_the_bound(monkeypatch):
    monkeypatch.setattr(paginator, "MOST", 3)
    for _ in range(5):
        make_article()
    articles = Article.objects.order_by("-id")
    assert Paginator(articles, 2).count == 5
    assert BoundedPaginator(articles, 2).count == 3
    assert BoundedPaginator(articles, 2).num_pages == 2
    assert BoundedPaginator([1, 2, 3, 4], 2).count == 4


def test_thumbnails_have_a_size_and_no_style():
    image = make_image(size=(640, 400))
    html = thumbnail(image)
    assert f'src="/media/{image.digest}-320.webp" width="160" height="100"' in html
    assert "style" not in html
    assert thumbnail(None) == thumbnail(Image(width=1, height=1, widths=[])) == "-"


def test_stories_lead_to_the_page_on_which_they_are_corrected(chief):
    story = make_event(3)
    page = chief.get("/admin/archive/story/", headers={"Accept-Language": "fr"}).content.decode()
    assert f'href="/fr/stories/{story.pk}/edit"' in page
    one, other = ids_of(story)[:2]
    StoryCorrection.objects.create(kind="apart", one_id=one, other_id=other, note="two dams", made_at=NOON)
    assert "two dams" in chief.get("/admin/archive/storycorrection/").content.decode()
    assert chief.get(f"/admin/archive/story/{story.pk}/change/").status_code == 200
    assert chief.get("/admin/archive/story/add/").status_code == 403
