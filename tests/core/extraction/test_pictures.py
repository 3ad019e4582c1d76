import pytest

from jarida.core.extraction.model import Picture
from jarida.core.extraction.pictures import MOST, find_pictures, picture_key, split_credit
from tests.core.extraction.pages import json_ld, page

CAPTION = "<figcaption>La digue, mardi. (Photo : Ida Moe)</figcaption>"
FIGURE = f"<article><figure><img src='/i/digue-800x600.jpg' alt='La digue'>{CAPTION}</figure></article>"


def test_lead_picture_with_caption_and_credit_from_its_figure():
    head = '<meta property="og:image" content="https://journal.example/i/digue-1200x630.jpg">'
    lead = find_pictures(page(head, FIGURE))[0]
    assert lead == Picture("https://journal.example/i/digue-1200x630.jpg", "La digue, mardi.", "Ida Moe")


def test_the_first_figure_where_nothing_is_declared():
    assert find_pictures(page("", FIGURE))[0].url == "https://journal.example/i/digue-800x600.jpg"


def test_a_card_for_social_networks_gives_way_to_the_picture_in_the_text():
    head = '<meta property="og:image" content="https://journal.example/i/carte.jpg">'
    assert [each.url for each in find_pictures(page(head, FIGURE))] == ["https://journal.example/i/digue-800x600.jpg"]


def test_another_pictures_caption_is_not_taken():
    head = '<meta property="og:image" content="https://journal.example/i/carte.jpg">'
    body = "<article><p><img src='/i/autre.jpg' alt='Une vue du port au petit matin'></p></article>"
    assert find_pictures(page(head, body)) == (Picture("https://journal.example/i/carte.jpg"),)


def test_of_a_set_the_widest_that_is_not_absurd():
    head = '<meta property="og:image" content="https://journal.example/i/digue-1200x630.jpg">'
    sources = "/i/digue-320x200.jpg 320w, /i/digue-1600x900.jpg 1600w, /i/digue-9000x5000.jpg 9000w"
    body = f"<article><figure><img src='/i/digue-320x200.jpg' srcset='{sources}'></figure></article>"
    assert find_pictures(page(head, body))[0].url.endswith("digue-1600x900.jpg")


def test_sources_of_a_picture_element_count():
    picture = "<picture><source srcset='/i/wide.webp 1200w'><img src='/i/s.jpg'></picture>"
    assert find_pictures(page("", f"<article><figure>{picture}</figure></article>"))[0].url.endswith("/i/wide.webp")


def test_caption_and_credit_from_structured_data():
    image = '{"@type":"ImageObject","url":"/i/a.jpg","caption":"La digue","creditText":"Ida Moe"}'
    lead = find_pictures(page(json_ld(f'{{"@type":"NewsArticle","headline":"x","image":{image}}}')))[0]
    assert lead == Picture("https://journal.example/i/a.jpg", "La digue", "Ida Moe")


@pytest.mark.parametrize(
    "address",
    [
        "/static/logo.png", "/img/site-logo-big.jpg", "/placeholder.jpg", "/og-default.png", "/1x1.gif", "/pixel.gif",
        "data:image/png;base64,AAAA", "javascript:alert(1)", "file:///etc/passwd", "ftp://h.example/a.jpg", "/a.svg",
        "https://www.facebook.com/tr?id=1", "",
    ],
)  # fmt: skip
def test_what_is_no_picture_of_the_article_is_left_out(address):
    assert find_pictures(page(f'<meta property="og:image" content="{address}">')) == ()


@pytest.mark.parametrize(
    "address", ["/sites/default/files/port.jpg", "/img/logotherapie.jpg", "/catalogue/iconique.jpg"]
)
def test_words_inside_words_do_not_make_a_logo(address):
    assert find_pictures(page(f'<meta property="og:image" content="{address}">'))[0].url.endswith(address)


def test_small_pictures_and_those_of_teasers_are_left_out():
    body = (
        "<article><img src='/a.jpg' width='16'><div class='related'><figure><img src='/b.jpg'></figure></div></article>"
    )
    assert find_pictures(page("", body)) == ()


def test_lazily_loaded_pictures_and_sets_are_found():
    body = "<article><img src='data:image/gif;base64,R0' data-src='/lazy.jpg'></article>"
    assert find_pictures(page("", body))[0].url.endswith("/lazy.jpg")
    body = "<article><img srcset='/s.jpg 320w, /l.jpg 1280w'></article>"
    assert find_pictures(page("", body))[0].url.endswith("/l.jpg")


def test_at_most_ten():
    figures = "".join(f"<figure><img src='/{i}.jpg'><figcaption>Vue</figcaption></figure>" for i in range(50))
    assert len(find_pictures(page("", f"<article>{figures}</article>"))) == 10


def test_the_feeds_picture_is_the_last_resort():
    assert find_pictures(page(image="https://journal.example/f.jpg"))[0].url == "https://journal.example/f.jpg"


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("Le port. © Ida Moe", ("Le port.", "Ida Moe")),
        ("Le port (Crédit : AFP)", ("Le port", "AFP")),
        ("The harbour. Photo: Tom Arden", ("The harbour.", "Tom Arden")),
        ("الميناء - تصوير: كمال العلوي", ("الميناء", "كمال العلوي")),
        ("Photo de famille devant le port", ("Photo de famille devant le port", "")),
        ("", ("", "")),
    ],
)
def test_credit_is_split_from_the_caption(caption, parts):
    assert split_credit(caption) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/i/port-1024x683.jpg", "https://a.example/i/port-300x200.jpg"),
        ("https://a.example/i/port-scaled.jpg", "https://cdn.example/x/port.jpg?w=3"),
    ],
)
def test_sizes_of_one_picture_have_one_key(one, other):
    assert picture_key(one) == picture_key(other)


def test_pictures_of_a_resizing_service_are_told_apart():
    assert picture_key("https://a.example/image?src=a.jpg") != picture_key("https://a.example/image?src=b.jpg")


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("/i/Digue-du-port.jpg", "/i/digue-du-port-640x360.JPG"),
        ("/i/%D8%B3%D8%AF.jpg", "/i/سد.jpg"),
        ("/resize?src=a.jpg&amp;w=9", "/resize?src=a.jpg&amp;w=9"),
    ],
)
def test_the_declared_picture_is_known_again_in_the_text(declared, shown):
    head = f'<meta property="og:image" content="https://journal.example{declared}">'
    other = "<figure><img src='/i/autre.jpg'><figcaption>Autre</figcaption></figure>"
    body = f"<article>{other}<figure><img src='{shown}'><figcaption>La digue</figcaption></figure></article>"
    assert find_pictures(page(head, body))[0].caption == "La digue"


def test_hundreds_of_pictures_and_endless_sets_are_bounded():
    sources = ", ".join(f"/a{i}.jpg {i}w" for i in range(20_000))
    figures = f"<figure><img src='/b.jpg' srcset='{sources}'><figcaption>x</figcaption></figure>" * 3
    figures += "".join(f"<figure><img src='/c{i}.jpg'><figcaption>x</figcaption></figure>" for i in range(2000))
    found = find_pictures(page("", f"<article><h1>T</h1>{figures}</article>"))
    assert len(found) == MOST
    assert not any("a19999" in each.url for each in found)
