"""The map of places: outlines of countries, and circles where something is told of."""
