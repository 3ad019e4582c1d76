"""The reference in a browser: whole without scripts, on small screens, in the dark and by the keyboard."""

import pytest

from tests.website.conftest import Visitor, chromium, visitor  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/api/v1/docs"
FAULTS = """() => {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth + 1 ? ['wide'] : [];
  const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]));
  const jumps = levels.filter((level, place) => place && level > levels[place - 1] + 1);
  const small = [...document.querySelectorAll('.contents a')].filter(e => e.getBoundingClientRect().height < 24);
  return [...wide, ...jumps, ...small.map(e => e.href)];
}"""
# WCAG 2.2, 1.4.3: the contrast of text
CONTRASTS = """() => {
  const light = c => { const v = c.match(/[0-9.]+/g).slice(0, 3).map(x => x / 255)
    .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
  const ground = e => { for (; e; e = e.parentElement) { const b = getComputedStyle(e).backgroundColor;
    if (!b.endsWith(', 0)')) return b } return 'rgb(255, 255, 255)' };
  const texts = [...document.querySelectorAll('main p, main dt span, main code, main b, main a, .contents a, .keyed')];
  return texts.filter(e => e.checkVisibility()).map(e => { const a = light(getComputedStyle(e).color);
    const b = light(ground(e)); return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.outerHTML.slice(0, 80)] })
    .filter(pair => pair[0] < 4.5).map(pair => pair[1]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_whole(visitor: Visitor, width: int, scheme: str) -> None:  # noqa: F811
    page = visitor.open(PATH, width=width, color_scheme=scheme)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(CONTRASTS) == []


def test_without_scripts_an_example_opens_by_the_keyboard(visitor: Visitor) -> None:  # noqa: F811
    page = visitor.open(f"{PATH}#listArticles", java_script_enabled=False)
    summary = page.locator("article[aria-labelledby=listArticles] summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("List articles: an answer").is_visible()


def test_the_keyboard_goes_past_the_contents(visitor: Visitor) -> None:  # noqa: F811
    page = visitor.open(PATH)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_problem_is_found_by_its_type(visitor: Visitor) -> None:  # noqa: F811
    page = visitor.open(f"{PATH}#bad-cursor")
    assert page.locator("#bad-cursor").bounding_box()["y"] < 800
