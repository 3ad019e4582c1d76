"""Django's declaration of this app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The app `archive`."""

    name = "jarida.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"
