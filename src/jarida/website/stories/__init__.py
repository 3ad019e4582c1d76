"""The pages of one story."""
