"""Who looks at the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client


@pytest.fixture
def chief(db) -> Client:
    """Somebody who may do everything."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("chief", password="a long password"))
    return client


@pytest.fixture
def staff(db) -> Client:
    """Staff who may look at everything and change nothing."""
    client = Client()
    user = get_user_model().objects.create_user("staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    return client
