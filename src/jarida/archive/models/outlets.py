"""Publishers and the places where they announce articles."""

from django.db import models

from jarida.archive.models.choices import FeedState, OutletKind, OutletOwnership, choices
from jarida.core.extraction.model import Policy


class Outlet(models.Model):
    """A publisher. `names` maps a language to the outlet's name in it; `policy` is what may be shown."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    names = models.JSONField(default=dict, blank=True)
    homepage = models.URLField(max_length=500)
    kind = models.CharField(max_length=20, choices=OutletKind, default=OutletKind.SITE)
    ownership = models.CharField(max_length=20, choices=OutletOwnership, default=OutletOwnership.UNKNOWN, blank=True)
    languages = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=2, blank=True)
    policy = models.CharField(max_length=10, choices=choices(Policy), default=Policy.FULL.value)
    time_zone = models.CharField(max_length=64, default="UTC")
    selectors = models.JSONField(default=dict, blank=True)
    verified = models.BooleanField(default=False)
    fictional = models.BooleanField(default=False)
    active = models.BooleanField(default=True, db_index=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """One place where an outlet announces articles. The database is the schedule: `next_check_at`."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=1000)
    format = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=FeedState, default=FeedState.NEW)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    interval = models.FloatField(default=0, help_text="seconds between two polls")
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_checked_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_new_at = models.DateTimeField(null=True, blank=True)
    arrivals = models.JSONField(default=list, blank=True, help_text="latest times at which something new came")
    failures = models.PositiveIntegerField(default=0, help_text="failed polls in a row")
    problem_code = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    remarks = models.JSONField(default=list, blank=True, help_text="what was wrong in the feed and mended")
    moved_from = models.CharField(max_length=1000, blank=True)
    ttl = models.FloatField(default=0, help_text="seconds between two polls that the feed wishes")
    skip_hours = models.PositiveIntegerField(default=0, help_text="a bit for each hour (UTC) in which it is not polled")
    skip_days = models.PositiveSmallIntegerField(default=0, help_text="a bit for each such day, Monday first")
    pushed_at = models.DateTimeField(null=True, blank=True, help_text="when its hub last sent something")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "url"], name="feed_once_per_outlet")]

    def __str__(self) -> str:
        return self.url
