"""The health of outlets: every feed, page and image with its fault."""

import pytest

from jarida.archive.health import FeedHealth, OutletHealth, Trouble, outlets_health
from jarida.archive.models import Article, ArticleImage, DayCount, Entry, Feed, FeedState, FetchState, Outlet
from tests.archive.making import NOW, make_feed, make_outlet


def feed(state: str = "active", **values) -> FeedHealth:
    """A feed in some state."""
    usual = dict.fromkeys(FeedHealth.__dataclass_fields__, "") | {"remarks": (), "failures": 0, "last_new_at": None}
    return FeedHealth(**usual | {"state": state} | values)


def outlet(*feeds: FeedHealth, **values) -> OutletHealth:
    """An outlet with these feeds."""
    usual = dict.fromkeys(("slug", "name", "homepage", "kind", "country", "policy"), "x")
    usual |= {"languages": (), "active": True, "verified": False, "fictional": False}
    return OutletHealth(**usual | values, feeds=feeds)


@pytest.mark.parametrize(
    ("states", "word"),
    [
        (["active"], "ok"),
        (["active", "new"], "ok"),
        (["new", "new"], "waiting"),
        (["active", "failing"], "partly"),
        (["failing"], "failing"),
        (["forbidden", "ended"], "failing"),
        (["paused", "active"], "ok"),
        (["paused", "failing"], "failing"),
        (["paused"], "paused"),
        ([], "no-feeds"),
    ],
)
def test_one_word_for_an_outlets_feeds(states, word):
    assert outlet(*map(feed, states)).word == word


@pytest.mark.parametrize(
    ("health", "word"),
    [
        (outlet(feed(problem_code="no-entries")), "partly"),
        (outlet(feed(), pages={"kept": 900, "failed": 3}), "ok"),
        (outlet(feed(), pages={"kept": 1, "failed": 1, "refused": 1}), "partly"),
        (outlet(feed(), pages={"due": 4}), "ok"),
    ],
)
def test_what_a_feed_brings_counts_too(health, word):
    assert health.word == word


def test_an_inactive_outlet_is_inactive_whatever_fails():
    health = outlet(feed("failing"), active=False)
    assert health.word == "inactive"
    assert not health.troubled


@pytest.mark.parametrize(
    ("health", "troubled"),
    [
        (outlet(feed()), False),
        (outlet(feed("new")), False),
        (outlet(feed("failing")), True),
        (outlet(feed(problem_code="no-entries")), True),
        (outlet(feed("paused", problem_code="not-in-edition"), feed()), False),
        (outlet(), True),
        (outlet(feed(), page_problems=(Trouble("http-404", "failed", 1, "", ""),)), True),
        (outlet(feed(), image_problems=(Trouble("not-an-image", "failed", 1, "", ""),)), True),
        (outlet(feed(remarks=("mended",))), False),
    ],
)
def test_who_needs_attention(health, troubled):
    assert health.troubled is troubled


def test_the_latest_news_of_any_feed():
    assert outlet(feed(last_new_at=NOW), feed()).last_new_at == NOW
    assert outlet().last_new_at is None


def make_entry(outlet: Outlet, number: int, **values) -> Entry:
    """An entry of an outlet."""
    url = f"https://{outlet.slug}.example/{number}"
    return Entry.objects.create(outlet=outlet, address_key=url, url=url, fingerprint="x", announced_at=NOW, **values)


@pytest.mark.database
@pytest.mark.django_db
def test_feeds_and_counts_are_each_outlets_own():
    first, second = make_outlet("first"), make_outlet("second")
    make_feed(first, state=FeedState.FAILING, failures=4, problem_code="too-large", problem="much", remarks=["odd"])
    make_feed(second, state=FeedState.ACTIVE, last_new_at=NOW)
    DayCount.objects.create(outlet=second, day=NOW.date(), language="fr", articles=3)
    DayCount.objects.create(outlet=second, day=NOW.date(), language="ar", articles=4)
    one, two = outlets_health()
    assert (one.slug, one.word, one.articles, one.last_new_at) == ("first", "failing", 0, None)
    assert (one.feeds[0].failures, one.feeds[0].problem_code, one.feeds[0].remarks) == (4, "too-large", ("odd",))
    assert (two.slug, two.word, two.articles, two.last_new_at) == ("second", "ok", 7, NOW)
    assert not two.troubled


@pytest.mark.database
@pytest.mark.django_db
def test_pages_that_failed_are_counted_by_code_most_frequent_first():
    press, other = make_outlet("press"), make_outlet("other")
    for number in range(3):
        make_entry(press, number, state=FetchState.FAILED, problem_code="http-404", problem=f"not found {number}")
    make_entry(press, 3, state=FetchState.REFUSED, problem_code="robots-forbid", problem="no")
    make_entry(press, 4, state=FetchState.KEPT)
    make_entry(other, 5, state=FetchState.DUE)
    rows = {health.slug: health for health in outlets_health()}
    assert rows["press"].pages == {"failed": 3, "refused": 1, "kept": 1}
    assert rows["press"].page_problems == (
        Trouble("http-404", "failed", 3, "not found 0", "https://press.example/0"),
        Trouble("robots-forbid", "refused", 1, "no", "https://press.example/3"),
    )
    assert rows["other"].pages == {"due": 1}
    assert rows["other"].page_problems == ()


@pytest.mark.database
@pytest.mark.django_db
def test_images_are_counted_with_the_outlet_of_their_article():
    press = make_outlet("press")
    article = Article.objects.create(
        outlet=press, address_key="a", url="https://press.example/a", title="A", first_seen_at=NOW, sort_at=NOW,
        day=NOW.date(),
    )  # fmt: skip
    url = "https://press.example/bomb.png"
    ArticleImage.objects.create(
        article=article, url=url, state=FetchState.FAILED, problem_code="not-an-image", problem="too many pixels"
    )
    ArticleImage.objects.create(article=article, url=url, position=1, state=FetchState.KEPT)
    (health,) = outlets_health()
    assert health.images == {"failed": 1, "kept": 1}
    assert health.image_problems == (Trouble("not-an-image", "failed", 1, "too many pixels", url),)


@pytest.mark.database
@pytest.mark.django_db
def test_inactive_outlets_come_last():
    make_outlet("aaa", active=False)
    make_outlet("zzz")
    assert [health.slug for health in outlets_health()] == ["zzz", "aaa"]


@pytest.mark.database
@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_outlets(django_assert_num_queries):
    for number in range(5):
        make_feed(make_outlet(f"press{number}"))
    with django_assert_num_queries(8):
        assert len(outlets_health()) == 5
    assert Feed.objects.count() == 5
