"""How commands write: to people on a terminal, in lines elsewhere, and never what a stranger's text commands.

Titles, addresses and problems come from outside. A terminal obeys escape sequences in them, so whatever is
not printable is taken out before it is shown.
"""

import os
import sys
from datetime import UTC, datetime
from typing import TextIO

from rich.console import Console

WIDE = 120  # columns where the output is no terminal


def plain(text: str) -> str:
    """The text in one line, without control characters, escape sequences and marks of direction."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def console(stream: TextIO | None = None) -> Console:
    """A console on a stream (standard output by default) that neither guesses at numbers nor at markup."""
    file = stream or sys.stdout
    width = None if file.isatty() or "COLUMNS" in os.environ else WIDE
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """How long ago something was, in the unit that a person would use; `never` for None."""
    if moment is None:
        return "never"
    seconds = max(0.0, ((now or datetime.now(UTC)) - moment).total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds)} s"
