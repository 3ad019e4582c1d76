"""What of an article may be shown (P8): the publisher decides. Pure: no database.

Everything that readers or machines see of an article goes through `visible_parts`: lists, articles,
differences between revisions, citations, feeds and structured data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jarida.core.extraction.model import Policy

EXCERPT_WORDS = 60
EXCERPT_CHARACTERS = 480
_STRICTNESS = {Policy.FULL: 0, Policy.EXCERPT: 1, Policy.HEADLINE: 2}
_POLICIES = {policy.value: policy for policy in Policy}


@dataclass(frozen=True, slots=True)
class VisibleParts:
    """What may be shown beside the headline. `pictures` says how many pictures may be, lead first."""

    policy: Policy
    summary: str = ""
    paragraphs: tuple[str, ...] = ()
    pictures: int = 0


def effective_policy(outlet_policy: str, limit: str) -> Policy:
    """The stricter of what the outlet allows and what the page's own signals allow; unknown is strictest."""
    return max(_policy(outlet_policy), _policy(limit), key=_STRICTNESS.__getitem__)


def _policy(value: str) -> Policy:
    return _POLICIES.get(value, Policy.HEADLINE)


def excerpt(text: str, words: int = EXCERPT_WORDS, characters: int = EXCERPT_CHARACTERS) -> str:
    """The beginning of `text`: at most so many words and characters, cut between words, with an ellipsis."""
    parts = text[: characters * 4].split()
    kept = " ".join(parts[:words])
    if len(kept) > characters:
        kept = kept[:characters].rpartition(" ")[0] or kept[:characters]
    whole = len(text) <= characters * 4 and kept == " ".join(parts)
    return kept if whole else kept.rstrip(" .,;:،؛…") + "…"


def visible_parts(outlet_policy: str, limit: str, *, summary: str = "", paragraphs: Sequence[str] = ()) -> VisibleParts:
    """What may be shown of an article with this summary and these paragraphs.

    Under `excerpt` that is the summary (or the beginning of the text) up to 60 words, and the lead
    picture, which the publisher's own feeds and previews announce it with. Under `headline`: nothing more.
    """
    policy = effective_policy(outlet_policy, limit)
    if policy is Policy.HEADLINE:
        return VisibleParts(policy)
    short = excerpt(summary or " ".join(paragraphs[:3]))
    if policy is Policy.EXCERPT:
        return VisibleParts(policy, short, (), 1)
    return VisibleParts(policy, short, tuple(paragraphs), 50)
