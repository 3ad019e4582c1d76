"""What no feed may cost: each in a process of its own, bounded in CPU and memory as a worker is."""

import subprocess
import sys

import pytest

SECONDS = 20  # of CPU; measured: 4.4 at most
MEMORY = 1 << 30  # bytes of data; measured: 425 MB at most, the document's own included
READ = """
import gzip, resource
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_DATA, ({memory}, {memory}))
from jarida.core.errors import JaridaError
from jarida.core.feeds.parse import parse_feed
ITEM = b"<item><title>T</title><link>https://press.example/%d</link></item>"
ITEMS = lambda count: b"".join(ITEM % number for number in range(count))
URLS = b"".join(b"<url><loc>https://press.example/%d</loc></url>" % number for number in range(100_000))
RSS = lambda inner: b"<rss version='2.0'><channel><title>x</title>" + inner + b"</channel></rss>"
JSON = b'{{"version":"https://jsonfeed.org/version/1.1","title":"x","items":['
JSON += b",".join(b'{{"id":"%d","url":"https://press.example/%d"}}' % (n, n) for n in range(100_000))
try:
    feed = parse_feed({document}, url="https://press.example/feed", with_content=False)
except JaridaError as error:
    print(error.code, 0, 0, 1)
else:
    print(feed.format, len(feed.entries), len(feed.sitemaps), len(feed.problems))
"""
# the document, and what is said of it: format or code, entries, members, whether anything is remarked on
FEEDS = {
    "100,000 items": ("RSS(ITEMS(100_000))", ("rss2.0", 5000, 0, True)),
    "100,000 items of JSON": ('JSON + b"]}"', ("json-feed-1", 5000, 0, True)),
    "100,000 items of JSON, cut off": ("JSON", ("json-feed-1", 5000, 0, True)),
    "100,000 addresses": ('b"<urlset>" + URLS + b"</urlset>"', ("sitemap", 5000, 0, True)),
    "an index that names only itself, 100,000 times": (
        'b"<sitemapindex>" + b"<sitemap><loc>https://press.example/feed</loc></sitemap>" * 100_000',
        ("sitemap-index", 0, 0, True),
    ),
    "gzip of 180 MB": (
        'gzip.compress(b"<urlset>" + b"<url><loc>https://press.example/a</loc></url>" * 4_000_000, 1)',
        ("sitemap", 5000, 0, True),
    ),
    "200,000 nested elements": ('RSS(b"<a>" * 200_000 + ITEMS(1))', ("rss2.0", 0, 0, True)),
    "HTML of 200,000 nested elements": (
        'RSS(b"<item><title>t</title><link>/a</link><description>" + b"&lt;div>" * 200_000 + b"</description></item>")',
        ("rss2.0", 1, 0, False),
    ),
    "600,000 attributes": (
        'b"<rss " + b" ".join(b"a%d=\'b\'" % n for n in range(600_000)) + b"><channel>" + ITEMS(1)',
        ("rss2.0", 1, 0, True),
    ),
    "8 MB of ampersands": ('RSS(b"<item><title>" + b"&" * 8_000_000 + b"</title></item>")', ("rss2.0", 1, 0, True)),
    "9 MB of brackets": ('RSS(b"<" * 9_000_000)', ("rss2.0", 0, 0, True)),
    "NULs only": ('b"\\0" * 10_000_000', ("not-a-feed", 0, 0, True)),
    "JSON of 100,000 levels": ('b\'{{"items":\' + b"[" * 100_000', ("not-a-feed", 0, 0, True)),
    "UTF-7": ("b\"<?xml version='1.0' encoding='utf-7'?>\" + RSS(ITEMS(1))", ("rss2.0", 1, 0, False)),
    "cut off within a tag": ("RSS(ITEMS(1000))[:-60]", ("rss2.0", 999, 0, True)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_read_or_refused_within_its_bounds(name):
    document, expected = FEEDS[name]
    program = READ.format(seconds=SECONDS, memory=MEMORY, document=document.replace("{{", "{"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-300:]
    said, entries, members, remarks = done.stdout.split()
    assert (said, int(entries), int(members), int(remarks) > 0) == expected
