"""Pictures from anywhere made safe to serve: decoded within bounds, re-encoded, without metadata.

Meant to run in a worker process: a picture of MAX_PIXELS takes up to 250 MB while it is decoded.
"""

import hashlib
import io
import struct
import warnings
from functools import cache
from typing import Final

from PIL import Image, ImageCms, ImageOps, features

from jarida.core.errors import NotAnImage
from jarida.core.images.model import EncodedImage, Rendition

MAX_PIXELS: Final = 40_000_000
MIN_SIDE: Final = 60  # smaller ones are tracking pixels, icons and share buttons
MAX_WEBP_SIDE: Final = 16_383
_QUALITY: Final = 78
_METHOD: Final = 4
_STRIP: Final = 256  # rows hashed at once
_ROOM: Final = 2  # JPEG is decoded at no less than this many times the widest rendition


def encode_image(data: bytes, widths: tuple[int, ...] = (320, 640, 1280)) -> EncodedImage:
    """Decode a JPEG, PNG, GIF, WebP or AVIF and encode it as WebP in these widths.

    Nothing is enlarged: a width greater than the picture's gives one rendition at its own width. Of an
    animation the first frame is kept. Orientation is applied, colours become sRGB, metadata goes.
    Raises NotAnImage for everything that cannot be decoded whole within the bounds.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is refused or mended below
            original, picture = _decoded(data, max(widths))
            return _encoded(original, picture, widths)
    except NotAnImage:
        raise
    except Exception as error:  # decoders raise whatever hostile bytes lead them to
        raise NotAnImage(f"cannot be decoded: {error or type(error).__name__}"[:200]) from error


def _decoded(data: bytes, widest: int) -> tuple[tuple[int, int], Image.Image]:
    """The size after orientation, and the picture as RGB or RGBA without anything else."""
    _check_size(*_webp_size(data))
    with Image.open(io.BytesIO(data), formats=_formats()) as source:
        _check_size(*source.size)
        width, height = source.size
        source.draft("RGB", (_ROOM * widest, _ROOM * widest))  # JPEG only: decodes a smaller picture at once
        source.load()
        sideways = source.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        ImageOps.exif_transpose(source, in_place=True)
        return ((height, width) if sideways else (width, height)), _normalised(source)


@cache
def _formats() -> tuple[str, ...]:
    return ("JPEG", "PNG", "GIF", "WEBP", *(["AVIF"] if features.check("avif") else []))


def _webp_size(data: bytes) -> tuple[int, int]:
    """The size in a WebP's header (RFC 9649); MIN_SIDE for other formats.

    Pillow's decoder takes memory for the whole canvas when it opens a WebP; so it is looked at before.
    """
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return MIN_SIDE, MIN_SIDE
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise NotAnImage(f"has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million")
    if min(width, height) < MIN_SIDE:
        raise NotAnImage(f"is {width} × {height} pixels, too small for a picture")


def _normalised(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent, in sRGB, without info."""
    profile = picture.info.get("icc_profile")
    alpha = _alpha(picture)
    # every copy of a large picture is a hundred megabytes
    colours = _in_srgb(picture, profile) if profile else picture if picture.mode == "RGB" else picture.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    colours.info = {}
    return colours


def _alpha(picture: Image.Image) -> Image.Image | None:
    """The transparency, if there is any that shows."""
    if not picture.has_transparency_data:
        return None
    alpha = picture.convert("RGBA").getchannel("A")
    lowest = alpha.getextrema()[0]
    return alpha if isinstance(lowest, (int, float)) and lowest < 255 else None


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Colours converted from the embedded profile; taken as they are if the profile is unusable."""
    plain = picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        converted = None
    return converted if converted is not None else plain.convert("RGB")


def _encoded(original: tuple[int, int], picture: Image.Image, widths: tuple[int, ...]) -> EncodedImage:
    flat = _on_white(picture)
    return EncodedImage(
        digest=_digest(picture),
        fingerprint=_fingerprint(flat),
        width=original[0],
        height=original[1],
        colour=_colour(flat),
        renditions=_renditions(original, picture, widths),
    )


def _digest(picture: Image.Image) -> str:
    """SHA-256 of mode, size and pixels."""
    digest = hashlib.sha256(f"{picture.mode} {picture.width}x{picture.height}\n".encode())
    for top in range(0, picture.height, _STRIP):
        digest.update(picture.crop((0, top, picture.width, min(top + _STRIP, picture.height))).tobytes())
    return digest.hexdigest()


def _on_white(picture: Image.Image) -> Image.Image:
    """A small opaque copy for fingerprint and colour; transparent parts as a reader sees them on paper."""
    small = picture.resize((72, 64), Image.Resampling.BOX)
    if small.mode == "RGB":
        return small
    return Image.alpha_composite(Image.new("RGBA", small.size, "white"), small).convert("RGB")


def _fingerprint(flat: Image.Image) -> int:
    """dHash: one bit for each of 8 × 8 pairs of neighbours, set where it grows brighter to the right."""
    grey = flat.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            place = row * 9 + column
            bits = bits << 1 | (grey[place] < grey[place + 1])
    return bits - (1 << 64) if bits >> 63 else bits


def _colour(flat: Image.Image) -> str:
    return "#" + flat.resize((1, 1), Image.Resampling.BOX).tobytes().hex()


def _renditions(original: tuple[int, int], picture: Image.Image, widths: tuple[int, ...]) -> tuple[Rendition, ...]:
    """One rendition a width, from narrow to wide; those that WebP cannot hold (long strips) are left out."""
    made = []
    for width in sorted({min(width, original[0]) for width in widths}):
        height = max(1, round(original[1] * width / original[0]))
        if height <= MAX_WEBP_SIDE:
            made.append(Rendition(width, height, _webp(picture, width, height)))
    if not made:
        raise NotAnImage(f"is {original[0]} × {original[1]} pixels, too long a strip")
    return tuple(made)


def _webp(picture: Image.Image, width: int, height: int) -> bytes:
    scaled = picture
    if (width, height) != picture.size:
        scaled = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    scaled.save(out, "WEBP", quality=_QUALITY, method=_METHOD)
    return out.getvalue()
