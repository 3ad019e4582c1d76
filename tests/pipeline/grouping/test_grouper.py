"""What is due is grouped, written whole or not at all, and done once."""

from datetime import timedelta

import pytest
from django.db import DataError, OperationalError
from django.utils import timezone

from jarida.archive import generation
from jarida.archive.models import (
    Article,
    ArticleProfile,
    ArticleState,
    CorrectionKind,
    Outlet,
    Story,
    StoryCorrection,
    StoryDue,
    StoryMember,
)
from jarida.archive.stories import corrections, following, profiles, progress, queue, store
from jarida.config.options import Stories
from jarida.pipeline.grouping import grouper as module
from jarida.pipeline.grouping.encoding import NoEncoder
from jarida.pipeline.grouping.grouper import Grouper
from tests.pipeline.grouping.fakes import ENCODER, HereEncoding, WordWindow
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def on(stories_on):
    """Grouping is on."""


@pytest.fixture
def encoding():
    return HereEncoding()


@pytest.fixture
def grouper(encoding):
    return Grouper(Stories(), encoding, WordWindow)


def due(title, *, outlet="one", hours=1.0, **fields):
    """An article that came just now."""
    at = timezone.now() - timedelta(hours=hours)
    place = Outlet.objects.filter(slug=outlet).first() or make_outlet(outlet)
    article = make_article(place, title=title, published_at=at, **fields)
    following.follow([article.pk])
    return article


def story_of(article):
    return StoryMember.objects.get(article=article).story


def test_articles_of_one_event_are_one_story(grouper):
    first, second, third = due("quake in the north", hours=3), due("quake: aid", outlet="two"), due("cup final")
    assert grouper.round() == 3
    assert story_of(first) == story_of(second) != story_of(third)
    story = story_of(first)
    assert (story.articles, story.outlets, story.languages) == (2, 2, ["fr"])
    assert (story.told_since, story.told_until) == (first.sort_at, second.sort_at)
    assert story.lead == first
    assert story.headlines == {"fr": first.pk}
    assert not StoryDue.objects.exists()
    assert grouper.grouped == 3


def test_why_is_kept(grouper):
    first, second = due("quake in the north", hours=3), due("quake: aid")
    grouper.round()
    member = StoryMember.objects.get(article=second)
    assert (member.nearest, member.probability) == (first, 0.9)
    assert member.reasons["names"] == ["quake"]
    assert (member.reasons["cosine"], member.reasons["hours"]) == (0.8, 1.0)
    assert StoryMember.objects.get(article=first).reasons == {}


def test_the_profile_is_kept(grouper):
    article = due("quake in the north", paragraphs=["One.", "Two."])
    grouper.round()
    row = ArticleProfile.objects.get()
    assert (row.encoder, row.content_hash, row.at) == (ENCODER, article.content_hash, article.sort_at)
    (kept,) = profiles.between(ENCODER, article.sort_at)
    assert (kept.profile.names, kept.story) == ({"quake"}, story_of(article).pk)


def test_what_is_done_is_not_done_again(grouper, encoding):
    due("quake")
    grouper.round()
    assert grouper.round() == 0
    assert len(encoding.asked) == 1


def test_another_process_goes_on_with_what_is_kept(grouper, encoding):
    first = due("quake")
    grouper.round()
    second = due("quake again")
    Grouper(Stories(), encoding, WordWindow).round()
    assert story_of(first) == story_of(second)


def test_a_burst_goes_in_chunks_newest_first(grouper, encoding, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 2)
    articles = [due(f"event{number} told", hours=number + 1) for number in range(5)]
    assert grouper.round() == 5
    assert encoding.asked == [tuple(article.pk for article in articles[at : at + 2]) for at in (0, 2, 4)]


def test_no_more_is_taken_than_the_queue_holds(encoding):
    for number in range(5):
        due(f"event{number} told")
    assert Grouper(Stories(queue=3), encoding, WordWindow).round() == 3
    assert StoryDue.objects.count() == 2


def test_it_stops_between_two_chunks(encoding, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 1)
    for number in range(4):
        due(f"event{number} told")
    grouper = Grouper(Stories(), encoding, WordWindow, lambda: len(encoding.asked) > 2)
    grouper.round()
    assert 0 < StoryDue.objects.count() < 4
    grouper = Grouper(Stories(), encoding, WordWindow)
    grouper.round()
    assert Story.objects.count() == 4


# --- what changes -------------------------------------------------------------------------------------


def revise(article, title, **fields):
    Article.objects.filter(pk=article.pk).update(title=title, content_hash=f"hash of {title}", **fields)
    following.follow([article.pk])


def test_a_revised_article_stays_in_its_story(grouper):
    first, second = due("quake", hours=2), due("quake: aid")
    grouper.round()
    story = story_of(second)
    revise(second, "disaster: aid is on its way")
    grouper.round()
    assert story_of(second) == story_of(first) == story
    assert ArticleProfile.objects.get(article=second).content_hash == "hash of disaster: aid is on its way"


def test_unless_another_one_fits_and_its_own_is_left_to_it(grouper):
    alone, other = due("page not found"), due("quake")
    grouper.round()
    before = story_of(alone)
    revise(alone, "quake: aid")
    grouper.round()
    assert story_of(alone) == story_of(other)
    before.refresh_from_db()
    assert (before.state, before.merged_into, before.articles) == ("merged", story_of(other), 0)


def test_five_hundred_versions_are_one_article(grouper):
    article = due("live 0")
    grouper.round()
    for number in range(1, 30):
        revise(article, f"live {number}")
    assert StoryDue.objects.count() == 1
    grouper.round()
    assert Story.objects.get().articles == 1


def test_a_new_date_is_followed_without_encoding(grouper, encoding):
    article = due("quake")
    grouper.round()
    earlier = article.sort_at - timedelta(hours=4)
    Article.objects.filter(pk=article.pk).update(sort_at=earlier, language="ar-MA")
    following.follow([article.pk])
    grouper.round()
    assert len(encoding.asked) == 1
    member = StoryMember.objects.get()
    assert (member.at, member.language) == (earlier, "ar")
    assert (member.story.told_since, member.story.languages) == (earlier, ["ar"])
    assert ArticleProfile.objects.get().at == earlier


def test_what_changes_while_it_is_grouped_stays_due(grouper, encoding, monkeypatch):
    article = due("quake")
    results = encoding.results

    def changed_meanwhile(texts, started):
        found = results(texts, started)
        revise(article, "quake: corrected")
        return found

    monkeypatch.setattr(encoding, "results", changed_meanwhile)
    grouper.round()
    assert StoryDue.objects.get().article == article
    monkeypatch.setattr(encoding, "results", results)
    grouper.round()
    assert not StoryDue.objects.exists()
    assert ArticleProfile.objects.get().content_hash == "hash of quake: corrected"


def test_a_withdrawn_article_is_compared_with_no_more(grouper):
    article = due("quake")
    grouper.round()
    story = story_of(article)
    Article.objects.filter(pk=article.pk).update(state=ArticleState.WITHDRAWN)
    following.leave([article.pk])
    story.refresh_from_db()
    assert (story.state, story.articles, story.lead) == ("empty", 0, None)
    assert not ArticleProfile.objects.exists()
    other = due("quake: aid")
    grouper.round()
    assert story_of(other) != story
    assert StoryMember.objects.get().nearest is None


def test_one_that_was_withdrawn_while_it_was_encoded_is_left_out(grouper, encoding, monkeypatch):
    article, other = due("quake", hours=2), due("cup")
    results = encoding.results

    def withdrawn_meanwhile(texts, started):
        Article.objects.filter(pk=article.pk).update(state=ArticleState.WITHDRAWN)
        return results(texts, started)

    monkeypatch.setattr(encoding, "results", withdrawn_meanwhile)
    grouper.round()
    assert [member.article for member in StoryMember.objects.all()] == [other]
    assert ArticleProfile.objects.get().article == other


# --- what editors said ----------------------------------------------------------------------------------


def test_what_an_editor_moved_is_known_at_once(grouper):
    quake, cup = due("quake"), due("cup")
    grouper.round()
    corrections.merge(story_of(quake).pk, story_of(cup).pk)
    third = due("cup again")
    grouper.round()
    assert story_of(third) == story_of(quake) == story_of(cup)


def test_a_split_article_stays_apart_when_it_is_revised(grouper):
    first, second = due("quake", hours=2), due("quake: aid")
    grouper.round()
    new = corrections.split(story_of(first).pk, [second.pk])
    revise(second, "quake: more aid")
    grouper.round()
    assert story_of(second) == new


def test_what_was_said_before_it_was_grouped_holds(grouper):
    first, second = due("quake", hours=2), due("cup")
    one, other = sorted((first.pk, second.pk))
    StoryCorrection.objects.create(kind=CorrectionKind.TOGETHER, one_id=one, other_id=other, made_at=timezone.now())
    grouper.round()
    assert story_of(first) == story_of(second)
    assert StoryMember.objects.get(article=second).reasons["editor"] is True


def test_two_that_are_apart_are_not_joined(grouper):
    first, second = due("quake", hours=2), due("quake: aid")
    one, other = sorted((first.pk, second.pk))
    StoryCorrection.objects.create(kind=CorrectionKind.APART, one_id=one, other_id=other, made_at=timezone.now())
    grouper.round()
    assert story_of(first) != story_of(second)


def test_a_story_that_was_merged_by_another_process_is_found(grouper):
    first, other = due("quake", hours=3), due("cup", hours=2)
    grouper.round()
    before, after = story_of(first), story_of(other)
    store.move([first.pk], after.pk)  # nobody told the window
    second = due("quake: aid")
    grouper.round()
    before.refresh_from_db()
    assert (before.state, story_of(second)) == ("merged", after)


def test_the_windows_are_read_anew_when_much_changed(grouper):
    first, other = due("quake", hours=3), due("cup", hours=2)
    grouper.round()
    second = due("quake: aid")
    StoryMember.objects.filter(article=first).update(story=story_of(other))
    progress.next_epoch()
    grouper.round()
    assert story_of(second) == story_of(other)


def test_a_standing_column_says_so(grouper):
    due("weather of today")
    grouper.round()
    assert Story.objects.get().column == "weather"
    (kept,) = profiles.between(ENCODER, timezone.now() - timedelta(days=1))
    assert kept.profile.column == "weather"


def test_the_windows_obey_what_was_said_since(grouper):
    first, second = due("quake", hours=2), due("quake: aid")
    grouper.round()
    window = grouper.windows.of(timezone.now(), timezone.now())
    assert not window.constraints.apart
    corrections.split(story_of(first).pk, [second.pk])
    grouper.round()
    assert window.constraints.apart == {tuple(sorted((first.pk, second.pk)))}
    corrections.undo(StoryCorrection.objects.values_list("pk", flat=True))
    due("cup")
    grouper.round()
    assert not window.constraints.apart
    assert window.now <= timezone.now()


# --- what goes wrong ------------------------------------------------------------------------------------


def test_a_poisoned_article_is_given_up_and_says_why(grouper):
    poison, fine = due("refused by all"), due("quake")
    grouper.round()
    assert StoryMember.objects.get().article == fine
    row = StoryDue.objects.get()
    assert (row.article, row.attempts, row.problem) == (poison, 1, "too strange")
    while grouper.round():
        pass
    row.refresh_from_db()
    assert row.attempts == queue.ATTEMPTS
    assert queue.waiting() == queue.Waiting(0, None, 1)


def test_a_poisoned_article_is_tried_again_when_it_is_corrected(grouper):
    poison = due("refused by all")
    while grouper.round():
        pass
    revise(poison, "quake")
    grouper.round()
    assert story_of(poison).articles == 1


def test_one_that_breaks_the_window_breaks_no_other(grouper):
    broken, fine = due("breaks all", hours=2), due("quake")
    grouper.round()
    assert StoryMember.objects.get().article == fine
    assert StoryDue.objects.get(article=broken).problem == "RuntimeError: the window broke"
    assert ArticleProfile.objects.count() == 1


def test_one_that_the_database_refuses_is_its_own_trouble(grouper, monkeypatch):
    broken, fine = due("strange", hours=2), due("quake")
    save = profiles.save

    def refuse(profile, **values):
        if profile.id == broken.pk:
            raise DataError("a value that no column takes")
        save(profile, **values)

    monkeypatch.setattr(profiles, "save", refuse)
    grouper.round()
    assert [member.article for member in StoryMember.objects.all()] == [fine]
    assert Story.objects.filter(articles__gt=0).count() == Story.objects.count() == 1
    assert "no column" in StoryDue.objects.get().problem


def test_a_database_that_is_away_costs_nothing(grouper, monkeypatch):
    first = due("quake", hours=2)
    grouper.round()
    second = due("quake: aid")

    def away(entered):
        raise OperationalError("database is locked")

    settle_all = store.settle_all
    monkeypatch.setattr(store, "settle_all", away)
    with pytest.raises(OperationalError):
        grouper.round()
    monkeypatch.setattr(store, "settle_all", settle_all)
    assert StoryDue.objects.get().attempts == 0
    assert StoryMember.objects.count() == 1
    grouper.round()
    assert story_of(first) == story_of(second)


def test_without_an_encoder_everything_stays_due(grouper, encoding):
    due("quake")
    encoding.away = True
    with pytest.raises(NoEncoder):
        grouper.round()
    assert StoryDue.objects.get().attempts == 0
    encoding.away = False
    grouper.round()
    assert not StoryDue.objects.exists()


# --- what is older ------------------------------------------------------------------------------------


def filled(grouper):
    """Group all there is, as an idle process does."""
    while grouper.round() or grouper.fill():
        pass


def test_an_archive_older_than_stories_is_grouped_by_and_by(grouper, encoding):
    recent, month, year = (
        make_article(title=title, published_at=timezone.now() - timedelta(days=days))
        for title, days in (("quake", 1), ("quake then", 30), ("quake long ago", 400))
    )
    same_days = make_article(title="quake of those days", published_at=month.sort_at + timedelta(days=2))
    progress.begin()
    filled(grouper)
    assert story_of(recent) != story_of(month) == story_of(same_days)
    assert len({story_of(one).pk for one in (recent, month, year)}) == 3
    assert encoding.asked[0] == (recent.pk,)
    assert encoding.asked[-1][-1] == year.pk


def test_how_far_it_came_is_kept(grouper, encoding, monkeypatch):
    monkeypatch.setattr(progress, "LOOKED", 1)
    for days in (20, 30, 40):
        make_article(title=f"of {days} days", published_at=timezone.now() - timedelta(days=days))
    progress.begin()
    assert grouper.fill()
    grouper.round()
    again = Grouper(Stories(), encoding, WordWindow)
    filled(again)
    assert Story.objects.count() == 3
    assert len(encoding.asked) == 3
    assert not again.fill()


def test_a_new_encoder_makes_the_vectors_of_the_window_anew(grouper):
    first, second = due("quake", hours=2), due("quake: aid")
    grouper.round()
    story = story_of(first)
    other = HereEncoding("sentences")
    again = Grouper(Stories(), other, WordWindow)
    filled(again)
    assert set(ArticleProfile.objects.values_list("encoder", flat=True)) == {"sentences"}
    assert story_of(first) == story_of(second) == story
    assert Story.objects.count() == 1


def test_an_idle_process_asks_little(grouper, django_assert_max_num_queries):
    due("quake")
    filled(grouper)
    with django_assert_max_num_queries(3):
        grouper.round()
        grouper.fill()


def test_readers_see_it_once_a_transaction(grouper, monkeypatch):
    calls = []
    monkeypatch.setattr(generation, "bump", lambda: calls.append(1))
    for number in range(5):
        due(f"event{number} told")
    grouper.round()
    assert len(calls) == 1
