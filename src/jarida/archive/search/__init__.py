"""The search index of the archive: one narrow contract, an engine for SQLite and one for PostgreSQL."""
