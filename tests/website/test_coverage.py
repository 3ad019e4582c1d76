"""The page of coverage: who tells what over seven days or a week, and what is missing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from jarida.archive.models import Outlet, WatchDay
from jarida.archive.stories import coverage
from jarida.website import addresses
from tests.stories_builder import make_story
from tests.website.factories import make_article, make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    coverage.forget()
    yield
    coverage.forget()


def now() -> datetime:
    return datetime.now(UTC)


def text(client: Client, path: str = "/en/coverage/") -> str:
    coverage.forget()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def press(at: datetime | None = None) -> dict[str, object]:
    """Two stories: state-owned outlets alone tell one of them, in Arabic alone."""
    at = at or now() - timedelta(hours=2)
    state = make_outlet("state", name="La Voix", kind="agency", ownership="state")
    radio = make_outlet("radio", name="Radio", kind="broadcaster", ownership="state")
    free = make_outlet("free", name="Libre", kind="newspaper", ownership="private")
    unknown = make_outlet("unknown", name="Anonyme", kind="site")
    alone = make_story(
        [make_article(each, language="ar", title=f"افتتاح {each.slug}", published_at=at) for each in (state, radio)]
    )
    shared = make_story(
        [make_article(each, language="fr", title="Partagé", published_at=at) for each in (state, free, unknown)]
    )
    return {"alone": alone, "shared": shared, "state": state}


class TestWeek:
    def test_tables_by_language_kind_and_ownership(self, client: Client) -> None:
        press()
        said = plain(text(client))
        assert "5 articles · 4 outlets · 2 stories" in said
        assert "French 3 3 60% 1 1" in said
        assert "Arabic 2 2 40% 1 1" in said
        assert "State-owned 2 3 60% 2 1" in said
        assert "Private 1 1 20% 1 0" in said
        assert "Not stated 1 1 20% 1 –" in said

    def test_what_one_language_or_ownership_alone_tells(self, client: Client) -> None:
        made = press()
        page = text(client)
        in_one = page.index("Told in one language only")
        assert f"/en/stories/{made['alone'].pk}/" in page[in_one:]
        assert f"/en/stories/{made['shared'].pk}/" not in page[page.index("Told by outlets of one ownership only") :]
        assert 'lang="ar" dir="rtl"' in page[in_one:]

    def test_in_how_many_languages(self, client: Client) -> None:
        press()
        assert "in 1 language 2 100%" in plain(text(client))

    def test_withdrawn_headlines_are_not_shown(self, client: Client) -> None:
        made = press()
        for member in made["alone"].members.all():
            withdraw(member.article)
        assert "افتتاح" not in text(client)

    def test_an_empty_archive(self, client: Client) -> None:
        page = text(client)
        assert "Nothing was gathered in these days." in plain(page)
        assert 'content="noindex' in page

    @pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
    def test_every_language_of_the_interface(self, client: Client, ui: str) -> None:
        press()
        assert f'<html lang="{ui}"' in text(client, f"/{ui}/coverage/")

    def test_no_style_and_no_script_in_the_page(self, client: Client) -> None:
        press()
        main = text(client).partition("<main")[2].partition("</main>")[0]
        assert "style=" not in main
        assert "<script" not in main


class TestAddress:
    def test_a_week_by_its_number(self, client: Client) -> None:
        monday = now().date() - timedelta(days=now().weekday() + 7)
        made = press(datetime(monday.year, monday.month, monday.day, 12, tzinfo=UTC))
        path = addresses.coverage("en", monday)
        assert re.fullmatch(r"/en/coverage/[0-9]{4}-w[0-9]{2}/", path)
        page = text(client, path)
        assert f"/en/stories/{made['alone'].pk}/" in page
        assert f'rel="next" href="{addresses.coverage("en", monday + timedelta(days=7))}"' in page
        assert 'rel="prev"' not in page, "there is nothing before"

    def test_from_the_last_days_to_the_weeks_before(self, client: Client) -> None:
        press(now() - timedelta(days=30))
        assert 'rel="prev"' in text(client)

    @pytest.mark.parametrize("week", ["2026-w00", "2026-w54", "2025-w53", "9999-w52", "0000-w01", "2026-w1", "x"])
    def test_weeks_that_are_none(self, client: Client, week: str) -> None:
        assert client.get(f"/en/coverage/{week}/").status_code == 404

    def test_the_first_week_that_a_date_can_have(self, client: Client) -> None:
        assert client.get("/en/coverage/0001-w01/").status_code in (200, 404)

    def test_without_a_language(self, client: Client) -> None:
        assert client.get("/coverage/", headers={"Accept-Language": "ar"})["Location"] == "/ar/coverage/"


class TestHoles:
    def test_outlets_that_were_not_collected_are_named(self, client: Client) -> None:
        outlet = press()["state"]
        today = now().date()
        WatchDay.objects.create(outlet=outlet, day=today - timedelta(days=4), asked=1, answered=1, problems={})
        page = text(client)
        said = plain(page)
        assert "Of 1 outlets that are followed, 1 has holes in these days" in said
        assert "La Voix not collected on 3 days" in said
        assert 'href="/en/outlets/state/completeness/"' in page

    def test_no_note_where_nothing_is_missing(self, client: Client) -> None:
        outlets = {member.outlet for member in press()["shared"].members.all()} | {Outlet.objects.get(slug="radio")}
        for outlet in outlets:
            for day in range(9):
                WatchDay.objects.create(
                    outlet=outlet, day=now().date() - timedelta(days=day), asked=1, answered=1, problems={}
                )
        assert "hole-note" not in text(client)

    def test_days_before_outlets_were_followed_are_said(self, client: Client) -> None:
        press()
        assert "4 of 4 outlets were not followed on all of these days" in plain(text(client))


def test_an_outlets_page_says_whose_it_is_where_that_is_stated(client: Client) -> None:
    make_outlet("state", ownership="state")
    make_outlet("unknown")
    assert "state-owned" in plain(client.get("/en/outlets/state/").content.decode())
    assert "not stated" not in plain(client.get("/en/outlets/unknown/").content.decode())
