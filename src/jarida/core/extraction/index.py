"""What stands where in a page: one walk over its elements, shared by all who look for single fields."""

from collections.abc import Iterable, Sequence
from typing import Final

from lxml.html import HtmlElement

_UNMARKED: Final = frozenset(("meta", "link", "script", "style", "path", "svg", "br", "input", "option"))
_WITHOUT_TEXT: Final = frozenset(("script", "style", "noscript", "template"))


class Index:
    """The elements of a page in document order, by tag and by what their attributes call them.

    Holding the elements keeps lxml from making a new object at each look at the same element.
    The tree must not change while its index is in use.
    """

    __slots__ = ("_marks", "_places", "_tags", "elements", "tree")

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.elements: Sequence[HtmlElement] = list(tree.iter())
        self._tags: dict[str, list[HtmlElement]] = {}
        for element in self.elements:
            self._tags.setdefault(element.tag, []).append(element)
        self._marks: dict[HtmlElement, str] | None = None
        self._places: dict[HtmlElement, int] | None = None

    def tagged(self, tag: str) -> Sequence[HtmlElement]:
        """The elements with a tag, in document order."""
        return self._tags.get(tag, ())

    def any_tagged(self, *tags: str) -> Sequence[HtmlElement]:
        """The elements with one of several tags, in document order."""
        present = [tag for tag in tags if tag in self._tags]
        if len(present) <= 1:
            return self.tagged(present[0]) if present else ()
        return list(self.tree.iter(*present))

    @property
    def marks(self) -> dict[HtmlElement, str]:
        """Of each element that has any: class, id, itemprop, rel and property in one string, in lower case."""
        if self._marks is None:
            self._marks = {}
            for element in self.elements:
                # no call for each: this is the hottest loop of reading a page
                get = element.get
                mark = (
                    f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('rel', '')} {get('property', '')}"
                )
                if len(mark) > 4 and element.tag not in _UNMARKED:
                    self._marks[element] = mark.lower()
        return self._marks

    def place(self, element: HtmlElement) -> int:
        """How many elements stand before this one in the document; -1 for an element of another tree."""
        if self._places is None:
            self._places = {each: place for place, each in enumerate(self.elements)}
        return self._places.get(element, -1)

    def around(self, element: HtmlElement, before: int, after: int) -> list[HtmlElement]:
        """The elements before and after one, without those that hold no text for readers."""
        place = self.place(element)
        if place < 0:
            return []
        ahead = _readable(reversed(self.elements[max(0, place - 4 * before) : place]), before)
        return [*reversed(ahead), *_readable(self.elements[place : place + 4 * after], after)]


def _readable(elements: Iterable[HtmlElement], most: int) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for element in elements:
        if element.tag not in _WITHOUT_TEXT:
            found.append(element)
            if len(found) == most:
                break
    return found
