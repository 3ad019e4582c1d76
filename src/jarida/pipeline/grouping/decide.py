"""Which story an article goes into, and what is kept of why. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from jarida.core.stories import explain
from jarida.core.stories.model import Assignment, Comparison


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article before: the story it is in, and what editors said of it.

    `told_with` is the story of an article with which it tells of one event; `not_in` those of articles with which it
    does not.
    """

    story: int | None = None
    told_with: int | None = None
    not_in: frozenset[int] = frozenset()


def story_of(assignment: Assignment, known: Known) -> int | None:
    """The story that it goes into; None for a new one.

    What an editor said is stronger than any score. An article that was corrected by its outlet stays where it is,
    unless another story fits and its own does not: whoever read it there finds it there.
    """
    if known.told_with is not None:
        return known.told_with
    fits = assignment.story if assignment.story not in known.not_in else None
    stays = known.story if known.story not in known.not_in else None
    return fits if fits is not None else stays


def reasons(comparison: Comparison | None, *, by_editor: bool = False) -> dict[str, Any]:
    """Why an article is in its story, as it is kept with its membership; nothing where it is the first."""
    if comparison is None:
        return {"editor": True} if by_editor else {}
    return explain.as_json(replace(explain.reasons(comparison), editor=by_editor))
