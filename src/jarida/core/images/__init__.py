"""Pictures: decoded within bounds, re-encoded, stripped of metadata."""
