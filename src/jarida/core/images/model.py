"""A picture made safe to serve."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendition:
    """One width of an image, as WebP without metadata."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """An image re-encoded for serving.

    `digest` is the SHA-256 (hex) of the decoded pixels after orientation, so the same picture with
    other metadata is the same image. `fingerprint` is a 64-bit perceptual hash (signed, as databases
    want it). `colour` is the average colour as #rrggbb. `width` and `height` are the original's, in
    pixels after orientation; no rendition is wider.
    """

    digest: str
    fingerprint: int
    width: int
    height: int
    colour: str
    renditions: tuple[Rendition, ...]
