"""Terms of made articles in a tenth of the time that `archive.search.terms` takes, so that an hour builds a million.

Every word of `searchdata.py` is analysed by `core.text` once and remembered. What the index holds is the same but
for fingerprints and digests, which no measured question looks at; `search.py` says where it was used.
"""

from collections import Counter
from typing import Any

from jarida.archive.search.terms import LEAD_CHARACTERS, OFTEN, Terms, pairs_of, safe, tags_of, topic_of
from jarida.core.text.analysis import index_words

REMEMBERED = 3_000_000  # words

_words: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def quick_terms(document: Any) -> Terms:
    """What `terms_of` gives, without fingerprint; the digest is the article's number."""
    title, title_stems = _analysed(document.title.split(), document.language)
    words = document.text.split()
    body, stems = _analysed(words, document.language)
    lead = document.text[:LEAD_CHARACTERS].count(" ")
    often = [word for word, times in Counter(words).items() if times >= OFTEN]
    focus = {*_analysed(words[:lead], document.language)[1], *_analysed(often, document.language)[1]} - title_stems
    return Terms(
        tuple(title), tuple(body), tuple(title_stems), tuple(focus), tuple(stems - focus - title_stems),
        tuple(tags_of(document)), topic_of(document), 0, document.article_id,
        pairs_of(title, body),
    )  # fmt: skip


def _analysed(words: list[str], language: str) -> tuple[list[str], set[str]]:
    forms: list[str] = []
    stems: set[str] = set()
    for word in words:
        found = _words.get((word, language)) or _remember(word, language)
        forms += found[0]
        stems.update(found[1])
    return forms, stems


def _remember(word: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = index_words(word, language)
    clean = tuple(map(safe, found.forms)), tuple(map(safe, found.stems))
    if len(_words) < REMEMBERED:
        _words[word, language] = clean
    return clean


def install() -> None:
    """Let both engines use it."""
    from jarida.archive.search import postgresql, sqlite_writing

    for module in (postgresql, sqlite_writing):
        module.terms_of = quick_terms  # type: ignore[attr-defined]
