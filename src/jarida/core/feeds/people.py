"""Authors as names, without the mailboxes and addresses that feeds put around them."""

import re

from jarida.core.feeds.bounds import MAX_AUTHORS, MAX_NAME
from jarida.core.feeds.markup import plain

_MAILBOX = r"[^\s@<>()\"',;]{1,100}@[^\s@<>()\"',;]{1,200}"
_NAME_IN_BRACKETS = re.compile(rf"\s*(?:mailto:)?{_MAILBOX}\s*\((?P<name>.*)\)\s*", re.DOTALL)
_MAILBOX_IN_BRACKETS = re.compile(rf"\s*[<(\[]\s*(?:mailto:)?{_MAILBOX}\s*[>)\]]")
_ANY_MAILBOX = re.compile(rf"(?:mailto:)?{_MAILBOX}")
_ADDRESS = re.compile(r"https?://\S+")


def names(written: list[str]) -> tuple[str, ...]:
    """Each name once, in order. `a@b.c (Name)` (RSS 2.0) and `Name <a@b.c>` are `Name`; a mailbox alone is none."""
    found: dict[str, None] = {}
    for text in written:
        name = _name(text)
        if name:
            found.setdefault(name)
    return tuple(found)[:MAX_AUTHORS]


def _name(text: str) -> str:
    if "@" in text:
        text = _without_mailbox(text[:1000])
    if "://" in text:
        text = _ADDRESS.sub("", text)
    return plain(text, MAX_NAME).strip(" ,;()\"'")


def _without_mailbox(text: str) -> str:
    inside = _NAME_IN_BRACKETS.fullmatch(text)
    if inside:
        return inside["name"]
    return _ANY_MAILBOX.sub("", _MAILBOX_IN_BRACKETS.sub("", text))
