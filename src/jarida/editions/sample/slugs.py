"""Slugs as the content systems of the sample press make them."""

import re
import unicodedata

LONGEST = 70


def slug(text: str) -> str:
    """Words joined by hyphens: accents dropped, letters of other scripts kept, cut at a word's end."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", plain.replace("œ", "oe"))
    while len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words)
