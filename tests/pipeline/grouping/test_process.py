"""The life of the process: it groups, rests, says how it is, and nothing that goes wrong ends it."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import msgspec
import pytest
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from jarida.archive import aliases
from jarida.archive.models import Article, Story, StoryDue, StoryMember
from jarida.archive.stories import following, health, merging
from jarida.config.options import Options, Stories
from jarida.pipeline.grouping import process
from jarida.pipeline.grouping.child import Asked
from jarida.pipeline.grouping.encoding import NoEncoder
from jarida.pipeline.grouping.grouper import Grouper
from jarida.pipeline.grouping.process import Life
from tests.pipeline.grouping.fakes import HereEncoding, WordWindow
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def on(stories_on, monkeypatch):
    """Grouping is on; the connection of the test stays open."""
    monkeypatch.setattr(process, "close_old_connections", lambda: None)


class Nights:
    """A night that only counts."""

    def __init__(self) -> None:
        self.looked: list[dict[str, object]] = []

    def look(self, **seen):
        self.looked.append(seen)
        return False


class Renewed(HereEncoding):
    """An encoding that remembers for what it was made anew."""

    def __init__(self) -> None:
        super().__init__()
        self.renewed: list[Asked] = []

    def renew(self, asked):
        self.renewed.append(asked)


@pytest.fixture
def encoding():
    return Renewed()


@pytest.fixture
def night():
    return Nights()


@pytest.fixture
def life(encoding, night):
    return Life(Grouper(Stories(), encoding, WordWindow), night, threading.Event())


def due(title="quake"):
    article = make_article(title=title, published_at=timezone.now() - timedelta(hours=1))
    following.follow([article.pk])
    return article


def test_it_works_without_a_pause_while_there_is_work(life):
    due()
    assert life.turn() == 0.0
    assert StoryMember.objects.count() == 1


def test_it_rests_where_there_is_none(life, night):
    while life.turn() == 0.0:
        pass
    assert life.turn() == process.IDLE
    seen = night.looked[-1]
    assert (seen["grouped"], seen["idle"], seen["window"]()) == (0, True, 0)


def test_it_says_how_it_is(life, own_folder):
    due()
    life.turn()
    said = health.health().said
    assert (said.encoder, said.memory, said.problem) == ("words", 1 << 20, "")
    assert health.health().state == "alive"


def test_the_sign_of_life_is_written_now_and_then(life, monkeypatch):
    calls = []
    monkeypatch.setattr(health, "say", lambda **said: calls.append(said))
    for _ in range(5):
        life.turn()
    assert len(calls) == 1


def test_it_says_so_while_it_works_as_well(life, monkeypatch):
    monkeypatch.setattr(process, "BEAT", 0.0)
    calls = []
    monkeypatch.setattr(health, "say", lambda **said: calls.append(said["grouped"]))
    for _ in range(40):
        due()
    life.turn()
    assert calls == [16, 32, 40, 40]


@pytest.mark.parametrize("error", [OperationalError("the database is away"), NoEncoder("no encoder runs here")])
def test_what_goes_wrong_is_said_once_and_tried_again(life, encoding, monkeypatch, caplog, error):
    due()

    def fail(texts):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(encoding, "start", fail)
        assert life.turn() == life.turn() == process.TROUBLE
        assert health.health().said.problem == str(error)
    assert caplog.text.count("nothing can be grouped now") == 1
    assert life.turn() == 0.0
    assert health.health().said.problem == ""
    assert StoryMember.objects.count() == 1


def test_a_fault_of_our_own_is_no_end(life, monkeypatch, caplog):
    monkeypatch.setattr(Grouper, "round", lambda self: 1 // 0)
    assert life.turn() == process.TROUBLE
    assert "ZeroDivisionError" in health.health().said.problem
    assert "Traceback" in caplog.text


def test_where_the_edition_changes_the_child_is_made_anew(life, encoding):
    life.turn()
    assert not encoding.renewed
    aliases.save((("Azrama", "أزرامة"),), ("places",))
    life.turn()
    life.turn()
    (asked,) = encoding.renewed
    assert asked.groups[0].names == ("Azrama", "أزرامة")


def test_how_it_is_where_nothing_ever_ran():
    assert health.health().state == "absent"


def test_a_spoilt_sign_of_life_is_none(own_folder):
    (own_folder / health.NAME).write_text("[1, 2")
    assert health.health().said is None
    (own_folder / health.NAME).write_text('{"encoder": "words"}')
    assert health.health().said is None


def test_a_process_that_says_nothing_more(own_folder):
    health.say(encoder="words", memory=1, grouped=1)
    past = (own_folder / health.NAME).stat().st_mtime - 1000
    os.utime(own_folder / health.NAME, (past, past))
    assert health.health().state == "silent"


# --- a single run -------------------------------------------------------------------------------------


class Here:
    """In place of `Encoding`."""

    def __new__(cls, asked):
        return HereEncoding()


@pytest.fixture
def fakes(monkeypatch):
    monkeypatch.setattr(process, "Encoding", Here)
    monkeypatch.setattr(process, "make_window", lambda days: WordWindow())


def test_a_single_run_groups_to_the_end(fakes):
    for number in range(20):
        due(f"event{number % 3} told")
    left = []
    assert process.finish(Options(stories=Stories(queue=8)), 60.0, left.append) == 20
    assert left[:3] == [12, 4, 0]
    assert Story.objects.count() == 3


def test_a_single_run_takes_older_articles_on(fakes, monkeypatch):
    old = make_article(title="quake then", published_at=timezone.now() - timedelta(days=50))
    assert process.finish(Options(), 60.0) == 1
    assert StoryMember.objects.get().article == old
    make_article(title="another", published_at=timezone.now() - timedelta(days=60))
    monkeypatch.setattr(process, "FILL", 0.0)
    assert process.finish(Options(), 60.0) == 0


def test_or_until_its_time_is_over(fakes):
    due()
    assert process.finish(Options(), 0.0) in (0, 1)


def test_without_an_encoder_it_ends_and_all_stays_due(fakes, monkeypatch):
    due()

    def away(self, texts):
        raise NoEncoder("does not run here")

    monkeypatch.setattr(HereEncoding, "start", away)
    assert process.finish(Options(), 60.0) == 0
    assert StoryDue.objects.count() == 1


def test_where_much_came_it_is_grouped_anew_as_a_whole(fakes, monkeypatch):
    called = []
    monkeypatch.setattr(merging, "look", lambda days, recluster: called.append(days))
    monkeypatch.setattr(merging, "write", lambda found: iter(()))
    for number in range(60):
        due(f"event{number % 3} told")
    process.finish(Options(), 60.0)
    assert called == [7]
    due()
    process.finish(Options(), 60.0)
    assert called == [7]


# --- the real ones -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_real_encoder_groups_across_languages(transactional_db, monkeypatch):
    titles = {
        "fr": "Séisme de magnitude 5,8 près d’Al Hoceima : trois blessés",
        "es": "Un terremoto de magnitud 5,8 cerca de Alhucemas deja tres heridos",
        "en": "Magnitude 5.8 earthquake near Al Hoceima injures three",
    }
    at = timezone.now() - timedelta(hours=2)
    for code, title in titles.items():
        article = make_article(make_outlet(code), title=title, language=code, published_at=at, paragraphs=[title])
        following.follow([article.pk])
    other = make_article(title="Un musée du caftan ouvre ses portes à Salé", published_at=at)
    following.follow([other.pk])
    options = msgspec.structs.replace(settings.OPTIONS, stories=Stories())
    assert process.finish(options, 120.0) == 4
    assert not StoryDue.objects.exists()
    story = StoryMember.objects.get(article=Article.objects.get(language="es")).story
    assert story.articles >= 2
    assert StoryMember.objects.get(article=other).story != story


@pytest.mark.slow
def test_where_grouping_is_off_the_process_ends_at_once(tmp_path):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JARIDA_")}
    environ = clean | {"JARIDA_DATA_FOLDER": str(tmp_path), "JARIDA_STORIES_ENCODER": "off"}
    done = subprocess.run(
        [sys.executable, "-m", "jarida.pipeline.grouping"], env=environ, capture_output=True, text=True, timeout=60,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
