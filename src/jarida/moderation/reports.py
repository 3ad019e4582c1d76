"""Taking in a report: it is kept, the people are counted, and at the threshold the image is blocked.

All in one transaction that holds the image's row, so that of two reports at once exactly one blocks
(SQLite: its transactions begin IMMEDIATE and are one after another).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jarida.archive import store
from jarida.archive.models import Article, Image, ImageState
from jarida.moderation.decide import Reporter, Verdict, decide
from jarida.moderation.forget import oldest_remembered
from jarida.moderation.models import Action, Decision, Report

HOUR = timedelta(hours=1)
MOST_COUNTED = 5000
BY_MODERATORS = (Action.CONFIRMED, Action.CLEARED, Action.REVERSED)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report. `blocked`: the image is blocked now, by this report or before it."""

    blocked: bool
    persons: int


def seconds_to_wait(address_hash: str, now: datetime | None = None) -> int:
    """How long this address must wait until it may report again; 0 if it may now."""
    moment = now or timezone.now()
    recent = Report.objects.filter(address_hash=address_hash, created_at__gt=moment - HOUR).order_by("-created_at")
    bound = settings.OPTIONS.moderation.reports_per_hour
    oldest = recent.values_list("created_at", flat=True)[bound - 1 : bound]
    return next((int((found + HOUR - moment).total_seconds()) + 1 for found in oldest), 0)


def take_report(digest: str, reporter: Reporter, article_id: int | None = None) -> Taken:
    """Keep a report of an image and act on it. Raises Image.DoesNotExist."""
    with transaction.atomic():
        image = Image.objects.select_for_update().get(digest=digest)
        now = timezone.now()
        Report.objects.create(
            image=image, article_id=_existing(article_id), created_at=now,
            address_hash=reporter.address, person_hash=reporter.cookie,
        )  # fmt: skip
        verdict = judge(image, now)
        Image.objects.filter(pk=image.pk).update(report_count=verdict.persons)
        if verdict.block:
            store.set_image_state(image.pk, ImageState.BLOCKED)
            Decision.objects.create(image=image, action=Action.BLOCKED, reason=f"reported by {verdict.persons} persons")
        return Taken(verdict.block or image.state == ImageState.BLOCKED, verdict.persons)


def judge(image: Image, now: datetime) -> Verdict:
    """What the reports of an image since a moderator last decided on it amount to."""
    options = settings.OPTIONS.moderation
    return decide(
        _reporters(image, now), shown=image.state == ImageState.SHOWN,
        threshold=options.threshold, identify=options.identify,
    )  # fmt: skip


def _reporters(image: Image, now: datetime) -> list[Reporter]:
    reports = Report.objects.filter(image=image, created_at__gte=oldest_remembered(now))
    decided = Decision.objects.filter(image=image, action__in=BY_MODERATORS).values_list("created_at", flat=True)
    last = decided.order_by("-created_at", "-id").first()
    if last is not None:
        reports = reports.filter(created_at__gt=last)
    marks = reports.order_by().values_list("address_hash", "person_hash").distinct()[:MOST_COUNTED]
    return [Reporter(*row) for row in marks]


def _existing(article_id: int | None) -> int | None:
    found = Article.objects.filter(pk=article_id).values_list("pk", flat=True) if article_id else ()
    return next(iter(found), None)
