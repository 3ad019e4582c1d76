"""Outlets that this installation adds itself: into its own file and into the archive, so that both agree."""

from collections.abc import Iterable

from django.conf import settings

from jarida.archive.catalogue import SyncResult, add_outlets
from jarida.archive.models import Feed, Outlet
from jarida.archive.ready import folder_lock
from jarida.core.extraction.model import Policy
from jarida.editions.additions import save_outlets
from jarida.editions.catalogue import OWN, load_additions, load_edition
from jarida.editions.model import EditionSpec
from jarida.editions.placing import Candidate, Known, Placed, place


def plan(candidates: Iterable[Candidate], policy: Policy | None = None) -> Placed:
    """What adding these would do."""
    return place(candidates, known_outlets(), _edition(), policy)


def add(candidates: Iterable[Candidate], policy: Policy | None = None) -> tuple[Placed, SyncResult]:
    """Add what is new of these; adding the same again changes nothing.

    The file is written first: if this process dies before the archive has it too, the next start enters it.
    """
    with folder_lock("additions"):
        # what the file has and the archive has not (a new database) must be known before anything is placed
        add_outlets(load_additions(settings.FOLDER, _edition()))
        placed = plan(candidates, policy)
        if not placed.outlets:
            return placed, SyncResult()
        save_outlets(settings.FOLDER, placed.fresh, policy_given=policy is not None)
        save_outlets(settings.FOLDER, placed.joined)
        return placed, add_outlets(placed.outlets)


def known_outlets() -> list[Known]:
    """All outlets of the archive with all addresses that their feeds have or had."""
    feeds: dict[int, list[str]] = {}
    for outlet, url, moved_from in Feed.objects.values_list("outlet_id", "url", "moved_from"):
        feeds.setdefault(outlet, []).extend(address for address in (url, moved_from) if address)
    rows = Outlet.objects.order_by("id").values_list("id", "slug", "name", "homepage")
    return [Known(slug, name, homepage, tuple(feeds.get(key, ()))) for key, slug, name, homepage in rows]


def _edition() -> EditionSpec:
    """The edition whose defaults an added outlet takes."""
    options = settings.OPTIONS
    chosen = options.edition.path or options.edition.name
    return load_edition(chosen) if chosen else OWN
