"""The alarm on a changed layout: in the health of outlets, in the doctor, in the admin."""

from datetime import UTC, datetime, timedelta

import pytest

from jarida.archive import fills
from jarida.archive.health import outlets_health
from jarida.archive.models import FieldFill, OutletTemplate, StoredPage
from jarida.commands.doctor_installation import _layouts
from jarida.commands.outlets import line, troubles
from jarida.core.extraction.templates.model import Template
from tests.archive.making import NOW, make_entry, make_feed, make_outlet, read

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = datetime.now(UTC).date()
WHOLE = {"title": 20, "authors": 19, "published": 20, "text": 20, "image": 18, "section": 0}


def day(outlet, ago: int, read: int = 20, **found: int) -> FieldFill:
    return FieldFill.objects.create(outlet=outlet, day=TODAY - timedelta(days=ago), read=read, **WHOLE | found)


@pytest.fixture
def changed():
    """An outlet whose pages give no text and no authors since yesterday."""
    outlet = make_feed(make_outlet("changed")).outlet
    for ago in range(3, 8):
        day(outlet, ago)
    day(outlet, 1, authors=0, text=1)
    day(outlet, 0, authors=0, text=0)
    return outlet


def test_fields_that_are_no_longer_found_are_named(changed):
    steady = make_outlet("steady")
    for ago in range(8):
        day(steady, ago)
    assert fills.changed_layouts() == {changed.pk: ("authors", "text")}


def test_an_alarm_ends_when_the_old_layout_is_forgotten(changed):
    assert fills.changed_layouts(TODAY + timedelta(days=1)) == {changed.pk: ("authors", "text")}
    assert fills.changed_layouts(TODAY + timedelta(days=40)) == {}


def test_a_new_outlet_and_a_silent_one_give_no_alarm():
    new, silent = make_outlet("new"), make_outlet("silent")
    day(new, 0)
    for ago in range(5, 10):
        day(silent, ago)
    assert fills.changed_layouts() == {}


def test_an_outlets_health_tells_of_it(changed):
    health = next(health for health in outlets_health() if health.slug == "changed")
    assert health.layout == ("authors", "text")
    assert health.troubled
    told = list(troubles(health))
    assert "layout changed: authors, text no longer found on most of its pages" in told
    assert line(health)["layout"] == ["authors", "text"]
    assert [finding.text for finding in _layouts()] == ["changed: authors, text no longer found on most of its pages"]


def test_the_rates_of_an_outlet(changed):
    rates = fills.rates(changed.pk, TODAY - timedelta(days=1))
    assert (rates.pages, rates.found["authors"], rates.found["body"]) == (40, 0, 1)


def test_the_admin_shows_rates_and_alarms(chief, changed):
    text = chief.get("/admin/archive/fieldfill/").content.decode()
    assert "Changed: authors, text no longer found" in text
    assert "95%" in text
    assert "Add field fill" not in text


def test_the_admin_says_when_all_is_well(chief):
    day(make_outlet("steady"), 0, read=0)
    assert "No outlet&#x27;s layout has changed lately." in chief.get("/admin/archive/fieldfill/").content.decode()


def test_the_admin_shows_a_template_and_when_it_is_valid(chief):
    template = Template(
        selectors={"title": "h1.headline", "body": "div.story > p"}, repeated=frozenset({"00ff", "11aa"}), pages=7,
        fill={"title": 1.0, "body": 0.9},
    ).to_json()  # fmt: skip
    row = OutletTemplate.objects.create(
        outlet=make_outlet(), template=template, pages=7, valid_from=NOW, learned_at=NOW
    )
    listed = chief.get("/admin/archive/outlettemplate/").content.decode()
    assert "div.story &gt; p" in listed
    shown = chief.get(f"/admin/archive/outlettemplate/{row.pk}/change/").content.decode()
    for text in ("h1.headline", "90%", "2: 00ff 11aa", "current"):
        assert text in shown, text


def test_hostile_selectors_are_shown_as_text(chief):
    template = {"selectors": {"title": "<script>alert(1)</script>"}, "repeated": ["<b>"], "fill": {}}
    row = OutletTemplate.objects.create(outlet=make_outlet(), template=template, valid_from=NOW, learned_at=NOW)
    for path in ("/admin/archive/outlettemplate/", f"/admin/archive/outlettemplate/{row.pk}/change/"):
        assert "<script>alert" not in chief.get(path).content.decode()


def test_the_admin_leads_from_a_stored_page_to_the_playground(chief):
    article = read(make_entry())
    page = StoredPage.objects.create(
        article=article, outlet=article.outlet, revision=1, url="https://press.example/a", digest="0" * 64, size=9,
        stored=5, fetched_at=NOW,
    )  # fmt: skip
    text = chief.get("/admin/archive/storedpage/").content.decode()
    assert f"/admin/extractor/?page={page.pk}" in text
    assert chief.get("/admin/archive/storedpage/", {"q": "https://press"}).status_code == 200
