"""`jarida manage forget_reports`: empty the hashes of old reports; for a timer of the operator's."""

from typing import Any

from django.core.management.base import BaseCommand

from jarida.moderation.forget import forget


class Command(BaseCommand):
    """Forget who made reports older than moderation.forget_days."""

    help = "Forget who made reports older than moderation.forget_days."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Forget, and say of how many reports."""
        self.stdout.write(f"forgot who made {forget()} reports")
