"""How far a long command has come: lines where there is no terminal, a bar where there is one."""

import sys

from jarida.archive import progress as module
from jarida.archive.progress import progress


def test_lines_now_and_then_where_there_is_no_terminal(monkeypatch):
    moments = iter([0.0, 5.0, 11.0, 12.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    said: list[str] = []
    with progress("moving", 300, said.append) as told:
        told(100)
        told(100)
    assert said == ["moving: 200 of 300 articles"]


def test_a_bar_on_a_terminal_writes_no_lines(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    said: list[str] = []
    with progress("moving", 2, said.append) as told:
        told(2)
    assert said == []
