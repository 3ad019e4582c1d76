"""Subscriptions at hubs, and what hubs sent."""

import django.db.models.deletion
from django.db import migrations, models

IDENTITY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
STATES = [(state, state) for state in ("wanted", "asked", "active", "denied", "failing", "leaving", "left")]
KINDS = [
    (kind, kind)
    for kind in ("article", "video", "gallery", "live", "section", "paywall", "error", "consent", "empty")
]


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_search")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="kind",
            field=models.CharField(choices=KINDS, default="article", max_length=10),
        ),
        migrations.AddField(
            model_name="feed",
            name="pushed_at",
            field=models.DateTimeField(blank=True, help_text="when its hub last sent something", null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="ttl",
            field=models.FloatField(default=0, help_text="seconds between two polls that the feed wishes"),
        ),
        migrations.AddField(
            model_name="feed",
            name="skip_hours",
            field=models.PositiveIntegerField(
                default=0, help_text="a bit for each hour (UTC) in which it is not polled"
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="skip_days",
            field=models.PositiveSmallIntegerField(default=0, help_text="a bit for each such day, Monday first"),
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", IDENTITY),
                ("hub", models.CharField(max_length=1000)),
                ("topic", models.CharField(max_length=1000)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("secret", models.CharField(max_length=128)),
                ("state", models.CharField(choices=STATES, default="wanted", max_length=10)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("next_action_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=500)),
                ("pushes", models.PositiveIntegerField(default=0, help_text="how often the hub sent something")),
                ("last_push_at", models.DateTimeField(blank=True, null=True)),
                (
                    "refused_pushes",
                    models.PositiveIntegerField(default=0, help_text="how many of these were not signed rightly"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subscriptions", to="archive.feed"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("feed", "hub", "topic"), name="subscription_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Push",
            fields=[
                ("id", IDENTITY),
                ("body", models.BinaryField()),
                ("content_type", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="archive.subscription",
                    ),
                ),
            ],
        ),
    ]
