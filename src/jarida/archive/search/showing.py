"""What is shown of hits: marks in the title, and the piece of the text that was found, as far as it may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from jarida.archive import queries
from jarida.archive.queries import ArticleLine
from jarida.archive.visibility import visible_parts
from jarida.core.extraction.model import Policy
from jarida.core.text.marks import Mark, Snippet, Targets, marks, snippet

LONGEST: Final = 40_000  # characters of a text in which a piece is looked for


@dataclass(frozen=True, slots=True)
class View:
    """How one hit is shown."""

    title: tuple[Mark, ...]
    snippet: Snippet


def shown(found: Sequence[ArticleLine], targets: Targets, *, snippets: bool = True) -> Mapping[int, View]:
    """How these hits are shown, by article."""
    wanted = [line.id for line in found if line.policy is not Policy.HEADLINE] if snippets else []
    texts = queries.paragraphs_of(wanted) if wanted else {}
    return {line.id: _view(line, texts.get(line.id, ()), targets, snippets=snippets) for line in found}


def _view(line: ArticleLine, paragraphs: Sequence[str], targets: Targets, *, snippets: bool) -> View:
    language = line.language.partition("-")[0]
    visible = _visible(line, paragraphs)
    title = marks(line.title, language, targets)
    return View(title, snippet(visible, language, targets) if snippets and visible else Snippet(""))


def _visible(line: ArticleLine, paragraphs: Sequence[str]) -> tuple[str, ...]:
    parts = visible_parts(line.policy.value, line.policy.value, summary=line.summary, paragraphs=paragraphs)
    texts = parts.paragraphs or ((parts.summary,) if parts.summary else ())
    lengths = accumulate(map(len, texts))
    return tuple(text[:LONGEST] for text, length in zip(texts, lengths, strict=True) if length - len(text) < LONGEST)
