"""Pages of links read as feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.errors import NotAFeed
from jarida.core.feeds.patterns import PROBES, AddressPatterns, Seen
from jarida.core.feeds.sections import FEWEST, MOST_ENTRIES, SECTION, articles_linked, read_section

HOME = "https://www.paper.example/"


def story(number, section="ville"):
    return f"/{section}/2026/11/le-conseil-vote-le-budget-{number}.html"


def teaser(number, section="ville"):
    title = f"Le conseil vote le budget numéro {number}"
    return f"<article><h2><a href='{story(number, section)}'>{title}</a></h2><p>Après un long débat.</p></article>"


def front(teasers, more=""):
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("ville", "sport", "culture", "contact"))
    return f"""<!doctype html><html lang="fr"><head><title>Le Journal</title></head><body>
<nav><ul>{menu}</ul></nav><main>{teasers}{more}</main>
<footer><a href="/mentions-legales">Mentions légales</a><a href="/ville/archives">Archive</a>
<a href="/abonnez-vous-au-journal-papier">Abonnement</a>
<a href="https://www.facebook.com/journal/posts/123456789">Facebook</a></footer></body></html>""".encode()


def known(*numbers):
    return AddressPatterns.learned([(HOME.rstrip("/") + story(number), Seen.ARTICLE) for number in numbers])


def test_articles_are_announced_in_their_order_with_title_and_address():
    parsed = read_section(front("".join(map(teaser, range(8)))), HOME, "text/html", known(100, 101))
    assert (parsed.format, parsed.title, parsed.language, parsed.home) == (SECTION, "Le Journal", "fr", HOME)
    assert [entry.url for entry in parsed.entries] == [HOME.rstrip("/") + story(number) for number in range(8)]
    assert parsed.entries[3].title == "Le conseil vote le budget numéro 3"
    assert all(entry.published is None for entry in parsed.entries)


def test_before_anything_is_known_a_few_are_tried_and_the_rest_is_said_to_wait():
    parsed = read_section(front("".join(map(teaser, range(8)))), HOME)
    assert len(parsed.entries) == PROBES
    assert parsed.problems == (f"links wait until pages like them have been read: {8 - PROBES}",)


def test_menus_feet_and_other_sites_are_left_out():
    parsed = read_section(
        front(teaser(1), "<a href='https://other.example/2026/11/un-titre-assez-long.html'>Ailleurs</a>"), HOME
    )
    assert [entry.url for entry in parsed.entries] == [HOME.rstrip("/") + story(1)]


def test_a_site_below_the_same_name_is_its_own():
    address = "https://sport.paper.example/2026/11/le-derby-de-la-rade-finit-nul"
    link = f"<h3><a href='{address}'>Le derby finit nul ce soir</a></h3>"
    assert len(read_section(front("", link), HOME).entries) == 1


def test_the_heading_is_the_title_whatever_else_links_there():
    links = f"<a href='{story(1)}'><img src='x.jpg' alt='Une salle comble devant le conseil municipal réuni'></a>"
    links += f"<a href='{story(1)}'><div>Ville</div><h3>Le budget est voté</h3><p>Après un long débat, tard.</p></a>"
    links += f"<a href='{story(1)}'>Lire la suite de cet article très important du jour</a>"
    assert [entry.title for entry in read_section(front("", links), HOME).entries] == ["Le budget est voté"]


def test_a_pattern_that_was_no_article_is_not_announced_again():
    lost = AddressPatterns.learned(
        [(f"{HOME}dossiers/2026/11/un-dossier-complet-{n}.html", Seen.OTHER) for n in range(4)]
    )
    parsed = read_section(front(teaser(1) + teaser(2, "dossiers")), HOME, "", lost)
    assert [entry.url for entry in parsed.entries] == [HOME.rstrip("/") + story(1)]


def test_the_base_of_the_page_counts():
    page = front(teaser(1)).replace(b"<title>", b"<base href='https://www.paper.example/fr/'><title>")
    page = page.replace(story(1).encode(), story(1).lstrip("/").encode())
    assert read_section(page, HOME).entries[0].url == "https://www.paper.example/fr" + story(1)


@pytest.mark.parametrize("body", [b"", b"{}", b"<html><body><p>Nothing here</p></body></html>", b"\0\0\0", b"%PDF-1.4"])
def test_what_links_to_nothing_is_no_section_page(body):
    with pytest.raises(NotAFeed):
        read_section(body, HOME)
    assert articles_linked(body, HOME) == 0


def test_a_page_is_offered_in_place_of_a_feed_if_it_lists_articles():
    assert articles_linked(front("".join(map(teaser, range(FEWEST)))), HOME) == FEWEST
    assert articles_linked(front(""), HOME) < FEWEST


def test_a_page_of_100000_links_is_bounded():
    many = "".join(
        f"<h2><a href='{story(number)}'>Le conseil vote encore un budget</a></h2>" for number in range(100_000)
    )
    assert len(read_section(front(many), HOME, "", known(100, 101)).entries) <= MOST_ENTRIES


def test_a_deep_tree_is_read_or_refused():
    try:
        parsed = read_section(front("<div>" * 5_000 + teaser(1)), HOME)
    except NotAFeed:
        return
    assert len(parsed.entries) <= 1


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body):
    try:
        parsed = read_section(b"<a href='/2026/11/un-titre-assez-long'>Un titre assez long</a>" + body, HOME)
    except NotAFeed:
        return
    assert parsed.format == SECTION
    assert all(entry.url.startswith("http") for entry in parsed.entries)


@pytest.mark.parametrize("address", ["/?p=609703", "/article.php?cat=ville&id=221055", "/node/4711", "/news/4711.html"])
def test_articles_that_are_named_by_a_number(address):
    link = f"<h2><a href='{address.replace('&', '&amp;')}'>Le conseil vote le budget de la ville</a></h2>"
    assert len(read_section(front("", link), HOME).entries) == 1


@pytest.mark.parametrize("address", ["/?cat=3", "/?page=2&id=4711", "/index.php?lang=fr", "/?s=budget"])
def test_lists_that_are_named_by_a_query(address):
    link = f"<h2><a href='{address.replace('&', '&amp;')}'>Le conseil vote le budget de la ville</a></h2>"
    assert read_section(front("", link), HOME).entries == ()


def test_a_headline_is_tried_whatever_its_address_looks_like():
    links = "<ul><li><a href='/wine-regions'>The wine regions of the coast, from north to south</a></li></ul>"
    links += "<ul><li><a href='/wine-shop'>Wine shop</a></li></ul>"
    assert [entry.url for entry in read_section(front("", links), HOME).entries] == [f"{HOME}wine-regions"]
