import pytest

from jarida.core.extraction import page as page_module
from jarida.core.extraction.index import Index
from jarida.core.extraction.markup import parse
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import MOST_META, element_text, in_masthead, read_page
from tests.core.extraction.pages import NOW, URL, page


def element(markup, path):
    return parse(f"<html><body>{markup}</body></html>").find(f".//{path}")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>La digue tient</p>", "La digue tient"),
        ("<p><b>L</b>a digue <i>tient</i>.</p>", "La digue tient."),
        ("<p><span>Tempête</span><span>La digue tient</span></p>", "Tempête La digue tient"),
        ("<p>La digue<br>tient</p>", "La digue tient"),
        ("<p>avant<script>var a = 1;</script> après<style>p{}</style></p>", "avant après"),
        ("<p>avant<noscript><b>non</b></noscript> après</p>", "avant après"),
        ("<p>قال <span>الوزير</span> ، أمس</p>", "قال الوزير، أمس"),
        ("<p>dit <span>le maire</span> , mardi</p>", "dit le maire, mardi"),
        ("<p></p>", ""),
    ],
)
def test_the_text_of_an_element(markup, text):
    assert element_text(element(markup, "p")) == text


def test_the_text_of_an_element_is_bounded():
    found = element("<div>" + "<p>mot mot</p>" * 5000 + "</div>", "div")
    assert len(element_text(found, 100)) <= 100
    assert element_text(found).count("mot") == 10_000


def test_scripts_have_no_text():
    assert element_text(element("<div><script>x</script></div>", "div/script")) == ""


def test_the_base_element_is_what_addresses_are_relative_to():
    found = page('<base href="/ailleurs/">')
    assert found.base == "https://journal.example/ailleurs/"
    assert found.absolute("a.jpg") == "https://journal.example/ailleurs/a.jpg"
    assert page().base == URL


def test_an_address_is_worked_out_once(monkeypatch):
    asked = []
    monkeypatch.setattr(page_module, "clean_url", lambda address, base: asked.append(address) or f"x{address}")
    found = page()
    asked.clear()
    assert [found.absolute("/a"), found.absolute("/a")] == ["x/a", "x/a"]
    assert asked == ["/a"]


BOXES = """<div class="wrap"><h1>La digue tient</h1><p id="own">texte</p>
<aside><p id="a">x</p></aside><nav><b id="b">x</b></nav><div class="related-articles"><p id="c">x</p></div>
<div id="comments"><div><div><p id="d">x</p></div></div></div><footer><p id="e">x</p></footer>
<div class="comments-closed"><p id="f">x</p></div></div>"""


@pytest.mark.parametrize(
    ("name", "furniture"),
    [("own", False), ("a", True), ("b", True), ("c", True), ("d", True), ("e", True), ("f", False)],
)
def test_furniture(name, furniture):
    found = page("", BOXES)
    (each,) = found.tree.xpath(f"//*[@id='{name}']")
    assert [found.in_furniture(each), found.in_furniture(each)] == [furniture, furniture]


def test_what_holds_the_main_heading_is_no_furniture_whatever_its_class():
    found = page("", "<div class='related'><h1>La digue tient</h1><p>texte</p></div>")
    assert not found.in_furniture(found.tree.find(".//p"))


def test_removed_elements_and_all_in_them_are_furniture():
    first = page("", "<h1>T</h1><section><p>texte</p></section>")
    section = first.tree.find(".//section")
    removed = type(first)(
        *(getattr(first, name) for name in ("url", "hints", "now", "tree", "meta", "structured", "article")),
        first.heading,
        first.containers,
        first.index,
        first.base,
        removed=frozenset([section]),
    )
    assert not first.in_furniture(section.find("p"))
    assert removed.in_furniture(section)
    assert removed.in_furniture(section.find("p"))


def test_furniture_is_decided_once_an_ancestor(monkeypatch):
    found = page("", "<h1>T</h1>" + "<div>" * 200 + "<p>a</p><p>b</p>" * 200)
    looked = []
    decides = type(found)._decides
    monkeypatch.setattr(type(found), "_decides", lambda self, each: looked.append(each) or decides(self, each))
    for each in found.tree.iter("p"):
        found.in_furniture(each)
    assert len(looked) == len(set(looked)) <= 203


def test_of_several_headings_the_one_that_the_page_declares():
    head = '<meta property="og:title" content="La digue de Port-Safran tient">'
    found = page(head, "<header><h1>Le Journal</h1></header><h1>Météo</h1><h1>La digue de Port-Safran tient</h1>")
    assert element_text(found.heading) == "La digue de Port-Safran tient"


@pytest.mark.parametrize(
    ("markup", "masthead"),
    [
        ("<header><h1>x</h1></header>", True),
        ("<nav><h1>x</h1></nav>", True),
        ("<article><header><h1>x</h1></header></article>", False),
        ("<header><div><h1>x</h1></div></header>", True),
        ("<h1>x</h1>", False),
    ],
)
def test_headings_in_the_masthead(markup, masthead):
    assert in_masthead(element(markup, "h1")) is masthead


def test_around_the_title_stands_what_is_near():
    body = "<p>loin</p>" * 50 + "<h1>T</h1><script>x</script>" + "<i>près</i>" * 300
    near = page("", body).around_title()
    assert [each.tag for each in near[:13]] == ["p"] * 12 + ["h1"]
    assert len(near) == 72
    assert not any(each.tag == "script" for each in near)
    assert page("", "<p>x</p>").around_title() == []


def test_meta_elements_are_bounded_and_read_by_every_name():
    found = page("<meta name='author' content='A'>" * (2 * MOST_META))
    assert len(found.meta["author"]) <= MOST_META
    assert page("<meta property='og:title' name='TITLE' content='x'>").meta_text("title") == "x"


def test_the_index_knows_places_tags_and_marks():
    tree = parse(
        "<html><body><h1 class='Titre' id='T'>a</h1><p itemprop='author'>b</p><a rel='author'>c</a></body></html>"
    )
    index = Index(tree)
    heading, paragraph, link = tree.find(".//h1"), tree.find(".//p"), tree.find(".//a")
    assert index.elements[index.place(heading)] is heading
    assert list(index.tagged("p")) == [paragraph]
    assert list(index.any_tagged("a", "h1", "h6")) == [heading, link]
    assert list(index.any_tagged("h5")) == []
    assert index.marks[heading].split() == ["titre", "t"]
    assert index.marks[link].split() == ["author"]
    assert index.place(parse("<p>x</p>")) == -1
    assert index.around(parse("<p>x</p>"), 1, 1) == []


@pytest.mark.parametrize(
    "markup",
    [
        b'<html><h1>Titre de la page</h1><p class="auth',
        b"<h1>Titre\x00 de la\x07 page</h1>",
        b"<html><head><title>Titre de la page",
        b"+ADw-h1+AD4-x<h1>Titre de la page</h1>",
        "<h1>عنوان الصفحة</h1>".encode("cp1256"),
    ],
)
def test_damaged_pages_are_read(markup):
    assert read_page(markup, URL, Hints(languages=("ar",)), NOW).tree.tag == "html"
