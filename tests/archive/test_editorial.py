"""The edition's agencies and topics in the data folder."""

from dataclasses import replace

import pytest
from django.conf import settings

from jarida.archive import data_files, editorial
from jarida.archive.catalogue import sync_edition
from jarida.archive.editorial import Editorial
from jarida.archive.models import Outlet
from jarida.config.options import Edition, Options
from jarida.editions.model import AgencySpec, EditionSpec, OutletSpec, Ownership, TopicSpec

OUTLET = OutletSpec("gazette", "La Gazette", "https://gazette.example/", ownership=Ownership.PARTY)
AGENCY = AgencySpec("rif", "Agence du Rif", {"ar": "وكالة الريف"}, ("Agence du Rif", "وكالة الريف"))
WATER = TopicSpec("water", "Eau", {"en": "Water"}, ("eau", "مياه"))
EDITION = EditionSpec("x", "X", outlets=(OUTLET,), agencies=(AGENCY,), topics=(WATER,))


class TestFile:
    def test_saved_is_loaded(self) -> None:
        editorial.save(Editorial((AGENCY,), (WATER,)))
        assert editorial.load() == Editorial((AGENCY,), (WATER,))

    def test_saving_the_same_changes_nothing_and_another_is_seen_at_once(self) -> None:
        editorial.save(Editorial((AGENCY,)))
        before = editorial.token()
        editorial.save(Editorial((AGENCY,)))
        assert editorial.token() == before
        editorial.save(Editorial(topics=(WATER,)))
        assert editorial.token() != before
        assert editorial.load() == Editorial(topics=(WATER,))

    @pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"agencies": 7}', b"\xff"])
    def test_a_spoilt_file_is_none(self, content: bytes) -> None:
        data_files.replace(editorial._path(), content)
        assert editorial.load() == Editorial()

    def test_where_none_were_entered_the_options_say(self, monkeypatch: pytest.MonkeyPatch) -> None:
        editorial._path().unlink(missing_ok=True)
        monkeypatch.setattr(settings, "OPTIONS", Options(edition=Edition(name="sample")))
        assert [agency.code for agency in editorial.load().agencies] == ["rif"]
        monkeypatch.setattr(settings, "OPTIONS", Options(edition=Edition(name="nowhere")))
        assert editorial.load() == Editorial()
        monkeypatch.setattr(settings, "OPTIONS", Options())
        assert editorial.load() == Editorial()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestEntering:
    def test_with_the_edition(self) -> None:
        sync_edition(EDITION)
        assert editorial.load() == Editorial((AGENCY,), (WATER,))
        sync_edition(replace(EDITION, agencies=(), topics=()))
        assert editorial.load() == Editorial()

    def test_ownership_follows_the_file_and_what_the_admin_says_stays(self) -> None:
        sync_edition(EDITION)
        assert Outlet.objects.get().ownership == "party"
        Outlet.objects.update(ownership="private")
        assert not sync_edition(EDITION).changed
        assert Outlet.objects.get().ownership == "private"
        sync_edition(replace(EDITION, outlets=(replace(OUTLET, ownership=Ownership.UNKNOWN),)))
        assert Outlet.objects.get().ownership == ""


class TestDataFiles:
    def test_a_file_is_written_whole_and_only_if_it_differs(self, tmp_path) -> None:
        path = tmp_path / "new" / "file.json"
        assert data_files.token(path) == ""
        data_files.replace(path, b"1")
        first = data_files.token(path)
        data_files.replace(path, b"1")
        assert data_files.token(path) == first
        data_files.replace(path, b"2")
        assert path.read_bytes() == b"2"
        assert [each.name for each in path.parent.iterdir()] == ["file.json"]
