"""Words that may be names sound alike across scripts."""

import pytest

from jarida.core.stories.echoes import MARK, echoes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mercato : Yassir Zeroual signe à Séville", "fr"), ("ياسر زروال يوقع لإشبيلية", "ar")),
        (("Karim Belhadri nommé sélectionneur", "fr"), ("تعيين كريم بلحدري مدربا", "ar")),
        (("La cantante Amal Tazi cancela su gira en Larache", "es"), ("Singer cancels Larache show", "en")),
    ],
)
def test_a_name_is_heard_in_another_script(one, other):
    assert echoes(*one) & echoes(*other)


def test_small_letters_are_no_names_in_latin():
    assert echoes("le gouvernement présente un projet", "fr") == frozenset()


def test_titles_in_capitals_have_all_their_words():
    assert echoes("SOX MAKE HUGE OFFER TO TEIXEIRA", "en") >= echoes("Teixeira", "en")


def test_clitics_are_taken_off_in_arabic():
    assert echoes("ببنسليمان", "ar") & echoes("Benslimane", "fr")


def test_short_and_everyday_words_are_silent():
    assert echoes("هذا ما كان", "ar") == frozenset()
    assert echoes("Les Une Pour", "fr") == frozenset()
    assert echoes("", "fr") == echoes("🎉 !!", "") == frozenset()


def test_all_are_marked():
    assert all(one.startswith(MARK) and len(one) > 3 for one in echoes("Yassir Zeroual à Séville", "fr"))
