"""Days of the week are numbers in every language."""

import pytest

from jarida.core.stories.weekdays import weekdays
from jarida.core.text.analysis import analyse


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'Aïd célébré lundi"),
        ("es", "El Eid se celebrará el lunes"),
        ("en", "Eid to be celebrated on Monday"),
        ("ar", "عيد الفطر يوم الاثنين"),
    ],
)
def test_monday(language, text):
    assert weekdays(analyse(text, language), language) == {"@0"}


def test_several_and_none():
    assert weekdays(analyse("mercredi et jeudi", "fr"), "fr") == {"@2", "@3"}
    assert weekdays(analyse("mercredi", "es"), "es") == frozenset()
    assert weekdays(analyse("أعمال الأحد", "ar"), "ar") == {"@6"}
    assert weekdays(analyse("ⴰⵢⵏⴰⵙ", "zgh"), "zgh") == frozenset()
