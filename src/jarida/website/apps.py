"""Django's declaration of this app."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The app `website`."""

    name = "jarida.website"
    label = "website"
    default_auto_field = "django.db.models.BigAutoField"
