"""What may stand in an edition's file: tables, fields and their types.

Types and bounds are msgspec's to check; what a value means is checked in `check`. Bounds are those of
the archive's columns.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from jarida.core.extraction.model import Policy
from jarida.editions.model import INTERFACE_LANGUAGES, FeedKind, Kind, Ownership

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Slug = Annotated[str, Meta(max_length=80)]
Homepage = Annotated[str, Meta(max_length=500)]
FeedAddress = Annotated[str, Meta(max_length=1000)]
LONGEST_ALIAS = 100
MOST_WORDS = 200  # marks of an agency, keywords of a topic
Alias = Annotated[str, Meta(max_length=LONGEST_ALIAS)]
Keyword = Annotated[str, Meta(max_length=LONGEST_ALIAS)]
Note = Annotated[str, Meta(max_length=2000)]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One table of the file."""


class FeedTable(Table, frozen=True):
    """A feed with more to say than its address."""

    url: FeedAddress
    kind: FeedKind = FeedKind.FEED
    language: str = ""


class OutletTable(Table, frozen=True):
    """`[[outlets]]`; None means: as the edition says."""

    name: Name
    homepage: Homepage
    slug: Slug = ""
    names: dict[str, Name] = {}
    kind: Kind = Kind.SITE
    ownership: Ownership = Ownership.UNKNOWN
    languages: tuple[str, ...] = ()
    country: str | None = None
    policy: Policy | None = None
    time_zone: str | None = None
    feeds: tuple[FeedAddress | FeedTable, ...] = ()
    selectors: dict[str, str] = {}
    verified: bool = False
    note: Note = ""


class AgencyTable(Table, frozen=True):
    """`[[agencies]]`."""

    code: Slug
    name: Name
    marks: Annotated[tuple[Keyword, ...], Meta(min_length=1, max_length=MOST_WORDS)]
    names: dict[str, Name] = {}


class TopicTable(Table, frozen=True):
    """`[[topics]]`."""

    code: Slug
    name: Name
    keywords: Annotated[tuple[Keyword, ...], Meta(min_length=1, max_length=MOST_WORDS)]
    names: dict[str, Name] = {}


class EditionTable(Table, frozen=True):
    """`[edition]`."""

    code: Slug
    name: Name
    names: dict[str, Name] = {}
    country: str = ""
    time_zone: str = "UTC"
    interface_languages: tuple[str, ...] = INTERFACE_LANGUAGES
    policy: Policy = Policy.EXCERPT
    fictional: bool = False


class Document(Table, frozen=True):
    """The whole file of an edition."""

    edition: EditionTable
    outlets: tuple[OutletTable, ...] = ()
    aliases: dict[str, tuple[tuple[Alias, ...], ...]] = {}
    agencies: tuple[AgencyTable, ...] = ()
    topics: tuple[TopicTable, ...] = ()


class Additions(Table, frozen=True):
    """The file of outlets that this installation has added: an edition without `[edition]`."""

    outlets: tuple[OutletTable, ...] = ()
