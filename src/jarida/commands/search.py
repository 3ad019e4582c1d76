"""`jarida search`: the archive's search on the command line, for people and for programs."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import click
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jarida.commands.terminal import console, plain
from jarida.config.setup import setup_django
from jarida.core.errors import UsageError
from jarida.core.search.model import Problem, ProblemCode

if TYPE_CHECKING:
    from jarida.archive.queries import ArticleLine
    from jarida.archive.search.service import Found, SearchPage, SearchRequest
    from jarida.core.text.marks import Mark

MOST: Final = 10_000  # results of one call
LONGEST: Final = 100_000  # characters read from standard input; the search itself cuts earlier, and says so
AROUND: Final = 60  # columns of the query shown on either side of what is wrong

SENTENCES: Final = {
    ProblemCode.OPEN_QUOTE: "this quotation mark has no second; the words are searched one by one",
    ProblemCode.OPEN_PARENTHESIS: "this parenthesis is never closed; the group ends with the query",
    ProblemCode.CLOSING_PARENTHESIS: "this parenthesis closes nothing",
    ProblemCode.EMPTY_GROUP: "there is nothing in these parentheses",
    ProblemCode.LONELY_OPERATOR: "there is nothing beside this for it to act on",
    ProblemCode.BAD_DATE: "this is no day, month or year, such as 2024-04-22, 2024-04, 2024 or 22/04/2024",
    ProblemCode.DATE_INSIDE_OR: "a date limits the whole search: it stands in no alternative and no exclusion",
    ProblemCode.BAD_SORT: "results are sorted by date or by relevance",
    ProblemCode.BAD_HAS: "only has:image is known",
    ProblemCode.UNKNOWN_OUTLET: "no outlet has this name; `jarida outlets` lists them",
    ProblemCode.UNKNOWN_LANGUAGE: "no language has this name or code",
    ProblemCode.SHORT_PREFIX: "too few letters before the asterisk; searched as a word",
    ProblemCode.NO_WORDS: "there is no word to search for",
    ProblemCode.TOO_LONG: "the query is too long; what follows is left out",
    ProblemCode.TOO_DEEP: "too many parentheses within each other; from here on they are left out",
    ProblemCode.UNKNOWN_STORY: "no story has this number",
}


@click.command(
    # words that begin with a hyphen are excluded words
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and result.")
@click.option("--count", "only_count", is_flag=True, help="Only how many articles are found.")
@click.option("--limit", type=click.IntRange(1, MOST), default=30, show_default=True, help="At most so many results.")
@click.option("--sort", type=click.Choice(["date", "relevance"]), help="Newest first (the default), or best first.")
@click.option("--after", "cursor", default="", metavar="CURSOR", help="Go on where a former call ended.")
@click.option("--no-expand", is_flag=True, help="Names only as they are written, not in other scripts too.")
def command(
    query: tuple[str, ...], as_json: bool, only_count: bool, limit: int, sort: str | None, cursor: str, no_expand: bool
) -> None:
    """Search the archive: words, "a phrase", OR, -not, prefix*, title:, outlet:, story:12, after:2024-04 and more.

    QUERY may be several arguments; - reads it from standard input. The exit status is 0 also where nothing is found.
    """
    setup_django()
    from jarida.archive.ready import prepare
    from jarida.archive.search.service import SearchRequest
    from jarida.core.search.model import Sort

    text = _text(query)
    prepare()
    request = SearchRequest(text, Sort(sort) if sort else None, not no_expand, _place(cursor), limit)
    if only_count:
        _count(replace(request, limit=1, snippets=False, fold=False), as_json=as_json)
    elif as_json:
        for line in _json_lines(request):
            click.echo(json.dumps(line, ensure_ascii=False))
    else:
        _show(request)


def _text(arguments: tuple[str, ...]) -> str:
    """The query; what is no UTF-8 in it is no letter."""
    text = sys.stdin.read(LONGEST) if arguments == ("-",) else " ".join(arguments)
    return text.encode("utf-8", "replace").decode("utf-8")


def _place(cursor: str) -> Any:
    from jarida.archive.search.service import BadPlace, read_place

    if not cursor:
        return None
    try:
        return read_place(cursor)
    except BadPlace as error:
        raise UsageError("--after: this is no cursor of a search") from error


def _pages(request: "SearchRequest") -> Iterator["SearchPage"]:
    """Pages until as many are found as are asked for. What is wrong is said once."""
    from jarida.archive.search.service import MAX_PAGE, search

    left, after = request.limit, request.after
    while left > 0:
        page = search(replace(request, after=after, limit=min(left, MAX_PAGE)))
        if left == request.limit:
            _complain(request.text, page)
        yield page
        left, after = left - len(page.found), page.next
        if after is None:
            return


def _count(request: "SearchRequest", *, as_json: bool) -> None:
    count = next(_pages(request)).count
    if as_json:
        click.echo(json.dumps({"count": count.number, "exact": count.exact}))
    else:
        click.echo(f"{'' if count.exact else 'about '}{count.number}")


# --- for programs -------------------------------------------------------------------------------------


def _json_lines(request: "SearchRequest") -> Iterator[dict[str, Any]]:
    """A line a result. The last has in `next` the cursor to go on from, null where nothing follows."""
    from jarida.archive.search.service import write_place

    held: dict[str, Any] | None = None
    follows = None
    for page in _pages(request):
        for line in _lines(page):
            if held is not None:
                yield held
            held = line
        follows = page.next
    if held is not None:
        yield {**held, "next": write_place(follows) if follows else None}


def _lines(page: "SearchPage") -> Iterator[dict[str, Any]]:
    dates = _dates([found.line.id for found in page.found])
    for found in page.found:
        yield line_of(found, dates.get(found.line.id))


def line_of(found: "Found", published: dict[str, Any] | None) -> dict[str, Any]:
    """One result for programs; the keys are part of the contract. `folded`: near-duplicates among the hits."""
    from jarida.website import addresses

    line = found.line
    return {
        "id": line.id,
        "url": addresses.absolute(addresses.permanent(line.id)),
        "title": line.title,
        "outlet": line.outlet.slug,
        "language": line.language,
        "published": published,
        "snippet": found.snippet.text,
        "folded": [other.id for other in found.folded],
        "next": None,
    }


def _dates(article_ids: list[int]) -> dict[int, dict[str, Any]]:
    """When the articles were published and where that is known from (P2); those without a date are left out."""
    from jarida.archive.models import Article

    rows = Article.objects.filter(pk__in=article_ids).values_list(
        "pk", "published_at", "published_origin", "published_confidence"
    )
    return {
        number: {
            "value": at.astimezone(UTC).isoformat(timespec="seconds"),
            "origin": origin,
            "confidence": confidence,
        }
        for number, at, origin, confidence in rows
        if at
    }


# --- for people ---------------------------------------------------------------------------------------


def _show(request: "SearchRequest") -> None:
    out, shown = console(), 0
    for page in _pages(request):
        if page.found:
            out.print(_table(page.found))
        shown += len(page.found)
        last = page
    _show_end(out, last, shown)


def _table(results: "Iterable[Found]") -> Table:
    """The title is the last column: text from right to left reorders nothing beside it."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("Date", no_wrap=True)
    table.add_column("Outlet", max_width=24, overflow="ellipsis", no_wrap=True)
    table.add_column("Lang", no_wrap=True)
    table.add_column("Article", ratio=1, overflow="fold")
    for found in results:
        line = found.line
        table.add_row(_day(line), plain(line.outlet.slug), plain(line.language), _article(found))
    return table


def _day(line: "ArticleLine") -> str:
    """The day on which the outlet published it, in its own time; a date that is not known is not made up (P2)."""
    at = line.published_at
    return at.astimezone(ZoneInfo(line.outlet.time_zone)).date().isoformat() if at else "—"


def _article(found: "Found") -> Text:
    text = _marked(found.line.title, found.title_marks, "bold")
    if found.snippet.text:
        text.append("\n").append_text(_marked(found.snippet.text, found.snippet.marks, "dim"))
    if found.folded:
        text.append(f"\n+ {len(found.folded)} nearly the same: {', '.join(_slugs(found))}", style="dim italic")
    return text


def _slugs(found: "Found") -> list[str]:
    return list(dict.fromkeys(plain(other.outlet.slug) for other in found.folded))


def _marked(text: str, marks: "Iterable[Mark]", style: str) -> Text:
    """A stranger's text that commands nothing, letter for letter, with what was found in it."""
    safe = Text("".join(letter if letter.isprintable() else " " for letter in text), style=style)
    for mark in marks:
        safe.stylize("not dim bold yellow", mark.start, mark.end)
    return safe


def _show_end(out: Console, page: "SearchPage", shown: int) -> None:
    from jarida.archive.search.service import write_place

    if not shown:
        out.print("Nothing was found.")
    else:
        about = "" if page.count.exact else "about "
        out.print(f"{about}{page.count.number} {'article' if page.count.number == 1 else 'articles'} found.")
    for expansion in page.expansions:
        others = ", ".join(map(plain, expansion.shown))
        out.print(Text(f"Also searched for {plain(expansion.asked)}: {others} (not with --no-expand)"))
    if page.next is not None:
        out.print(Text(f"More: --after {write_place(page.next)}"), soft_wrap=True)


# --- what is wrong ------------------------------------------------------------------------------------


def _complain(text: str, page: "SearchPage") -> None:
    for problem in page.problems:
        for line in complaint(text, problem):
            click.echo(line, err=True)
    if page.corrected:
        click.echo(f"jarida: did you mean: {plain(page.corrected)}", err=True)


def complaint(text: str, problem: Problem) -> Iterator[str]:
    """What is wrong in a line, then the query with a caret under each column of the place."""
    yield f"jarida: {problem.code.value}: {SENTENCES[problem.code]}"
    before = _tail(_one_line(text[: problem.start]))
    wrong = _one_line(text[problem.start : problem.end])[:AROUND]
    after = _one_line(text[problem.end : problem.end + AROUND])
    yield f"  {before}{wrong}{after}"
    yield f"  {' ' * cell_len(before)}{'^' * max(1, cell_len(wrong))}"


def _one_line(text: str) -> str:
    """Letter for letter, with a space for what is not printed."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else f"…{text[-AROUND:]}"
