"""Writes `outlets.toml` of the data folder: the outlets that this installation has added itself.

The file belongs to its owner: it may be edited by hand, and its comments and order survive (tomlkit).
"""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from jarida.core.errors import EditionError
from jarida.editions.catalogue import ADDITIONS, feed_key, load_additions, read_additions
from jarida.editions.model import FeedKind, FeedSpec, OutletSpec

HEADING = (
    "Outlets that this installation has added (jarida add, jarida import); you may edit it.",
    "An outlet with the slug of one in the edition only adds its feeds to that one.",
)


def save_outlets(folder: Path, specs: Iterable[OutletSpec], *, policy_given: bool = False) -> Path:
    """Add outlets, or new feeds to outlets that the file has; returns the file's path.

    Only what differs from the edition's defaults is worth writing: the country, time zone and (unless
    `policy_given`) the policy are left to the edition. The file is replaced whole or not at all.
    """
    path = folder / ADDITIONS
    specs = list(specs)
    if not specs:
        return path
    load_additions(folder)  # refuses a file that was spoilt by hand before anything is written to it
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else _new()
    if "outlets" not in document:
        document.append("outlets", tomlkit.aot())
    tables: Any = document["outlets"]
    known = {table.get("slug"): table for table in tables}
    for spec in specs:
        if spec.slug in known:
            _join(known[spec.slug], spec)
        else:
            known[spec.slug] = _table(spec, policy_given=policy_given)
            tables.append(known[spec.slug])
    _replace(path, tomlkit.dumps(document))
    return path


def _new() -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    for line in HEADING:
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    return document


def _join(table: Any, spec: OutletSpec) -> None:
    feeds = table.setdefault("feeds", tomlkit.array())
    present = {feed_key(feed if isinstance(feed, str) else feed["url"]) for feed in feeds}
    for feed in spec.feeds:
        if feed_key(feed.url) not in present:
            feeds.append(_feed(feed))


def _table(spec: OutletSpec, *, policy_given: bool) -> Table:
    table = tomlkit.table()
    table.add("slug", spec.slug)
    table.add("name", spec.name)
    table.add("homepage", spec.homepage)
    if spec.kind.value != "site":
        table.add("kind", spec.kind.value)
    if spec.ownership:
        table.add("ownership", spec.ownership.value)
    if spec.languages:
        table.add("languages", list(spec.languages))
    if policy_given:
        table.add("policy", spec.policy.value)
    feeds = tomlkit.array().multiline(len(spec.feeds) > 1)
    for feed in spec.feeds:
        feeds.append(_feed(feed))
    table.add("feeds", feeds)
    return table


def _feed(feed: FeedSpec) -> Any:
    if feed.kind is FeedKind.FEED and not feed.language:
        return feed.url
    table = tomlkit.inline_table()
    table.append("url", feed.url)
    if feed.kind is not FeedKind.FEED:
        table.append("kind", feed.kind.value)
    if feed.language:
        table.append("language", feed.language)
    return table


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        read_additions(draft)  # what cannot be read back would stop the next start
    except EditionError:
        draft.unlink()
        raise
    draft.replace(path)
