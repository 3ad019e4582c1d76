"""`jarida add`: from an address to an outlet, over real HTTP."""

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from jarida.archive.models import Feed, FeedState, Outlet
from jarida.cli import main
from jarida.commands.add import FEED_WORDS, Site, choose, command, describe, web_address
from jarida.core.errors import JaridaError, UsageError
from jarida.core.feeds.discovery import FoundFeed
from jarida.core.fetching.model import FetchResponse
from jarida.editions.catalogue import FeedSpec, load_additions
from jarida.editions.model import FeedKind
from tests.archive.making import make_outlet
from tests.commands.conftest import Press


@pytest.fixture(autouse=True)
def loopback(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings let loopback through, and do not wait."""
    from jarida.config.options import load

    monkeypatch.setattr(settings, "OPTIONS", load())


def add(*arguments: str) -> Result:
    """The command's result."""
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


HOME = """<html lang="ar-MA"><head><title>الجريدة - أخبار</title><meta property="og:site_name" content="الجريدة">
<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml"
href="/comments/feed"></head><body>...</body></html>"""


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_site_becomes_an_outlet(press):
    press.add("/", HOME, "text/html; charset=utf-8")
    feed = press.rss(language="ar")
    press.rss("/comments/feed", title="Comments", items=3)
    result = add(press.origin)
    assert result.exit_code == 0, result.output
    row = Outlet.objects.get()
    assert (row.name, row.homepage, row.languages) == ("الجريدة", press.origin + "/", ["ar"])
    assert (row.policy, row.active, row.verified) == ("excerpt", True, False)
    assert list(row.feeds.values_list("url", "state", "next_check_at")) == [(feed, FeedState.NEW, None)]
    assert "Added الجريدة" in result.output
    assert "with 1 feed, shown as excerpt (the edition's default)." in result.output
    assert "rss2.0" in result.output
    assert press.asked.count("/") == 1
    (saved,) = load_additions(settings.FOLDER)
    assert (saved.slug, saved.name) == (row.slug, "الجريدة")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_adding_again_changes_nothing(press):
    press.add("/", HOME, "text/html")
    press.rss()
    add(press.origin)
    before = (settings.FOLDER / "outlets.toml").read_bytes()
    result = add(press.origin)
    assert result.exit_code == 0
    assert "Nothing new" in result.output
    assert (settings.FOLDER / "outlets.toml").read_bytes() == before
    assert Outlet.objects.count() == Feed.objects.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_the_address_of_a_feed_is_enough(press):
    result = add(press.rss(), "--name", "Mon journal", "--policy", "headline")
    assert result.exit_code == 0, result.output
    row = Outlet.objects.get()
    assert (row.slug, row.name, row.policy, row.homepage) == (
        "mon-journal",
        "Mon journal",
        "headline",
        press.origin + "/",
    )
    assert load_additions(settings.FOLDER)[0].policy == "headline"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_dry_run_shows_and_leaves_everything_as_it_is(press):
    result = add(press.rss(), "--dry-run")
    assert result.exit_code == 0
    assert "Would add Le Journal (le-journal) with 1 feed" in result.output
    assert not Outlet.objects.exists()
    assert not (settings.FOLDER / "outlets.toml").exists()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_new_feeds_join_an_outlet_that_is_there_and_its_policy_stays(press):
    make_outlet("there", name="Là", homepage=press.origin + "/", policy="headline")
    result = add(press.rss(), "--policy", "full")
    assert "Added 1 feed to Là (there), which is there already." in result.output
    assert "Its policy stays as it is" in result.output
    row = Outlet.objects.get()
    assert (row.policy, row.name, row.feeds.count()) == ("headline", "Là", 1)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_no_feed_is_status_one_and_says_what_was_tried(press, capsys, monkeypatch):
    press.add("/", "<html><body>nothing</body></html>", "text/html")
    with pytest.raises(SystemExit) as status:
        main(["add", press.origin])
    assert status.value.code == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith(f"jarida: {press.origin}/: no feed was found: neither in the page's own links")
    assert "/robots.txt" in press.asked
    assert "/feed/" in press.asked


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_site_that_does_not_answer_is_status_one(press, capsys):
    with pytest.raises(SystemExit) as status:
        main(["add", "http://127.0.0.1:39099/"])
    assert status.value.code == 1
    assert "127.0.0.1:39099" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "https://", "javascript:alert(1)", "a b", "https://me:pw@x.example"]
)
def test_a_wrong_address_is_bad_usage(url):
    with pytest.raises(UsageError):
        web_address(url)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hespress.com", "https://hespress.com/"),
        (" https://x.example/fr ", "https://x.example/fr"),
        ("localhost:8000", "https://localhost:8000/"),
        ("//x.example/feed", "https://x.example/feed"),
    ],
)
def test_an_address_as_people_type_it(typed, meant):
    assert web_address(typed) == meant


def found(url: str, **values) -> FoundFeed:
    """A feed that was found."""
    return FoundFeed(**{"url": url, "format": "rss2.0", "title": "T", "entries": 3} | values)


def test_comments_are_left_out_and_sitemaps_taken_only_without_a_feed():
    news, comments, sitemap = found("n"), found("c", comments=True), found("s", format="news-sitemap")
    assert choose([news, comments, sitemap]) == [news]
    assert choose([comments, sitemap]) == [sitemap]
    assert choose([comments]) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Le Monde - RSS", "Le Monde"),
        ("Le Journal » Feed", "Le Journal"),
        ("RSS: Diario", "Diario"),
        ("Feedback", "Feedback"),
        ("هسبريس", "هسبريس"),
        ("Actu RSS 2.0", "Actu"),
    ],
)
def test_the_words_of_programs_are_no_part_of_a_name(title, name):
    assert FEED_WORDS.sub("", title) == name


def described(page: str, *feeds: FoundFeed, name: str = ""):
    """The candidate of a page."""
    url = "https://a.example/"
    response = FetchResponse(url, url, 200, page.encode())
    return describe(Site(url, list(feeds), response), list(feeds), name)


def test_a_name_comes_from_where_it_is_surest():
    page = "<title>Title | Home</title>"
    site = '<meta property="og:site_name" content="Site">'
    assert described(page + site, found("f", title="Feed"), name="Given").name == "Given"
    assert described(page + site, found("f", title="Name")).name == "Site"
    assert described(page, found("f", title="Name")).name == "Name"
    assert described(page, found("f", title="")).name == "Title"
    assert described("", found("f", title="")).name == ""


def test_languages_are_those_of_feeds_and_page():
    candidate = described(
        '<html lang="fr-MA">', found("a", language="ar"), found("b", language="en_US", format="sitemap")
    )
    assert candidate.languages == ("ar", "en", "fr")
    assert candidate.feeds == (FeedSpec("a", FeedKind.FEED, "ar"), FeedSpec("b", FeedKind.SITEMAP, "en"))


def test_a_hostile_page_is_only_text():
    candidate = described(
        "<title>\x1b[31m" + "x" * 100_000 + "</title>" + "<div>" * 50_000, found("f", title="\x1b[2Jn")
    )
    assert "\x1b" not in candidate.name


def test_errors_of_the_command_are_of_jaridas_tree():
    assert issubclass(UsageError, JaridaError)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_site_without_a_feed_is_read_by_its_page_of_links(press):
    stories = "".join(
        f"<h2><a href='/ville/2026/11/le-budget-est-vote-{n}.html'>Le budget est voté {n}</a></h2>" for n in range(6)
    )
    press.add("/", f"<html lang='fr'><head><title>Le Journal</title></head><body><main>{stories}</main></body></html>")
    result = add(press.origin)
    assert result.exit_code == 0, result.output
    assert "No feed was found; the page itself lists 6 articles and will be read in place of a feed." in result.output
    (feed,) = Feed.objects.all()
    assert (feed.url, feed.format) == (press.origin + "/", "section")
    (saved,) = load_additions(settings.FOLDER)
    assert saved.feeds == (FeedSpec(press.origin + "/", FeedKind.SECTION),)
