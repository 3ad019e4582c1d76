"""Editions: a country's outlets as reviewable data, one TOML file each."""
