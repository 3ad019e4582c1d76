"""Makes Django usable in a process that is not the site's."""

import os


def setup_django() -> None:
    """Make the archive usable in this process; settings come from jarida.toml and the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jarida.config.settings")
    import django

    django.setup()
