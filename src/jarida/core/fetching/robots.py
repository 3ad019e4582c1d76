"""robots.txt (RFC 9309): what a host lets us read, and how slowly.

Before a file is given to Protego it is cut down to the groups that concern us: a file may name thousands of
agents for thousands of rules, and Protego would keep a copy of each rule for each agent.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protego import Protego

from jarida.core.addresses import clean_url
from jarida.core.errors import FetchError
from jarida.core.fetching.bounds import MAX_ROBOTS_BYTES, ROBOTS_TOKEN

DAY = 24 * 3600.0
FRESH = 12 * 3600.0  # where the host does not say how long its file is fresh
FRESH_AT_LEAST = 600.0
UNREACHABLE_FOR = 120.0
MAX_SITEMAPS = 100
LONGEST_SITEMAP = 2000

_AGENT_LINE = re.compile(r"user[- ]?agent(?:\s*:|\s)\s*(.*)", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"site-?maps?(?:\s*:|\s)\s*(.*)", re.IGNORECASE)
_SITE_WIDE_LINE = re.compile(r"(?:site-?maps?|host)(?:\s*:|\s)", re.IGNORECASE)
_RULE_LINE = re.compile(r".*:|(?:dis+al+ow|allow|crawl[- ]delay|request[- ]rate|visit[- ]time)\s", re.IGNORECASE)
_PRODUCT = re.compile(r"\*(?=\s|\Z)|[a-z_-]+")
_TOKEN = ROBOTS_TOKEN.lower()


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What a robots.txt says to us. `weight` is its size in characters, as far as it is kept."""

    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    weight: int = 0
    parser: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether we may fetch this address of the host that the rules are of."""
        return self.parser is None or bool(self.parser.can_fetch(url, ROBOTS_TOKEN))


ALLOW_ALL = RobotsRules()


def parse_robots(body: bytes, url: str) -> RobotsRules:
    """The rules in a robots.txt found at `url`. Never fails: what is not understood says nothing (§2.2)."""
    if not body:
        return ALLOW_ALL
    lines = body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace").splitlines()
    ours = _our_lines(lines)
    sitemaps = _sitemaps(lines, url)
    if not ours:
        return RobotsRules(sitemaps=sitemaps) if sitemaps else ALLOW_ALL
    parser = Protego.parse("\n".join(ours))
    weight = sum(map(len, ours))
    return RobotsRules(parser.crawl_delay(ROBOTS_TOKEN), sitemaps, weight, parser)


def _our_lines(lines: list[str]) -> list[str]:
    """The groups that name us, else those of `*` (§2.2.1); [] if they say nothing."""
    agents = {_agent(line) for line in lines}
    ours = list(_group_lines(lines, _TOKEN if _TOKEN in agents else "*"))
    return [f"User-agent: {ROBOTS_TOKEN}", *ours] if ours else []


def _group_lines(lines: Iterable[str], token: str) -> Iterator[str]:
    """The lines of all groups of one agent. Agents in a row share a group (§2.1); sitemaps do not part them."""
    within = naming = False
    for line in lines:
        agent = _agent(line)
        text = line.partition("#")[0].strip()
        if agent is not None:
            within = agent == token or (naming and within)
            naming = True
        elif _RULE_LINE.match(text) and not _SITE_WIDE_LINE.match(text):
            naming = False
            if within:
                yield text


def _agent(line: str) -> str | None:
    """The product token that a line names (§2.2.1), in lower case; None if it is no such line."""
    found = _AGENT_LINE.match(line.partition("#")[0].strip())
    if found is None:
        return None
    token = _PRODUCT.match(found[1].lower())
    return token[0] if token else ""


def _sitemaps(lines: Iterable[str], url: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines:
        match = _SITEMAP_LINE.match(line.strip())
        if match and (sitemap := clean_url(match[1].strip()[:LONGEST_SITEMAP], url)):
            found[sitemap] = None
            if len(found) == MAX_SITEMAPS:
                break
    return tuple(found)


def lifetime(max_age: float | None) -> float:
    """For how many seconds a robots.txt is used: as it says, within ten minutes and a day (§2.4)."""
    return FRESH if max_age is None else min(max(max_age, FRESH_AT_LEAST), DAY)


@dataclass(frozen=True, slots=True)
class Kept:
    """The rules of an origin, or the error for which nothing may be fetched there, until a moment."""

    until: float
    rules: RobotsRules = ALLOW_ALL
    error: FetchError | None = None


class RobotsCache:
    """Rules by origin, the least recently used forgotten first. Bounded by number and by total weight."""

    def __init__(self, *, origins: int = 10_000, weight: int = 2 << 20) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._origins = origins
        self._room = weight

    def get(self, origin: str) -> Kept | None:
        """What is kept of an origin, fresh or not."""
        kept = self._kept.get(origin)
        if kept is not None:
            self._kept.move_to_end(origin)
        return kept

    def put(self, origin: str, kept: Kept) -> None:
        """Keep it, and forget others if there is no room."""
        old = self._kept.pop(origin, None)
        self._room += old.rules.weight if old else 0
        self._kept[origin] = kept
        self._room -= kept.rules.weight
        while len(self._kept) > self._origins or (self._room < 0 and len(self._kept) > 1):
            _, gone = self._kept.popitem(last=False)
            self._room += gone.rules.weight

    def __len__(self) -> int:
        return len(self._kept)
