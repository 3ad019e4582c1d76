"""Copies on an article's page and on their own: what is said, in each language, and only what may be shown."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from jarida.archive import generation
from jarida.archive.models import Article, ArticleState, Reprint
from tests.website.factories import NOON, make_article, make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TEXT = [
    "Un avis de grand frais a été émis pour tout le littoral nord jusqu'à demain soir.",
    "Neuf traversées ont été annulées, et la sortie des petites embarcations est interdite.",
]
ARABIC = ["دشنت أمس بتينسارو محطة للطاقة الشمسية تبلغ قدرتها 480 ميغاواط، وتمتد على مساحة 900 هكتار."]
LOCAL = "À Marsa Louiza, la capitainerie a fait doubler les amarres des chalutiers dès le matin."


def get(article, ui="en", suffix="", query="", status=200):
    response = Client().get(f"/{ui}/articles/{article.pk}/{article.slug or '-'}{suffix}{query}")
    assert response.status_code == status
    return response.content.decode()


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def said(article, ui="en"):
    found = re.search(r'<p class="of-text.*?</p>', get(article, ui), re.DOTALL)
    return plain(found[0]) if found else ""


def agency(**fields):
    return make_outlet("agence-du-rif", kind="agency", name="Agence du Rif", **fields)


def article(outlet, text=TEXT, *, hours=0, of=None, share=1.0, named="", **fields):
    outlet = make_outlet(outlet) if isinstance(outlet, str) else outlet
    made = make_article(outlet, paragraphs=text, published_at=NOON + timedelta(hours=hours), **fields)
    if of or named:
        Reprint.objects.create(article=made, original=of, share=share if of else 0, agency=named)
    return made


@pytest.fixture
def dispatch():
    """A dispatch of an agency and three reprints of it in two outlets."""
    original = article(agency(), title="Avis de grand frais", named="map")
    port = make_outlet("echo-du-port", name="L’Écho du Port")
    return [
        original,
        article(port, [*TEXT, LOCAL], hours=1, of=original, share=0.82, named="map", title="Grand frais au port"),
        article(port, hours=2, of=original, named="map", title="Le port encore"),
        article("b", TEXT[:1], hours=3, of=original, named="map", title="Vent"),
    ]


# --- an article's page ------------------------------------------------------------------------------


def test_an_ordinary_article_says_nothing():
    assert said(article("a")) == ""


def test_an_original_says_who_printed_it(dispatch):
    assert said(dispatch[0]) == "MAP dispatch, reprinted by 2 outlets"


def test_a_copy_says_how_much_of_it_stands_in_which_original(dispatch):
    assert said(dispatch[1]) == (
        "MAP dispatch, reprinted by 2 outlets 82% of this text stands in Avis de grand frais"
        " ( Agence du Rif ), the earliest known here."
    )


def test_it_leads_to_the_list_and_the_original(dispatch):
    html = get(dispatch[1], "fr")
    assert f'href="/fr/articles/{dispatch[1].pk}/{dispatch[1].slug}/copies"' in html
    assert f'href="/fr/articles/{dispatch[0].pk}/{dispatch[0].slug}"' in html


def test_a_dispatch_of_an_agency_that_is_not_read_here():
    first = article("a", named="map")
    assert said(first) == "MAP dispatch"
    assert "/copies" not in get(first)
    article("b", hours=1, of=first, named="map")
    generation.bump()
    assert said(first) == "MAP dispatch, reprinted by 2 outlets"


def test_an_agency_that_only_copies_name():
    first = article("a")
    second = article("b", hours=1, of=first, named="afp")
    assert said(first) == "AFP dispatch, reprinted by 2 outlets"
    assert said(second).startswith("AFP dispatch, reprinted by 2 outlets 100%")


def test_a_text_that_is_no_agencys():
    first = article("a")
    second = article("b", hours=1, of=first)
    assert said(first) == "Reprinted by 1 other outlet"
    assert said(second).startswith("The same text stands in 1 outlet beside the original 100%")


def test_a_text_at_two_addresses_of_an_outlet():
    outlet = make_outlet("a")
    first = article(outlet)
    article(outlet, hours=1, of=first)
    assert said(first) == "The outlet published the same text at 1 other address"


def test_the_originals_title_has_its_own_language_and_direction():
    first = article("a", ARABIC, language="ar", title="تدشين محطة تينسارو")
    second = article("b", ARABIC, hours=1, of=first, language="ar")
    html = get(second, "fr")
    assert re.search(r'<a href="[^"]+" lang="ar" dir="rtl"><bdi>تدشين محطة تينسارو</bdi></a>', html)
    assert re.search(r'<p class="of-text meta" lang="fr" dir="ltr">', html)
    assert re.search(r'<p class="of-text meta" lang="ar" dir="rtl">', get(second, "ar"))


def test_a_withdrawn_article_is_named_nowhere(dispatch):
    withdraw(dispatch[3])
    generation.bump()
    assert said(dispatch[0]) == "MAP dispatch, reprinted by 1 outlet"
    assert "Vent" not in get(dispatch[0], suffix="/copies")
    Article.objects.filter(pk=dispatch[0].pk).update(state=ArticleState.WITHDRAWN)
    generation.bump()
    assert said(dispatch[1]) == ""
    get(dispatch[0], suffix="/copies", status=410)


# --- the list and the two sides ---------------------------------------------------------------------


def test_the_list_has_the_original_first_and_the_shares(dispatch):
    for each in dispatch:
        html = get(each, suffix="/copies")
        text = plain(html[html.index('<ol class="printed">') : html.index("</ol>")])
        titles = ("Avis de grand frais", "Grand frais au port", "Le port encore", "Vent")
        assert sorted(titles, key=text.index) == list(titles)
        assert "The earliest known here" in text
        assert "82% of its text stands in the original" in text


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_every_language_has_the_page(dispatch, ui):
    html = get(dispatch[0], ui, "/copies")
    assert f'<html lang="{ui}"' in html
    assert 'name="robots" content="noindex' in html
    assert "copies.css" in html


def test_a_copy_stands_beside_its_original(dispatch):
    html = get(dispatch[1], suffix="/copies")
    assert f"<mark>{LOCAL[:-1]}</mark>." in html
    assert html.count('class="pair same"') == 2
    assert "Marked: what stands on one side only." in html
    assert "allows" not in html


def test_another_copy_can_be_chosen(dispatch):
    html = get(dispatch[0], suffix="/copies", query=f"?with={dispatch[3].pk}")
    assert f"<mark>{TEXT[1].split(',')[0]}" in html
    assert html.count('class="pair same"') == 1
    first = get(dispatch[0], suffix="/copies")
    for wrong in ("x", "-1", str(dispatch[0].pk), "9" * 40, "%00", "٣"):
        assert get(dispatch[0], suffix="/copies", query=f"?with={wrong}") == first


def test_only_what_may_be_shown_is_compared():
    first = article(make_outlet("a", policy="excerpt"), [TEXT[0] * 9, "Caché."], title="Premier")
    second = article("b", [TEXT[0] * 9, "Caché."], hours=1, of=first)
    html = get(second, suffix="/copies")
    assert "allows an excerpt only" in html
    assert "Caché" not in html


def test_of_a_headline_nothing_is_compared():
    first = article(make_outlet("a", policy="headline"), title="Premier")
    second = article("b", hours=1, of=first)
    html = get(second, suffix="/copies")
    assert "allows its headline only" in html
    assert "grand frais" not in html
    assert "Marked" not in html


def test_an_article_without_copies_has_an_empty_page():
    html = get(article("a"), suffix="/copies")
    assert "No copy of this article is known here." in html
    assert 'id="beside"' not in html


def test_each_side_has_its_language_and_direction():
    first = article("a", ARABIC, language="ar", title="تدشين")
    second = article("b", ARABIC, hours=1, of=first, language="ar")
    html = get(second, "fr", "/copies")
    assert html.count('<p class="one" lang="ar" dir="rtl">') == 1
    assert html.count('<p class="other" lang="ar" dir="rtl">') == 1


def test_hostile_texts_are_escaped():
    bad = '<script>alert("1")</script> ' * 3
    first = article("a", [bad, TEXT[0]], title=bad)
    second = article("b", [TEXT[0], bad * 2], hours=1, of=first, title=bad)
    for html in (get(second), get(second, suffix="/copies")):
        assert "<script>alert" not in html


def test_a_wrong_slug_leads_to_the_right_page(dispatch):
    response = Client().get(f"/fr/articles/{dispatch[0].pk}/faux/copies")
    assert response.status_code == 301
    assert response["Location"].endswith("/copies")
    assert Client().get("/fr/articles/99999/x/copies").status_code == 404


def test_the_pages_cost_few_queries(dispatch, django_assert_max_num_queries):
    from jarida.website import copying

    with django_assert_max_num_queries(6):
        copying.said(dispatch[1].pk, "fr")
    with django_assert_max_num_queries(1):
        copying.said(10**9, "fr")
