import io
import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, features

from jarida.core.errors import NotAnImage
from jarida.core.images.encode import MAX_PIXELS, encode_image

FORMATS = ["JPEG", "PNG", "GIF", "WEBP", *(["AVIF"] if features.check("avif") else [])]


def drawn(width=400, height=300, mode="RGB"):
    """A picture with a brightness that grows to the right and a disc in it."""
    picture = Image.linear_gradient("L").rotate(90).resize((width, height)).convert(mode)
    ImageDraw.Draw(picture).ellipse((20, 20, 100, 100), fill=(255, 0, 0) if mode == "RGB" else None)
    return picture


def saved(picture, kind="PNG", **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(rendition):
    picture = Image.open(io.BytesIO(rendition.data))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", FORMATS)
def test_formats_become_webp_of_the_right_size(kind):
    encoded = encode_image(saved(drawn(1500, 1000), kind))
    assert (encoded.width, encoded.height) == (1500, 1000)
    assert [(each.width, each.height) for each in encoded.renditions] == [(320, 213), (640, 427), (1280, 853)]
    for rendition in encoded.renditions:
        picture = opened(rendition)
        assert picture.format == "WEBP"
        assert picture.size == (rendition.width, rendition.height)


@pytest.mark.parametrize(("width", "widths"), [(100, [100]), (320, [320]), (500, [320, 500]), (5000, [320, 640, 1280])])
def test_nothing_is_enlarged(width, widths):
    assert [each.width for each in encode_image(saved(drawn(width, 200))).renditions] == widths


def test_no_metadata_is_left():
    exif = Image.Exif()
    exif[0x010E], exif[0x0132] = "Secret description", "2024:04:22 10:00:00"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(drawn(), "JPEG", exif=exif, icc_profile=profile, comment=b"secret comment")

    for rendition in encode_image(data).renditions:
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(opened(rendition).info)
        assert b"ecret" not in rendition.data


def test_orientation_is_applied():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    encoded = encode_image(saved(drawn(400, 300), "JPEG", exif=exif))
    assert (encoded.width, encoded.height) == (300, 400)
    assert opened(encoded.renditions[0]).size == (300, 400)


def test_the_same_picture_with_other_metadata_is_the_same_image():
    exif = Image.Exif()
    exif[0x010E] = "Description"
    plain, described = saved(drawn(), "JPEG"), saved(drawn(), "JPEG", exif=exif)
    assert plain != described
    assert encode_image(plain) == encode_image(described)
    assert encode_image(saved(drawn())).digest == encode_image(saved(drawn(), "WEBP", lossless=True)).digest
    assert encode_image(saved(drawn())).digest != encode_image(saved(drawn().rotate(180))).digest


def test_fingerprint_survives_size_and_quality_and_is_signed():
    fingerprint = encode_image(saved(drawn(800, 600))).fingerprint
    smaller = encode_image(saved(drawn(800, 600).resize((200, 150)), "JPEG", quality=40)).fingerprint
    assert -(1 << 63) <= fingerprint < 1 << 63
    assert ((fingerprint ^ smaller) & (1 << 64) - 1).bit_count() <= 6
    inverted = Image.eval(drawn(800, 600), lambda value: 255 - value)
    assert ((fingerprint ^ encode_image(saved(inverted)).fingerprint) & (1 << 64) - 1).bit_count() > 20


def test_average_colour():
    assert encode_image(saved(Image.new("RGB", (100, 100), "#336699"))).colour == "#336699"
    assert encode_image(saved(Image.new("RGBA", (100, 100), (0, 0, 0, 0)))).colour == "#ffffff"


def test_profiles_become_srgb():
    lab = ImageCms.createProfile("LAB")
    data = saved(Image.new("RGB", (100, 100), "#336699"), icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())
    assert encode_image(data).colour == "#336699"  # a profile that does not fit is left aside
    assert encode_image(saved(Image.new("RGB", (99, 99), "#336699"), icc_profile=b"rubbish")).colour == "#336699"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_modes_of_all_kinds(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = Image.new("I;16", (90, 80), 30_000) if mode == "I;16" else drawn(90, 80, "L").convert("RGB").convert(mode)
    assert encode_image(saved(picture, kind)).renditions[0].width == 90


def test_transparency_is_kept_where_it_shows():
    picture = drawn().convert("RGBA")
    assert opened(encode_image(saved(picture)).renditions[0]).mode == "RGB"
    picture.putpixel((5, 5), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 0), (0, 0, 100, 100))
    assert opened(encode_image(saved(picture)).renditions[0]).mode == "RGBA"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (100, 80), colour) for colour in ("#ff0000", "#00ff00", "#0000ff")]
    options = {"lossless": True} if kind == "WEBP" else {}
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=40, **options)
    encoded = encode_image(data)
    assert encoded.colour == "#ff0000"
    assert getattr(opened(encoded.renditions[0]), "n_frames", 1) == 1


@pytest.mark.parametrize("size", [(1, 1), (59, 400), (400, 59), (16, 16)])
def test_tracking_pixels_and_icons_are_no_pictures(size):
    with pytest.raises(NotAnImage, match="too small"):
        encode_image(saved(Image.new("RGB", size)))


def test_long_strips_are_left_out():
    with pytest.raises(NotAnImage, match="strip"):
        encode_image(saved(Image.new("1", (60, 17_000))))
    assert [each.width for each in encode_image(saved(Image.new("1", (640, 9_000)))).renditions] == [320, 640]


@pytest.mark.parametrize("kind", FORMATS)
def test_truncated_files_are_refused(kind):
    data = saved(drawn(600, 400), kind)
    with pytest.raises(NotAnImage):
        encode_image(data[: len(data) // 2])


def png_header(width, height):
    """A PNG that claims a size and holds almost nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    parts = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def webp_header(width, height):
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6


@pytest.mark.parametrize(
    "data",
    [png_header(50_000, 50_000), png_header(2**31 - 1, 2**31 - 1), webp_header(16_000, 16_000),
     b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + b"\x80\0\0" + b"\0" * 6 + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"],
)  # fmt: skip
def test_bombs_are_refused_by_their_header(data):
    with pytest.raises(NotAnImage):
        encode_image(data)


def test_the_bound_of_pixels_is_named():
    with pytest.raises(NotAnImage, match="40 million"):
        encode_image(png_header(8_000, MAX_PIXELS // 8_000 + 1))


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1", b"BM" + b"\0" * 200, b"II*" + b"\0" * 90],
)  # fmt: skip
def test_other_files_are_refused(data):
    with pytest.raises(NotAnImage):
        encode_image(data)


SIGNATURES = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0 ftypavif"]
SEEDS = [saved(drawn(80, 70), kind) for kind in FORMATS]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(), st.integers(1, 30))
def test_mutated_files_are_encoded_or_refused(seed, number, changes):
    chance = random.Random(number)
    data = bytearray(seed)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    try:
        encoded = encode_image(bytes(data))
    except NotAnImage:
        return
    assert encoded.renditions
    assert encoded.width * encoded.height <= MAX_PIXELS


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SIGNATURES), st.binary(max_size=200))
def test_rubbish_behind_a_signature_is_refused(signature, rubbish):
    with pytest.raises(NotAnImage):
        encode_image(signature + rubbish)
