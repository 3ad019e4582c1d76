"""Jarida: the open engine of a country's press."""

__version__ = "0.1.0"
