"""`jarida manage apikey create|list|revoke`: keys of the API."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jarida.api.keys import SHOWN, create_key, revoke
from jarida.api.models import MOST_PER_MINUTE, ApiKey, Scope

MOST_DAYS = 36_500


class Command(BaseCommand):
    """Make, list and revoke keys of the API."""

    help = "Make, list and revoke keys of the API. A token is shown once, when it is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Three verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a key and show its token")
        create.add_argument("--note", default="", help="whose key it is, and what for")
        create.add_argument(
            "--scope", action="append", choices=Scope.values, default=[], help="may be repeated (default: read)"
        )
        create.add_argument("--rate", type=int, default=settings.OPTIONS.api.key_rate, help="requests a minute")
        create.add_argument("--days", type=int, help="after how many days it expires (default: never)")
        verbs.add_parser("list", help="the keys, newest first")
        verbs.add_parser("revoke", help="end a key for good").add_argument(
            "key", help="its number or its first letters"
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Do what the verb says."""
        {"create": self._create, "list": self._list, "revoke": self._revoke}[options["verb"]](options)

    def _create(self, options: dict[str, Any]) -> None:
        if not 1 <= options["rate"] <= MOST_PER_MINUTE:
            raise CommandError(f"--rate must be from 1 to {MOST_PER_MINUTE}")
        if len(options["note"]) > 200:
            raise CommandError("--note must have 200 characters at most")
        scopes = [Scope(name) for name in options["scope"]] or [Scope.READ]
        key, token = create_key(
            scopes, note=options["note"], per_minute=options["rate"], expires_at=_expiry(options["days"])
        )
        self.stderr.write(f"key {key.pk} ({', '.join(key.scopes)}). Its token is shown only now:")
        self.stdout.write(token)

    def _list(self, options: dict[str, Any]) -> None:
        for key in ApiKey.objects.order_by("-id"):
            used = f"used on {key.last_used_on}" if key.last_used_on else "never used"
            expiry = f", until {key.expires_at:%Y-%m-%d}" if key.expires_at else ""
            self.stdout.write(
                f"{key.pk}\t{key.prefix}…\t{key.state()}{expiry}\t{','.join(key.scopes)}\t"
                f"{key.per_minute}/min\t{used}\t{key.note}"
            )

    def _revoke(self, options: dict[str, Any]) -> None:
        key = _one(options["key"])
        if not revoke(key):
            raise CommandError(f"key {key.pk} was revoked before, on {key.revoked_at:%Y-%m-%d}")
        self.stdout.write(f"key {key.pk} ({key.prefix}…) is revoked")


def _expiry(days: int | None) -> datetime | None:
    if days is None:
        return None
    if not 1 <= days <= MOST_DAYS:
        raise CommandError(f"--days must be from 1 to {MOST_DAYS}")
    return datetime.now(UTC) + timedelta(days=days)


def _one(text: str) -> ApiKey:
    by_number = text.isascii() and text.isdigit() and len(text) < 19
    found = ApiKey.objects.filter(pk=int(text)) if by_number else ApiKey.objects.filter(prefix__startswith=text[:SHOWN])
    keys = list(found[:2])
    if len(keys) == 1:
        return keys[0]
    raise CommandError(f"there is no key {text!r}" if not keys else f"several keys begin with {text!r}: use the number")
