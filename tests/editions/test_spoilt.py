"""However a file is spoilt: it is read, or refused with one line that names the file and a line that exists."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jarida.core.errors import EditionError
from jarida.editions.catalogue import load_edition
from tests.editions.test_catalogue import GOOD

LINES = GOOD.count("\n") + 1
PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ['"', "'", '"""', "[", "]", "[[", "{", "}", "=", ",", "#", "\n", "\\", "1", "true", "1979-05-27", "inf", "\r",
         "\x7f", "[[outlets]]\n", "[outlets]\n", "[edition]\n", "outlets = []\n", "names = {}\n", "feeds = [[]]\n",
         "a.b.c = 1\n"]
    ),
)  # fmt: skip


def read_or_refused(path: Path) -> None:
    """The file loads, or its refusal is as it should be."""
    try:
        edition = load_edition(str(path))
    except EditionError as error:
        line = str(error)
        assert "\n" not in line
        assert "`" not in line or b"`" in path.read_bytes()  # a library's own words; what was typed may be quoted
        found = re.match(re.escape(str(path)) + r":(\d+): .", line)
        assert found, line
        assert 1 <= int(found[1]) <= path.read_bytes().count(b"\n") + 1
    else:
        assert edition.code


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for the file."""
    return tmp_path_factory.mktemp("spoilt") / "edition.toml"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(GOOD)), st.integers(0, 40), PIECES)
def test_a_piece_is_put_in_place_of_another(path, start, length, piece):
    text = GOOD[:start] + piece + GOOD[start + length :]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    read_or_refused(path)


@settings(max_examples=100)
@given(st.integers(0, len(GOOD.encode())))
def test_a_file_that_was_cut_off(path, length):
    path.write_bytes(GOOD.encode()[:length])
    read_or_refused(path)


@settings(max_examples=100)
@given(st.integers(0, LINES), st.integers(0, LINES))
def test_two_lines_are_exchanged(path, one, other):
    lines = [*GOOD.split("\n"), ""]
    lines[one], lines[other] = lines[other], lines[one]
    path.write_text("\n".join(lines), encoding="utf-8")
    read_or_refused(path)


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes(path, data):
    path.write_bytes(data)
    read_or_refused(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "edition = 1",
        "edition = []",
        "[edition]\nnames = []",
        "outlets = 1\n[edition]\ncode='x'\nname='x'",
        "[edition]\ncode='x'\nname='x'\n[outlets]\nname='x'",
        "[edition]\ncode='x'\nname='x'\n[[outlets]]\nfeeds=[[]]\nname='x'\nhomepage='https://x.example'",
        "[edition]\ncode='x'\nname='x'\n[[outlets]]\nselectors=1\nname='x'\nhomepage='https://x.example'",
        "[edition]\ncode='x'\nname='x'\n[[outlets]]\nfeeds=[{}]\nname='x'\nhomepage='https://x.example'",
        "[edition]\ncode='x'\nname='x'\n[[outlets]]\n[[outlets.feeds]]\nurl=1\n",
        "[edition]\ncode='x'\nname='x'\nx.y.z=1",
    ],
)
def test_wrong_shapes(path, text):
    path.write_text(text)
    with pytest.raises(EditionError):
        load_edition(str(path))
    read_or_refused(path)
