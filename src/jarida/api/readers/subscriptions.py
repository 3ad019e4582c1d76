"""The feeds of an account: those that come with its set, and what its reader added, left, renamed or moved."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import transaction

from jarida.api.readers import numbers
from jarida.api.readers.addresses import Named, Sort, read_address
from jarida.api.readers.models import FeedSet, ReaderAccount, ReaderFeed
from jarida.api.readers.numbers import FRONT, LANGUAGE, OUTLET
from jarida.archive import queries
from jarida.archive.models import Feed, Outlet
from jarida.core.text.clean import clean, shorten
from jarida.website import addresses
from jarida.website.formats import own_name
from jarida.website.languages import CODES, site_name

MOST_SEARCHES = 20
# of what a reader renamed, moved or left; an edition has some hundred outlets
MOST_ROWS = 2000
LONGEST_TITLE = 200
LONGEST_FOLDER = 60


class Refused(ValueError):
    """A subscription that cannot be: its text says why, in English, as clients show it."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed of an account. `url` is the same as RSS on this site, `home` its page; `query` that of a search."""

    number: int
    title: str
    folder: str
    url: str
    home: str
    query: str = ""

    @property
    def stream(self) -> str:
        """Its stream's name."""
        return f"feed/{self.number}"


def subscriptions_of(account: ReaderAccount) -> tuple[Subscription, ...]:
    """The feeds of an account, by folder and title."""
    outlets = {outlet.pk: outlet for outlet in Outlet.objects.all()}
    rows = {row.number: row for row in account.feeds.all()}
    chosen = dict.fromkeys([*_own(account.feed_set, outlets.values()), *rows])
    found = (described(number, outlets, rows.get(number)) for number in chosen if not _hidden(rows.get(number)))
    kept = [feed for feed in found if feed is not None]
    return tuple(sorted(kept, key=lambda feed: (feed.folder.casefold(), feed.title.casefold(), feed.number)))


def _hidden(row: ReaderFeed | None) -> bool:
    return row is not None and row.hidden


def _own(feed_set: str, outlets: Iterable[Outlet]) -> list[int]:
    """The numbers of the feeds that come with a set."""
    if feed_set == FeedSet.FRONT:
        return [FRONT]
    active = [outlet for outlet in outlets if outlet.active]
    if feed_set == FeedSet.OUTLETS:
        return [numbers.outlet_feed(outlet.pk) for outlet in active]
    if feed_set == FeedSet.LANGUAGES:
        found = {numbers.language_feed(str(code)) for outlet in active for code in outlet.languages}
        return sorted(found - {0})
    return []


def described(number: int, outlets: Mapping[int, Outlet], row: ReaderFeed | None = None) -> Subscription | None:
    """A feed by its number; None where there is no such feed."""
    slot = numbers.slot_of(number)
    if slot == OUTLET:
        outlet = outlets.get(numbers.outlet_of(number))
        return _subscription(number, row, *_of_outlet(outlet)) if outlet else None
    if slot == LANGUAGE:
        code = numbers.language_of(number)
        return _subscription(number, row, own_name(code), site_name(), f"/languages/{code}/") if code else None
    if number == FRONT:
        return _subscription(number, row, site_name(), site_name(), "/")
    if row is None or number not in numbers.SEARCH_SLOTS:
        return None
    return _subscription(number, row, row.query, site_name(), "/search", f"?q={quote(row.query, safe='')}")


def _of_outlet(outlet: Outlet) -> tuple[str, str, str]:
    languages = [str(code) for code in outlet.languages]
    return outlet.name, own_name(languages[0]) if languages else site_name(), f"/outlets/{outlet.slug}/"


def _subscription(
    number: int, row: ReaderFeed | None, title: str, folder: str, path: str, query: str = ""
) -> Subscription:
    title, folder = (row and row.title) or clean(title), (row and row.folder) or folder
    # without a language: a browser gets the page in its own
    home = addresses.absolute(path) + query
    feed = addresses.absolute(f"/{CODES[0]}{path.removesuffix('/')}/feed.rss") + query
    return Subscription(number, title, folder, feed, home, row.query if row else "")


# --- changes ----------------------------------------------------------------------------------------


def add(account: ReaderAccount, text: str, host: str = "") -> Subscription:
    """Subscribe to what an address names; raises Refused."""
    named = read_address(text, _hosts(host))
    if named is None:
        raise Refused("This is no address of a page with articles here: try that of an outlet, a language or a search.")
    if named.sort is Sort.SEARCH:
        number = _search_slot(account, named.value)
        change(account, number, hidden=False, query=named.value)
    else:
        number = _number_of(named)
        change(account, number, hidden=False)
    found = one(account, number)
    if found is None:  # its outlet was deleted in this moment
        raise Refused("There is no such feed any more.")
    return found


def _hosts(host: str) -> Collection[str]:
    own = urlsplit(settings.OPTIONS.site_url).hostname or ""
    asked = urlsplit(f"//{host}").hostname or ""
    return {own, asked} - {""}


def _number_of(named: Named) -> int:
    if named.sort is Sort.FRONT:
        return FRONT
    if named.sort is Sort.LANGUAGE:
        number = numbers.language_feed(named.value)
        if not number or own_name(named.value) == named.value:
            raise Refused("There is no such language.")
        return number
    outlet = queries.outlet(named.value) if named.sort is Sort.OUTLET else _outlet_at(named)
    if outlet is None:
        raise Refused("There is no such outlet here.")
    return numbers.outlet_feed(outlet.pk)


def _outlet_at(named: Named) -> Outlet | None:
    """The outlet whose own feed or site an address of elsewhere is."""
    feed = Feed.objects.filter(url=named.value).select_related("outlet").first()
    if feed is not None:
        return feed.outlet
    host = named.host.removeprefix("www.")
    for outlet in Outlet.objects.filter(homepage__icontains=host):
        if (urlsplit(outlet.homepage).hostname or "").removeprefix("www.") == host:
            return outlet
    return None


def _search_slot(account: ReaderAccount, query: str) -> int:
    """The slot of a search: that which it has or had, a new one, or that of one that was left."""
    rows = {row.number: row for row in account.feeds.filter(number__in=numbers.SEARCH_SLOTS)}
    for number, row in rows.items():
        if row.query == query:
            return number
    if sum(not row.hidden for row in rows.values()) >= MOST_SEARCHES:
        raise Refused(f"An account may have {MOST_SEARCHES} searches.")
    unused = [number for number in numbers.SEARCH_SLOTS if number not in rows]
    return unused[0] if unused else min(number for number, row in rows.items() if row.hidden)


def one(account: ReaderAccount, number: int) -> Subscription | None:
    """A feed by its number, subscribed or not; a search only if it is the account's."""
    row = account.feeds.filter(number=number).first()
    key = numbers.outlet_of(number) if numbers.slot_of(number) == OUTLET else 0
    return described(number, {outlet.pk: outlet for outlet in Outlet.objects.filter(pk=key)}, row)


def change(account: ReaderAccount, number: int, **values: str | bool | None) -> None:
    """Note of a feed what is given: an empty text changes nothing, None makes it as it was. May raise Refused."""
    kept = {name: _bounded(name, value) for name, value in values.items() if value != ""}
    with transaction.atomic():
        ReaderAccount.objects.select_for_update().get(pk=account.pk)
        known = account.feeds.filter(number=number)
        if not known.update(**kept) and account.feeds.count() >= MOST_ROWS:
            raise Refused(f"An account may have {MOST_ROWS} feeds that it added, moved or left.")
        account.feeds.get_or_create(number=number, defaults=kept)


def _bounded(name: str, value: str | bool | None) -> str | bool:
    if value is None:
        return ""
    if isinstance(value, bool) or name == "query":
        return value
    return shorten(clean(value), LONGEST_FOLDER if name == "folder" else LONGEST_TITLE)


def rename_folder(account: ReaderAccount, old: str, new: str) -> bool:
    """Move the feeds of a folder to another; whether there were any."""
    moved = [feed for feed in subscriptions_of(account) if feed.folder == old]
    for feed in moved:
        change(account, feed.number, folder=new)
    return bool(moved)
