"""What strangers wrote is shown, and never obeyed."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.commands.terminal import WIDE, ago, console, plain

NOW = datetime(2026, 4, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0m", "a [31mred [0m"),
        ("two\r\nlines\tand \x07 bell", "two lines and bell"),
        ("\u202eevil\u202c", "evil"),
        ("جريدة ⵜⴰⵎⴰⵣⵉⵖⵜ é", "جريدة ⵜⴰⵎⴰⵣⵉⵖⵜ é"),
        ("\x9b31m", "31m"),
        ("", ""),
    ],
)
def test_controls_are_taken_out_and_scripts_kept(text, shown):
    assert plain(text) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text):
    assert plain(text).isprintable()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (7200, "2 h"), (86400 * 3, "3 d"), (-50, "0 s")],
)
def test_how_long_ago(seconds, words):
    assert ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_never():
    assert ago(None) == "never"


def test_markup_of_strangers_is_text(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    stream = io.StringIO()
    out = console(stream)
    out.print("[bold]no[/bold] :smile: 12")
    assert stream.getvalue() == "[bold]no[/bold] :smile: 12\n"
    assert out.width == WIDE
