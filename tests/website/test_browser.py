"""The site in a real browser: the ticker, reports, right to left, small screens, dark, print, no script."""

from typing import Any

import pytest

from jarida.archive.models import Article, Image
from tests.website.factories import NOON, make_article, make_image, make_outlet, make_press, make_revision
from tests.website.ticker import PLACE, watch

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

RUNNING = """() => document.querySelector('.ticker ul').getAnimations()
    .filter(each => each.animationName.startsWith('along') && each.playState === 'running').length"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
IN_SIGHT = """() => {
    const item = document.activeElement.getBoundingClientRect();
    const track = document.querySelector('.ticker .track').getBoundingClientRect();
    const shown = Math.min(item.right, track.right) - Math.max(item.left, track.left);
    return shown >= Math.min(item.width, track.width - 70) - 1;
}"""
FOCUSED = "() => document.activeElement.closest('.ticker li')?.dataset.id || ''"


@pytest.fixture
def press(transactional_db: Any) -> None:
    make_press(60, pictures=4)


def path_of(article: Article, ui: str = "fr") -> str:
    return f"/{ui}/articles/{article.pk}/{article.slug}"


def tab_into_ticker(page: Any) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED):
            return
    raise AssertionError("the ticker cannot be reached by keyboard")


def test_ticker_moves_and_can_be_paused(visitor: Any, press: None) -> None:
    page = visitor.open("/fr/")
    assert page.evaluate(RUNNING) == 1
    button = page.get_by_role("button", name="Pause")
    button.click()
    assert page.evaluate(RUNNING) == 0
    page.mouse.move(600, 700)
    assert page.evaluate(RUNNING) == 0
    assert page.get_by_role("button", name="Reprendre").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Reprendre").click()
    page.mouse.move(600, 700)
    assert page.evaluate(RUNNING) == 1


def test_ticker_pauses_under_the_pointer(visitor: Any, press: None) -> None:
    page = visitor.open("/fr/")
    page.hover(".ticker .track")
    assert page.evaluate(RUNNING) == 0


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_ticker_by_keyboard(visitor: Any, press: None, ui: str) -> None:
    page = visitor.open(f"/{ui}/", width=900)
    tab_into_ticker(page)
    seen = []
    for _ in range(8):
        assert page.evaluate(RUNNING) == 0
        page.wait_for_function(IN_SIGHT)
        seen.append(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
    assert len(set(seen)) == 8


def test_ticker_stands_still_for_those_who_want_it(visitor: Any, press: None) -> None:
    page = visitor.open("/fr/", reduced_motion="reduce")
    assert page.evaluate(RUNNING) == 0
    track = "document.querySelector('.ticker .track')"
    assert page.evaluate(f"{track}.scrollWidth > 3 * {track}.clientWidth")
    page.evaluate(f"{track}.scrollLeft = 500")
    assert page.evaluate(f"{track}.scrollLeft") == 500
    assert not page.locator(".ticker button").is_visible()


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_ticker_takes_in_what_is_new_and_keeps_its_place(visitor: Any, press: None, ui: str) -> None:
    page = visitor.open(f"/{ui}/")
    page.locator(".ticker button").click()
    watch(page, 30000)
    before = page.evaluate(PLACE)
    newest = make_article(title="Une dernière nouvelle toute fraîche", published_at=NOON.replace(year=2030))
    page.evaluate("window.dispatchEvent(new Event('jarida:poll'))")
    page.wait_for_selector(f'.ticker li[data-id="{newest.pk}"]', state="attached")
    assert page.locator(".ticker li").count() == 50
    assert abs(page.evaluate(PLACE) - before) < 3


def test_ticker_without_script(visitor: Any, press: None) -> None:
    page = visitor.open("/fr/", java_script_enabled=False)
    assert page.locator(".ticker li").count() == 50
    page.mouse.move(600, 700)
    assert page.evaluate(RUNNING) == 1
    page.locator(".ticker label").click()
    page.mouse.move(600, 700)
    assert page.locator("#ticker-pause").is_checked()
    assert page.evaluate(RUNNING) == 0


def test_ticker_of_an_article_comes_after_it(visitor: Any, press: None) -> None:
    page = visitor.open(path_of(Article.objects.latest("id")))
    page.wait_for_selector(".ticker li")
    assert page.locator("main .ticker, article .ticker").count() == 0
    assert page.locator(".ticker").get_attribute("data-nosnippet") is not None
    assert not any(title in page.locator("main").inner_text() for title in ["Hybrid cars", "Abren las"])


def reported_article() -> tuple[Article, Image]:
    image = make_image(1, size=(640, 400))
    article = make_article(make_outlet(), title="Le lac", image=image, caption="Le lac, hier")
    return article, image


def test_report_is_thanked_for_without_leaving_the_page(visitor: Any, transactional_db: Any) -> None:
    article, _ = reported_article()
    page = visitor.open(path_of(article))
    page.get_by_role("button", name="Signaler cette image").click()
    page.wait_for_selector(".thanks:not(:empty)")
    assert page.locator(".thanks").inner_text() == (
        "Merci d'avoir signalé! Cette image sera automatiquement bloquée après qu'elle soit signalée par plusieurs"
        " personnes."
    )
    assert page.url.endswith(path_of(article))


def test_report_without_script(visitor: Any, transactional_db: Any) -> None:
    article, image = reported_article()
    page = visitor.open(path_of(article, "ar"), java_script_enabled=False)
    page.get_by_role("button", name="التبليغ عن هذه الصورة").click()
    page.wait_for_url(f"**?reported={image.digest}*")
    assert "شكرا على الإبلاغ!" in page.locator(".thanks").inner_text()


def test_report_from_the_front_page(visitor: Any, transactional_db: Any) -> None:
    reported_article()
    page = visitor.open("/es/")
    page.get_by_role("button", name="Denunciar esta imagen").first.click()
    page.wait_for_selector(".thanks:not(:empty)")
    assert "¡Gracias por avisar!" in page.locator(".thanks:not(:empty)").inner_text()


@pytest.mark.parametrize("ui", ["ar", "es"])
def test_no_page_is_wider_than_a_small_screen(visitor: Any, press: None, ui: str) -> None:
    article = Article.objects.latest("id")
    make_revision(article, 2, title="Un mot interminable " + "x" * 300, paragraphs=["y" * 400])
    base = path_of(article, ui)
    rest = ["/", "/outlets/", "/outlets/atlas-post/", "/archive/2026/", "/languages/ar/", "/removals/", "/publishers/"]
    page = visitor.open(base, width=320)
    for path in [base, f"{base}/revisions", f"{base}/cite", *(f"/{ui}{each}" for each in rest)]:
        page.goto(visitor.base + path)
        assert page.evaluate(WIDER) <= 0, path


def test_arabic_on_a_phone(visitor: Any, press: None) -> None:
    page = visitor.open("/ar/", width=360)
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    mark, first = page.locator(".wordmark").bounding_box(), page.locator(".sections li").first.bounding_box()
    assert mark["x"] + mark["width"] > 300
    assert first["x"] + first["width"] > 300
    foreign = page.locator('.headline[lang="fr"]').first
    assert foreign.evaluate("each => getComputedStyle(each).direction") == "ltr"


LUMINANCE = """(selector) => {
    const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = (channels) => channels.slice(0, 3).map(c => c / 255)
        .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    const element = document.querySelector(selector);
    let ground = element;
    while (ground && (rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
    const pair = [light(rgb(getComputedStyle(element).color)), light(rgb(getComputedStyle(ground).backgroundColor))];
    return (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
}"""


READ = [
    ".headline a", ".meta", ".kicker", ".dateline", ".ticker small", ".ticker a", ".ticker b", ".ticker time",
    ".ticker button", ".count", "figcaption", ".foot a", ".tools a", ".summary",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(visitor: Any, press: None, scheme: str) -> None:
    page = visitor.open("/fr/", color_scheme=scheme)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 19, 16)"
    assert dark == (scheme == "dark")
    for selector in READ:
        assert page.evaluate(LUMINANCE, selector) >= 4.5, selector
    page.goto(visitor.base + path_of(Article.objects.latest("id")))
    for selector in (".published", ".prose p", ".source", "dt", ".record code"):
        assert page.evaluate(LUMINANCE, selector) >= 4.5, selector


def test_print_is_the_article_alone(visitor: Any, press: None) -> None:
    page = visitor.open(path_of(Article.objects.latest("id")))
    page.wait_for_selector(".ticker li")
    page.emulate_media(media="print")
    for hidden in (".ticker", ".sections", ".tools", ".foot", ".more"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".article h1").is_visible()
    assert page.locator(".source").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_language_chosen_is_remembered(visitor: Any, press: None) -> None:
    page = visitor.open("/", locale="es-ES")
    assert page.url.endswith("/es/")
    assert page.context.cookies() == []
    page.get_by_role("link", name="العربية").first.click()
    page.wait_for_url("**/ar/")
    page.goto(visitor.base + "/")
    assert page.url.endswith("/ar/")


def test_structure_for_those_who_listen(visitor: Any, press: None) -> None:
    page = visitor.open("/fr/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for path in ("/fr/", path_of(Article.objects.latest("id")), "/fr/outlets/atlas-post/", "/fr/archive/2026/11/"):
        page.goto(visitor.base + path)
        for landmark in ("banner", "main", "contentinfo"):
            assert page.get_by_role(landmark).count() == 1, (path, landmark)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(each => +each.tagName[1])")
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), (path, levels)
        small = page.evaluate("""() => [...document.querySelectorAll('main button, .ticker button')]
            .map(each => each.getBoundingClientRect()).filter(box => box.height && box.height < 43).length""")
        assert small == 0, path
        assert page.evaluate("[...document.images].every(each => each.hasAttribute('alt') && each.width)"), path


def test_times_are_told_relative_to_now(visitor: Any, press: None) -> None:
    page = visitor.open("/fr/")
    page.wait_for_function("document.querySelector('.lead time').textContent.includes('il y a')")
    assert page.locator(".lead time").get_attribute("title")
