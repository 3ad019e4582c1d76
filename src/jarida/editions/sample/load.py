"""Reads the texts of the sample press."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jarida.editions.sample.model import Article, Correction

FOLDER = Path(__file__).parent / "articles"


@cache
def all_articles() -> tuple[Article, ...]:
    """Every article of every file, in the order of the files' names."""
    return tuple(article for path in sorted(FOLDER.glob("*.toml")) for article in read_articles(path))


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of one file; what stands above the first `[[article]]` holds for all of them."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    common = {key: value for key, value in document.items() if key != "article"}
    for table in document["article"]:
        yield _article({**common, **table})


def _article(table: Mapping[str, Any]) -> Article:
    values = dict(table)
    correction = values.pop("correction", None)
    for name in ("authors", "tags", "paragraphs"):
        values[name] = tuple(values.get(name, ()))
    return Article(**values, correction=_correction(correction, values) if correction else None)


def _correction(table: Mapping[str, Any], original: Mapping[str, Any]) -> Correction:
    return Correction(
        after_seconds=table["after_seconds"],
        title=table.get("title", original["title"]),
        paragraphs=tuple(table.get("paragraphs", original["paragraphs"])),
    )
