"""Identities that readers' protocols know: feeds and items as whole numbers, streams as text. Pure.

A **feed** is an outlet, a language, the front page or a saved search; an **item** is an article in one of them.
Both numbers end in the same six bits, the slot: which sort of feed it is, or which saved search. Before them
stands the outlet or language of a feed, the article of an item. So an article that stands in several feeds is an
item of each, items stay in the order in which articles came whatever their feeds (Fever pages by number), and
nothing has to be stored to know any of them again.

Formats: https://github.com/mihaip/google-reader-api (wiki pages ItemId and StreamId, after the original server).
"""

import re
from dataclasses import dataclass
from enum import Enum

SLOTS = 64
OUTLET, FRONT, LANGUAGE, FIRST_SEARCH = 0, 1, 2, 3
SEARCH_SLOTS = range(FIRST_SEARCH, SLOTS)
# JavaScript's readers hold numbers as doubles; no article's number comes near
LARGEST = (1 << 53) - 1
ITEM_LEAD = "tag:google.com,2005:reader/item/"
LONGEST_STREAM = 2100

_LONG = re.compile(rf"{re.escape(ITEM_LEAD)}([0-9a-fA-F]{{1,16}})", re.ASCII)
_BARE = re.compile(r"[0-9a-fA-F]{16}", re.ASCII)
_DECIMAL = re.compile(r"[0-9]{1,16}", re.ASCII)
_CODE = re.compile(r"[a-z]{2,3}", re.ASCII)
_USER = re.compile(r"user/[^/]{1,200}/(state/com\.google|label)/(.{1,300})", re.DOTALL)


# --- feeds ------------------------------------------------------------------------------------------


def outlet_feed(outlet_id: int) -> int:
    """The feed of an outlet."""
    return outlet_id * SLOTS + OUTLET


def language_feed(code: str) -> int:
    """The feed of a language of two or three letters; 0, which no feed has, for any other."""
    if not _CODE.fullmatch(code):
        return 0
    value = 0
    for letter in code:
        value = value * 27 + ord(letter) - 96
    return value * SLOTS + LANGUAGE


def slot_of(number: int) -> int:
    """The slot of a feed or an item."""
    return number % SLOTS


def outlet_of(feed: int) -> int:
    """The outlet's key of an outlet's feed."""
    return feed // SLOTS


def language_of(feed: int) -> str:
    """The language of a language's feed; empty if it is none."""
    value, letters = feed // SLOTS, ""
    while value > 0 and len(letters) < 4:
        value, rest = divmod(value, 27)
        letters = chr(96 + rest) + letters
    return letters if language_feed(letters) == feed else ""


# --- items ------------------------------------------------------------------------------------------


def item_of(article_id: int, slot: int) -> int:
    """The item that an article is in a feed of this slot."""
    return article_id * SLOTS + slot


def article_of(item: int) -> int:
    """The article's key."""
    return item // SLOTS


def long_form(item: int) -> str:
    """An item as contents name it: 16 hexadecimal digits behind Google's lead."""
    return f"{ITEM_LEAD}{item:016x}"


def read_item(text: str) -> int | None:
    """The item of any form that clients send: long, long with few digits, 16 bare digits, decimal."""
    if found := _LONG.fullmatch(text):
        item = int(found[1], 16)
    elif _BARE.fullmatch(text):
        item = int(text, 16)
    elif _DECIMAL.fullmatch(text):
        item = int(text)
    else:
        return None
    return item if SLOTS <= item <= LARGEST else None


# --- streams ----------------------------------------------------------------------------------------


class State(Enum):
    """What a reader did with an item, by the last part of Google's name for it."""

    ALL = "reading-list"
    READ = "read"
    UNREAD = "unread"
    KEPT_UNREAD = "kept-unread"
    STARRED = "starred"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stream:
    """What a stream's name names: exactly one of a state, a label, a feed's number or a feed's address."""

    state: State | None = None
    label: str = ""
    feed: int = 0
    address: str = ""


def read_stream(text: str) -> Stream | None:
    """The stream of a name; None where it is none. A state that is not kept (`like`, `broadcast`) is OTHER."""
    text = text.strip()
    if len(text) > LONGEST_STREAM:
        return None
    if text.startswith("feed/"):
        return _feed_stream(text.removeprefix("feed/"))
    found = _USER.fullmatch(text)
    if found is None:
        return None
    if found[1] == "label":
        return Stream(label=found[2])
    states = {state.value: state for state in State}
    return Stream(state=states.get(found[2], State.OTHER))


def _feed_stream(name: str) -> Stream | None:
    if _DECIMAL.fullmatch(name):
        return Stream(feed=int(name)) if 0 < int(name) <= LARGEST else None
    return Stream(address=name) if name else None
