"""The archive's own means: counted once a week, kept as a file, used where profiles are compared."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from jarida.archive.stories import means, merging, profiles, progress
from jarida.core.stories import centring
from jarida.core.stories.encoders import unit
from jarida.core.stories.model import Profile
from jarida.pipeline.grouping.windows import Windows
from tests.pipeline.grouping.fakes import WordWindow
from tests.stories_builder import make_event

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SIZE = 64
ENCODER = "words"  # of which Jarida brings no means: they are zero


@pytest.fixture
def press():
    """Articles of two languages, each with a drift of its own that says nothing."""
    chance = np.random.default_rng(3)
    drift = {"fr": chance.normal(size=SIZE), "ar": chance.normal(size=SIZE)}
    for _ in range(60):
        for member in make_event(4, languages=("fr", "ar")).members.select_related("article"):
            row = unit((chance.normal(size=SIZE) + 0.5 * drift[member.language])[None].astype(np.float32))
            profile = Profile(member.article_id, centring.packed(row)[0], member.language, at=member.at)
            profiles.save(profile, encoder=ENCODER, content_hash="h", at=member.at)


def mean_cosine(found):
    some = [one.vector for one in found if one.language == "fr"]
    return float(np.mean([centring.cosine(one, other) for one in some[:30] for other in some[30:60]]))


def week():
    return timezone.now() - timedelta(days=7)


def test_without_a_file_there_are_none():
    assert means.load(ENCODER, SIZE) is None


def test_what_all_texts_of_a_language_have_in_common_goes(press):
    known = [kept.profile for kept in profiles.between(ENCODER, week())]
    assert means.recount(ENCODER, week()) == len(known) == 240
    moved = means.load(ENCODER, SIZE).profiles(known)
    assert mean_cosine(known) > 0.15
    assert abs(mean_cosine(moved)) < mean_cosine(known) / 2


def test_an_empty_archive_has_none(own_folder):
    assert means.recount(ENCODER, week()) == 0
    assert not (own_folder / means.NAME).exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 spoilt", b"\x93NUMPY"])
def test_a_spoilt_file_is_none(own_folder, content):
    (own_folder / means.NAME).write_bytes(content)
    assert means.load(ENCODER, SIZE) is None


def test_those_of_another_encoder_are_none(press):
    means.recount(ENCODER, week())
    assert means.load("sentences", SIZE) is None
    assert means.load(ENCODER, 384) is None


def test_once_a_week(press):
    assert merging.recount_means(7) == 240
    assert merging.recount_means(7) == 0
    assert merging.recount_means(14, timezone.now() + timedelta(days=7)) > 0


def test_what_is_kept_stays_and_what_is_compared_is_moved(press):
    before = [kept.profile.vector.tobytes() for kept in profiles.between(ENCODER, week())]
    windows = Windows(7, ENCODER, WordWindow)
    now = timezone.now()
    raw = [profile for profile, _ in windows.of(now, now).members.values()]
    merging.recount_means(7)
    progress.next_epoch()
    windows.refresh(now)
    moved = [profile for profile, _ in windows.of(now, now).members.values()]
    assert mean_cosine(moved) < mean_cosine(raw) / 2
    assert before == [kept.profile.vector.tobytes() for kept in profiles.between(ENCODER, week())]


def test_the_last_days_are_looked_at_with_the_same(press):
    seen = []
    merging.recount_means(7)
    merging.look(7, lambda known, constraints: seen.extend(known) or [{one.id} for one in known])
    known = [kept.profile for kept in profiles.between(ENCODER, week())]
    assert abs(mean_cosine(seen)) < mean_cosine(known) / 2
