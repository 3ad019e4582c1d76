"""What an installation adds is in its file and in the archive, and both agree after whatever happened between."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from jarida.archive import additions
from jarida.archive.catalogue import sync_edition
from jarida.archive.models import Feed, Outlet
from jarida.config.options import load
from jarida.core.errors import EditionError
from jarida.core.extraction.model import Policy
from jarida.editions.catalogue import EditionSpec, FeedSpec, OutletSpec, load_additions
from jarida.editions.placing import Candidate
from tests.archive.making import make_feed, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def site(name: str, *paths: str) -> Candidate:
    """A site with feeds at these paths."""
    home = f"https://{name}.example/"
    return Candidate(name.title(), home, tuple(FeedSpec(home + path) for path in paths))


def test_file_and_archive_agree():
    placed, result = additions.add([site("one", "feed", "sport"), site("two", "rss")])
    assert (result.created, result.feeds_added) == (2, 3)
    assert [outlet.slug for outlet in placed.fresh] == ["one", "two"]
    saved = {outlet.slug: {feed.url for feed in outlet.feeds} for outlet in load_additions(settings.FOLDER)}
    kept = {row.slug: set(row.feeds.values_list("url", flat=True)) for row in Outlet.objects.all()}
    assert saved == kept


def test_a_plan_changes_nothing():
    placed = additions.plan([site("one", "feed")], Policy.FULL)
    assert placed.fresh[0].policy is Policy.FULL
    assert not Outlet.objects.exists()
    assert not list(settings.FOLDER.glob("*.toml"))


def test_nothing_new_writes_nothing():
    additions.add([site("one", "feed")])
    before = {path.name: path.stat().st_mtime_ns for path in settings.FOLDER.glob("*.toml")}
    placed, result = additions.add([site("one", "feed")])
    assert placed.known == 1
    assert not result.changed
    assert {path.name: path.stat().st_mtime_ns for path in settings.FOLDER.glob("*.toml")} == before


def test_a_process_that_died_between_file_and_archive_is_made_good(monkeypatch):
    def die(specs: object) -> None:
        if list(specs):  # type: ignore[call-overload]
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(additions, "add_outlets", die)
        with pytest.raises(KeyboardInterrupt):
            additions.add([site("one", "feed")])
    assert load_additions(settings.FOLDER)
    assert not Outlet.objects.exists()
    placed, _ = additions.add([site("one", "feed")])
    assert placed.known == 1
    assert Feed.objects.count() == 1


def test_a_new_database_gets_what_the_file_has_before_anything_is_placed():
    additions.add([site("one", "feed")])
    Outlet.objects.all().delete()
    additions.add([site("one", "sport")])
    row = Outlet.objects.get()
    assert row.feeds.count() == 2
    assert len(load_additions(settings.FOLDER)) == 1


def test_feeds_that_were_added_in_the_admin_or_have_moved_are_known():
    outlet = make_outlet("one", homepage="https://one.example/")
    make_feed(outlet, url="https://one.example/new", moved_from="https://one.example/feed")
    placed, _ = additions.add([site("one", "feed", "new")])
    assert (placed.outlets, placed.known) == ((), 2)


def test_a_policy_is_written_for_new_outlets_only():
    make_outlet("one", homepage="https://one.example/", policy="headline")
    additions.add([site("one", "feed"), site("two", "feed")], Policy.FULL)
    text = (settings.FOLDER / "outlets.toml").read_text()
    assert text.count('policy = "full"') == 1
    assert dict(Outlet.objects.values_list("slug", "policy")) == {"one": "headline", "two": "full"}


def test_the_editions_defaults_are_taken_and_follow_it(monkeypatch, tmp_path):
    path = tmp_path / "edition.toml"
    path.write_text('[edition]\ncode = "x"\nname = "X"\ncountry = "MA"\ntime_zone = "Africa/Casablanca"\n')
    environ = {"JARIDA_CONFIG": "", "JARIDA_DATA_FOLDER": str(settings.FOLDER), "JARIDA_EDITION_PATH": str(path)}
    monkeypatch.setattr(settings, "OPTIONS", load(environ=environ))
    additions.add([site("one", "feed")])
    row = Outlet.objects.get()
    assert (row.country, row.time_zone, row.policy) == ("MA", "Africa/Casablanca", "excerpt")
    sync_edition(EditionSpec("y", "Y", country="ES", time_zone="Europe/Madrid", default_policy=Policy.HEADLINE))
    row.refresh_from_db()
    assert (row.country, row.time_zone, row.policy) == ("ES", "Europe/Madrid", "headline")


def test_an_outlet_that_was_taken_out_of_the_file_by_hand_becomes_inactive():
    additions.add([site("one", "feed"), site("two", "feed")])
    path = settings.FOLDER / "outlets.toml"
    text = path.read_text()
    path.write_text(text[: text.index('[[outlets]]\nslug = "two"')])
    sync_edition(EditionSpec("x", "X"))
    assert dict(Outlet.objects.values_list("slug", "active")) == {"one": True, "two": False}


def test_a_spoilt_file_stops_before_anything_is_done():
    (settings.FOLDER / "outlets.toml").write_text("[[outlets]]\nname = 1\n")
    with pytest.raises(EditionError, match=r"outlets\.toml:2: name"):
        additions.add([site("one", "feed")])
    assert not Outlet.objects.exists()


def test_a_file_that_could_not_be_read_back_is_not_kept(monkeypatch):
    from jarida.editions.additions import save_outlets

    save_outlets(settings.FOLDER, [OutletSpec("one", "One", "https://one.example/")])
    before = (settings.FOLDER / "outlets.toml").read_bytes()
    with pytest.raises(EditionError):
        save_outlets(settings.FOLDER, [OutletSpec("two", "Two", "not an address")])
    assert (settings.FOLDER / "outlets.toml").read_bytes() == before
    assert [path.name for path in settings.FOLDER.glob("outlets*")] == ["outlets.toml"]


def test_thousands_of_outlets_are_added_in_seconds():
    placed, result = additions.add([site(f"o{number}", "feed") for number in range(1500)])
    assert (len(placed.fresh), result.created) == (1500, 1500)
    assert len(load_additions(settings.FOLDER)) == 1500


@pytest.mark.slow
def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path):
    code = (
        "import sys; from jarida.config.setup import setup_django; setup_django()\n"
        "from jarida.archive import additions; from jarida.archive.ready import prepare\n"
        "from jarida.editions.model import FeedSpec; from jarida.editions.placing import Candidate\n"
        "prepare()\n"
        "for number in range(10):\n"
        "    home = f'https://{sys.argv[1]}{number}.example/'\n"
        "    additions.add([Candidate(sys.argv[1], home, (FeedSpec(home + 'feed'),))])\n"
    )
    environment = {"JARIDA_DATA_FOLDER": str(tmp_path / "new"), "PYTHONPATH": "src", "PATH": "/usr/bin:/bin"}
    root = Path(__file__).parents[2]
    processes = [
        subprocess.Popen([sys.executable, "-c", code, name], env=environment, cwd=root, stderr=subprocess.PIPE)
        for name in ("left", "right")
    ]
    for process in processes:
        _, error = process.communicate(timeout=120)
        assert process.returncode == 0, error
    homes = {outlet.homepage for outlet in load_additions(tmp_path / "new")}
    assert homes == {f"https://{name}{number}.example/" for name in ("left", "right") for number in range(10)}
