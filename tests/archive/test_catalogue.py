"""An edition enters the archive: once, whatever happens, and without undoing what people decided."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction

from jarida.archive import generation
from jarida.archive.catalogue import MEMORY, SyncResult, add_outlet, sync_edition
from jarida.archive.models import Feed, FeedState, Outlet
from jarida.core.extraction.model import Policy
from jarida.editions.additions import save_outlets
from jarida.editions.catalogue import EditionSpec, FeedSpec, Kind, OutletSpec
from jarida.editions.model import FeedKind

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

GAZETTE = OutletSpec(
    slug="gazette",
    name="La Gazette",
    homepage="https://gazette.example/",
    names={"ar": "الجريدة"},
    kind=Kind.NEWSPAPER,
    languages=("fr", "ar"),
    country="MA",
    policy=Policy.EXCERPT,
    time_zone="Africa/Casablanca",
    feeds=(
        FeedSpec("https://gazette.example/rss"),
        FeedSpec("https://gazette.example/map.xml", FeedKind.SITEMAP, "ar"),
    ),
    selectors={"title": "h1"},
    note="a note",
)
RADIO = OutletSpec(
    "radio", "Radio", "https://radio.example/", kind=Kind.BROADCASTER, feeds=(FeedSpec("https://radio.example/feed"),)
)
EDITION = EditionSpec("test", "Test", outlets=(GAZETTE, RADIO))


def only(*outlets: OutletSpec) -> EditionSpec:
    """The edition with these outlets."""
    return replace(EDITION, outlets=outlets)


def gazette() -> Outlet:
    """The newspaper's row."""
    return Outlet.objects.get(slug="gazette")


def test_every_field_is_entered():
    result = sync_edition(EDITION)
    assert (result.created, result.feeds_added) == (2, 3)
    row = gazette()
    assert (row.name, row.names, row.homepage) == ("La Gazette", {"ar": "الجريدة"}, "https://gazette.example/")
    assert (row.kind, row.languages, row.country) == ("newspaper", ["fr", "ar"], "MA")
    assert (row.policy, row.time_zone, row.selectors) == ("excerpt", "Africa/Casablanca", {"title": "h1"})
    assert (row.verified, row.fictional, row.active, row.note) == (False, False, True, "a note")
    rss, sitemap = row.feeds.order_by("id")
    assert (rss.url, rss.format, rss.language) == ("https://gazette.example/rss", "", "")
    assert (sitemap.format, sitemap.language) == ("sitemap", "ar")


def test_a_new_feed_is_due_at_once():
    sync_edition(EDITION)
    assert set(Feed.objects.values_list("state", "next_check_at")) == {(FeedState.NEW, None)}


def test_the_same_edition_again_changes_nothing():
    sync_edition(EDITION)
    before = generation.current()
    rows = list(Outlet.objects.order_by("id").values()), list(Feed.objects.order_by("id").values())
    result = sync_edition(EDITION)
    assert not result.changed
    assert result.summary() == "unchanged"
    assert (list(Outlet.objects.order_by("id").values()), list(Feed.objects.order_by("id").values())) == rows
    assert generation.current() == before


def test_a_change_in_the_file_is_entered_and_readers_see_it():
    sync_edition(EDITION)
    before = generation.current()
    result = sync_edition(only(replace(GAZETTE, name="Gazette du soir", policy=Policy.FULL), RADIO))
    assert result == SyncResult(updated=1)
    assert (gazette().name, gazette().policy) == ("Gazette du soir", "full")
    assert generation.current() != before


def test_what_a_moderator_decided_survives_until_the_file_says_otherwise():
    sync_edition(EDITION)
    Outlet.objects.filter(slug="gazette").update(policy="headline", active=False)
    sync_edition(only(replace(GAZETTE, note="another note"), RADIO))
    row = gazette()
    assert (row.policy, row.active, row.note) == ("headline", False, "another note")
    sync_edition(only(replace(GAZETTE, policy=Policy.FULL), RADIO))
    assert gazette().policy == "full"


def test_without_a_memory_nothing_is_shown_more_and_nothing_retired():
    sync_edition(EDITION)
    Outlet.objects.filter(slug="gazette").update(policy="headline", name="Old name")
    (settings.FOLDER / MEMORY).unlink()
    result = sync_edition(only(GAZETTE))
    assert (gazette().policy, gazette().name) == ("headline", "La Gazette")
    assert result.retired == 0
    assert Outlet.objects.get(slug="radio").active


def test_a_spoilt_memory_is_no_obstacle():
    sync_edition(EDITION)
    (settings.FOLDER / MEMORY).write_text("{ half a fi")
    assert not sync_edition(EDITION).changed


def test_an_outlet_that_leaves_the_file_becomes_inactive_and_comes_back():
    sync_edition(EDITION)
    result = sync_edition(only(RADIO))
    assert (result.retired, result.feeds_retired) == (1, 2)
    assert not gazette().active
    assert set(gazette().feeds.values_list("state", flat=True)) == {FeedState.PAUSED}
    assert not sync_edition(only(RADIO)).changed
    result = sync_edition(EDITION)
    assert (result.updated, result.feeds_added) == (1, 2)
    assert gazette().active
    assert set(gazette().feeds.values_list("state", "next_check_at")) == {(FeedState.NEW, None)}
    assert Outlet.objects.count() == 2


def test_a_feed_that_leaves_the_file_is_paused_and_says_why():
    sync_edition(EDITION)
    sync_edition(only(replace(GAZETTE, feeds=GAZETTE.feeds[:1]), RADIO))
    feed = Feed.objects.get(url="https://gazette.example/map.xml")
    assert (feed.state, feed.problem_code) == (FeedState.PAUSED, "not-in-edition")
    assert feed.problem
    sync_edition(EDITION)
    feed.refresh_from_db()
    assert (feed.state, feed.problem_code, feed.problem) == (FeedState.NEW, "", "")


def test_a_feed_that_a_moderator_paused_stays_paused():
    sync_edition(EDITION)
    Feed.objects.filter(url="https://gazette.example/rss").update(state=FeedState.PAUSED)
    assert not sync_edition(EDITION).changed
    assert Feed.objects.get(url="https://gazette.example/rss").state == FeedState.PAUSED


def test_a_feed_that_has_moved_is_still_the_one_of_the_file():
    sync_edition(EDITION)
    Feed.objects.filter(url="https://radio.example/feed").update(
        url="https://radio.example/new", moved_from="https://radio.example/feed"
    )
    assert not sync_edition(EDITION).changed
    assert Feed.objects.filter(outlet__slug="radio").count() == 1


def test_what_was_added_in_the_admin_is_left_alone():
    sync_edition(EDITION)
    Outlet.objects.create(slug="own", name="Own", homepage="https://own.example/")
    Feed.objects.create(outlet=gazette(), url="https://gazette.example/more")
    assert not sync_edition(EDITION).changed
    assert Outlet.objects.get(slug="own").active
    assert Feed.objects.get(url="https://gazette.example/more").state == FeedState.NEW


def test_what_was_added_by_command_survives_every_edition():
    added = OutletSpec("blog", "Blog", "https://blog.example/", feeds=(FeedSpec("https://blog.example/feed"),))
    save_outlets(settings.FOLDER, [added])
    assert add_outlet(added) == SyncResult(created=1, feeds_added=1)
    assert not add_outlet(added).changed
    assert sync_edition(EDITION).created == 2
    assert not sync_edition(EDITION).changed
    sync_edition(only(RADIO))
    assert Outlet.objects.get(slug="blog").active


def test_adding_a_feed_to_an_outlet_of_the_edition_changes_nothing_else_of_it():
    sync_edition(EDITION)
    more = OutletSpec("gazette", "Other", "https://other.example/", feeds=(FeedSpec("https://gazette.example/sport"),))
    save_outlets(settings.FOLDER, [more])
    assert add_outlet(more) == SyncResult(feeds_added=1)
    assert gazette().name == "La Gazette"
    assert not sync_edition(EDITION).changed
    assert gazette().feeds.filter(state=FeedState.NEW).count() == 3


def test_nothing_is_entered_or_remembered_when_the_transaction_fails():
    class Halt(Exception):
        pass

    def enter_and_halt() -> None:
        with transaction.atomic():
            sync_edition(EDITION)
            raise Halt

    with pytest.raises(Halt):
        enter_and_halt()
    assert not Outlet.objects.exists()
    assert not (settings.FOLDER / MEMORY).exists()
    assert sync_edition(EDITION).created == 2


def test_a_crash_before_the_memory_is_written_is_made_good_by_the_next_run():
    sync_edition(EDITION)
    memory = (settings.FOLDER / MEMORY).read_bytes()
    sync_edition(only(replace(RADIO, name="Radio 2")))
    (settings.FOLDER / MEMORY).write_bytes(memory)
    assert not sync_edition(only(replace(RADIO, name="Radio 2"))).changed
    assert sync_edition(EDITION).updated >= 1
    assert gazette().feeds.filter(state=FeedState.NEW).count() == 2


def test_the_summary_names_what_happened():
    result = SyncResult(created=3, feeds_added=5, retired=1)
    assert result.summary() == "3 added, 1 no longer in the edition, 5 feeds added"


def test_real_editions_enter_whole():
    from jarida.editions.catalogue import load_edition

    edition = load_edition("morocco")
    sync_edition(edition)
    assert Outlet.objects.filter(active=True).count() == len(edition.outlets)
    assert Feed.objects.count() == sum(len(outlet.feeds) for outlet in edition.outlets)
    for outlet in Outlet.objects.all():
        outlet.full_clean()
