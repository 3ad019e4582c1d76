"""Search in a real browser: the list of suggestions by keyboard and pointer, no script, small screens, print."""

from typing import Any

import pytest

from jarida.archive.models import Article
from jarida.core.search.expansions import Expansion
from jarida.core.search.model import Problem, ProblemCode
from tests.website.factories import make_article, make_outlet
from tests.website.searching import FakeSearch, facets_of, found_of, histogram_of
from tests.website.test_browser import LUMINANCE, WIDER

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

OFFERED = ("barrage", "barrages", "barrage al wahda")
STATE = """() => {
    const field = document.querySelector('input[role=combobox]');
    return [field.getAttribute('aria-expanded'), field.value,
        document.getElementById(field.getAttribute('aria-activedescendant'))?.textContent || ''];
}"""


@pytest.fixture
def filled(transactional_db: Any, fake_search: FakeSearch) -> FakeSearch:
    """A search with everything that an answer can have."""
    outlet = make_outlet("le-courrier", name="Le Courrier du Souk", names={"ar": "بريد السوق"})
    arabic = make_outlet("sawt", name="صوت الأطلس")
    text = "Les retenues des barrages du pays sont à moitié pleines, disent les mesures de la semaine…"
    french = [
        make_article(outlet, title=f"Les barrages retrouvent la moitié de leur capacité ({n})") for n in range(40)
    ]
    other = make_article(arabic, title="السدود تستعيد نصف طاقتها بعد أمطار نونبر", language="ar")
    found = [found_of(article, "barrages", text=text) for article in french]
    fake_search.found = [found_of(french[0], "barrages", other, *french[1:4], text=text), found_of(other), *found[4:]]
    fake_search.offered = OFFERED
    fake_search.labels = {"eau": "Eau"}
    fake_search.answer = {
        "corrected": "barrage réservoir",
        "expansions": (Expansion("Ksar", ("القصر الكبير",), (("القصر", "الكبير"),)),),
        "facets": facets_of(
            outlets={outlet.pk: 40, arabic.pk: 1}, languages={"fr": 40, "ar": 1}, years={2026: 41, 2025: 3},
            topics={f"sujet {n}": 30 - n for n in range(12)},
        ),
        "histogram": histogram_of((30, 90), (0, 0), (4, 50), (0, 70), (9, 90)),
        "problems": (Problem(ProblemCode.OPEN_QUOTE, 0, 8, '"barrage'),),
    }  # fmt: skip
    return fake_search


def type_in(page: Any, text: str) -> Any:
    """Type into the search field and wait for the list."""
    field = page.locator("#find")
    field.click()
    page.wait_for_selector("input[role=combobox]")
    field.press_sequentially(text)
    page.wait_for_selector(".suggestions:not([hidden]) li")
    return field


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_suggestions_by_keyboard(visitor: Any, filled: FakeSearch, ui: str) -> None:
    page = visitor.open(f"/{ui}/")
    field = type_in(page, "barr")
    assert page.evaluate(STATE) == ["true", "barr", ""]
    assert page.locator(".suggestions [role=option]").all_inner_texts() == list(OFFERED)
    assert "3" in page.locator(".find [role=status]").inner_text()
    for key, active in [
        ("ArrowDown", OFFERED[0]), ("ArrowDown", OFFERED[1]), ("ArrowUp", OFFERED[0]), ("ArrowUp", ""),
        ("ArrowUp", OFFERED[2]), ("ArrowDown", ""), ("ArrowDown", OFFERED[0]), ("Home", ""),
    ]:  # fmt: skip
        field.press(key)
        assert page.evaluate(STATE) == ["true", "barr", active], key
    field.press("Escape")
    assert page.evaluate(STATE) == ["false", "barr", ""]
    field.press("ArrowDown")
    page.wait_for_selector(".suggestions:not([hidden])")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(f"**/{ui}/search?q=barrages")


def test_escape_empties_the_field_once_the_list_is_closed(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/")
    field = type_in(page, "barr")
    field.press("Escape")
    field.press("Escape")
    assert page.evaluate(STATE) == ["false", "", ""]


def test_enter_without_a_choice_searches_what_was_typed(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/")
    type_in(page, "barr").press("Enter")
    page.wait_for_url("**/fr/search?q=barr")


def test_suggestions_by_pointer(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/outlets/")
    type_in(page, "barr")
    page.locator(".suggestions li").nth(2).click()
    page.wait_for_url("**/fr/search?q=barrage+al+wahda")


def test_the_list_goes_when_the_field_is_left(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/")
    type_in(page, "barr").press("Tab")
    assert page.locator(".suggestions").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_nothing_is_asked_for_one_letter_and_said_for_none_found(visitor: Any, filled: FakeSearch) -> None:
    filled.offered = ()
    page = visitor.open("/fr/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest" in request.url else None)
    field = page.locator("#find")
    field.click()
    page.wait_for_selector("input[role=combobox]")
    field.press_sequentially("b")
    field.press_sequentially("arrage")
    page.wait_for_function("() => document.querySelector('.find [role=status]').textContent === 'Aucune suggestion'")
    assert page.locator(".suggestions").is_hidden()
    assert not any(url.endswith("?q=b") for url in asked)
    assert len(asked) <= 3


def test_the_script_comes_only_with_the_focus(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/")
    loaded = "performance.getEntriesByType('resource').filter(each => each.name.includes('search.js')).length"
    assert page.evaluate(loaded) == 0
    page.locator("#find").focus()
    page.wait_for_selector("input[role=combobox]")
    assert page.evaluate(loaded) == 1


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_without_script(visitor: Any, filled: FakeSearch, ui: str) -> None:
    page = visitor.open(f"/{ui}/", java_script_enabled=False, width=900)
    page.locator("#find").fill("barrage")
    page.locator("#find").press("Enter")
    page.wait_for_url(f"**/{ui}/search?q=barrage")
    assert page.locator(".hit").count() == 30
    assert page.locator("datalist option").count() == 2
    assert not page.locator(".facets").is_visible()
    page.locator("label.narrow").click()
    assert page.locator(".facets").is_visible()
    page.locator(".facets a").first.click()
    page.wait_for_url("**le-courrier**")
    assert filled.requests[-1].text.endswith(":le-courrier")
    page.locator(".folded summary").click()
    assert page.locator(".folded li").first.is_visible()


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_search_page_is_wider_than_the_screen(visitor: Any, filled: FakeSearch, ui: str, width: int) -> None:
    page = visitor.open(f"/{ui}/search", width=width)
    assert page.evaluate(WIDER) <= 0
    filled.found = [found_of(make_article(title="Un mot interminable " + "x" * 300)), *filled.found]
    for query in ("barrage", "x" * 400, '"barrage outlet:' + "y" * 200, "ا" * 300):
        page.goto(f"{visitor.base}/{ui}/search?q={query}")
        assert page.evaluate(WIDER) <= 0, query[:20]
    filled.found, filled.answer = [], {}
    page.goto(f"{visitor.base}/{ui}/search?q=barrage pluie lang:{'z' * 100}")
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_a_search(visitor: Any, filled: FakeSearch, scheme: str) -> None:
    page = visitor.open("/fr/search?q=barrage lang:fr", color_scheme=scheme)
    for selector in (
        ".hit mark", ".snippet", ".chosen a", ".problem", ".problem mark", ".widened", ".meant a", ".facets .count",
        ".order a", ".histogram figcaption", ".help summary", ".find button",
    ):  # fmt: skip
        assert page.evaluate(LUMINANCE, selector) >= 4.5, selector


def test_structure_of_a_search_for_those_who_listen(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/search?q=barrage")
    for landmark in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(landmark).count() == 1, landmark
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(each => +each.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    # the drawing is for the eye: neither read out nor a stop for the keyboard; its table is both
    assert page.evaluate("[...document.querySelectorAll('.histogram svg a')].every(each => each.tabIndex < 0)")
    page.locator(".histogram summary").click()
    page.get_by_role("link", name="mai 2024").click()
    page.wait_for_url("**2024-05**")


def test_the_bars_are_links(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/search?q=barrage")
    page.locator(".histogram svg a").last.click()
    page.wait_for_url("**2024-05**")
    assert filled.requests[-1].text == "barrage date:2024-05"


def test_print_of_a_search(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/search?q=barrage")
    page.emulate_media(media="print")
    for hidden in (".find", ".facets", ".take-away", ".help", ".pager"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("h1").is_visible()
    assert page.locator(".hit").first.is_visible()


def test_the_field_keeps_the_order_chosen(visitor: Any, filled: FakeSearch) -> None:
    page = visitor.open("/fr/search?q=barrage&sort=relevance")
    page.locator("#find").fill("pluie")
    page.locator(".find button").click()
    page.wait_for_url("**q=pluie**")
    assert "sort=relevance" in page.url
    assert Article.objects.count() == 41
