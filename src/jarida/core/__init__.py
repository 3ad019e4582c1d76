"""Pure Python: no Django, no database, no global state. Data in, frozen dataclasses out."""
