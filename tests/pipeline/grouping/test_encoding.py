"""The child process: answers, dies, hangs, and is there again."""

import os
import signal

import pytest

from jarida.core.stories.model import ArticleText
from jarida.pipeline.grouping import child
from jarida.pipeline.grouping.child import Asked, Given
from jarida.pipeline.grouping.encoding import Died, Encoding, NoEncoder
from tests.pipeline.grouping import fakes

pytestmark = pytest.mark.slow


def text(number, title):
    return Given(ArticleText(number, title, "en"))


@pytest.fixture
def encoding():
    made = Encoding(Asked(maker=fakes.maker()), seconds=2.0)
    yield made
    made.close()


def work(encoding, *titles):
    texts = [text(number, title) for number, title in enumerate(titles)]
    return encoding.results(texts, encoding.start(texts))


def test_it_works_in_another_process(encoding):
    assert encoding.known_name == ""
    assert encoding.name == encoding.known_name == fakes.ENCODER
    one, other = work(encoding, "quake", "cup final")
    assert (one.id, one.profile.names, other.profile.names) == (0, {"quake"}, {"cup"})
    assert encoding.memory > 1 << 20


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("refused", "could not be compared: ValueError: a text that no encoder takes"),
        ("kills", "ended the process that encodes"),
        ("hangs", "took longer than 2 seconds"),
        ("eats", "needs more memory than the process that encodes may have"),
    ],
)
def test_a_text_that_breaks_it_costs_that_text_only(encoding, title, problem):
    found = work(encoding, "quake", title, "cup")
    assert [one.profile is not None for one in found] == [True, False, True]
    assert found[1].problem == problem


def test_a_process_that_was_killed_from_outside_is_there_again(encoding):
    assert encoding.name
    pid = encoding.start([]).result().value and next(iter(encoding._pool._pool_manager.worker_manager.workers))
    os.kill(pid, signal.SIGKILL)
    (one,) = work(encoding, "quake")
    assert one.profile is not None


def test_where_no_encoder_runs_it_says_so():
    encoding = Encoding(Asked("broken", maker=fakes.maker()))
    with pytest.raises(NoEncoder, match="cannot be loaded: ImportError: no such wheel"):
        encoding.start([text(1, "quake")])
    encoding.close()


def test_a_child_that_dies_while_it_loads_is_no_text_s_fault(encoding, monkeypatch):
    monkeypatch.setattr(encoding, "asked", Asked(maker="os:abort"))
    with pytest.raises((Died, NoEncoder)):
        _ = encoding.name


def test_it_is_made_anew_for_another_edition(encoding):
    assert encoding.name
    encoding.renew(Asked(maker=fakes.maker(), topics=("water",)))
    assert encoding.known_name == ""
    assert work(encoding, "quake")[0].profile is not None


def test_the_child_answers_with_its_name_alone_where_nothing_is_asked(monkeypatch):
    monkeypatch.setattr(child, "_tools", fakes.Words())
    answer = child.answer([]).value
    assert (answer.encoder, answer.worked) == (fakes.ENCODER, ())
    assert answer.memory > 1 << 20


def test_the_child_tries_each_alone_where_one_is_refused(monkeypatch):
    monkeypatch.setattr(child, "_tools", fakes.Words())
    worked = child.answer([text(1, "quake"), text(2, "refused"), text(3, "cup")]).value.worked
    assert [bool(one.problem) for one in worked] == [False, True, False]
