"""Reports only from our own pages."""

import pytest

from jarida.moderation.origin import is_own

HOSTS = frozenset({"press.example", "127.0.0.1:8000"})


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        # the browser's word on the site is worth more than Origin
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://press.example"}, False),
        ({"Origin": "https://press.example"}, True),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "http://127.0.0.1:8001"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "https://press.example.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://["}, False),
    ],
)
def test_is_own(headers, own):
    assert is_own(headers, HOSTS) is own
