"""Where found feeds belong: with an outlet that is known, or with a new one. Pure; used by add and import."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from urllib.parse import urlsplit

from jarida.core.addresses import address_key
from jarida.core.extraction.model import Policy
from jarida.editions.catalogue import feed_key
from jarida.editions.check import address_problem, languages, outlet_slug
from jarida.editions.model import EditionSpec, FeedSpec, OutletSpec

LONGEST_NAME = 200
LONGEST_HOMEPAGE = 500
LONGEST_FEED = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """An outlet that is there already."""

    slug: str
    name: str
    homepage: str
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site with its feeds, as it was found or imported; nothing of it has been checked."""

    name: str
    homepage: str
    feeds: tuple[FeedSpec, ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to be added. `known` counts feeds that are there already, `refused` says what is no address."""

    fresh: tuple[OutletSpec, ...] = ()
    joined: tuple[OutletSpec, ...] = ()
    known: int = 0
    refused: tuple[str, ...] = ()

    @property
    def outlets(self) -> tuple[OutletSpec, ...]:
        """All that is to be entered; of joined outlets only slug and feeds matter."""
        return self.fresh + self.joined

    @property
    def feeds(self) -> int:
        """How many feeds are new."""
        return sum(len(outlet.feeds) for outlet in self.outlets)


def place(
    candidates: Iterable[Candidate], known: Sequence[Known], edition: EditionSpec, policy: Policy | None = None
) -> Placed:
    """Sort candidates' feeds: already there, new feeds of known outlets, new outlets with the edition's defaults."""
    work = _Placing(known, edition, policy)
    for candidate in candidates:
        work.take(candidate)
    return Placed(tuple(work.fresh.values()), tuple(work.joined.values()), work.known_feeds, tuple(work.refused))


class _Placing:
    def __init__(self, known: Sequence[Known], edition: EditionSpec, policy: Policy | None) -> None:
        self.edition = edition
        self.policy = policy or edition.default_policy
        self.by_slug = {outlet.slug: outlet for outlet in known}
        self.taken = {feed_key(feed) for outlet in known for feed in outlet.feeds}
        self.by_home = {address_key(outlet.homepage): outlet.slug for outlet in known}
        self.by_host = _hosts(known)
        self.fresh: dict[str, OutletSpec] = {}
        self.joined: dict[str, OutletSpec] = {}
        self.known_feeds = 0
        self.refused: list[str] = []

    def take(self, candidate: Candidate) -> None:
        feeds = tuple(feed for feed in candidate.feeds if self._is_new(feed))
        if not feeds:
            return
        homepage = _homepage(candidate, feeds)
        slug = self.by_home.get(address_key(homepage)) or self.by_host.get(_host(homepage)) or ""
        if slug in self.fresh:
            self.fresh[slug] = _more(self.fresh[slug], feeds)
        elif slug:
            outlet = self.by_slug[slug]
            empty = OutletSpec(slug, outlet.name, outlet.homepage)
            self.joined[slug] = _more(self.joined.get(slug, empty), feeds)
        else:
            self._add(candidate, homepage, feeds)

    def _is_new(self, feed: FeedSpec) -> bool:
        if reason := address_problem(feed.url):
            self.refused.append(f"{feed.url[:200]!r} {reason}")
            return False
        if len(feed.url) > LONGEST_FEED:
            self.refused.append(f"{feed.url[:200]!r}… is longer than {LONGEST_FEED} letters")
            return False
        key = feed_key(feed.url)
        if key in self.taken:
            self.known_feeds += 1
            return False
        self.taken.add(key)
        return True

    def _add(self, candidate: Candidate, homepage: str, feeds: tuple[FeedSpec, ...]) -> None:
        name = " ".join(candidate.name.split())[:LONGEST_NAME] or _host(homepage)
        slug = self._free(outlet_slug(name, homepage), homepage)
        self.fresh[slug] = OutletSpec(
            slug=slug,
            name=name,
            homepage=homepage,
            languages=tuple(dict.fromkeys(one for one in candidate.languages if one in languages())),
            country=self.edition.country,
            policy=self.policy,
            time_zone=self.edition.time_zone,
            feeds=feeds,
        )
        self.by_home[address_key(homepage)] = slug
        if not urlsplit(homepage).path.strip("/"):
            self.by_host.setdefault(_host(homepage), slug)

    def _free(self, slug: str, homepage: str) -> str:
        """The slug, or one made of the host, or a numbered one."""
        numbered = (f"{slug[:70]}-{number}" for number in count(2))
        tries = chain((slug, outlet_slug("", homepage)), numbered)
        return next(one for one in tries if one not in self.by_slug and one not in self.fresh)


def _more(outlet: OutletSpec, feeds: tuple[FeedSpec, ...]) -> OutletSpec:
    return replace(outlet, feeds=outlet.feeds + feeds)


def _hosts(known: Sequence[Known]) -> dict[str, str]:
    """Hosts that belong to one known outlet alone: that of its home page, and its own other ones (fr.…, ar.…).

    A host where somebody has only a folder (example.org/~anna) belongs to nobody.
    """
    owners: dict[str, set[str]] = {}
    for outlet in known:
        if urlsplit(outlet.homepage).path.strip("/"):
            continue
        home = _host(outlet.homepage)
        for host in (home, *map(_host, outlet.feeds)):
            if host == home or host.endswith(f".{home}"):
                owners.setdefault(host, set()).add(outlet.slug)
    return {host: next(iter(slugs)) for host, slugs in owners.items() if len(slugs) == 1}


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _homepage(candidate: Candidate, feeds: tuple[FeedSpec, ...]) -> str:
    """The home page where it is an address, else the root of the first feed's host."""
    if len(candidate.homepage) <= LONGEST_HOMEPAGE and not address_problem(candidate.homepage):
        return candidate.homepage
    parts = urlsplit(feeds[0].url)
    return f"{parts.scheme}://{parts.netloc}/"
