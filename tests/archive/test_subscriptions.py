"""Subscriptions at hubs: wanted by polls, confirmed by hubs, kept up, left; and what is pushed."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from jarida.archive import due, store
from jarida.archive.models import Entry, Feed, Push, Subscription, WatchDay
from jarida.archive.store.subscriptions import note_hubs
from jarida.archive.subscribed import pushes_waiting
from jarida.core.feeds.websub import DENIED_PAUSE, Hub, HubState, Mode, Standing, accepted
from jarida.core.plans import PollResult
from jarida.pipeline.decide import decide_poll
from tests.archive.making import make_feed, make_outlet, row_of
from tests.pipeline.builders import NOW, OPTIONS, entry, polled

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HUB = Hub("https://hub.example/", "https://press.example/feed")
BODY = b"<rss version='2.0'><channel><item><link>https://press.example/b</link></item></channel></rss>"


def poll(feed, *entries, hub=None, at=NOW):
    result = replace(polled(row_of(feed), *entries, at=at), hub=hub)
    known = store.known_entries([result]).get(feed.outlet_id, {})
    store.store_poll(decide_poll(result, known, OPTIONS, 0.5))


@pytest.fixture
def feed():
    made = make_feed()
    poll(made, entry("a"), hub=HUB)
    return made


@pytest.fixture
def active(feed):
    one = Subscription.objects.get()
    assert store.verify(one.token, "subscribe", HUB.topic, "86400", NOW)
    return Subscription.objects.get()


def signed(one, body=BODY):
    return "sha256=" + hmac.new(one.secret.encode(), body, hashlib.sha256).hexdigest()


class TestWanting:
    def test_a_feed_that_names_a_hub_is_to_be_subscribed(self, feed):
        [work] = store.subscriptions_due(NOW, 10)
        assert (work.hub, work.topic, work.mode) == (HUB.url, HUB.topic, Mode.SUBSCRIBE)
        assert len(work.token) > 40
        assert len(work.secret) > 60

    def test_once(self, feed):
        poll(feed, entry("a"), hub=HUB)
        assert Subscription.objects.count() == 1

    def test_another_hub_takes_the_place_of_the_first(self, feed):
        poll(feed, entry("a"), hub=Hub("https://second.example/", HUB.topic))
        assert dict(Subscription.objects.values_list("hub", "state")) == {
            HUB.url: HubState.LEAVING, "https://second.example/": HubState.WANTED,
        }  # fmt: skip

    def test_a_feed_that_names_none_any_more_leaves(self, feed, active):
        poll(feed, entry("a"))
        [work] = store.subscriptions_due(NOW, 10)
        assert work.mode is Mode.UNSUBSCRIBE

    def test_and_comes_back(self, feed):
        poll(feed, entry("a"))
        poll(feed, entry("a"), hub=HUB)
        assert Subscription.objects.get().state == HubState.WANTED

    def test_many_feeds_are_looked_up_at_once(self, django_assert_max_num_queries):
        feeds = [make_feed(make_outlet(f"press-{number}")) for number in range(5)]
        plans = [decide_poll(replace(polled(row_of(feed)), hub=None), {}, OPTIONS, 0.5) for feed in feeds]
        with django_assert_max_num_queries(1):
            note_hubs(plans)

    def test_an_answer_without_change_tells_nothing_of_hubs(self, feed, active):
        store.store_poll(decide_poll(PollResult(row_of(feed), NOW), {}, OPTIONS, 0.5))
        assert Subscription.objects.get().state == HubState.ACTIVE


class TestCarryingOn:
    def test_a_hub_that_accepted_is_waited_for(self, feed):
        [work] = store.subscriptions_due(NOW, 10)
        store.store_standing(work, accepted(work.mode, NOW))
        assert store.subscriptions_due(NOW + timedelta(minutes=10), 10) == []
        assert len(store.subscriptions_due(NOW + timedelta(minutes=20), 10)) == 1

    def test_a_hub_that_asked_back_first_is_not_undone(self, feed):
        [work] = store.subscriptions_due(NOW, 10)
        assert store.verify(work.token, "subscribe", HUB.topic, "86400", NOW)
        store.store_standing(work, accepted(work.mode, NOW))
        one = Subscription.objects.get()
        assert (one.state, one.expires_at) == (HubState.ACTIVE, NOW + timedelta(days=1))

    def test_the_lease_is_renewed_and_stays_active_meanwhile(self, active):
        assert store.subscriptions_due(NOW + timedelta(hours=19), 10) == []
        [work] = store.subscriptions_due(NOW + timedelta(hours=20), 10)
        store.store_standing(work, Standing(HubState.FAILING, NOW + timedelta(hours=21), 1, "answered 503"))
        one = Subscription.objects.get()
        assert (one.state, one.problem, one.attempts) == (HubState.ACTIVE, "answered 503", 1)

    def test_a_refusal_ends_it(self, active):
        [work] = store.subscriptions_due(NOW + timedelta(hours=20), 10)
        store.store_standing(work, Standing(HubState.DENIED, NOW + DENIED_PAUSE, 1, "answered 404"))
        assert Subscription.objects.get().state == HubState.DENIED

    def test_what_was_left_meanwhile_is_not_brought_back(self, feed):
        [work] = store.subscriptions_due(NOW, 10)
        poll(feed, entry("a"))
        store.store_standing(work, accepted(work.mode, NOW))
        assert Subscription.objects.get().state == HubState.LEAVING

    def test_one_that_is_gone_is_no_error(self, feed):
        [work] = store.subscriptions_due(NOW, 10)
        Subscription.objects.all().delete()
        store.store_standing(work, accepted(work.mode, NOW))

    def test_outlets_that_are_not_gathered_are_not_subscribed(self, feed):
        feed.outlet.active = False
        feed.outlet.save()
        assert store.subscriptions_due(NOW, 10) == []


class TestVerifying:
    def test_wrong_topic_token_or_mode(self, feed):
        token = Subscription.objects.get().token
        assert not store.verify(token, "subscribe", "https://other.example/", "1000", NOW)
        assert not store.verify("x" * 43, "subscribe", HUB.topic, "1000", NOW)
        assert not store.verify(token, "unsubscribe", HUB.topic, "", NOW)
        assert Subscription.objects.get().state == HubState.WANTED

    def test_leaving_is_confirmed_and_final(self, feed, active):
        poll(feed, entry("a"))
        assert store.verify(active.token, "unsubscribe", HUB.topic, "", NOW)
        assert Subscription.objects.get().state == HubState.LEFT
        assert not store.verify(active.token, "subscribe", HUB.topic, "1000", NOW)
        assert store.subscriptions_due(NOW + timedelta(days=400), 10) == []

    def test_denied(self, active):
        standing = Standing(HubState.DENIED, NOW + DENIED_PAUSE, problem="the hub refuses: no")
        assert store.deny(active.token, HUB.topic, standing)
        assert not store.deny(active.token, "https://other.example/", standing)
        assert Subscription.objects.get().problem == "the hub refuses: no"


class TestPushes:
    def test_what_is_signed_is_kept_to_be_read(self, active):
        assert store.take_push(active.token, BODY, "application/rss+xml", signed(active), NOW) is store.Taken.KEPT
        [work] = pushes_waiting(10)
        assert (work.body, work.content_type, work.feed.id) == (BODY, "application/rss+xml", active.feed_id)

    def test_what_is_signed_wrongly_is_not_believed(self, active):
        before = Feed.objects.values_list("next_check_at", flat=True).get()
        assert store.take_push(active.token, BODY, "", "sha256=" + "0" * 64, NOW) is store.Taken.IGNORED
        assert not Push.objects.exists()
        assert Feed.objects.values_list("next_check_at", flat=True).get() == before
        assert Subscription.objects.get().refused_pushes == 1

    def test_what_is_not_signed_makes_the_feed_due_but_not_at_once_again(self, active):
        assert store.take_push(active.token, BODY, "", "", NOW) is store.Taken.NOTED
        assert Feed.objects.get().next_check_at == NOW + timedelta(seconds=20)
        assert not Push.objects.exists()

    def test_a_hub_that_has_ended_or_never_was(self, feed, active):
        assert store.take_push("x" * 43, BODY, "", "", NOW) is store.Taken.UNKNOWN
        poll(feed, entry("a"))
        assert store.take_push(active.token, BODY, "", signed(active), NOW) is store.Taken.UNKNOWN
        assert not store.known_token(active.token)

    def test_only_so_many_wait(self, active):
        for number in range(30):
            body = BODY + b" " * number
            store.take_push(active.token, body, "", signed(active, body), NOW)
        assert Push.objects.count() == 20
        assert Subscription.objects.get().pushes == 30

    def test_one_of_a_feed_at_a_time_the_oldest_first(self, active):
        for body in (b"one", b"two"):
            store.take_push(active.token, body, "", signed(active, body), NOW)
        assert [work.body for work in pushes_waiting(10)] == [b"one"]

    def test_a_feed_that_is_busy_is_left_for_later(self, active):
        store.take_push(active.token, BODY, "", signed(active), NOW)
        assert pushes_waiting(10, {active.feed_id}) == pushes_waiting(0) == []
        assert len(pushes_waiting(10, {active.feed_id + 1})) == 1

    def test_too_large_a_push_is_answered_by_a_poll(self, active):
        assert store.take_push(active.token, None, "", signed(active), NOW) is store.Taken.NOTED


class TestReading:
    def push(self, feed, *entries, at=NOW):
        waiting = Push.objects.create(subscription=Subscription.objects.get(), body=b"x", at=at)
        result = replace(polled(row_of(feed), *entries, at=at), response=None, body_hash="", push=waiting.pk)
        known = store.known_entries([result]).get(feed.outlet_id, {})
        store.store_poll(decide_poll(result, known, OPTIONS, 0.5))

    def test_what_is_new_is_an_entry_and_the_push_is_forgotten(self, feed, active):
        before = row_of(feed)
        watched = list(WatchDay.objects.values_list("asked", "answered"))
        self.push(feed, entry("b"), at=NOW + timedelta(minutes=5))
        after = row_of(feed)
        assert Entry.objects.count() == 2
        assert not Push.objects.exists()
        assert after.pushed_at == after.last_new_at == NOW + timedelta(minutes=5)
        assert (after.body_hash, after.etag, after.next_check_at) == (
            before.body_hash,
            before.etag,
            before.next_check_at,
        )
        assert list(WatchDay.objects.values_list("asked", "answered")) == watched  # nobody was asked

    def test_the_same_twice_is_once(self, feed, active):
        for _ in range(2):
            self.push(feed, entry("b"))
        assert Entry.objects.count() == 2

    def test_then_the_feed_is_polled_less_until_the_hub_forgets_something(self, feed, active):
        poll(feed, entry("a"), hub=HUB)
        alone = row_of(feed).next_check_at - NOW
        self.push(feed, entry("b"))
        poll(feed, entry("a"), entry("b"), hub=HUB)
        assert row_of(feed).next_check_at - NOW > 3 * alone
        poll(feed, entry("c"), hub=HUB, at=NOW + timedelta(hours=2))
        assert row_of(feed).next_check_at - NOW - timedelta(hours=2) < timedelta(hours=1)

    def test_a_feed_that_is_paused_takes_nothing_and_keeps_nothing(self, feed, active):
        Feed.objects.update(state="paused")
        assert due.feed_rows([feed.pk])[feed.pk].state == "paused"
        waiting = Push.objects.create(subscription=active, body=b"x", at=NOW)
        result = replace(polled(due.feed_rows([feed.pk])[feed.pk]), response=None, push=waiting.pk)
        store.store_poll(decide_poll(result, {}, OPTIONS, 0.5))
        assert Feed.objects.get().state == "paused"
        assert not Push.objects.exists()

    def test_what_cannot_be_read_brings_about_a_poll(self, feed, active):
        waiting = Push.objects.create(subscription=active, body=b"x", at=NOW)
        store.store_poll(decide_poll(PollResult(row_of(feed), NOW, push=waiting.pk), {}, OPTIONS, 0.5))
        after = row_of(feed)
        assert (after.next_check_at, after.pushed_at, after.state) == (NOW, None, "active")
        assert not Push.objects.exists()
