"""Whether a feed says something new of an article. Which article it is, `address_key(entry.url)` says."""

from hashlib import blake2b

from jarida.core.feeds.model import Entry


def entry_fingerprint(entry: Entry) -> str:
    """32 hex digits that change when title, summary or time of change do, and not with anything else.

    Addresses are left out, so tracking parameters that change with every poll change nothing.
    """
    updated = entry.updated.isoformat() if entry.updated else ""
    said = f"{entry.title}\x00{entry.summary}\x00{updated}"
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()
