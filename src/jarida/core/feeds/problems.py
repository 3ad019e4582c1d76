"""What was wrong with a feed and mended or dropped: one line a kind, with how often and the first example."""

from collections.abc import Iterator

from jarida.core.feeds.bounds import MAX_PROBLEMS
from jarida.core.text.clean import clean, shorten


class Problems:
    """Collects remarks; the same remark on many entries is one line."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, str]] = {}

    def add(self, remark: str, example: str = "") -> None:
        """Note one occurrence of `remark`."""
        if remark in self._found:
            count, first = self._found[remark]
            self._found[remark] = (count + 1, first)
        elif len(self._found) < MAX_PROBLEMS:
            self._found[remark] = (1, example)

    def lines(self) -> tuple[str, ...]:
        """The remarks in the order in which they were first made."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        for remark, (count, example) in self._found.items():
            times = f" ({count} times)" if count > 1 else ""
            shown = shorten(clean(example), 120)
            yield f"{remark}{times}: {shown}" if shown else f"{remark}{times}"
