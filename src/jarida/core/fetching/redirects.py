"""Redirects: where they lead and what they mean for the address that was asked."""

from jarida.core.errors import TooManyRedirects
from jarida.core.fetching.guard import shown

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))


class Trail:
    """The hops of one fetch, from `url` on; at most `most` of them."""

    def __init__(self, url: str, most: int) -> None:
        self._seen = [url]
        self._most = most
        self._permanent = True

    @property
    def hops(self) -> int:
        """How many redirects were followed."""
        return len(self._seen) - 1

    @property
    def moved_to(self) -> str:
        """The address to ask from now on: where the redirects ended, if each of them was permanent.

        A step from https down to http is followed but never remembered: whoever stands between could have
        sent it.
        """
        return self._seen[-1] if self.hops and self._permanent else ""

    def follow(self, url: str, status: int) -> None:
        """Take the hop to `url`; raises `TooManyRedirects`."""
        if url in self._seen:
            raise TooManyRedirects(f"its redirects come back to {shown(url)}", subject=shown(self._seen[0]))
        if self.hops >= self._most:
            raise TooManyRedirects(f"redirects more than {self._most} times", subject=shown(self._seen[0]))
        downgrade = self._seen[-1].startswith("https:") and url.startswith("http:")
        self._permanent = self._permanent and status in PERMANENT and not downgrade
        self._seen.append(url)
