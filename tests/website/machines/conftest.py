"""What the tests of the machine-readable outputs share."""

import pytest
from django.test import Client

from jarida.archive.models import Article, Outlet
from tests.website.factories import make_outlet


@pytest.fixture
def outlet(db) -> Outlet:
    """An outlet that lets everything be shown."""
    return make_outlet("le-courrier", name="Le Courrier", names={"ar": "البريد"})


@pytest.fixture
def fetch(db):
    """GET an address as a stranger; the answer must have the status."""

    responses = []

    def get(path: str, status: int = 200, **headers: str):
        response = Client().get(path, **headers)
        responses.append(response)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return response

    yield get
    for response in responses:
        response.close()


def permalink(article: Article) -> str:
    """The language-free address of an article."""
    return f"http://127.0.0.1:8000/articles/{article.pk}"
