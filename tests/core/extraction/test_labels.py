import pytest

from jarida.core.extraction.labels import (
    LONGEST_SUMMARY,
    MOST_TAGS,
    find_language,
    find_section,
    find_site_name,
    find_summary,
    find_tags,
)
from tests.core.extraction.pages import json_ld, page

LEAD = "La digue de Port-Safran a tenu bon malgré la plus forte tempête depuis vingt ans."


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (json_ld('{"@type":"NewsArticle","headline":"x","articleSection":"Société"}'), "Société"),
        (json_ld('{"@type":"NewsArticle","headline":"x","articleSection":["Monde","Europe"]}'), "Monde"),
        ('<meta property="article:section" content="Accueil | Économie">', "Économie"),
        ('<meta property="article:section" content="اقتصاد">', "اقتصاد"),
        ('<meta property="article:section" content="Accueil">', ""),
        ('<meta property="article:section" content="https://journal.example/eco">', ""),
        ("", ""),
    ],
)
def test_section(head, section):
    assert find_section(page(head)) == section


def test_the_last_breadcrumb_that_is_not_the_article():
    items = ",".join(f'{{"@type":"ListItem","name":"{name}"}}' for name in ("Accueil", "Monde", "La digue tient"))
    head = json_ld(f'{{"@type":"BreadcrumbList","itemListElement":[{items}]}}')
    assert find_section(page(head + '<meta property="og:title" content="La digue tient">')) == "Monde"


def test_tags_are_split_and_each_stands_once():
    head = json_ld('{"@type":"NewsArticle","headline":"x","keywords":"mer, Digue ; digue،عاصفة"}')
    assert find_tags(page(head)) == ("mer", "Digue", "عاصفة")
    assert find_tags(page("<meta name='keywords' content='#mer, port'>")) == ("mer", "port")
    assert find_tags(page("", "<h1>T</h1><a rel='tag' href='/t'>Port</a>")) == ("Port",)
    assert find_tags(page("", tags=("du flux",))) == ("du flux",)


def test_tags_are_bounded():
    words = ",".join(f"mot{chr(97 + i)}{chr(97 + j)}" for i in range(26) for j in range(26))
    assert len(find_tags(page(f"<meta name='keywords' content='{words}'>"))) == MOST_TAGS


def test_site_name():
    assert find_site_name(page('<meta property="og:site_name" content="Le Journal">')) == "Le Journal"
    publisher = json_ld('{"@type":"NewsArticle","headline":"x","publisher":{"name":"Le Phare"}}')
    assert find_site_name(page(publisher)) == "Le Phare"
    assert find_site_name(page("", outlet="De l'édition")) == "De l'édition"


def test_the_summary_is_the_pages_own_else_the_feeds_else_the_beginning():
    assert find_summary(page(f'<meta name="description" content="{LEAD}">'), "T", ()) == LEAD
    assert find_summary(page("", summary=LEAD), "T", ()) == LEAD
    assert find_summary(page(), "T", ("Court.", LEAD)) == LEAD
    assert find_summary(page(f'<meta name="description" content="{LEAD}">'), LEAD, ("Court.",)) == "Court."
    assert len(find_summary(page(), "T", ("mot " * 1000,))) <= LONGEST_SUMMARY


@pytest.mark.parametrize(
    ("lang", "text", "language"),
    [
        ("en", LEAD + " Les pompes ont tourné toute la nuit dans le quartier bas de la ville.", "fr"),
        ("fr", "صمد السد أمام أعنف عاصفة منذ عشرين عاما كما قال المهندسون صباح الثلاثاء", "ar"),
        ("es", "", "es"),
        ("", "The sea wall held through the worst storm in twenty years, the engineers say.", "en"),
    ],
)
def test_the_text_tells_the_language_and_the_declaration_where_there_is_none(lang, text, language):
    assert find_language(page(lang=lang), "", (text,)) == language
