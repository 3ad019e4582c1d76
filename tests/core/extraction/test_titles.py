import pytest

from jarida.core.extraction.titles import LONGEST, find_title, without_site
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
    assert without_site(title, ("Le Journal",)) == title


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


NEWS = '{{"@type":"NewsArticle","headline":"{}"}}'
SHOWN, OTHER = "Port-Safran : la digue a tenu cette nuit", "Une nuit à veiller sur les pompes"


def news(told, passed, card="", document="", shown=SHOWN, kind="NewsArticle"):
    head = json_ld(NEWS.format(told).replace("NewsArticle", kind))
    head += f'<meta property="og:title" content="{passed}"><title>{document}</title>'
    head += f'<meta name="twitter:title" content="{card}">' if card else ""
    return find_title(page(head, f"<h1>{shown}</h1>"))


@pytest.mark.parametrize(
    ("told", "passed", "card", "document", "title"),
    [
        (SHOWN, SHOWN, SHOWN, SHOWN, SHOWN),
        (OTHER, OTHER, "", SHOWN, OTHER),  # two declare the same: the editors' headline
        (SHOWN, OTHER, SHOWN, SHOWN, OTHER),  # one place alone has its own wording
        (SHOWN, OTHER, "", SHOWN, OTHER),
        (SHOWN, OTHER, OTHER, SHOWN, SHOWN),  # a card's text
        (SHOWN, OTHER, OTHER, OTHER, SHOWN),  # what search engines are told
        (OTHER, SHOWN, SHOWN, SHOWN, OTHER),
        (SHOWN, SHOWN + ", récit", "", SHOWN, SHOWN),  # the heading with something added
    ],
)
def test_the_headline_that_editors_pass_on(told, passed, card, document, title):
    assert news(told, passed, card, document) == title


def test_outside_the_news_the_visible_heading_stands():
    assert news(OTHER, OTHER, "", SHOWN, kind="BlogPosting") == SHOWN


def test_a_headline_cut_at_what_search_engines_take_is_not_the_editors():
    assert news("Une nuit " * 13, SHOWN, SHOWN, SHOWN) == SHOWN


def test_a_kicker_marked_inside_the_heading_goes():
    head = '<meta property="og:title" content="Autre formulation de la même nuit de veille">'
    body = "<h1><span class='kicker'>Tempête</span><span>La digue tient cette nuit</span></h1>"
    head += "<title>La digue tient cette nuit</title>"
    assert find_title(page(head, body)) == "La digue tient cette nuit"


def test_a_heading_that_another_place_has_in_full_keeps_its_beginning():
    whole = "Tempête : la digue de Port-Safran tient"
    head = json_ld(NEWS.format("la digue de Port-Safran tient")) + f'<meta property="og:title" content="{whole}">'
    assert find_title(page(head, f"<h1>{whole}</h1>")) == whole


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("السد يصمد أمام أعنف عاصفة - جريدة المرسى", "جريدة المرسى", "السد يصمد أمام أعنف عاصفة"),
        ("جريدة المرسى | السد يصمد أمام أعنف عاصفة", "جريدة المرسى", "السد يصمد أمام أعنف عاصفة"),
        ("El dique resiste el peor temporal · El Faro", "El Faro", "El dique resiste el peor temporal"),
        ("The sea wall holds through the night — The Lamp", "The Lamp", "The sea wall holds through the night"),
    ],
)
def test_the_outlets_name_goes_in_every_script(title, site, expected):
    head = f'<meta property="og:site_name" content="{site}"><title>{title}</title>'
    assert find_title(page(head, "<p>x</p>")) == expected


@pytest.mark.parametrize("separator", [" | ", " - ", "|", " » ", " : "])
def test_a_title_of_nothing_but_separators_is_looked_at_within_bounds(separator):
    title = f"a{separator}" * 100_000
    assert len(find_title(page(f"<title>{title}</title>", "<p>x</p>"))) <= LONGEST
    assert len(without_site(title, ("b",))) <= 2 * LONGEST
