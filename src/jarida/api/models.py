"""Keys of programs."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

# Django looks for models here
from jarida.api.readers.models import ReaderAccount, ReaderFeed, ReaderMarks, ReaderStar

__all__ = ["ApiKey", "ReaderAccount", "ReaderFeed", "ReaderMarks", "ReaderStar", "Scope"]

MOST_PER_MINUTE = 100_000


class Scope(models.TextChoices):
    """What a key may do."""

    READ = "read", "read, at the key's own rate"
    REPORT = "reports:write", "report images"


class ApiKey(models.Model):
    """A program's key. Of its token only hashes are kept, and the first letters to know it by.

    `fever_hash` is for the Fever protocol, whose clients send the MD5 of `jarida:TOKEN`: SHA-256 of that MD5.
    Both may be plain hashes, for a token is random and as long as a key of a cipher: there is nothing to guess.
    """

    prefix = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    fever_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True, help_text="whose key it is, and what for")
    per_minute = models.PositiveIntegerField(
        default=600,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_MINUTE)],
        help_text="requests a minute",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="empty: never")
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True, help_text="the day only, in UTC")

    class Meta:
        verbose_name = "API key"

    def __str__(self) -> str:
        return f"{self.prefix}… {self.note}".strip()

    def state(self, now: datetime | None = None) -> str:
        """`active`, `revoked` or `expired`."""
        if self.revoked_at is not None:
            return "revoked"
        over = self.expires_at is not None and self.expires_at <= (now or timezone.now())
        return "expired" if over else "active"

    def may(self, scope: Scope) -> bool:
        """Whether the key has a scope."""
        return scope.value in self.scopes
