"""Text as it may be kept and shown: no control characters, no bidi tricks, ordinary white space."""

import html
import re

# C0 and C1 controls, bidi embeddings, overrides and isolates (UAX #9: they can reorder what surrounds
# the text), soft hyphens, zero-width spaces, byte order marks, tags, noncharacters, surrogates and
# private use. The joiners U+200C and U+200D stay: Persian and several scripts of India need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
# French sets a space that must not break before high punctuation and inside guillemets
_RUN = re.compile(r"\s+")
_BEFORE = "\u00bb:;!?%"  # a no-break space stays before these, and after the opening quotation mark


def clean(text: str) -> str:
    """One line of plain text: unwanted characters removed, every run of white space one space.

    A no-break space stays one, as U+202F, where French needs it; elsewhere it is a space like others.
    """
    if text.isprintable():  # the ordinary case: nothing that is unwanted, no space but U+0020
        return " ".join(text.split())
    text = _UNWANTED.sub("", text)
    if "\xa0" not in text and "\u202f" not in text:
        return " ".join(text.split())
    return _RUN.sub(_space, text).strip()


def _space(run: re.Match[str]) -> str:
    """What a run of white space becomes. One look at each run: they may be as long as a page."""
    if "\xa0" not in run[0] and "\u202f" not in run[0]:
        return " "
    before, after = run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]
    return "\u202f" if before == "\u00ab" or (after and after in _BEFORE) else " "


def clean_markup(text: str) -> str:
    """Clean text of a value that should have been plain and may hold entities or tags, even escaped twice."""
    for _ in range(2):
        if "&" not in text and "<" not in text:
            break
        text = html.unescape(_TAG.sub(" ", text))
    return clean(_TAG.sub(" ", text))


def shorten(text: str, limit: int) -> str:
    """The text if it has at most `limit` characters, else cut at the end of a word, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    # scripts without spaces have no word end to cut at
    head = head[:cut] if cut > limit // 2 else head
    return head.rstrip(" ,;:.،؛-–—") + "…"
