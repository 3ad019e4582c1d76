"""`jarida outlets`: the outlets with their health, every fault by its code."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jarida.commands.terminal import ago, console, plain
from jarida.config.setup import setup_django

if TYPE_CHECKING:
    from jarida.archive.health import FeedHealth, OutletHealth, Trouble

COLOURS = {"ok": "green", "partly": "yellow", "failing": "red", "no-feeds": "red"}
MOST = 3  # problems of pages, or of images, named of one outlet; the JSON has them all


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and outlet.")
@click.option("--failing", is_flag=True, help="Only outlets with a problem.")
def command(as_json: bool, failing: bool) -> None:
    """List the outlets with their health: feeds, articles kept, what fails and why."""
    setup_django()
    from jarida.archive.health import outlets_health
    from jarida.archive.ready import prepare

    prepare()
    everything = outlets_health()
    shown = [outlet for outlet in everything if outlet.troubled or not failing]
    if as_json:
        for outlet in shown:
            click.echo(json.dumps(line(outlet), ensure_ascii=False))
        return
    _show(shown, len(everything), failing=failing)


# --- for programs -------------------------------------------------------------------------------------


def line(outlet: "OutletHealth") -> dict[str, Any]:
    """One outlet for programs; the keys are part of the contract. Times are ISO 8601 in UTC, or null."""
    values = asdict(outlet)
    pages, images, layout = values.pop("pages"), values.pop("images"), values.pop("layout")
    feeds = [_times({**feed, "troubled": health.troubled}) for feed, health in _both(outlet, values.pop("feeds"))]
    page_problems, image_problems = values.pop("page_problems"), values.pop("image_problems")
    return {
        **values,
        "health": outlet.word,
        "troubled": outlet.troubled,
        "last_new_at": _iso(outlet.last_new_at),
        "feeds": feeds,
        "pages": pages,
        "page_problems": page_problems,
        "images": images,
        "image_problems": image_problems,
        "layout": list(layout),
    }


def _both(outlet: "OutletHealth", feeds: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], "FeedHealth"]]:
    return zip(feeds, outlet.feeds, strict=True)


def _times(feed: dict[str, Any]) -> dict[str, Any]:
    return {key: _iso(value) if key.endswith("_at") else value for key, value in feed.items()}


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


# --- for people ---------------------------------------------------------------------------------------


def _show(outlets: "list[OutletHealth]", total: int, *, failing: bool) -> None:
    out = console()
    if not total:
        out.print("There are no outlets yet: `jarida add URL`, or `jarida run --edition morocco`.")
        return
    if not outlets:
        out.print(f"{_number(total, 'outlet')}, none with a problem.")
        return
    out.print(_table(outlets))
    for outlet in outlets:
        _show_troubles(out, outlet)
    out.print(_sum(outlets, total, failing=failing))


def _show_troubles(out: Console, outlet: "OutletHealth") -> None:
    for number, text in enumerate(troubles(outlet)):
        if not number:
            out.print(Text(f"{plain(outlet.name)} ({outlet.slug})", style="bold"))
        if out.is_terminal:
            out.print(Padding(Text(text), (0, 0, 0, 2)))
        else:
            out.print(Text(f"  {text}"), soft_wrap=True)  # one fault a line, for grep


def _table(outlets: "Iterable[OutletHealth]") -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("Outlet", min_width=16, max_width=40, overflow="fold")
    table.add_column("Lang", no_wrap=True)
    table.add_column("Feeds", justify="right")
    table.add_column("Articles", justify="right")
    table.add_column("Last new", justify="right", no_wrap=True)
    table.add_column("Health", min_width=14, max_width=40, overflow="fold")
    now = datetime.now(UTC)
    for outlet in outlets:
        table.add_row(
            plain(outlet.name),
            " ".join(outlet.languages),
            str(len(outlet.feeds)),
            str(outlet.articles),
            ago(outlet.last_new_at, now),
            _health(outlet),
        )
    return table


def _health(outlet: "OutletHealth") -> Text:
    text = Text(outlet.word, style=COLOURS.get(outlet.word, "dim"))
    codes = dict.fromkeys(feed.problem_code for feed in outlet.feeds if feed.troubled and feed.problem_code)
    codes |= dict.fromkeys(trouble.code for trouble in outlet.page_problems[:1])
    codes |= {"layout-changed": None} if outlet.layout else {}
    if codes and outlet.active:
        text.append(f" {' '.join(codes)}", style="default")
    return text


def troubles(outlet: "OutletHealth") -> Iterator[str]:
    """What is wrong with an outlet and what was mended, one line each."""
    if not outlet.active:
        return
    for feed in outlet.feeds:
        if feed.troubled:
            yield _feed_line(feed)
        if feed.remarks:
            more = f" (and {len(feed.remarks) - 1} more)" if len(feed.remarks) > 1 else ""
            yield f"feed {plain(feed.url)} mended: {plain(feed.remarks[0])}{more}"
    if not outlet.feeds:
        yield f"no feed is known; `jarida add {outlet.homepage}` looks for one"
    if outlet.layout:
        yield f"layout changed: {', '.join(outlet.layout)} no longer found on most of its pages"
    yield from _many(outlet.page_problems, "page")
    yield from _many(outlet.image_problems, "image")


def _feed_line(feed: "FeedHealth") -> str:
    times = f" {feed.failures} times" if feed.failures > 1 else ""
    problem = plain(feed.problem.removeprefix(f"{feed.url}: "))
    return f"feed {plain(feed.url)} {feed.state}{times}: {feed.problem_code}: {problem}"


def _many(problems: "tuple[Trouble, ...]", word: str) -> Iterator[str]:
    for trouble in problems[:MOST]:
        count = _number(trouble.count, word)
        problem = plain(trouble.problem)
        example = "" if trouble.example in problem else f" ({plain(trouble.example)})"
        yield f"{count} {_state(trouble)}: {trouble.code}: {problem}{example}"
    if rest := sum(trouble.count for trouble in problems[MOST:]):
        codes = ", ".join(dict.fromkeys(trouble.code for trouble in problems[MOST:]))
        yield f"{_number(rest, word)} with other problems: {codes}"


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _state(trouble: "Trouble") -> str:
    return "to be tried again" if trouble.state == "due" else trouble.state


def _sum(outlets: "list[OutletHealth]", total: int, *, failing: bool) -> str:
    articles = sum(outlet.articles for outlet in outlets)
    bad = sum(outlet.troubled for outlet in outlets)
    some = f"{len(outlets)} of " if failing else ""
    return f"{some}{_number(total, 'outlet')}, {_number(articles, 'article')}, {bad} with a problem."
