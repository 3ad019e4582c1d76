"""The settings of the API."""

import pytest

from jarida.config.options import load
from jarida.core.errors import OptionError


def test_usual_rates():
    api = load(environ={}).api
    assert (api.rate, api.key_rate) == (60, 600)


def test_rates_are_set():
    assert load(environ={"JARIDA_API_RATE": "5", "JARIDA_API_KEY_RATE": "90"}).api.key_rate == 90


@pytest.mark.parametrize("rate", ["0", "-1", "many", "1000000"])
def test_a_rate_that_makes_no_sense_stops_the_start(rate):
    with pytest.raises(OptionError, match="JARIDA_API_RATE"):
        load(environ={"JARIDA_API_RATE": rate})
