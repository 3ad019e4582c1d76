"""Pages of people, places and organisations, their feeds, and the map."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from jarida.archive.models import Article, Name
from jarida.archive.stories import names, store
from jarida.archive.stories.store import Place
from jarida.core.names.model import Found, Kind
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CASABLANCA = Found(Kind.PLACE, "casablanca", "Casablanca", 1, in_title=True, known=True)
AGADIR = Found(Kind.PLACE, "agadir", "Agadir", 1, in_title=True, known=True)
SPAIN = Found(Kind.PLACE, "espagne", "Espagne", 1, in_title=True, known=True)
BOURITA = Found(Kind.PERSON, "~nasser brt", "Nasser Bourita")
BANK = Found(Kind.ORGANISATION, "~bnk", "Bank <Atlas>")


def enter(*found: Found, **fields: Any) -> Article:
    fields.setdefault("published_at", datetime.now(UTC) - timedelta(hours=2))
    article = make_article(**fields)
    names.enter(article.pk, found)
    return article


def address(key: str, ui: str = "fr", plural: str = "places") -> str:
    row = Name.objects.get(key=key)
    return f"/{ui}/{plural}/{row.pk}/{row.slug or '-'}"


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


# --- one name -----------------------------------------------------------------------------------------


def test_a_page_lists_the_articles(client: Client) -> None:
    """With outlet, company, curve, and a way to search."""
    enter(CASABLANCA, BOURITA, title="Le port s'étend", outlet=make_outlet("one", name="Le Port"))
    enter(CASABLANCA, BOURITA, title="La ligne ouvre", outlet=make_outlet("two", name="La Ligne"))
    text = read(client, address("casablanca"))
    assert "Le port s&#39;étend" in text
    assert "La ligne ouvre" in text
    assert text.count("Nasser Bourita") == 1
    assert "lieu%3ACasablanca" in text or "place%3ACasablanca" in text
    assert "Le Port" in text


def test_it_is_written_as_the_reader_writes(client: Client) -> None:
    """In the reader's script, the other spellings beside it."""
    enter(BOURITA, language="fr")
    enter(Found(Kind.PERSON, "~nasser brt", "ناصر بوريطة"), language="ar")
    text = read(client, address("~nasser brt", "ar", "people"))
    assert "<h1><bdi>ناصر بوريطة</bdi></h1>" in text
    assert "<bdi>Nasser Bourita</bdi>" in text


def test_names_are_escaped(client: Client) -> None:
    """What a text names is not trusted."""
    article = enter(BANK)
    for path in (
        address("~bnk", plural="organisations"),
        "/fr/organisations/",
        f"/fr/articles/{article.pk}/{article.slug}",
    ):
        text = read(client, path)
        assert "<Atlas>" not in text
        assert "Bank &lt;Atlas&gt;" in text


def test_a_wrong_slug_redirects(client: Client) -> None:
    """To the right one, with the query; no slug too."""
    enter(CASABLANCA)
    right = address("casablanca")
    base = right.rpartition("/")[0]
    for path in (f"{base}/wrong", base, f"{base}/"):
        response = client.get(path + "?before=1.1")
        assert (response.status_code, response["Location"]) == (301, right + "?before=1.1"), path


@pytest.mark.parametrize(
    "path", ["/fr/places/999/x", "/fr/people/1/x", "/fr/places/999999999999999999/x", "/fr/places/999/feed.rss"]
)
def test_what_is_not_there(client: Client, path: str) -> None:
    """404, also for a place among people."""
    read(client, path, 404)


def test_a_place_is_not_among_people(client: Client) -> None:
    """The kind is part of the address."""
    enter(CASABLANCA)
    read(client, address("casablanca", plural="people"), 404)
    read(client, address("casablanca", plural="people") + "/feed.atom", 404)


def test_a_place_in_the_list(client: Client) -> None:
    """Older articles by cursor, without what stands beside the first page; a spoilt place is refused."""
    for number in range(names.PAGE_SIZE + 3):
        enter(CASABLANCA, title=f"Titre {number}", published_at=datetime.now(UTC) - timedelta(minutes=number + 1))
    text = read(client, address("casablanca"))
    older = re.search(r'href="([^"]+\?before=[^"]+)"', text)
    assert older
    rest = read(client, older[1])
    assert rest.count('class="row"') == 3
    assert 'name="robots" content="noindex' in rest
    assert "histogram" not in rest
    read(client, address("casablanca") + "?before=no", 400)


def test_stories_of_a_name(client: Client) -> None:
    """Those that its articles are in."""
    one = enter(CASABLANCA, title="La pluie revient", outlet=make_outlet("one"))
    other = enter(CASABLANCA, title="Retour de la pluie", outlet=make_outlet("two"))
    story = store.join([Place(one.pk, None)])[one.pk]
    store.join([Place(other.pk, story)])
    assert f"/fr/stories/{story}/" in read(client, address("casablanca"))


def test_structured_data(client: Client) -> None:
    """schema.org: who or what the page is about."""
    enter(CASABLANCA, BOURITA, BANK)
    kinds = {}
    for key, plural in (("casablanca", "places"), ("~nasser brt", "people"), ("~bnk", "organisations")):
        found = re.search(r'ld\+json">(.+?)</script>', read(client, address(key, plural=plural)))
        assert found
        kinds[plural] = json.loads(found[1])["about"]
    assert {about["@type"] for about in kinds.values()} == {"Place", "Person", "Organization"}
    assert kinds["places"]["geo"]["latitude"] == pytest.approx(33.6, abs=0.1)


def test_a_name_named_once_is_not_for_search_engines(client: Client) -> None:
    """Thin pages are read by readers only."""
    enter(CASABLANCA)
    assert "noindex" in read(client, address("casablanca"))
    enter(CASABLANCA)
    assert "noindex" not in read(client, address("casablanca"))


# --- feeds --------------------------------------------------------------------------------------------


def test_feeds(client: Client) -> None:
    """In three formats, below the page and below any slug."""
    enter(CASABLANCA, title="Le port s'étend")
    make_article(title="Rien à voir")
    for form in ("rss", "atom"):
        text = read(client, f"{address('casablanca')}/feed.{form}")
        etree.fromstring(text.encode())
        assert "Casablanca" in text
        assert "Le port s" in text
        assert "Rien" not in text
    whole = json.loads(read(client, f"{address('casablanca')}/feed.json"))
    assert [item["title"] for item in whole["items"]] == ["Le port s'étend"]
    number = Name.objects.get(key="casablanca").pk
    assert json.loads(read(client, f"/ar/places/{number}/feed.json"))["items"]
    assert f"{address('casablanca')}/feed.rss" in read(client, address("casablanca"))


# --- index pages and the article ----------------------------------------------------------------------


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
@pytest.mark.parametrize("plural", ["people", "places", "organisations"])
def test_index_pages(client: Client, ui: str, plural: str) -> None:
    """With and without names."""
    read(client, f"/{ui}/{plural}/")
    enter(CASABLANCA, BOURITA, BANK)
    text = read(client, f"/{ui}/{plural}/")
    assert f"/{ui}/{plural}/{Name.objects.get(kind={'people': 'person'}.get(plural, plural[:-1])).pk}/" in text


def test_an_address_without_language_is_negotiated(client: Client) -> None:
    """As everywhere."""
    response = client.get("/places/", headers={"accept-language": "es"})
    assert (response.status_code, response["Location"]) == (302, "/es/places/")


def test_an_article_says_whom_it_names(client: Client) -> None:
    """As links; nothing where nothing is known."""
    article = enter(CASABLANCA, BOURITA)
    text = read(client, f"/fr/articles/{article.pk}/{article.slug}")
    assert address("casablanca") in text
    assert address("~nasser brt", plural="people") in text
    structured = re.search(r'ld\+json">(.+?)</script>', text)
    assert structured
    assert [one["@type"] for one in json.loads(structured[1])["mentions"]] == ["Place", "Person"]
    other = make_article()
    assert "named-here" not in read(client, f"/fr/articles/{other.pk}/{other.slug}")


# --- the map ------------------------------------------------------------------------------------------


def test_the_map_of_a_country(client: Client) -> None:
    """Circles as links with words, and the same in a table; no script, nothing from elsewhere."""
    outlet = make_outlet(country="MA")
    enter(CASABLANCA, AGADIR, SPAIN, outlet=outlet)
    enter(CASABLANCA, outlet=outlet)
    text = read(client, "/fr/places/")
    svg = text[text.index("<svg") : text.index("</svg>")]
    assert svg.count("<circle") == 2
    assert f'<a href="{address("casablanca")}"' in svg
    assert "aria-label=" in svg
    assert '<path class="land" d="M' in svg
    assert "http" not in svg
    assert text.count(address("espagne")) == 1
    assert text.count(address("casablanca")) == 2


def test_a_country_that_is_invented_has_no_map(client: Client) -> None:
    """It says so; with real places it shows those."""
    outlet = make_outlet(country="ZZ")
    enter(Found(Kind.PLACE, "~zrm", "Azrama"), outlet=outlet)
    text = read(client, "/fr/places/")
    assert "<svg" not in text.partition("<main")[2]
    assert "no-map" in text
    enter(CASABLANCA, AGADIR, outlet=outlet)
    assert read(client, "/fr/places/").count("<circle") == 2


def test_pages_are_cached_by_the_archives_generation(client: Client) -> None:
    """304 until something is named anew."""
    enter(CASABLANCA)
    first = client.get("/fr/places/")
    assert client.get("/fr/places/", headers={"if-none-match": first["ETag"]}).status_code == 304
