"""Django's declaration of this app."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """The app `pipeline`."""

    name = "jarida.pipeline"
    label = "pipeline"
    default_auto_field = "django.db.models.BigAutoField"
