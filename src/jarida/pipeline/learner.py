"""Now and then: what the stored pages of outlets teach of their layout. Fetch → decide → store, as everything.

Learning is rare and little: a few outlets a round, twenty pages each, in a worker that may be killed. What
is not finished is begun again: the database knows which pages were looked at.
"""

import logging
from datetime import UTC, datetime

from jarida.archive import fills, kept_reading, store
from jarida.core.keeping import Change
from jarida.pipeline.decide_template import decide_template
from jarida.pipeline.steps import Steps
from jarida.pipeline.writer import Writer

log = logging.getLogger("jarida.pipeline")

EVERY = 600.0  # seconds between two rounds
OUTLETS = 10  # a round


class Learner:
    """Learns templates, and says which layouts have changed, once each."""

    def __init__(self, steps: Steps, writer: Writer) -> None:
        self._steps = steps
        self._writer = writer
        self._told: dict[int, tuple[str, ...]] = {}

    async def round(self) -> int:
        """One round; how many templates were learned or ended."""
        now = datetime.now(UTC)
        await self._tell(now)
        changes = 0
        for work in await self._writer.call(kept_reading.learning_due, now, OUTLETS):
            plan = decide_template(await self._steps.template(work))
            await self._writer.call(store.store_template, plan)
            if plan.change is not Change.NONE:
                log.info("%s: template: %s, %d pages", work.outlet.slug, plan.change, len(work.pages))
                changes += 1
        return changes

    async def _tell(self, now: datetime) -> None:
        found = await self._writer.call(fills.changed_layouts, now.date())
        slugs = await self._writer.call(fills.slugs, found)
        for outlet, names in found.items():
            if self._told.get(outlet) != names:
                log.warning("%s: layout changed: %s no longer found", slugs.get(outlet, outlet), ", ".join(names))
        self._told = found
