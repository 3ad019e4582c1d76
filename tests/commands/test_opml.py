"""OPML in and out: nothing twice, nothing lost on the way round."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from jarida.archive.catalogue import sync_edition
from jarida.archive.models import Feed, Outlet
from jarida.cli import main
from jarida.commands import opml_export, opml_import
from jarida.commands.opml_import import candidates
from jarida.core.feeds.opml import OpmlOutlet, read_opml
from jarida.editions.catalogue import load_edition
from tests.archive.making import make_feed, make_outlet

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Maroc</title></head><body><outline text="Maroc">
<outline text="هسبريس" type="rss" xmlUrl="https://www.hespress.com/feed/"
  htmlUrl="https://www.hespress.com/" language="ar"/>
<outline text="Hespress Sport" type="rss" xmlUrl="https://www.hespress.com/sport/feed/"/>
<outline text="TelQuel" type="rss" xmlUrl="https://telquel.ma/feed"/>
<outline text="Bad" type="rss" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>"""


def run(command, *arguments: str, stdin: str | None = None) -> Result:
    """A command's result."""
    return CliRunner().invoke(command, arguments, input=stdin, catch_exceptions=False)


@pytest.fixture
def opml(tmp_path: Path) -> str:
    """A list as another program writes it."""
    path = tmp_path / "list.opml"
    path.write_text(OPML, encoding="utf-8")
    return str(path)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_feeds_of_a_host_become_one_outlet(opml):
    result = run(opml_import.command, opml)
    assert result.exit_code == 0, result.output
    assert "Added 2 outlets and 3 feeds." in result.output
    hespress = Outlet.objects.get(slug="hespress")
    assert (hespress.name, hespress.homepage, hespress.languages) == ("هسبريس", "https://www.hespress.com/", ["ar"])
    assert hespress.feeds.count() == 2
    assert Outlet.objects.get(slug="telquel").homepage == "https://telquel.ma/"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_importing_again_adds_nothing(opml):
    run(opml_import.command, opml)
    before = (settings.FOLDER / "outlets.toml").read_bytes()
    result = run(opml_import.command, opml)
    assert "Added 0 outlets and 0 feeds; 3 feeds were there already." in result.output
    assert (settings.FOLDER / "outlets.toml").read_bytes() == before
    assert Feed.objects.count() == 3


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_standard_input_and_dry_run():
    result = run(opml_import.command, "-", "--dry-run", stdin=OPML)
    assert result.exit_code == 0
    assert "Would add 2 outlets and 3 feeds." in result.output
    assert not Outlet.objects.exists()
    assert run(opml_import.command, "-", "--policy", "headline", stdin=OPML).exit_code == 0
    assert set(Outlet.objects.values_list("policy", flat=True)) == {"headline"}


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_what_was_imported_survives_the_next_start_and_a_lost_database(opml):
    run(opml_import.command, opml)
    sync_edition(load_edition("morocco"))
    # the edition has its own TelQuel and Hespress: their feeds are not doubled
    assert Feed.objects.filter(url__icontains="telquel.ma/feed").exclude(url__contains="ar.").count() == 1
    Outlet.objects.all().delete()
    result = run(opml_import.command, opml)
    assert "3 feeds were there already" in result.output
    assert Feed.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not an OPML file"),
        ("not xml", "not an OPML file"),
        ("<rss version='2.0'><channel/></rss>", "not an OPML file"),
        ("<opml><body></body></opml>", "there is no feed"),
    ],
)
def test_a_bad_file_is_bad_usage_in_one_line(tmp_path, capsys, content, words):
    path = tmp_path / "bad.opml"
    path.write_text(content)
    with pytest.raises(SystemExit) as status:
        main(["import", str(path)])
    assert status.value.code == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.startswith(f"jarida: {path}: ")
    assert error.count("\n") == 1


def test_a_missing_or_huge_file_is_bad_usage(tmp_path, capsys, monkeypatch):
    for status_of in (str(tmp_path / "none.opml"), str(tmp_path)):
        with pytest.raises(SystemExit) as status:
            main(["import", status_of])
        assert status.value.code == 2
        assert "cannot be read" in capsys.readouterr().err
    monkeypatch.setattr(opml_import, "LARGEST", 100)
    (tmp_path / "big.opml").write_text(OPML)
    with pytest.raises(SystemExit):
        main(["import", str(tmp_path / "big.opml")])
    assert "no list of feeds" in capsys.readouterr().err


def test_entities_are_no_way_into_the_machine(tmp_path):
    path = tmp_path / "evil.opml"
    path.write_text(
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>'
        '<outline text="&x;" xmlUrl="https://a.example/feed"/></body></opml>'
    )
    assert "root:" not in "".join(outlet.name for outlet in opml_import.read(str(path)))


def test_sites_are_merged_by_host_and_those_with_a_home_page_come_first():
    sites = candidates(
        [
            OpmlOutlet("One", "", ("https://a.example/1",)),
            OpmlOutlet("Two", "", ("https://A.example/2",), "fr"),
            OpmlOutlet("Home", "https://b.example/", ("https://b.example/feed",), "ar"),
        ]
    )
    assert [(site.name, len(site.feeds), site.languages) for site in sites] == [
        ("Home", 1, ("ar",)),
        ("One", 2, ("fr",)),
    ]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_what_is_exported_comes_back_whole(tmp_path):
    sync_edition(load_edition("morocco"))
    before = {row.homepage: (row.name, set(row.feeds.values_list("url", flat=True))) for row in Outlet.objects.all()}
    path = tmp_path / "out.opml"
    assert run(opml_export.command, "--output", str(path)).exit_code == 0
    assert [file.name for file in tmp_path.glob("*out.opml*")] == ["out.opml"]
    Feed.objects.all().delete()
    Outlet.objects.all().delete()
    assert run(opml_import.command, str(path)).exit_code == 0
    after = {row.homepage: (row.name, set(row.feeds.values_list("url", flat=True))) for row in Outlet.objects.all()}
    assert after == before


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_export_prints_active_outlets_and_their_living_feeds():
    make_feed(make_outlet("one", name="L'Un & l'Autre", languages=["fr", "ar"]))
    make_feed(Outlet.objects.get(), url="https://one.example/paused", state="paused")
    make_feed(make_outlet("gone", active=False))
    (outlet,) = read_opml(run(opml_export.command).stdout.encode())
    assert outlet == OpmlOutlet("L'Un & l'Autre", "https://one.example/", ("https://one.example/feed",), "fr")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_place_that_cannot_be_written_is_bad_usage(tmp_path, capsys):
    with pytest.raises(SystemExit) as status:
        main(["export", "--output", str(tmp_path / "no" / "such" / "folder.opml")])
    assert status.value.code == 2
    assert "cannot be written" in capsys.readouterr().err
