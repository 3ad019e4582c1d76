"""Pages are kept beside the articles, templates are learned from them, and a revision says whose change it is."""

import django.db.models.deletion
from django.db import migrations, models

IDENTITY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
FIELDS = ("read", "title", "authors", "published", "text", "summary", "image", "section", "tags")


def _outlet(name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to="archive.outlet")


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="origin",
            field=models.CharField(
                choices=[("outlet", "outlet"), ("engine", "Jarida")], default="outlet", max_length=10
            ),
        ),
        migrations.CreateModel(
            name="LearningState",
            fields=[
                ("id", IDENTITY.clone()),
                ("tried_at", models.DateTimeField()),
                (
                    "newest_page",
                    models.BigIntegerField(default=0, help_text="the newest stored page that was looked at"),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "outlet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="learning", to="archive.outlet"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FieldFill",
            fields=[
                ("id", IDENTITY.clone()),
                ("day", models.DateField()),
                *[(name, models.PositiveIntegerField(default=0)) for name in FIELDS],
                ("outlet", _outlet("fills")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("outlet", "day"), name="fill_once_per_day")],
            },
        ),
        migrations.CreateModel(
            name="OutletTemplate",
            fields=[
                ("id", IDENTITY.clone()),
                ("template", models.JSONField(default=dict)),
                ("pages", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "current"), ("replaced", "replaced"), ("retired", "retired")],
                        default="current",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                ("learned_at", models.DateTimeField()),
                ("outlet", _outlet("templates")),
            ],
            options={
                "indexes": [models.Index(fields=["outlet", "valid_from"], name="template_outlet_time")],
            },
        ),
        migrations.CreateModel(
            name="StoredPage",
            fields=[
                ("id", IDENTITY.clone()),
                ("revision", models.PositiveIntegerField()),
                ("url", models.CharField(max_length=2000)),
                ("content_type", models.CharField(blank=True, max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("stored", models.PositiveIntegerField()),
                ("fetched_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="archive.article"
                    ),
                ),
                ("outlet", _outlet("pages")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["outlet", "fetched_at", "id"], name="page_outlet_time"),
                    models.Index(fields=["fetched_at"], name="page_time"),
                ],
                "constraints": [models.UniqueConstraint(fields=("article", "revision"), name="page_once_per_revision")],
            },
        ),
    ]
