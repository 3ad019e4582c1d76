"""Which story an article goes into."""

import pytest

from jarida.core.stories.model import Assignment, Comparison
from jarida.pipeline.grouping.decide import Known, reasons, story_of


@pytest.mark.parametrize(
    ("assigned", "known", "story"),
    [
        (None, Known(), None),  # it begins one
        (5, Known(), 5),
        (5, Known(story=5), 5),
        (None, Known(story=3), 3),  # corrected by its outlet: whoever read it there finds it there
        (5, Known(story=3), 5),  # but another fits
        (5, Known(not_in=frozenset({5})), None),  # an editor said that it is not there
        (5, Known(story=5, not_in=frozenset({5})), None),
        (None, Known(story=3, not_in=frozenset({3})), None),
        (5, Known(story=3, told_with=7), 7),  # an editor said where it is
        (None, Known(told_with=7), 7),
    ],
)
def test_where_it_goes(assigned, known, story):
    assert story_of(Assignment(assigned), known) == story


def test_why_the_first_is_there():
    assert reasons(None) == {}
    assert reasons(None, by_editor=True) == {"editor": True}


def test_why_another_is_there():
    found = reasons(Comparison(0.9, 0.61234, names=frozenset({"b", "a"}), hours=3.21), by_editor=True)
    assert (found["names"], found["cosine"], found["hours"], found["editor"]) == (["a", "b"], 0.612, 3.2, True)
    assert found["contradicting"] == []
