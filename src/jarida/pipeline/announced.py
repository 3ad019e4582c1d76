"""What a feed announces, made ready for deciding: identities, fingerprints, one entry an address."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from types import MappingProxyType

from jarida.core.addresses import address_key, clean_url, web_url
from jarida.core.feeds.model import Entry, ParsedFeed
from jarida.core.feeds.sections import SECTION
from jarida.core.plans import Announced
from jarida.core.text.clean import shorten
from jarida.pipeline.members import ReadMember

MOST_ENTRIES = 5_000
MOST_MEMBERS = 5
RECENT = timedelta(days=7)  # before the newest member of an index
LONGEST_SUMMARY = 2_000
LONGEST_TITLE = 1_000
MOST_NAMES = 30


def announced(parsed: ParsedFeed) -> tuple[Announced, ...]:
    """The entries with an address, each address once, in the feed's order, at most MOST_ENTRIES.

    The identifier that the feed gives is no identity: feeds reuse and change it.
    """
    found: dict[str, Announced] = {}
    for entry in parsed.entries:
        url = web_url(entry.url)
        key = address_key(url) if url else ""
        if key and key not in found:
            found[key] = _announced(entry, key, url, parsed)
        if len(found) >= MOST_ENTRIES:
            break
    return tuple(found.values())


def remarks_on(parsed: ParsedFeed, usable: int) -> tuple[str, ...]:
    """What a person should know of the feed: the parser's remarks, and ours on what could not be used."""
    missing = sum(1 for entry in parsed.entries if not entry.url)
    ours = [f"{missing} of {len(parsed.entries)} entries have no web address"] if missing else []
    if usable >= MOST_ENTRIES:
        ours.append(f"only the first {MOST_ENTRIES} entries are read")
    return (*ours, *parsed.problems)[:20]


def members_to_read(parsed: ParsedFeed, read: Mapping[str, ReadMember] = MappingProxyType({})) -> tuple[str, ...]:
    """Which members of a sitemap index are read now, given what was `read` before, at most MOST_MEMBERS.

    Those of news first, then the dated ones, newest first, that changed since they were read: only those of
    the last RECENT, since an index goes back to a site's beginning. Of members without a date the last and the
    first named come, since indexes are written oldest first or newest first.
    """
    changes = {
        url: changed
        for written, changed in zip_longest(parsed.sitemaps, parsed.sitemap_changes[: len(parsed.sitemaps)])
        if (url := clean_url(written))
    }
    news = [url for url in changes if "news" in url.lower()]
    chosen = [*news, *_recent(changes), *_ends([url for url, changed in changes.items() if changed is None])]
    unread = (url for url in dict.fromkeys(chosen) if not _is_unchanged(changes[url], read.get(url)))
    return tuple(unread)[:MOST_MEMBERS]


def _recent(changes: Mapping[str, datetime | None]) -> list[str]:
    dated = sorted(((changed, url) for url, changed in changes.items() if changed), reverse=True)
    return [url for changed, url in dated if changed > dated[0][0] - RECENT]


def _ends(members: Sequence[str]) -> list[str]:
    both = [member for pair in zip(reversed(members), members, strict=True) for member in pair]
    return list(dict.fromkeys(both))[:MOST_MEMBERS]


def _is_unchanged(changed: datetime | None, read: ReadMember | None) -> bool:
    """A member without a date may change at any moment; whether it did, a conditional request tells."""
    return changed is not None and read is not None and read.changed == changed


def _announced(entry: Entry, key: str, url: str, parsed: ParsedFeed) -> Announced:
    title = shorten(entry.title, LONGEST_TITLE)
    summary = shorten(entry.summary, LONGEST_SUMMARY)
    return Announced(
        address_key=key,
        url=url,
        title=title,
        summary=summary,
        authors=entry.authors[:MOST_NAMES],
        tags=entry.tags[:MOST_NAMES],
        image_url=next((image for image in map(clean_url, entry.images) if image), ""),
        language=entry.language or parsed.language,
        published_at=entry.published or entry.updated,
        # the words of a link are the page's, not the article's: they change with its place
        fingerprint=fingerprint("" if parsed.format == SECTION else title, summary, entry.updated),
    )


def fingerprint(title: str, summary: str, updated: datetime | None) -> str:
    """128 bits (hex) that change when the feed says something else of an entry.

    The content is left out: its markup changes at every request in many feeds (signed image addresses,
    counters), and a change of the text shows in `updated` or when the page is read again.
    """
    text = "\0".join((title, summary, updated.isoformat() if updated else ""))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
