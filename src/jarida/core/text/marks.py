"""Where a text holds what was searched: marks in titles, and the piece of a text that shows it best."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from jarida.core.text.analysis import Chunk, Token, chunks, compound_tokens, tokens

LOOKED_AT: Final = 40_000  # characters of a text in which a piece is looked for

_BLANK: Final = re.compile(r"(?:(?![\xa0\u202f])[\s\x00-\x1f\x7f-\x9f])+")  # French keeps its narrow spaces
_SENTENCE_END: Final = r"(?:(?<!\b\w)[.!?…؟۔।]+[»”\")\]]*|[。！？]+[」』]*)"  # not the stop of an initial
_SENTENCE_START: Final = re.compile(rf"{_SENTENCE_END}(?: (?![a-z])|(?<=[。！？」』]))")
_ENDS_SENTENCE: Final = re.compile(rf"{_SENTENCE_END}\Z")
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A found place: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Targets:
    """What to mark: exact forms, marked stems, beginnings of forms, sequences of forms."""

    forms: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    sequences: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, cut between words with ellipses, and what to mark in it."""

    text: str
    marks: tuple[Mark, ...] = ()


_Target = str | tuple[str, ...]


class _Found(NamedTuple):
    """A place where a target is. `target` is the same wherever a word has the same stem."""

    start: int
    end: int
    target: "_Target"


def marks(text: str, language: str, targets: Targets) -> tuple[Mark, ...]:
    """The places of a text that were searched for, in order, none overlapping or touching.

    Whole words are marked, with what is written onto them; the words of a sequence are one mark, with what stands
    between them. Stems are those of `language`, a primary subtag, "" where it is not known.
    """
    return _joined(_found(text, language, targets))


def snippet(paragraphs: Sequence[str], language: str, targets: Targets, characters: int = 260) -> Snippet:
    """The piece with the most different targets, whole words; the beginning where nothing is found.

    At most `characters` long. Of equal pieces the first; it begins with a sentence where one begins near. What is
    behind the first 40,000 characters is not looked at.
    """
    text, beginnings = _one_line(paragraphs)
    found = _found(text, language, targets)
    room = max(characters - 2 * len(_ELLIPSIS), 1)
    first, last = _densest(found, room * 3 // 4)
    start, whole = _start(text, beginnings, first, last, room)
    before = "" if whole else _ELLIPSIS
    end, after = _end(text, start, max(characters, 1) - len(before))
    shift = len(before) - start
    inside = (at._replace(start=max(at.start, start), end=min(at.end, end)) for at in found)
    placed = tuple(Mark(at.start + shift, at.end + shift) for at in _joined(at for at in inside if at.start < at.end))
    return Snippet(before + text[start:end] + after, placed)


# --- what is found ----------------------------------------------------------------------------------------


def _found(text: str, language: str, targets: Targets) -> list[_Found]:
    stems = frozenset(stem for stem in targets.stems if stem.startswith(f"{language}."))
    read = list(chunks(text, language if stems else ""))
    found = list(_sequences(read, targets.sequences))
    for chunk in read:
        if not stems.isdisjoint(chunk.stems):
            found += _words(compound_tokens(chunk, language), stems, Targets())
        elif targets.forms.isdisjoint(chunk.forms) and not _begins(chunk.forms, targets.beginnings):
            continue
        found += _words(tokens(chunk, language if stems else ""), stems, targets)
    return sorted(found, key=lambda at: at[:2])


def _begins(forms: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    return bool(beginnings) and any(form.startswith(beginnings) for form in forms)


def _words(found: Iterable[Token], stems: frozenset[str], targets: Targets) -> Iterator[_Found]:
    for token in found:
        target = next((stem for stem in token.stems if stem in stems), "")
        if not target and token.form in targets.forms:
            target = token.form
        if not target and token.form.startswith(targets.beginnings):
            target = next(beginning for beginning in targets.beginnings if token.form.startswith(beginning))
        if target:
            yield _Found(token.start, token.end, target)


def _sequences(read: Sequence[Chunk], sequences: Iterable[tuple[str, ...]]) -> Iterator[_Found]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for sequence in filter(None, sequences):
        by_first.setdefault(sequence[0], []).append(sequence)
    if not by_first:
        return
    forms = [form for chunk in read for form in chunk.forms]
    counts = list(accumulate(len(chunk.forms) for chunk in read))
    for at, form in enumerate(forms):
        for sequence in by_first.get(form, ()):
            if tuple(forms[at : at + len(sequence)]) == sequence:
                first, last = _at(read, counts, at), _at(read, counts, at + len(sequence) - 1)
                yield _Found(first.start, last.end, sequence)


def _at(read: Sequence[Chunk], counts: Sequence[int], index: int) -> Token:
    """The word of that number in a text."""
    chunk = bisect_right(counts, index)
    return tokens(read[chunk], "")[index - counts[chunk]]  # counted from the end of its chunk


def _joined(found: Iterable[_Found]) -> tuple[Mark, ...]:
    """Places in order as marks, what overlaps or touches as one."""
    spans: list[list[int]] = []
    for at in found:
        if spans and at.start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], at.end)
        else:
            spans.append([at.start, at.end])
    return tuple(Mark(start, end) for start, end in spans)


# --- which piece is shown ---------------------------------------------------------------------------------


def _one_line(paragraphs: Sequence[str]) -> tuple[str, list[int]]:
    """Paragraphs as one line, as far as is looked at, and where each begins in it."""
    kept: list[str] = []
    beginnings: list[int] = []
    length = 0
    for paragraph in paragraphs:
        line = _BLANK.sub(" ", paragraph[: LOOKED_AT - length]).strip(" ")
        if line:
            beginnings.append(length)
            kept.append(line)
            length += len(line) + 1
        if length >= LOOKED_AT:
            break
    return " ".join(kept), beginnings


def _densest(found: Sequence[_Found], room: int) -> tuple[int, int]:
    """Where the first piece of `room` characters with the most different targets begins and ends."""
    best, first = 0, 0
    inside: Counter[_Target] = Counter()
    after = 0
    for index, at in enumerate(found):
        while after < len(found) and (after <= index or found[after].end - at.start <= room):
            inside[found[after].target] += 1
            after += 1
        if len(inside) > best:
            best, first = len(inside), index
        inside[at.target] -= 1
        if not inside[at.target]:
            del inside[at.target]
    return (found[first].start, _enough(found[first:], best)) if found else (0, 0)


def _enough(found: Sequence[_Found], different: int) -> int:
    """Where so many different targets have been."""
    seen: set[_Target] = set()
    for at in found:
        seen.add(at.target)
        if len(seen) == different:
            return at.end
    return 0


def _start(text: str, beginnings: Sequence[int], first: int, last: int, room: int) -> tuple[int, bool]:
    """Where a piece begins that holds `first` to `last`, and whether a sentence begins there."""
    lowest = max(first - max(room - (last - first), 0), 0)
    sentences = {at for at in beginnings if lowest <= at <= first}
    sentences.update(at.end() for at in _SENTENCE_START.finditer(text, max(lowest - 3, 0), first))
    near = sorted(at for at in sentences if lowest <= at <= first)
    if near:
        # at the end of a text one sentence would leave room: it is filled with those before
        return next((at for at in near if at >= len(text) - room), near[-1]), True
    start = first - (first - lowest) // 3
    space = text.find(" ", start, first)
    return (space + 1 if space >= 0 else _between_letters(text, start, first)), start == 0


def _end(text: str, start: int, characters: int) -> tuple[int, str]:
    """Where a piece of so many characters ends, and the ellipsis behind it."""
    if len(text) - start <= characters:
        return len(text), ""
    limit = start + characters - len(_ELLIPSIS)
    space = text.rfind(" ", start, limit + 1)
    end = space if space > start + characters // 2 else _between_letters(text, limit, len(text))
    end = min(end, limit)
    piece = text[start:end]
    if _ENDS_SENTENCE.search(piece):
        return end, ""
    return start + len(piece.rstrip(" ,;:.،؛-–—")), _ELLIPSIS


def _between_letters(text: str, at: int, latest: int) -> int:
    """The next place at which no letter is parted from its marks."""
    while at < latest and unicodedata.category(text[at]) in ("Mn", "Mc", "Cf"):
        at += 1
    return at
