"""What makes the agencies and topics of an edition wrong; said as `editions.check` says it."""

from collections.abc import Iterable

from jarida.core.names.gazetteer import LONGEST_NAME
from jarida.core.stories.topics import SLUGS
from jarida.core.text.analysis import forms
from jarida.editions.check import Source, check_names, check_slug
from jarida.editions.lines import Path
from jarida.editions.model import AgencySpec, TopicSpec
from jarida.editions.tables import AgencyTable, TopicTable

LONGEST_CODE = 40  # that of the archive's columns
SHORTEST_MARK = 2


def agencies(source: Source, tables: Iterable[AgencyTable]) -> tuple[AgencySpec, ...]:
    """All agencies, or refuse: a code or mark of two agencies, a mark that any text could carry."""
    codes: dict[str, str] = {}
    taken: dict[str, str] = {}
    found = []
    for number, table in enumerate(tables):
        path: Path = ("agencies", number)
        _check_code(source, path, table.code, table.name, codes)
        check_names(source, (*path, "names"), table.names)
        marks = tuple(" ".join(mark.split()) for mark in table.marks)
        for index, mark in enumerate(marks):
            _check_mark(source, (*path, "marks", index), mark, table.code, taken)
        found.append(AgencySpec(table.code, table.name, table.names, tuple(dict.fromkeys(marks))))
    return tuple(found)


def topics(source: Source, tables: Iterable[TopicTable]) -> tuple[TopicSpec, ...]:
    """All topics, or refuse: a code of two topics or of one that Jarida has itself, a keyword without words."""
    codes = {slug: slug for slug in SLUGS.values()}
    found = []
    for number, table in enumerate(tables):
        path: Path = ("topics", number)
        _check_code(source, path, table.code, table.name, codes)
        check_names(source, (*path, "names"), table.names)
        keywords = tuple(" ".join(keyword.split()) for keyword in table.keywords)
        for index, keyword in enumerate(keywords):
            if not 1 <= len(forms(keyword)) <= LONGEST_NAME:
                source.refuse((*path, "keywords", index), f"{keyword!r} must have one to {LONGEST_NAME} words")
        found.append(TopicSpec(table.code, table.name, table.names, tuple(dict.fromkeys(keywords))))
    return tuple(found)


def _check_code(source: Source, path: Path, code: str, name: str, codes: dict[str, str]) -> None:
    place = (*path, "code")
    check_slug(source, place, code)
    if len(code) > LONGEST_CODE:
        source.refuse(place, f"must not be longer than {LONGEST_CODE} letters")
    if code in codes:
        source.refuse(place, f"{code!r} is taken by {codes[code]!r}; give another")
    codes[code] = name


def _check_mark(source: Source, path: Path, mark: str, code: str, taken: dict[str, str]) -> None:
    letters = "".join(forms(mark))
    if len(letters) < SHORTEST_MARK:
        source.refuse(path, f"{mark!r} must have at least {SHORTEST_MARK} letters: it would stand in any text")
    if taken.setdefault(mark.casefold(), code) != code:
        source.refuse(path, f"{mark!r} is already a mark of {taken[mark.casefold()]!r}")
