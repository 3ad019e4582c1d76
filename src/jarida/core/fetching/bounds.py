"""The bounds of what a fetch may cost, and how Jarida introduces itself."""

from dataclasses import dataclass, fields
from typing import Self

from jarida import __version__
from jarida.core.fetching.model import Purpose

MEGABYTE = 1 << 20
ROBOTS_TOKEN = "JaridaBot"  # noqa: S105 - the product token of RFC 9309 §2.2.1
MAX_ROBOTS_BYTES = 500 * 1024
MAX_ROBOTS_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class FetchBounds:
    """Times in seconds, sizes in bytes after decompression; the fields of `[fetch]` in jarida.toml.

    `timeout` bounds the time on the network of one fetch over all its redirects; waiting for a polite moment
    is not counted. `concurrency` bounds the requests under way to all hosts, `per_host` those to one;
    `host_delay` is the time between two starts at one host, robots.txt's Crawl-delay up to `max_crawl_delay`
    where it is longer. `user_agent` empty means the one that `user_agent` makes of `contact`.
    """

    contact: str = ""
    allow_networks: tuple[str, ...] = ()
    concurrency: int = 32
    per_host: int = 2
    host_delay: float = 1.0
    max_crawl_delay: float = 60.0
    connect_timeout: float = 10.0
    timeout: float = 30.0
    max_redirects: int = 5
    max_feed_bytes: int = 10 * MEGABYTE
    max_page_bytes: int = 8 * MEGABYTE
    max_image_bytes: int = 15 * MEGABYTE
    user_agent: str = ""

    @classmethod
    def of(cls, options: object, *, contact: str = "") -> Self:
        """Bounds from an object with fields of the same names (the section `fetch` of the options).

        `contact` (the site's address, say) is used where the options name none.
        """
        names = [field.name for field in fields(cls) if hasattr(options, field.name)]
        values = {name: getattr(options, name) for name in names}
        values["contact"] = values.get("contact") or contact
        return cls(**values)

    def size(self, purpose: Purpose) -> int:
        """The most bytes that an answer may have after decompression."""
        return {
            Purpose.FEED: self.max_feed_bytes,
            Purpose.PAGE: self.max_page_bytes,
            Purpose.IMAGE: self.max_image_bytes,
            Purpose.ROBOTS: MAX_ROBOTS_BYTES,
            Purpose.HUB: MAX_ROBOTS_BYTES,
        }[purpose]

    @property
    def introduction(self) -> str:
        """The User-Agent header."""
        return self.user_agent or user_agent(self.contact)


def user_agent(contact: str = "") -> str:
    """Who we are, honestly: `JaridaBot/0.1.0 (+https://…)`; `contact` is a web or mail address."""
    shown = "".join(letter for letter in contact if letter.isascii() and letter.isprintable() and letter not in "()")
    name = f"{ROBOTS_TOKEN}/{__version__}"
    return f"{name} (+{shown})" if shown else name
