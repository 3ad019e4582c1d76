"""`jarida import FILE.opml`: the feeds of a list that another program wrote."""

import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import click

from jarida.commands.terminal import plain
from jarida.config.setup import setup_django
from jarida.core.errors import ParseError, UsageError
from jarida.core.extraction.model import Policy
from jarida.core.feeds.opml import OpmlOutlet, read_opml
from jarida.editions.model import FeedSpec
from jarida.editions.placing import Candidate, Placed

LARGEST = 20 << 20  # bytes
MOST = 10  # refused addresses named


@click.command()
@click.argument("file")
@click.option("--policy", type=click.Choice([str(one) for one in Policy]), help="How much of an article may be shown.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
def command(file: str, policy: str | None, dry_run: bool) -> None:
    """Add the feeds of an OPML file (`-` is standard input).

    Feeds with the same home page, or else of the same host, become one outlet. Importing again adds nothing.
    """
    outlets = read(file)
    setup_django()
    from jarida.archive import additions
    from jarida.archive.ready import prepare

    prepare()
    asked = Policy(policy) if policy else None
    wanted = candidates(outlets)
    placed = additions.plan(wanted, asked) if dry_run else additions.add(wanted, asked)[0]
    _tell(placed, dry_run=dry_run)


def read(file: str) -> tuple[OpmlOutlet, ...]:
    """The outlets of a file; raises UsageError if it cannot be read or is no OPML."""
    try:
        body = sys.stdin.buffer.read(LARGEST + 1) if file == "-" else _bytes(Path(file))
        if len(body) > LARGEST:
            raise UsageError(f"larger than {LARGEST >> 20} MB: that is no list of feeds", subject=file)
        outlets = read_opml(body)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", subject=file) from error
    except ParseError as error:
        raise UsageError(str(error), subject=file) from error
    if not outlets:
        raise UsageError("there is no feed in this OPML file", subject=file)
    return outlets


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def candidates(outlets: Iterable[OpmlOutlet]) -> list[Candidate]:
    """Sites with their feeds. What has no home page of its own goes with the others of its host."""
    sites: dict[str, Candidate] = {}
    for outlet in outlets:
        key = outlet.homepage or urlsplit(outlet.feeds[0]).netloc.lower()
        feeds = tuple(FeedSpec(url) for url in outlet.feeds)
        known = sites.get(key)
        spoken = (outlet.language,) if outlet.language else ()
        if known is None:
            sites[key] = Candidate(outlet.name, outlet.homepage, feeds, spoken)
        else:
            merged = tuple(dict.fromkeys(known.languages + spoken))
            sites[key] = Candidate(known.name, known.homepage, known.feeds + feeds, merged)
    # those with a home page first, so that the others find their host
    return sorted(sites.values(), key=lambda site: not site.homepage)


def _tell(placed: Placed, *, dry_run: bool) -> None:
    for text in placed.refused[:MOST]:
        click.echo(f"jarida: left out: {plain(text)}", err=True)
    if len(placed.refused) > MOST:
        click.echo(f"jarida: left out: {len(placed.refused) - MOST} more", err=True)
    verb = "Would add" if dry_run else "Added"
    joined = f", {len(placed.joined)} outlets got more feeds" if placed.joined else ""
    known = f"; {placed.known} feeds were there already" if placed.known else ""
    click.echo(f"{verb} {len(placed.fresh)} outlets and {placed.feeds} feeds{joined}{known}.")
