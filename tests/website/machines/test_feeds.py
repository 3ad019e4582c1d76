"""Lists as feeds: valid, whole, only what may be shown; read back by our own parser."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from jarida.archive import generation
from jarida.archive.models import ArticleState, ImageState
from jarida.core.feeds.parse import parse_feed
from jarida.website.machines.formats import ATOM, CONTENT, DC
from tests.website.factories import NOON, make_article, make_image, make_outlet
from tests.website.machines.conftest import permalink

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FORMS = ["rss", "atom", "json"]
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
HOSTILE = "<script>alert(1)</script> & \x0b\x1b\u202e ]]> \"quoted\" 'single' \U0001f600"


def entries(response):
    return parse_feed(response.content, url="http://127.0.0.1:8000/feed", content_type=response["Content-Type"]).entries


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_read_back_says_what_the_archive_holds(fetch, outlet, form):
    article = make_article(
        outlet, title="Après la pluie : les barrages", summary="Trois semaines de pluie.", language="fr",
        paragraphs=["Premier paragraphe.", "Second & dernier."], authors=["Salma Idrissi", "Omar Alami"],
        section="Environnement", tags=["eau", "barrages"], image=make_image(), modified_at=NOON + timedelta(hours=2),
    )  # fmt: skip
    response = fetch(f"/fr/feed.{form}")
    assert response["Content-Type"] == f"{TYPES[form]}; charset=utf-8"
    (entry,) = entries(response)
    assert entry.id == entry.url == permalink(article)
    assert entry.title == "Après la pluie : les barrages"
    assert entry.published == article.published_at
    assert entry.authors == ("Salma Idrissi", "Omar Alami")
    assert entry.summary == "Trois semaines de pluie."
    assert entry.content.replace("\n", "") == "<p>Premier paragraphe.</p><p>Second &amp; dernier.</p>"
    assert entry.language == "fr"
    assert set(entry.tags) == {"Environnement", "eau", "barrages"}
    assert entry.images == (f"http://127.0.0.1:8000/media/{article.lead_image.digest}-1280.webp",)
    if form != "rss":
        assert entry.updated == NOON + timedelta(hours=2)


@pytest.mark.parametrize("form", FORMS)
def test_the_lists_have_what_belongs_to_them(fetch, outlet, form):
    other = make_outlet("sawt", name="Sawt")
    mine = make_article(outlet, language="fr", published_at=datetime(2024, 4, 22, 10, tzinfo=UTC))
    theirs = make_article(other, language="ar", published_at=datetime(2024, 4, 23, 10, tzinfo=UTC))
    old = make_article(outlet, language="ar", published_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))
    lists = {
        "/fr/": [theirs, mine, old],
        "/ar/outlets/le-courrier/": [mine, old],
        "/en/languages/ar/": [theirs, old],
        "/es/archive/": [theirs, mine, old],
        "/fr/archive/2024/": [theirs, mine],
        "/fr/archive/2024/04/": [theirs, mine],
        "/fr/archive/2024/04/22/": [mine],
        "/fr/archive/2024/05/": [],
        "/fr/archive/2023/12/31/": [old],
        "/fr/outlets/le-courrier/archive/": [mine, old],
        "/fr/outlets/le-courrier/archive/2024/": [mine],
        "/fr/outlets/le-courrier/archive/2024/04/": [mine],
        "/fr/outlets/le-courrier/archive/2024/04/23/": [],
        "/fr/languages/zgh/": [],
        "/fr/archive/9999/": [],
        "/fr/archive/0001/": [],
    }
    for path, articles in lists.items():
        found = entries(fetch(f"{path}feed.{form}"))
        assert [entry.url for entry in found] == [permalink(article) for article in articles], path


@pytest.mark.parametrize(
    "path",
    [
        "/fr/outlets/nobody/feed.rss", "/fr/archive/2024/02/30/feed.rss", "/fr/archive/2024/13/feed.rss",
        "/fr/archive/2024/00/feed.rss", "/fr/archive/0000/feed.rss", "/fr/archive/2024/04/00/feed.atom",
        "/fr/feed.xml", "/xx/feed.rss", "/fr/feed.rss/",
    ],
)  # fmt: skip
def test_what_is_no_list_is_404(fetch, path):
    fetch(path, 404)


@pytest.mark.parametrize("form", FORMS)
def test_a_publication_date_that_is_not_known_is_not_given(fetch, outlet, form):
    make_article(outlet, published_at=None, first_seen_at=NOON)
    response = fetch(f"/fr/feed.{form}")
    assert entries(response)[0].published is None
    for word in (b"pubDate", b"<published", b"date_published"):
        assert word not in response.content


@pytest.mark.parametrize("form", FORMS)
def test_the_publisher_decides_what_is_given_away(fetch, form):
    excerpt, headline = make_outlet(policy="excerpt"), make_outlet(policy="headline")
    body = {"summary": "Le chapeau.", "paragraphs": ["Le corps entier."], "authors": ["A. B."]}
    make_article(excerpt, image=make_image(), title="Extrait", published_at=NOON, **body)
    make_article(headline, image=make_image(), title="Titre", published_at=NOON - timedelta(hours=1), **body)
    limited = NOON - timedelta(hours=2)
    make_article(make_outlet(), title="Limité", published_at=limited, limit="headline", image=make_image(), **body)
    response = fetch(f"/fr/feed.{form}")
    assert "Le corps entier" not in response.content.decode()
    shown, hidden, limited_entry = entries(response)
    assert (shown.summary, len(shown.images)) == ("Le chapeau.", 1)
    for entry in (hidden, limited_entry):
        assert "chapeau" not in entry.summary + entry.content
        assert entry.images == ()


@pytest.mark.parametrize("form", FORMS)
def test_withdrawn_articles_and_blocked_images_are_not_in_it(fetch, outlet, form):
    make_article(outlet, state=ArticleState.WITHDRAWN)
    make_article(outlet, image=make_image(state=ImageState.BLOCKED))
    (entry,) = entries(fetch(f"/fr/feed.{form}"))
    assert entry.images == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_without_a_file_is_left_out(fetch, outlet, form, own_folder):
    image = make_image()
    make_article(outlet, image=image)
    for path in own_folder.rglob(f"{image.digest}-*.webp"):
        path.unlink()
    assert entries(fetch(f"/fr/feed.{form}"))[0].images == ()


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_stays_text(fetch, form):
    hostile = make_outlet("hostile", name=HOSTILE, names={})
    article = make_article(
        hostile, title=HOSTILE, slug="x", summary=HOSTILE, paragraphs=[HOSTILE], authors=[HOSTILE], tags=[HOSTILE],
        url="https://hostile.example/?a=1&b=<2>",
    )  # fmt: skip
    response = fetch(f"/fr/outlets/hostile/feed.{form}")
    (entry,) = entries(response)
    assert entry.url == permalink(article)
    assert "<script" not in entry.content
    assert b"<script" not in response.content or form == "json"
    assert "\u202e" not in response.content.decode()
    if form == "json":
        (item,) = json.loads(response.content)["items"]
        assert "<script" not in item.get("content_html", "")
    else:
        etree.fromstring(response.content, etree.XMLParser(resolve_entities=False))


def test_rss_is_as_the_specification_wants_it(fetch, outlet):
    article = make_article(outlet, image=make_image(), authors=["Salma Idrissi"])
    root = etree.fromstring(fetch("/ar/outlets/le-courrier/feed.rss").content)
    channel = root.find("channel")
    assert root.get("version") == "2.0"
    assert channel.findtext("title") == "Jarida · البريد"
    assert channel.findtext("link") == "http://127.0.0.1:8000/ar/outlets/le-courrier/"
    assert channel.findtext("description")
    assert channel.findtext("language") == "ar"
    own = channel.find(f"{{{ATOM}}}link")
    assert (own.get("rel"), own.get("href")) == ("self", "http://127.0.0.1:8000/ar/outlets/le-courrier/feed.rss")
    item = channel.find("item")
    assert item.find("guid").get("isPermaLink") == "true"
    assert item.findtext("guid") == permalink(article)
    assert item.findtext("pubDate").endswith(" +0000")
    assert item.findtext(f"{{{DC}}}creator") == "Salma Idrissi"
    assert item.findtext(f"{{{DC}}}source") == article.url
    assert item.findtext(f"{{{CONTENT}}}encoded").startswith("<p>")
    enclosure = item.find("enclosure")
    assert enclosure.get("type") == "image/webp"
    assert int(enclosure.get("length")) > 100


def test_atom_is_as_the_rfc_wants_it(fetch, outlet):
    make_article(outlet, authors=[], language="")
    root = etree.fromstring(fetch("/fr/feed.atom").content)
    space = {"a": ATOM}
    assert root.findtext("a:id", namespaces=space) == "http://127.0.0.1:8000/fr/feed.atom"
    assert {link.get("rel") for link in root.findall("a:link", space)} == {"self", "alternate"}
    entry = root.find("a:entry", space)
    # §4.1.2: an entry has an author, or its feed has
    assert entry.findtext("a:author/a:name", namespaces=space) == "Le Courrier"
    for required in ("id", "title", "updated"):
        assert entry.findtext(f"a:{required}", namespaces=space)
    assert [link.get("rel") for link in entry.findall("a:link", space)] == ["alternate", "via"]


def test_json_feed_is_as_the_specification_wants_it(fetch, outlet):
    make_article(make_outlet(policy="headline"), title="Seul le titre", summary="Caché")
    content = json.loads(fetch("/fr/feed.json").content)
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert content["home_page_url"] == "http://127.0.0.1:8000/fr/"
    (item,) = content["items"]
    assert item["content_text"] == "Seul le titre"
    assert "content_html" not in item


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_archive_has_valid_feeds(fetch, form):
    assert entries(fetch(f"/fr/feed.{form}")) == ()


def test_who_has_it_is_told_so_until_something_changes(fetch, outlet, django_capture_on_commit_callbacks):
    make_article(outlet)
    first = fetch("/fr/feed.rss")
    assert "public" in first["Cache-Control"]
    fetch("/fr/feed.rss", 304, HTTP_IF_NONE_MATCH=first["ETag"])
    with django_capture_on_commit_callbacks(execute=True):
        generation.bump()
    fetch("/fr/feed.rss", HTTP_IF_NONE_MATCH=first["ETag"])


def test_a_feed_costs_few_queries_and_is_short(client, outlet, django_assert_max_num_queries):
    for _ in range(35):
        make_article(outlet)
    with django_assert_max_num_queries(3):
        response = client.get("/fr/outlets/le-courrier/feed.atom")
    assert len(entries(response)) == 30
