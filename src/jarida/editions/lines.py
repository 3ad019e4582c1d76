"""On which line of a TOML file a value stands.

`tomllib` gives values without their places, but a message about a wrong value must name its line. This
scanner walks a document that `tomllib` has already accepted, so it needs no error handling of its own,
and notes the line of every key, table and member of a list. Grammar: TOML 1.0 (toml.io/en/v1.0.0).
"""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]
BARE = re.compile("[A-Za-z0-9_-]+")


def line_map(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and list member, by its path, such as ("outlets", 3, "name")."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest thing around it that has one; 1 for the document itself."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}
        self.starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]

    def document(self) -> None:
        """The whole file: headers, and keys below them."""
        table: Path = ()
        while self.skip("\n\r"):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        """`[table]` or `[[list of tables]]`; a name that stands for a list means its newest table."""
        line, many = self.line(), self.text.startswith("[[", self.at)  # a header is on one line
        self.at += 2 if many else 1
        names = self.key("]")
        self.at += 2 if many else 1
        if not many:
            return self.resolve((), names)
        path: Path = (*self.resolve((), names[:-1]), names[-1])
        index = self.lengths.get(path, 0)
        self.lengths[path] = index + 1
        self.lines.setdefault(path, line)
        self.lines[(*path, index)] = line
        return (*path, index)

    def resolve(self, base: Path, names: list[str]) -> Path:
        """Follow names down, noting them, into the newest table wherever a list of tables stands."""
        path = base
        for name in names:
            path = (*path, name)
            self.lines.setdefault(path, self.line())
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def pair(self, table: Path) -> None:
        """`key = value`, also with a dotted key."""
        line = self.line()
        path: Path = table
        for name in self.key("="):
            path = (*path, name)
            self.lines.setdefault(path, line)
        self.at += 1
        self.value(path)

    def key(self, end: str) -> list[str]:
        """The parts of a key; leaves the scanner at `end`."""
        start = self.at
        while self.text[self.at] != end:
            self.at = self.after_string() if self.text[self.at] in "\"'" else self.at + 1
        written = self.text[start : self.at].strip()
        if BARE.fullmatch(written):
            return [written]
        table = tomllib.loads(f"{written} = 0")
        parts = []
        while isinstance(table, dict):
            [(name, table)] = table.items()
            parts.append(name)
        return parts

    def value(self, path: Path) -> None:
        """A value of any type; leaves the scanner behind it."""
        self.skip()
        letter = self.text[self.at]
        if letter in "\"'":
            self.at = self.after_string()
        elif letter == "[":
            self.members(path)
        elif letter == "{":
            self.inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def members(self, path: Path) -> None:
        """`[a, b, …]`, over several lines if need be."""
        self.at += 1
        index = 0
        while self.skip("\n\r,") and self.text[self.at] != "]":
            self.lines[(*path, index)] = self.line()
            self.value((*path, index))
            index += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        """`{a = 1, b = 2}`."""
        self.at += 1
        while self.skip("\n\r,") and self.text[self.at] != "}":
            self.pair(path)
        self.at += 1

    def skip(self, more: str = "") -> bool:
        """Pass over blanks, comments and the letters of `more`; false at the end of the file."""
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif letter in " \t" or letter in more:
                self.at += 1
            else:
                return True
        return False

    def after_string(self) -> int:
        """Where the string that begins here has ended."""
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        at = self.at + len(fence)
        while not self.text.startswith(fence, at):
            at += 2 if quote == '"' and self.text[at] == "\\" else 1
        at += len(fence)
        # up to two quotes may stand directly before the closing three
        while len(fence) == 3 and self.text.startswith(quote, at):
            at += 1
        return at

    def line(self) -> int:
        """The line on which the scanner stands, from 1."""
        return bisect_right(self.starts, self.at)
