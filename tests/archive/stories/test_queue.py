"""What waits: put with its article, taken newest first, given up after some attempts, and never forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jarida.archive import store
from jarida.archive.models import Article, ArticleProfile, ArticleState, StoryDue, StoryMember
from jarida.archive.stories import following, progress, queue
from tests.archive.making import make_entry, read
from tests.stories_builder import make_event
from tests.website.factories import make_article

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def waiting():
    return set(StoryDue.objects.values_list("article_id", flat=True))


def aged(days, **fields):
    return make_article(published_at=timezone.now() - timedelta(days=days), **fields)


# --- with the article -----------------------------------------------------------------------------------


def test_an_article_that_is_kept_waits(stories_on):
    article = read(make_entry())
    row = StoryDue.objects.get()
    assert (row.article, row.at, row.attempts) == (article, article.sort_at, 0)


def test_one_that_is_revised_waits_again(stories_on):
    entry = make_entry()
    article = read(entry)
    StoryDue.objects.all().delete()
    read(entry)
    assert waiting() == set()
    read(entry, title="Another title of trees")
    assert waiting() == {article.pk}


def test_one_whose_language_changed_waits_again(stories_on):
    entry = make_entry()
    article = read(entry)
    StoryDue.objects.all().delete()
    read(entry, language="fr")
    assert waiting() == {article.pk}


def test_nothing_waits_where_nothing_groups():
    read(make_entry())
    assert waiting() == set()


def test_a_withdrawn_article_leaves_at_once_and_is_made_known(stories_on):
    story = make_event(2)
    gone, stays = story.members.order_by("at").values_list("article_id", flat=True)
    store.withdraw(gone, "at the wish of the publisher")
    story.refresh_from_db()
    assert (story.articles, story.lead_id, story.state) == (1, stays, "live")
    assert waiting() == {gone}
    store.withdraw(stays, "and this one too")
    story.refresh_from_db()
    assert (story.articles, story.lead, story.state, story.languages) == (0, None, "empty", [])


def test_it_leaves_also_where_nothing_groups():
    story = make_event(2)
    store.withdraw(story.lead_id, "why not")
    assert StoryMember.objects.count() == 1
    assert waiting() == set()


def test_one_that_was_withdrawn_while_it_waited(stories_on):
    article = read(make_entry())
    store.withdraw(article.pk, "at once")
    assert waiting() == {article.pk}


def test_one_that_comes_back_waits(stories_on):
    article = read(make_entry())
    store.withdraw(article.pk, "by mistake")
    StoryDue.objects.all().delete()
    store.restore(article.pk)
    assert waiting() == {article.pk}


# --- in order ---------------------------------------------------------------------------------------


def test_the_newest_are_taken_first_and_those_that_failed_last():
    old, new, failed = aged(3), aged(1), aged(0)
    queue.put([old.pk, new.pk, failed.pk])
    (taken,) = queue.take(1)
    assert taken.article_id == failed.pk
    assert not queue.failed(taken, "too strange")
    assert [due.article_id for due in queue.take(10)] == [new.pk, old.pk, failed.pk]


def test_what_fails_again_and_again_is_given_up():
    article = aged(0)
    queue.put([article.pk])
    assert [queue.failed(queue.take(1)[0], "x" * 1000) for _ in range(queue.ATTEMPTS)] == [False, False, True]
    assert queue.take(1) == []
    assert len(StoryDue.objects.get().problem) == 300
    assert queue.retry([article.pk]) == 1
    assert [due.attempts for due in queue.take(1)] == [0]


def test_what_is_put_again_begins_anew():
    article = aged(0)
    queue.put([article.pk])
    (before,) = queue.take(1)
    queue.failed(before, "too strange")
    queue.put([article.pk])
    (after,) = queue.take(1)
    assert (after.attempts, after.since > before.since, StoryDue.objects.get().problem) == (0, True, "")
    queue.done([before])
    assert waiting() == {article.pk}
    queue.done([after])
    assert waiting() == set()


def test_withdrawn_articles_are_not_put():
    article = aged(0, state=ArticleState.WITHDRAWN)
    assert queue.put([article.pk, 404]) == 0


def test_how_the_queue_is():
    assert queue.waiting() == queue.Waiting()
    assert queue.waiting().age() == 0.0
    article = aged(0)
    queue.put([article.pk])
    StoryDue.objects.update(since=timezone.now() - timedelta(seconds=60))
    found = queue.waiting()
    assert found.number == 1
    assert 60 <= found.age() < 70


# --- what is older -------------------------------------------------------------------------------------


def test_articles_of_the_last_days_come_before_all_others():
    recent, old, older = aged(1), aged(30), aged(60)
    since = queue.window_begin(7)
    progress.begin()
    assert progress.fill_window(since)
    assert waiting() == {recent.pk}
    assert not progress.fill_window(since)
    assert progress.fill_older(since)
    assert waiting() == {recent.pk, old.pk, older.pk}
    assert not progress.fill_older(since)


def test_those_with_a_profile_or_that_wait_are_left_alone():
    known, given_up, new = aged(20), aged(21), aged(22)
    ArticleProfile.objects.create(article=known, encoder="words", vector=b"", facts=b"", at=known.sort_at)
    now = timezone.now()
    StoryDue.objects.create(article=given_up, since=now, at=given_up.sort_at, attempts=3, problem="too strange")
    progress.fill_older(queue.window_begin(7))
    assert waiting() == {given_up.pk, new.pk}
    assert StoryDue.objects.get(article=given_up).attempts == 3


def test_it_goes_on_where_it_was_and_ends(monkeypatch):
    monkeypatch.setattr(progress, "LOOKED", 2)
    articles = [aged(days) for days in range(20, 25)]
    before, seen = queue.window_begin(7), []
    while progress.fill_older(before):
        seen.append(len(waiting()))
    assert seen == [2, 4, 5]
    assert waiting() == {article.pk for article in articles}
    later = aged(15)
    assert not progress.fill_older(before)
    progress.begin()
    while progress.fill_older(before):
        pass
    assert later.pk in waiting()


def test_an_import_of_a_thousand_articles_of_one_moment_is_not_parted(monkeypatch):
    monkeypatch.setattr(progress, "LOOKED", 2)
    moment = timezone.now() - timedelta(days=30)
    articles = [make_article(published_at=moment) for _ in range(5)]
    progress.fill_older(queue.window_begin(7))
    assert waiting() == {article.pk for article in articles}


def test_much_that_is_done_is_passed_over_a_bounded_step_at_a_time(monkeypatch):
    monkeypatch.setattr(progress, "LOOKED", 1)
    monkeypatch.setattr(progress, "STEPS", 2)
    for days in range(20, 26):
        article = aged(days)
        ArticleProfile.objects.create(article=article, encoder="words", vector=b"", facts=b"", at=article.sort_at)
    turns = 0
    while progress.fill_older(queue.window_begin(7)):
        turns += 1
    assert turns == 3


@pytest.mark.parametrize("days", [0, 3000, 30_000])
def test_a_moment_is_kept_as_a_number(days):
    moment = timezone.now() - timedelta(days=days)
    assert progress.moment(progress.key_of(moment)) == moment


def test_the_epoch_counts():
    before = progress.get(progress.EPOCH)
    progress.next_epoch()
    progress.next_epoch()
    assert progress.get(progress.EPOCH) == before + 2


def test_following_is_quick_whatever_many(stories_on, django_assert_max_num_queries):
    articles = [make_article() for _ in range(30)]
    with django_assert_max_num_queries(4):
        following.follow(Article.objects.filter(pk__in=[one.pk for one in articles]).values_list("pk", flat=True))
    assert len(waiting()) == 30
