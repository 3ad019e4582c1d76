"""Fingerprints: copies of agency texts are near, the same serial of another day is not."""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.analysis import forms
from jarida.core.text.fingerprints import ENOUGH, NEAR, UNKNOWN, distance, fingerprint, near

WORDS = [f"mot{number}" for number in range(3000)]


def text(seed, length=300):
    return tuple(random.Random(seed).choices(WORDS, k=length))


@pytest.mark.parametrize(
    "copy",
    [
        lambda words: words,
        lambda words: (*text(9, 9), *words[9:]),  # another title
        lambda words: (*words, *text(8, 20)),  # what the outlet puts below
        lambda words: words[:290],
        lambda words: (*words[:100], "autre", *words[101:]),
    ],
)
def test_copies_are_near(copy):
    assert all(near(fingerprint(text(seed)), fingerprint(copy(text(seed)))) for seed in range(20, 40))


def test_other_texts_are_not_near():
    found = [fingerprint(text(seed, 200)) for seed in range(80)]
    assert not any(near(one, other) for at, one in enumerate(found) for other in found[:at])


def test_a_serial_of_another_day_is_not_near():
    towns = "Tanger Tétouan Nador Oujda Fès Meknès Rabat Casablanca Settat Marrakech Agadir Ouarzazate".split()

    def weather(day):
        degrees = random.Random(day)
        values = ", ".join(f"{town} {degrees.randint(2, 18)} et {degrees.randint(18, 40)}" for town in towns)
        return forms(f"Prévisions météorologiques pour la journée du {day} avril. Températures prévues : {values}.")

    found = [fingerprint(weather(day)) for day in range(1, 31)]
    assert not any(near(one, other) for at, one in enumerate(found) for other in found[:at])


def test_short_texts_have_none():
    assert fingerprint(()) == UNKNOWN
    assert fingerprint(["mot"] * (ENOUGH - 1)) == UNKNOWN
    assert fingerprint(WORDS[:ENOUGH]) != UNKNOWN
    assert not near(UNKNOWN, UNKNOWN)
    assert not near(UNKNOWN, 1)
    assert distance(UNKNOWN, UNKNOWN) == 64


def test_distances_are_of_signed_numbers():
    assert distance(-1, 1) == 63
    assert distance(-1, -1) == 0
    assert distance(-(2**63), 2**63 - 1) == 64
    assert near(5, 5 ^ (2**NEAR - 1)) is (distance(5, 5 ^ (2**NEAR - 1)) <= NEAR)


def test_a_fingerprint_is_the_same_in_every_process():
    program = (
        "from jarida.core.text.fingerprints import fingerprint; print(fingerprint([f'mot{n}' for n in range(50)]))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(told.stdout) == fingerprint(WORDS[:50])


@given(st.lists(st.text(max_size=5), max_size=40))
def test_any_forms_have_one_of_64_bits(words):
    value = fingerprint(words)
    assert -(2**63) <= value < 2**63
    assert (value == UNKNOWN) == (len(words) < ENOUGH)
    assert distance(value, value) == (64 if value == UNKNOWN else 0)
