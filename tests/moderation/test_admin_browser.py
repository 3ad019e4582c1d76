"""The admin in a browser: works whole under the Content-Security-Policy."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jarida.archive.models import Feed, FeedState, Image
from jarida.moderation.decide import Reporter
from jarida.moderation.reports import take_report
from tests.website.factories import make_article, make_image, make_outlet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server) -> tuple[str, str, Image]:
    """A reported image, a failing feed, and a moderator's session: (address, session key, image)."""
    outlet = make_outlet()
    image = make_image(fingerprint=0b1111 << 20)
    make_image(fingerprint=0b0111 << 20)
    make_article(outlet, title="السدود تستعيد نصف طاقتها", image=image)
    Feed.objects.create(outlet=outlet, url="https://a.example/rss", state=FeedState.FAILING, problem_code="http-500")
    for number in range(3):
        take_report(image.digest, Reporter(f"a{number}", f"c{number}"))
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("chief"))
    return live_server.url, client.cookies["sessionid"].value, image


@pytest.fixture
def page(desk, chromium_path):
    """A page of a signed-in browser, and everything that it complained about."""
    from playwright.sync_api import sync_playwright

    address, session, _ = desk
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        context = browser.new_context(locale="fr")
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        opened = context.new_page()
        opened.complaints = []
        opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.on("requestfailed", lambda failed: opened.complaints.append(failed.url))
        yield opened
        browser.close()


def test_a_moderator_works_without_a_violation_of_the_policy(desk, page):
    address, _, image = desk
    for path in ("/admin/", "/admin/archive/article/", "/admin/archive/feed/", "/admin/moderation/decision/"):
        page.goto(address + path)
        assert page.locator("#content").is_visible(), path
    page.goto(f"{address}/admin/")
    assert "http-500" in page.locator(".messagelist").inner_text()

    page.goto(f"{address}/admin/moderation/reportedimage/{image.pk}/change/")
    shown = "image => image.complete && image.naturalWidth > 0"
    page.wait_for_load_state("networkidle")
    assert [picture.evaluate(shown) for picture in page.locator("#content img[src*=picture]").all()] == [True, True]

    page.goto(f"{address}/admin/moderation/reportedimage/")
    page.locator("input.action-select").check()
    page.locator("select[name=action]").select_option("clear")
    page.locator("button[name=index]").click()
    page.locator("input[name=reason]").fill("une image connue")
    page.locator("input[type=submit].default").click()
    page.wait_for_url("**/reportedimage/")
    assert "1 of 1" in page.locator(".messagelist").inner_text()
    assert page.complaints == []
