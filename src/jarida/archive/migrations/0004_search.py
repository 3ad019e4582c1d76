"""The search index's tables: documents in date order, words, progress of passes."""

import django.db.models.deletion
from django.db import migrations, models

from jarida.archive.search import schema


def create(apps, schema_editor):
    schema.create(schema_editor.connection)


def drop(apps, schema_editor):
    schema.drop(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_ledger'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True)),
                ('key', models.BigIntegerField(default=0)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, unique=True)),
                ('shown', models.CharField(blank=True, max_length=80)),
                ('skeleton', models.CharField(blank=True, db_index=True, max_length=40)),
                ('documents', models.PositiveIntegerField(default=0)),
            ],
            options={'indexes': [models.Index(fields=['documents'], name='searchword_documents')]},
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('key', models.BigAutoField(primary_key=True, serialize=False)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('day', models.DateField()),
                ('topic', models.CharField(blank=True, max_length=100)),
                ('fingerprint', models.BigIntegerField(default=0)),
                ('digest', models.BigIntegerField(default=0)),
                ('article', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='search_document', to='archive.article')),
                ('outlet', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.outlet')),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
