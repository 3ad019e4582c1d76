"""What a search for an article's text gives."""

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text: paragraphs, subheadings, list items, quotations and table rows in order, as clean text.

    `container` is the innermost element that holds all of it (None where it is no element's), `origin` where it was
    found: "selector" (the edition's), "template" (learned of the outlet), "structured" (JSON-LD), "tree" (the
    page's elements), or "" where the page has no text.
    """

    paragraphs: tuple[str, ...] = ()
    container: HtmlElement | None = None
    origin: str = ""
