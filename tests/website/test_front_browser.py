"""The front page of stories in a real browser: folds, filters without script, the ticker's refreshing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jarida.archive.models import Article, Story
from tests.stories_builder import add_member, ids_of, make_event, settle, told_by
from tests.website.factories import NOON, make_article, make_image, make_press
from tests.website.ticker import PLACE, watch

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
POLL = "window.dispatchEvent(new Event('jarida:poll'))"


@pytest.fixture
def told(transactional_db: Any) -> list[Story]:
    """Three stories over a press of some articles; the first leads."""
    now = datetime.now(UTC)
    make_press(30, pictures=2, now=now - timedelta(hours=1))
    return [
        make_event(6 - number, now=now, rank=9.0 - number, images=[make_image(50 + number, size=(320, 200))])
        for number in range(3)
    ]


def item_of(page: Any, article: int) -> Any:
    return page.locator(f'.ticker li[data-id="{article}"]')


def joined(story: Story, language: str, position: int) -> Article:
    """One more outlet tells a story, now."""
    article = make_article(
        told_by(position), title=f"Encore, par {position}", language=language, published_at=datetime.now(UTC)
    )
    add_member(story, article)
    settle(story)
    return article


# --- folds and filters ------------------------------------------------------------------------------


def test_fold_opens_by_keyboard(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/")
    fold = page.locator(".story details.fold").first
    assert not fold.locator("li").first.is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator("li").count() == 4
    assert fold.locator("li").first.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.headlines') !== null")
    fold.locator("summary").focus()
    page.keyboard.press("Space")
    assert not fold.locator("li").first.is_visible()


def test_filter_and_folds_work_without_script(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/", java_script_enabled=False)
    page.locator(".lead summary").click()
    assert page.locator(".lead details li").first.is_visible()
    page.locator(".choice a", has_text="العربية").click()
    assert page.url.endswith("/fr/?lang=ar")
    assert page.locator(".choice [aria-current=page]").inner_text() == "العربية"
    languages = page.locator("main .headline").evaluate_all("all => [...new Set(all.map(each => each.lang))]")
    assert languages == ["ar"]
    page.locator(".choice a").first.click()
    assert page.url.endswith("/fr/")


@pytest.mark.parametrize("path", ["/fr/", "/ar/", "/ar/?lang=fr", "/fr/stories/", "/ar/stories/"])
@pytest.mark.parametrize("width", [320, 700, 1280])
def test_no_page_is_wider_than_the_screen(visitor: Any, told: list[Story], path: str, width: int) -> None:
    Article.objects.filter(pk=ids_of(told[1])[0]).update(title="Donaudampfschifffahrtselektrizitäten" * 3)
    page = visitor.open(path, width=width)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate(WIDER) <= 0


def test_headlines_run_in_their_own_direction(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/")
    page.locator(".lead summary").click()
    directions = page.locator(".lead .headlines li").evaluate_all(
        "all => all.map(e => [e.lang, getComputedStyle(e).direction])"
    )
    assert ["ar", "rtl"] in directions
    assert all((language == "ar") == (direction == "rtl") for language, direction in directions)


def test_counts_are_read_in_the_pages_direction(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/?lang=ar")
    first, last = page.evaluate("""() => {
        const text = document.querySelector('.story.event .counts').firstChild, range = document.createRange();
        return [[0, 1], [text.length - 1, text.length]].map(([from, to]) => {
            range.setStart(text, from); range.setEnd(text, to);
            return range.getBoundingClientRect().left;
        });
    }""")
    assert first < last  # "5 titres…" begins at the left, though the headline is Arabic


def test_paper_has_the_folded_headlines(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/")
    page.emulate_media(media="print")
    assert not page.locator(".choice").is_visible()
    assert not page.locator(".ticker").is_visible()
    heights = page.locator(".fold .headlines").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert min(heights) > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_growth_can_be_read(visitor: Any, told: list[Story], scheme: str) -> None:
    for position, story in enumerate(told):
        old = make_article(told_by(20 + position), published_at=datetime.now(UTC) - timedelta(hours=9))
        add_member(story, old)
        settle(story)
    page = visitor.open("/fr/", color_scheme=scheme)
    contrast = page.evaluate("""() => {
        const light = text => {
            const parts = text.match(/\\d+/g).slice(0, 3).map(value => value / 255);
            const [r, g, b] = parts.map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b;
        };
        const ink = light(getComputedStyle(document.querySelector('.growth')).color);
        const paper = light(getComputedStyle(document.body).backgroundColor);
        return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
    }""")
    assert contrast >= 4.5


# --- the ticker -------------------------------------------------------------------------------------


def test_ticker_marks_a_new_headline_of_a_story_as_new(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/")
    before = page.locator(".ticker li").count()
    old = next(each for each in ids_of(told[0]) if Article.objects.get(pk=each).language == "fr")
    assert item_of(page, old).locator(".told").inner_text().startswith("· 6")
    new = joined(told[0], "fr", 30)
    page.evaluate(POLL)
    item_of(page, new.pk).wait_for(state="attached")
    assert "fresh" in item_of(page, new.pk).get_attribute("class")
    assert item_of(page, new.pk).locator(".told").inner_text().startswith("· 7")
    assert item_of(page, old).count() == 0
    assert page.locator(".ticker li").count() == before


def test_ticker_counts_anew_without_marking_what_is_not_new(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/")
    shown = next(each for each in ids_of(told[0]) if Article.objects.get(pk=each).language == "fr")
    joined(told[0], "es", 30)
    page.evaluate(POLL)
    page.wait_for_function(
        "id => document.querySelector(`.ticker li[data-id=\"${id}\"] .told`).textContent.includes('7')", arg=shown
    )
    assert "fresh" not in (item_of(page, shown).get_attribute("class") or "")
    assert page.locator(".ticker .fresh").count() == 0


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_ticker_keeps_its_place_when_an_item_before_it_goes(visitor: Any, told: list[Story], ui: str) -> None:
    page = visitor.open(f"/{ui}/")
    page.locator(".ticker button").click()
    watch(page, 120000)
    before = page.evaluate(PLACE)
    # two stories are told again: their old items, far before the reader's place, go
    new = [joined(story, ui, 30 + number) for number, story in enumerate(told[:2])]
    page.evaluate(POLL)
    item_of(page, new[0].pk).wait_for(state="attached")
    assert abs(page.evaluate(PLACE) - before) < 3


def test_ticker_of_a_filtered_page_stays_filtered(visitor: Any, told: list[Story]) -> None:
    page = visitor.open("/fr/?lang=ar")
    make_article(title="Pas ici", language="fr", published_at=NOON.replace(year=2030))
    new = make_article(title="خبر جديد", language="ar", published_at=NOON.replace(year=2030))
    page.evaluate(POLL)
    item_of(page, new.pk).wait_for(state="attached")
    languages = page.locator(".ticker li").evaluate_all("all => [...new Set(all.map(each => each.lang))]")
    assert languages == ["ar"]
