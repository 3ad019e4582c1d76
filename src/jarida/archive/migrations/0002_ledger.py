"""The ledger. Entries of before count from the next `jarida manage ledger --rebuild`."""

import django.db.models.deletion
from django.db import migrations, models

IDENTITY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
COUNTS = ("announced", "collected", "waiting", "failed", "refused", "withdrawn", "late")


def _outlet(name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to="archive.outlet")


def _once(name):
    return [models.UniqueConstraint(fields=("outlet", "day"), name=name)]


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_kept_pages")]

    operations = [
        migrations.CreateModel(
            name="LedgerDay",
            fields=[
                ("id", IDENTITY),
                ("outlet", _outlet("ledger")),
                ("day", models.DateField()),
                *((name, models.PositiveIntegerField(default=0)) for name in COUNTS),
                ("problems", models.JSONField(blank=True, default=dict)),
            ],
            options={"constraints": _once("ledger_once_per_day")},
        ),
        migrations.CreateModel(
            name="WatchDay",
            fields=[
                ("id", IDENTITY),
                ("outlet", _outlet("watched")),
                ("day", models.DateField()),
                ("asked", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(blank=True, default=dict)),
            ],
            options={"constraints": _once("watched_once_per_day")},
        ),
        migrations.CreateModel(
            name="RunningDay",
            fields=[
                ("id", IDENTITY),
                ("day", models.DateField(unique=True)),
                ("hours", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="entry",
            name="day",
            field=models.DateField(
                blank=True, help_text="for which it counts in the ledger, in the outlet's zone", null=True
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="late",
            field=models.BooleanField(default=False, help_text="announced hours after its own date"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["outlet", "day"], name="entry_outlet_day"),
        ),
    ]
