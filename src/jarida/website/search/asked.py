"""What the address of a search asks. The address is the whole state: it can be shared, and kept as a bookmark.

`q` is the query as typed, `sort` its order where the reader chose one, `expand=0` switches other spellings
of names off, `after` is a place in the results.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from jarida.archive.search import service
from jarida.archive.search.contract import Place
from jarida.archive.search.service import SearchRequest
from jarida.core.search.lexer import MAX_CHARACTERS
from jarida.core.search.model import Sort
from jarida.core.search.parse import parse
from jarida.core.text.clean import clean

# a little more than the query language reads, so that it says what it cut; a page repeats it in every link
LONGEST = MAX_CHARACTERS + 100
LONGEST_PLACE = 200
_SORTS = {sort.value: sort for sort in Sort}


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it. `text` is one line without control characters or bidi tricks."""

    text: str = ""
    sort: Sort | None = None
    expand: bool = True
    after: Place | None = None

    def request(self, **wanted: Any) -> SearchRequest:
        """The same for the service; `wanted` is what else is asked of it."""
        asked: dict[str, Any] = {"sort": self.sort, "expand": self.expand, "after": self.after, **wanted}
        return SearchRequest(self.text, **asked)

    def query(self) -> str:
        """The part of the address after the path, with its question mark; ASCII."""
        parts = [
            ("q", self.text),
            ("sort", self.sort.value if self.sort else ""),
            ("expand", "" if self.expand else "0"),
            ("after", service.write_place(self.after) if self.after else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in parts if value or name == "q"], quote_via=quote)

    def address(self, ui: str, **changed: Any) -> str:
        """The page of this search, or of one that differs from it; always its first page unless `after` is given."""
        return f"/{ui}/search{replace(self, **{'after': None, **changed}).query()}"

    def feed_query(self) -> str:
        """What follows a feed's path: a feed is newest first and has no pages."""
        return replace(self, sort=None, after=None).query()


def read(fields: Mapping[str, str]) -> Asked:
    """What the fields of an address ask; raises BadPlace, nothing else: what is not understood is left out."""
    # a replacement character stands where the address was no UTF-8: `clean` takes it away
    text = clean(fields.get("q", "")[: LONGEST * 4])[:LONGEST].rstrip()
    # the links of a page take an order out of the query: one that is in it was typed since
    sort = None if parse(text).sort else _SORTS.get(fields.get("sort", ""))
    return Asked(text, sort, fields.get("expand", "") != "0", _place(fields))


def _place(fields: Mapping[str, str]) -> Place | None:
    text = fields.get("after", "")
    if not text:
        return None
    if len(text) > LONGEST_PLACE:
        raise service.BadPlace("no such place in the results")
    return service.read_place(text)
