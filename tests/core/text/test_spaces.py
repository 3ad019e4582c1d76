"""The spaces of French that must not break."""

import pytest

from jarida.core.text.clean import clean


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Coupe\u202f: la finale", "Coupe\u202f: la finale"),
        ("Coupe\u00a0: la finale", "Coupe\u202f: la finale"),
        ("Vraiment\u202f?", "Vraiment\u202f?"),
        ("«\u00a0Oui\u00a0»", "«\u202fOui\u202f»"),
        ("50\u00a0%", "50\u202f%"),
        ("5\u00a0000 habitants", "5 000 habitants"),
        ("un\u00a0 \u00a0mot", "un mot"),
        ("\u00a0: seul", ": seul"),
        ("Coupe : la finale", "Coupe : la finale"),
    ],
)
def test_a_space_that_must_not_break_stays_where_french_needs_it(given, kept):
    assert clean(given) == kept
    assert clean(kept) == kept
