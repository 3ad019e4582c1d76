import pytest

from jarida.core.extraction.model import Policy
from jarida.core.extraction.rights import find_canonical, find_limit, same_site
from tests.core.extraction.pages import URL, json_ld, page


def canonical(address, url=URL, head=""):
    return find_canonical(page(f'<link rel="canonical" href="{address}">{head}', url=url))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.journal.example/actualites/la-digue-tient-bon",
        "https://journal.example/la-digue-tient-bon",
        "/actualites/la-digue-de-port-safran-tient-bon",
        "https://journal.example/a/4711",
    ],
)
def test_the_pages_own_address_is_believed(address):
    assert canonical(address).rsplit("/", 1)[-1] == address.rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    "address",
    [
        "https://autre.example/actualites/la-digue-tient-bon",
        "https://journal.example/",
        "https://journal.example/fr",
        "https://journal.example/actualites/recette-traditionnelle-couscous-sept-legumes",
        "javascript:alert(1)",
        "",
    ],
)
def test_other_sites_front_pages_and_other_articles_are_not(address):
    assert canonical(address, "https://journal.example/a/digue-port-safran-tempete") == (
        "https://journal.example/a/digue-port-safran-tempete"
    )


def test_the_title_tells_which_address_is_the_articles():
    head = '<meta property="og:title" content="Recette traditionnelle du couscous aux sept légumes">'
    address = "https://journal.example/x/recette-traditionnelle-couscous-sept-legumes"
    assert canonical(address, "https://journal.example/a/preview-draft-document", head) == address


def test_an_article_in_another_script_keeps_its_number():
    assert canonical("https://journal.example/السد-يصمد-أمام-العاصفة-123456.html").endswith(".html")


@pytest.mark.parametrize(
    ("head", "limit"),
    [
        ("", Policy.FULL),
        ('<meta name="robots" content="index, follow, max-image-preview:large, max-snippet:-1">', Policy.FULL),
        ('<meta name="robots" content="nosnippet">', Policy.HEADLINE),
        ('<meta name="robots" content="max-snippet: 0">', Policy.HEADLINE),
        ('<meta name="robots" content="max-snippet:120">', Policy.EXCERPT),
        ('<meta name="robots" content="NOARCHIVE">', Policy.EXCERPT),
        ('<meta name="robots" content="noai, noimageai">', Policy.EXCERPT),
        ('<meta name="tdm-reservation" content="1">', Policy.EXCERPT),
        ('<meta name="tdm-reservation" content="0">', Policy.FULL),
        ('<meta name="googlebot" content="nosnippet">', Policy.FULL),
        (json_ld('{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}'), Policy.EXCERPT),
        (json_ld('{"@type":"NewsArticle","headline":"x","isAccessibleForFree":"False"}'), Policy.EXCERPT),
        (json_ld('{"@type":"NewsArticle","headline":"x","isAccessibleForFree":true}'), Policy.FULL),
    ],
)
def test_the_most_that_may_be_shown(head, limit):
    assert find_limit(page(head)) is limit


def test_same_site():
    assert same_site("https://www.journal.example/a", "http://m.journal.example/b")
    assert not same_site("https://journal.example/a", "https://autre.example/a")
    assert not same_site("", "")
