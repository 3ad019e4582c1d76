"""What several pages of one outlet teach about its layout: `learn`, `apply`, `alarms`, with `model` between them.

Only the model is imported here: what is known of a page before it is read (`Hints`) carries one.
"""

from jarida.core.extraction.templates.model import Template

__all__ = ["Template"]
