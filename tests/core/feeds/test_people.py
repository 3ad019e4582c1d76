import pytest

from jarida.core.feeds.bounds import MAX_AUTHORS
from jarida.core.feeds.people import names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Salma Berrada", "Salma Berrada"),
        ("redaction@phare.example (Salma Berrada)", "Salma Berrada"),
        ("Salma Berrada <salma@phare.example>", "Salma Berrada"),
        ("Salma Berrada (salma@phare.example)", "Salma Berrada"),
        ('"Salma Berrada" <mailto:salma@phare.example>', "Salma Berrada"),
        ("سلمى برادة", "سلمى برادة"),
        ("Salma &amp; Omar", "Salma & Omar"),
        ("<a href='/x'>Salma</a>", "Salma"),
        ("Salma https://phare.example/salma", "Salma"),
    ],
)
def test_names(written, name):
    assert names([written]) == (name,)


@pytest.mark.parametrize(
    "written", ["", "  ", "salma@phare.example", "<salma@phare.example>", "https://x.example/", "()"]
)
def test_addresses_alone_are_nobody(written):
    assert names([written]) == ()


def test_each_name_once_in_order_and_not_too_many():
    assert names(["B", "A", "B "]) == ("B", "A")
    assert len(names([f"N{n}" for n in range(99)])) == MAX_AUTHORS
