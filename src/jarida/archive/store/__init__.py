"""The only writer of entries, articles, revisions and images.

Every function is one transaction, can be repeated without effect, keeps `DayCount` right, and bumps the
archive's generation where readers see a change. What is to be done is decided before (`pipeline.decide`).
"""

from jarida.archive.store.images import fail_image, store_image
from jarida.archive.store.kept import count_fields, keep_page, store_template, sweep_pages
from jarida.archive.store.ledger import note_running, rebuild
from jarida.archive.store.moderation import restore, set_image_state, withdraw
from jarida.archive.store.pages import article_views, store_page, store_rereading
from jarida.archive.store.polls import known_entries, store_poll, store_polls
from jarida.archive.store.subscriptions import (
    Taken,
    deny,
    known_token,
    store_standing,
    subscriptions_due,
    take_push,
    verify,
)

__all__ = [
    "Taken",
    "article_views",
    "count_fields",
    "deny",
    "fail_image",
    "keep_page",
    "known_entries",
    "known_token",
    "note_running",
    "rebuild",
    "restore",
    "set_image_state",
    "store_image",
    "store_page",
    "store_poll",
    "store_polls",
    "store_rereading",
    "store_standing",
    "store_template",
    "subscriptions_due",
    "sweep_pages",
    "take_push",
    "verify",
    "withdraw",
]
