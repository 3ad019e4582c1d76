"""Two texts side by side in a browser: beside each other on wide pages, one below the other at 320 px."""

from datetime import timedelta

import pytest

from jarida.archive.models import Reprint
from tests.website.factories import NOON, make_article, make_outlet

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

ARABIC = ["دشنت أمس بتينسارو محطة للطاقة الشمسية تبلغ قدرتها 480 ميغاواط، وتمتد على مساحة 900 هكتار." * 3]


@pytest.fixture
def path():
    """The page of an Arabic dispatch and its reprint with a paragraph more."""
    first = make_article(make_outlet("a"), paragraphs=ARABIC, language="ar", title="تدشين محطة تينسارو")
    second = make_article(
        make_outlet("b"), paragraphs=[*ARABIC, "اكتظت الطريق إلى المحطة بالزوار من كل القرى المجاورة." * 4],
        language="ar", title="محطة جديدة", published_at=NOON + timedelta(hours=1),
    )  # fmt: skip
    Reprint.objects.create(article=second, original=first, agency="map", share=0.5)
    return f"articles/{second.pk}/{second.slug}/copies"


def boxes(page):
    return (
        page.locator(".pair")
        .first.locator("p")
        .evaluate_all(
            "found => found.map(each => { const box = each.getBoundingClientRect();"
            " return [box.left, box.top, box.width, box.height] })"
        )
    )


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_beside_each_other(visitor, path, ui):
    page = visitor.open(f"/{ui}/{path}")
    one, other = boxes(page)
    assert abs(one[1] - other[1]) < 2
    assert (one[0] > other[0]) == (ui == "ar")
    assert page.locator(".pair mark").count() == 1


@pytest.mark.parametrize("ui", ["fr", "ar"])
def test_one_below_the_other_on_a_narrow_page(visitor, path, ui):
    page = visitor.open(f"/{ui}/{path}", width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    one, other = boxes(page)
    assert one[3] > 0
    assert other[3] == 0  # both say the same: once is enough
    added = page.locator(".pair mark").bounding_box()
    assert added["y"] > one[1] + one[3]
    assert page.locator(".narrow").is_visible()
