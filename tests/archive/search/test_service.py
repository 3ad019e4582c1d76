"""The facade over parse, build, engine and what is shown."""

import pytest

from jarida.archive.models import Article
from jarida.archive.search import service
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from jarida.archive.search.service import SearchRequest
from tests.website.factories import make_press

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    "text",
    ["barrages", "السدود", '"moitié de"', "outlet:sawt-al-atlas", "", "lang:fr -barrages", "barr*", "after:2024"],
)
def test_what_is_asked_is_found(text: str):
    make_press(40, pictures=0)
    engine().write(documents(Article.objects.values_list("pk", flat=True)))
    page = service.search(SearchRequest(text, facets=True, histogram=True))
    assert page.found
    assert page.count.number == sum(1 + len(one.folded) for one in page.found)
