"""The search index's pairs of neighbouring words: a table of its own on SQLite. An index that is there lacks them."""

from django.db import migrations

from jarida.archive.search import schema


def create(apps, schema_editor):
    schema.create(schema_editor.connection)
    if apps.get_model("archive", "SearchDocument").objects.exists():
        apps.get_model("archive", "SearchProgress").objects.get_or_create(name="unpaired")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0006_stories'),
    ]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
