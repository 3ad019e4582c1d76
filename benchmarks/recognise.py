"""How well people, organisations and places are recognised, and how fast.

    python benchmarks/recognise.py            # precision and recall by kind and language; ms of CPU an article
    python benchmarks/recognise.py --errors   # and what was missed or found wrongly

Judged are the titles and short texts of tests/core/names/judged.tsv, written by hand, with the gazetteer and the
names of Morocco's edition. They were read while the rules were made; those of kept_back.tsv were not, and say better
what to expect. A name is right if its kind is and it is written as it was judged.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from jarida.core.names.index import kind_of_topic
from jarida.core.names.model import Kind, KindedGroup
from jarida.core.names.recognise import Recogniser
from jarida.core.text.analysis import forms
from jarida.editions.catalogue import load_edition

FOLDER = ROOT / "tests" / "core" / "names"
FILES = ("judged", "kept_back")
KINDS = {"p": Kind.PERSON, "o": Kind.ORGANISATION, "l": Kind.PLACE}
LANGUAGES = ("fr", "ar", "es", "en")
WORDS = 300

Name = tuple[Kind, tuple[str, ...]]


class Judged(NamedTuple):
    """A text, and the names in it."""

    language: str
    title: str
    text: str
    names: frozenset[Name]


def judged(file: str = FILES[0]) -> Iterator[Judged]:
    """The judged texts of a file."""
    for line in (FOLDER / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, title, text, names = [*line.split("\t"), "", "", ""][:4]
            found = (one.strip().split(":", 1) for one in names.split("|") if one.strip())
            yield Judged(language, title, text, frozenset((KINDS[kind], forms(name)) for kind, name in found))


def recogniser() -> Recogniser:
    """The recogniser of Morocco's edition."""
    edition = load_edition("morocco")
    named = zip(edition.alias_topics, edition.aliases, strict=True)
    return Recogniser(KindedGroup(kind_of_topic(topic, names), names) for topic, names in named)


def found_in(one: Judged, names: Recogniser) -> frozenset[Name]:
    """The names that are recognised and have a kind."""
    found = names.recognise(one.title, one.text, one.language)
    return frozenset((name.kind, forms(name.shown)) for name in found if name.kind is not Kind.UNSURE)


def counts(names: Recogniser, file: str = FILES[0], *, errors: bool = False) -> Counter[tuple[str, str, str]]:
    """How many names were right, missed and wrong, by language and kind; "all" is both."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in judged(file):
        found = found_in(one, names)
        for state, some in (("right", found & one.names), ("missed", one.names - found), ("wrong", found - one.names)):
            for kind, form in some:
                counted.update((language, of, state) for language in (one.language, "all") for of in (kind, "all"))
                if errors and state != "right":
                    print(f"{state}: {kind} {' '.join(form)} · {one.language} · {one.title}")
    return counted


def shares(counted: Counter[tuple[str, str, str]], language: str, kind: str) -> tuple[float, float]:
    """Precision and recall."""
    right, missed, wrong = (counted[language, kind, state] for state in ("right", "missed", "wrong"))
    return right / max(1, right + wrong), right / max(1, right + missed)


def speed(names: Recogniser, language: str) -> float:
    """Milliseconds of CPU for an article of so many words."""
    words = " . ".join(f"{one.title} . {one.text}" for one in judged() if one.language == language).split()
    texts = [" ".join(words[at : at + WORDS]) for at in range(0, max(1, len(words) - WORDS), 40)] or [" ".join(words)]
    for text in texts:
        names.recognise("", text, language)
    started = time.process_time()
    for text in texts:
        names.recognise("", text, language)
    return (time.process_time() - started) * 1000 / len(texts)


def show(names: Recogniser, file: str) -> None:
    """Print the table of a file."""
    counted = counts(names, file, errors="--errors" in sys.argv)
    print(f"{file}: {len(list(judged(file)))} titles and texts; precision / recall (names judged)")
    kinds = (*(kind.value for kind in KINDS.values()), "all")
    print(" " * 8 + "".join(f"{kind:>24}" for kind in kinds))
    for language in (*LANGUAGES, "all"):
        cells = []
        for kind in kinds:
            precision, recall = shares(counted, language, kind)
            number = counted[language, kind, "right"] + counted[language, kind, "missed"]
            cells.append(f"{precision:.2f} / {recall:.2f} ({number:3})".rjust(24))
        print(f"{language:8}" + "".join(cells))


def main() -> int:
    """Print the tables, and what it costs."""
    names = recogniser()
    for file in FILES:
        show(names, file)
    for language in LANGUAGES:
        print(f"{language}: {speed(names, language):.1f} ms of CPU for {WORDS} words, a name in every few")
    return 0


if __name__ == "__main__":
    sys.exit(main())
