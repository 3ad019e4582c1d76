"""Reports of readers, and every decision taken on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jarida.archive.models import Article, Image


class Action(models.TextChoices):
    """What was decided."""

    BLOCKED = "blocked", _("blocked automatically")
    CONFIRMED = "confirmed", _("block confirmed")
    CLEARED = "cleared", _("cleared")
    REVERSED = "reversed", _("block reversed")
    WITHDRAWN = "withdrawn", _("article withdrawn")
    RESTORED = "restored", _("article restored")


class Report(models.Model):
    """One person's complaint about an image. The person is two keyed hashes, emptied after 30 days."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="reports")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL)
    address_hash = models.CharField(max_length=64, blank=True)
    person_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["address_hash", "created_at"], name="report_address")]

    def __str__(self) -> str:
        return f"{self.image_id} {self.created_at:%Y-%m-%d}"


class Decision(models.Model):
    """A line of the log: what was decided on an image or article, by whom (null: automatically) and why."""

    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    action = models.CharField(max_length=10, choices=Action)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.created_at:%Y-%m-%d %H:%M}"


class ReportedImage(Image):
    """An image in the moderators' queue."""

    class Meta:
        proxy = True
        verbose_name = "reported image"

    @classmethod
    def waiting(cls) -> models.QuerySet["ReportedImage"]:
        """The images that were reported and on which no moderator has decided since."""
        # the reports are few and the images many: begin with the reports
        reported = Report.objects.order_by().values("image_id")
        return cls._default_manager.filter(pk__in=reported, report_count__gt=0)
