"""The text of an article, without what stands around it: `find_body`."""

from jarida.core.extraction.body.find import LONGEST, MOST_PARAGRAPHS, find_body
from jarida.core.extraction.body.model import Body

__all__ = ["LONGEST", "MOST_PARAGRAPHS", "Body", "find_body"]
