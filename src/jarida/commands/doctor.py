"""`jarida doctor`: is this installation well, and do the feeds answer?"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click
from rich.text import Text

from jarida.commands.doctor_feeds import SKEW, Asked, Round, Told, ask_all
from jarida.commands.doctor_installation import Finding, Verdict, attention, edition, findings, ok
from jarida.commands.terminal import console, plain
from jarida.config.options import Options, load
from jarida.core.errors import JaridaError

EVERY = 10.0  # seconds between two plain lines
SIGNS = {Verdict.OK: ("ok", "green"), Verdict.NOTE: ("note", "yellow"), Verdict.ATTENTION: ("attention", "bold red")}


@click.command()
@click.option("--offline", is_flag=True, help="Do not use the network.")
@click.option("--limit", type=click.IntRange(min=1), help="Ask at most so many feeds.")
@click.option("--edition", "edition_name", default="", help="Look at this edition (a name or a file) instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(ctx: click.Context, offline: bool, limit: int | None, edition_name: str, as_json: bool) -> None:
    """Check this installation and, on a network, ask each feed once. Exit status 1 if something needs attention."""
    found = []
    for finding in findings(edition_name):
        found.append(finding)
        if not as_json:
            _print(finding)
    feeds = [] if offline else feeds_of(edition_name)[:limit]
    result = _round(feeds) if feeds else Round()
    found += (late := list(_of_network(result, offline=offline)))
    if as_json:
        click.echo(json.dumps(report(found, result), ensure_ascii=False, indent=1))
    else:
        for finding in late:
            _print(finding)
        _print_feeds(result)
    if not report(found, result)["ok"]:
        ctx.exit(1)


# --- which feeds --------------------------------------------------------------------------------------


def feeds_of(edition_name: str) -> list[Asked]:
    """The feeds of the edition named; else those that the archive polls; else those of the settings' edition."""
    try:
        options = load()
    except JaridaError:
        return []
    polled = [] if edition_name else _polled()
    if polled:
        return polled
    _, spec = edition(options, edition_name)
    outlets = spec.outlets if spec else ()
    return [Asked(outlet.slug, feed.url, feed.kind) for outlet in outlets for feed in outlet.feeds]


def _polled() -> list[Asked]:
    from jarida.archive.ready import pending

    try:
        if pending():
            return []
    except JaridaError:
        return []
    from jarida.archive.health import outlets_health

    return [
        Asked(outlet.slug, feed.url, feed.format)
        for outlet in outlets_health()
        if outlet.active
        for feed in outlet.feeds
        if feed.state not in ("paused", "ended")
    ]


# --- the network --------------------------------------------------------------------------------------


def _round(feeds: list[Asked]) -> Round:
    with _progress() as told:
        return asyncio.run(_ask(load(), feeds, told))


async def _ask(options: Options, feeds: list[Asked], told: Told) -> Round:
    from jarida.core.fetching.bounds import FetchBounds
    from jarida.core.fetching.client import HttpFetcher

    contact = options.site.contact or options.site.url
    async with HttpFetcher(FetchBounds.of(options.fetch, contact=contact)) as fetcher:
        return await ask_all(fetcher, feeds, told)


def _of_network(result: Round, *, offline: bool) -> Iterator[Finding]:
    if offline:
        yield Finding("network", Verdict.NOTE, "not used (--offline)")
        return
    if result.offline:
        yield attention("network", f"there seems to be none ({result.offline}); no feed was checked")
        return
    if not result.answers:
        yield Finding("network", Verdict.NOTE, "there is no feed to ask")
        return
    well = sum(not answer.code for answer in result.answers)
    entries = sum(answer.entries for answer in result.answers)
    text = f"{well} of {len(result.answers)} answer with {entries} entries"
    yield ok("feeds", text) if well == len(result.answers) else attention("feeds", text)
    if result.skew is not None and abs(result.skew) > SKEW:
        yield attention("clock", f"it is {abs(result.skew):.0f} s {_side(result.skew)}; set it (NTP)")


def _side(skew: float) -> str:
    return "behind those of most servers" if skew > 0 else "ahead of those of most servers"


@contextlib.contextmanager
def _progress() -> Iterator[Told]:
    """A bar on a terminal, a line now and then elsewhere; both on standard error."""
    if not sys.stderr.isatty():
        yield _plain_progress()
        return
    from rich.progress import Progress

    with Progress(console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("asking feeds", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain_progress() -> Told:
    last = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            click.echo(f"jarida: {done} of {total} feeds asked", err=True)

    return told


# --- what is told -------------------------------------------------------------------------------------


def report(found: list[Finding], result: Round) -> dict[str, Any]:
    """Everything for programs; the keys are stable."""
    return {
        "ok": all(finding.verdict is not Verdict.ATTENTION for finding in found),
        "checks": [asdict(finding) for finding in found],
        "feeds": [{key: value for key, value in asdict(answer).items() if key != "date"} for answer in result.answers],
    }


def _print(finding: Finding) -> None:
    word, style = SIGNS[finding.verdict]
    out = console()
    line = Text.assemble((f"{word:<10}", style), (f"{finding.name:<12} ", "bold"), plain(finding.text))
    out.print(line, soft_wrap=True)


def _print_feeds(result: Round) -> None:
    out = console()
    for answer in result.answers:
        if answer.code:
            out.print(f"  {answer.outlet}: {plain(answer.url)}: {answer.code}: {plain(answer.problem)}", soft_wrap=True)
        elif answer.moved_to:
            out.print(f"  {answer.outlet}: {plain(answer.url)} has moved to {plain(answer.moved_to)}", soft_wrap=True)
        elif answer.remarks:
            out.print(f"  {answer.outlet}: {plain(answer.url)} mended: {plain(answer.remarks[0])}", soft_wrap=True)
