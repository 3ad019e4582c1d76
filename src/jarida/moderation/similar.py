"""Images that look alike: perceptual fingerprints that differ in few bits. Pure."""

from collections.abc import Iterable

BITS = (1 << 64) - 1
NEAR = 6


def distance(one: int, other: int) -> int:
    """In how many of 64 bits two fingerprints differ; signed, as databases hold them."""
    return ((one ^ other) & BITS).bit_count()


def alike(fingerprint: int, others: Iterable[tuple[int, int]], near: int = NEAR) -> list[tuple[int, int]]:
    """Of (identifier, fingerprint) those within `near` bits, as (distance, identifier), nearest first.

    A fingerprint of 0 is that of a blank image, or of none: it is like everything and nothing.
    """
    if not fingerprint:
        return []
    found = ((distance(fingerprint, other), identifier) for identifier, other in others if other)
    return sorted(pair for pair in found if pair[0] <= near)
