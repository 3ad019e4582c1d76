"""Django's declaration of this app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The app `moderation`."""

    name = "jarida.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"
