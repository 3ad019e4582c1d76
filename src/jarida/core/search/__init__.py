"""The query language and what it asks of an index. Pure: no database, no Django."""
