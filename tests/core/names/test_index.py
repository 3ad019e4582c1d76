"""What the recogniser looks up."""

from jarida.core.names import index
from jarida.core.names.coordinates import spot_of
from jarida.core.names.gazetteer import read_groups
from jarida.core.names.model import Kind, KindedGroup, KnownName
from jarida.core.names.spellings import by_language


def test_topics_tell_kinds() -> None:
    """An edition's headings; competitions and matters are names of nothing that has a page."""
    assert index.kind_of_topic("places", ["Rabat"]) is Kind.PLACE
    assert index.kind_of_topic("regions", ["Souss-Massa"]) is Kind.PLACE
    assert index.kind_of_topic("people", ["Lalla Salma"]) is Kind.PERSON
    assert index.kind_of_topic("parties", ["RNI"]) is Kind.ORGANISATION
    assert index.kind_of_topic("sport", ["Raja"]) is Kind.ORGANISATION
    assert index.kind_of_topic("sport", ["Coupe du monde"]) is Kind.UNSURE
    assert index.kind_of_topic("matters", ["Ramadan"]) is Kind.UNSURE
    assert index.kind_of_topic("", []) is Kind.UNSURE


def test_given_names_have_one_usual_form() -> None:
    """Of all spellings, in both scripts."""
    names = index.forenames()
    assert names["mohammed",] == names["mohamed",] == names["محمد",] == "mohammed"
    assert names["عبد", "الاله"] == names["abdelilah",]


def test_the_world_is_weak_and_the_edition_strong() -> None:
    """A city of GeoNames that an edition names itself is its own."""
    shipped = index.build()
    own = index.build([KindedGroup(Kind.PLACE, ("Essaouira", "الصويرة"))])
    assert shipped.entries["essaouira",].weak
    assert not own.entries["essaouira",].weak
    assert not shipped.entries["maroc",].weak


def test_known_names_do_not_replace_the_gazetteer() -> None:
    """A name of the archive is added only where nothing is called so; single words only of organisations."""
    known = [
        KnownName(Kind.PERSON, "~rabat", ("Rabat",)),
        KnownName(Kind.PERSON, "~zorba", ("Zorba",)),
        KnownName(Kind.ORGANISATION, "~zorba", ("Zorbatec",)),
    ]
    built = index.build((), known)
    assert built.entries["rabat",].kind is Kind.PLACE
    assert ("zorba",) not in built.entries
    assert built.entries["zorbatec",].key == "~zorba"


def test_given_and_surname() -> None:
    """The last word of a full name; nothing of one word."""
    assert index.given_and_surname("Mohamed Ben Salmane") == ("mohammed", "salmane")
    assert index.given_and_surname("نذير العرباوي") == ("nader", "العرباوي")
    assert index.given_and_surname("Mohamed") is None
    assert index.given_and_surname("Zorba Grec") is None


def test_lists_have_no_line_of_one_name_only_where_names_are_shared() -> None:
    """Lists for search need two names a line; lists of given names may have one."""
    for file in ("people", "given", "organisations", "cities", "territories", "places"):
        assert all(len(group) > 1 and all(name.strip() == name != "" for name in group) for group in read_groups(file))
    for file in ("forenames", "forenames_abroad"):
        assert all(all(name.strip() == name != "" for name in group) for group in read_groups(file))


def test_where_places_lie() -> None:
    """By any of their names; countries lie nowhere."""
    spot = spot_of(("Nowhere", "Casablanca"))
    assert spot is not None
    assert (round(spot.latitude), round(spot.longitude), spot.country) == (34, -8, "MA")
    assert spot_of(("Maroc",)) is None
    assert spot_of(()) is None


def test_names_by_language() -> None:
    """Territories in four languages; of other things only the Arabic name can be told."""
    assert by_language(("Espagne", "España")) == {"fr": "Espagne", "ar": "إسبانيا", "es": "España", "en": "Spain"}
    assert by_language(("Tanger", "Tangier", "طنجة")) == {"ar": "طنجة"}
    assert by_language(("Zorba",)) == {}
