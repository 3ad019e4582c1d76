"""The results of a search as a file: CSV for tables, BibTeX for reference managers. Written while they are read.

CSV is UTF-8 with a byte order mark, without which Excel reads accents and Arabic as Windows-1252; its header
is stable and English. A cell that a spreadsheet would take for a formula gets an apostrophe before it
(OWASP, "CSV Injection"). Both are bounded, and only what may be shown is in them (P8).
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from jarida.archive.models import Article
from jarida.archive.queries import ArticleLine
from jarida.archive.search import service
from jarida.archive.search.service import MAX_PAGE
from jarida.core.text.clean import clean
from jarida.website import addresses, citations
from jarida.website.search.asked import Asked

MOST_CSV = 10_000
MOST_BIBTEX = 1_000
HEADER = (
    "id", "address", "source", "title", "language", "outlet", "outlet_name", "published", "first_seen", "authors",
    "section", "summary",
)  # fmt: skip
_FORMULAS = tuple("=+-@\t\r＝＋－＠")  # the wide forms are read as formulas too


@dataclass(frozen=True, slots=True)
class Record:
    """An article that was found, with what a citation says of it."""

    line: ArticleLine
    authors: tuple[str, ...]
    first_seen_at: datetime
    url: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Download:
    """A form in which results can be had, and the most that are."""

    content_type: str
    most: int
    write: Callable[[Iterator[Record]], Iterator[str]]


def records(asked: Asked, most: int) -> Iterator[Record]:
    """The results one after the other, in the order of the search, each as it is now in the archive."""
    left, after = most, None
    while left > 0:
        limit = min(left, MAX_PAGE)
        answer = service.search(asked.request(after=after, limit=limit, fold=False, snippets=False, count=False))
        yield from _of([found.line for found in answer.found])
        left -= len(answer.found)
        after = answer.next
        if after is None:
            return


def _of(lines: list[ArticleLine]) -> Iterator[Record]:
    fields = ("id", "authors", "first_seen_at", "url", "content_hash")
    rows = {row[0]: row[1:] for row in Article.objects.filter(id__in=[line.id for line in lines]).values_list(*fields)}
    for line in lines:
        if line.id in rows:
            authors, seen, url, digest = rows[line.id]
            yield Record(line, tuple(authors), seen, url, digest)


def csv_lines(found: Iterator[Record]) -> Iterator[str]:
    """CSV (RFC 4180), a record at a time."""
    yield "\ufeff" + _row(HEADER)
    for record in found:
        yield _row([guarded(cell) for cell in _cells(record)])


def _cells(record: Record) -> tuple[str, ...]:
    line = record.line
    return (
        str(line.id), addresses.absolute(addresses.permanent(line.id)), record.url, line.title, line.language,
        line.outlet.slug, line.outlet.name, _moment(line.published_at), _moment(record.first_seen_at),
        "; ".join(record.authors), line.section, line.summary,
    )  # fmt: skip


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def guarded(cell: str) -> str:
    """One line that no spreadsheet takes for a formula."""
    cell = clean(cell)
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _row(cells: tuple[str, ...] | list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def bibtex_entries(found: Iterator[Record]) -> Iterator[str]:
    """A BibTeX entry for each."""
    today = datetime.now(UTC).date()
    for record in found:
        yield citations.bibtex(record, today) + "\n"


DOWNLOADS = {
    "csv": Download("text/csv; charset=utf-8; header=present", MOST_CSV, csv_lines),
    "bib": Download("application/x-bibtex; charset=utf-8", MOST_BIBTEX, bibtex_entries),
}
