"""Cursors: what was given out comes back, and nothing else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.api import cursors
from jarida.api.problems import Kinds, Problem

pytestmark = pytest.mark.database


@given(st.text(max_size=100), st.text(st.characters(codec="utf-8"), max_size=100))
def test_what_was_given_out_comes_back(list_of, place):
    assert cursors.read(list_of, cursors.write(list_of, place)) == place


def refused(list_of: str, cursor: str) -> None:
    with pytest.raises(Problem) as raised:
        cursors.read(list_of, cursor)
    assert raised.value.kind is Kinds.BAD_CURSOR


def test_another_list_does_not_take_it():
    refused("/api/v1/articles?outlet=b", cursors.write("/api/v1/articles?outlet=a", "1.2"))


@pytest.mark.parametrize("index", range(16))
def test_one_letter_changed_is_refused(index):
    cursor = cursors.write("list", "123.45")
    other = "A" if cursor[index] != "A" else "B"
    refused("list", cursor[:index] + other + cursor[index + 1 :])


@given(st.text(max_size=60))
def test_any_text_is_refused(text):
    refused("list", text)


@given(st.binary(max_size=60))
def test_any_bytes_are_refused(packed):
    refused("list", base64.urlsafe_b64encode(packed).rstrip(b"=").decode())


def test_what_is_long_or_padded_is_refused():
    cursor = cursors.write("list", "1")
    refused("list", cursor + "=")
    refused("list", cursor + "\n")
    refused("list", cursor * 50)
    refused("list", "\ud800")


def test_another_installation_does_not_take_it(settings):
    cursor = cursors.write("list", "1")
    settings.SECRET_KEY = "another"
    refused("list", cursor)
