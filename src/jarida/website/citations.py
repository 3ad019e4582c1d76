"""How to cite an article: as text in the interface's language, as BibTeX and as RIS.

The address cited is the permanent, language-free one; the SHA-256 of title and paragraphs says which
version was seen. A day on which an article was only first seen is never given as its date (P2).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _

from jarida.archive.queries import ArticleLine
from jarida.website import addresses, formats
from jarida.website.languages import site_name

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_SPACES = re.compile(" {2,}")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_LATEX_TABLE = str.maketrans(_LATEX)


class Citable(Protocol):
    """What a citation says of an article; `ArticleWhole` has it."""

    @property
    def line(self) -> ArticleLine:
        """The article as lists show it."""

    @property
    def authors(self) -> Sequence[str]:
        """Who wrote it."""

    @property
    def first_seen_at(self) -> datetime:
        """When the archive first saw it."""

    @property
    def url(self) -> str:
        """Its page at the outlet."""

    @property
    def content_hash(self) -> str:
        """The SHA-256 of title and paragraphs."""


def published_day(found: Citable) -> date | None:
    """The day of publication at the outlet, None if it is not known."""
    line = found.line
    return formats.local(line.published_at, line.outlet.time_zone).date() if line.published_at else None


def seen_day(found: Citable) -> date:
    """The day on which the archive first saw the article."""
    return formats.local(found.first_seen_at, found.line.outlet.time_zone).date()


def permalink(found: Citable) -> str:
    """The permanent address of an article."""
    return addresses.absolute(addresses.permanent(found.line.id))


def text(found: Citable, ui: str, today: date) -> str:
    """The citation as one sentence in the active language."""
    parts = [*found.authors[:3], _("“%(title)s”") % {"title": found.line.title}, found.line.outlet.name_in(ui)]
    day = published_day(found)
    parts.append(formats.long_date(day, ui) if day else _seen(found, ui))
    sentence = _("%(work)s. Kept by %(site)s: %(address)s (accessed %(day)s).")
    separator = "، " if ui == "ar" else ", "
    return sentence % {
        "work": separator.join(one_line(part) for part in parts),
        "site": site_name(),
        "address": permalink(found),
        "day": formats.long_date(today, ui),
    }


def _seen(found: Citable, ui: str) -> str:
    return _("first seen %(day)s") % {"day": formats.long_date(seen_day(found), ui)}


def bibtex(found: Citable, today: date) -> str:
    """A BibTeX entry (@misc, understood by BibTeX and biblatex), in UTF-8."""
    line, day = found.line, published_day(found)
    fields = {
        "author": " and ".join(f"{{{latex(name)}}}" for name in found.authors),
        "title": f"{{{latex(line.title)}}}",
        "howpublished": latex(line.outlet.name),
        "year": f"{day.year}" if day else "",
        "month": f"{day.month}" if day else "",
        "day": f"{day.day}" if day else "",
        "url": permalink(found),
        "urldate": today.isoformat(),
        "note": latex(_notes(found)),
        "language": line.language,
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{jarida{line.id},", *lines, "}", ""])


def ris(found: Citable, today: date) -> str:
    """A RIS record (TY NEWS), in UTF-8 with CRLF as the format wants."""
    line, day = found.line, published_day(found)
    tags = [
        ("TY", "NEWS"), *(("AU", name) for name in found.authors), ("TI", line.title), ("T2", line.outlet.name),
        ("PY", f"{day.year}" if day else ""), ("DA", f"{day:%Y/%m/%d}" if day else ""), ("LA", line.language),
        ("UR", permalink(found)), ("L2", found.url), ("Y2", f"{today:%Y/%m/%d}"), ("N1", _notes(found)),
    ]  # fmt: skip
    lines = [f"{tag}  - {one_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _notes(found: Citable) -> str:
    seen = "" if found.line.published_at else f"First seen {seen_day(found).isoformat()}. "
    return f"{seen}Kept by {site_name()}. SHA-256 {found.content_hash}"


def one_line(value: str) -> str:
    """Text without what a line of a record cannot hold."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", value)).strip()


def latex(value: str) -> str:
    """Text as BibTeX reads it."""
    return one_line(value).translate(_LATEX_TABLE)
