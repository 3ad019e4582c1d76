"""The extractor playground in a browser: whole under the policy, without scripts, from right to left."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jarida.archive import store
from jarida.archive.models import StoredPage
from jarida.core.keeping import pack
from tests.archive.making import make_entry, read
from tests.pipeline.builders import NOW
from tests.pipeline.conftest import page as html

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOSTILE = b"<p onclick='x()'>x<img src='https://evil.example/1.gif'><script>top.hacked=1</script></p></article>"
# every control has a name, every image a text, no identifier twice, nothing wider than the window
FAULTS = """() => {
  const unnamed = [...document.querySelectorAll('#content input:not([type=hidden]), #content textarea')]
    .filter(e => !(e.labels && e.labels.length) && e.type !== 'submit').map(e => e.name);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  const images = [...document.querySelectorAll('img:not([alt])')].map(e => e.src);
  const frames = [...document.querySelectorAll('iframe:not([title])')].map(e => e.outerHTML);
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth + 1 ? ['wide'] : [];
  return [...unnamed, ...twice, ...images, ...frames, ...wide];
}"""


@pytest.fixture
def desk(live_server) -> tuple[str, str, int]:
    """A stored page of a hostile site, and the session of its reader: (address, session key, number of the page)."""
    article = read(make_entry())
    body = html("a").replace(b"</article>", HOSTILE)
    store.keep_page(article.pk, pack(body, "https://press.example/a", "text/html; charset=utf-8"), NOW)
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("chief"))
    return live_server.url, client.cookies["sessionid"].value, StoredPage.objects.get().pk


@pytest.mark.parametrize("locale", ["fr", "ar"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_stored_page_is_read_and_shown(desk, chromium_path, locale, scripts):
    from playwright.sync_api import sync_playwright

    address, session, number = desk
    complaints, asked = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        context = browser.new_context(
            locale=locale, java_script_enabled=scripts, viewport={"width": 1000, "height": 800}
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/admin/extractor/?page={number}")
        page.locator("input[type=submit].default").click()
        page.wait_for_load_state()
        assert "Story a" in page.locator(".extractor table").first.inner_text()
        inside = page.frame_locator(".extractor iframe")
        assert inside.locator("mark").count() >= 6
        assert inside.locator("img, script").count() == 0
        assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")
        if scripts:
            assert page.evaluate(FAULTS) == []
            assert page.evaluate("() => window.hacked") is None
        browser.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((address, "about:"))] == []
