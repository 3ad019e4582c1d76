"""Pages of lists that may be long: nothing is counted to its end."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

MOST = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts at most MOST rows: a list ends there, and is to be narrowed by search or filters."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, up to MOST."""
        rows: Any = self.object_list
        # without an order the database may stop at the bound instead of sorting first
        return len(rows) if isinstance(rows, list) else rows.order_by()[:MOST].count()
