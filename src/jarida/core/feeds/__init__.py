"""Feeds: RSS, Atom, RDF, JSON Feed and sitemaps as data; discovery; OPML."""

from jarida.core.feeds.contract import as_json
from jarida.core.feeds.identity import entry_fingerprint, entry_identity
from jarida.core.feeds.model import Entry, ParsedFeed
from jarida.core.feeds.parse import parse_feed

__all__ = ["Entry", "ParsedFeed", "as_json", "entry_fingerprint", "entry_identity", "parse_feed"]
