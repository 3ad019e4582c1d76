"""What becomes of subscriptions at hubs: wanted by polls, carried on by the pipeline, confirmed by the hubs."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import transaction
from django.db.models import F

from jarida.archive.models import Feed, Push, Subscription
from jarida.archive.store.sql import fit
from jarida.core.feeds.websub import (
    HubState,
    Mode,
    Standing,
    Subscribing,
    confirms,
    is_signed,
    lease,
    renewal,
)
from jarida.core.plans import PollPlan

MOST_WAITING = 20  # pushes of one feed that wait to be read; a hub that sends more is answered by a poll
SOONEST = timedelta(seconds=20)  # between two polls that unsigned or unreadable pushes bring about
GONE = (HubState.LEAVING, HubState.LEFT)


class Taken(Enum):
    """What became of a push."""

    UNKNOWN = auto()  # no such subscription
    KEPT = auto()  # it will be read
    NOTED = auto()  # the feed will be polled instead
    IGNORED = auto()


def note_hubs(plans: Sequence[PollPlan]) -> None:
    """Want what feeds announce by their polls, and leave what they no longer announce."""
    told = [plan for plan in plans if plan.hub_known]
    known: defaultdict[int, list[Subscription]] = defaultdict(list)
    for one in Subscription.objects.filter(feed_id__in=[plan.feed.id for plan in told]) if told else ():
        known[one.feed_id].append(one)
    for plan in told:
        _note_hub(plan, known[plan.feed.id])


def _note_hub(plan: PollPlan, known: Sequence[Subscription]) -> None:
    wanted = plan.hub
    for one in known:
        same = wanted is not None and (one.hub, one.topic) == (wanted.url, wanted.topic)
        if same and one.state in GONE:
            _set(one, Standing(HubState.WANTED, plan.at))
        elif not same and one.state not in GONE:
            _set(one, Standing(HubState.LEAVING, plan.at))
    if wanted is not None and not any((one.hub, one.topic) == (wanted.url, wanted.topic) for one in known):
        Subscription.objects.create(
            feed_id=plan.feed.id, hub=wanted.url, topic=wanted.topic, token=secrets.token_urlsafe(32),
            secret=secrets.token_urlsafe(48), next_action_at=plan.at,
        )  # fmt: skip


def _set(one: Subscription, standing: Standing) -> None:
    Subscription.objects.filter(pk=one.pk).update(
        state=standing.state,
        next_action_at=standing.next_action_at,
        attempts=standing.attempts,
        problem=fit(standing.problem, 500),
    )


def subscriptions_due(now: datetime, limit: int) -> list[Subscribing]:
    """The subscriptions whose hub is to be told something now."""
    rows = Subscription.objects.filter(next_action_at__lte=now, feed__outlet__active=True)
    rows = rows.exclude(state=HubState.LEFT).order_by("next_action_at", "pk")[:limit]
    return [
        Subscribing(row.pk, row.hub, row.topic, row.token, row.secret, _mode(row.state), row.attempts) for row in rows
    ]


def _mode(state: str) -> Mode:
    return Mode.UNSUBSCRIBE if state == HubState.LEAVING else Mode.SUBSCRIBE


def store_standing(work: Subscribing, standing: Standing) -> None:
    """Put down what came of telling a hub, unless the hub asked back meanwhile.

    An active subscription that is renewed stays active until its lease ends.
    """
    rows = Subscription.objects.filter(pk=work.id)
    with transaction.atomic():
        row = rows.select_for_update().values_list("state", "next_action_at").first()
        if row is None or _mode(row[0]) is not work.mode:
            return
        if row[0] == HubState.ACTIVE and standing.state in (HubState.ASKED, HubState.FAILING):
            rows.update(
                next_action_at=standing.next_action_at, attempts=standing.attempts, problem=fit(standing.problem, 500)
            )
        elif row[0] != HubState.LEFT:
            _set(rows.get(), standing)


def verify(token: str, mode: str, topic: str, lease_seconds: str, now: datetime) -> bool:
    """A hub asks back whether we want this; whether to say yes."""
    with transaction.atomic():
        one = Subscription.objects.select_for_update().filter(token=token).first()
        if one is None or not confirms(HubState(one.state), mode, same_topic=one.topic == topic):
            return False
        if mode == Mode.UNSUBSCRIBE:
            _set(one, Standing(HubState.LEFT, None))
            return True
        seconds = lease(lease_seconds)
        _set(one, Standing(HubState.ACTIVE, renewal(now, seconds)))
        Subscription.objects.filter(pk=one.pk).update(expires_at=now + timedelta(seconds=seconds))
    return True


def deny(token: str, topic: str, standing: Standing) -> bool:
    """A hub says that it refuses, now or later; whether there is such a subscription."""
    one = Subscription.objects.filter(token=token, topic=topic).exclude(state__in=GONE).first()
    if one is not None:
        _set(one, standing)
    return one is not None


def known_token(token: str) -> bool:
    """Whether a hub was given this token and may still use it."""
    return Subscription.objects.filter(token=token).exclude(state__in=GONE).exists()


def take_push(token: str, body: bytes | None, content_type: str, signature: str, now: datetime) -> Taken:
    """A hub sent something. Signed, it is kept to be read; else the feed is polled soon, and not often.

    `body` is None where it was too large to be taken.
    """
    with transaction.atomic():
        one = Subscription.objects.select_for_update().filter(token=token).exclude(state__in=GONE).first()
        if one is None:
            return Taken.UNKNOWN
        signed = body is not None and is_signed(one.secret, body, signature)
        Subscription.objects.filter(pk=one.pk).update(
            pushes=F("pushes") + 1, last_push_at=now, refused_pushes=F("refused_pushes") + (0 if signed else 1)
        )
        if signature and body is not None and not signed:
            return Taken.IGNORED  # §7.1: answered as if all were well, and not believed
        if body and signed and Push.objects.filter(subscription=one).count() < MOST_WAITING:
            Push.objects.create(subscription=one, body=body, content_type=fit(content_type, 200), at=now)
            return Taken.KEPT
        return _poll_soon(one, now)


def _poll_soon(one: Subscription, now: datetime) -> Taken:
    """Make the feed due, unless it was asked a moment ago: a push without proof costs its outlet one request."""
    feed = Feed.objects.select_for_update().get(pk=one.feed_id)
    soonest = max(now, feed.last_checked_at + SOONEST) if feed.last_checked_at else now
    if feed.next_check_at is None or feed.next_check_at <= soonest:
        return Taken.NOTED
    Feed.objects.filter(pk=feed.pk).update(next_check_at=soonest)
    return Taken.NOTED


def forget_pushes(push_ids: Collection[int]) -> None:
    """They were read."""
    if push_ids:
        Push.objects.filter(pk__in=push_ids).delete()
