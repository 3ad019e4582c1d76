"""Words of four languages and more: cleaning, language, slugs, dates in words."""
