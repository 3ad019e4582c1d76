"""What learning of an outlet's stored pages changes. Pure."""

from dataclasses import dataclass
from datetime import datetime

from jarida.archive.kept_reading import LearningWork
from jarida.core.errors import JaridaError
from jarida.core.extraction.templates.model import Template
from jarida.core.keeping import Change, TemplatePlan


@dataclass(frozen=True, slots=True)
class LearningResult:
    """What came of learning: an error, a template, or None where the pages teach nothing.

    `stays` where the latest pages fit the known template, so that nothing was learned.
    """

    work: LearningWork
    at: datetime
    template: Template | None = None
    error: JaridaError | None = None
    stays: bool = False


def decide_template(result: LearningResult) -> TemplatePlan:
    """What becomes of the outlet's template.

    A first template, and one of a changed layout, is valid from the oldest page it was learned from; one that
    only knows more begins now, so that what was read meanwhile is read again as it was.
    """
    work, new, known = result.work, result.template, result.work.known
    plan = TemplatePlan(work.outlet.id, result.at, work.newest_page, Change.NONE)
    if result.stays:  # its new pages go on counting towards learning anew
        return TemplatePlan(work.outlet.id, result.at, work.seen, Change.NONE)
    if result.error is not None:
        return _with(plan, Change.NONE, problem=str(result.error))
    if new is None:
        return _with(plan, Change.RETIRE if known and work.changed else Change.NONE, problem="nothing was learned")
    if known is not None and _layout(known) == _layout(new):
        return _with(plan, Change.REFRESH, new)
    first = known is None or work.changed
    return _with(plan, Change.REPLACE, new, (first and new.learned_from) or result.at)


def _layout(template: Template) -> tuple[object, ...]:
    return dict(template.selectors), template.repeated, template.signature


def _with(
    plan: TemplatePlan,
    change: Change,
    template: Template | None = None,
    valid_from: datetime | None = None,
    problem: str = "",
) -> TemplatePlan:
    return TemplatePlan(plan.outlet_id, plan.at, plan.newest_page, change, template, valid_from, problem)
