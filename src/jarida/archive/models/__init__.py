"""The tables of the archive. Written by `archive.store`, read by `archive.queries`."""

from jarida.archive.models.articles import (
    Article,
    ArticleAddress,
    ArticleImage,
    DayCount,
    Entry,
    Image,
    Revision,
    Tombstone,
)
from jarida.archive.models.choices import ArticleState, FeedState, FetchState, ImageState, OutletKind, RevisionOrigin
from jarida.archive.models.kept import FieldFill, LearningState, OutletTemplate, StoredPage, TemplateState
from jarida.archive.models.ledger import LedgerDay, RunningDay, WatchDay
from jarida.archive.models.outlets import Feed, Outlet
from jarida.archive.models.search import SearchDocument, SearchProgress, SearchWord
from jarida.archive.models.subscriptions import Push, Subscription

__all__ = [
    "Article",
    "ArticleAddress",
    "ArticleImage",
    "ArticleState",
    "DayCount",
    "Entry",
    "Feed",
    "FeedState",
    "FetchState",
    "FieldFill",
    "Image",
    "ImageState",
    "LearningState",
    "LedgerDay",
    "Outlet",
    "OutletKind",
    "OutletTemplate",
    "Push",
    "Revision",
    "RevisionOrigin",
    "RunningDay",
    "SearchDocument",
    "SearchProgress",
    "SearchWord",
    "StoredPage",
    "Subscription",
    "TemplateState",
    "Tombstone",
    "WatchDay",
]
