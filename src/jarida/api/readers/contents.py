"""Items with their content, cut to what the publisher allows (P8) by the same code as our own feeds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from jarida.api.readers import numbers, states, streams, subscriptions
from jarida.api.readers.arrivals import arrivals
from jarida.api.readers.listing import Desk
from jarida.api.readers.subscriptions import Subscription
from jarida.archive.queries import paragraphs_of
from jarida.core.text.clean import clean
from jarida.core.text.language import direction
from jarida.website.languages import site_name
from jarida.website.machines import items
from jarida.website.machines.items import Item

Row = Mapping[str, Any]
Rows = Mapping[int, Row]

FIELDS = (*items.FIELDS, "outlet_id", "source_gone_at")
# clients take a title for HTML or for text; so it reads the same as either
_TITLE = str.maketrans({"<": "＜", ">": "＞"})


@dataclass(frozen=True, slots=True)
class Content:
    """An item as readers get it. `page` is what opens in a browser: the article at its source, as in any reader.

    Only where its source is gone, it is its page here. Both are linked at the end of `html`.
    """

    item: int
    feed: Subscription
    title: str
    author: str
    page: str
    html: str
    direction: str
    published: datetime
    updated: datetime
    arrived: datetime
    read: bool
    starred: bool


def contents_of(at: Desk, asked: Iterable[int]) -> list[Content]:
    """Items in the order asked for. What was withdrawn, or never was, is left out."""
    wanted = list(dict.fromkeys(asked))
    articles = {numbers.article_of(item) for item in wanted}
    rows = {row["id"]: row for row in streams.live(articles).values(*FIELDS)}
    paragraphs, came = paragraphs_of(rows), arrivals(rows)
    starred = states.starred_among(at.account, wanted)
    feeds = _feeds_of(at, wanted, rows)
    found = []
    for item in wanted:
        row = rows.get(numbers.article_of(item))
        feed = feeds.get(item)
        if row is not None and feed is not None:
            said = items.item(row, paragraphs.get(row["id"], ()))
            arrived = came.get(row["id"], row["first_seen_at"])
            found.append(_content(item, feed, said, row, arrived, at.marks.is_read(row["id"]), item in starred))
    return found


def _feeds_of(at: Desk, wanted: Collection[int], rows: Rows) -> dict[int, Subscription]:
    known = {feed.number: feed for feed in at.feeds}
    found: dict[int, Subscription] = {}
    for item in wanted:
        row = rows.get(numbers.article_of(item))
        if row is None:
            continue
        number = streams.feed_of(item, row["outlet_id"], row["language"])
        if number not in known:
            # left since, or never subscribed to: its own outlet's feed stands for it
            single = subscriptions.one(at.account, number)
            single = single or subscriptions.one(at.account, numbers.outlet_feed(row["outlet_id"]))
            if single is None:
                continue
            known[number] = single
        found[item] = known[number]
    return found


def _content(
    item: int,
    feed: Subscription,
    said: Item,
    row: Row,
    arrived: datetime,
    read: bool,
    starred: bool,
) -> Content:
    page = said.link if row["source_gone_at"] else said.source
    return Content(
        item=item,
        feed=feed,
        title=clean(said.title).translate(_TITLE),
        author=clean(", ".join(said.authors)) or clean(said.outlet),
        page=page,
        html=_html(said, direction(said.language), bool(row["source_gone_at"])),
        direction=direction(said.language),
        published=said.published or row["first_seen_at"],
        updated=said.updated,
        arrived=arrived,
        read=read,
        starred=starred,
    )


def _html(said: Item, way: str, gone: bool) -> str:
    """Lead picture, text, and the ways to the source and to the page here; nothing that is not escaped."""
    picture = f'<p><img src="{escape(said.picture.url)}" alt=""></p>' if said.picture else ""
    texts = said.paragraphs or ((said.summary,) if said.summary else ())
    text = "".join(f"<p>{escape(clean(each))}</p>" for each in texts)
    here = f'<a href="{escape(said.link)}">{escape(site_name())}</a>'
    there = "" if gone else f'<a href="{escape(said.source)}">{escape(clean(said.outlet))}</a> · '
    language = f' lang="{escape(said.language)}"' if said.language else ""
    return f'<div{language} dir="{way}">{picture}{text}<p>{there}{here}</p></div>'
