"""What an index holds of a document, whatever its engine. Pure.

Forms, marked stems and tags never look alike: forms hold letters, digits and marks, stems hold a dot
(`fr.elect`), tags begin with a tilde. So a term is looked up without saying in which column, and only what must
stand in the title is.

Each stem is kept once, in the best place that it has: the title, the focus of the text, or the rest of it. The
focus is what a press article says first (its lead) and what it says again and again; that is what relevance needs
of word frequencies and can be asked of any index as a question of yes or no (`archive.search.ranking`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from jarida.archive.search.contract import Document
from jarida.archive.search.keys import minute_of
from jarida.core.search.expression import EVERYTHING, IMAGE_TAG, author_tag, language_tag, outlet_tag, topic_tag
from jarida.core.text.analysis import IndexWords, forms, index_words, stems
from jarida.core.text.fingerprints import fingerprint
from jarida.core.text.pairs import pairs

VERSION: Final = 2  # raised when an index of the same documents would hold other terms: all are indexed anew
TEXT_CHARACTERS: Final = 200_000  # of one article; longer ones are found by their beginning
LEAD_CHARACTERS: Final = 300  # of a text, about its first two sentences
OFTEN: Final = 3  # so many times in a text a word belongs to its focus
LONGEST: Final = 80  # characters of one term; cut in the index and in the question alike
MOST_TAGS: Final = 60  # words of authors, and of topics
_UNSAFE: Final = re.compile(r"[\x00-,/;-@[-^`{-}\x7f]")  # ASCII but for letters, digits and - . : _ ~


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a document. `title` and `body` are forms in order; `title_stems`, `focus` and `stems` sets.

    `pairs` are those of neighbours in the title and in the text (`core.text.pairs`).

    `topic` is the folded first topic. `digest` tells whether two documents are indexed alike (64 bits, signed);
    `fingerprint` whether two articles are nearly alike (`core.text.fingerprints`).
    """

    title: tuple[str, ...]
    body: tuple[str, ...]
    title_stems: tuple[str, ...]
    focus: tuple[str, ...]
    stems: tuple[str, ...]
    tags: tuple[str, ...]
    topic: str
    fingerprint: int
    digest: int
    pairs: tuple[str, ...] = ()


def terms_of(document: Document) -> Terms:
    """What the index holds of a document."""
    title = index_words(document.title[:TEXT_CHARACTERS], document.language)
    body = index_words(document.text[:TEXT_CHARACTERS], document.language)
    focus = _focus(document, body)
    title_stems = set(title.stems)
    lists = (
        title.forms,
        body.forms,
        sorted(title_stems),
        sorted(focus - title_stems),
        sorted(set(body.stems) - focus - title_stems),
        tags_of(document),
    )
    return _terms(document, [tuple(term for raw in terms if (term := safe(raw))) for terms in lists])


def _terms(document: Document, lists: Sequence[tuple[str, ...]]) -> Terms:
    title, body, title_stems, focus, stems, tags = lists
    topic = topic_of(document)
    digest = _digest(document, lists, topic)
    return Terms(
        title, body, title_stems, focus, stems, tags, topic, fingerprint((*title, *body)), digest,
        pairs_of(title, body),
    )  # fmt: skip


def pairs_of(title: Sequence[str], body: Sequence[str]) -> tuple[str, ...]:
    """The pairs of a document, each once."""
    return tuple(dict.fromkeys((*pairs(title), *pairs(body))))


def _focus(document: Document, body: IndexWords) -> set[str]:
    """The stems of the lead, and of the words that come back."""
    lead = set(index_words(document.text[:LEAD_CHARACTERS].rpartition(" ")[0], document.language).stems)
    often = [form for form, times in Counter(body.forms).items() if times >= OFTEN]
    return lead | ({stem for form in often for stem in stems(form, document.language)} & set(body.stems))


def tags_of(document: Document) -> list[str]:
    """The properties of a document as terms, each once."""
    authors = [author_tag(form) for form in _words(document.authors)]
    topics = [topic_tag(form) for form in _words(document.topics)]
    fixed = [EVERYTHING.token, outlet_tag(document.outlet_id), language_tag(document.language)]
    fixed += [IMAGE_TAG] if document.has_image else []
    return list(dict.fromkeys([*fixed, *authors, *topics]))


def _words(texts: Iterable[str]) -> list[str]:
    found = dict.fromkeys(form for text in texts for form in forms(text[:300]))
    return list(found)[:MOST_TAGS]


def topic_of(document: Document) -> str:
    """The folded section or first keyword, "" where there is none: what a facet counts by."""
    folded = (" ".join(forms(topic[:300])) for topic in document.topics)
    return next((topic[:100].rstrip() for topic in folded if topic), "")


def safe(term: str) -> str:
    """A term that cannot be mistaken for several, or for the language of an engine; also at most so long."""
    clean = _UNSAFE.sub("_", term[:LONGEST])
    return clean if clean.isascii() else clean.encode("utf-8", "ignore").decode()


def _digest(document: Document, lists: Sequence[Sequence[str]], topic: str) -> int:
    parts = [str(VERSION), str(minute_of(document.at)), document.language, topic]
    parts += [" ".join(terms) for terms in lists]
    return int.from_bytes(blake2b("\n".join(parts).encode(), digest_size=8).digest(), "big", signed=True)
