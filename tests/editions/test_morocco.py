"""The edition of Morocco: its outlets are there, in their scripts, and nothing claims to have been checked."""

import unicodedata

import pytest

from jarida.core.extraction.model import Policy
from jarida.editions.catalogue import load_edition

MOROCCO = load_edition("morocco")
BY_SLUG = {outlet.slug: outlet for outlet in MOROCCO.outlets}

EXPECTED = """
    hespress yabiladi le-matin aujourdhui-le-maroc leconomiste medias24 le360 map maroc-ma liberation lopinion
    telquel bladi le-desk h24info challenge la-vie-eco finances-news ecoactu al-ahdath-al-maghribia assabah
    al-massae chouf-tv barlamane goud febrayer kifache alyaoum24 hibapress lakome2 rue20 al3omk nador-city tanja24
    morocco-world-news the-north-africa-post snrtnews 2m medi1news amadal-amazigh amadalpresse marruecom atalayar
""".split()


def test_at_least_sixty_outlets_each_with_a_feed_and_a_language():
    assert len(MOROCCO.outlets) >= 60
    assert [outlet.slug for outlet in MOROCCO.outlets if not outlet.feeds or not outlet.languages] == []


@pytest.mark.parametrize("slug", EXPECTED)
def test_the_outlets_that_readers_look_for_are_there(slug):
    assert slug in BY_SLUG


def test_five_languages_are_spoken():
    spoken = {language for outlet in MOROCCO.outlets for language in outlet.languages}
    assert spoken == {"ar", "fr", "es", "en", "zgh"}
    announced = {feed.language for outlet in MOROCCO.outlets for feed in outlet.feeds}
    assert {"ar", "fr", "es", "en"} <= announced


def test_nothing_claims_to_be_checked_or_shows_more_than_an_excerpt():
    assert not any(outlet.verified or outlet.fictional for outlet in MOROCCO.outlets)
    assert not any(outlet.policy is Policy.FULL for outlet in MOROCCO.outlets)


def test_arabic_outlets_have_their_name_in_arabic_and_one_that_others_can_read():
    for outlet in MOROCCO.outlets:
        if outlet.languages[0] == "ar":
            own = outlet.names.get("ar", outlet.name)
            assert "ARABIC" in unicodedata.name(next(letter for letter in own if letter.isalpha())), outlet.slug
            assert "LATIN" in unicodedata.name(next(letter for letter in outlet.names["fr"] if letter.isalpha()))


def test_names_are_those_of_their_languages():
    assert BY_SLUG["hespress"].names["fr"] == "Hespress"
    assert BY_SLUG["hespress"].name == "هسبريس"
    assert "TIFINAGH" in unicodedata.name(BY_SLUG["amadal-amazigh"].names["zgh"][0])


def test_outlets_from_elsewhere_say_so():
    abroad = {outlet.slug: outlet.country for outlet in MOROCCO.outlets if outlet.country != "MA"}
    assert abroad == {"atalayar": "ES", "le-courrier-de-latlas": "FR"}
    assert all(BY_SLUG[slug].note for slug in abroad)
    assert BY_SLUG["atalayar"].time_zone == "Europe/Madrid"
