import pytest

from jarida.core.extraction.titles import find_title, without_site
from tests.core.extraction.pages import json_ld, page

SITE = '<meta property="og:site_name" content="Le Journal">'


@pytest.mark.parametrize(
    "title",
    [
        "La digue tient bon face aux vagues | Le Journal",
        "La digue tient bon face aux vagues - Le Journal",
        "La digue tient bon face aux vagues – Le Journal",
        "La digue tient bon face aux vagues — LE JOURNAL",
        "La digue tient bon face aux vagues :: Le Journal",
        "La digue tient bon face aux vagues » Le Journal",
        "Le Journal | La digue tient bon face aux vagues",
        "Le Journal : La digue tient bon face aux vagues",
    ],
)
def test_the_outlets_name_goes_whatever_the_separator(title):
    assert find_title(page(f"{SITE}<title>{title}</title>", "<p>x</p>")) == "La digue tient bon face aux vagues"


@pytest.mark.parametrize(
    "title",
    ["Budget : le Parlement vote", "Maroc - Espagne : 2 à 1", "Séisme | ce que l'on sait à cette heure du bilan"],
)
def test_separators_that_belong_to_the_title_stay(title):
    assert without_site(title, ["Le Journal"]) == title


def test_section_and_name_go_from_the_documents_title():
    head = f"{SITE}<title>La digue tient bon face aux vagues | Société | Le Journal</title>"
    assert find_title(page(head, "<p>x</p>")) == "La digue tient bon face aux vagues"


def test_the_visible_heading_is_believed_where_another_place_agrees():
    head = '<meta property="og:title" content="La digue de Port-Safran tient bon, selon la mairie">'
    body = "<h1>La digue de Port-Safran tient bon</h1>"
    assert find_title(page(head, body)) == "La digue de Port-Safran tient bon"


def test_a_kicker_in_the_heading_goes():
    head = '<meta property="og:title" content="La digue de Port-Safran tient bon">'
    body = "<h1><span>Tempête</span> La digue de Port-Safran tient bon</h1>"
    assert find_title(page(head, body)) == "La digue de Port-Safran tient bon"


def test_a_logo_in_h1_is_no_title():
    head = json_ld('{"@type":"NewsArticle","headline":"La digue de Port-Safran tient bon"}')
    body = "<header><h1>Le Journal</h1></header><h2>La digue de Port-Safran tient bon</h2>"
    assert find_title(page(head, body)) == "La digue de Port-Safran tient bon"


def test_the_feeds_title_is_the_last_resort():
    assert find_title(page("", "<p>x</p>", title="Du flux")) == "Du flux"
    assert find_title(page("", "<p>x</p>")) == ""


def test_of_several_articles_in_structured_data_the_pages_own_is_taken():
    blocks = json_ld(
        '[{"@type":"NewsArticle","headline":"Autre chose","url":"https://journal.example/autre"},'
        '{"@type":"NewsArticle","headline":"La digue tient","url":"https://www.journal.example/actualites/la-digue-tient-bon/"}]'
    )
    assert find_title(page(blocks, "<p>x</p>")) == "La digue tient"


def test_control_and_direction_characters_go():
    assert (
        find_title(page("<meta property='og:title' content='La&#8238; digue&#0;&#7; tient &#8207;bon'>", "<p>x</p>"))[
            :9
        ]
        == "La digue "
    )
