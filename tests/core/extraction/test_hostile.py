"""What no page may cost: each in a process of its own, bounded in CPU and memory as a worker is."""

import subprocess
import sys

import pytest

from jarida.core.errors import NotAnArticle, ParseError
from jarida.core.extraction.model import PageKind

SECONDS = 20  # of CPU; measured: 2 at most
MEMORY = 1 << 30  # bytes of data; measured: 0.5 of it at most
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_DATA, ({memory}, {memory}))
from jarida.core.errors import JaridaError
from jarida.core.extraction.extract import extract
page = {page}
try:
    found = extract(page, "https://press.example/a")
except JaridaError as error:
    print(error.code, "0", "0")
else:
    print(found.kind, len(found.paragraphs), sum(map(len, found.paragraphs)))
"""
PAGES = {
    "50 MB of paragraphs": 'b"<h1>T</h1>" + b"<p>The council agreed on Monday to open the station.</p>" * 900_000',
    "50 MB of one text": 'b"<p>" + b"word " * 10_000_000',
    "200,000 nested elements": "b\"<div class='a b c'>\" * 200_000 + b'text'",
    "200,000 menus that were never closed": 'b"<nav>x" * 200_000 + b"<h1>T</h1>text"',
    "100,000 hidden elements": "b\"<div style='display:none'><p>x</p></div>\" * 90_000",
    "no body": 'b"<html><head><title>x</title>"',
    "UTF-7": 'b"<meta charset=utf-7><p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- is no text of ours.</p>"',
    "NULs": 'b"<html>\\0\\0<body>\\0<p>The council\\0 agreed.</p>" * 1000',
    "cut off within a tag": 'b"<article><p>The council agreed on Monday.</p><p cla"',
    "10,000 JSON-LD blocks": (
        'b"<script type=application/ld+json>{\\"@type\\":\\"NewsArticle\\",\\"headline\\":\\"x\\"}</script>" * 10_000'
        ' + b"<p>x"'
    ),
    "JSON-LD of 100,000 levels": (
        'b"<script type=application/ld+json>" + b"{\\"a\\":" * 100_000 + b"1" + b"}" * 100_000 + b"</script><p>x"'
    ),
    "a declared text that is nearly each block": (
        'b"<script type=application/ld+json>{\\"@type\\":\\"NewsArticle\\",\\"articleBody\\":\\"" + b"a" * 300_000'
        ' + b"\\"}</script>" + (b"<p>" + b"a" * 1900 + b"b</p>") * 5000'
    ),
    "a million line breaks": 'b"a<br><br>" * 1_000_000',
    "an element of 400,000 attributes": 'b"<p>x<div " + b" ".join(b"a%d" % i for i in range(400_000)) + b">text"',
    "the same, each with a value that holds a bracket": (
        'b"<p>x<div " + b" ".join(b"a%d=\'>\'" % i for i in range(400_000)) + b">text"'
    ),
    "quotes that never end": 'b"<p a=\'x>" * 900_000',
    "names that are all different": (
        'b"".join(b"<p class=\'%s\'>x</p>" % b" ".join(b"tok%d" % (i * j) for j in range(40)) for i in range(20_000))'
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_or_refused_within_its_bounds(name):
    program = READ.format(seconds=SECONDS, memory=MEMORY, page=PAGES[name])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-300:]
    kind, paragraphs, characters = done.stdout.split()
    assert kind in {*PageKind, NotAnArticle.code, ParseError.code}
    assert int(paragraphs) <= 3000
    assert int(characters) <= 1_000_000
