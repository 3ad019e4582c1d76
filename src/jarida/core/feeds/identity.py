"""Which article an entry is about, and whether a feed says something new of it."""

from hashlib import blake2b

from jarida.core.addresses import address_key
from jarida.core.feeds.model import Entry


def entry_identity(entry: Entry) -> str:
    """What stays the same while an entry's title, tracking parameters, scheme and identifier change.

    The address decides (`address_key`): identifiers are reused for other articles and change between polls, an
    address leads to the article. Without one, the identifier; without that, the title and the day. "" for
    an entry that says nothing of these.
    """
    key = address_key(entry.url) if entry.url else ""
    if key:
        return key
    if entry.id.strip():
        return address_key(entry.id) or f"id:{entry.id.strip()}"
    title = " ".join(entry.title.casefold().split())
    day = entry.published.date().isoformat() if entry.published else ""
    return f"title:{_digest(title, day)}" if title else ""


def entry_fingerprint(entry: Entry) -> str:
    """32 hex digits that change when title, summary or time of change do, and not with anything else.

    Addresses are left out, so tracking parameters that change with every poll change nothing.
    """
    return _digest(entry.title, entry.summary, entry.updated.isoformat() if entry.updated else "")


def _digest(*said: str) -> str:
    return blake2b("\x00".join(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
