"""The text of an article: what is kept, what is cut, and what no page may cost."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jarida.core.extraction.body import LONGEST, MOST_PARAGRAPHS, find_body, trees
from jarida.core.extraction.body.blocks import read_blocks
from jarida.core.extraction.body.features import phrase_features, scale_of, share_class, size_class
from jarida.core.extraction.body.neighbours import NUMBERS
from jarida.core.extraction.body.tree import container_of, paragraphs_of
from jarida.core.extraction.body.weights import weights
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TEXTS = {
    "fr": (
        "Le conseil de la ville a adopté mardi le budget de l'année, après "
        "un débat de quatre heures sur les transports. "
    ),
    "en": "The council adopted the budget of the year on Tuesday, after a debate of four hours about buses and trams. ",
    "es": (
        "El consejo de la ciudad aprobó el martes el presupuesto del año, "
        "tras un debate de cuatro horas sobre tranvías. "
    ),
    "ar": (
        "صادق مجلس المدينة يوم الثلاثاء على ميزانية السنة بعد نقاش دام "
        "أربع ساعات حول النقل العمومي في الأحياء الجديدة. "
    ),
    "zh": "市议会周二通过了今年的预算，此前就新区的公共交通进行了四个小时的辩论，议员们对电车线路的费用意见不一。",
    "de": (
        "Der Rat der Stadt beschloss am Dienstag den Haushalt des Jahres, "
        "nach vier Stunden Debatte über Busse und Bahnen. "
    ),
    "ru": (
        "Городской совет принял во вторник бюджет на год после четырёхчасовых "
        "споров о транспорте в новых районах города. "
    ),
}
FURNITURE = {
    "fr": '<p><a href="/a">Lire aussi : la gare fermée</a></p>',
    "en": '<p><a href="/a">Read more: station closed</a></p>',
    "es": '<p><a href="/a">Leer también: la estación cerrada</a></p>',
    "ar": '<p><a href="/a">اقرأ أيضا: إغلاق المحطة</a></p>',
    "zh": '<p><a href="/a">相关阅读：车站关闭</a></p>',
    "de": '<p><a href="/a">Lesen Sie auch: Bahnhof zu</a></p>',
    "ru": '<p><a href="/a">Читайте также: вокзал закрыт</a></p>',
}


def page_of(html, **hints):
    return read_page(html.encode(), "https://daily.example/a/1", Hints(**hints), NOW)


def article(inside, title="Budget"):
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav>"
        f"<article><h1>{title}</h1><div class='entry-content'>{inside}</div></article>"
        "<footer><p>© 2026 Daily. All rights reserved.</p></footer></body></html>"
    )


def texts(language, count=4):
    return [f"{TEXTS[language].strip()} ({number}) {TEXTS[language].strip()}" for number in range(count)]


def paragraphs(html, **hints):
    return list(find_body(page_of(html, **hints), "Budget").paragraphs)


@pytest.mark.parametrize("language", TEXTS)
def test_text_is_whole_and_in_order(language):
    expected = texts(language)
    assert paragraphs(article("".join(f"<p>{text}</p>" for text in expected))) == expected


@pytest.mark.parametrize("language", FURNITURE)
def test_links_to_other_articles_are_cut(language):
    expected = texts(language)
    inside = "".join(f"<p>{text}</p>" for text in expected[:2])
    inside += FURNITURE[language] + "".join(f"<p>{text}</p>" for text in expected[2:])
    assert paragraphs(article(inside)) == expected


@pytest.mark.parametrize(
    "box",
    [
        '<div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>',
        '<div class="newsletter-box"><p>Subscribe to our newsletter</p><form><input></form></div>',
        '<div class="related"><h3>Related</h3><ul><li><a href="/1">A fire in the port</a></li></ul></div>',
        '<div class="tags"><a href="/t/1">budget</a> <a href="/t/2">council</a></div>',
        '<section class="comments" id="comments"><h3>2 comments</h3><p>Great!</p></section>',
        "<script>var text = 'Not for readers, however long it is and whatever it says.';</script>",
        "<p style='display: none'>Hidden from everyone who reads the page in a browser.</p>",
        "<noscript><p>Please enable JavaScript to read this page in full.</p></noscript>",
    ],
)
def test_furniture_after_the_text_is_cut(box):
    expected = texts("en")
    assert paragraphs(article("".join(f"<p>{text}</p>" for text in expected) + box)) == expected


def test_subheadings_and_lists_stay():
    a, b, c, d = texts("en")
    inside = (
        f"<p>{a}</p><h2>What the council decided</h2><p>{b}</p><ul><li>{c}</li></ul><blockquote><p>{d}</p></blockquote>"
    )
    assert paragraphs(article(inside)) == [a, "What the council decided", b, c, d]


def test_line_breaks_part_paragraphs_where_there_are_no_elements_for_them():
    expected = texts("en")
    assert paragraphs(article("<br><br>".join(expected))) == expected


def test_layout_table_with_a_bare_menu():
    expected = texts("ru")
    menu = "".join(f"<a href='/{name}'>{name}</a><br><br>" for name in ("Спорт", "Культура", "Погода", "Архив"))
    cells = f"<table><tr><td>{menu}</td><td>" + "<br><br>".join(expected) + "</td></tr></table>"
    assert paragraphs(f"<html><body><h1>Бюджет</h1>{cells}</body></html>") == expected


def test_title_and_byline_are_not_the_first_paragraph():
    expected = texts("en")
    inside = "<p>Budget</p><p>By Jane Doe</p>" + "".join(f"<p>{text}</p>" for text in expected)
    assert paragraphs(article(inside)) == expected


def test_selector_wins_and_removes():
    html = article("<p>One thing.</p><p class='ad'>Buy this.</p>")
    body = find_body(page_of(html, selectors={"body": ".entry-content", "remove": ".ad"}), "Budget")
    assert body.paragraphs == ("One thing.",)
    assert body.origin == "selector"
    assert body.container is not None
    assert body.container.get("class") == "entry-content"


def test_removal_holds_without_a_selector_for_the_body():
    expected = texts("en")
    inside = "".join(f"<p>{text}</p>" for text in expected) + f"<div class='promo-x'><p>{TEXTS['de']}</p></div>"
    assert paragraphs(article(inside), selectors={"remove": ".promo-x"}) == expected


def test_container_and_origin():
    body = find_body(page_of(article("".join(f"<p>{text}</p>" for text in texts("fr")))), "Budget")
    assert body.origin == "tree"
    assert body.container is not None
    assert body.container.get("class") == "entry-content"


def test_structured_text_where_the_page_has_none():
    text = " ".join(texts("en"))
    html = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Budget", '
        f'"articleBody": "{text}"}}</script></head><body><div id="app"></div></body></html>'
    )
    body = find_body(page_of(html), "Budget")
    assert body.paragraphs == (text,)
    assert body.origin == "structured"
    assert body.container is None


@pytest.mark.parametrize("html", ["<html><body></body></html>", "<html><body><script>1</script></body></html>"])
def test_no_text_is_said_to_be_none(html):
    body = find_body(page_of(html), "")
    assert (body.paragraphs, body.container, body.origin) == ((), None, "")


def test_layout_table():
    expected = texts("ru")
    cells = "<table><tr><td>" + "<br><br>".join(expected) + "</td></tr></table>"
    assert paragraphs(f"<html><body><h1>Бюджет</h1>{cells}</body></html>") == expected


def test_parts_of_one_cell_stay_apart():
    blocks = read_blocks(page_of("<table><tr><td>Ann<br><br>Bob</td><td>4</td></tr></table>").tree)
    assert paragraphs_of(blocks, blocks.blocks) == ["Ann", "Bob 4"]


def test_cells_of_a_row_are_one_text():
    blocks = read_blocks(page_of("<table><tr><td>Ann</td><td>3</td></tr><tr><td>Bob</td><td>4</td></tr></table>").tree)
    assert paragraphs_of(blocks, blocks.blocks) == ["Ann 3", "Bob 4"]
    assert container_of(blocks, blocks.blocks).tag in {"table", "tbody"}
    assert container_of(blocks, []) is None


def test_blocks_know_their_links_and_bold():
    blocks = read_blocks(page_of("<div><p>ab <a href='/'>cd</a> <b>efg</b></p>tail</div>").tree)
    assert [(b.text, b.linked, b.bold) for b in blocks.blocks] == [("ab cd efg", 2, 3), ("tail", 0, 0)]


def test_removed_elements_keep_what_follows_them():
    page = page_of("<div><p>one</p><p class='x'>two</p>three</div>")
    removed = frozenset(page.tree.xpath("//p[@class='x']"))
    assert [b.text for b in read_blocks(page.tree, removed).blocks] == ["one", "three"]


def test_scale_follows_the_script():
    assert scale_of(read_blocks(page_of(f"<p>{TEXTS['zh']}</p>").tree)) == 3.0
    assert scale_of(read_blocks(page_of(f"<p>{TEXTS['ar']}</p>").tree)) == 1.0


@given(st.floats(0, 1), st.floats(0, 1))
def test_classes_rise_with_their_values(one, other):
    low, high = sorted((one, other))
    assert share_class(low) <= share_class(high)
    assert size_class(low * 4000) <= size_class(high * 4000)


def test_phrases_count_only_at_the_start_of_short_blocks():
    assert "says:more:short" in phrase_features("Lire aussi : la gare", 20)
    assert phrase_features("Lire aussi " * 100, 1100) == []


def test_weights_are_there_and_none_is_of_an_unknown_kind():
    table = weights()
    assert len(table.alone) > 500
    kinds = {name.split(":")[0] for name in table.alone}
    assert kinds <= {
        *("in own over size links size-links end end-size tag-size tag-links heading heading-size bold place".split()),
        *("digits from-heading says holds upper bare".split()),
    }


def test_trees_look_only_at_numbers_that_are_there():
    source = Path(trees.__file__).read_text(encoding="utf-8")
    assert {int(place) for place in re.findall(r"x\[(\d+)\]", source)} <= set(range(len(NUMBERS)))
    for place, name in enumerate(NUMBERS):
        assert f"x[{place}] {name}\n" in source


PIECES = st.sampled_from(
    "<p> </p> <div\tclass='a'> </div> <br> <a\thref='/'> </a>"
    " <table> <tr><td> </table> <b> </b> <ul><li> </ul> <script>"
    " </script> <nav> </nav> <!--c--> text. نص 字 \x00".split(" ")
)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_tree_gives_clean_bounded_text(inside):
    body = find_body(page_of(f"<html><body><p>a</p>{inside}</body></html>"), "t")
    assert all(text == text.strip() and text and "\n" not in text for text in body.paragraphs)
    assert len(body.paragraphs) <= MOST_PARAGRAPHS
    assert (body.origin == "") == (not body.paragraphs)


@pytest.mark.parametrize("html", ["<div>" * 200_000 + "deep", "<p>word word</p>" * 100_000, "<b>a</b>" * 190_000])
def test_hostile_pages_cost_little(html):
    page = page_of(f"<html><body>{html}</body></html>")
    start = time.process_time()
    body = find_body(page, "")
    assert time.process_time() - start < 10
    assert sum(map(len, body.paragraphs)) <= LONGEST
